"""Identities: whether an action of a plan is still the one that a record was written for, and else which one may be.

A record names actions by number, and a revision of the plan can renumber them. So a record also has the content digest
of each action that it names, and is judged only about the action that it means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

import attrs

from empact.analysis.portfolio.plans import Portfolio
from empact.arguments import check_text, wrong_type
from empact.diagnostics import Pointer
from empact.model import (
    Action,
    EntryContent,
    EntryKind,
    FrozenMap,
    Kpi,
    Ledger,
    LedgerEntry,
    NamedAction,
    Plan,
    WrittenFor,
)
from empact.model.contents import same_core
from empact.model.plan import check_plan
from empact.values import value

if TYPE_CHECKING:  # only if a record does not fit and an earlier revision is there
    from empact.analysis.portfolio.lineages import Lineage
    from empact.analysis.revision_paths import RevisionPaths


class Record(Protocol):
    """What a filed record has: a report, a ledger entry, an operation or a KPI register."""

    @property
    def written_for(self) -> WrittenFor:
        """What it was written for."""
        ...

    def named_actions(self, plan_id: str) -> tuple[NamedAction, ...]:
        """Return where it names actions of a plan."""
        ...


R = TypeVar("R", bound=Record)
_SAME_CORE = "the action changed, but not its leaders and what its KPIs count"


@value(kw_only=True)
class ChangedAction:
    """An action that is not as it was when a record that names it was written."""

    named: NamedAction
    """Where the record names it."""
    judged: bool
    """Whether the record is judged about it all the same: only what is not counted has changed."""
    why: str
    """What has changed, as a clause: ``it was written for the action that is 2.2 now``."""
    now: tuple[str, ...] = ()
    """The numbers of the actions of the plan that the action of the record may be now; empty if none is known."""
    decided: bool = False
    """Whether people decided it: a mapping says that the record stays with an earlier revision of the plan."""


@value(kw_only=True)
class Identities:
    """Matches what records name with the actions of a plan, by content."""

    plan: Plan
    """The plan."""
    portfolio: Portfolio
    """The plans that are analysed together: an earlier revision among them shows what has changed."""
    paths: RevisionPaths | None = None
    """The mappings that people decided, through which the records were read; None if there are none."""

    @cached_property
    def _numbers(self) -> Mapping[str, tuple[str, ...]]:
        """The numbers of the actions by their content digest."""
        by_digest: dict[str, dict[str, None]] = {}
        for action in self.plan.actions:
            by_digest.setdefault(action.content_digest, {})[action.number] = None
        return {digest: tuple(numbers) for digest, numbers in by_digest.items()}

    @cached_property
    def _lineages(self) -> dict[int, Lineage]:
        return {}

    def changed(self, record: Record) -> Iterator[ChangedAction]:
        """Yield the actions that are not as the record has them, in its order; without a digest, each is as it was."""
        _check_record(record)
        whole = isinstance(record, EntryContent) and record.kind is EntryKind.CONFIRMATION
        for named in record.named_actions(self.plan.id):
            if isinstance(record, EntryContent) and self.paths is not None and self.paths.stays(record, named):
                why = f"it stays with {record.written_for.revision or 'an earlier revision'}"
                yield ChangedAction(named=named, judged=False, why=why, decided=True)
                continue
            changed = self._changed(named, record.written_for.actions.get(named.name), whole=whole)
            if changed is not None:
                yield changed

    def changed_since(self, then: str, digest: str, *, whole: bool = False) -> ChangedAction | None:
        """Return how an action is not as something was written for; None if it is, or if the plan has no such number.

        Args:
            then: The number that the action had then.
            digest: The content digest that it had then.
            whole: Whether all of the action counts, as for a confirmation: a party confirms what it has read.
        """
        check_text("then", then)
        check_text("digest", digest)
        return self._changed(NamedAction(at=Pointer(), name=then, number=then), digest, whole=whole)

    def others(self, record: Record) -> Mapping[str, ChangedAction]:
        """Return the actions that a record names and is not judged about, by number."""
        return {changed.named.number: changed for changed in self.changed(record) if not changed.judged}

    def _changed(self, named: NamedAction, digest: str | None, *, whole: bool) -> ChangedAction | None:
        action = self.plan.find_action(named.number)
        if digest is None or (action is not None and action.content_digest == digest):
            return None
        now = self._numbers.get(digest, ())
        if now:
            why = f"it was written for the action that is {in_words(now)} now"
            return ChangedAction(named=named, judged=False, why=why, now=now)
        if action is None:
            return None  # a rule reports the unknown number
        earlier = self._earlier(named.number, digest)
        if earlier is not None:
            now = self._continued(*earlier)
            if action.number not in now:
                is_now = f"is {in_words(now)} now" if now else "does not continue in the plan"
                what = " ".join(earlier[1].activity.plain.split()).rstrip(".")
                why = f"it was written for {what!r}, which {is_now}"
                return ChangedAction(named=named, judged=False, why=why, now=now)
        if same_core(digest, action.content_digest):
            why = _changed_words(earlier and earlier[1], action) if whole else _SAME_CORE
            return ChangedAction(named=named, judged=not whole, why=f"since it was written, {why}")
        changes = () if earlier is None else tuple(_differences(earlier[1], action))
        why = "; ".join(changes) or "the action has other leaders, counts other things, or continues another action"
        return ChangedAction(named=named, judged=False, why=f"since it was written, {why}", now=now)

    def _earlier(self, number: str, digest: str) -> tuple[Plan, Action] | None:
        """Return the action that a record was written for, and its plan, if another plan of the portfolio has it."""
        for plan in self.portfolio:
            action = None if plan is self.plan else plan.find_action(number)
            if action is not None and action.content_digest == digest:
                return plan, action
        return None

    def _continued(self, earlier: Plan, action: Action) -> tuple[str, ...]:
        """Return the numbers of the actions that continue one of an earlier revision."""
        from empact.analysis.portfolio.lineages import lineage

        if id(earlier) not in self._lineages:
            self._lineages[id(earlier)] = lineage(earlier, self.plan)
        histories = self._lineages[id(earlier)].histories
        matches = (match for history in histories if history.action is action for match in history.matches)
        return tuple(dict.fromkeys(match.later.number for match in matches))


def _check_record(record: object) -> None:
    """Raise a TypeError for what cannot name actions of a plan."""
    if not hasattr(record, "named_actions"):
        raise wrong_type("The record", "an EntryContent, a Report, an Operation or a KpiRegister", record)


def in_words(words: Iterable[str]) -> str:
    """Return words as a list in English: "2.1, 2.2 and 3.1"."""
    *first, last = (*words,) or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def stamped(record: R, plan: Plan) -> R:
    """Return a record about a plan with what it lacks of the revision and the digests, as the plan is now.

    What a form or a file has already stays: it says what the record was written for. Digests of actions that the record
    does not name are left out.
    """
    _check_record(record)
    check_plan("stamped()", plan)
    from empact.model import Operation  # most calls add no record

    known, several = record.written_for, isinstance(record, Operation)
    digests = {name: digest for name, digest in known.actions.items() if several}
    for named in record.named_actions(plan.id):
        action = plan.find_action(named.number)
        digest = known.actions.get(named.name, None if action is None else action.content_digest)
        if digest is not None:
            digests[named.name] = digest
    revision = known.revision or (None if several else plan.cover.number.plain or None)
    filled = WrittenFor(revision=revision, actions=FrozenMap(digests))
    return cast("R", attrs.evolve(cast("Any", record), written_for=filled))


def judged_entries(ledger: Ledger, identities: Identities) -> tuple[Ledger, frozenset[str]]:
    """Return a ledger without the actions that entries are not judged about, and the digests of entries without others.

    Such an entry is listed separately: it would else be about the whole plan. What is not about its actions keeps its
    effect whatever they are: a decision, a correction, a loss.
    """
    entries: list[LedgerEntry] = []
    apart: set[str] = set()
    for entry in ledger:
        content = entry.content
        effective = content.verdict is not None or content.kind.facts.correcting or content.kind is EntryKind.LOSS
        # Without digests, only a mapping shows that the action is another one: for it, the revision is enough.
        judged_anyway = effective or not content.written_for
        others = dict[str, ChangedAction]() if judged_anyway else identities.others(content)
        if not others:
            entries.append(entry)
            continue
        names = {changed.named.name for changed in others.values()}
        left = tuple(ref for ref in content.actions if str(ref) not in names)
        if left:
            judged = attrs.evolve(entry, content=attrs.evolve(content, actions=left))
            object.__setattr__(judged, "source", entry.source)
            entries.append(judged)
        else:
            entries.append(entry)
            apart.add(entry.digest)
    changed = any(judged is not entry for judged, entry in zip(entries, ledger, strict=True))
    return (Ledger(plan=ledger.plan, entries=tuple(entries)) if changed else ledger), frozenset(apart)


def _differences(earlier: Action, action: Action) -> Iterator[str]:
    """Yield what has changed of what a record depends on, with both values."""
    pairs = (
        ("the leaders", str(earlier.leaders), str(action.leaders)),
        ("what the KPIs count", _counted(earlier), _counted(action)),
        ("what the action continues", in_words(map(str, earlier.continues)), in_words(map(str, action.continues))),
    )
    for what, before, after in pairs:
        if before != after:
            yield f"{what} changed from {before or 'nothing'} to {after or 'nothing'}"


def _changed_words(earlier: Action | None, action: Action) -> str:
    """Return what changed of an action beside its core, as a clause: by its fields, if it is known as it was."""
    if earlier is None:
        return "its words, its timing or who takes part changed"
    return f"its {in_words(_changed_fields(earlier, action))} changed"


def differences(earlier: Action, action: Action) -> tuple[str, ...]:
    """Return what has changed of an action, as clauses: what records depend on with both values, then other fields.

    Its number, its place in the plan, its links and its results are not its content.
    """
    core = tuple(_differences(earlier, action))
    named = {"leaders", "continues", *(["kpis"] if _counted(earlier) != _counted(action) else [])}
    changed = [name for name in _changed_fields(earlier, action) if name not in named]
    kpis = ["kpis"] if "kpis" in changed else []  # a unit or a target value: both can be read in the cell
    others = [name.replace("_", " ") for name in changed if name not in kpis]
    return (
        *core,
        *(f"the KPIs changed from {earlier.kpis} to {action.kpis}" for _ in kpis),
        *([f"its {in_words(others)} changed"] if others else ()),
    )


def _changed_fields(earlier: Action, action: Action) -> list[str]:
    """Return the names of the fields of its content that changed."""
    fields = (field.name for field in attrs.fields(Action))
    mixed = {name: attrs.evolve(earlier, **{name: getattr(action, name)}) for name in fields}
    return [name for name, each in mixed.items() if each.content_digest != earlier.content_digest]


def _counted(action: Action) -> str:
    return in_words(kpi.counted or str(kpi) if isinstance(kpi, Kpi) else str(kpi) for kpi in action.kpis)

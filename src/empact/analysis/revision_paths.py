"""Revisions: read the records about a plan through the mappings that people decided, from the revision of each record.

No record is changed: what the contexts of plans have is a view in which each record names the actions of this revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeAlias, TypeVar, cast

import attrs

from empact.diagnostics import Pointer
from empact.model import (
    ActionReport,
    EntryContent,
    EntryKind,
    Figure,
    FiledMapping,
    FrozenMap,
    KpiDefinition,
    KpiNumber,
    KpiRegister,
    Ledger,
    LedgerEntry,
    MappedAction,
    NamedAction,
    Operation,
    Plan,
    Practice,
    Ref,
    Report,
    Reports,
    Settlement,
    WrittenFor,
)
from empact.model.contents import same_core
from empact.model.mappings import mapped_kpi
from empact.values import value

KPIS = "kpis"
"""The id under which a mapping names the KPI register of a plan.

:meta hide-value:
"""
T = TypeVar("T", Settlement, KpiDefinition)


@value(kw_only=True)
class UnplacedKpi:
    """A KPI that a record names and that no mapping places in this revision: the record does not count for it."""

    at: Pointer
    """Where the record names it, as it was written."""
    called: str
    """The KPI as the record has it, in words: ``KPI 1 of 2.1 of 1001/1/31 REV 1``."""
    why: str
    """Why the record does not count for it, as a clause."""
    decided: bool
    """Whether a person decided that it is no KPI of the later revision."""


@value(kw_only=True)
class RevisionStep:
    """What people decided between two revisions: one mapping, or several that do not contradict each other."""

    earlier: str
    """The number of the document with the earlier revision."""
    later: str
    """The number of the document with the later revision."""
    mappings: tuple[FiledMapping, ...]
    """The mappings, in the order of their days."""

    @cached_property
    def decided(self) -> Mapping[str, tuple[FiledMapping, MappedAction]]:
        """What is decided about each action of the earlier revision, by its number, without contradictions."""
        known = {mapped.action: (mapping, mapped) for mapping, mapped in self._every()}
        return {number: pair for number, pair in known.items() if number not in self.contradicted}

    @cached_property
    def contradicted(self) -> Mapping[str, tuple[tuple[FiledMapping, MappedAction], ...]]:
        """What several mappings, or one, decide differently about an action: none of it counts."""
        by_number: dict[str, list[tuple[FiledMapping, MappedAction]]] = {}
        for mapping, mapped in self._every():
            by_number.setdefault(mapped.action, []).append((mapping, mapped))
        return {
            number: tuple(pairs)
            for number, pairs in by_number.items()
            if len({(mapped.to, mapped.records, mapped.kpis) for _, mapped in pairs}) > 1
        }

    def _every(self) -> Iterator[tuple[FiledMapping, MappedAction]]:
        return ((mapping, mapped) for mapping in self.mappings for mapped in mapping.content.actions)

    def meets(self, number: str, digest: str | None, *, exactly: bool) -> bool:
        """Return whether something is decided about an action with this number and content digest."""
        return number in self.decided and _is_about(self.decided[number][0], number, digest, exactly=exactly)

    def is_open(self, number: str, digest: str | None) -> bool:
        """Return whether what is decided about an action contradicts itself, so that no way leads on from it."""
        pairs = self.contradicted.get(number, ())
        return any(_is_about(mapping, number, digest, exactly=False) for mapping, _ in pairs)


def _is_about(mapping: FiledMapping, number: str, digest: str | None, *, exactly: bool) -> bool:
    """Return whether a mapping means the action with this content digest by a number."""
    then = mapping.content.earlier.actions.get(number)
    if digest is None or then is None:
        return not exactly
    return then == digest or (not exactly and same_core(then, digest))


@value(kw_only=True)
class RevisionPaths:
    """The ways by which records about earlier revisions come to this one, through mappings."""

    plan: Plan
    """The plan, in the revision in which its records are read."""
    mappings: tuple[FiledMapping, ...]
    """The mappings of the plan that are in force."""

    @cached_property
    def revision(self) -> str | None:
        """The number of the document of the plan; None if it has none, and then no mapping leads to it."""
        return self.plan.cover.number.plain or None

    @cached_property
    def steps(self) -> tuple[RevisionStep, ...]:
        """The mappings as steps between two revisions, in the order of their days."""
        by_ends: dict[tuple[str, str], list[FiledMapping]] = {}
        for mapping in self.mappings:
            ends = (str(mapping.content.earlier.revision), str(mapping.content.later.revision))
            by_ends.setdefault(ends, []).append(mapping)
        return tuple(
            RevisionStep(earlier=ends[0], later=ends[1], mappings=tuple(each)) for ends, each in by_ends.items()
        )

    @cached_property
    def paths(self) -> Mapping[str, tuple[RevisionStep, ...]]:
        """The shortest way from each earlier revision to this one, the longest of these ways first."""
        known = {} if self.revision is None else {self.revision: tuple[RevisionStep, ...]()}
        revisions = [*known]
        for later in revisions:  # breadth first, so that the first way that is found is the shortest
            for step in self.steps:
                if step.later == later and step.earlier not in known:
                    known[step.earlier] = (step, *known[later])
                    revisions.append(step.earlier)
        return {revision: known[revision] for revision in reversed(revisions)}

    def _places(self, named: str, number: str, record: _Mapped, *, first: bool = False) -> Mapping[str, _Place] | None:
        """Return the actions that now stand for one that a record names, by number.

        None if no mapping covers it, or if all its ways end where mappings contradict each other. Empty if it stays
        with an earlier revision.

        Args:
            named: The action as the record names it: a number, or a plan and a number.
            number: The number of the action in its plan.
            record: What the record was written for.
            first: Whether it can be about one action only: then each mapping brings it to the first.
        """
        digest, revision = record.written_for.actions.get(named), record.written_for.revision
        if revision is None:
            paths = self.paths.values()
            path = next((path for path in paths if path and path[0].meets(number, digest, exactly=True)), None)
        else:
            path = self.paths.get(revision)
        if not path:
            return None
        covered, stays, places = False, False, {number: _Place(way=digest, judged=digest)}
        for step in path:
            after: dict[str, _Place] = {}
            for each, before in places.items():
                if step.is_open(each, before.way):
                    continue
                if not step.meets(each, before.way, exactly=revision is None):
                    after[each] = before
                    continue
                covered = True
                mapping, mapped = step.decided[each]
                destinations = mapped.records.get(record.id, mapped.to)
                stays = stays or not destinations
                for place in destinations[:1] if first else destinations:
                    now = mapping.content.later.actions.get(place)
                    # What a party confirmed is what it has read: it is not confirmed for other words.
                    read = before.judged or mapping.content.earlier.actions.get(each)
                    judged = read if record.whole and read is not None else now
                    kpis = (*before.kpis, _KpiStep(mapping=mapping, mapped=mapped, place=place))
                    after[place] = _Place(way=now, judged=judged, kpis=kpis)
            places = after
        return places if covered and (places or stays) else None

    def stays(self, content: EntryContent, named: NamedAction) -> bool:
        """Return whether an action that an entry names stays with an earlier revision.

        What does not stay was read as an entry about this revision before, also if a mapping names its id.
        """
        apart = (
            id
            for mapping in self.mappings
            for mapped in mapping.content.actions
            for id, numbers in mapped.records.items()
            if not numbers
        )
        return any(self._places(named.name, named.number, _of_entry(content, id)) == {} for id in ("", *apart))

    def ledger(self, ledger: Ledger) -> Ledger:
        """Return a ledger whose entries name the actions of this revision.

        An entry whose actions all stay with an earlier revision is kept as it is; it does not count.
        """
        entries = (_with_content(entry, self._entry(entry)) for entry in ledger)
        return Ledger(plan=ledger.plan, entries=tuple(entries))

    def _entry(self, entry: LedgerEntry) -> EntryContent:
        content = entry.content
        record = _of_entry(content, entry.id)
        refs, written_for = self._refs(content.actions, record)
        is_kept = bool(refs) or content.kind.facts.correcting or content.kind in {EntryKind.LOSS, EntryKind.DECISION}
        return attrs.evolve(content, actions=refs, written_for=written_for) if is_kept else content

    def reports(self, reports: Reports) -> Reports:
        """Return reports that say what they say about the actions of this revision.

        What a report says about an action that stays with an earlier revision is left blank: the party has reported.
        """
        filed = (_with_content(filed, self._report(filed.content, filed.id)) for filed in reports)
        return Reports(plan=reports.plan, reports=tuple(filed), redactions=reports.redactions)

    def _report(self, content: Report, id: str) -> Report:
        record = _Mapped(id=id, written_for=content.written_for)
        noted = _Noted(self.plan, self.revision, record.written_for)
        named = [*(each.action for each in content.actions), *(each.action for each in content.settles)]
        stands = self._stands(named, record, noted)
        said = (self._said(each, stands, record) for each in content.actions)
        settles = (_of_kpi(each, stands) for each in content.settles)
        return attrs.evolve(
            content,
            actions=tuple(said),
            settles=tuple(each for each in settles if each is not None),
            written_for=noted.written_for,
        )

    def _said(self, said: ActionReport, stands: _Stands, record: _Mapped) -> ActionReport:
        """Return what a report says about an action as said about the one that it is now; blank if there is none.

        The figure of a KPI that nobody has placed is one about another measure: it is shown, and counts for no KPI.
        """
        place = stands[said.action]
        if place is None:
            return said
        if not place[0]:
            return ActionReport(action=said.action)
        number, found = place
        figures = tuple(self._figure(figure, said.action, found, record) for figure in said.figures)
        return attrs.evolve(said, action=number, figures=figures)

    def _figure(self, figure: Figure, action: str, place: _Place, record: _Mapped) -> Figure:
        if figure.kpi is None:
            return figure
        kpi = place.kpi(figure.kpi)
        if isinstance(kpi, KpiNumber):
            return figure if kpi == figure.kpi else attrs.evolve(figure, kpi=kpi)
        return attrs.evolve(figure, kpi=None, measure=_called(action, figure.kpi, record))

    def _stands(self, actions: Iterable[str], record: _Mapped, noted: _Noted) -> _Stands:
        """Return where what a record says about each action stands now, for what can be about one action only.

        An action that no mapping covers has no place beside one that a mapping puts at its number, unless they are the
        same: a number has one content.
        """
        stands = {action: self._first(action, record) for action in actions}
        taken = {place[0] for place in stands.values() if place is not None}
        for action, place in stands.items():
            if place is None and action in taken and self._is_another(action, record):
                stands[action] = ("", _Place(way=None, judged=None))
        for action, place in stands.items():
            noted.add(action, None if place is None else {place[0]: place[1].digest} if place[0] else {})
        return stands

    def _is_another(self, action: str, record: _Mapped) -> bool:
        """Return whether what a record names by a number is not the action that has the number in this revision."""
        digest, now = record.written_for.actions.get(action), self.plan.find_action(action)
        if digest is None or now is None or digest == now.content_digest:
            return False
        elsewhere = any(each.content_digest == digest for each in self.plan.actions)
        return elsewhere or not same_core(digest, now.content_digest)

    def _first(self, action: str, record: _Mapped) -> tuple[str, _Place] | None:
        """Return where what can be about one action only stands now: a number, which is empty if it stays.

        None if no mapping covers it.
        """
        places = self._places(action, action, record, first=True)
        if places is None:
            return None
        return next(iter(places.items()), ("", _Place(way=None, judged=None)))

    def unplaced_kpis(self, content: Report | KpiRegister, id: str) -> Iterator[UnplacedKpi]:
        """Yield the KPIs for which a record does not count, since no mapping says what they are in this revision.

        Args:
            content: The record as it was written.
            id: Its id, by which a mapping can name it; for the KPI register ``kpis``.
        """
        record = _Mapped(id=id, written_for=content.written_for)
        named: Iterator[tuple[str, KpiNumber | None, Pointer]]
        if isinstance(content, KpiRegister):
            named = ((each.action, each.kpi, Pointer() / "definitions" / n / "kpi") for n, each in enumerate(content))
        else:
            named = _named_kpis(content)
        for action, kpi, at in named:
            place = self._first(action, record)
            now = None if place is None else place[1].kpi(kpi)
            if isinstance(now, _Unplaced) and kpi is not None:
                called = _called(action, kpi, record)
                yield UnplacedKpi(at=at, called=called, why=now.why, decided=now.decided)

    def kpi_register(self, register: KpiRegister) -> KpiRegister:
        """Return a KPI register that decides about the KPIs of this revision."""
        record = _Mapped(id=KPIS, written_for=register.written_for)
        noted = _Noted(self.plan, self.revision, record.written_for)
        stands = self._stands((definition.action for definition in register), record, noted)
        definitions = tuple(_of_kpi(definition, stands) for definition in register)
        moved = attrs.evolve(
            register,
            definitions=tuple(definition for definition in definitions if definition is not None),
            written_for=noted.written_for,
        )
        object.__setattr__(moved, "source", register.source)
        return moved

    def operation(self, operation: Operation) -> Operation:
        """Return an operation that belongs to the actions of this revision."""
        record = _Mapped(id=operation.id, written_for=operation.written_for)
        refs, written_for = self._refs(operation.actions, record, full=True)
        moved = attrs.evolve(operation, actions=refs, written_for=written_for)
        object.__setattr__(moved, "source", operation.source)
        return moved

    def practice(self, practice: Practice) -> Practice:
        """Return a practice that was observed in the actions of this revision."""
        record = _Mapped(id=practice.title, written_for=practice.written_for)
        refs, written_for = self._refs(practice.actions, record)
        return attrs.evolve(practice, actions=refs, written_for=written_for)

    def _refs(self, refs: Iterable[Ref], record: _Mapped, *, full: bool = False) -> tuple[tuple[Ref, ...], WrittenFor]:
        """Return references to the actions of this revision, and what they are then written for.

        Args:
            refs: The references of a record.
            record: What the record was written for.
            full: Whether a reference to an action of the plan names the plan.
        """
        noted = _Noted(self.plan, None if full else self.revision, record.written_for)
        moved: dict[Ref, None] = {}
        for ref in refs:
            is_own = ref.plan == self.plan.id or (ref.plan is None and not full)
            places = self._places(str(ref), ref.action, record) if is_own and ref.action is not None else None
            if places is None:
                noted.add(str(ref), None)
                moved[ref] = None
            else:
                now = {attrs.evolve(ref, action=number): place.digest for number, place in places.items()}
                noted.add(str(ref), {str(ref): digest for ref, digest in now.items()})
                moved |= dict.fromkeys(now)
        return tuple(moved), noted.written_for


@attrs.frozen(kw_only=True)
class _Mapped:
    """What a record was written for, with the id by which a mapping can name it."""

    id: str
    written_for: WrittenFor
    whole: bool = False
    """Whether all of an action counts, as for a confirmation."""


@attrs.frozen(kw_only=True)
class _Unplaced:
    """Why a KPI has no number in the action where a record stands."""

    why: str
    """Why, as a clause."""
    decided: bool = False
    """Whether a person decided that it is no KPI of the later revision."""


@attrs.frozen(kw_only=True)
class _KpiStep:
    """What a mapping says about the KPIs of an action, for the records that stand at one of its destinations."""

    mapping: FiledMapping
    mapped: MappedAction
    place: str

    def now(self, kpi: KpiNumber) -> KpiNumber | _Unplaced:
        """Return the number that a KPI has in the later revision."""
        whole = KpiNumber(kpi.ordinal)
        named = next((number for number in (kpi, whole) if str(number) in self.mapped.kpis), None)
        if named is None:
            return kpi if self._is_same else _Unplaced(why=f"nobody has decided what it is in {self.place}")
        keys = [mapped_kpi(text) for text in self.mapped.kpis[str(named)]]
        here = next((key for key in keys if key.action == self.place), None)
        if here is not None:
            return KpiNumber(here.ordinal, here.letter or (kpi.letter if named == whole else None))
        if not keys:
            return _Unplaced(why="a person decided that it is no KPI now", decided=True)
        elsewhere = " and ".join(f"KPI {key.number} of {key.action}" for key in keys)
        return _Unplaced(why=f"it is {elsewhere} now, and the record stands at {self.place}")

    @property
    def _is_same(self) -> bool:
        """Whether the content digests show that the KPIs count the same things in the same order."""
        content = self.mapping.content
        then, now = content.earlier.actions.get(self.mapped.action), content.later.actions.get(self.place)
        return then is not None and now is not None and same_core(then, now)


@attrs.frozen(kw_only=True)
class _Place:
    """An action that stands for one that a record names."""

    way: str | None
    """The content digest by which the next mapping finds it; None if it is not known."""
    judged: str | None
    """The content digest that the record is then written for: of a confirmation, that of what was read."""
    kpis: tuple[_KpiStep, ...] = ()
    """What the mappings on the way say about its KPIs."""

    @property
    def digest(self) -> str:
        """The content digest that the record is then written for; empty if it is not known."""
        return self.judged or ""

    def kpi(self, kpi: KpiNumber | None) -> KpiNumber | _Unplaced | None:
        """Return the number that a KPI of the action that the record names has now; None if it names none."""
        now: KpiNumber | _Unplaced | None = kpi
        for step in self.kpis:
            if isinstance(now, KpiNumber):
                now = step.now(now)
        return now


_Stands: TypeAlias = "Mapping[str, tuple[str, _Place] | None]"
"""Where what a record says about an action stands, by the number in the record: a number, empty if nowhere."""


def _of_kpi(said: T, stands: _Stands) -> T | None:
    """Return a decision about a KPI or an action as one about what it is now; None if there is none."""
    place = stands[said.action]
    if place is None:
        return said
    number, found = place
    kpi = found.kpi(said.kpi)
    if not number or isinstance(kpi, _Unplaced):
        return None
    return cast("T", attrs.evolve(cast("Any", said), action=number, kpi=kpi))


def _called(action: str, kpi: KpiNumber, record: _Mapped) -> str:
    return f"KPI {kpi} of {action} of {record.written_for.revision or 'an earlier revision'}"


def _named_kpis(content: Report) -> Iterator[tuple[str, KpiNumber | None, Pointer]]:
    """Yield the KPIs that a report names, with their pointers."""
    for index, said in enumerate(content.actions):
        for place, figure in enumerate(said.figures):
            yield said.action, figure.kpi, Pointer() / "actions" / index / "figures" / place
    for index, settled in enumerate(content.settles):
        yield settled.action, settled.kpi, Pointer() / "settles" / index / "kpi"


def _of_entry(content: EntryContent, id: str) -> _Mapped:
    return _Mapped(id=id, written_for=content.written_for, whole=content.kind is EntryKind.CONFIRMATION)


class _Noted:
    """Collects what a record is written for as it is read.

    If two names of a record come to one number, it is written for the action that the plan has there, if for any.
    """

    def __init__(self, plan: Plan, revision: str | None, before: WrittenFor) -> None:
        self._plan, self._revision, self._before = plan, revision, before
        self._moved: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self._is_moved = False

    def add(self, named: str, now: Mapping[str, str] | None) -> None:
        """Note the content digests of what an action is now, by name; None if no mapping covers it."""
        if now is None:
            self._kept[named] = self._before.actions.get(named, "")
        else:
            self._is_moved = True
            self._moved |= {name: digest for name, digest in now.items() if digest and not self._is_now(name)}

    def _is_now(self, name: str) -> bool:
        """Whether the record is known to be written for an action as the plan has it."""
        action = self._plan.find_action(name.rpartition(":")[2]) if name in self._moved else None
        return action is not None and action.content_digest == self._moved[name]

    @property
    def written_for(self) -> WrittenFor:
        """What the record is then written for. A name that is also kept stays as it was, so that it is reported."""
        if not self._is_moved:
            return self._before
        revision = self._before.revision if self._revision is None else self._revision
        kept = {name: digest for name, digest in self._kept.items() if not self._is_now(name)}
        digests = {name: digest for name, digest in {**self._moved, **kept}.items() if digest}
        return WrittenFor(revision=revision, actions=FrozenMap(digests))


def _with_content(filed: Any, content: Any) -> Any:
    """Return something filed with another content, and its place, id and digest as they are."""
    if content == filed.content:
        return filed
    moved = attrs.evolve(filed, content=content)
    object.__setattr__(moved, "source", filed.source)
    return moved

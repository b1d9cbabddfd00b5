"""Revisions: read the records about a plan through the mappings that people decided, from the revision of each record.

No record is changed: what the contexts of plans have is a view in which each record names the actions of this revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

import attrs

from empact.model import (
    ActionReport,
    EntryContent,
    EntryKind,
    FiledMapping,
    FrozenMap,
    KpiDefinition,
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
from empact.values import value

KPIS = "kpis"
"""The id under which a mapping names the KPI register of a plan.

:meta hide-value:
"""
T = TypeVar("T", ActionReport, Settlement, KpiDefinition)


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
            if len({(mapped.to, mapped.records) for _, mapped in pairs}) > 1
        }

    def _every(self) -> Iterator[tuple[FiledMapping, MappedAction]]:
        return ((mapping, mapped) for mapping in self.mappings for mapped in mapping.content.actions)

    def meets(self, number: str, digest: str | None, *, exactly: bool) -> bool:
        """Return whether something is decided about an action with this number and content digest."""
        if number not in self.decided:
            return False
        mapping, _ = self.decided[number]
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
        found = [*known]
        for later in found:  # breadth first, so that the first way that is found is the shortest
            for step in self.steps:
                if step.later == later and step.earlier not in known:
                    known[step.earlier] = (step, *known[later])
                    found.append(step.earlier)
        return {revision: known[revision] for revision in reversed(found)}

    def place(self, named: str, number: str, record: _Mapped) -> Mapping[str, str] | None:
        """Return the actions that now stand for one that a record names: their content digests, by number.

        None if no mapping covers it. Empty if it stays with an earlier revision.

        Args:
            named: The action as the record names it: a number, or a plan and a number.
            number: The number of the action in its plan.
            record: What the record was written for.
        """
        digest, revision = record.written_for.actions.get(named), record.written_for.revision
        if revision is None:
            paths = self.paths.values()
            path = next((path for path in paths if path and path[0].meets(number, digest, exactly=True)), None)
        else:
            path = self.paths.get(revision)
        if not path:
            return None
        covered, places = False, {number: digest}
        for step in path:
            after: dict[str, str | None] = {}
            for each, content in places.items():
                if not step.meets(each, content, exactly=revision is None):
                    after[each] = content
                    continue
                covered = True
                mapping, mapped = step.decided[each]
                for place in mapped.records.get(record.id, mapped.to):
                    now = mapping.content.later.actions.get(place)
                    # What a party confirmed is what it has read: it is not confirmed for other words.
                    after[place] = content if record.whole and content is not None else now
            places = after
        return {place: content or "" for place, content in places.items()} if covered else None

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
        return any(self.place(named.name, named.number, _of_entry(content, id)) == {} for id in ("", *apart))

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
        noted = _Noted(self.revision, record.written_for)
        said = (self._moved(each, record, noted) or ActionReport(action=each.action) for each in content.actions)
        settles = (self._moved(each, record, noted) for each in content.settles)
        return attrs.evolve(
            content,
            actions=tuple(said),
            settles=tuple(each for each in settles if each is not None),
            written_for=noted.written_for,
        )

    def _moved(self, said: T, record: _Mapped, noted: _Noted) -> T | None:
        """Return what is said about an action as said about the one that it is now; None if there is none."""
        places = self.place(said.action, said.action, record)
        noted.add(said.action, places and dict(list(places.items())[:1]))
        if places is None:
            return said
        return attrs.evolve(said, action=next(iter(places))) if places else None

    def kpi_register(self, register: KpiRegister) -> KpiRegister:
        """Return a KPI register that decides about the KPIs of this revision."""
        record = _Mapped(id=KPIS, written_for=register.written_for)
        noted = _Noted(self.revision, record.written_for)
        definitions = tuple(self._moved(definition, record, noted) for definition in register)
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
        noted = _Noted(None if full else self.revision, record.written_for)
        moved: dict[Ref, None] = {}
        for ref in refs:
            is_own = ref.plan == self.plan.id or (ref.plan is None and not full)
            places = self.place(str(ref), ref.action, record) if is_own and ref.action is not None else None
            if places is None:
                noted.add(str(ref), None)
                moved[ref] = None
            else:
                now = {attrs.evolve(ref, action=place): digest for place, digest in places.items()}
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


def _of_entry(content: EntryContent, id: str) -> _Mapped:
    return _Mapped(id=id, written_for=content.written_for, whole=content.kind is EntryKind.CONFIRMATION)


class _Noted:
    """Collects what a record is written for as it is read."""

    def __init__(self, revision: str | None, before: WrittenFor) -> None:
        self._revision, self._before = revision, before
        self._moved: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self._is_moved = False

    def add(self, named: str, now: Mapping[str, str] | None) -> None:
        """Note the content digests of what an action is now, by name; None if no mapping covers it."""
        if now is None:
            self._kept |= {name: digest for name, digest in self._before.actions.items() if name == named}
        else:
            self._is_moved = True
            self._moved |= {name: digest for name, digest in now.items() if digest}

    @property
    def written_for(self) -> WrittenFor:
        """What the record is then written for. A name that is also kept stays as it was, so that it is reported."""
        if not self._is_moved:
            return self._before
        revision = self._before.revision if self._revision is None else self._revision
        return WrittenFor(revision=revision, actions=FrozenMap({**self._moved, **self._kept}))


def _with_content(filed: Any, content: Any) -> Any:
    """Return something filed with another content, and its place, id and digest as they are."""
    if content == filed.content:
        return filed
    moved = attrs.evolve(filed, content=content)
    object.__setattr__(moved, "source", filed.source)
    return moved

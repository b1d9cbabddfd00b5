"""Meanings: compare two revisions of an action, or of the plan as a whole, by what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from empact.analysis.facts import PlanFacts
from empact.analysis.involvement.assignments import Determinacy, PartyAssignment, PartyRole
from empact.analysis.revisions.matching import alike
from empact.analysis.revisions.meant import Meant, MeantKind
from empact.analysis.revisions.renumbering import Renumbering
from empact.analysis.revisions.written import without_sources, written
from empact.model import Action, Cell, Kpi, Link, Milestone, Period, Plan, Prose, Ref, Span, Target, Unparsed
from empact.values import value

ITEMS = (
    "documentation",
    "reservations",
    "conditions",
    "phases",
    "locations",
    "routes",
    "channels",
    "funding",
    "initiatives",
    "continues",
    "states",
    "provisions",
    "interdependencies",
    "documents",
    "checkpoints",
    "qualifies",
    "statements",
)
"""The fields whose items are added and removed one by one."""
VALUES = ("cycle", "priority", "period", "marking", "marking_today", "valid")
"""The fields with a value that is what it says."""


@value
class Side:
    """A part of one of the two plans: an action by its position, or with None the plan as a whole."""

    facts: PlanFacts
    """The plan."""
    position: int | None
    """The index of the action; None for the plan as a whole."""

    @property
    def action(self) -> Action:
        """The action."""
        return self.facts.plan.actions[self.position or 0]


def action_meanings(before: Side, after: Side, numbers: Renumbering) -> Iterator[Meant]:
    """Yield what is meant otherwise in an action, column by column.

    Args:
        before: The action of the old plan.
        after: The action of the new plan.
        numbers: The numbers of the old plan in the new one.
    """
    old, new = numbers.written(before.action), after.action
    yield from _withheld(old, new)
    yield from party_meanings(before, after)
    yield from _links(before.action, new, numbers, after.facts.plan)
    yield from _times(before, after, old)
    yield from _targets(old.target, new.target)
    yield from _kpis(old.kpis.items, new.kpis.items)
    yield from item_meanings(old, new)


def item_meanings(old: Any, new: Any) -> Iterator[Meant]:
    """Yield the items that are added to the lists of two values of one class and removed from them, and new values."""
    names = {field.name for field in attrs.fields(old.__class__)}
    for name in VALUES:
        if name in names:
            first, second = getattr(old, name), getattr(new, name)
            if first != second:
                yield Meant(
                    kind=MeantKind.VALUE_CHANGED,
                    field=name,
                    before=written(first) or None,
                    after=written(second) or None,
                )
    for name in ITEMS:
        if name in names:
            removed, added = _apart(getattr(old, name), getattr(new, name))
            for item in removed:
                yield Meant(kind=MeantKind.ITEM_REMOVED, field=name, before=written(item))
            for item in added:
                yield Meant(kind=MeantKind.ITEM_ADDED, field=name, after=written(item))


def content_meanings(side: Side, *, added: bool) -> Iterator[Meant]:
    """Yield the times and the KPIs that an added action brings, or that a removed one takes with it."""
    action = side.action
    kind = MeantKind.TIME_ADDED if added else MeantKind.TIME_REMOVED
    for words, days in _timed(side, action.timing.items):
        yield _time(kind, None if added else (words, days), (words, days) if added else None)
    for kpi in action.kpis:
        yield (
            Meant(kind=MeantKind.KPI_ADDED, field="kpis", after=str(kpi))
            if added
            else Meant(kind=MeantKind.KPI_REMOVED, field="kpis", before=str(kpi))
        )


def _apart(old: Iterable[Any], new: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    """Return the items that only the first list has, and those that only the second has; each counts as often.

    Where the plan states an item is not compared: it is the same item if the sentence moves.
    """
    removed, added = list(old), list[Any]()
    bare = [without_sources(item) for item in removed]
    for item in new:
        wanted = without_sources(item)
        if wanted in bare:
            place = bare.index(wanted)
            del bare[place], removed[place]
        else:
            added.append(item)
    return removed, added


_CELLS = ("activity", "leaders", "participants", "description", "links", "timing", "target", "kpis")


def _withheld(old: Action, new: Action) -> Iterator[Meant]:
    for name in _CELLS:
        first: Prose | Cell[Any] = getattr(old, name)
        second: Prose | Cell[Any] = getattr(new, name)
        if first.withheld is not second.withheld:
            yield Meant(kind=MeantKind.WITHHELD if second.withheld else MeantKind.SHOWN, field=name)


# Parties


@value
class _Part:
    """What a party is in one cell: in words without its doubts, and with them."""

    cell: str
    name: str
    words: str


_Parts = dict[tuple[bool, str], dict[PartyRole, _Part]]
"""The parts of parties by their codes (True), and of groups by their words (False)."""


def party_meanings(before: Side, after: Side) -> Iterator[Meant]:
    """Yield which party has another role, or has one under another condition, in an action or in the whole plan."""
    old, new = _parts(before), _parts(after)
    for who in dict.fromkeys((*old, *new)):
        code = who[1] if who[0] else None
        was, now = old.get(who, {}), new.get(who, {})
        lost, gained = [role for role in was if role not in now], [role for role in now if role not in was]
        if len(lost) == 1 and len(gained) == 1:
            part = now[gained[0]]
            yield Meant(
                kind=MeantKind.ROLE_CHANGED,
                field=part.cell,
                party_code=code,
                what=part.name,
                before=lost[0].value,
                after=gained[0].value,
            )
        else:
            for role in lost:
                part = was[role]
                yield Meant(kind=MeantKind.PARTY_REMOVED, field=part.cell, party_code=code, role=role, what=part.words)
            for role in gained:
                part = now[role]
                yield Meant(kind=MeantKind.PARTY_ADDED, field=part.cell, party_code=code, role=role, what=part.words)
        for role in was:
            if role in now and was[role].words != now[role].words:
                yield Meant(
                    kind=MeantKind.PART_CHANGED,
                    field=now[role].cell,
                    party_code=code,
                    role=role,
                    before=was[role].words,
                    after=now[role].words,
                )


def _parts(side: Side) -> _Parts:
    parts: _Parts = {}
    for item in side.facts.stated_assignments.of_action(side.position):
        code = _code(side.facts, item)
        own = item.own
        name = own.party if code is None else code
        # Two spellings of one group, or of its members, are one: "all MS" is "All MS".
        words = str(attrs.evolve(own, party=name))
        who = (code is not None, name if code is not None else words.casefold())
        parts.setdefault(who, {}).setdefault(item.role, _Part(item.cell, name, words))
    return parts


def _code(facts: PlanFacts, item: PartyAssignment) -> str | None:
    """Return the code of a party that is named; None for a group and for an unknown name."""
    if item.determinacy is not Determinacy.NAMED:
        return None
    if len(item.parties) == 1:
        return item.parties[0].code
    known = facts.register.find(item.name)
    return None if known is None else known.code


# Links


def _links(old: Action, new: Action, numbers: Renumbering, plan: Plan) -> Iterator[Meant]:
    """Yield the links that are lost, added or changed; one that is written alike can lead elsewhere now."""
    expected = {str(link): (link, numbers.written(link)) for link in old.links.understood}
    actual = {str(link): link for link in new.links.understood}
    kept = {str(then) for link, then in expected.values() if str(then) in actual and _leads(link, numbers)}
    lost = [(link, then) for link, then in expected.values() if str(then) not in kept]
    gained = [link for words, link in actual.items() if words not in kept]
    for link, then in lost:
        alike_now = next((each for each in gained if str(each) == str(link)), None)
        if alike_now is not None and (str(then) != str(link) or not _leads(link, numbers)):
            gained.remove(alike_now)
            if link.to.action is not None and plan.find_action(link.to.action) is not None:
                after = str(then.to) if _leads(link, numbers) else None
                yield Meant(kind=MeantKind.LINK_ELSEWHERE, field="links", what=str(link), after=after)
            continue
        same_end = next((each for each in gained if each.to == then.to), None)
        if same_end is not None:
            gained.remove(same_end)
            yield Meant(kind=MeantKind.LINK_CHANGED, field="links", before=str(then), after=str(same_end))
        else:
            yield Meant(kind=MeantKind.LINK_REMOVED, field="links", what=str(link))
    for link in gained:
        yield Meant(kind=MeantKind.LINK_ADDED, field="links", what=str(link))


def _leads(link: Link, numbers: Renumbering) -> bool:
    """Whether the action that a link led to still exists; a link to something else counts as one that does."""
    ref: Ref = link.to
    own = ref.plan is None or ref.plan == numbers.plan_id
    return not own or ref.action is None or ref.action not in numbers.gone


# Times


_Timed = tuple[str, Span | None]


def _times(before: Side, after: Side, carried: Action) -> Iterator[Meant]:
    old, new = carried.timing.items, after.action.timing.items
    was = dict(zip(map(_unworded, old), _timed(before, before.action.timing.items), strict=True))
    now = dict(zip(map(_unworded, new), _timed(after, new), strict=True))
    removed, added = _apart(was, now)
    for item in list(removed):
        other = next((each for each in added if _same_event(item, each)), None)
        if other is not None:
            removed.remove(item)
            added.remove(other)
            yield _time(MeantKind.TIME_CHANGED, was[item], now[other])
    for item in removed:
        yield _time(MeantKind.TIME_REMOVED, was[item], None)
    for item in added:
        yield _time(MeantKind.TIME_ADDED, None, now[item])


def _timed(side: Side, items: Sequence[Period | Milestone | Unparsed]) -> list[_Timed]:
    """Return the items of a timing in words, each with its first and last possible day."""
    scheduled = iter(side.facts.schedule.of_action(side.position or 0))
    timed: list[_Timed] = []
    for item in items:
        found = None if isinstance(item, Unparsed) else next(scheduled, None)
        known = found is not None and found.earliest is not None and found.latest is not None
        days = Span(start=found.earliest, end=found.latest) if found and known else None  # type: ignore[arg-type]
        timed.append((str(item), days))
    return timed


def _unworded(item: Period | Milestone | Unparsed) -> Period | Milestone | Unparsed:
    """Return an item of a timing without its sentence, so that another wording of the same time is the same."""
    return attrs.evolve(item, sentence=None) if isinstance(item, Milestone) else item


def _same_event(old: Period | Milestone | Unparsed, new: Period | Milestone | Unparsed) -> bool:
    if isinstance(old, Period) and isinstance(new, Period):
        return old.phase == new.phase
    if isinstance(old, Milestone) and isinstance(new, Milestone):
        return alike(old.label, new.label)
    return False


def _time(kind: MeantKind, before: _Timed | None, after: _Timed | None) -> Meant:
    return Meant(
        kind=kind,
        field="timing",
        before=None if before is None else before[0],
        after=None if after is None else after[0],
        days_before=None if before is None else before[1],
        days_after=None if after is None else after[1],
    )


# Targets and KPIs


def _targets(old: Iterable[Target | Unparsed], new: Iterable[Target | Unparsed]) -> Iterator[Meant]:
    """Yield the targets of an action whose number has changed; the rest of a target is its words."""
    removed, added = _apart(old, new)
    for item in removed:
        if isinstance(item, Target):
            other = next((each for each in added if isinstance(each, Target) and each.unit == item.unit), None)
            if other is not None and item.value != other.value and None not in {item.value, other.value}:
                added.remove(other)
                yield Meant(
                    kind=MeantKind.TARGET_CHANGED,
                    field="target",
                    before=f"{item.value:f}",
                    after=f"{other.value:f}",
                )


_Numbered = tuple[int, Kpi | Unparsed]


def _kpis(old: Iterable[Kpi | Unparsed], new: Iterable[Kpi | Unparsed]) -> Iterator[Meant]:
    was, now = list(enumerate(old, 1)), list(enumerate(new, 1))
    pairs: list[tuple[_Numbered, _Numbered]] = []
    for same in (_equal, _equal_anywhere, _counts_the_same, _similar):
        for first in list(was):
            second = next((each for each in now if same(first, each)), None)
            if second is not None:
                was.remove(first)
                now.remove(second)
                pairs.append((first, second))
    for first, second in sorted(pairs, key=lambda pair: pair[1][0]):
        yield from _kpi(first, second)
    for _, kpi in was:
        yield Meant(kind=MeantKind.KPI_REMOVED, field="kpis", before=str(kpi))
    for _, kpi in now:
        yield Meant(kind=MeantKind.KPI_ADDED, field="kpis", after=str(kpi))


def _equal(old: _Numbered, new: _Numbered) -> bool:
    return old == new


def _equal_anywhere(old: _Numbered, new: _Numbered) -> bool:
    return old[1] == new[1]


def _counts_the_same(old: _Numbered, new: _Numbered) -> bool:
    counted = _counted(old[1])
    return counted is not None and counted == _counted(new[1])


def _similar(old: _Numbered, new: _Numbered) -> bool:
    return old[0] == new[0] and alike(str(old[1]), str(new[1]))


def _counted(kpi: Kpi | Unparsed) -> str | None:
    counted = kpi.counted if isinstance(kpi, Kpi) else None
    return None if counted is None else " ".join(counted.split()).casefold()


def _kpi(old: _Numbered, new: _Numbered) -> Iterator[Meant]:
    (ordinal, was), (place, now) = old, new
    number = str(place)
    if ordinal != place:
        yield Meant(kind=MeantKind.KPI_RENUMBERED, field="kpis", what=str(now), before=str(ordinal), after=number)
    if not isinstance(was, Kpi) or not isinstance(now, Kpi):
        if was != now:
            yield Meant(kind=MeantKind.KPI_CHANGED, field="kpis", what=number, before=str(was), after=str(now))
        return
    if _counted(was) != _counted(now):
        yield Meant(kind=MeantKind.KPI_COUNTS, field="kpis", what=number, before=was.counted, after=now.counted)
    before, after = _aims(was), _aims(now)
    if before != after:
        changed = MeantKind.KPI_TARGET_CHANGED if before and after else MeantKind.KPI_TARGET_ADDED
        kind = changed if after else MeantKind.KPI_TARGET_REMOVED
        yield Meant(kind=kind, field="kpis", what=number, before=before or None, after=after or None)
    first, second = _facts(was), _facts(now)
    lost, gained = [fact for fact in first if fact not in second], [fact for fact in second if fact not in first]
    if lost or gained:
        yield Meant(
            kind=MeantKind.KPI_CHANGED,
            field="kpis",
            what=number,
            before=", ".join(lost) or None,
            after=", ".join(gained) or None,
        )


def _aims(kpi: Kpi) -> str:
    """Return the target of a KPI in words, or those of its parts."""
    aims = [part.target and f"{part.target}" for part in kpi.parts] if kpi.parts else [kpi.target]
    return ", ".join(filter(None, aims))


def _facts(kpi: Kpi) -> tuple[str, ...]:
    """Return what a KPI states beside its target: baseline, deadline, period, how its figures add."""
    return tuple(fact for fact in kpi.facts if not fact.startswith("target "))

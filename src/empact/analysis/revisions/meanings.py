"""Meanings: compare two revisions of an action, or of the plan as a whole, by what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from empact.analysis.facts import PlanFacts
from empact.analysis.involvement.assignments import Determinacy, PartyAssignment, PartyRole
from empact.analysis.revisions.carrying import apart, carried
from empact.analysis.revisions.matching import alike
from empact.analysis.revisions.meant import Meant, MeantKind
from empact.analysis.revisions.renumbering import Renumbering
from empact.analysis.revisions.written import without_sources, written
from empact.model import (
    Action,
    Cell,
    Kpi,
    Link,
    Milestone,
    Period,
    Plan,
    PolicyCycle,
    Prose,
    Ref,
    Span,
    Target,
    Unparsed,
)
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


def action_meanings(
    before: Sequence[Side], after: Side, numbers: Renumbering, *, others: Sequence[Side] = ()
) -> Iterator[Meant]:
    """Yield what is meant otherwise in an action, column by column.

    An action of several that were merged is compared with all that they have. One of several that an action was split
    into is compared with what the action has, without what another of them has now.

    Args:
        before: The actions of the old plan that it continues.
        after: The action of the new plan.
        numbers: The numbers of the old plan in the new one.
        others: The other actions of the new plan that continue them.
    """
    old, new = [numbers.written(side.action) for side in before], after.action
    elsewhere = [side.action for side in others]
    yield from _withheld(old, new)
    yield from party_meanings(before, after, others=others)
    yield from _links([side.action for side in before], new, elsewhere, numbers, after.facts.plan)
    yield from _times(before, after, old, elsewhere)
    targets = ([action.target.items for action in actions] for actions in (old, elsewhere))
    yield from _targets(carried(next(targets), new.target.items, next(targets)), new.target)
    yield from _kpis(old, new, elsewhere, [side.action.number for side in before])
    yield from item_meanings(_with_items(old, new, elsewhere), new)


def item_meanings(old: Any, new: Any) -> Iterator[Meant]:
    """Yield the items that are added to the lists of two values of one class and removed from them, and new values."""
    names = {field.name for field in attrs.fields(old.__class__)}
    for name in VALUES:
        if name in names:
            yield from _value(name, getattr(old, name), getattr(new, name))
    for name in ITEMS:
        if name in names:
            removed, added = apart(getattr(old, name), getattr(new, name))
            for item in removed:
                yield Meant(kind=MeantKind.ITEM_REMOVED, field=name, before=written(item))
            for item in added:
                yield Meant(kind=MeantKind.ITEM_ADDED, field=name, after=written(item))


def _value(name: str, first: Any, second: Any) -> Iterator[Meant]:
    """Yield a value that another one takes the place of, or that is there only before or only now.

    A policy cycle is its years: what else the plan says of it is long, and is among the words that differ.
    """
    before, after = (each.id if isinstance(each, PolicyCycle) else written(each) for each in (first, second))
    if before != after:
        kind = MeantKind.VALUE_CHANGED
        if not before or not after:
            kind = MeantKind.ITEM_REMOVED if before else MeantKind.ITEM_ADDED
        yield Meant(kind=kind, field=name, before=before or None, after=after or None)


def added_meanings(side: Side) -> Iterator[Meant]:
    """Yield the times and the KPIs that an added action brings."""
    action = side.action
    for timed in _timed(side, action.timing.items):
        yield _time(MeantKind.TIME_ADDED, None, timed)
    for kpi in action.kpis:
        yield Meant(kind=MeantKind.KPI_ADDED, field="kpis", after=str(kpi))


def _with_items(old: Sequence[Action], new: Action, elsewhere: Sequence[Action]) -> Action:
    """Return the first of the actions that an action continues, with the items of all of them."""
    if len(old) == 1 and not elsewhere:
        return old[0]
    items: dict[str, Any] = {
        name: tuple(
            carried(
                [getattr(action, name) for action in old],
                getattr(new, name),
                [getattr(action, name) for action in elsewhere],
            )
        )
        for name in ITEMS
        if hasattr(new, name)
    }
    return attrs.evolve(old[0], **items)


_CELLS = ("activity", "leaders", "participants", "description", "links", "timing", "target", "kpis")


def _withheld(old: Sequence[Action], new: Action) -> Iterator[Meant]:
    for name in _CELLS:
        before: list[Prose | Cell[Any]] = [getattr(action, name) for action in old]
        after: Prose | Cell[Any] = getattr(new, name)
        if any(cell.withheld for cell in before) is not after.withheld:
            yield Meant(kind=MeantKind.WITHHELD if after.withheld else MeantKind.SHOWN, field=name)


# Parties


@value
class _Part:
    """What a party is in one cell: in words without its doubts, and with them."""

    cell: str
    name: str
    words: str


_Parts = dict[tuple[bool, str], dict[PartyRole, _Part]]
"""The parts of parties by their codes (True), and of groups by their words (False)."""


def party_meanings(before: Sequence[Side], after: Side, *, others: Sequence[Side] = ()) -> Iterator[Meant]:
    """Yield which party has another role, or has one under another condition, in an action or in the whole plan.

    Args:
        before: The actions of the old plan that it continues, or the old plan as a whole.
        after: The action of the new plan, or the new plan as a whole.
        others: The other actions of the new plan that continue them.
    """
    new = _parts(after)
    old = _carried_parts(before, new, others)
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


def _carried_parts(before: Sequence[Side], now: _Parts, others: Sequence[Side]) -> _Parts:
    """Return the parts of which an action is expected to have each, as for items: those of what it continues."""
    if len(before) == 1 and not others:
        return _parts(before[0])
    found: _Parts = {}
    for side in before:
        for who, parts in _parts(side).items():
            known, kept = found.setdefault(who, {}), now.get(who, {})
            for role, part in parts.items():
                if role not in known or (role in kept and kept[role].words == part.words):
                    known[role] = part
    elsewhere: dict[tuple[bool, str], set[PartyRole]] = {}
    for side in others:
        for who, parts in _parts(side).items():
            elsewhere.setdefault(who, set()).update(parts)
    merged = len(before) > 1
    return {
        who: _expected_roles(parts, now.get(who, {}), elsewhere.get(who, set()), merged=merged)
        for who, parts in found.items()
    }


def _expected_roles(
    was: dict[PartyRole, _Part], now: dict[PartyRole, _Part], elsewhere: set[PartyRole], *, merged: bool
) -> dict[PartyRole, _Part]:
    """Return the roles of a party without those that it has now in another part of a split action.

    Who leads one of two merged actions and takes part in the other has lost no role if it leads both now.
    """
    if merged and not was.keys().isdisjoint(now):
        return {role: part for role, part in was.items() if role in now}
    if elsewhere and not now:
        return {}
    return {role: part for role, part in was.items() if role in now or role not in elsewhere}


def _code(facts: PlanFacts, item: PartyAssignment) -> str | None:
    """Return the code of a party that is named; None for a group and for an unknown name."""
    if item.determinacy is not Determinacy.NAMED:
        return None
    if len(item.parties) == 1:
        return item.parties[0].code
    known = facts.register.find(item.name)
    return None if known is None else known.code


# Links


def _links(
    old: Sequence[Action], new: Action, elsewhere: Sequence[Action], numbers: Renumbering, plan: Plan
) -> Iterator[Meant]:
    """Yield the links that are lost, added or changed; one that is written alike can lead elsewhere now."""
    actual = {str(link): link for link in new.links.understood}
    expected = list(_expected_links(old, new, elsewhere, numbers))
    kept = {str(then) for link, then in expected if str(then) in actual and _leads(link, numbers)}
    lost = [(link, then) for link, then in expected if str(then) not in kept or not _leads(link, numbers)]
    gained = {words: link for words, link in actual.items() if words not in kept}
    ends: dict[Ref, list[str]] = {}
    for words, link in reversed(gained.items()):
        ends.setdefault(link.to, []).append(words)
    for link, then in lost:
        if str(link) in gained and (str(then) != str(link) or not _leads(link, numbers)):
            del gained[str(link)]
            if link.to.action is not None and plan.find_action(link.to.action) is not None:
                if _leads(link, numbers):
                    yield Meant(kind=MeantKind.LINK_ELSEWHERE, field="links", what=str(link), after=str(then.to))
                else:
                    yield Meant(kind=MeantKind.LINK_TAKEN_OVER, field="links", what=str(link))
            continue
        is_taken = not _leads(link, numbers) and plan.find_action(link.to.action or "") is not None
        same_end = [] if is_taken else ends.get(then.to, [])
        while same_end and same_end[-1] not in gained:
            same_end.pop()
        if same_end:
            changed = gained.pop(same_end.pop())
            yield Meant(kind=MeantKind.LINK_CHANGED, field="links", before=str(then), after=str(changed))
        else:
            yield Meant(kind=MeantKind.LINK_REMOVED, field="links", what=str(link))
    for link in gained.values():
        yield Meant(kind=MeantKind.LINK_ADDED, field="links", what=str(link))


def _expected_links(
    old: Sequence[Action], new: Action, elsewhere: Sequence[Action], numbers: Renumbering
) -> Iterator[tuple[Link, Link]]:
    """Yield the links of the actions that an action continues, each as it is written and in the new numbers."""
    links = [[(link, numbers.written(link)) for link in action.links.understood] for action in old]
    unique = [{str(link): (link, then) for link, then in pairs}.values() for pairs in links]
    kept = carried(
        unique,
        [(link, link) for link in new.links.understood],
        [[(link, link) for link in action.links.understood] for action in elsewhere],
        bare=lambda pair: (str(pair[1]), _leads(pair[0], numbers)),
        same=lambda pair: str(pair[1]),
    )
    now = set(map(str, new.links.understood))
    for link, then in kept:
        # One of two merged actions can have led to the other one.
        within = len(old) > 1 and then.to.plan in {None, numbers.plan_id} and then.to.action == new.number
        if not within or str(then) in now:
            yield link, then


def _leads(link: Link, numbers: Renumbering) -> bool:
    """Whether the action that a link led to still exists; a link to something else counts as one that does."""
    ref: Ref = link.to
    own = ref.plan is None or ref.plan == numbers.plan_id
    return not own or ref.action is None or ref.action not in numbers.gone


# Times


_Timed = tuple[str, Span | None]


def _times(before: Sequence[Side], after: Side, old: Sequence[Action], elsewhere: Sequence[Action]) -> Iterator[Meant]:
    was: dict[Period | Milestone | Unparsed, _Timed] = {}
    for side, action in zip(before, old, strict=True):
        was |= zip(map(_unworded, action.timing.items), _timed(side, side.action.timing.items), strict=True)
    new = after.action.timing.items
    now = dict(zip(map(_unworded, new), _timed(after, new), strict=True))
    expected = carried([was], now, [list(map(_unworded, action.timing.items)) for action in elsewhere])
    removed, added = apart(expected, now)
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
        times = None if isinstance(item, Unparsed) else next(scheduled, None)
        known = times is not None and times.earliest is not None and times.latest is not None
        days = Span(start=times.earliest, end=times.latest) if times and known else None  # type: ignore[arg-type]
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
    removed, added = apart(old, new)
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


@value
class _Numbered:
    """A KPI with its number in its action; of one of several actions with the number of the action too."""

    kpi: Kpi | Unparsed
    place: int
    of: str | None = None
    behind: int = 0
    """The number of KPIs in the merged actions before its own."""

    @property
    def ordinal(self) -> int:
        """Its number in all merged actions together."""
        return self.behind + self.place

    @property
    def number(self) -> str:
        """Its number in a sentence, such as ``2 of 1.3``."""
        return f"{self.place}" if self.of is None else f"{self.place} of {self.of}"


def _kpis(old: Sequence[Action], new: Action, elsewhere: Sequence[Action], numbers: Sequence[str]) -> Iterator[Meant]:
    was, now = _expected_kpis(old, new, elsewhere, numbers), _numbered(new)
    pairs: list[tuple[_Numbered, _Numbered]] = []
    for same in (_equal, _equal_anywhere, _counts_the_same, _similar):
        for first in list(was):
            second = next((each for each in now if same(first, each)), None)
            if second is not None:
                was.remove(first)
                now.remove(second)
                pairs.append((first, second))
    for first, second in sorted(pairs, key=lambda pair: pair[1].ordinal):
        yield from _kpi(first, second)
    for each in was:
        yield Meant(kind=MeantKind.KPI_REMOVED, field="kpis", before=str(each.kpi))
    for each in now:
        yield Meant(kind=MeantKind.KPI_ADDED, field="kpis", after=str(each.kpi))


def _numbered(action: Action, *, of: str | None = None, behind: int = 0) -> list[_Numbered]:
    return [_Numbered(kpi, place, of, behind) for place, kpi in enumerate(action.kpis.items, 1)]


def _expected_kpis(
    old: Sequence[Action], new: Action, elsewhere: Sequence[Action], numbers: Sequence[str]
) -> list[_Numbered]:
    """Return the KPIs of which an action is expected to have each; one of an action with another number names it."""
    if len(old) == 1 and not elsewhere:
        return _numbered(old[0])
    every: list[list[_Numbered]] = []
    for action, number in zip(old, numbers, strict=True):
        every.append(_numbered(action, of=None if number == new.number else number, behind=sum(map(len, every))))
    return carried(
        every,
        _numbered(new),
        list(map(_numbered, elsewhere)),
        bare=lambda each: without_sources(each.kpi),
        same=lambda each: _counted(each.kpi) or without_sources(each.kpi),
    )


def _equal(old: _Numbered, new: _Numbered) -> bool:
    return old.ordinal == new.ordinal and old.kpi == new.kpi


def _equal_anywhere(old: _Numbered, new: _Numbered) -> bool:
    return old.kpi == new.kpi


def _counts_the_same(old: _Numbered, new: _Numbered) -> bool:
    counted = _counted(old.kpi)
    return counted is not None and counted == _counted(new.kpi)


def _similar(old: _Numbered, new: _Numbered) -> bool:
    return old.ordinal == new.ordinal and alike(str(old.kpi), str(new.kpi))


def _counted(kpi: Kpi | Unparsed) -> str | None:
    counted = kpi.counted if isinstance(kpi, Kpi) else None
    return None if counted is None else " ".join(counted.split()).casefold()


def _kpi(old: _Numbered, new: _Numbered) -> Iterator[Meant]:
    was, now, number = old.kpi, new.kpi, new.number
    if old.place != new.place or old.behind:
        yield Meant(kind=MeantKind.KPI_RENUMBERED, field="kpis", what=str(now), before=old.number, after=number)
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

"""Features: what actions are compared by: words, parties, places and weeks."""

from __future__ import annotations

import datetime as dt
import enum
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from empact.analysis.facts import PlanFacts
from empact.analysis.involvement.assignments import Determinacy, PartyAssignment, PartyRole
from empact.analysis.overlap.wording import bag, neighbours, words, written
from empact.analysis.portfolio.dice_coefficient import dice
from empact.analysis.positions import action_pointer
from empact.analysis.schedules import Schedule
from empact.diagnostics import Pointer
from empact.grammar.language import language
from empact.model import Action, Collective, Milestone, PartyKind, Plan, Span
from empact.reference import Register
from empact.reprs import short_repr


class Feature(enum.Enum):
    """A feature that two actions may have in common, in the order of weight."""

    WORDS = "words"
    PARTIES = "parties"
    PLACES = "places"
    WEEKS = "weeks"


Weeks = tuple[tuple[int, int], ...]
"""Ranges of weeks in order, first and last included, counted from the week of 1 January of the year 1."""

_STATES = (PartyKind.MEMBER_STATE, PartyKind.THIRD_COUNTRY)
_LEADING = (PartyRole.LEADER, PartyRole.CO_LEADER)
_ACTING = (*_LEADING, PartyRole.COOPERATING, PartyRole.PARTICIPANT, PartyRole.SUPPORT)


@attrs.frozen(kw_only=True, eq=False)
class FeatureSet:
    """An action of a plan with its features; a feature that the action does not have is empty."""

    plan: Plan = attrs.field(repr=False)
    """The plan that has the action."""
    position: int
    """The index of the action in ``plan.actions``."""
    action: Action = attrs.field(repr=False)
    """The action that is compared with others."""
    words: Mapping[str, float]
    """The significant words of the action with their weights, without words of the names of parties and places."""
    pairs: tuple[str, ...]
    """The pairs of words that stand side by side in its activity."""
    parties: Mapping[str, Sequence[Span]]
    """The spans in which each party is involved, by its code; no span if they are unknown."""
    leaders: frozenset[str]
    """The codes of its leaders and co-leaders."""
    places: Mapping[str, str]
    """The names of its places as written, by the code of the country, or by the name of another place."""
    weeks: Weeks
    """The weeks in which it can take place."""

    __repr__ = short_repr

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The keys of the action in the index: its words, the pairs of neighbours in its activity, and its places."""
        words = (f"w {word}" for word in self.words)
        pairs = (f"n {pair}" for pair in self.pairs)
        return (*words, *pairs, *(f"p {place}" for place in self.places))

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """The words of the action as first written, by the form in which they are compared."""
        return written(self.action)

    @property
    def at(self) -> Pointer:
        """The pointer of the action in its plan."""
        return action_pointer(self.position)


def features(ctx: PlanFacts) -> Iterator[FeatureSet]:
    """Return the features of all actions of a plan, in document order, without absent parties."""
    plan, reader = ctx.plan, _Reader(ctx)
    for position, action in enumerate(plan.actions):
        who = ctx.assignments.of_action(position, *_ACTING)
        named, places = _parties(who), reader.places(action, who)
        said_elsewhere = reader.words_of_names(named, places.values())
        activity, description = words(str(action.activity)), words(str(action.description))
        yield FeatureSet(
            plan=plan,
            position=position,
            action=action,
            words={word: value for word, value in bag(activity, description).items() if word not in said_elsewhere},
            pairs=neighbours(activity),
            parties=named,
            leaders=frozenset(_parties([item for item in who if item.role in _LEADING])),
            places=places,
            weeks=_weeks(ctx.schedule, position),
        )


@functools.lru_cache(maxsize=4096)  # a plan names the same parties and places in many actions
def _words_of_name(name: str) -> frozenset[str]:
    return frozenset(words(name))


def _parties(items: Iterable[PartyAssignment]) -> dict[str, list[Span]]:
    """Return the parties with their spans. "All MS" counts as one party, because it does not single out a state."""
    by_party: dict[str, list[Span]] = {}
    for item in items:
        spans = item.resolved
        if item.absences and not spans:
            continue
        group = item.item.collective
        if item.determinacy is Determinacy.EVERY and group is not None:
            by_party.setdefault(_name_of_all(group, item.item.excluded), []).extend(
                [resolved.span for resolved in spans]
            )
        elif spans:
            for resolved in spans:
                for party in resolved.parties:
                    by_party.setdefault(party.code, []).append(resolved.span)
        elif item.determinacy is not Determinacy.OPEN:
            by_party.setdefault(item.name, [])
    return by_party


def _name_of_all(group: Collective, excluded: Sequence[str]) -> str:
    """Return the name under which a group of all parties of some kinds is compared."""
    beside = "other " * group.other
    name = f"all {beside}{' and '.join(kind.value.replace('-', ' ') for kind in group.members)}s"
    return f"{name} except {', '.join(excluded)}" if excluded else name


class _Reader:
    """Reads the places of the actions of a plan, and the words of names.

    Most actions of a plan have the parties and the places of another one: what is read is remembered.
    """

    def __init__(self, ctx: PlanFacts) -> None:
        self._register = ctx.register
        self._on = None if ctx.plan.period is None else ctx.plan.period.start
        self._third: dict[int, str | None] = {}  # by the id() of what an item is resolved to, which equal items share
        self._words: dict[tuple[str, ...], frozenset[str]] = {}

    def words_of_names(self, parties: Iterable[str], places: Iterable[str]) -> frozenset[str]:
        """Return the words of the names of parties and places."""
        names = (*parties, *places)
        known = self._words.get(names)
        if known is None:
            known = self._words[names] = frozenset[str]().union(*map(_words_of_name, names))
        return known

    def places(self, action: Action, items: Iterable[PartyAssignment]) -> dict[str, str]:
        """Return the names of the places of an action, by key.

        The key of a border is its two states. A third country that takes part counts as a place.
        """
        named = [location.name for location in action.locations]
        named += [name for item in action.timing if isinstance(item, Milestone) for name in item.locations]
        named += [name for route in action.routes for stop in route.stops for name in stop]
        places = {_place_key(name, self._register, self._on): name for name in named}
        for item in items:
            if item.determinacy is Determinacy.NAMED:
                key = id(item.resolved)
                if key not in self._third:
                    self._third[key] = self._third_country(item)
                code = self._third[key]
                if code is not None:
                    places[code] = code
        return places

    def _third_country(self, item: PartyAssignment) -> str | None:
        """Return the code of a named party if it is a third country at the time of its action."""
        for party in item.parties:
            if party.kind in _STATES and _is_third_country(party.code, self._register, item.resolved[0].span.start):
                return party.code
        return None


@functools.lru_cache(maxsize=4096)
def _is_third_country(code: str, register: Register, on: dt.date) -> bool:
    return register.kind(register.get(code), on) is PartyKind.THIRD_COUNTRY


@functools.lru_cache(maxsize=4096)
def _place_key(name: str, register: Register, on: dt.date | None) -> str:
    border = _border().search(name)
    if border is None:
        return _code(name, register, on)
    return "border " + "-".join(sorted(_code(side, register, on) for side in border.groups()))


@functools.cache
def _border() -> re.Pattern[str]:
    """Return the pattern of a border: two codes of states and a word such as in "IT/SI land border"."""
    words = language("en.rules").pattern("borders", "words", exact=True)
    return re.compile(rf"\b([A-Z]{{2,3}})\s?[-–/]\s?([A-Z]{{2,3}})\b.*{words}", re.DOTALL)


def _code(name: str, register: Register, on: dt.date | None) -> str:
    party = register.find(name, on)
    return party.code if party is not None and party.kind in _STATES else " ".join(name.casefold().split())


def _weeks(times: Schedule, position: int) -> Weeks:
    """Return the weeks in which an action may take place, milestones included."""
    days = [span for item in times.of_action(position) for span in times.days(item)]
    if len(days) == 1:
        return ((_week(days[0].start), _week(days[0].end)),)
    weeks: list[tuple[int, int]] = []
    for first, last in sorted([(_week(span.start), _week(span.end)) for span in days]):
        if weeks and first <= weeks[-1][1] + 1:
            weeks[-1] = weeks[-1][0], max(last, weeks[-1][1])
        else:
            weeks.append((first, last))
    return tuple(weeks)


def _week(day: dt.date) -> int:
    return (day.toordinal() - 1) // 7


def monday(week: int) -> dt.date:
    """Return the first day of a week."""
    return dt.date.fromordinal(week * 7 + 1)


def weeks_in_common(one: Weeks, other: Weeks) -> Weeks:
    """Return the weeks that are in both."""
    # A merge of two sorted lists: the range that ends first can't meet any later one.
    common: list[tuple[int, int]] = []
    mine = others = 0
    while mine < len(one) and others < len(other):
        (start, end), (first, last) = one[mine], other[others]
        if start <= last and first <= end:
            common.append((max(start, first), min(end, last)))
        if end <= last:
            mine += 1
        else:
            others += 1
    return tuple(common)


@functools.lru_cache(maxsize=4096)  # most actions run in one of a few months, quarters or semesters
def weeks_alike(one: Weeks, other: Weeks) -> float | None:
    """Return the similarity of the weeks of two actions, from 0 to 1 (Dice); None if one of the two has none."""
    if not (one and other):
        return None
    return dice(_counted(weeks_in_common(one, other)), _counted(one), _counted(other))


def _counted(weeks: Weeks) -> int:
    return sum([last - first + 1 for first, last in weeks])

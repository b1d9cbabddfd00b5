"""Mentions: find other actions and the areas of other priorities in the prose of actions."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from empact.analysis.portfolio.placements import placement
from empact.analysis.positions import action_pointer
from empact.diagnostics import Pointer
from empact.grammar.language import language
from empact.model import Action, Plan, Ref
from empact.model.links import ref_of
from empact.values import value

CELLS = ("activity", "description", "timing", "target")
"""The columns that contain prose."""

_END = '.!?"”*'
_LONGEST_ACRONYM = 5


class _Patterns:
    """The patterns, with the words of the language."""

    def __init__(self) -> None:
        words = language("en.rules")
        actions = words.pattern("mentions", "actions", exact=True)
        behind_a_sign = words.pattern("mentions", "behind_a_sign", exact=True)
        joined = words.pattern("mentions", "between", exact=True)
        between = f"(?: ?[,/&–] ?(?:{behind_a_sign} )?| {joined} )"
        durations = words.pattern("mentions", "durations", exact=True)
        number = rf"[^ ,:;/()\[\]&–'’]++(?! {durations})"  # a duration is not a number of an action
        self.listed = re.compile(rf"(?P<word>{actions}) (?P<numbers>{number}(?:{between}(?:{actions} )?{number})*)")
        self.parted = re.compile(f"{between}(?:{actions} )?")
        leads = words.pattern("mentions", "leads_elsewhere", exact=True)
        self.elsewhere = re.compile(f" {leads} {words.pattern('mentions', 'elsewhere', exact=True)}")  # of another plan


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


@value(kw_only=True)
class Mention:
    """A mention in the prose of an action: of another action, or of a priority that the plan overlaps with."""

    action: Action
    """The action whose prose has the mention."""
    position: int
    """The index of the action in ``plan.actions``."""
    cell: str
    """The field that contains the mention, such as ``activity``."""
    at: Pointer
    """The pointer of that field."""
    words: str
    """The words of the mention, quoted."""
    ref: Ref
    """What the words mean, as a reference."""
    name: str | None = None
    """The plan's own name of the priority; None for a mention of an action."""


def unlinked(plan: Plan, priority_of: Callable[[Ref], str | None]) -> Iterator[Mention]:
    """Return what the prose of each action mentions without a link to it, in document order, each thing once.

    ``priority_of`` returns the letter of the priority that a reference leads to. Actions with withheld links are
    skipped.
    """
    actions: dict[str, set[str]] = {}
    priorities: dict[str, set[str]] = {}
    for action in plan.actions:
        for link in action.links.understood:
            if link.to.plan is not None:
                letter = priority_of(link.to)
                priorities.setdefault(action.number, set()).update({link.to.plan} if letter is None else {letter})
            elif link.to.action is not None:
                actions.setdefault(action.number, set()).add(link.to.action)
    known = {action.number for action in plan.actions}
    areas = _Areas(plan)
    for position, action in enumerate(plan.actions):
        if not action.links.withheld:
            prose = _prose(position, action)
            yield from _actions(prose, known, actions.get(action.number, set()))
            yield from _priorities(prose, areas, priorities.get(action.number, set()))


def named_actions(action: Action) -> dict[str, tuple[str, ...]]:
    """Return the numbers of actions in the prose of an action, linked or not, in order, by the field of the cell."""
    return {text.cell: _numbers(text.words) for text in _prose(0, action)}


class _Text(NamedTuple):
    """The text of a cell of an action, with single spaces instead of line breaks."""

    action: Action
    position: int
    cell: str
    words: str

    def mention(self, words: str, ref: Ref, name: str | None = None) -> Mention:
        at = action_pointer(self.position) / self.cell
        return Mention(
            action=self.action, position=self.position, cell=self.cell, at=at, words=words, ref=ref, name=name
        )


def _prose(position: int, action: Action) -> list[_Text]:
    """Return the prose of an action, column by column."""
    return [_Text(action, position, cell, " ".join(getattr(action, cell).plain.split())) for cell in CELLS]


def _actions(prose: Iterable[_Text], known: set[str], linked: set[str]) -> Iterator[Mention]:
    """Return the actions of the plan that are mentioned and not linked."""
    seen: set[str] = set()
    for text in prose:
        for number in _numbers(text.words):
            if number in known and number != text.action.number and number not in linked and number not in seen:
                seen.add(number)
                yield text.mention(number, Ref(action=number))


@functools.lru_cache(maxsize=4096)  # many actions have the same timing, target or description
def _numbers(text: str) -> tuple[str, ...]:
    """Return the numbers in "Actions 1.1 and 1.3". A number without a dot needs a capital letter: "Action 3"."""
    numbers: list[str] = []
    for listed in _patterns().listed.finditer(text):
        if _patterns().elsewhere.match(text, listed.end()):
            continue
        for part in _patterns().parted.split(listed["numbers"]):
            number = part.rstrip(_END)  # the sentence may end here
            if not number.isdecimal() or listed["word"][0].isupper():
                numbers.append(number)
    return tuple(numbers)


def _priorities(prose: Iterable[_Text], areas: _Areas, linked: set[str]) -> Iterator[Mention]:
    """Return the priorities whose area is mentioned and not linked."""
    seen = set(linked)
    for text in prose:
        for priority, words in areas.named(text.words):
            ref = ref_of(plan=priority)
            if ref is not None and priority not in seen:  # no link can name a priority that is no name
                seen.add(priority)
                yield text.mention(words, ref, areas.names[priority])


class _Areas:
    """The areas of the priorities that a plan overlaps with: the name of each by priority, and where texts name it."""

    def __init__(self, plan: Plan) -> None:
        within = placement(plan).cycle
        known = {} if within is None else {priority.letter: priority.name for priority in within.priorities}
        names: dict[str, list[str]] = {}
        for overlap in plan.interdependencies:
            names.setdefault(overlap.priority, []).extend(filter(None, [overlap.name, known.get(overlap.priority)]))
        self.names = {priority: called[0] for priority, called in names.items() if called}
        self._patterns = {priority: _area(called) for priority, called in names.items() if called}
        self._named: dict[str, list[tuple[str, str]]] = {}  # actions repeat texts

    def named(self, text: str) -> list[tuple[str, str]]:
        """Return the priorities whose area a text names, each with the words of the text."""
        if text not in self._named:
            matches = ((priority, area.search(text)) for priority, area in self._patterns.items())
            self._named[text] = [(priority, match[0]) for priority, match in matches if match is not None]
        return self._named[text]


def _area(names: list[str]) -> re.Pattern[str]:
    """Return a pattern for the names of an area, as complete words; an acronym must have the same case."""
    words: list[str] = []
    for name in names:
        acronym = name.isupper() and len(name) <= _LONGEST_ACRONYM
        words.append(re.escape(name) if acronym else f"(?i:{re.escape(name)})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")

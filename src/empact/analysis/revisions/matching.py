"""Matching: which goal, action, section or note of a revision is which one of the revision before."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from empact.analysis.portfolio.dice_coefficient import dice
from empact.analysis.portfolio.lineages import Lineage, lineage
from empact.analysis.portfolio.similarity import ALIKE, PLAIN, Similarity, words
from empact.model import Action, Note, Plan, Prose, Section, StrategicGoal
from empact.values import value

T = TypeVar("T", StrategicGoal, Section, Note)
_HALF = 1 / 2


class Basis(enum.Enum):
    """Why a part of the new plan is matched with a part of the old one."""

    STATED = "stated"
    CONTENT = "same content"
    WORDS = "alike words"
    CONTAINED = "contained words"
    CELLS = "same number and cells"
    NUMBER = "same number"


_Pairs = dict[int, list[tuple[int, Basis, Similarity | None]]]
"""The old parts that each new one continues, by its position."""


@value(kw_only=True)
class PartMatch:
    """A part of the new plan, and the parts of the old plan that it continues."""

    after: int
    """The index of the part in the new plan."""
    before: tuple[int, ...] = ()
    """The indexes of the parts of the old plan; several if they were merged, the one whose fields are compared first.
    Empty for an added part.
    """
    basis: Basis | None = None
    """Why they are matched; None for an added part."""
    similarity: Similarity | None = None
    """The similarity of their words; None if one has no words, or for an added part."""
    is_split: bool = False
    """Whether the old part continues as several parts."""

    @property
    def is_doubtful(self) -> bool:
        """Whether the two may be different parts: little more than half of the words are the same, or none."""
        if self.basis in {None, Basis.STATED, Basis.CONTENT}:
            return False
        return self.similarity is None or self.similarity.score < PLAIN


@value(kw_only=True)
class Matching:
    """The parts of one kind in two plans, matched."""

    matches: tuple[PartMatch, ...]
    """One for each part of the new plan, in its order."""
    removed: tuple[int, ...]
    """The indexes of the parts of the old plan that nothing continues."""

    def targets(self) -> dict[int, tuple[int, ...]]:
        """Return the indexes of the new parts that continue each old part."""
        found: dict[int, list[int]] = {}
        for match in self.matches:
            for place in match.before:
                found.setdefault(place, []).append(match.after)
        return {place: tuple(positions) for place, positions in found.items()}


def match_actions(old: Plan, new: Plan) -> Matching:
    """Match the actions of two revisions: by their lineage, then those of one number that have most cells in common."""
    return _matched(old.actions, new.actions, lineage(old, new), _action_number, _by_cells)


def match_goals(old: Plan, new: Plan) -> Matching:
    """Match the strategic goals of two revisions by their words, then by their numbers."""
    return _match_texts(old.goals, new.goals, _goal_number, _goal_text)


def match_sections(old: Plan, new: Plan) -> Matching:
    """Match the narrative sections of two revisions by their words, then by their numbers."""
    return _match_texts(old.sections, new.sections, _section_number, _section_text)


def match_notes(old: Plan, new: Plan) -> Matching:
    """Match the notes of two revisions by their words, then by their marks."""
    return _match_texts(old.notes, new.notes, _mark, _note_text)


def _match_texts(old: Sequence[T], new: Sequence[T], number: Callable[[T], str], text: Callable[[T], str]) -> Matching:
    """Match parts that have a text: as the actions of two plans would be whose activities these texts are."""
    if tuple(old) == tuple(new):
        same = tuple(PartMatch(after=place, before=(place,), basis=Basis.CONTENT) for place in range(len(new)))
        return Matching(matches=same, removed=())
    plans = [
        Plan(id=name, actions=tuple(Action(number=number(part), activity=Prose(text=text(part))) for part in parts))
        for name, parts in (("old", old), ("new", new))
    ]
    return _one_to_one(_matched(plans[0].actions, plans[1].actions, lineage(*plans), _action_number, _by_number))


def _one_to_one(matching: Matching) -> Matching:
    """Return a matching without parts that are split or merged: the most alike of them stay together."""
    order = sorted(matching.matches, key=lambda match: -(0 if match.similarity is None else match.similarity.score))
    taken: set[int] = set()
    kept: dict[int, PartMatch] = {}
    for match in order:
        free = [place for place in match.before if place not in taken][:1]
        taken.update(free)
        kept[match.after] = (
            PartMatch(after=match.after, before=tuple(free), basis=match.basis, similarity=match.similarity)
            if free
            else PartMatch(after=match.after)
        )
    lost = {place for match in matching.matches for place in match.before} - taken
    matches = tuple(kept[match.after] for match in matching.matches)
    return Matching(matches=matches, removed=tuple(sorted({*matching.removed, *lost})))


def _matched(
    old: Sequence[Action],
    new: Sequence[Action],
    found: Lineage,
    number: Callable[[Action], str],
    judge: Callable[[Action, Action], Basis | None],
) -> Matching:
    pairs: _Pairs = {}
    for place, history in enumerate(found.histories):
        for match in history.matches:
            basis = _basis(old[place], new[match.position], stated=match.stated, similarity=match.similarity)
            pairs.setdefault(match.position, []).append((place, basis, match.similarity))
    left = {place for place, history in enumerate(found.histories) if not history.matches}
    by_number: dict[str, list[int]] = {}
    for place in sorted(left):
        by_number.setdefault(number(old[place]), []).append(place)
    for position, part in enumerate(new):
        same = by_number.get(number(part), [])
        basis_of = None if position in pairs or not same else judge(old[same[0]], part)
        if basis_of is not None:
            place = same.pop(0)
            left.discard(place)
            pairs[position] = [(place, basis_of, _similarity(old[place], part))]
    _keep_numbers(old, new, pairs, number, judge)
    times = Counter(place for matched in pairs.values() for place, _, _ in matched)
    split = {place for place, parts in times.items() if parts > 1}
    matches = (_part_match(position, pairs.get(position, ()), split, old, new) for position in range(len(new)))
    return Matching(matches=tuple(matches), removed=tuple(sorted(left)))


def _keep_numbers(
    old: Sequence[Action],
    new: Sequence[Action],
    pairs: _Pairs,
    number: Callable[[Action], str],
    judge: Callable[[Action, Action], Basis | None],
) -> None:
    """Match new parts that continue nothing with the part that had their number, if it went on under others alone.

    If the number kept most of its cells and words, the part was split: the number does not go to the new one alone.
    """
    had: dict[str, int] = {}
    for place, part in enumerate(old):
        had.setdefault(number(part), place)
    goes_on: dict[int, tuple[set[str], set[Basis]]] = {}
    for position, matched in pairs.items():
        for place, basis, _ in matched:
            numbers, bases = goes_on.setdefault(place, (set(), set()))
            numbers.add(number(new[position]))
            bases.add(basis)
    for position, part in enumerate(new):
        place = had.get(number(part), -1)
        numbers, bases = goes_on.get(place, (set[str](), set[Basis]()))
        if position in pairs or not numbers or number(part) in numbers or Basis.STATED in bases:
            continue
        # A whole action that stands elsewhere moved there, unless what has its number now is the same action too.
        least = _HALF if bases <= {Basis.WORDS, Basis.CONTAINED} else PLAIN
        basis_of, similarity = judge(old[place], part), _similarity(old[place], part)
        if basis_of is not None and similarity is not None and similarity.score >= least:
            pairs[position] = [(place, basis_of, similarity)]


def _part_match(
    position: int,
    pairs: Iterable[tuple[int, Basis, Similarity | None]],
    split: set[int],
    old: Sequence[Action],
    new: Sequence[Action],
) -> PartMatch:
    """Return the match of a new part: first the old part with the same number, then the most similar one."""

    def first(pair: tuple[int, Basis, Similarity | None]) -> tuple[bool, float, int]:
        place, _, similarity = pair
        return old[place].number != new[position].number, -(0 if similarity is None else similarity.score), place

    ordered = sorted(pairs, key=first)
    if not ordered:
        return PartMatch(after=position)
    places = tuple(place for place, _, _ in ordered)
    _, basis, similarity = ordered[0]
    return PartMatch(
        after=position, before=places, basis=basis, similarity=similarity, is_split=not split.isdisjoint(places)
    )


def _basis(old: Action, new: Action, *, stated: bool, similarity: Similarity | None) -> Basis:
    if stated:
        return Basis.STATED
    if old.content_digest == new.content_digest:
        return Basis.CONTENT
    return Basis.WORDS if similarity is not None and similarity.score >= ALIKE else Basis.CONTAINED


def _similarity(old: Action, new: Action) -> Similarity | None:
    first, second = words(old.activity), words(new.activity)
    if not first or not second:
        return None
    return Similarity(shared=len(first & second), first=len(first), second=len(second))


_CELLS = ("activity", "leaders", "participants", "description", "timing", "target", "kpis")


def _by_cells(old: Action, new: Action) -> Basis | None:
    """Return why two actions with one number are the same although their activities are not alike, or None.

    An activity that was written anew stands beside cells that were not; of a new action all cells are new.
    """
    pairs = [(str(getattr(old, name)).split(), str(getattr(new, name)).split()) for name in _CELLS]
    filled = [(first, second) for first, second in pairs if first or second]
    same = sum(first == second for first, second in filled)
    if not words(old.activity) and not words(new.activity) and not same:
        return Basis.NUMBER if not filled else None
    return Basis.CELLS if same >= _HALF * len(filled) and same else None


def _by_number(old: Action, new: Action) -> Basis:
    del old, new  # a section that is written anew has its number, and so has a goal
    return Basis.NUMBER


def _action_number(action: Action) -> str:
    return action.number


def _goal_number(goal: StrategicGoal) -> str:
    return goal.number


def _goal_text(goal: StrategicGoal) -> str:
    return "\n".join(filter(None, (str(goal.annex), str(goal.body))))


def _section_number(section: Section) -> str:
    return section.number


def _section_text(section: Section) -> str:
    return "\n".join(filter(None, (section.heading, str(section.text))))


def _mark(note: Note) -> str:
    return note.mark


def _note_text(note: Note) -> str:
    return str(note.text)


def alike(first: str, second: str) -> bool:
    """Return whether most of the different words of two texts are the same."""
    one, other = words(Prose(text=first)), words(Prose(text=second))
    return dice(len(one & other), len(one), len(other)) >= _HALF

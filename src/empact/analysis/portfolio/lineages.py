"""Lineage: what became of the actions of a plan in its successor, and where those of the successor come from."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from empact.analysis.portfolio.similarity import ALIKE, PLAIN, Similarity, Wordings, words
from empact.analysis.positions import action_pointer
from empact.analysis.reasons import Reason
from empact.diagnostics import Pointer
from empact.model import Action, Plan, Ref
from empact.reprs import short_repr


class Continuation(enum.Enum):
    """What became of an action in the next plan.

    It goes on under its number or another one, is merged with others into one, or split into several; or it is dropped.
    """

    CARRIED_OVER = "carried-over"
    RENUMBERED = "renumbered"
    MERGED = "merged"
    SPLIT = "split"
    DROPPED = "dropped"


@attrs.frozen(kw_only=True)
class Match:
    """An action of a plan that goes on as one of the next: because that says so (``stated``), or is worded alike.

    ``position`` and ``at`` are those of the later action in its plan. ``likeness`` compares the words of the two
    activities, whether or not it is stated; None where one has none.
    """

    earlier: Action = attrs.field(repr=False)
    later: Action = attrs.field(repr=False)
    position: int = attrs.field(repr=False)
    at: Pointer
    stated: bool
    similarity: Similarity | None
    reasons: tuple[Reason, ...]

    __repr__ = short_repr

    @property
    def plain(self) -> bool:
        """Whether the two are plainly one: stated, or in four of five words the same."""
        return self.stated or (self.similarity is not None and self.similarity.score >= PLAIN)

    def explain(self) -> tuple[str, ...]:
        """Why the two are taken for one, a line each."""
        return tuple(map(str, self.reasons))


@attrs.frozen(kw_only=True)
class ActionHistory:
    """What became of one action: its fate, and the matches to the actions that it goes on as."""

    action: Action = attrs.field(repr=False)
    continuation: Continuation
    matches: tuple[Match, ...]

    __repr__ = short_repr


@attrs.frozen(kw_only=True)
class Lineage:
    """A plan and its successor: the fate of each earlier action, and the later actions that are new.

    ``descents`` stand in the order of the earlier plan. ``new`` are the later actions that carry on nothing, and
    ``elsewhere`` those that carry on only what is not in the earlier plan: an action of another plan, or one that the
    earlier plan does not have.
    """

    earlier: Plan = attrs.field(repr=False)
    later: Plan = attrs.field(repr=False)
    histories: tuple[ActionHistory, ...]
    new: tuple[Action, ...] = attrs.field(repr=False)
    elsewhere: tuple[Action, ...] = attrs.field(repr=False)

    __repr__ = short_repr

    @property
    def matches(self) -> tuple[Match, ...]:
        """Every match, in the order of the earlier plan."""
        return tuple(match for descent in self.histories for match in descent.matches)

    def of(self, *continuations: Continuation) -> tuple[ActionHistory, ...]:
        """The earlier actions of these continuations."""
        return tuple(descent for descent in self.histories if descent.continuation in continuations)


def lineage(earlier: Plan, later: Plan) -> Lineage:
    """What became of the actions of a plan in a later one, and why.

    An action that says what it continues is believed, and nothing more is looked for. Of any other one, the words of
    the activity are compared: it goes on from the most similar earlier action where at least three of five different
    words of both are the same; or else from an action in whose longer wording it stands, or from all actions of at
    least eight words that stand in its own. Among equals the one with the same number comes first.
    """
    tied = tuple(_Matcher(earlier, later).matches())
    heirs: list[list[Match]] = [[] for _ in earlier.actions]
    parents = Counter(match.position for _, match in tied)
    for place, match in tied:
        heirs[place].append(match)
    untied = [action for position, action in enumerate(later.actions) if position not in parents]
    return Lineage(
        earlier=earlier,
        later=later,
        histories=tuple(
            ActionHistory(action=action, continuation=_fate(matches, parents), matches=tuple(matches))
            for action, matches in zip(earlier.actions, heirs, strict=True)
        ),
        new=tuple(action for action in untied if not action.continues),
        elsewhere=tuple(action for action in untied if action.continues),
    )


def _fate(matches: Sequence[Match], parents: Counter[int]) -> Continuation:
    if not matches:
        return Continuation.DROPPED
    if len(matches) > 1:
        return Continuation.SPLIT
    (match,) = matches
    if parents[match.position] > 1:
        return Continuation.MERGED
    return Continuation.CARRIED_OVER if match.earlier.number == match.later.number else Continuation.RENUMBERED


class _Matcher:
    """Finds the matches between two plans, those of one later action after the other."""

    def __init__(self, earlier: Plan, later: Plan) -> None:
        self.earlier = earlier
        self.later = later
        self.wordings = Wordings(earlier.actions)
        self.places: dict[str, int] = {}
        for place, action in enumerate(earlier.actions):
            self.places.setdefault(action.number, place)
        self.taken: set[int] = set()

    def matches(self) -> Iterator[tuple[int, Match]]:
        """Every match, with the place of its earlier action."""
        for position, action in enumerate(self.later.actions):
            yield from self._stated(position) if action.continues else self._inferred(position)

    def _stated(self, position: int) -> Iterator[tuple[int, Match]]:
        action = self.later.actions[position]
        said = words(action.activity)
        told: set[int] = set()
        for index, ref in enumerate(action.continues):
            place = self._meant(ref)
            if place is not None and place not in told:
                told.add(place)
                where = action_pointer(position) / "continues" / index
                why = Reason(f"{self.later.id}:{action.number} says that it continues {ref}", at=where)
                yield place, self._tie(place, position, self.wordings.similarity(place, said), why)

    def _meant(self, ref: Ref) -> int | None:
        return None if ref.plan != self.earlier.id or ref.action is None else self.places.get(ref.action)

    def _tie(self, place: int, position: int, likeness: Similarity | None, *why: Reason) -> Match:
        earlier, action, at = self.earlier.actions[place], self.later.actions[position], action_pointer(position)
        reasons = why if likeness is None else (*why, self._reason(earlier, action, at, likeness))
        stated = bool(action.continues)
        return Match(
            earlier=earlier,
            later=action,
            position=position,
            at=at,
            stated=stated,
            similarity=likeness,
            reasons=reasons,
        )

    def _reason(self, earlier: Action, later: Action, at: Pointer, likeness: Similarity) -> Reason:
        one = f"the {likeness.first} words of {self.earlier.id}:{earlier.number}"
        other = f"the {likeness.second} of {self.later.id}:{later.number}"
        return Reason(f"of {one} and {other}, {likeness.shared} are the same", at=at / "activity")

    def _inferred(self, position: int) -> Iterator[tuple[int, Match]]:
        action = self.later.actions[position]
        said = words(action.activity)
        same = self.places.get(action.number)
        found = list(self.wordings.like(said, *(() if same is None else (same,))))
        if not found:
            return
        # The best match is taken; of equals the one with this number, then one that nothing else goes on from yet.
        chosen = [max(found, key=lambda one: (one[1].score, one[0] == same, one[0] not in self.taken, -one[0]))]
        if chosen[0][1].score < ALIKE:
            # Merged or split: a part has few words of the whole, so its score is low although all of it is there.
            inside = [one for one in found if one[1].contained]
            longer = [one for one in inside if one[1].first > one[1].second]
            chosen = longer[:1] or sorted(one for one in inside if one not in longer)
        for place, likeness in chosen:
            self.taken.add(place)
            yield place, self._tie(place, position, likeness)

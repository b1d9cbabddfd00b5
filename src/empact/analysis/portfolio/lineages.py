"""Lineage: match the actions of a plan with those of the plan before it."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from empact.analysis.portfolio.similarity import ALIKE, PLAIN, Similarity, Wordings, words
from empact.analysis.positions import action_pointer
from empact.analysis.reasons import Reason
from empact.arguments import check_type
from empact.diagnostics import Pointer
from empact.model import Action, FrozenMap, Plan, Ref
from empact.model.plan import check_plan
from empact.values import listed, part_of, unlisted, value


class Continuation(enum.Enum):
    """What became of an action in the next plan.

    It is carried over with the same number, renumbered, merged with others into one, split into several, or dropped.
    """

    CARRIED_OVER = "carried-over"
    RENUMBERED = "renumbered"
    MERGED = "merged"
    SPLIT = "split"
    DROPPED = "dropped"


@value(kw_only=True)
class Match:
    """An action and its continuation in the next plan."""

    plan: Plan = attrs.field(repr=False)
    """The later plan."""
    earlier: Action = attrs.field(repr=False, metadata=unlisted())
    """The action of the earlier plan."""
    later: Action = attrs.field(repr=False)
    """The action of the later plan that continues it."""
    position: int = attrs.field(repr=False, metadata=unlisted())
    """The index of the later action in ``plan.actions`` of its plan."""
    at: Pointer
    """The pointer of the later action in its plan."""
    stated: bool
    """Whether the later plan states it; otherwise it is inferred from the wording."""
    similarity: Similarity | None = attrs.field(metadata=unlisted())
    """The similarity of the words of the two activities, whether or not the match is stated; None if one
    has no words.
    """
    reasons: tuple[Reason, ...] = attrs.field(metadata=unlisted())
    """Why the two match."""

    @listed
    def score(self) -> float | None:
        """Twice the words in common, divided by the words of both, from 0 to 1; None if an activity has no words."""
        return None if self.similarity is None else round(self.similarity.score, 2)

    @listed
    def why(self) -> tuple[str, ...]:
        """The reasons for the match, a sentence each."""
        return tuple(map(str, self.reasons))

    @property
    def plain(self) -> bool:
        """Whether the two are clearly the same action: stated, or with four of five words the same."""
        return self.stated or (self.similarity is not None and self.similarity.score >= PLAIN)

    def explain(self) -> tuple[str, ...]:
        """Return the reasons for the match, a line each."""
        return self.why


@value(kw_only=True)
class ActionHistory:
    """What became of one action in the next plan."""

    plan: Plan = attrs.field(repr=False)
    """The earlier plan."""
    action: Action = attrs.field(repr=False)
    """The action of the earlier plan."""
    continuation: Continuation
    """How it continues, such as carried over, merged or dropped."""
    matches: tuple[Match, ...]
    """The later actions that continue it; empty if it was dropped."""


@value(kw_only=True)
class Lineage:
    """A plan and its successor: what became of each earlier action, and which later actions are new."""

    earlier: Plan = attrs.field(repr=False)
    """The earlier plan."""
    later: Plan = attrs.field(repr=False)
    """The plan that follows it."""
    histories: tuple[ActionHistory, ...]
    """What became of each action of the earlier plan, in its order."""
    new: tuple[Action, ...] = attrs.field(repr=False, metadata=part_of("later"))
    """The later actions that continue nothing, in the order of the later plan."""
    elsewhere: tuple[Action, ...] = attrs.field(repr=False, metadata=unlisted())
    """The later actions that continue only actions outside the earlier plan."""

    @listed
    def from_elsewhere(self) -> FrozenMap[str, tuple[Ref, ...]]:
        """What the later actions continue that continue only actions outside the earlier plan, by the later action."""
        return FrozenMap({f"{self.later.id}:{action.number}": action.continues for action in self.elsewhere})

    @listed
    def counts(self) -> FrozenMap[Continuation, int]:
        """The number of earlier actions with each continuation."""
        counted = Counter(history.continuation for history in self.histories)
        return FrozenMap({kind: counted[kind] for kind in Continuation})

    @property
    def matches(self) -> tuple[Match, ...]:
        """All matches, in the order of the earlier plan."""
        return tuple(match for history in self.histories for match in history.matches)

    def with_continuation(self, *continuations: Continuation) -> tuple[ActionHistory, ...]:
        """Return the histories with one of these continuations."""
        for continuation in continuations:
            check_type("Each of continuations", "a Continuation", Continuation, continuation)
        return tuple(history for history in self.histories if history.continuation in continuations)


def lineage(earlier: Plan, later: Plan) -> Lineage:
    """Match the actions of a plan with those of a later plan.

    If a later action says what it continues, only these matches count. Any other action continues the earlier one with
    the same content, whatever its number is, and no other action then continues that one. Of those that are left, the
    words of the activity are compared: an action continues the most similar earlier one if at least three of five
    different words are the same. Otherwise it continues an action whose longer wording contains its own (split), or all
    actions of at least eight words whose wording its own contains (merged). Of equally similar actions the one with the
    same number comes first.

    Two revisions of one plan are compared in the same way. What their actions continue are actions of another plan,
    which says nothing about the revisions.
    """
    check_plan("lineage()", earlier)
    check_plan("lineage()", later)
    matcher = _Matcher(earlier, later)
    matched = sorted(matcher.matches(), key=lambda pair: pair[1].position)
    continued: list[list[Match]] = [[] for _ in earlier.actions]
    parents = Counter(match.position for _, match in matched)
    for place, match in matched:
        continued[place].append(match)
    unmatched = [action for position, action in enumerate(later.actions) if position not in parents]
    return Lineage(
        earlier=earlier,
        later=later,
        histories=tuple(
            ActionHistory(
                plan=earlier, action=action, continuation=_continuation(matches, parents), matches=tuple(matches)
            )
            for action, matches in zip(earlier.actions, continued, strict=True)
        ),
        new=tuple(action for action in unmatched if not matcher.is_stated(action)),
        elsewhere=tuple(action for action in unmatched if matcher.is_stated(action)),
    )


def _continuation(matches: Sequence[Match], parents: Counter[int]) -> Continuation:
    if not matches:
        return Continuation.DROPPED
    if len(matches) > 1:
        return Continuation.SPLIT
    (match,) = matches
    if parents[match.position] > 1:
        return Continuation.MERGED
    return Continuation.CARRIED_OVER if match.earlier.number == match.later.number else Continuation.RENUMBERED


def _activity(action: Action) -> str:
    """Return the activity of an action with single spaces, as its content digest has it."""
    return " ".join(action.activity.plain.split())


def _number(action: Action) -> str | None:
    return action.number


def _goal(action: Action) -> str | None:
    return action.goal


def _anywhere(_action: Action) -> str | None:
    return None


class _Matcher:
    """Matches the later actions of two plans, one after the other."""

    # Record linkage: a stated link wins, then the same content, then the best score above a threshold, then
    # containment. Each later action is compared with a bounded number of candidates (see Wordings), so that the cost is
    # linear in the later actions. It is greedy, not an optimal assignment: each match can then be explained by itself.

    def __init__(self, earlier: Plan, later: Plan) -> None:
        self.earlier = earlier
        self.later = later
        self.wordings = Wordings(earlier.actions)
        self.places: dict[str, int] = {}
        for place, action in enumerate(earlier.actions):
            self.places.setdefault(action.number, place)
        self.taken: set[int] = set()
        self.unchanged: set[int] = set()
        """The positions of the earlier actions with the same content as a later one."""

    def is_stated(self, action: Action) -> bool:
        """Whether a later action says which actions of the earlier plan it continues, or that it continues none.

        In two revisions of one plan, it says what it continues of another plan.
        """
        if self.earlier.id == self.later.id:
            return any(ref.plan == self.earlier.id for ref in action.continues)
        return bool(action.continues)

    def matches(self) -> Iterator[tuple[int, Match]]:
        """Return all matches, with the position of the earlier action."""
        inferred: list[int] = []
        for position, action in enumerate(self.later.actions):
            if self.is_stated(action):
                yield from self._stated(position)
            else:
                inferred.append(position)
        same = dict(self._same(inferred))
        for position in inferred:
            yield from (
                [(same[position], self._kept(same[position], position))]
                if position in same
                else (self._inferred(position))
            )

    def _same(self, positions: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the later actions at these positions that an earlier one has the content of, with its position.

        Of several with the same content, one with the same number comes first, then one under the same goal.
        """
        later = {position: self.later.actions[position] for position in positions}
        # Actions with the same content have the same activity, which is found without a digest.
        activities = {*map(_activity, self.earlier.actions)}.intersection(map(_activity, later.values()))
        places: dict[str, list[int]] = {}
        for place, action in enumerate(self.earlier.actions):
            # Nothing says that two actions without words are the same.
            if _activity(action) in activities and words(action.activity):
                places.setdefault(action.content_digest, []).append(place)
        left = [
            position
            for position, action in later.items()
            if _activity(action) in activities and action.content_digest in places
        ]
        for place_of in (_number, _goal, _anywhere):
            open_places: dict[tuple[str, str | None], list[int]] = {}
            for digest, same in places.items():
                for place in reversed(same):
                    if place not in self.unchanged:
                        open_places.setdefault((digest, place_of(self.earlier.actions[place])), []).append(place)
            waiting: list[int] = []
            for position in left:
                action = self.later.actions[position]
                fitting = open_places.get((action.content_digest, place_of(action)))
                if fitting:
                    place = fitting.pop()
                    self.unchanged.add(place)
                    yield position, place
                else:
                    waiting.append(position)
            left = waiting

    def _kept(self, place: int, position: int) -> Match:
        earlier, later = self.earlier.actions[place], self.later.actions[position]
        why = f"{self.earlier.id}:{earlier.number} and {self.later.id}:{later.number} have the same content"
        self.taken.add(place)
        similarity = self.wordings.similarity(place, self.wordings.wording(later))
        return self._match(place, position, similarity, Reason(why, at=action_pointer(position)))

    def _stated(self, position: int) -> Iterator[tuple[int, Match]]:
        action = self.later.actions[position]
        wording = self.wordings.wording(action)
        seen: set[int] = set()
        for index, ref in enumerate(action.continues):
            place = self._find(ref)
            if place is not None and place not in seen:
                seen.add(place)
                where = action_pointer(position) / "continues" / index
                why = Reason(f"{self.later.id}:{action.number} says that it continues {ref}", at=where)
                yield place, self._match(place, position, self.wordings.similarity(place, wording), why)

    def _find(self, ref: Ref) -> int | None:
        return None if ref.plan != self.earlier.id or ref.action is None else self.places.get(ref.action)

    def _match(self, place: int, position: int, similarity: Similarity | None, *why: Reason) -> Match:
        earlier, action, at = self.earlier.actions[place], self.later.actions[position], action_pointer(position)
        reasons = why if similarity is None else (*why, self._reason(earlier, action, at, similarity))
        return Match(
            plan=self.later,
            earlier=earlier,
            later=action,
            position=position,
            at=at,
            stated=self.is_stated(action),
            similarity=similarity,
            reasons=reasons,
        )

    def _reason(self, earlier: Action, later: Action, at: Pointer, similarity: Similarity) -> Reason:
        one = f"the {similarity.first} words of {self.earlier.id}:{earlier.number}"
        other = f"the {similarity.second} of {self.later.id}:{later.number}"
        return Reason(f"of {one} and {other}, {similarity.shared} are the same", at=at / "activity")

    def _inferred(self, position: int) -> Iterator[tuple[int, Match]]:
        action = self.later.actions[position]
        wording = self.wordings.wording(action)
        same = self.places.get(action.number)
        scored = self.wordings.scores(wording, *(() if same is None else (same,)))
        scores = {place: score for place, score in scored.items() if place not in self.unchanged}
        if not scores:
            return
        # The best match; of equals the one with the same number, then one that nothing continues yet.
        most = max(scores.values())
        equals = (place for place, score in scores.items() if score == most)
        best = max(equals, key=lambda place: (place == same, place not in self.taken, -place))
        chosen: Sequence[tuple[int, Similarity | None]]
        if most >= ALIKE:
            chosen = [(best, self.wordings.similarity(best, wording))]
        else:
            # Merged or split: a part has few words of the complete text, so its score is low although it is all there.
            inside = list(self.wordings.containing(wording, scores))
            longer = [(place, similarity) for place, similarity in inside if similarity.first > similarity.second]
            chosen = longer[:1] or sorted(inside, key=lambda pair: pair[0])
        for place, similarity in chosen:
            self.taken.add(place)
            yield place, self._match(place, position, similarity)

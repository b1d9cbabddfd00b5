"""Propose where the records about each action of a revision stand in the next one: a person decides."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from empact.analysis.facts import PlanFacts, PortfolioFacts, Result
from empact.analysis.identities import differences
from empact.analysis.markings import RecordMarking, joint_marking, record_markings
from empact.analysis.portfolio.lineages import Match, lineage
from empact.analysis.revision_paths import KPIS
from empact.arguments import check_date, check_text, check_type, objects
from empact.errors import UnknownIdError
from empact.model import Action, FrozenMap, KpiNumber, MappedAction, Plan, Practice, RevisionMapping, WrittenFor
from empact.model.contents import counted_words, same_core
from empact.model.mappings import mapped_kpi
from empact.model.measures import kpi_number
from empact.values import owned, unlisted, value

_IDENTIFIED = frozenset({"ledger", "reports", "operations", "kpis"})
"""The kinds of records in a context that a mapping can name by id."""


class PlaceKind(enum.Enum):
    """What became of an action in the next revision of its plan."""

    RENUMBERED = "renumbered"
    """It has another number, and is otherwise the same."""
    CHANGED = "changed"
    """It changed, with or without another number."""
    SPLIT = "split"
    """Several actions continue it."""
    MERGED = "merged"
    """One action continues it together with others."""
    GONE = "gone"
    """No action continues it: its records stay with the earlier revision."""


@value(kw_only=True)
class ProposedPlace:
    """Where the records about one action of the earlier revision would stand."""

    action: str
    """The number of the action in the earlier revision."""
    kind: PlaceKind
    """What became of the action."""
    to: tuple[str, ...] = ()
    """The numbers of the actions that continue it; empty if the records stay with the earlier revision. Reports and KPI
    decisions go to the first.
    """
    exceptions: FrozenMap[str, tuple[str, ...]] = FrozenMap[str, tuple[str, ...]]()
    """The records that go elsewhere, by id."""
    changes: tuple[str, ...] = ()
    """What changed since, a clause each: ``the leaders changed from QS to QT``. If several actions continue it, each
    clause names the action.
    """
    activity: str = ""
    """The activity of the action in the earlier revision."""
    activities: FrozenMap[str, str] = FrozenMap[str, str]()
    """The activities of the actions that continue it and have another one, by their numbers."""
    kpis: FrozenMap[str, tuple[str, ...]] = FrozenMap[str, tuple[str, ...]]()
    """What its KPIs would be, by number: ``{"1": ["2.2/2"]}`` if KPI 1 is KPI 2 of 2.2. Empty if all are the same."""
    open_kpis: tuple[str, ...] = ()
    """The numbers of the KPIs of which nobody has decided what they are: what is reported for them does not count."""
    why: tuple[str, ...] = ()
    """Why the actions match, a sentence each. Empty if their content is the same, or if a person decided it."""
    doubtful: bool = False
    """Whether the match is in doubt: fewer than four of five words of the activities are the same, and neither contains
    the other.
    """
    decided: bool = False
    """Whether a person decided it, in the call or in a mapping in force; otherwise it is proposed."""
    records: tuple[str, ...] = ()
    """The ids of the records that were written for the action."""


@value(kw_only=True)
class MappingProposal(Result):
    """Where the records about a plan would stand after a revision, or do since a person has decided it."""

    earlier: str
    """The number of the document with the earlier revision."""
    later: str
    """The number of the document with the later revision."""
    places: tuple[ProposedPlace, ...]
    """The actions of the earlier revision that are not the same in the later one, in their order."""
    same: int
    """The number of actions that are the same, with the same number. A mapping does not name them."""
    new: tuple[str, ...] = ()
    """The numbers of the later revision to which no records go."""
    supersedes: tuple[str, ...] = ()
    """The ids of the mappings in force between these revisions, which the decision would replace."""
    filed: str | None = None
    """The id of the mapping that was added, or was there already; None if nothing is decided."""
    plans: tuple[Plan, Plan] = attrs.field(repr=False, eq=False, metadata=unlisted())
    """The two revisions."""
    mapping: RevisionMapping | None = attrs.field(default=None, metadata=owned())
    """The mapping that was added; None if nothing is decided."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The marking of the mapping."""
        return () if self.mapping is None else record_markings([self.mapping])

    @property
    def printed_marking(self) -> str | None:
        """The highest marking that is printed on the two revisions; None if there is none."""
        return joint_marking((), filter(None, (plan.printed_marking for plan in self.plans)))

    def decide(self, decided_by: str, on: dt.date, *, marking: str | None = None) -> RevisionMapping:
        """Return the mapping by which the records follow as proposed; it is not written.

        Args:
            decided_by: Who decided it, such as ``Driver``.
            on: The day of the decision.
            marking: Its own marking; None for the highest printed one of the two revisions. It is written out, since
                the two can differ.
        """
        check_text("decided_by", decided_by)
        check_date("on", on, required=True)
        earlier, later = self.plans
        mapped = tuple(
            MappedAction(action=place.action, to=place.to, records=place.exceptions, kpis=place.kpis)
            for place in self.places
        )
        named = dict.fromkeys(number for action in mapped for number in action.destinations)
        return RevisionMapping(
            plan=later.id,
            earlier=WrittenFor(revision=self.earlier, actions=_digests(earlier, [each.action for each in mapped])),
            later=WrittenFor(revision=self.later, actions=_digests(later, named)),
            actions=mapped,
            decided_by=decided_by,
            on=on,
            supersedes=self.supersedes,
            marking=self.printed_marking if marking is None else marking,
        )


def propose_mapping(
    ctx: PortfolioFacts, *, put: Mapping[str, Iterable[str]] | None = None, practices: Iterable[Practice] | None = None
) -> MappingProposal:
    """Return where the records about a plan would stand after a revision: the context has the two revisions, in order.

    An action with the same content is the same one, whatever its number is. The others are matched as
    :func:`empact.analysis.lineage` matches them. What a mapping in force decides between the two revisions is kept.

    Args:
        ctx: The context of the two revisions, with the records that are known.
        put: What a person decides: the numbers of the later revision, by the number of the earlier one, such as
            ``{"2.1": ["2.2"], "3.1": []}``. For one record, by number and id: ``{"2.3:2031-05-14-QN-3f9a": ["2.4"]}``.
            For one KPI, by both numbers: ``{"2.1/1": ["2.2/2"], "2.1/2": []}``.
        practices: The practices that are known, whose ids are their titles; None if they were not read.

    Raises:
        ValueError: The context does not have two revisions of one plan, each with another document number; or a
            revision has a number twice.
        UnknownIdError: A revision has no action, or no KPI, with a number, or no record about it has an id. An id is
            not checked if records of a kind were not read.
    """
    check_type("propose_mapping() takes", "the context of two revisions", PortfolioFacts, ctx)
    check_type("put", "a mapping of numbers to lists of numbers, or None", (Mapping, type(None)), put)
    earlier, later = _revisions(ctx)
    known = ctx.of(later).whole_mappings
    numbers = (str(earlier.cover.number.plain), str(later.cover.number.plain))
    in_force = [
        mapping
        for mapping in (() if known is None else known.until(ctx.as_of).in_force)
        if (mapping.content.earlier.revision, mapping.content.later.revision) == numbers
    ]
    decided = {mapped.action: mapped for mapping in in_force for mapped in mapping.content.actions}
    decided = _put(decided, put or {}, earlier, later)
    matches = {history.action.number: history.matches for history in lineage(earlier, later).histories}
    if practices is not None:
        titled = objects("practices", "a list of practices", Practice, practices)
        if _IDENTIFIED.isdisjoint(ctx.unread):
            _check_ids(put or {}, ctx.of(earlier), titled)
    proposed = _proposed(earlier, later)
    written = _written(ctx, earlier)
    places: list[ProposedPlace] = []
    for known_place in _decided(earlier, proposed, decided):
        place = _with_kpis(_with_activities(known_place, earlier, later), earlier, later)
        why = {} if place.decided else _doubts(matches[place.action], place)
        changes = tuple(_changes(earlier, later, place))
        places.append(attrs.evolve(place, changes=changes, records=tuple(written.get(place.action, ())), **why))
    decided_numbers = {place.action for place in places}
    same = _same_numbers(earlier, later) - decided_numbers
    parents = Counter([*(number for place in places for number in place.to), *same])
    places = [_with_kind(place, parents) for place in places]
    return MappingProposal(
        context=ctx,
        plans=(earlier, later),
        earlier=numbers[0],
        later=numbers[1],
        places=tuple(places),
        same=len(earlier.actions) - len(places),
        new=tuple(action.number for action in later.actions if action.number not in parents),
        supersedes=tuple(mapping.id for mapping in in_force),
    )


def _revisions(ctx: PortfolioFacts) -> tuple[Plan, Plan]:
    """Return the two revisions of a context; raise a ValueError if it has something else."""
    plans = [context.plan for context in ctx.contexts]
    if len(plans) != 2:  # noqa: PLR2004 - two revisions, as it says
        message = f"propose_mapping() takes the context of two revisions, not of {len(plans)} plans."
        raise ValueError(message)
    earlier, later = plans
    if earlier.id != later.id:
        message = f"{earlier.id} and {later.id} are two plans, not two revisions of one."
        raise ValueError(message)
    for plan in plans:
        counted = Counter(action.number for action in plan.actions)
        twice = [number for number, count in counted.items() if count > 1]
        if twice:
            message = f"{plan.cover.number.plain or plan.id} has the number {twice[0]} twice: give each action its own."
            raise ValueError(message)
    numbers = [plan.cover.number.plain for plan in plans]
    if not all(numbers) or numbers[0] == numbers[1]:
        has = "both have the same one" if all(numbers) else "one of them has none"
        message = f"Two revisions of {later.id} need different document numbers on their covers, but {has}."
        raise ValueError(message)
    return earlier, later


def _digests(plan: Plan, numbers: Iterable[str]) -> FrozenMap[str, str]:
    actions = ((number, plan.find_action(number)) for number in numbers)
    return FrozenMap({number: action.content_digest for number, action in actions if action is not None})


def _put(
    decided: Mapping[str, MappedAction], put: Mapping[str, Iterable[str]], earlier: Plan, later: Plan
) -> dict[str, MappedAction]:
    """Return what is decided about each action, with what a call decides."""
    decisions = dict(decided)
    # What is decided about an action comes first: what is decided about a record or a KPI of it stands beside it.
    for name, numbers in sorted(put.items(), key=lambda item: ":" in item[0] or "/" in item[0]):
        number, _, id = name.partition(":")
        number, _, kpi = number.partition("/")
        if kpi or (not id and "/" in name):
            decisions[number] = _put_kpi(
                decisions.get(number), number, kpi, tuple(dict.fromkeys(numbers)), earlier, later
            )
            continue
        to = tuple(dict.fromkeys(numbers))
        earlier.action(number)  # raises for an unknown number
        for each in to:
            later.action(each)
        before = decisions.get(number)
        if not id:
            decisions[number] = MappedAction(action=number, to=to)
        elif before is None:
            decisions[number] = MappedAction(
                action=number, to=_proposed(earlier, later).get(number, (number,)), records=FrozenMap({id: to})
            )
        else:
            decisions[number] = attrs.evolve(before, records=FrozenMap({**before.records, id: to}))
    return decisions


def _put_kpi(  # noqa: PLR0913, PLR0917 - a decision and the two revisions it is about
    before: MappedAction | None, number: str, kpi: str, places: tuple[str, ...], earlier: Plan, later: Plan
) -> MappedAction:
    """Return what is decided about an action, with what one of its KPIs is."""
    ordinal = kpi_number(kpi)
    _check_kpi(earlier.action(number), ordinal)
    if before is None:
        before = MappedAction(action=number, to=_proposed(earlier, later).get(number, (number,)))
    for place in places:
        key = mapped_kpi(place)
        _check_kpi(later.action(key.action), key.number)
        if key.action not in before.destinations:
            message = f"The records about {number} do not go to {key.action}: decide that first."
            raise ValueError(message)
    return attrs.evolve(before, kpis=FrozenMap({**before.kpis, str(ordinal): places}))


def _check_kpi(action: Action, number: KpiNumber) -> None:
    if number.ordinal > len(action.kpis.items):
        known = [f"{action.number}/{place}" for place in range(1, len(action.kpis.items) + 1)]
        raise UnknownIdError("KPI", f"{action.number}/{number}", known)


def _with_activities(place: ProposedPlace, earlier: Plan, later: Plan) -> ProposedPlace:
    """Return a place with what the action is about, and those that continue it with other words."""
    before = _activity(earlier.action(place.action))
    after = {number: _activity(later.action(number)) for number in place.to}
    others = FrozenMap({number: words for number, words in after.items() if words != before})
    return attrs.evolve(place, activity=before, activities=others)


def _activity(action: Action) -> str:
    return " ".join(action.activity.plain.split())


def _with_kpis(place: ProposedPlace, earlier: Plan, later: Plan) -> ProposedPlace:
    """Return a place with what each KPI of the action is now, where a person has not decided it."""
    before = earlier.action(place.action)
    mapped = MappedAction(action=place.action, to=place.to, records=place.exceptions)
    after = [later.action(number) for number in mapped.destinations]
    if all(same_core(before.content_digest, action.content_digest) for action in after):
        return place  # also if it is gone: then no KPI is anywhere
    found: dict[str, list[str]] = {}
    for action in after:
        for was, now in _same_kpis(before, action):
            found.setdefault(str(was), []).append(f"{action.number}/{now}")
    kpis = {number: tuple(places) for number, places in found.items()} | dict(place.kpis)
    decided = {kpi_number(number).ordinal for number in kpis}
    ordinals = range(1, len(before.kpis.items) + 1)
    return attrs.evolve(
        place,
        kpis=FrozenMap(dict(sorted(kpis.items()))),
        open_kpis=tuple(str(ordinal) for ordinal in ordinals if ordinal not in decided),
    )


def _same_kpis(before: Action, after: Action) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the KPIs that are certainly the same.

    As in `diff`, an equal KPI with the same number comes first, then an equal one, then one that counts the same. Of
    several that count the same, nobody can say which is which.
    """
    old, new = dict(enumerate(before.kpis, 1)), dict(enumerate(after.kpis, 1))
    kept = {number: number for number, kpi in old.items() if new.get(number) == kpi}
    for number, kpi in old.items():
        if number not in kept:
            equal = next((now for now, other in new.items() if other == kpi and now not in kept.values()), None)
            if equal is not None:
                kept[number] = equal
    clear = Counter(map(_counted, old.values())), Counter(map(_counted, new.values()))
    for number, kpi in old.items():
        counted = _counted(kpi)
        if number not in kept and any(counted) and all(counts[counted] == 1 for counts in clear):
            kept[number] = next(now for now, other in new.items() if _counted(other) == counted)
    yield from sorted(kept.items())


def _counted(kpi: object) -> tuple[str, ...]:
    return tuple(counted_words(kpi))


def _doubts(matches: Iterable[Match], place: ProposedPlace) -> dict[str, Any]:
    """Return why the actions of a proposal match, and whether that is in doubt."""
    proposed = [match for match in matches if match.later.number in place.to]
    differing = [match for match in proposed if match.later.content_digest != match.earlier.content_digest]
    why = tuple(sentence for match in differing for sentence in match.why)
    return {"why": why, "doubtful": any(map(_is_doubtful, differing))}


def _is_doubtful(match: Match) -> bool:
    """Whether two actions that were matched may be two: a part of a split or merged action has all its words there."""
    similarity = match.similarity
    contained = similarity is not None and similarity.shared == min(similarity.first, similarity.second)
    return not match.plain and not contained


def _check_ids(put: Mapping[str, Iterable[str]], facts: PlanFacts, practices: Iterable[Practice]) -> None:
    """Raise an UnknownIdError for an id that no record about the action has: it would be decided about nothing."""
    known = [
        *_identified(facts),
        *((practice, practice.title) for practice in practices if practice.plan == facts.plan.id),
    ]
    for name in put:
        number, _, id = name.partition(":")
        about = [
            other
            for content, other in known
            if any(named.number == number for named in content.named_actions(facts.plan.id))
        ]
        if id and id not in about:
            raise UnknownIdError(f"Record about {number}", id, dict.fromkeys(about))


def _identified(facts: PlanFacts) -> Iterator[tuple[Any, str]]:
    """Yield the records of a plan with the ids by which a mapping names them."""
    yield from ((filed.content, filed.id) for filed in facts.whole_reports or ())
    yield from ((entry.content, entry.id) for entry in facts.whole_ledger)
    yield from ((operation, operation.id) for operation in facts.whole_operations)
    if facts.whole_kpi_register is not None:
        yield facts.whole_kpi_register, KPIS


def _same_numbers(earlier: Plan, later: Plan) -> set[str]:
    """Return the numbers of the actions that are the same in both revisions, with the same number."""
    now = {action.number: action.content_digest for action in later.actions}
    return {action.number for action in earlier.actions if now.get(action.number) == action.content_digest}


def _proposed(earlier: Plan, later: Plan) -> dict[str, tuple[str, ...]]:
    """Return the actions that continue each action that is not the same, by number."""
    same = _same_numbers(earlier, later)
    by_digest: dict[str, list[str]] = {}
    for action in later.actions:
        if action.number not in same:
            by_digest.setdefault(action.content_digest, []).append(action.number)
    continued: dict[str, tuple[str, ...]] = {}
    taken = set(same)
    for action in earlier.actions:
        now: list[str] = [] if action.number in same else by_digest.get(action.content_digest, [])
        if now:
            continued[action.number] = (now.pop(0),)  # of two equal actions, each goes to one
            taken |= {*continued[action.number]}
    for history in lineage(earlier, later).histories:
        number = history.action.number
        if number not in same and number not in continued:
            matches = dict.fromkeys(match.later.number for match in history.matches)
            continued[number] = tuple(match for match in matches if match not in taken)
    return continued


def _decided(
    earlier: Plan, proposed: Mapping[str, tuple[str, ...]], decided: Mapping[str, MappedAction]
) -> Iterator[ProposedPlace]:
    """Yield where the records about each action stand that is not the same, or about which somebody decided."""
    for action in earlier.actions:
        number = action.number
        if number in decided:
            mapped = decided[number]
            yield ProposedPlace(
                action=number,
                kind=PlaceKind.CHANGED,
                to=mapped.to,
                exceptions=mapped.records,
                kpis=mapped.kpis,
                decided=True,
            )
        elif number in proposed:
            yield ProposedPlace(action=number, kind=PlaceKind.CHANGED, to=proposed[number])


def _with_kind(place: ProposedPlace, parents: Counter[str]) -> ProposedPlace:
    first = next(iter(place.to), None)
    if first is None:
        kind = PlaceKind.GONE
    elif len(place.to) > 1:
        kind = PlaceKind.SPLIT
    elif parents[first] > 1:
        kind = PlaceKind.MERGED
    else:
        kind = PlaceKind.CHANGED if place.changes else PlaceKind.RENUMBERED
    return attrs.evolve(place, kind=kind)


def _changes(earlier: Plan, later: Plan, place: ProposedPlace) -> Iterator[str]:
    """Yield what changed between an action and those that continue it, as clauses."""
    before = earlier.action(place.action)
    for number in place.to:
        changes = differences(before, later.action(number))
        yield from (change if len(place.to) == 1 else f"{number}: {change}" for change in changes)


def _written(ctx: PortfolioFacts, earlier: Plan) -> dict[str, list[str]]:
    """Return the ids of the records that were written for each action of the earlier revision, by its number."""
    written: dict[str, list[str]] = {}
    digests = {action.number: action.content_digest for action in earlier.actions}
    for content, id in _identified(ctx.of(earlier)):
        for named in content.named_actions(earlier.id):
            then = content.written_for.actions.get(named.name)
            is_of_it = then == digests.get(named.number) if then else content.written_for.revision is not None
            ids = written.setdefault(named.number, [])
            if is_of_it and id not in ids:
                ids.append(id)
    return written

"""Propose where the records about each action of a revision stand in the next one: a person decides."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

from empact.analysis.facts import PortfolioFacts, Result
from empact.analysis.identities import differences
from empact.analysis.markings import RecordMarking, record_markings
from empact.analysis.portfolio.lineages import lineage
from empact.analysis.revision_paths import KPIS
from empact.arguments import check_date, check_text, check_type
from empact.model import FrozenMap, MappedAction, Plan, RevisionMapping, WrittenFor
from empact.values import owned, unlisted, value


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
    why: tuple[str, ...] = ()
    """Why the actions match, a sentence each. Empty if their content is the same, or if a person decided it."""
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

    def decide(self, decided_by: str, on: dt.date, *, marking: str | None = None) -> RevisionMapping:
        """Return the mapping by which the records follow as proposed; it is not written.

        Args:
            decided_by: Who decided it, such as ``Driver``.
            on: The day of the decision.
            marking: Its own marking; None for that of the plan.
        """
        check_text("decided_by", decided_by)
        check_date("on", on, required=True)
        earlier, later = self.plans
        mapped = tuple(
            MappedAction(action=place.action, to=place.to, records=place.exceptions) for place in self.places
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
            marking=marking,
        )


def propose_mapping(ctx: PortfolioFacts, *, put: Mapping[str, Iterable[str]] | None = None) -> MappingProposal:
    """Return where the records about a plan would stand after a revision: the context has the two revisions, in order.

    An action with the same content is the same one, whatever its number is. The others are matched as
    :func:`empact.analysis.lineage` matches them. What a mapping in force decides between the two revisions is kept.

    Args:
        ctx: The context of the two revisions, with the records that are known.
        put: What a person decides: the numbers of the later revision, by the number of the earlier one, such as
            ``{"2.1": ["2.2"], "3.1": []}``. For one record, by number and id: ``{"2.3:2031-05-14-QN-3f9a": ["2.4"]}``.

    Raises:
        ValueError: The context does not have two revisions of one plan, each with another document number.
        UnknownIdError: A revision has no action with a number.
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
    proposed = _proposed(earlier, later)
    written = _written(ctx, earlier)
    places: list[ProposedPlace] = []
    for place in _decided(earlier, proposed, decided):
        changes = tuple(_changes(earlier, later, place))
        places.append(attrs.evolve(place, changes=changes, records=tuple(written.get(place.action, ()))))
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
    for name, numbers in put.items():
        number, _, id = name.partition(":")
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
                action=number, kind=PlaceKind.CHANGED, to=mapped.to, exceptions=mapped.records, decided=True
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
    facts = ctx.of(earlier)
    reports = () if facts.whole_reports is None else facts.whole_reports
    registers = () if facts.whole_kpi_register is None else (facts.whole_kpi_register,)
    known = [
        *((filed.content, filed.id) for filed in (*reports, *facts.whole_ledger)),
        *((operation, operation.id) for operation in facts.whole_operations),
        *((register, KPIS) for register in registers),
    ]
    written: dict[str, list[str]] = {}
    digests = {action.number: action.content_digest for action in earlier.actions}
    for content, id in known:
        for named in content.named_actions(earlier.id):
            then = content.written_for.actions.get(named.name)
            is_of_it = then == digests.get(named.number) if then else content.written_for.revision is not None
            ids = written.setdefault(named.number, [])
            if is_of_it and id not in ids:
                ids.append(id)
    return written

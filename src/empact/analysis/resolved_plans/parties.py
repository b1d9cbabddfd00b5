"""Parties in fields: who is meant by the words of a cell, in which role, and how certain that is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from empact.analysis.facts import PlanFacts
from empact.analysis.involvement.absences import Absence
from empact.analysis.involvement.assignments import Determinacy, PartyAssignment, PartyRole, ResolvedSpan
from empact.analysis.resolved_plans.cells import ResolvedCell, of_cell
from empact.diagnostics import Pointer
from empact.model import Condition, Parties, Party, PartyItem, PartyKind
from empact.values import as_fields, value


@value(kw_only=True)
class NamedParty:
    """The name of a party, with its code."""

    name: str
    """The name, as written."""
    code: str | None = None
    """The code in the register. None if the name is not that of one party."""


@value(kw_only=True)
class PartyGroup:
    """A group of parties, as the text names it: "All MS", "Relevant MS", "Third countries (RS, MK)"."""

    name: str
    """The name of the group, as written."""
    kinds: tuple[PartyKind, ...]
    """The kinds of parties that belong to it; empty for a group with a name of its own, such as Benelux."""
    every: bool
    """Whether all parties of these kinds are meant."""
    other: bool
    """Whether the plan means others than those that it names elsewhere."""
    qualifier: str | None = None
    """The word that leaves the members open, such as ``relevant``. None if there is no such word."""
    count: int | None = None
    """The number of members that the plan writes. None if it writes none."""
    members: tuple[NamedParty, ...]
    """All members, if the plan lists them; each is an item of the cell too."""
    including: tuple[NamedParty, ...]
    """Members that certainly belong to an open group; each is an item of the cell too."""
    examples: tuple[NamedParty, ...]
    """Examples of members. This does not give them a part in the action."""
    excluded: tuple[NamedParty, ...]
    """Parties that do not belong to the group, as in "All MS except DK"."""


@value(kw_only=True)
class ResolvedParty:
    """A party, a group or an office in a cell, with the parties that it means at the time of the action."""

    at: Pointer
    """The pointer of the item. Two parties have the same one if the text joins them, such as "ES, in cooperation with
    EC".
    """
    text: str
    """The complete item in the notation of a plan, such as ``ES (tbc: ongoing contacts with Spain)``."""
    name: str
    """The name of the party, the group or the office, as printed."""
    code: str | None = None
    """The code of the party in the register. None for a group, an office and a name that the register does not have."""
    role: PartyRole
    """The role of the party, such as ``leader``."""
    determinacy: Determinacy
    """How precisely the text says who is meant: ``named`` a party, ``every`` party of a group, the holder of a
    ``role``, an ``open`` group such as "Relevant MS", whose members are never guessed, or ``unknown``: the register
    does not have the name.
    """
    parties: tuple[Party, ...]
    """The codes of all parties that are meant at any time of the action. Empty if the text does not say who is meant,
    or if all of them are absent.
    """
    spans: tuple[ResolvedSpan, ...]
    """The same parties by time. Empty if the plan has no period."""
    why: tuple[str, ...]
    """Why no party is resolved; empty if one is."""
    tentative: bool
    """Whether the role is still to be confirmed ("tbc")."""
    reason: str | None = None
    """Why it is to be confirmed. None if the plan does not say."""
    condition: Condition | None = attrs.field(default=None, metadata=as_fields())
    """The condition under which the party has the role. None if there is none."""
    authority: str | None = None
    """The service of the state, such as ``border police``. None if the plan names none."""
    partner_of: str | None = None
    """The party with which it cooperates, as printed. None unless the role is ``cooperating``."""
    group: PartyGroup | None = None
    """The group that is named, or whose member the party is. None if the text names no group."""
    absences: tuple[Absence, ...]
    """The decisions in the ledger that leave out parties."""


@value(kw_only=True)
class ResolvedParties(ResolvedCell):
    """A cell that names parties."""

    items: tuple[ResolvedParty, ...]
    """The parties, groups and offices, in order."""


def resolved_parties(ctx: PlanFacts, position: int | None, field: str, cell: Parties, at: Pointer) -> ResolvedParties:
    """Return a cell that names parties, in fields.

    Args:
        ctx: The context of the plan.
        position: The index of the action in ``plan.actions``; None for a cell of the plan as a whole.
        field: The name of the cell, such as ``leaders``.
        cell: The cell.
        at: The pointer of the cell.
    """
    own = [item for item in ctx.assignments.of_action(position) if item.cell == field]
    time = (None if position is None else ctx.schedule.span(position)) or ctx.plan.period
    day = None if time is None else time.start
    return ResolvedParties(**of_cell(cell, at), items=tuple(_resolved(ctx, item, day) for item in own))


def named_parties(ctx: PlanFacts, names: Iterable[str], day: dt.date | None) -> tuple[NamedParty, ...]:
    """Return names with the codes of the parties that had them on a day."""
    return tuple(NamedParty(name=name, code=_code(ctx, name, day)) for name in names)


def _code(ctx: PlanFacts, name: str, day: dt.date | None) -> str | None:
    party = ctx.register.find(name, day)
    return None if party is None else party.code


def _resolved(ctx: PlanFacts, assignment: PartyAssignment, day: dt.date | None) -> ResolvedParty:
    own, named = assignment.own, assignment.determinacy is Determinacy.NAMED
    parties = assignment.parties
    if named and not assignment.resolved and not assignment.absences:  # a name in a plan without a period
        party = ctx.register.find(assignment.name, day)
        parties = () if party is None else (party,)
    return ResolvedParty(
        at=assignment.at,
        text=str(assignment.item),
        name=assignment.name,
        code=_code(ctx, assignment.name, day) if named else None,
        role=assignment.role,
        determinacy=assignment.determinacy,
        parties=parties,
        spans=assignment.resolved,
        why=() if parties else assignment.explain(),
        tentative=own.tentative,
        reason=own.reason,
        condition=own.condition,
        authority=own.authority,
        partner_of=assignment.item.party if assignment.role is PartyRole.COOPERATING else None,
        group=_group(ctx, assignment, day),
        absences=assignment.absences,
    )


def _group(ctx: PlanFacts, assignment: PartyAssignment, day: dt.date | None) -> PartyGroup | None:
    """Return the group that an assignment names or is a listed member of."""
    item = assignment.item
    if assignment.role is PartyRole.COOPERATING or not _names_group(ctx, item):
        return None
    group = item.collective
    return PartyGroup(
        name=item.party,
        kinds=() if group is None else group.members,
        every=group is None or group.every,
        other=group is not None and group.other,
        qualifier=None if group is None else group.qualifier,
        count=None if group is None else group.count,
        members=named_parties(ctx, item.members, day),
        including=named_parties(ctx, item.including, day),
        examples=named_parties(ctx, item.examples, day),
        excluded=named_parties(ctx, item.excluded, day),
    )


def _names_group(ctx: PlanFacts, item: PartyItem) -> bool:
    lists = item.members or item.including or item.examples or item.excluded
    return bool(item.collective or lists) or ctx.register.group(item.party) is not None

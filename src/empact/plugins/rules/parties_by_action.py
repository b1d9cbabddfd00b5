"""Who is involved in an action, and how a party is told from another."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Action, Plan
from empact.hooks import Determinacy, PartyAssignment, PartyAssignments, PartyRole, Pointer, RuleContext


def by_action(
    plan: Plan, ctx: RuleContext, *parts: PartyRole, view: PartyAssignments | None = None
) -> Iterator[tuple[Pointer, Action, tuple[PartyAssignment, ...]]]:
    """The actions of a plan, each with its pointer and its party items, in these parts or in any.

    Unlike a look-up by number, it keeps two actions apart that bear the same one. Without a ``view``, those who are
    meant by the decisions on record.
    """
    items = ctx.assignments(plan) if view is None else view
    for position, (at, action) in enumerate(ctx.actions(plan)):
        yield at, action, items.of(position, *parts)


def identity(one: PartyAssignment, ctx: RuleContext) -> str:
    """What a named party or an office is compared by: its code, or the name as written where nobody knows it."""
    if one.determinacy is Determinacy.NAMED and one.parties:
        return one.parties[0].code
    known = ctx.register.role(one.name) or ctx.register.find(one.name)
    return one.name if known is None else known.code


def codes(one: PartyAssignment, ctx: RuleContext) -> frozenset[str]:
    """The codes of all who are meant; of a named party also where the plan has no period."""
    if one.determinacy is Determinacy.NAMED:
        return frozenset({identity(one, ctx)})
    return frozenset(party.code for party in one.parties)

"""The parties of each action, and the codes by which parties are compared."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Action, Plan
from empact.hooks import Determinacy, PartyAssignment, PartyAssignments, PartyRole, Pointer, RuleContext


def by_action(
    plan: Plan, ctx: RuleContext, *roles: PartyRole, view: PartyAssignments | None = None
) -> Iterator[tuple[Pointer, Action, tuple[PartyAssignment, ...]]]:
    """Return each action with its pointer and its party assignments, of the given roles or of all.

    Actions are looked up by position, so two actions with the same number are kept apart. Without a ``view``, the
    assignments follow the decisions in the ledger.
    """
    items = ctx.assignments(plan) if view is None else view
    for position, (at, action) in enumerate(ctx.actions(plan)):
        yield at, action, items.of(position, *roles)


def identity(assignment: PartyAssignment, ctx: RuleContext) -> str:
    """Return the code of a named party or an office, or the name as written if it is unknown."""
    if assignment.determinacy is Determinacy.NAMED and assignment.parties:
        return assignment.parties[0].code
    known = ctx.register.role(assignment.name) or ctx.register.find(assignment.name)
    return assignment.name if known is None else known.code


def codes(assignment: PartyAssignment, ctx: RuleContext) -> frozenset[str]:
    """Return the codes of all parties of an assignment."""
    if assignment.determinacy is Determinacy.NAMED:
        return frozenset({identity(assignment, ctx)})  # `parties` is empty if the plan has no period
    return frozenset(party.code for party in assignment.parties)

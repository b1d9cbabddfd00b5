"""List the parties of each action, and identify them by their codes."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Action
from empact.analysis import Determinacy, PartyAssignment, PartyAssignments, PartyRole
from empact.diagnostics import Pointer
from empact.hooks import RuleContext


def by_action(
    ctx: RuleContext, *roles: PartyRole, view: PartyAssignments | None = None
) -> Iterator[tuple[Pointer, Action, tuple[PartyAssignment, ...]]]:
    """Yield the actions of a plan, each with its pointer and its party items in these roles, or in all.

    Actions are matched by position, not by number, so two actions with the same number stay apart. Without a ``view``,
    the parties are resolved with the decisions in the ledger.
    """
    items = ctx.assignments if view is None else view
    for position, (at, action) in enumerate(ctx.actions()):
        yield at, action, items.of(position, *roles)


def identity(assignment: PartyAssignment, ctx: RuleContext) -> str:
    """Return the code of a named party or an office for comparison, or the name as written if it is unknown."""
    named = assignment.parties if assignment.determinacy is Determinacy.NAMED else ()
    if named:
        return named[0].code
    known = ctx.register.role(assignment.name) or ctx.register.find(assignment.name)
    return assignment.name if known is None else known.code


def codes(assignment: PartyAssignment, ctx: RuleContext) -> frozenset[str]:
    """Return the codes of all resolved parties; of a named party also if the plan has no period."""
    if assignment.determinacy is Determinacy.NAMED:
        return frozenset({identity(assignment, ctx)})
    return frozenset(party.code for party in assignment.parties)

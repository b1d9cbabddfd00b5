"""What several rules share: how they phrase dates and parties."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Sequence

from empact import Action
from empact.analysis import Determinacy, PartyAssignment, PartyAssignments, PartyRole
from empact.diagnostics import Pointer
from empact.hooks import RuleContext
from empact.model import Span, Window
from empact.plugins.rules.texts import derived_once

_LONGEST_EXCERPT = 100
"""In characters; a message with a longer quotation is hard to read."""


def listed(things: Sequence[str]) -> str:
    """Format a list of things: ``1.1, 1.2 and 1.3``."""
    return " and ".join(filter(None, [", ".join(things[:-1]), *things[-1:]]))


def listed_up_to(things: Sequence[str], most: int = 20) -> str:
    """Format a list of things, the last ones only by their number: ``1.1, 1.2 and 18 more``."""
    others = len(things) - most
    return listed(things if others < 1 else [*things[:most], f"{others} more"])


def quoted(text: str) -> str:
    """Quote a statement of the plan without its full stop."""
    return repr(text.rstrip(". "))


def once(words: str, text: str) -> str | None:
    """Return words of a text if they are there once, and so have one place; None otherwise."""
    return words if " ".join(text.split()).count(words) == 1 else None


def excerpt(text: str) -> str:
    """Quote words of the plan on one line; long quotations are shortened."""
    return repr(textwrap.shorten(text, _LONGEST_EXCERPT, placeholder=" ..."))


def format_date(day: dt.date) -> str:
    """Format a date as a plan writes it: ``1 April 2012``."""
    return str(Window(first=day.month, day=day.day, year=day.year))


def format_span(span: Span) -> str:
    """Format a period as a plan writes it: ``1 April to 30 June 2012``."""
    start, end = span.start, span.end
    if start == end:
        return format_date(start)
    last_year = None if end.year == start.year else end.year
    return str(
        Window(first=start.month, day=start.day, year=start.year, last=end.month, last_day=end.day, last_year=last_year)
    )


_Row = tuple[Pointer, Action, tuple[PartyAssignment, ...]]


def by_action(ctx: RuleContext, *roles: PartyRole, view: PartyAssignments | None = None) -> Iterator[_Row]:
    """Return the actions of a plan, each with its pointer and its party items in these roles, or in all.

    Actions are matched by position, not by number, so two actions with the same number stay apart. Without a ``view``,
    the parties are resolved with the decisions in the ledger.
    """
    if view is not None:
        return _rows(ctx, view, roles)
    known = _rows_by_roles(ctx)
    if roles not in known:  # ten rules ask for the same few roles
        known[roles] = tuple(_rows(ctx, ctx.assignments, roles))
    return iter(known[roles])


def _rows(ctx: RuleContext, view: PartyAssignments, roles: tuple[PartyRole, ...]) -> Iterator[_Row]:
    for position, (at, action) in enumerate(ctx.actions()):
        yield at, action, view.of_action(position, *roles)


@derived_once
def _rows_by_roles(_ctx: RuleContext) -> dict[tuple[PartyRole, ...], tuple[_Row, ...]]:
    return {}


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

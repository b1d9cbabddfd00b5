"""Links in fields: what a link leads to, and whether that exists and links back."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from empact.analysis.portfolio.connections import Connection, LinkState
from empact.analysis.portfolio.resolving import Destination
from empact.analysis.resolved_plans.cells import ResolvedCell, of_cell
from empact.diagnostics import Pointer
from empact.model import FlowDirection, LinkKind, LinkOrigin, Links, Ref
from empact.values import as_fields, value


@value(kw_only=True)
class ResolvedLink:
    """A link of an action to a goal or another action, or to all of another plan."""

    at: Pointer
    """The pointer of the link."""
    text: str
    """The link in the notation of a plan, such as ``phase 2 uses 1.1``."""
    to: Ref = attrs.field(metadata=as_fields())
    """What it refers to, as written."""
    destinations: tuple[Destination, ...]
    """The ids of what it leads to in the loaded plans; the letter of a priority may mean several plans. Empty if
    nothing is found.
    """
    state: LinkState
    """Whether the other end exists, and whether it links back. If the state is ``missing``, it does not exist; if it is
    ``not-loaded``, the link leads to a plan that was not loaded.
    """
    why: str | None = None
    """What is missing, such as "B-2012 has no action 9.9". None if the destination is found."""
    crosses: bool
    """Whether it leads to another plan."""
    phase: str | None = None
    """The number of the phase of this action that the link belongs to. None for the whole action."""
    flow: FlowDirection | None = None
    """The direction of results: this action ``uses`` those of the other, or ``feeds`` it. None if the plan does not
    state it.
    """
    kind: LinkKind | None = None
    """The relation of the two actions. None if the plan does not state it."""
    origin: LinkOrigin | None = None
    """Who added the link to the plan. None if it is not known."""
    answer: str | None = None
    """The first action that links back. None if none does."""


@value(kw_only=True)
class ResolvedLinks(ResolvedCell):
    """The links of an action: the columns I/D SG and I/D OA, joined by a semicolon."""

    items: tuple[ResolvedLink, ...]
    """The links, in order."""


def resolved_links(connections: Iterable[Connection], cell: Links, at: Pointer) -> ResolvedLinks:
    """Return the links of an action, in fields.

    Args:
        connections: The links of the action, resolved.
        cell: The cell.
        at: The pointer of the cell.
    """
    return ResolvedLinks(**of_cell(cell, at), items=tuple(map(_resolved, connections)))


def _resolved(connection: Connection) -> ResolvedLink:
    link = connection.link
    return ResolvedLink(
        at=connection.at,
        text=str(connection.ref if link is None else link),
        to=connection.ref,
        destinations=connection.destinations,
        state=connection.state,
        why=connection.why,
        crosses=connection.crosses,
        phase=None if link is None else link.phase,
        flow=None if link is None else link.flow,
        kind=None if link is None else link.kind,
        origin=None if link is None else link.origin,
        answer=connection.answer,
    )

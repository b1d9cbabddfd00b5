"""Relates the entries of linked actions (RELATED-TO of RFC 5545, DEPENDS-ON of RFC 9253)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from empact.analysis import Connection, PlanContext
from empact.model import Action, FlowDirection, LinkKind, Plan
from empact.plugins.ics.entries import Entry

DEPENDS_ON, SIBLING = "DEPENDS-ON", "SIBLING"
Relations = Mapping[str, Mapping[str, str]]
"""The types of the relations, by the UID of the entry that has them and by the UID of the other entry."""


class _Ends:
    """The entry that stands for an action, or for a phase of it: its first one."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._first: dict[tuple[int, int | None, str | None], Entry] = {}
        for entry in entries:
            plan = id(entry.ctx.plan)
            self._first.setdefault((plan, entry.position, None), entry)
            if entry.item is not None:
                self._first.setdefault((plan, entry.position, entry.item.phase), entry)

    def of(self, plan: Plan, position: int | None, phase: str | None) -> Entry | None:
        key = id(plan), position
        return None if position is None else self._first.get((*key, phase)) or self._first.get((*key, None))


def relations(contexts: Iterable[PlanContext], entries: Iterable[Entry]) -> Relations:
    """Return the relations of entries by the links of their actions, as resolved in the portfolio.

    An entry depends on that of the action whose results it uses, and on one that feeds it. Actions with any other link
    are siblings. A link to something that has no entry here gives no relation; the description has it as printed.

    Args:
        contexts: The plans.
        entries: The entries that may have relations: those that are written in full.
    """
    ends = _Ends(entries)
    related: dict[str, dict[str, str]] = {}
    for ctx in contexts:
        for link in ctx.plan_links.declared:
            for source, other in _pairs(ends, link):
                first, second, type_ = _relation(link, source, other)
                if related.setdefault(first, {}).get(second) != DEPENDS_ON:
                    related[first][second] = type_
    return related


def _pairs(ends: _Ends, link: Connection) -> Iterator[tuple[Entry, Entry]]:
    source = ends.of(link.plan, link.position, None if link.link is None else link.link.phase)
    for end in link.resolution.destinations:
        other = ends.of(end.plan, end.position, link.ref.phase) if isinstance(end.value, Action) else None
        if source is not None and other is not None and source is not other:
            yield source, other


def _relation(link: Connection, source: Entry, other: Entry) -> tuple[str, str, str]:
    flow, kind = (None, None) if link.link is None else (link.link.flow, link.link.kind)
    if flow is FlowDirection.FEEDS:
        return other.uid, source.uid, DEPENDS_ON
    uses = flow is FlowDirection.USES or kind is LinkKind.DEPENDS
    return source.uid, other.uid, DEPENDS_ON if uses else SIBLING

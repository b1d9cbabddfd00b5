"""The agenda: what is due from whom by which day, without any word on what is done or late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from empact.analysis import Agenda, DueItem, PlanContext, PortfolioContext
from empact.analysis import agenda as due_in
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Section, Text


class UncalledReports(NamedTuple):
    """The reports for a checkpoint that nobody has called for."""

    cut_off: dt.date | None
    checkpoint: str
    plan: str
    parties: tuple[str, ...]


def build_agenda(ctx: PlanContext | PortfolioContext, *, party: str | None = None, language: str = "en") -> Document:
    """Return what is due by day and party: reports, figures, commitments and answers.

    A report has a due day only if a call for it is recorded. The document never says what is done or late: it is the
    same whether a party has reported or not.

    Args:
        ctx: The plans, with their ledgers.
        party: The code or the name of a party: only what is due from it.
        language: The language of the fixed words; texts of the plan and the ledger stay.

    Raises:
        UnknownIdError: The register has no such party.
    """
    words = words_in(language)
    found = due_in(ctx, party=party)
    head = about_plans("agenda", "Agenda of {plans}", ctx, words)
    sections = [*_due(found, words), *_uncalled(found, words)]
    if not sections:
        sections = [Section(key="due", title=words("Due"), body=Text((words("Nothing is due."),)))]
    return Document(sections=tuple(sections), **head)


def action_names(item: DueItem) -> tuple[str, ...]:
    """Return the actions of an item, each with its plan: ``C-2012:2.1``."""
    return tuple(number if ":" in number else f"{item.plan}:{number}" for number in item.actions)


def uncalled(items: Iterable[DueItem]) -> Iterator[UncalledReports]:
    """Yield the checkpoints whose reports nobody has called for, each with who is to report."""
    found: dict[tuple[dt.date | None, str, str], dict[str, None]] = {}
    for one in items:
        if one.due is None and one.party is not None:
            found.setdefault((one.cut_off, one.checkpoint or "", one.plan), {})[one.party] = None
    for (day, checkpoint, plan), parties in found.items():
        yield UncalledReports(day, checkpoint, plan, tuple(parties))


def _due(found: Agenda, words: Words) -> Iterator[Section]:
    items = [item for item in found if item.due is not None]
    if not items:
        return
    columns: tuple[ColumnOf[DueItem], ...] = (
        column("due", "Due", lambda item: item.due, type=ColumnType.DATE),
        column("party", "Party", lambda item: item.party, width=12),
        column("what", "What", lambda item: words(item.kind.value), width=12),
        column("checkpoint", "Checkpoint", lambda item: item.checkpoint, width=16),
        column("actions", "Actions", lambda item: action_names(item) or None, type=ColumnType.LIST, width=16),
        column("text", "Text", lambda item: item.words or None, width=40),
        column("set_by", "Day set by", lambda item: item.set_by or None, type=ColumnType.LIST, width=14),
    )
    body = table(
        columns, items, key=lambda item: f"{item.due} {item.party or item.plan} {item.kind.value}", words=words
    )
    yield Section(key="due", title=words("Due"), body=body)


def _uncalled(found: Agenda, words: Words) -> Iterator[Section]:
    points = list(uncalled(found))
    if not points:
        return
    columns: tuple[ColumnOf[UncalledReports], ...] = (
        column("cut_off", "Cut-off day", lambda point: point.cut_off, type=ColumnType.DATE),
        column("checkpoint", "Checkpoint", lambda point: point.checkpoint, width=16),
        column("plan", "Plan", lambda point: point.plan, width=12),
        column("parties", "Parties", lambda point: point.parties, type=ColumnType.LIST, width=40),
    )
    body = table(columns, points, key=lambda point: f"{point.plan} {point.checkpoint}", words=words)
    yield Section(key="uncalled", title=words("Reports that nobody has called for: no due day"), body=body)

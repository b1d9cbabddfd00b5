"""The agenda: what is due from whom by which day, without any word on what is done or late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from empact.analysis import Agenda, DueItem, PlanContext, PortfolioContext
from empact.analysis import agenda as due_in
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.values import Column, ColumnType, Document, Row, Section, Table, Text, unique_keys

_DUE = (
    Column(key="due", title="Due", type=ColumnType.DATE),
    Column(key="party", title="Party", width=12),
    Column(key="what", title="What", width=12),
    Column(key="checkpoint", title="Checkpoint", width=16),
    Column(key="actions", title="Actions", type=ColumnType.LIST, width=16),
    Column(key="text", title="Text", width=40),
    Column(key="set_by", title="Day set by", type=ColumnType.LIST, width=14),
)
_UNCALLED = (
    Column(key="cut_off", title="Cut-off day", type=ColumnType.DATE),
    Column(key="checkpoint", title="Checkpoint", width=16),
    Column(key="plan", title="Plan", width=12),
    Column(key="parties", title="Parties", type=ColumnType.LIST, width=40),
)


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


def uncalled(items: Iterable[DueItem]) -> Iterator[tuple[dt.date | None, str, str, tuple[str, ...]]]:
    """Yield the checkpoints whose reports nobody has called for: cut-off day, name, plan, and who is to report."""
    found: dict[tuple[dt.date | None, str, str], dict[str, None]] = {}
    for one in items:
        if one.due is None and one.party is not None:
            found.setdefault((one.cut_off, one.checkpoint or "", one.plan), {})[one.party] = None
    for (day, checkpoint, plan), parties in found.items():
        yield day, checkpoint, plan, tuple(parties)


def _due(found: Agenda, words: Words) -> Iterator[Section]:
    items = [one for one in found if one.due is not None]
    keys = unique_keys(f"{one.due} {one.party or one.plan} {one.kind.value}" for one in items)
    rows = tuple(
        Row(
            key,
            (
                one.due,
                one.party,
                words(one.kind.value),
                one.checkpoint,
                action_names(one) or None,
                one.words or None,
                one.set_by or None,
            ),
        )
        for key, one in zip(keys, items, strict=True)
    )
    if rows:
        yield Section(key="due", title=words("Due"), body=Table(words.columns(_DUE), rows))


def _uncalled(found: Agenda, words: Words) -> Iterator[Section]:
    points = list(uncalled(found))
    keys = unique_keys(f"{plan} {checkpoint}" for _, checkpoint, plan, _ in points)
    rows = tuple(Row(key, one) for key, one in zip(keys, points, strict=True))
    if rows:
        title = words("Reports that nobody has called for: no due day")
        yield Section(key="uncalled", title=title, body=Table(words.columns(_UNCALLED), rows))

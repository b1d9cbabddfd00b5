"""What a text means as a cell of an action, what is in doubt about it, and what else could be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from empact.analysis import (
    CellDoubt,
    CellMeaning,
    ParsedCell,
    PlanContext,
    PortfolioContext,
    Wording,
)
from empact.analysis.facts import check_plan_context
from empact.documents.cell_meanings import MeaningRow, meaning_rows
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.months import format_span
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Table, Text
from empact.model import FrozenMap


def build_parsed_cell(  # noqa: PLR0913 - each is an option or an input of the document
    ctx: PlanContext,
    *,
    parser: Callable[..., ParsedCell],
    cell: str,
    column: str = "participants",
    action: str | None = None,
    language: str = "en",
) -> Document:
    """Return what a text means as a cell of a plan, what is in doubt about it, and the nearest clear wordings.

    Args:
        ctx: The plan that the text is for.
        parser: Reads the text in this plan.
        cell: The text of the cell.
        column: The column, such as ``participants``.
        action: The number of the action in whose place it is read; None for a new action.
        language: The language of the fixed words.
    """
    check_plan_context("build_parsed_cell()", ctx)
    return parsed_cell_document(parser(cell, column, action=action), language=language)


def parsed_cell_document(cell: ParsedCell, *, language: str = "en") -> Document:
    """Return a parsed cell as a document.

    Args:
        cell: The parsed cell.
        language: The language of the fixed words; what rules report is English.
    """
    words = words_in(language)
    sections = [
        Section(key="meaning", title=words("It means"), body=_meaning(cell.meaning, words)),
        *_doubts(cell.doubts, words),
        *_wordings(cell, words),
        *_notes(cell, words),
    ]
    facts = {
        "text": cell.text,
        "column": cell.column,
        "action": cell.action,
        "time": None if cell.time is None else format_span(cell.time, words),
    }
    about = _about(cell.context, words)
    known = {name: fact for name, fact in facts.items() if fact is not None}
    about["properties"] = FrozenMap({**about["properties"], **known})
    return Document(sections=tuple(sections), **about)


def _about(context: object, words: Words) -> dict[str, Any]:
    """Return the head of the document; without a plan, it has no marking."""
    if isinstance(context, (PlanContext, PortfolioContext)) and context.contexts:
        return about_plans("parsed-cell", "A cell for {plans}", context, words)
    return {"kind": "parsed-cell", "title": words("A cell without a plan"), "name": "parsed-cell", "properties": {}}


def _meaning(meaning: CellMeaning, words: Words) -> Table | Text:
    """Return the items of a cell that are understood, each with what it means in the plan."""
    rows = list(meaning_rows(meaning, words))
    if not rows:
        return Text((words("Nothing is understood."),))
    columns: list[ColumnOf[MeaningRow]] = [
        column("item", "Item", lambda row: row.item, width=30),
        column("means", "Meaning", lambda row: row.means, width=60),
    ]
    if meaning.parties is not None:
        columns.append(column("role", "Role", lambda row: row.role, width=14))
    return table(columns, rows, key=lambda row: row.item, words=words)


# What is in doubt, and what else could be written.


def _doubts(doubts: Iterable[CellDoubt], words: Words) -> Iterator[Section]:
    columns: tuple[ColumnOf[CellDoubt], ...] = (
        column("words", "Words", lambda doubt: doubt.words, width=30),
        column("doubt", "What is in doubt", lambda doubt: _message(doubt, words), width=60),
        column("hint", "Cure", lambda doubt: None if doubt.finding is None else doubt.finding.hint, width=40),
        column("severity", "Severity", lambda doubt: words(doubt.severity.value), width=10),
        column("code", "Code", lambda doubt: None if doubt.finding is None else doubt.finding.code, width=10),
    )
    body = table(columns, doubts, key=lambda doubt: doubt.words, words=words)
    if body.rows:
        yield Section(key="doubts", title=words("In doubt"), body=body, layout=Layout.RECORDS)


def _message(doubt: CellDoubt, words: Words) -> str:
    return words("not understood") if doubt.finding is None else doubt.finding.message


def _wordings(cell: ParsedCell, words: Words) -> Iterator[Section]:
    def means(wording: Wording) -> tuple[str, ...]:
        return tuple(f"{row.item}: {row.means}" for row in meaning_rows(wording.meaning, words, all_codes=False))

    columns: tuple[ColumnOf[Wording], ...] = (
        column("write", "Write", lambda wording: wording.meaning.text, width=30),
        column("means", "It then means", means, type=ColumnType.LIST, width=60),
        column(
            "findings",
            "Findings",
            lambda wording: tuple(dict.fromkeys(finding.message for finding in wording.findings)) or None,
            type=ColumnType.LIST,
            width=40,
        ),
    )
    body = table(columns, cell.wordings, key=lambda wording: wording.meaning.text, words=words)
    if body.rows:
        yield Section(key="wordings", title=words("Write instead"), body=body, layout=Layout.RECORDS)


def _notes(cell: ParsedCell, words: Words) -> Iterator[Section]:
    texts: list[str] = []
    if not cell.context.contexts:
        texts.append(words("There is no plan: groups have no members, links lead nowhere, and times have no year."))
    elif cell.time is None:
        texts.append(words("The plan has no period: groups have no members, and times have no year."))
    if not cell.understood and not cell.wordings:
        texts.append(words("No clear wording was found that has only the words of the text."))
    if texts:
        yield Section(key="notes", title=words("Notes"), body=Text(tuple(texts)))

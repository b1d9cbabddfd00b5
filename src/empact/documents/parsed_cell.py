"""What a text means as a cell of an action, what is in doubt about it, and what else could be written."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from empact.analysis import (
    CellDoubt,
    CellMeaning,
    Determinacy,
    ParsedCell,
    PlanContext,
    PortfolioContext,
    ResolvedKpi,
    ResolvedLink,
    ResolvedParties,
    ResolvedParty,
    ResolvedTiming,
    Wording,
    format_number,
)
from empact.analysis.facts import check_plan_context
from empact.analysis.resolved_plans.times import DatedItem
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.months import format_span
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Table, Text
from empact.grammar import parse_timing_item
from empact.model import Choice, Direction, FrozenMap, Party, Span, Target, Unparsed


def build_parsed_cell(  # noqa: PLR0913 - each is an option or an input of the document
    ctx: PlanContext,
    *,
    parser: Callable[..., ParsedCell],
    text: str,
    column: str = "participants",
    action: str | None = None,
    language: str = "en",
) -> Document:
    """Return what a text means as a cell of a plan, what is in doubt about it, and the nearest clear wordings.

    Args:
        ctx: The plan that the text is for.
        parser: Reads the text in this plan.
        text: The text.
        column: The column, such as ``participants``.
        action: The number of the action in whose place it is read; None for a new action.
        language: The language of the fixed words.
    """
    check_plan_context("build_parsed_cell()", ctx)
    return parsed_cell_document(parser(text, column, action=action), language=language)


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


# The meaning: a row for each item.


class _Row(NamedTuple):
    """An item that is understood, with what it means in the plan."""

    item: str
    means: str
    role: str | None = None


def _meaning(meaning: CellMeaning, words: Words) -> Table | Text:
    """Return the items of a cell that are understood, each with what it means in the plan."""
    rows = list(_rows(meaning, words))
    if not rows:
        return Text((words("Nothing is understood."),))
    columns: list[ColumnOf[_Row]] = [
        column("item", "Item", lambda row: row.item, width=30),
        column("means", "Meaning", lambda row: row.means, width=60),
    ]
    if meaning.parties is not None:
        columns.append(column("role", "Role", lambda row: row.role, width=14))
    return table(columns, rows, key=lambda row: row.item, words=words)


def _rows(meaning: CellMeaning, words: Words, *, all_codes: bool = True) -> Iterator[_Row]:
    """Yield the items of a cell that are understood.

    Args:
        meaning: The meaning.
        words: The language.
        all_codes: Whether the parties of a large group are named one by one.
    """
    rows: tuple[Iterable[_Row], ...] = (
        () if meaning.parties is None else _of_parties(meaning.parties, words, all_codes=all_codes),
        () if meaning.links is None else (_Row(link.text, _destination(link, words)) for link in meaning.links.items),
        () if meaning.timing is None else _of_times(meaning.timing, words),
        () if meaning.target is None else (_Row(target.text, _aim(target, words)) for target in meaning.target.items),
        () if meaning.kpis is None else (_Row(kpi.text, _figures(kpi, words)) for kpi in meaning.kpis.items),
    )
    yield from itertools.chain(*rows)


def _of_parties(cell: ResolvedParties, words: Words, *, all_codes: bool) -> Iterator[_Row]:
    for item in cell.items:
        yield _Row(item.text, _who(item, words, all_codes=all_codes), words(item.role.value))


def _of_times(cell: ResolvedTiming, words: Words) -> Iterator[_Row]:
    for item in (*cell.periods, *cell.milestones):
        yield _Row(item.text, _days(item, words))


def _who(item: ResolvedParty, words: Words, *, all_codes: bool) -> str:
    """Return who is meant by an item, and how certain that is."""
    if len(item.spans) > 1:
        times = (
            f"{format_span(span.span, words)}: {_named(span.parties, words, all_codes=all_codes)}"
            for span in item.spans
        )
        who = ", ".join(times)
    else:
        who = _named(item.parties, words, all_codes=all_codes) or words(_NOBODY[item.determinacy])
    reason = words("to be confirmed") if item.reason is None else words("to be confirmed: {why}", why=item.reason)
    condition = None if item.condition is None else words("if {condition}", condition=item.condition)
    partner = None if item.partner_of is None else words("in cooperation with {party}", party=item.partner_of)
    return "; ".join(filter(None, (who, item.authority, partner, reason if item.tentative else None, condition)))


def _named(parties: Sequence[Party], words: Words, *, all_codes: bool) -> str:
    """Return the codes of parties; several are counted."""
    codes = ", ".join(party.code for party in parties)
    if len(parties) <= 1:
        return codes
    counted = words("{number} parties", number=len(parties))
    return f"{counted}: {codes}" if all_codes else counted


_NOBODY = {
    Determinacy.NAMED: "nobody at that time",
    Determinacy.EVERY: "all of them, by the date",
    Determinacy.ROLE: "who holds the office, by the date",
    Determinacy.OPEN: "open: the text does not say who belongs to it",
    Determinacy.UNKNOWN: "no known party",
}
"""What is said of an item that means no party of the register."""


def _destination(link: ResolvedLink, words: Words) -> str:
    """Return what a link leads to, or why it leads nowhere."""
    if link.destinations:
        return ", ".join(map(str, link.destinations))
    return link.why or words(link.state.value)


def _days(item: DatedItem, words: Words) -> str:
    """Return the days of a time; of several times, whether one of them or each is meant."""
    times = [format_span(window, words) for window in item.windows] or list(_named_times(item))
    if len(times) > 1:
        listed = ", ".join(times)
        each = item.choice is Choice.EACH
        return words("each of {times}", times=listed) if each else words("one of {times}", times=listed)
    if item.deadline is not None:
        return words("by {day}", day=item.deadline)
    if item.start is not None and item.end is not None:
        return format_span(Span(start=item.start, end=item.end), words)
    if item.end is not None:
        return words("until {day}", day=item.end)
    return times[0] if times else words("no date")


def _named_times(item: DatedItem) -> Iterator[str]:
    """Yield the names of the times of an item that have no dates, since no plan says which year is meant."""
    named = parse_timing_item(item.text)
    return iter(()) if isinstance(named, Unparsed) else map(str, named.windows)


def _aim(target: Target, words: Words) -> str:
    """Return the figure of a target, with its direction."""
    if target.value is None:
        return words("no figure")
    is_change = target.direction not in {None, Direction.REACH}
    direction = words(target.direction.value) if is_change and target.direction is not None else None
    return " ".join(filter(None, (direction, format_number(target.value), target.unit)))


def _figures(kpi: ResolvedKpi, words: Words) -> str:
    """Return what is read of a KPI: what it counts, its target, each when, and by when."""
    parts = [
        kpi.measures or kpi.unit,
        None if kpi.target is None else words("target {target}", target=kpi.target),
        None if kpi.per is None else words("per {each}", each=kpi.per),
        *(words("by {day}", day=span.end) for span in kpi.deadline),
    ]
    return "; ".join(filter(None, parts)) or words("no figure")


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
        return tuple(f"{row.item}: {row.means}" for row in _rows(wording.meaning, words, all_codes=False))

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

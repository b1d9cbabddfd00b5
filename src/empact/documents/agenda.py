"""The agenda: what is due from whom by which day, whether anything of it is done or not."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from empact.analysis import Agenda, DueItem, DueKind, PlanContext, PortfolioContext, checkpoint_dates
from empact.analysis import agenda as due_in
from empact.arguments import check_date
from empact.documents.headings import about_plans, selected
from empact.documents.language import Words, words_in
from empact.documents.months import format_day
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Text
from empact.errors import ExportError


def build_agenda(
    ctx: PlanContext | PortfolioContext,
    *,
    party: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    language: str = "en",
) -> Document:
    """Return what is due by day and party: reports, figures, commitments and answers.

    A report has a due day only if a call for it is recorded. The document never says what is done or late: it is the
    same whether a party has reported or not. :func:`build_round` says it, for the Driver and the Support Unit.

    Args:
        ctx: The plans, with their ledgers.
        party: The code or the name of a party: only what is due from it.
        since: Only what is due on this day or later.
        until: Only what is due on this day or before.
        language: The language of the fixed words; texts of the plan and the ledger stay.

    Raises:
        ExportError: ``since`` is after ``until``.
        UnknownIdError: The register has no such party.
    """
    check_days(since, until)
    words = words_in(language)
    agenda = due_in(ctx, party=party).between(since, until)
    head = about_plans("agenda", "Agenda of {plans}", ctx, words)
    head["title"] = selected(head["title"], words, party)
    head["title"] += "".join(f", {limit}" for limit in _limits(since, until, words))
    rows = list(_rows(agenda, words, several=len(ctx.contexts) > 1))
    if since is None and until is None:
        rows += _undated(ctx, words)
    if rows:
        sections = [*_summary(agenda, words), _due(rows, words)]
    else:
        sections = [Section(key="due", title=words("Due"), body=Text((words("Nothing is due."),)))]
    return Document(version=2, sections=tuple(sections), **head)


def check_days(since: dt.date | None, until: dt.date | None) -> None:
    """Raise an ExportError if the first day is after the last one."""
    check_date("since", since)
    check_date("until", until)
    if since is not None and until is not None and since > until:
        message = f"The first day to list, {since}, is after the last one, {until}."
        raise ExportError(message)


def _limits(since: dt.date | None, until: dt.date | None, words: Words) -> Iterator[str]:
    if since is not None:
        yield words("from {day}", day=since)
    if until is not None:
        yield words("until {day}", day=until)


def _summary(agenda: Agenda, words: Words) -> Iterator[Section]:
    """Yield how much has a due day, and on which day the most parties have to act; nothing if nothing has one.

    The day of knowledge changes nothing here either: see :func:`build_agenda`.
    """
    dated = [item for item in agenda if item.due is not None]
    if not dated:
        return
    days = [item.due for item in dated if item.due is not None]
    text = "{number} items are due, from {first} to {last}."
    if min(days) == max(days):
        text = "1 item is due, on {first}." if len(days) == 1 else "{number} items are due, on {first}."
    said = [words(text, number=len(days), first=format_day(min(days), words), last=format_day(max(days), words))]
    by_day: dict[dt.date, dict[str, None]] = {}
    for item in dated:
        if item.due is not None:
            by_day.setdefault(item.due, {})[item.party_code or words("open")] = None
    day, parties = max(by_day.items(), key=lambda pair: len(pair[1]))
    if len(parties) > 1 and len(by_day) > 1:
        said.append(words("Most on {day}: due from {parties}.", day=format_day(day, words), parties=", ".join(parties)))
    yield Section(key="summary", title=words("Summary"), body=Text(tuple(said)))


class _Row(NamedTuple):
    """Something that is due, or the reports for a checkpoint that nobody has called for."""

    key: str
    day: dt.date | None
    party: str | None
    text: str


def _due(rows: list[_Row], words: Words) -> Section:
    columns: tuple[ColumnOf[_Row], ...] = (
        column("day", "Day", lambda row: row.day, type=ColumnType.DATE),
        column("party", "Party", lambda row: row.party, width=12),
        column("text", "What is due", lambda row: row.text, width=70),
    )
    body = table(columns, rows, key=lambda row: row.key, words=words)
    return Section(key="due", title=words("Due"), body=body, layout=Layout.LIST)


def _rows(agenda: Agenda, words: Words, *, several: bool) -> Iterator[_Row]:
    """Yield what is due day by day; the reports that nobody has called for come last on the cut-off day."""
    for day, items in itertools.groupby(agenda, lambda item: item.day):
        every = list(items)
        for item in every:
            if item.due is not None:
                about = item.checkpoint or " ".join(item.actions) or item.entry_id
                key = f"{item.due} {item.party_code or '-'} {item.kind.value} {item.plan_id}:{about}"
                yield _Row(key, day, item.party_code or words("open"), _text(item, words, several=several))
        yield from _uncalled(day, every, words, several=several)


def _uncalled(day: dt.date | None, items: Iterable[DueItem], words: Words, *, several: bool) -> Iterator[_Row]:
    """Yield the checkpoints whose reports nobody has called for, each with who is to report."""
    by_checkpoint: dict[tuple[str, str], dict[str, None]] = {}
    for item in items:
        if item.due is None and item.party_code is not None:
            by_checkpoint.setdefault((item.checkpoint or "", item.plan_id), {})[item.party_code] = None
    for (checkpoint, plan), parties in by_checkpoint.items():
        named = words("{checkpoint} of {plan}", checkpoint=checkpoint, plan=plan) if several else checkpoint
        uncalled = "{checkpoint} is not called for: no due day. Reports of {parties}"
        yield _Row(f"{plan} {checkpoint}", day, None, words(uncalled, checkpoint=named, parties=", ".join(parties)))


def _undated(ctx: PlanContext | PortfolioContext, words: Words) -> Iterator[_Row]:
    """Yield the checkpoints without a day, for which nobody can be asked to report by a day."""
    for plan in (context.plan for context in ctx.contexts):
        for name, days in checkpoint_dates(plan).items():
            if not days:
                text = words("{checkpoint} of {plan} has no day", checkpoint=name, plan=plan.id)
                yield _Row(f"{plan.id} {name}", None, None, text)


def _text(item: DueItem, words: Words, *, several: bool) -> str:
    """Say what is due: ``report to QM for June 2031 on 2.1, 2.2``."""
    what, setters = words(item.kind.value), ", ".join(item.set_by)
    if item.kind is DueKind.REPORT:
        what = words("report to {parties} for {checkpoint}", parties=setters, checkpoint=item.checkpoint)
    elif item.kind is DueKind.ANSWER and setters:
        what = words("answer to {parties}", parties=setters)
    elif setters and setters != item.party_code:
        what = words("{what}, day set by {parties}", what=what, parties=setters)
    numbers = action_names(item) if several else item.actions
    about = ", ".join(numbers) or (item.plan_id if several else "")
    text = words("{what} on {actions}", what=what, actions=about) if about else what
    if item.planned is not None:
        text = words(
            "{what}, planned from {first} to {last}", what=text, first=item.planned.start, last=item.planned.end
        )
    return f"{text}: {item.words}" if item.words else text


def action_names(item: DueItem) -> tuple[str, ...]:
    """Return the actions of an item, each with its plan: ``C-2012:2.1``."""
    return tuple(number if ":" in number else f"{item.plan_id}:{number}" for number in item.actions)

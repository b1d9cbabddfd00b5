"""The agenda: what is due from whom by which day; what is done or late only for the Driver and the Support Unit."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from empact.analysis import Agenda, DueItem, DueKind, PlanContext, PlannedState, PortfolioContext, checkpoint_dates
from empact.analysis import agenda as due_in
from empact.arguments import check_date
from empact.documents.headings import about_plans, selected
from empact.documents.language import Words, words_in
from empact.documents.months import format_day
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Text
from empact.errors import ExportError

DONE = {
    DueKind.REPORT: "reported on {day}",
    DueKind.FIGURE: "reported on {day}",
    DueKind.COMMITMENT: "reported as met on {day}",
    DueKind.ANSWER: "answered on {day}",
}
NOT_DONE = {
    DueKind.REPORT: "not reported",
    DueKind.FIGURE: "not reported",
    DueKind.COMMITMENT: "not reported as met",
    DueKind.ANSWER: "not answered",
}
PLANNED = {
    PlannedState.AFTER: "reached after its planned time",
    PlannedState.NOT_REACHED: "reported as not reached",
    PlannedState.UNCLEAR: "the leaders differ",
}
"""How a milestone lies to its planned time, where the day of the report does not say it."""


def build_agenda(  # noqa: PLR0913 - each is an option of the document
    ctx: PlanContext | PortfolioContext,
    *,
    party: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    late: bool = False,
    language: str = "en",
) -> Document:
    """Return what is due by day and party: reports, figures, commitments and answers.

    A report has a due day only if a call for it is recorded. Without ``late``, the document never says what is done or
    late: it is the same whether a party has reported or not.

    Args:
        ctx: The plans, with their ledgers; for ``late`` with the reports too.
        party: The code or the name of a party: only what is due from it.
        since: Only what is due on this day or later.
        until: Only what is due on this day or before.
        late: Whether to say what is done and what is late on the date of knowledge, of a report for each action. Only
            for the Driver and the Support Unit.
        language: The language of the fixed words; texts of the plan and the ledger stay.

    Raises:
        ExportError: ``since`` is after ``until``, or ``late`` has no date of knowledge.
        UnknownIdError: The register has no such party.
    """
    check_days(since, until)
    if late and ctx.as_of is None:
        raise ExportError("What is late needs a date of knowledge: add as_of=datetime.date(...).")
    words = words_in(language)
    agenda = due_in(ctx, party=party).between(since, until)
    head = about_plans("agenda", "Agenda of {plans}", ctx, words)
    head["title"] = selected(head["title"], words, party)
    head["title"] += "".join(f", {limit}" for limit in _limits(since, until, words))
    sections = [_late(agenda, words)] if late else []
    rows = list(_rows(agenda, words, late_on=ctx.as_of if late else None, several=len(ctx.contexts) > 1))
    if since is None and until is None:
        rows += _undated(ctx, words)
    if rows:
        sections += _summary(agenda, words)
        sections.append(_due(rows, words, late=late))
    else:
        sections.append(Section(key="due", title=words("Due"), body=Text((words("Nothing is due."),))))
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


def _late(agenda: Agenda, words: Words) -> Section:
    """Return how much is late, and for whom the document is."""
    counted = (
        "For the Driver and the Support Unit only. Late on {day}: {late} of {number} with a due day in the ledger."
    )
    text = words(counted, day=agenda.as_of, late=len(agenda.late), number=len(agenda.recorded))
    return Section(key="late", title=words("Late"), body=Text((text,)))


class _Row(NamedTuple):
    """Something that is due, or the reports for a checkpoint that nobody has called for."""

    key: str
    day: dt.date | None
    party: str | None
    text: str
    state: str | None = None


def _due(rows: list[_Row], words: Words, *, late: bool) -> Section:
    columns: list[ColumnOf[_Row]] = [
        column("day", "Day", lambda row: row.day, type=ColumnType.DATE),
        column("party", "Party", lambda row: row.party, width=12),
        column("text", "What is due", lambda row: row.text, width=70),
    ]
    if late:
        columns.append(column("state", "State", lambda row: row.state, width=40))
    body = table(columns, rows, key=lambda row: row.key, words=words)
    return Section(key="due", title=words("Due"), body=body, layout=Layout.LIST)


def _rows(agenda: Agenda, words: Words, *, late_on: dt.date | None, several: bool) -> Iterator[_Row]:
    """Yield what is due day by day; the reports that nobody has called for come last on the cut-off day."""
    for day, items in itertools.groupby(agenda, lambda item: item.day):
        every = list(items)
        for item in every:
            if item.due is not None:
                about = item.checkpoint or " ".join(item.actions) or item.entry_id
                key = f"{item.due} {item.party_code or '-'} {item.kind.value} {item.plan_id}:{about}"
                state = None if late_on is None else _state(item, late_on, words)
                yield _Row(key, day, item.party_code or words("open"), _text(item, words, several=several), state)
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


def _state(item: DueItem, on: dt.date, words: Words) -> str:
    """Say whether an item is done, and whether it is late; of a report, by its actions."""
    late = item.late_actions(on)
    days = {number: item.reported.get(number) for number in item.actions} if item.kind is DueKind.REPORT else {}
    known = sorted({*days.values()}, key=lambda day: day or dt.date.max)
    if len(known) < 2:  # noqa: PLR2004 - the same of all actions, or no actions
        state = _state_on(item.kind, item.done_on, "", words, late=item.is_late(on))
        return "; ".join((state, *_reached(item, words)))
    parts: list[str] = []
    for day in known:
        numbers = [number for number, reported in days.items() if reported == day]
        parts.append(_state_on(item.kind, day, f"{', '.join(numbers)} ", words, late=numbers[0] in late))
    return "; ".join(parts)


def _reached(item: DueItem, words: Words) -> Iterator[str]:
    """Yield how a milestone lies to its planned time, if that is not in time."""
    reached = item.reached
    if reached is None or reached.planned is None:
        return
    if reached.days_after is not None:
        several = "reached {days} days after {day}" if reached.days_after > 1 else "reached 1 day after {day}"
        yield words(several, days=reached.days_after, day=reached.planned.end)
    elif reached.state in PLANNED:
        yield words(PLANNED[reached.state])


def _state_on(kind: DueKind, day: dt.date | None, what: str, words: Words, *, late: bool) -> str:
    state = f"{what}{words(NOT_DONE[kind]) if day is None else words(DONE[kind], day=day)}"
    return words("late: {state}", state=state) if late else state

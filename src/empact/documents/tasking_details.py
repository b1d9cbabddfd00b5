"""The details of a tasking sheet: each action of a party in full, as a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from empact.analysis import Stretch, Task, TaskLink
from empact.analysis.columns import format_cell, format_channels, format_items
from empact.documents.language import Words
from empact.documents.months import format_dates
from empact.documents.tasking_overview import OVERVIEW, format_part
from empact.documents.values import Column, ColumnType, Hyperlink, Row, Scalar, Table, TableCell, Value, unique_keys
from empact.model import Funding, Span, is_web_address

if TYPE_CHECKING:  # most sheets need no reports
    from empact.documents.results import ReportedResults

_DAY = dt.timedelta(days=1)


def _format_days(stretches: Iterable[Stretch], words: Words) -> Iterator[str]:
    """Format days, with those that follow each other as one: ``2012-04-01 to 2012-06-30 (possible)``."""
    found: list[Stretch] = []
    for one in stretches:
        last = found[-1] if found else None
        if last is not None and last.certain is one.certain and last.span.end + _DAY == one.span.start:
            found[-1] = Stretch(span=Span(start=last.span.start, end=one.span.end), certain=one.certain)
        else:
            found.append(one)
    for one in found:
        days = str(one.span.start) if one.span.start == one.span.end else format_dates(one.span, words)
        yield days if one.certain else words("{what} (possible)", what=days)


_DETAILS = (
    Column(key="action", title="Action", width=8, refers_to=(OVERVIEW,)),
    Column(key="goal", title="Goal", width=40),
    Column(key="part", title="Our part", width=20),
    Column(key="conditions", title="Conditions", type=ColumnType.LIST, width=30),
    Column(key="activity", title="Activity", width=40),
    Column(key="description", title="Description", width=40),
    Column(key="when", title="When", type=ColumnType.LIST, width=26),
    Column(key="timing", title="Timing as printed", width=26),
    Column(key="milestones", title="Milestones", type=ColumnType.LIST, width=30),
    Column(key="targets", title="Targets", type=ColumnType.LIST, width=40),
    Column(key="kpis", title="KPIs", type=ColumnType.LIST, width=24),
    Column(key="led_by", title="Led by", type=ColumnType.LIST, width=16),
    Column(key="partners", title="Partners", type=ColumnType.LIST, width=24),
    Column(key="links", title="Links", type=ColumnType.LIST, width=24),
    Column(key="notes", title="Notes", type=ColumnType.LIST, width=40),
    Column(key="channels", title="Channels", width=24),
    Column(key="funding", title="Funding", type=ColumnType.LIST, width=24),
    Column(key="documentation", title="Documentation", type=ColumnType.LIST, width=40),
    Column(key="reasons", title="Reasons", type=ColumnType.LIST, width=40),
)


def details(tasks: Sequence[Task], refs: Sequence[str], words: Words, results: ReportedResults | None = None) -> Table:
    """Return actions in full, with a row for each.

    Args:
        tasks: The actions, as the party takes part in them.
        refs: The reference to each action of the plan, by position.
        words: The language of the fixed words.
        results: What the reports say, for a column for each checkpoint; without it there is none.
    """
    keys = unique_keys(task.action.number for task in tasks)
    names = () if results is None else results.checkpoints
    columns = list(words.columns(_DETAILS))
    place = next(index for index, column in enumerate(columns, 1) if column.key == "kpis")
    columns[place:place] = [] if results is None else map(results.column, names)

    def cells(task: Task) -> tuple[TableCell, ...]:
        found = list(_cells(task, words))
        found[place:place] = [] if results is None else [results.cell(name, task.position) for name in names]
        return tuple(found)

    rows = (Row(key, cells(task), refs[task.position]) for key, task in zip(keys, tasks, strict=True))
    return Table(tuple(columns), tuple(rows))


def _cells(task: Task, words: Words) -> tuple[TableCell, ...]:
    action = task.action
    values: tuple[Value, ...] = (
        action.number,
        _format_goal(task),
        None if task.role is None else format_part(task, words),
        task.conditions,
        format_cell(action.activity, words),
        format_cell(action.description, words),
        tuple(_format_days((Stretch(span=one.span, certain=one.certain) for one in task.spans), words)),
        format_cell(action.timing, words),
        tuple(_milestones(task, words)),
        format_items(action.target, words),
        format_items(action.kpis, words),
        task.led_by,
        task.partners,
        tuple(_format_link(link, words) for link in task.links),
        tuple(f"{_note(note.mark, words)}: {format_cell(note.text, words)}" for note in task.notes),
        format_channels(action.channels, words),
        tuple(_format_funding(one, words) for one in action.funding),
        tuple(map(_reference, action.documentation)),
        task.explain(),
    )
    named = {f"[^{note.mark}]": f" ({_note(note.mark, words)})" for note in task.notes}
    return tuple(TableCell(_with_notes_named(value, named) or None) for value in values)


def _note(mark: str, words: Words) -> str:
    return words("note {number}", number=mark)


def _with_notes_named(value: Value, named: Mapping[str, str]) -> Value:
    """Return a text, or each text of a list, with the marks of notes as words: ``(note 8)``."""

    def text(item: Scalar) -> Scalar:
        if isinstance(item, str):
            for mark, words in named.items():
                item = item.replace(mark, words)
        return item

    return tuple(map(text, value)) if isinstance(value, tuple) else None if value is None else text(value)


def _format_goal(task: Task) -> str | None:
    goal, number = task.goal, task.action.goal
    if number is None:
        return None
    return f"SG {number}" if goal is None else f"SG {number}: {format_cell(goal.annex or goal.body)}".rstrip(": ")


def _milestones(task: Task, words: Words) -> Iterator[str]:
    for one in task.milestones:
        days = ", ".join(_format_days(one.spans, words))
        yield f"{one.text}: {days or words('no date')}"


def _format_link(link: TaskLink, words: Words) -> str:
    """Format a link with its other end: ``uses 2.1/1 (led by IT)``, ``from C-2012:1.1: feeds 2.1``."""
    led_by = f" ({words('led by {parties}', parties=', '.join(link.led_by))})" if link.led_by else ""
    back = f"{words('from {actions}', actions=', '.join(link.others))}: " if link.back else ""
    return f"{back}{link.text}{led_by}"


def _format_funding(one: Funding, words: Words) -> str:
    """Format a funding: ``ISEC, planned``; ``needed, paid by participating MS: study visits``."""
    payer = words("paid by {payer}", payer=one.payer) if one.payer else None
    status = None if one.status is None else words(one.status.value)
    found = ", ".join(filter(None, (one.source, status, payer)))
    return f"{found}: {one.purpose}" if one.purpose else found


def _reference(entry: str) -> Hyperlink | str:
    text = entry.strip()
    return Hyperlink(text, text) if is_web_address(text) else text

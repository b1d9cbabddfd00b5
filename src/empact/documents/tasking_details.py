"""The details of a tasking sheet: each action of a party in full, as a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from empact.analysis import Stretch, Task, TaskLink
from empact.analysis.columns import format_cell, format_channels, format_items
from empact.documents.language import Words
from empact.documents.months import format_dates
from empact.documents.tables import ColumnOf, column, table
from empact.documents.tasking_overview import OVERVIEW, format_part
from empact.documents.values import ColumnType, Hyperlink, Scalar, Table, TableCell, Value
from empact.model import Cell, Funding, Prose, Span, is_web_address

if TYPE_CHECKING:  # most sheets need no reports
    from empact.documents.reported_results import ReportedResults

_DAY = dt.timedelta(days=1)


def _format_days(stretches: Iterable[Stretch], words: Words) -> Iterator[str]:
    """Format days, with those that follow each other as one: ``2012-04-01 to 2012-06-30 (possible)``."""
    joined: list[Stretch] = []
    for stretch in stretches:
        last = joined[-1] if joined else None
        if last is not None and last.certain is stretch.certain and last.span.end + _DAY == stretch.span.start:
            joined[-1] = Stretch(span=Span(start=last.span.start, end=stretch.span.end), certain=stretch.certain)
        else:
            joined.append(stretch)
    for stretch in joined:
        days = str(stretch.span.start) if stretch.span.start == stretch.span.end else format_dates(stretch.span, words)
        yield days if stretch.certain else words("{what} (possible)", what=days)


def details(
    tasks: Sequence[Task],
    refs: Sequence[str],
    words: Words,
    in_text: Callable[[str], str] = str,
    results: ReportedResults | None = None,
) -> Table:
    """Return actions in full, with a row for each.

    Args:
        tasks: The actions, as the party takes part in them.
        refs: The reference to each action of the plan, by position.
        words: The language of the fixed words.
        in_text: Names the entries of the ledger in a sentence whose ids it has.
        results: What the reports say, for a column for each checkpoint; without it there is none.
    """

    def position(task: Task) -> int:
        return task.position

    def when(task: Task) -> Value:
        return tuple(_format_days((Stretch(span=time.span, certain=time.certain) for time in task.spans), words))

    def links(task: Task) -> Value:
        return tuple(_format_link(link, words) for link in task.links)

    def notes(task: Task) -> Value:
        return tuple(f"{_note(note.mark, words)}: {format_cell(note.text, words)}" for note in task.notes)

    def printed(cell: Prose | Cell[Any]) -> TableCell:
        return TableCell(format_cell(cell, words) or None, emphasis=cell.emphasis)

    def items(cell: Cell[Any]) -> TableCell:
        return TableCell(format_items(cell, words) or None, emphasis=cell.emphasis)

    def funding(task: Task) -> Value:
        return tuple(_format_funding(funding, words) for funding in task.action.funding)

    def documentation(task: Task) -> Value:
        return tuple(map(_reference, task.action.documentation))

    many, checkpoints = ColumnType.LIST, () if results is None else results.checkpoints
    columns: tuple[ColumnOf[Task], ...] = (
        column("action", "Action", lambda task: task.action.number, width=8, refers_to=(OVERVIEW,)),
        column("goal", "Goal", _format_goal, width=40),
        column("part", "Our part", lambda task: None if task.role is None else format_part(task, words), width=20),
        column("conditions", "Conditions", lambda task: task.conditions, type=many, width=30),
        column("activity", "Activity", lambda task: printed(task.action.activity), width=40),
        column("description", "Description", lambda task: printed(task.action.description), width=40),
        column("when", "When", when, type=many, width=26),
        column("timing", "Timing as printed", lambda task: printed(task.action.timing), width=26),
        column("milestones", "Milestones", lambda task: tuple(_milestones(task, words)), type=many, width=30),
        column("targets", "Targets", lambda task: items(task.action.target), type=many, width=40),
        column("kpis", "KPIs", lambda task: items(task.action.kpis), type=many, width=24),
        *(results.column(name, position) for name in checkpoints if results is not None),
        column("led_by", "Led by", lambda task: task.led_by, type=many, width=16),
        column("partners", "Partners", lambda task: task.partners, type=many, width=24),
        column("links", "Links", links, type=many, width=24),
        column("notes", "Notes", notes, type=many, width=40),
        column("channels", "Channels", lambda task: format_channels(task.action.channels, words), width=24),
        column("funding", "Funding", funding, type=many, width=24),
        column("documentation", "Documentation", documentation, type=many, width=40),
        column("reasons", "Reasons", lambda task: tuple(map(in_text, task.explain())), type=many, width=40),
    )
    noted = (_with_notes_named(each, words) for each in columns)
    return table(noted, tasks, key=lambda task: task.action.number, ref=lambda task: refs[task.position], words=words)


def _with_notes_named(plain: ColumnOf[Task], words: Words) -> ColumnOf[Task]:
    """Return a column whose texts have the marks of notes as words, ``(note 8)``; a cell with notes stays as it is."""

    def get(task: Task) -> Value | TableCell:
        value = plain.get(task)
        if isinstance(value, TableCell) and value.notes:
            return value
        named = {f"[^{note.mark}]": f" ({_note(note.mark, words)})" for note in task.notes}
        if isinstance(value, TableCell):
            return attrs.evolve(value, value=_replaced(value.value, named))
        return _replaced(value, named) or None

    return attrs.evolve(plain, get=get)


def _replaced(value: Value, named: Mapping[str, str]) -> Value:
    """Return a text, or each text of a list, with these marks replaced."""

    def text(item: Scalar) -> Scalar:
        if isinstance(item, str):
            for mark, words in named.items():
                item = item.replace(mark, words)
        return item

    return tuple(map(text, value)) if isinstance(value, tuple) else None if value is None else text(value)


def _note(mark: str, words: Words) -> str:
    return words("note {number}", number=mark)


def _format_goal(task: Task) -> str | None:
    goal, number = task.goal, task.action.goal
    if number is None:
        return None
    return f"SG {number}" if goal is None else f"SG {number}: {format_cell(goal.annex or goal.body)}".rstrip(": ")


def _milestones(task: Task, words: Words) -> Iterator[str]:
    for milestone in task.milestones:
        days = ", ".join(_format_days(milestone.spans, words))
        yield f"{milestone.text}: {days or words('no date')}"


def _format_link(link: TaskLink, words: Words) -> str:
    """Format a link with its other end: ``uses 2.1/1 (led by IT)``, ``from C-2012:1.1: feeds 2.1``."""
    led_by = f" ({words('led by {parties}', parties=', '.join(link.led_by))})" if link.led_by else ""
    back = f"{words('from {actions}', actions=', '.join(link.others))}: " if link.back else ""
    return f"{back}{link.text}{led_by}"


def _format_funding(funding: Funding, words: Words) -> str:
    """Format a funding: ``ISEC, planned``; ``needed, paid by participating MS: study visits``."""
    payer = words("paid by {payer}", payer=funding.payer) if funding.payer else None
    status = None if funding.status is None else words(funding.status.value)
    text = ", ".join(filter(None, (funding.source, status, payer)))
    return f"{text}: {funding.purpose}" if funding.purpose else text


def _reference(entry: str) -> Hyperlink | str:
    text = entry.strip()
    return Hyperlink(text, text) if is_web_address(text) else text

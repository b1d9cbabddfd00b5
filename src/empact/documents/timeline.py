"""The timeline: the actions of plans by date, month by month, and their milestones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis import Month, PlanContext, PortfolioContext, Run, Schedule, Scheduled, runs
from empact.analysis.workloads.active_months import why_open
from empact.documents.headings import about_plans
from empact.documents.months import MONTH_NAMES, by_year, joined_spans
from empact.documents.provenance import action_refs
from empact.documents.values import Column, ColumnType, Document, Row, Section, Table, Text, unique_keys
from empact.model import Milestone, Span

_CERTAIN, _POSSIBLE = "x", "o"
_LEGEND = (
    "x the action takes place in this month.",
    "o the month is possible: the plan leaves it open, or the action is tentative or suspended.",
)
_FROM_UNTIL = (
    Column(key="from", title="From", type=ColumnType.DATE),
    Column(key="until", title="Until", type=ColumnType.DATE),
)
_NO_TIMING = "no timing"
_WITHHELD = "withheld"


@attrs.frozen
class _Entry:
    """An action with its name in the document, its reference, and the schedule of its plan."""

    key: str
    ref: str
    run: Run
    schedule: Schedule

    @property
    def items(self) -> tuple[Scheduled, ...]:
        return self.schedule.of(self.run.position)

    def is_dated(self, item: Scheduled) -> bool:
        """Whether an item is in a table of dates: a milestone also if it is outside the period of the plan."""
        if isinstance(item.item, Milestone):
            return item.earliest is not None or item.latest is not None
        return bool(self.schedule.days(item))

    @property
    def order(self) -> tuple[bool, dt.date, dt.date]:
        """What actions are sorted by: the first and the last day; those without dates come last."""
        span = self.schedule.span(self.run.position)
        return (True, dt.date.max, dt.date.max) if span is None else (False, span.start, span.end)


def build_timeline(ctx: PortfolioContext) -> Document:
    """Return the actions by date: month by month, with their exact or possible dates, and the milestones.

    A table of months has one year, so that it fits on a page. :func:`empact.analysis.runs` says which months are
    certain. Whatever has no dates is listed with its words.

    Args:
        ctx: The plans.
    """
    entries = sorted((entry for one in ctx for entry in _entries(one)), key=lambda entry: entry.order)
    sections = [
        Section(key="legend", title="Signs", body=Text(_LEGEND)),
        *(years := list(_years(entries))),
    ]
    action = Column(key="action", title="Action", refers_to=tuple(section.key for section in years))
    sections += [*_periods(entries, action), *_milestones(entries, action), *_undated(entries, action)]
    return Document(sections=tuple(sections), **about_plans("timeline", "Timeline of", ctx))


def _entries(ctx: PlanContext) -> Iterator[_Entry]:
    found, refs = runs(ctx.plan, ctx.schedule), action_refs(ctx)
    for key, run in zip(unique_keys(map(str, found)), found, strict=True):
        yield _Entry(key, refs[run.position], run, ctx.schedule)


def _years(entries: Sequence[_Entry]) -> Iterator[Section]:
    """Yield a table for each year, with the actions that have a month in it."""
    for year, months in by_year(sorted({month for entry in entries for month in entry.run.months})).items():
        numbers = [Month(year, number) for number in range(1, len(MONTH_NAMES) + 1)]
        columns = (
            Column(key="action", title="Action"),
            *(Column(key=str(month), title=MONTH_NAMES[month.number - 1]) for month in numbers),
        )
        active = [entry for entry in entries if not set(months).isdisjoint(entry.run.months)]
        rows = (Row(one.key, (one.key, *(_sign(one.run, month) for month in numbers)), one.ref) for one in active)
        yield Section(key=f"months-{year}", title=f"Months of {year}", body=Table(columns, tuple(rows)))


def _sign(run: Run, month: Month) -> str | None:
    return _CERTAIN if month in run.months.certain else _POSSIBLE if month in run.months.possible else None


def _periods(entries: Iterable[_Entry], action: Column) -> Iterator[Section]:
    """Yield the periods by date, each time with whether the dates are exact; alternatives in a row are one line."""
    lines: list[tuple[_Entry, tuple[dt.date, dt.date, str, str, str | None]]] = []
    for entry in entries:
        for item in entry.items:
            if not isinstance(item.item, Milestone):
                for certain in (True, False):
                    days = (one for one in entry.schedule.days(item) if _is_exact(entry.run, item, one) is certain)
                    word = "exact" if certain else "possible"
                    found = joined_spans(days)
                    lines += [(entry, (span.start, span.end, entry.key, word, item.phase)) for span in found]
    columns = (
        *_FROM_UNTIL,
        action,
        Column(key="dates", title="Dates"),
        Column(key="phase", title="Phase"),
    )
    lines.sort(key=lambda line: line[1][:2])
    keys = unique_keys(" ".join(filter(None, (line[2], line[4], str(line[0])))) for _, line in lines)
    rows = tuple(Row(key, line, entry.ref) for key, (entry, line) in zip(keys, lines, strict=True))
    if rows:
        yield Section(key="periods", title="Periods by date", body=Table(columns, rows))


def _is_exact(run: Run, item: Scheduled, span: Span) -> bool:
    return run.sure and why_open(item, span) is None


def _milestones(entries: Iterable[_Entry], action: Column) -> Iterator[Section]:
    """Yield the milestones that have a date, by date."""
    found = [(one, entry) for entry in entries for one in entry.items if isinstance(one.item, Milestone)]
    dated = [(one, entry) for one, entry in found if entry.is_dated(one)]
    dated.sort(key=lambda pair: (pair[0].earliest or dt.date.min, pair[0].latest or dt.date.max))
    columns = (
        *_FROM_UNTIL,
        action,
        Column(key="milestone", title="Milestone", width=60),
    )
    keys = unique_keys(f"{entry.key} {_words(one)}" for one, entry in dated)
    rows = tuple(
        Row(name, (one.earliest, one.latest, entry.key, _words(one)), entry.ref)
        for name, (one, entry) in zip(keys, dated, strict=True)
    )
    if rows:
        yield Section(key="milestones", title="Milestones by date", body=Table(columns, rows))


def _undated(entries: Iterable[_Entry], action: Column) -> Iterator[Section]:
    """Yield what the timing of each action says without a date, with the words that cannot be read."""
    lines: list[tuple[_Entry, str]] = []
    for entry in entries:
        timing = entry.run.action.timing
        lines += [(entry, _words(one)) for one in entry.items if not entry.is_dated(one)]
        lines += [(entry, " ".join(str(one).split())) for one in timing.unparsed]
        if not timing or timing.withheld:
            lines.append((entry, _WITHHELD if timing.withheld else _NO_TIMING))
    columns = (action, Column(key="words", title="Words of the plan", width=60))
    keys = unique_keys(f"{entry.key} {words}" for entry, words in lines)
    rows = tuple(Row(key, (entry.key, words), entry.ref) for key, (entry, words) in zip(keys, lines, strict=True))
    if rows:
        yield Section(key="undated", title="Without dates", body=Table(columns, rows))


def _words(one: Scheduled) -> str:
    return " ".join(str(one.item).split())

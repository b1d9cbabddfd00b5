"""The timeline: the actions of plans by date, month by month, and their milestones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from empact.analysis import Month, PlanContext, PortfolioContext, Run, Schedule, Scheduled, runs
from empact.analysis.workloads.active_months import why_open
from empact.documents.charts import TimelineBar, TimelineChart, TimelineLane, TimelineMilestone
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.months import MONTH_NAMES, by_year
from empact.documents.provenance import action_refs
from empact.documents.values import Column, ColumnType, Document, Row, Section, Table, Text, unique_keys
from empact.model import Milestone, Span, joined_spans
from empact.values import value

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


@value
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
    def milestones(self) -> tuple[Scheduled, ...]:
        """The milestones that have a date."""
        return tuple(one for one in self.items if isinstance(one.item, Milestone) and self.is_dated(one))

    @property
    def order(self) -> tuple[bool, dt.date, dt.date]:
        """What actions are sorted by: the first and the last day; those without dates come last."""
        span = self.schedule.span(self.run.position)
        return (True, dt.date.max, dt.date.max) if span is None else (False, span.start, span.end)


def build_timeline(ctx: PlanContext | PortfolioContext, *, language: str = "en") -> Document:
    """Return the actions by date: month by month, with their exact or possible dates, and the milestones.

    A table of months has one year, so that it fits on a page. :func:`empact.analysis.runs` says which months are
    certain. Whatever has no dates is listed with its words. The legend has a chart of all periods and milestones.

    Args:
        ctx: The plans.
        language: The language of the fixed words.
    """
    words = words_in(language)
    entries = sorted((entry for one in ctx.contexts for entry in _entries(one)), key=lambda entry: entry.order)
    head = about_plans("timeline", "Timeline of {plans}", ctx, words)
    lines = sorted((line for entry in entries for line in _lines(entry)), key=lambda line: (line.start, line.end))
    milestones = [(one, entry) for entry in entries for one in entry.milestones]
    legend = tuple(map(words, _LEGEND))
    sections = [
        Section(key="legend", title=words("Signs"), body=Text(legend), chart=_chart(head["title"], entries, lines)),
        *(years := list(_years(entries, words))),
    ]
    action = Column(key="action", title="Action", refers_to=tuple(section.key for section in years))
    sections += [
        *_periods(lines, action, words),
        *_milestones(milestones, action, words),
        *_undated(entries, action, words),
    ]
    return Document(sections=tuple(sections), **head)


def _entries(ctx: PlanContext) -> Iterator[_Entry]:
    found, refs = runs(ctx.plan, ctx.schedule), action_refs(ctx)
    for key, run in zip(unique_keys(map(str, found)), found, strict=True):
        yield _Entry(key, refs[run.position], run, ctx.schedule)


def _years(entries: Sequence[_Entry], words: Words) -> Iterator[Section]:
    """Yield a table for each year, with the actions that have a month in it."""
    for year, months in by_year(sorted({month for entry in entries for month in entry.run.months})).items():
        numbers = [Month(year, number) for number in range(1, len(MONTH_NAMES) + 1)]
        columns = (
            Column(key="action", title="Action"),
            *(Column(key=str(month), title=MONTH_NAMES[month.number - 1]) for month in numbers),
        )
        active = [entry for entry in entries if not set(months).isdisjoint(entry.run.months)]
        rows = (Row(one.key, (one.key, *(_sign(one.run, month) for month in numbers)), one.ref) for one in active)
        table = Table(words.columns(columns), tuple(rows))
        yield Section(key=f"months-{year}", title=words("Months of {year}", year=year), body=table)


def _sign(run: Run, month: Month) -> str | None:
    return _CERTAIN if month in run.months.certain else _POSSIBLE if month in run.months.possible else None


@value(kw_only=True)
class _Line:
    """A period of an action. Its dates are exact if it is certain, and possible otherwise."""

    key: str
    ref: str
    start: dt.date
    end: dt.date
    certain: bool
    phase: str | None


def _lines(entry: _Entry) -> Iterator[_Line]:
    """Yield the periods of an action; alternatives in a row are one."""
    for item in entry.items:
        if not isinstance(item.item, Milestone):
            for certain in (True, False):
                days = (one for one in entry.schedule.days(item) if _is_exact(entry.run, item, one) is certain)
                for span in joined_spans(days):
                    yield _Line(
                        key=entry.key,
                        ref=entry.ref,
                        start=span.start,
                        end=span.end,
                        certain=certain,
                        phase=item.phase,
                    )


def _periods(lines: Sequence[_Line], action: Column, words: Words) -> Iterator[Section]:
    """Yield the periods by date, each time with whether the dates are exact."""
    columns = (
        *_FROM_UNTIL,
        action,
        Column(key="dates", title="Dates"),
        Column(key="phase", title="Phase"),
    )
    found = [(one.start, one.end, one.key, words("exact" if one.certain else "possible"), one.phase) for one in lines]
    keys = unique_keys(" ".join(filter(None, (line[2], line[4], str(line[0])))) for line in found)
    rows = tuple(Row(key, line, one.ref) for key, line, one in zip(keys, found, lines, strict=True))
    if rows:
        yield Section(key="periods", title=words("Periods by date"), body=Table(words.columns(columns), rows))


def _is_exact(run: Run, item: Scheduled, span: Span) -> bool:
    return run.sure and why_open(item, span) is None


def _milestones(found: Sequence[tuple[Scheduled, _Entry]], action: Column, words: Words) -> Iterator[Section]:
    """Yield the milestones by date."""
    dated = sorted(found, key=lambda pair: (pair[0].earliest or dt.date.min, pair[0].latest or dt.date.max))
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
        yield Section(key="milestones", title=words("Milestones by date"), body=Table(words.columns(columns), rows))


def _undated(entries: Iterable[_Entry], action: Column, words: Words) -> Iterator[Section]:
    """Yield what the timing of each action says without a date, with the words that cannot be read."""
    lines: list[tuple[_Entry, str, str]] = []  # the action, the words, and what is printed
    for entry in entries:
        timing = entry.run.action.timing
        texts = [_words(one) for one in entry.items if not entry.is_dated(one)]
        texts += [" ".join(str(one).split()) for one in timing.unparsed]
        lines += [(entry, text, text) for text in texts]
        if not timing or timing.withheld:
            fixed = _WITHHELD if timing.withheld else _NO_TIMING
            lines.append((entry, fixed, words(fixed)))
    columns = (action, Column(key="words", title="Words of the plan", width=60))
    keys = unique_keys(f"{entry.key} {text}" for entry, text, _ in lines)
    rows = tuple(
        Row(key, (entry.key, printed), entry.ref) for key, (entry, _, printed) in zip(keys, lines, strict=True)
    )
    if rows:
        yield Section(key="undated", title=words("Without dates"), body=Table(words.columns(columns), rows))


def _chart(title: str, entries: Iterable[_Entry], lines: Iterable[_Line]) -> TimelineChart | None:
    """Return a lane for each action with dates, over the periods of the plans and all dates; without any, None.

    A period that ends before it starts has no days, so only the tables have it; a milestone alike.
    """
    bars: dict[str, list[TimelineBar]] = {}
    for one in lines:
        if one.start <= one.end:
            bar = TimelineBar(start=one.start, end=one.end, certain=one.certain, label=one.phase)
            bars.setdefault(one.key, []).append(bar)
    lanes: list[TimelineLane] = []
    days: set[dt.date] = set()
    for entry in entries:
        milestones = tuple(
            TimelineMilestone(label=_words(one), earliest=one.earliest, latest=one.latest)
            for one in entry.milestones
            if one.earliest is None or one.latest is None or one.earliest <= one.latest
        )
        lane = TimelineLane(key=entry.key, label=entry.key, bars=tuple(bars.get(entry.key, ())), milestones=milestones)
        if any(lane.dates):
            lanes.append(lane)
            days.update(lane.dates)
            period = entry.run.plan.period
            days.update(() if period is None else (period.start, period.end))
    if not lanes:
        return None
    return TimelineChart(title=title, start=min(days), end=max(days), lanes=tuple(lanes))


def _words(one: Scheduled) -> str:
    return " ".join(str(one.item).split())

"""The timeline: the actions of plans by date, month by month, and their milestones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from empact.analysis import Month, PlanContext, PortfolioContext, Run, Schedule, Scheduled, runs
from empact.analysis.facts import check_context
from empact.analysis.workloads.active_months import why_open
from empact.documents.charts import TimelineBar, TimelineChart, TimelineLane, TimelineMilestone
from empact.documents.headings import about_plans
from empact.documents.keys import unique_keys
from empact.documents.language import Words, words_in
from empact.documents.months import MONTH_NAMES, by_year, format_day
from empact.documents.provenance import action_refs
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Section, Text
from empact.model import Milestone, Span, joined_spans
from empact.values import value

_CERTAIN, _POSSIBLE = "x", "o"
_LEGEND = (
    "x the action takes place in this month.",
    "o the month is possible: the plan leaves it open, or the action is tentative or suspended.",
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
        return self.schedule.of_action(self.run.position)

    def is_dated(self, item: Scheduled) -> bool:
        """Whether an item is in a table of dates: a milestone also if it is outside the period of the plan."""
        if isinstance(item.item, Milestone):
            return item.earliest is not None or item.latest is not None
        return bool(self.schedule.days(item))

    @property
    def milestones(self) -> tuple[Scheduled, ...]:
        """The milestones that have a date."""
        return tuple(item for item in self.items if isinstance(item.item, Milestone) and self.is_dated(item))

    @property
    def order(self) -> tuple[bool, dt.date, dt.date]:
        """What actions are sorted by: the first and the last day; those without dates come last."""
        span = self.schedule.span(self.run.position)
        return (True, dt.date.max, dt.date.max) if span is None else (False, span.start, span.end)


def build_timeline(ctx: PlanContext | PortfolioContext, *, language: str = "en") -> Document:
    """Return the actions by date: month by month, with their exact or possible dates, and the milestones.

    A table of months has one year, so that it fits on a page. :func:`empact.analysis.runs` says which months are
    certain. Whatever has no dates is listed with its words. The summary has a chart of all periods and
    milestones.

    Args:
        ctx: The plans.
        language: The language of the fixed words.
    """
    check_context("build_timeline()", ctx)
    words = words_in(language)
    listed = [entry for context in ctx.contexts for entry in _entries(context)]
    entries = sorted(listed, key=lambda entry: entry.order)
    head = about_plans("timeline", "Timeline of {plans}", ctx, words)
    lines = sorted((line for entry in entries for line in _lines(entry)), key=lambda line: (line.start, line.end))
    milestones = [_Milestone(entry, item) for entry in entries for item in entry.milestones]
    legend = tuple(map(words, _LEGEND))
    said = Text(tuple(_summary(ctx, listed, lines, words)))
    sections = [
        Section(key="summary", title=words("Summary"), body=said, chart=_chart(head["title"], entries, lines)),
        Section(key="legend", title=words("Signs"), body=Text(legend)),
        *(years := list(_years(entries, words))),
    ]
    refers_to = tuple(section.key for section in years)
    sections += [
        *_periods(lines, refers_to, words),
        *_milestones(milestones, refers_to, words),
        *_undated(entries, refers_to, words),
    ]
    return Document(sections=tuple(sections), **head)


def _entries(ctx: PlanContext) -> Iterator[_Entry]:
    plan_runs, refs = runs(ctx.plan, ctx.schedule), action_refs(ctx)
    for key, run in zip(unique_keys(map(str, plan_runs)), plan_runs, strict=True):
        yield _Entry(key, refs[run.position], run, ctx.schedule)


def _summary(
    ctx: PlanContext | PortfolioContext, entries: Sequence[_Entry], lines: Sequence[_Line], words: Words
) -> Iterator[str]:
    """Yield how many actions have which dates; with a date of knowledge, which are under way and which begin next."""
    possible = {line.key for line in lines if not line.certain}
    dated = {line.key for line in lines}
    by_milestones = sum(entry.key not in dated and bool(entry.milestones) for entry in entries)
    counts = (
        (len(dated - possible), "{number} with exact dates"),
        (len(possible), "{number} with possible dates"),
        (by_milestones, "{number} with milestones only"),
        (len(entries) - len(dated) - by_milestones, "{number} without dates"),
    )
    number = words("1 action") if len(entries) == 1 else words("{number} actions", number=len(entries))
    counted = ", ".join(words(text, number=count) for count, text in counts if count)
    yield f"{number}: {counted}." if counted else f"{number}."
    as_of = ctx.as_of
    if as_of is None:
        return
    now = {line.key for line in lines if line.start <= as_of <= line.end}
    ahead = [line for line in lines if line.start > as_of and line.key not in now]
    if now:
        yield words("Under way on {day}: {actions}.", day=format_day(as_of, words), actions=_short(ctx, entries, now))
    if ahead:
        day = min(line.start for line in ahead)
        first = {line.key for line in ahead if line.start == day}
        yield words(
            "Next to begin, on {day}: {actions}.", day=format_day(day, words), actions=_short(ctx, entries, first)
        )


def _short(ctx: PlanContext | PortfolioContext, entries: Iterable[_Entry], keys: Container[str]) -> str:
    """Return the names of actions in the order of the plans; if there is one plan, without it."""
    plan = ctx.contexts[0].plan.id if len(ctx.contexts) == 1 else ""
    return ", ".join(entry.key.removeprefix(f"{plan}:") for entry in entries if entry.key in keys)


def _years(entries: Sequence[_Entry], words: Words) -> Iterator[Section]:
    """Yield a table for each year, with the actions that have a month in it."""
    for year, months in by_year(sorted({month for entry in entries for month in entry.run.months})).items():
        numbers = [Month(year, number) for number in range(1, len(MONTH_NAMES) + 1)]
        columns: tuple[ColumnOf[_Entry], ...] = (
            column("action", "Action", lambda entry: entry.key),
            *map(_month, numbers),
        )
        active = [entry for entry in entries if not set(months).isdisjoint(entry.run.months)]
        body = table(columns, active, key=lambda entry: entry.key, ref=lambda entry: entry.ref, words=words)
        yield Section(key=f"months-{year}", title=words("Months of {year}", year=year), body=body)


def _month(month: Month) -> ColumnOf[_Entry]:
    """Return the column of a month, with a sign for each action that takes place in it."""

    def sign(entry: _Entry) -> str | None:
        months = entry.run.months
        return _CERTAIN if month in months.certain else _POSSIBLE if month in months.possible else None

    return column(str(month), MONTH_NAMES[month.number - 1], sign)


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
                days = (span for span in entry.schedule.days(item) if _is_exact(entry.run, item, span) is certain)
                for span in joined_spans(days):
                    yield _Line(
                        key=entry.key,
                        ref=entry.ref,
                        start=span.start,
                        end=span.end,
                        certain=certain,
                        phase=item.phase,
                    )


def _periods(lines: Sequence[_Line], refers_to: tuple[str, ...], words: Words) -> Iterator[Section]:
    """Yield the periods by date, each time with whether the dates are exact."""
    if not lines:
        return

    def key(line: _Line) -> str:
        return " ".join(filter(None, (line.key, line.phase, str(line.start))))

    columns: tuple[ColumnOf[_Line], ...] = (
        column("from", "From", lambda line: line.start, type=ColumnType.DATE),
        column("until", "Until", lambda line: line.end, type=ColumnType.DATE),
        column("action", "Action", lambda line: line.key, refers_to=refers_to),
        column("dates", "Dates", lambda line: words("exact" if line.certain else "possible")),
        column("phase", "Phase", lambda line: line.phase),
    )
    body = table(columns, lines, key=key, ref=lambda line: line.ref, words=words)
    yield Section(key="periods", title=words("Periods by date"), body=body)


def _is_exact(run: Run, item: Scheduled, span: Span) -> bool:
    return run.sure and why_open(item, span) is None


class _Milestone(NamedTuple):
    """A milestone with its action."""

    entry: _Entry
    item: Scheduled


def _milestones(milestones: Sequence[_Milestone], refers_to: tuple[str, ...], words: Words) -> Iterator[Section]:
    """Yield the milestones by date."""
    if not milestones:
        return
    columns: tuple[ColumnOf[_Milestone], ...] = (
        column("from", "From", lambda milestone: milestone.item.earliest, type=ColumnType.DATE),
        column("until", "Until", lambda milestone: milestone.item.latest, type=ColumnType.DATE),
        column("action", "Action", lambda milestone: milestone.entry.key, refers_to=refers_to),
        column("milestone", "Milestone", lambda milestone: _words(milestone.item), width=60),
    )
    body = table(
        columns,
        sorted(
            milestones,
            key=lambda milestone: (milestone.item.earliest or dt.date.min, milestone.item.latest or dt.date.max),
        ),
        key=lambda milestone: f"{milestone.entry.key} {_words(milestone.item)}",
        ref=lambda milestone: milestone.entry.ref,
        words=words,
    )
    yield Section(key="milestones", title=words("Milestones by date"), body=body)


class _Undated(NamedTuple):
    """What the timing of an action says without a date; ``fixed`` if these are fixed words, not those of the plan."""

    entry: _Entry
    text: str
    fixed: bool = False


def _undated(entries: Iterable[_Entry], refers_to: tuple[str, ...], words: Words) -> Iterator[Section]:
    """Yield what the timing of each action says without a date, with the words that cannot be read."""
    undated: list[_Undated] = []
    for entry in entries:
        timing = entry.run.action.timing
        texts = [_words(item) for item in entry.items if not entry.is_dated(item)]
        texts += [" ".join(str(unparsed).split()) for unparsed in timing.unparsed]
        undated += [_Undated(entry, text) for text in texts]
        if not timing or timing.withheld:
            undated.append(_Undated(entry, _WITHHELD if timing.withheld else _NO_TIMING, fixed=True))
    if not undated:
        return
    columns: tuple[ColumnOf[_Undated], ...] = (
        column("action", "Action", lambda row: row.entry.key, refers_to=refers_to),
        column("words", "Words of the plan", lambda row: words(row.text) if row.fixed else row.text, width=60),
    )
    body = table(
        columns, undated, key=lambda row: f"{row.entry.key} {row.text}", ref=lambda row: row.entry.ref, words=words
    )
    yield Section(key="undated", title=words("Without dates"), body=body)


def _chart(title: str, entries: Iterable[_Entry], lines: Iterable[_Line]) -> TimelineChart | None:
    """Return a lane for each action with dates, over the periods of the plans and all dates; without any, None.

    A period that ends before it starts has no days, so only the tables have it; a milestone alike.
    """
    bars: dict[str, list[TimelineBar]] = {}
    for line in lines:
        if line.start <= line.end:
            bar = TimelineBar(start=line.start, end=line.end, certain=line.certain, label=line.phase)
            bars.setdefault(line.key, []).append(bar)
    lanes: list[TimelineLane] = []
    days: set[dt.date] = set()
    for entry in entries:
        milestones = tuple(
            TimelineMilestone(label=_words(milestone), earliest=milestone.earliest, latest=milestone.latest)
            for milestone in entry.milestones
            if milestone.earliest is None or milestone.latest is None or milestone.earliest <= milestone.latest
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


def _words(item: Scheduled) -> str:
    return " ".join(str(item.item).split())

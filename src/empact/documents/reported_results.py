"""Results columns: what the reports say was done in each action up to each checkpoint of a plan.

The texts are derived, and never written into the plan. What the plan itself has in such a cell stays, and says that it
is from there.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar, assert_never

import attrs

from empact.analysis import ActionProgress, KpiProgress, PlanContext, Progress
from empact.analysis.columns import format_cell
from empact.analysis.progressing.figures import reporter
from empact.analysis.progressing.gathering import progress_at
from empact.analysis.progressing.ranges import Range, format_number
from empact.analysis.progressing.rounds import Round, plan_rounds, rounds_until
from empact.documents.cited_reports import CitedReports
from empact.documents.language import Words
from empact.documents.progress import reporters_of, status_words, turnout
from empact.documents.progress_figures import amount_of, range_of, why_no_total
from empact.documents.tables import ColumnOf, column
from empact.documents.values import CellNote, Section, TableCell
from empact.model import ActionReport, ActionStatus, Figure, FigureKind, FigureScope, FiledReport, Plan, Prose
from empact.reprs import short_repr
from empact.values import value

T = TypeVar("T")
_WIDTH = 36
"""The width of a results column in characters."""
_MOST_ACTIONS = 6
"""The most other actions that a possible duplicate names."""
_WITH_REASON = frozenset({ActionStatus.CANCELLED, ActionStatus.NOT_COMPLETED})


@value
class _Said:
    """The lines of a cell, and the reports that they are from.

    ``citing`` are the lines that empact words and that have ids of reports; all others can have words of a reporter.
    """

    lines: tuple[str, ...] = ()
    reports: tuple[FiledReport, ...] = ()
    citing: frozenset[str] = frozenset()

    def __add__(self, other: _Said) -> _Said:
        reports = _each((*self.reports, *other.reports))
        return _Said((*self.lines, *other.lines), reports, self.citing | other.citing)


def _each(reports: Iterable[FiledReport]) -> tuple[FiledReport, ...]:
    return tuple({report.id: report for report in reports}.values())


@value
class ReportedResults:
    """What the reports about a plan say for its results columns."""

    checkpoints: tuple[str, ...]
    """The checkpoints of the plan in its order, then those that only reports name."""
    sources: CitedReports = attrs.field(repr=False)
    """The names of the reports in the notes on the cells."""
    _plan: Plan = attrs.field(repr=False)
    _said: Mapping[tuple[str, int], _Said] = attrs.field(repr=False)
    _words: Words = attrs.field(repr=False)

    def column(self, checkpoint: str, position: Callable[[T], int]) -> ColumnOf[T]:
        """Return the column of a checkpoint. Its key is not that of the column in the plan (``results/June``).

        Args:
            checkpoint: The name of the checkpoint.
            position: Returns the position of the action that a row is about.
        """
        title = f"{self._words('Results')}>{checkpoint}"
        return column(
            f"reported/{checkpoint}", title, lambda thing: self._cell(checkpoint, position(thing)), width=_WIDTH
        )

    def _cell(self, checkpoint: str, position: int) -> TableCell:
        """Return the cell of an action at a checkpoint, with a note that names the reports.

        What the plan itself has in the cell follows, with its notes.
        """
        words = self._words
        own = self._plan.actions[position].results.get(checkpoint, Prose())
        planned, noted = format_cell(own, words), map(self._plan.find_note, own.marks)
        notes = (CellNote(format_cell(note.text, words), note.mark) for note in noted if note is not None)
        said = self._said.get((checkpoint, position), _Said())
        lines = "\n".join(self.sources.in_text(line) if line in said.citing else line for line in said.lines)
        parts = [lines, f"{words('in the plan')}: {planned}" if planned else ""]
        names = ", ".join(self.sources.name(report.id) for report in said.reports)
        source = [CellNote(f"{words('Reports')}: {names}")] if names else []
        return TableCell("\n\n".join(filter(None, parts)) or None, (*notes, *source))

    def report_list(self, positions: Collection[int]) -> Iterator[Section]:
        """Yield the list of the reports that the cells of some actions name, if there are any."""
        cells = [cell for (_, position), cell in self._said.items() if position in positions]
        cited = {report.id for cell in cells for report in cell.reports}
        reports = [report for report in self.sources.reports if report.id in cited]
        if reports:
            yield self.sources.section(reports)


def reported_results(ctx: PlanContext, words: Words, *, listed: bool = True) -> ReportedResults:
    """Return what the reports say about each action up to each checkpoint.

    Silence is "not reported", never zero, and nobody is late. A checkpoint after the date of knowledge has only what is
    reported for it already. A report whose checkpoint is none of the plan counts nowhere; what it says is in a column
    of that checkpoint.

    Args:
        ctx: The plan with its reports.
        words: The language of the fixed words.
        listed: Whether the document has the list of the reports, so that the cells can name them in short.
    """
    cells: dict[tuple[str, int], _Said] = {}
    rounds = plan_rounds(ctx.plan, ctx.reports)
    names = [checkpoint.name for checkpoint in ctx.plan.checkpoints]
    names += [name for action in ctx.plan.actions for name in action.results]
    names += [point.checkpoint for point in rounds]
    many = Counter(point.checkpoint for point in rounds)
    named = {report.content.checkpoint for report in ctx.reports.in_force}
    for point in rounds:
        progress = progress_at(ctx, point)
        duplicates = _doubles(progress)
        day = point.on if many[point.checkpoint] > 1 else None
        # One without a day is reached as soon as a report names it.
        is_reached = point.checkpoint in named if point.on is None else ctx.as_of is None or point.on <= ctx.as_of
        for action in progress:
            if is_reached or _is_reported(action, point):
                key = (point.checkpoint, action.position)
                cells[key] = cells.get(key, _Said()) + _Said(
                    tuple(_lines(action, duplicates, day, words)), _each(action.reports), frozenset(action.unknown_kpis)
                )
    positions = {action.number: position for position, action in reversed(list(enumerate(ctx.plan.actions)))}
    for report in rounds_until(ctx.plan, ctx.reports, None).unplaced:
        names.append(report.content.checkpoint)
        by = reporter(report, ctx.register)
        for said in report.content.actions:
            position = positions.get(said.action)
            if position is None or said.is_empty:
                continue
            line = _uncounted(by, said, words)
            key = (report.content.checkpoint, position)
            cells[key] = cells.get(key, _Said()) + _Said((line,), (report,))
    cited = {report.id for cell in cells.values() for report in cell.reports} if listed else ()
    sources = CitedReports.of((ctx,), (report for report in ctx.reports.in_force if report.id in cited), words)
    return ReportedResults(tuple(dict.fromkeys(names)), sources, ctx.plan, cells, words)


def _is_reported(action: ActionProgress, point: Round) -> bool:
    """Whether a report of a checkpoint has a status or a figure of an action."""
    rounds = [claim.round for claim in action.claims]
    rounds += [figure.round for kpi in (*action.kpis, *action.measures) for figure in kpi.figures]
    return point in rounds


@attrs.frozen(eq=False)
class _Double:
    """Figures of several actions that may count one result twice."""

    measure: str
    value: Range
    actions: tuple[str, ...]

    __repr__ = short_repr

    def line(self, action: ActionProgress, words: Words) -> str:
        """Return the line of one of the actions: what all of them count together."""
        some = [name for name in self.actions[: _MOST_ACTIONS + 1] if name != str(action)][:_MOST_ACTIONS]
        named = ", ".join(name.removeprefix(f"{action.plan.id}:") for name in some)
        more = len(self.actions) - 1 - len(some)
        named = words("{actions} and {number} more", actions=named, number=more) if more else named
        text = "{value} together with {actions}, since one result may count twice"
        return f"{_title(self.measure)}: {words(text, value=range_of(self.value, words), actions=named)}"


def _doubles(progress: Progress) -> Mapping[int, _Double]:
    """Return the possible duplicates by the identity of each figure, so that each action finds its own at once."""
    by_figure: dict[int, _Double] = {}
    for duplicate in progress.possible_duplicates:
        double = _Double(duplicate.measure, duplicate.value, duplicate.actions)
        by_figure.update((id(figure), double) for figure in duplicate.figures)
    return by_figure


def _lines(
    action: ActionProgress, duplicates: Mapping[int, _Double], day: dt.date | None, words: Words
) -> Iterator[str]:
    """Yield the status of an action, then what each KPI and each other measure adds up to."""
    indicators = (*action.kpis, *action.measures)
    silent = action.status is ActionStatus.NOT_REPORTED
    if day is not None:
        yield f"{day}:"
    if silent and not any(kpi.figures for kpi in indicators):
        yield words("not reported")
        return
    yield words("status not reported") if silent else _status(action, words)
    for kpi in indicators:
        number = "" if kpi.key is None or len(action.kpis) == 1 else f" {kpi.key.ordinal}"
        title = _title(kpi.measure) if kpi.key is None else f"{words('KPI')}{number}"
        yield f"{title}: {'; '.join(_value(kpi, words))}"
    yield from action.unknown_kpis
    figures = (figure for kpi in indicators for figure in kpi.figures)
    for double in dict.fromkeys(duplicates[id(figure)] for figure in figures if id(figure) in duplicates):
        if len(double.actions) > 1:
            yield double.line(action, words)


def _status(action: ActionProgress, words: Words) -> str:
    """Return the status in the word of the report; where it is unclear, also what the reports say."""
    known, picture = status_words(action.status), action.reported_status
    if picture.conflict:
        return f"{words(known)}: {'; '.join(f'{claim.by}: {claim.word}' for claim in picture.claims)}"
    word = known if action.word is None else action.word
    said = words(known) if word.casefold() == known else word
    if action.status is ActionStatus.UNCLEAR and said is word and word.casefold() != known:
        said = f"{words(known)}: {word}"
    if action.status is ActionStatus.CARRIED_OVER and action.carried_over is not None:
        said = f"{said}: {action.carried_over}"
    claimed = {claim.report for claim in picture.claims}
    reasons = [format_cell(reason.text, words) for reason in action.reasons if reason.report in claimed]
    if action.status in _WITH_REASON and reasons:
        said = f"{said}: {'; '.join(reasons)}"
    return said if picture.settled_by is None else f"{said} ({words('settled by the Driver')})"


def _value(kpi: KpiProgress, words: Words) -> Iterator[str]:
    """Yield what the figures of a KPI add up to and how many of those expected have reported, and what disagrees."""
    if not kpi.figures:
        yield words("not reported")
        return
    figures = "; ".join(_figures(kpi, words))
    reported = turnout(reporters_of(kpi), words)
    if kpi.total is not None:
        value = amount_of(kpi.total, words)
    else:
        kind = kpi.figure_kind
        match kind:
            case FigureKind.DAY:
                value = words("the day is not reported") if kpi.reached is None else _reached(kpi.reached, words)
            case FigureKind.NUMBER | FigureKind.RATIO | None if kpi.key is not None:
                value = f"{words(why_no_total(kpi))}: {figures}"
            case FigureKind.NUMBER | FigureKind.RATIO | FigureKind.WORDS | None:
                value, reported = figures, ""
            case _:
                assert_never(kind)
    yield ", ".join(filter(None, (value, reported)))
    if kpi.total is not None and kpi.apart:
        apart = ", ".join(
            f"{uncounted.figure.by}: {format_figure(uncounted.figure.figure, words)}" for uncounted in kpi.apart
        )
        yield f"{words('not counted')}: {apart}"
    if any(disagreement.settled_by is None and disagreement.explanation is None for disagreement in kpi.disagreements):
        yield words("reported figures disagree")


def _figures(kpi: KpiProgress, words: Words) -> Iterator[str]:
    """Yield each figure with who reported it, and, if any is of an earlier checkpoint, with its checkpoint."""
    earlier = any(figure.round != kpi.round for figure in kpi.figures)
    for figure in kpi.figures:
        yield f"{figure.by}{f' ({figure.round})' if earlier else ''}: {format_figure(figure.figure, words)}"


def _reached(day: dt.date, words: Words) -> str:
    return words("reached on {day}", day=day)


def format_figure(figure: Figure, words: Words) -> str:
    """Format a figure: ``460 in total, in operation JAD-2031-1``."""
    parts: list[str] = []
    if figure.value is not None:
        value = format_number(figure.value)
        if figure.of is not None:
            value = words("{value} of {whole}", value=value, whole=format_number(figure.of))
        value = value if figure.unit is None else f"{value} {figure.unit}"
        scope = "{value} in total" if figure.scope is FigureScope.TOTAL else "{value} of its own"
        parts.append(words(scope, value=value))
    parts += [] if figure.reached is None else [_reached(figure.reached, words)]
    parts += [] if parts else [format_cell(figure.text, words)]
    parts += [] if figure.operation is None else [words("in operation {operation}", operation=figure.operation)]
    return ", ".join(parts)


def _uncounted(by: str, said: ActionReport, words: Words) -> str:
    """Return what a report says of an action that names a checkpoint which the plan does not have."""
    parts = [said.status] if said.status else []
    for figure in said.figures:
        title = f"{words('KPI')} {figure.kpi}" if figure.measure is None else _title(figure.measure)
        parts.append(f"{title}: {format_figure(figure, words)}")
    return f"{words('not counted, since the plan has no such checkpoint')}: {by}: {'; '.join(parts)}"


def _title(measure: str) -> str:
    return " ".join(measure.split())

"""Page one of the Driver's report: what was done, KPIs with their targets, what is behind schedule, what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

import attrs

from empact.analysis import (
    ActionProgress,
    BehindKind,
    BehindPlan,
    Doubt,
    DriverReport,
    KpiProgress,
    PossibleDuplicate,
)
from empact.analysis.columns import format_cell
from empact.analysis.progressing.driver_reports import doubt_of
from empact.analysis.progressing.statuses import FINAL
from empact.documents.charts import Bar, BarChart, ValueLine
from empact.documents.cited_evidence import Evidence
from empact.documents.driver_actions import ActionColumns
from empact.documents.language import Words
from empact.documents.plain_results import (
    COUNTED,
    STATES,
    english_state,
    measure_of,
    share_of,
    share_words,
    short_result,
    target_of,
)
from empact.documents.progress import status_words
from empact.documents.progress_figures import range_of
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Section, Text
from empact.model import ActionStatus, Prose
from empact.reprs import short_repr

_WHOLE = Decimal(100)
_UNCERTAIN, _TWICE = "not certain", "not certain: may be counted twice"
"""What is said of a total that is not certain; why it is not stands in the result, unless it may be counted twice."""


class _Line(NamedTuple):
    """A line of the results: a KPI or another measure of an action; the action alone, if it has none."""

    action: ActionProgress
    kpi: KpiProgress | None

    @property
    def key(self) -> str:
        """The key of its row: ``2.1/1``."""
        number = _number(self.action)
        return number if self.kpi is None else f"{number}/{' '.join(self.kpi.name.split())}"


class _Behind(NamedTuple):
    """An action that is behind schedule, with everything that is known of it."""

    action: ActionProgress
    known: tuple[BehindPlan, ...]


@attrs.frozen(eq=False)
class PageOne:
    """Makes the sections of page one."""

    report: DriverReport
    """What the Driver reports."""
    words: Words
    """The fixed words in the language of the paper."""
    actions: ActionColumns
    """What is said about actions."""
    evidence: Evidence
    """The numbers of the reports that it cites."""
    of_goals: tuple[str, ...]
    """The keys of the sections that have the actions."""

    __repr__ = short_repr

    def sections(self) -> Iterator[Section]:
        """Yield the sections in the order of reading."""
        yield Section(key="done", title=self.words("What was done"), body=Text(tuple(self._done())))
        yield self._asked()
        yield from self._results()
        yield self._behind()

    def _done(self) -> Iterator[str]:
        """Yield what was done, in a few sentences: statuses, targets, and which actions are completed."""
        words, progress = self.words, self.report.progress
        counts = progress.status_counts()
        said = [words(COUNTED[status][number > 1], number=number) for status, number in counts.items()]
        number = len(progress)
        every = words("The plan has 1 action" if number == 1 else "The plan has {number} actions", number=number)
        plan = words("{plan}: {counts}.", plan=every, counts=", ".join(said)) if said else f"{every}."
        sentences = [plan, *self._targets()]
        completed = [action for action in progress if action.status is ActionStatus.COMPLETED]
        yield " ".join([*sentences, *([words("These are completed:")] if completed else [])])
        for action in completed:
            yield f"- {_number(action)} {' '.join(format_cell(action.action.activity, words).split())}"

    def _targets(self) -> Iterator[str]:
        """Yield how many targets are reached, and how many are not."""
        words = self.words
        states = Counter(english_state(kpi) for kpi in self.report.progress.kpis if kpi.target is not None)
        counted = [f"{states[state]} {words(state)}" for state in STATES if states[state]]
        counted += [f"{states[None]} {words('not reported')}"] if states[None] else []
        if counted:
            number = states.total()
            targets = words("1 target" if number == 1 else "{number} targets", number=number)
            yield words("{targets}: {states}.", targets=targets, states=", ".join(counted))

    def _results(self) -> Iterator[Section]:
        """Yield each KPI with its target and its total, and a chart of how much of the target is reached."""
        words = self.words
        lines: list[_Line | PossibleDuplicate] = [
            _Line(action, kpi) for action in self.report.progress for kpi in (*action.kpis, *action.measures) or (None,)
        ]
        lines += self.report.progress.possible_duplicates
        columns: tuple[ColumnOf[_Line | PossibleDuplicate], ...] = (
            column("action", "No.", self._about, width=7, refers_to=self.of_goals),
            column("kpi", "What is measured", _measure, width=24),
            column("target", "Target", lambda line: _of_kpi(line, target_of, words), width=14),
            column("result", "Result so far", self._result, width=27),
            column("state", "State", self._state, width=22),
        )
        body = table(columns, lines, key=self._key, words=words)
        bars = tuple(
            Bar(key=row.key, label=_number(line.action), low=share.low, high=share.high, text=text)
            for row, line in zip(body.rows, lines, strict=True)
            if isinstance(line, _Line) and line.kpi is not None
            if (share := share_of(line.kpi)) is not None and (text := share_words(line.kpi, words)) is not None
        )
        aim = ValueLine(label=words("Target"), value=_WHOLE)
        chart = BarChart(title=words("Share of the target"), bars=bars, line=aim) if bars else None
        if lines:
            yield Section(key="results", title=words("Results"), body=body, chart=chart)

    def _about(self, line: _Line | PossibleDuplicate) -> str:
        if isinstance(line, _Line):
            return _number(line.action)
        return ", ".join(name.removeprefix(f"{self.report.plan.id}:") for name in line.actions)

    def _key(self, line: _Line | PossibleDuplicate) -> str:
        return line.key if isinstance(line, _Line) else f"{self._about(line)}/{' '.join(line.measure.split())}"

    def _result(self, line: _Line | PossibleDuplicate) -> str | None:
        if isinstance(line, _Line):
            return _of_kpi(line, short_result, self.words)
        return self.words("{value} together", value=range_of(line.value, self.words))

    def _state(self, line: _Line | PossibleDuplicate) -> str | None:
        """Return whether a target is reached, and how much of it; or that the total is not certain, and why."""
        words = self.words
        if not isinstance(line, _Line):
            return words(_TWICE)
        if line.kpi is None:
            return None
        state, share = english_state(line.kpi), share_words(line.kpi, words)
        doubt = doubt_of(line.kpi)
        if state in {None, _UNCERTAIN} and doubt is not None:
            state = _TWICE if doubt is Doubt.COUNTED_TWICE else _UNCERTAIN
        if state is None or share is None:
            return None if state is None else words(state)
        return words("{state} ({share})", state=words(state), share=share)

    def _behind(self) -> Section:
        """Return the actions behind schedule: the planned day, and what is known."""
        words = self.words
        known: dict[int, list[BehindPlan]] = {}
        for behind in self.report.behind:
            known.setdefault(behind.action.position, []).append(behind)
        rows = [_Behind(several[0].action, tuple(several)) for several in known.values()]
        columns: tuple[ColumnOf[_Behind], ...] = (
            column("action", "No.", lambda row: _number(row.action), width=6, refers_to=self.of_goals),
            column(
                "activity", "Activity", lambda row: format_cell(row.action.action.activity, words) or None, width=40
            ),
            column("planned", "Planned until", lambda row: row.known[0].planned, type=ColumnType.DATE, width=11),
            column(
                "known",
                "What is known",
                lambda row: tuple(self._lagging(behind, row.known[0]) for behind in row.known),
                type=ColumnType.LIST,
                width=36,
            ),
        )
        body = table(columns, rows, key=lambda row: _number(row.action), words=words)
        title = words("Actions behind schedule")
        nothing = Text((words("No action is known to be behind schedule."),))
        return Section(key="behind", title=title, body=body if rows else nothing)

    def _lagging(self, behind: BehindPlan, first: BehindPlan) -> str:
        """Return what is known of an action, or of a KPI of it, that is behind its planned day."""
        words, action, kpi = self.words, behind.action, behind.kpi
        if kpi is not None:
            late = words("reached after its day") if behind.kind is BehindKind.REACHED_AFTER else words("not reached")
            text = "{measure}: {state}" if behind.planned == first.planned else "{measure} by {day}: {state}"
            return words(text, measure=measure_of(kpi), day=behind.planned, state=late)
        status = words(status_words(action.status))
        if behind.kind is BehindKind.CARRIED_OVER and action.carried_over is not None:
            return words("continues in {action}", action=action.carried_over)
        if behind.on is None:
            return status
        if behind.days is None:
            return words("{status}; took place until {day}", status=status, day=behind.on)
        text = "{status}; took place until {day}, 1 day after its planned end"
        text = text if behind.days == 1 else "{status}; took place until {day}, {number} days after its planned end"
        return words(text, status=status, day=behind.on, number=behind.days)

    def _asked(self) -> Section:
        """Return which decisions and which support the Driver asks for, and what the actions need beside it."""
        words = self.words
        parts = [
            ("Decision asked for: {text}", [*own_text(self.report, self.evidence, words, "decisions")]),
            ("Support needed: {text}", [*own_text(self.report, self.evidence, words, "support"), *self._support()]),
        ]
        asked = tuple(f"- {words(label, text=text)}" for label, texts in parts for text in texts)
        missing = [
            words(nothing)
            for (_, texts), nothing in zip(
                parts, ("No decision is asked for.", "No support is asked for."), strict=True
            )
            if not texts
        ]
        body = Text((*asked, *([" ".join(missing)] if missing else [])))
        return Section(key="asked", title=words("Decisions asked for, and support needed"), body=body)

    def _support(self) -> Iterator[str]:
        """Yield the support that actions need which are not over, in the newest words about it."""
        for action in self.report.progress:
            if action.status not in FINAL and action.support:
                newest = [text for text in action.support if text.round == action.support[-1].round]
                yield from (f"{_number(action)}: {said}" for said in self.actions.cited(action, newest))


def own_text(report: DriverReport, evidence: Evidence, words: Words, section: str) -> Iterator[str]:
    """Yield the paragraphs of a section of the Driver's own text, the last of each report with its number."""
    for text in report.texts:
        if text.section == section:
            *before, last = Prose(text=format_cell(text.text, words)).paragraphs
            yield from before
            yield evidence.cite(last, [text.filed])


def _of_kpi(
    line: _Line | PossibleDuplicate, get: Callable[[KpiProgress, Words], str | None], words: Words
) -> str | None:
    return get(line.kpi, words) if isinstance(line, _Line) and line.kpi is not None else None


def _measure(line: _Line | PossibleDuplicate) -> str | None:
    if isinstance(line, _Line):
        return None if line.kpi is None else measure_of(line.kpi)
    return " ".join(line.measure.split())


def _number(action: ActionProgress) -> str:
    return action.action.number

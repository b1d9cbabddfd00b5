"""The Driver's report: the paper about the progress of a plan at a checkpoint that the Driver sends to COSI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import attrs

from empact.analysis import ActionProgress, PlanContext, Progress
from empact.analysis import progress as reported
from empact.analysis.columns import format_cell
from empact.analysis.progressing.figures import reporter
from empact.analysis.progressing.rounds import Round, find_checkpoint, plan_rounds
from empact.documents.cited_reports import CitedReports
from empact.documents.driver_report_actions import COLUMNS, ActionRows
from empact.documents.headings import about_plan
from empact.documents.language import Words, words_in
from empact.documents.names import file_stem
from empact.documents.plan_sheet import by_goal
from empact.documents.progress import disagreements, silent_leaders, status_words
from empact.documents.progress_tables import ProgressTables, Rows
from empact.documents.values import Column, ColumnType, Document, Layout, Row, Section, Table, Text, Value
from empact.model import ActionStatus, FrozenMap, Prose
from empact.reprs import short_repr

_Row: TypeAlias = tuple[ActionProgress | None, str, tuple[object, ...]]
_OWN_TEXTS = (("context", "Context"), ("assessment", "Assessment"), ("outlook", "Outlook"))
"""The sections of the Driver's own text, and their titles."""
_COUNTS = (
    Column(key="status", title="Status", width=20),
    Column(key="number", title="Number", type=ColumnType.NUMBER),
)
_SENTENCE = Column(key="text", title="Sentence", width=60)
_DIFFERING = (
    Column(key="about", title="About", width=24),
    Column(key="text", title="What differs", width=60),
    Column(key="settled", title="Settled", width=30),
)
_NOT_REPORTED = (
    Column(key="status", title="Status", type=ColumnType.LIST, width=20),
    Column(key="totals", title="Totals", type=ColumnType.LIST, width=20),
    Column(key="contributions", title="Own contributions", type=ColumnType.LIST, width=30),
)


def build_driver_report(ctx: PlanContext, *, checkpoint: str | None = None, language: str = "en") -> Document:
    """Return the paper on the progress of a plan that the Driver sends to COSI (plan sections 4.1, 5.3).

    The Driver's own text comes from its reports for the checkpoint; all else is what the reports add up to, as in
    :func:`build_progress`. Both are made anew at each call, and nothing of them is written into the plan. Silence is
    "not reported", never zero, and nobody is late.

    Args:
        ctx: The plan, with its reports.
        checkpoint: The name of the checkpoint; the start of it is enough. By default as in
            :func:`empact.analysis.progress`.
        language: The language of titles and statuses; the sentences of the comparison stay English.

    Raises:
        UnknownIdError: The plan has no such checkpoint.
    """
    words = words_in(language)
    found = reported(ctx, None if checkpoint is None else find_checkpoint(ctx.contexts, checkpoint))
    point = found.rounds[ctx.plan.id]
    sources = CitedReports.of((ctx,), found.reports, words)
    paper = _Paper(ctx, found, words, sources, ActionRows.of(ctx, found, words, sources))
    return Document(sections=tuple(paper.sections()), **_head(ctx, point, words))


def _head(ctx: PlanContext, point: Round | None, words: Words) -> dict[str, Any]:
    """Return the title, the name and the facts of the cover."""
    plan, head = ctx.plan, about_plan(ctx)
    facts: dict[str, Value] = {
        "plan": plan.id,
        "driver": format_cell(plan.driver, words),
        "co_drivers": format_cell(plan.co_drivers, words),
        "checkpoint": None if point is None else point.checkpoint,
        "cut_off_day": None if point is None else point.on,
        "as_of": ctx.as_of,
    }
    when = [] if point is None else point.checkpoint.split()
    if point is not None and point.on is not None:
        names = [one.checkpoint for one in plan_rounds(plan, ctx.reports)]
        when += [str(point.on.year)] * (names.count(point.checkpoint) > 1)  # in a plan of two years
    named = ", ".join(filter(None, (words("Driver's report"), " ".join(when))))
    return {
        **head,
        "kind": "driver-report",
        "name": file_stem("-".join((plan.id, "driver-report", *when))),
        "title": f"{named}: {head['title']}",
        "properties": FrozenMap({key: value for key, value in facts.items() if value is not None and value != ""}),
    }


@attrs.frozen(eq=False)
class _Paper:
    """Makes the sections of the paper about one plan."""

    ctx: PlanContext
    found: Progress
    words: Words
    sources: CitedReports
    actions: ActionRows

    __repr__ = short_repr

    def sections(self) -> Iterator[Section]:
        """Yield the sections in the order of the paper."""
        words, found = self.words, self.found
        goals = list(by_goal(self.ctx.plan, words))
        of_goals = tuple(key for key, _, positions in goals if positions)
        tables = ProgressTables.of(found, (self.ctx,), words, self.sources, _number, *of_goals)
        yield from (self._own_text(key, title) for key, title in _OWN_TEXTS)
        yield self._overview(of_goals)
        for key, title, positions in goals:
            rows = ((one, _number(one), self.actions.row(one)) for one in (found.actions[at] for at in positions))
            yield from tables.section(key, title, COLUMNS, rows, Layout.RECORDS)
        late = (
            (one, _number(one), (_number(one), self.sources.in_text(text))) for one in found for text in one.slippage
        )
        title = words("Results after the period of the plan")
        yield from tables.section("slippage", title, (tables.action, _SENTENCE), late)
        yield from tables.preconditions(found)
        columns = (tables.action, *_DIFFERING)
        yield from tables.section("disagreements", words("Where sources differ"), columns, self._differing())
        yield from tables.duplicates(found)
        yield from tables.stated(found)
        texts = (*found.unplaced, *(text for one in found for text in one.unknown_kpis))
        nowhere = tuple(map(self.sources.in_text, texts))
        if nowhere:
            yield Section(key="unplaced", title=words("Reports that count nowhere"), body=Text(nowhere))
        yield self.sources.section()
        if self._is_over():
            columns = (tables.action, *_NOT_REPORTED)
            yield from tables.section("not-reported", words("Not reported by"), columns, self._not_reported())

    def _is_over(self) -> bool:
        """Whether the checkpoint is over on the date of knowledge; before that, nobody has to have reported."""
        point, on = self.found.rounds[self.ctx.plan.id], self.ctx.as_of
        return point is None or point.on is None or on is None or point.on <= on

    def _own_text(self, key: str, title: str) -> Section:
        """Return a section of the Driver's own text, from each of its reports that has it."""
        paragraphs: list[str] = []
        for report in self.found.of_driver:
            text: Prose = getattr(report.content, key)
            if text:
                by, on = reporter(report, self.ctx.register), report.content.on
                source = self.words("{party} on {day} ({report}):", party=by, day=on, report=report.id)
                paragraphs += [self.sources.in_text(source), *Prose(text=format_cell(text, self.words)).paragraphs]
        if not paragraphs:
            paragraphs = [self.words("Not written.")]
        return Section(key=key, title=self.words(title), body=Text(tuple(paragraphs)))

    def _overview(self, of_goals: tuple[str, ...]) -> Section:
        """Return how many actions have each status, and which. The numbers add up to the number of actions."""
        counts, words = self.found.status_counts(), self.words
        listed = Column(key="actions", title="Actions", type=ColumnType.LIST, width=40, refers_to=of_goals)
        rows: list[Row] = []
        for status in ActionStatus:
            actions = tuple(_number(one) for one in self.found if one.status is status)
            rows.append(Row(status.value, (words(status_words(status)), counts.get(status, 0), actions or None)))
        rows.append(Row("actions", (words("All actions"), len(self.found), None)))
        body = Table(words.columns((*_COUNTS, listed)), tuple(rows))
        return Section(key="status", title=words("Status of actions"), body=body)

    def _differing(self) -> Rows:
        """Return what does not agree: first what is open, then what may be explained, then what the Driver settled."""
        ranked = sorted(self._differences(), key=lambda pair: pair[0])
        return [row for _, row in ranked]

    def _differences(self) -> Iterator[tuple[int, _Row]]:
        """Yield the status, the days, and the figures that do not agree, each with its rank."""
        words = self.words
        for action in self.found:
            number, picture = _number(action), action.reported_status
            if picture.conflict or picture.settled_by is not None:
                text = self.sources.in_text(f"{'; '.join(map(str, picture.claims))}.")
                values = (number, words("Status"), text, self._settled(picture.settled_by) or words("no"))
                yield _rank(picture.settled_by), (action, f"{number} status", values)
            for kpi, one in disagreements(action):
                about = words("Dates") if kpi is None else " ".join(kpi.measure.split())
                unsettled = words("no" if one.explanation is None else "may be explained")
                values = (number, about, self.sources.in_text(one.text), self._settled(one.settled_by) or unsettled)
                rank = _rank(one.settled_by, one.explanation)
                yield rank, (action, f"{number} {one.kind.value}", values)

    def _settled(self, by: str | None) -> str | None:
        return None if by is None else self.sources.name(by)

    def _not_reported(self) -> Rows:
        """Yield who of those expected has not reported the status of an action, a total, or a contribution."""
        for one in self.found:
            totals = _each(kpi.leaders.missing for kpi in one.kpis)
            contributions = _each(kpi.participants.missing for kpi in one.kpis)
            missing = (silent_leaders(one), totals, contributions)
            if any(missing):
                yield one, _number(one), (_number(one), *(parties or None for parties in missing))


def _rank(settled_by: str | None, explanation: str | None = None) -> int:
    """Return the place of a difference in the order: open, may be explained, settled."""
    return 2 if settled_by is not None else 1 if explanation is not None else 0


def _number(one: ActionProgress) -> str:
    return one.action.number


def _each(parties: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party for several in parties for party in several))

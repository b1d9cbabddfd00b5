"""The Driver's report: the paper about the progress of a plan at a checkpoint that the Driver sends to COSI."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import attrs

from empact.analysis import ActionProgress, KpiProgress, PlanContext, Progress
from empact.analysis import progress as reported
from empact.analysis.columns import format_cell
from empact.analysis.progressing.figures import reporter, role_in_effect
from empact.analysis.progressing.rounds import Round, find_checkpoint, plan_rounds
from empact.analysis.progressing.sums import grouped
from empact.documents.cited_reports import CitedReports, role_name
from empact.documents.headings import MARKING_FACTS, about_plan
from empact.documents.language import Words, words_in
from empact.documents.names import file_stem
from empact.documents.plan_sheet import by_goal
from empact.documents.progress import disagreements, reporters_of, silent_leaders, status_words, turnout
from empact.documents.progress_figures import amount_of, figures_of
from empact.documents.progress_tables import ProgressTables
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Text, Value
from empact.model import ActionReport, ActionStatus, FrozenMap, Prose, ReporterRole
from empact.reprs import short_repr


@attrs.frozen(eq=False)
class ActionColumns:
    """Makes the columns of the actions of one plan."""

    ctx: PlanContext
    """The context of the plan."""
    words: Words
    """The fixed words in the language of the document."""
    sources: CitedReports
    """The reports, with their short names."""
    _said_by: Mapping[tuple[str, str], Sequence[ActionReport]] = attrs.field(repr=False)

    __repr__ = short_repr

    @classmethod
    def of(cls, ctx: PlanContext, progress: Progress, words: Words, sources: CitedReports) -> ActionColumns:
        """Return the columns of the actions of a plan: what the reports say is found by report and action."""
        said = ((report.id, action) for report in progress.reports for action in report.content.actions)
        by_action = grouped(said, lambda pair: (pair[0], pair[1].action))
        return cls(ctx, words, sources, {key: [action for _, action in pairs] for key, pairs in by_action.items()})

    @property
    def columns(self) -> tuple[ColumnOf[ActionProgress], ...]:
        """The columns; their titles are in English."""
        words, many = self.words, ColumnType.LIST

        def achieved(action: ActionProgress) -> tuple[str, ...] | None:
            return tuple(self._achieved(kpi) for kpi in (*action.kpis, *action.measures)) or None

        def closing(action: ActionProgress) -> tuple[str, ...] | None:
            return (*self._closing(action), *(self._texts(action, "reason") or ())) or None

        return (
            column("action", "Action", lambda action: action.action.number, width=8),
            column("activity", "Activity", lambda action: format_cell(action.action.activity, words) or None, width=40),
            column("status", "Status", lambda action: words(status_words(action.status)), width=14),
            column("reported", "Reported", lambda action: tuple(self._claims(action)) or None, type=many, width=30),
            column("dates", "Dates", lambda action: tuple(self._dates(action)) or None, type=many, width=30),
            column("achieved", "What was achieved", achieved, type=many, width=50),
            column("narrative", "What was done", lambda action: self._texts(action, "narrative"), type=many, width=50),
            column("closing", "Carried over, cancelled or not completed", closing, type=many, width=30),
            column("obstacles", "Obstacles", lambda action: self._texts(action, "obstacles"), type=many, width=30),
            column("support", "Support needed", lambda action: self._texts(action, "support"), type=many, width=30),
        )

    def _claims(self, action: ActionProgress) -> Iterator[str]:
        """Yield what the reports say about the status; of an earlier checkpoint, if this one has no such report."""
        for claim in action.claims:
            yield f"{self._source(claim.by, claim.role, claim.on)}: {claim.word}"
        for claim in action.reported_status.earlier:
            said = f"{self._source(claim.by, claim.role, claim.on)}: {claim.word}"
            yield self.words("at an earlier checkpoint: {said}", said=said)

    def _said(self, action: ActionProgress) -> Iterator[tuple[str, ActionReport]]:
        """Yield what each report says of an action, with its party, role and day."""
        for report in {report.id: report for report in action.reports}.values():
            role = role_in_effect(self.ctx, report, action.position)
            source = self._source(reporter(report, self.ctx.register), role, report.content.on)
            yield from ((source, said) for said in self._said_by[report.id, action.action.number])

    def _texts(self, action: ActionProgress, field: str) -> tuple[str, ...] | None:
        """Return what the reports say of an action in one field, each text with its source."""
        texts = ((source, format_cell(getattr(said, field), self.words)) for source, said in self._said(action))
        return tuple(f"{source}: {text}" for source, text in texts if text) or None

    def _dates(self, action: ActionProgress) -> Iterator[str]:
        """Yield the days on which an action started and ended, each with the first report that says so."""
        known: set[tuple[str, dt.date]] = set()
        for source, said in self._said(action):
            for text, day in (("started on {day}", said.started), ("ended on {day}", said.ended)):
                if day is not None and (text, day) not in known:
                    known.add((text, day))
                    yield f"{source}: {self.words(text, day=day)}"

    def _source(self, by: str, role: ReporterRole, on: dt.date) -> str:
        return f"{by} ({role_name(role, self.words)}), {on}"

    def _closing(self, action: ActionProgress) -> Iterator[str]:
        """Yield in what an action goes on, and who agreed that it is cancelled."""
        words = self.words
        if action.carried_over is not None:
            yield words("It goes on in {action}.", action=action.carried_over)
        elif action.status is ActionStatus.CARRIED_OVER:
            yield words("In which action it goes on is not reported.")
        if action.agreed_by:
            yield words("Agreed by {parties}.", parties=", ".join(action.agreed_by))
        elif action.status is ActionStatus.CANCELLED:
            yield words("Who agreed is not reported.")
        if action.status is ActionStatus.CANCELLED and not action.reasons:
            yield words("The reason is not reported.")

    def _achieved(self, kpi: KpiProgress) -> str:
        """Return what the figures of a KPI add up to, how many of those expected have reported, and its target."""
        words = self.words
        parts = ["; ".join(figures_of(kpi, words))]
        if kpi.figures:
            parts.append(turnout(reporters_of(kpi), words))
            if kpi.contributions is not None:
                of = turnout(kpi.contributions.reporters, words)
                value = amount_of(kpi.contributions, words, scope=False)
                parts.append(words("own contributions {value}, {reported}", value=value, reported=of))
            apart = (self.sources.in_text(str(uncounted)) for uncounted in kpi.apart)
            parts += [words("not counted: {figure}", figure=text) for text in apart]
            if kpi.target is not None:
                target = kpi.target
                parts.append(words("target {state}: {reason}", state=words(target.state.value), reason=target.text))
        measure = " ".join(kpi.measure.split())
        name = measure if kpi.key is None else f"{words('KPI')} {kpi.key.ordinal} ({measure})"
        return f"{name}: {'; '.join(filter(None, parts))}"


_OWN_TEXTS = (("context", "Context"), ("assessment", "Assessment"), ("outlook", "Outlook"))
"""The sections of the Driver's own text, and their titles."""


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
    progress = reported(ctx, None if checkpoint is None else find_checkpoint(ctx.contexts, checkpoint))
    point = progress.rounds[ctx.plan.id]
    sources = CitedReports.of((ctx,), progress.reports, words)
    paper = _Paper(ctx, progress, words, sources, ActionColumns.of(ctx, progress, words, sources).columns)
    return Document(sections=tuple(paper.sections()), **_head(ctx, point, words))


def _head(ctx: PlanContext, point: Round | None, words: Words) -> dict[str, Any]:
    """Return the title, the name and the facts of the cover."""
    plan, head = ctx.plan, about_plan(ctx, words)
    facts: dict[str, Value] = {
        "plan": plan.id,
        "driver": format_cell(plan.driver, words),
        "co_drivers": format_cell(plan.co_drivers, words),
        "checkpoint": None if point is None else point.checkpoint,
        "cut_off_day": None if point is None else point.on,
        "as_of": ctx.as_of,
        **{name: head["properties"].get(name) for name in MARKING_FACTS},
    }
    when = [] if point is None else point.checkpoint.split()
    if point is not None and point.on is not None:
        names = [plan_round.checkpoint for plan_round in plan_rounds(plan, ctx.reports)]
        when += [str(point.on.year)] * (names.count(point.checkpoint) > 1)  # in a plan of two years
    named = ", ".join(filter(None, (words("Driver's report"), " ".join(when))))
    return {
        **head,
        "kind": "driver-report",
        "name": file_stem("-".join((plan.id, "driver-report", *when))),
        "title": f"{named}: {head['title']}",
        "properties": FrozenMap({key: value for key, value in facts.items() if value is not None and value != ""}),
    }


class _Difference(NamedTuple):
    """What does not agree about an action; ``rank`` is its place in the order: open, may be explained, settled."""

    rank: int
    kind: str
    about: str
    text: str
    settled: str


@attrs.frozen(eq=False)
class _Paper:
    """Makes the sections of the paper about one plan."""

    ctx: PlanContext
    found: Progress
    words: Words
    sources: CitedReports
    columns: tuple[ColumnOf[ActionProgress], ...]

    __repr__ = short_repr

    def sections(self) -> Iterator[Section]:
        """Yield the sections in the order of the paper."""
        words, progress = self.words, self.found
        goals = list(by_goal(self.ctx.plan, words))
        of_goals = tuple(key for key, _, positions in goals if positions)
        tables = ProgressTables.of(progress, (self.ctx,), words, self.sources, _number, *of_goals)
        yield from (self._own_text(key, title) for key, title in _OWN_TEXTS)
        yield self._overview(of_goals)
        for key, title, positions in goals:
            actions = [progress.actions[position] for position in positions]
            yield from tables.section(
                key, title, self.columns, actions, row_key=_number, ref=tables.ref, layout=Layout.RECORDS
            )
        yield from self._slippage(tables)
        yield from tables.preconditions(progress)
        yield from self._differing(tables)
        yield from tables.duplicates(progress)
        yield from tables.stated(progress)
        texts = (*progress.unplaced, *(text for action in progress for text in action.unknown_kpis))
        nowhere = tuple(map(self.sources.in_text, texts))
        if nowhere:
            yield Section(key="unplaced", title=words("Reports that count nowhere"), body=Text(nowhere))
        yield self.sources.section()
        if self._is_over():
            yield from self._not_reported(tables)

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

        def title(status: ActionStatus | None) -> str:
            return words("All actions" if status is None else status_words(status))

        def number(status: ActionStatus | None) -> int:
            return len(self.found) if status is None else counts.get(status, 0)

        def actions(status: ActionStatus | None) -> tuple[str, ...] | None:
            return tuple(_number(action) for action in self.found if action.status is status) or None

        columns: tuple[ColumnOf[ActionStatus | None], ...] = (
            column("status", "Status", title, width=20),
            column("number", "Number", number, type=ColumnType.NUMBER),
            column("actions", "Actions", actions, type=ColumnType.LIST, width=40, refers_to=of_goals),
        )
        rows = (*ActionStatus, None)  # the last row is about all actions
        body = table(columns, rows, key=lambda status: "actions" if status is None else status.value, words=words)
        return Section(key="status", title=words("Status of actions"), body=body)

    def _slippage(self, tables: ProgressTables) -> Iterator[Section]:
        """Yield what was achieved after the period of the plan."""
        columns: tuple[ColumnOf[str], ...] = (column("text", "Sentence", self.sources.in_text, width=60),)
        pairs = ((action, sentence) for action in self.found for sentence in action.slippage)
        return tables.about_actions("slippage", self.words("Results after the period of the plan"), columns, pairs)

    def _differing(self, tables: ProgressTables) -> Iterator[Section]:
        """Yield what does not agree: first what is open, then what may be explained, then what the Driver settled."""
        columns: tuple[ColumnOf[_Difference], ...] = (
            column("about", "About", lambda difference: difference.about, width=24),
            column("text", "What differs", lambda difference: difference.text, width=60),
            column("settled", "Settled", lambda difference: difference.settled, width=30),
        )
        return tables.about_actions(
            "disagreements",
            self.words("Where sources differ"),
            columns,
            sorted(self._differences(), key=lambda pair: pair[1].rank),
            lambda action, difference: f"{_number(action)} {difference.kind}",
        )

    def _differences(self) -> Iterator[tuple[ActionProgress, _Difference]]:
        """Yield the status, the days, and the figures that do not agree, each with its action."""
        words = self.words
        for action in self.found:
            picture = action.reported_status
            if picture.conflict or picture.settled_by is not None:
                difference = _Difference(
                    rank=_rank(picture.settled_by),
                    kind="status",
                    about=words("Status"),
                    text=self.sources.in_text(f"{'; '.join(map(str, picture.claims))}."),
                    settled=self._settled(picture.settled_by) or words("no"),
                )
                yield action, difference
            for kpi, values in disagreements(action):
                unsettled = words("no" if values.explanation is None else "may be explained")
                difference = _Difference(
                    rank=_rank(values.settled_by, values.explanation),
                    kind=values.kind.value,
                    about=words("Dates") if kpi is None else " ".join(kpi.measure.split()),
                    text=self.sources.in_text(values.text),
                    settled=self._settled(values.settled_by) or unsettled,
                )
                yield action, difference

    def _settled(self, by: str | None) -> str | None:
        return None if by is None else self.sources.name(by)

    def _not_reported(self, tables: ProgressTables) -> Iterator[Section]:
        """Yield who of those expected has not reported the status of an action, a total, or a contribution."""

        def totals(action: ActionProgress) -> tuple[str, ...]:
            return _each(kpi.leaders.missing for kpi in action.kpis)

        def contributions(action: ActionProgress) -> tuple[str, ...]:
            return _each(kpi.participants.missing for kpi in action.kpis)

        many = ColumnType.LIST
        columns: tuple[ColumnOf[ActionProgress], ...] = (
            column("status", "Status", lambda action: silent_leaders(action) or None, type=many, width=20),
            column("totals", "Totals", lambda action: totals(action) or None, type=many, width=20),
            column(
                "contributions", "Own contributions", lambda action: contributions(action) or None, type=many, width=30
            ),
        )
        missing = (action for action in self.found if silent_leaders(action) or totals(action) or contributions(action))
        pairs = ((action, action) for action in missing)
        return tables.about_actions("not-reported", self.words("Not reported by"), columns, pairs)


def _rank(settled_by: str | None, explanation: str | None = None) -> int:
    """Return the place of a difference in the order: open, may be explained, settled."""
    return 2 if settled_by is not None else 1 if explanation is not None else 0


def _number(action: ActionProgress) -> str:
    return action.action.number


def _each(parties: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party for several in parties for party in several))

"""The Driver's report: the paper about the progress of a plan at a checkpoint that the Driver sends to COSI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import attrs

from empact.analysis import (
    ActionProgress,
    Audience,
    Claim,
    Difference,
    Fact,
    KpiProgress,
    PlanContext,
    Progress,
    Round,
    Thing,
    Turnout,
    plan_rounds,
    sees,
)
from empact.analysis import progress as reported
from empact.analysis.claims.log import is_driver, reporter
from empact.analysis.claims.rounds import find_checkpoint
from empact.analysis.columns import format_cell
from empact.documents.cited_reports import CitedReports
from empact.documents.driver_actions import ActionColumns
from empact.documents.headings import MARKING_FACTS, about_plan
from empact.documents.language import Words, words_in
from empact.documents.names import file_stem
from empact.documents.plan_sheet import by_goal
from empact.documents.progress import status_words
from empact.documents.progress_tables import ProgressTables
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Row, Section, Table, Text, Value
from empact.errors import ExportError
from empact.model import ActionStatus, FiledReport, FrozenMap, Prose
from empact.reprs import short_repr

_AUDIENCES = {"cosi": Audience.COSI, "driver": Audience.DRIVER}
"""For whom the paper can be."""
_OWN_TEXTS = (("context", "Context"), ("assessment", "Assessment"), ("outlook", "Outlook"))
"""The sections of the Driver's own text, and their titles."""


def build_driver_report(
    ctx: PlanContext, *, checkpoint: str | None = None, audience: str = "cosi", language: str = "en"
) -> Document:
    """Return the paper on the progress of a plan that the Driver sends to COSI (plan sections 4.1, 5.3).

    The Driver's own text comes from its reports for the checkpoint; all else is what the reports amount to, as in
    :func:`build_progress`. Both are made anew at each call, and nothing of them is written into the plan. Silence is
    "not reported", never zero, and nobody is late.

    The paper for COSI has values, statuses, settled differences, ranges where sources differ, and turnout as numbers.
    The Driver's own copy also has who reports what, who has not reported, and which claims are not counted.

    Args:
        ctx: The plan, with its reports.
        checkpoint: The name of the checkpoint; the start of it is enough. By default as in
            :func:`empact.analysis.progress`.
        audience: Who reads it: ``cosi``, or ``driver`` for the Driver and the Support Unit.
        language: The language of titles and statuses; the sentences of the comparison stay English.

    Raises:
        UnknownIdError: The plan has no such checkpoint.
        ExportError: There is no such audience.
    """
    if audience not in _AUDIENCES:
        message = f"There is no audience {audience!r}. Choose {' or '.join(_AUDIENCES)}."
        raise ExportError(message)
    words = words_in(language)
    progress = reported(ctx, None if checkpoint is None else find_checkpoint(ctx.contexts, checkpoint))
    point = progress.rounds[ctx.plan.id]
    sources = CitedReports.of((ctx,), progress.reports, words)
    reader = _AUDIENCES[audience]
    paper = _Paper(ctx, progress, words, sources, ActionColumns(ctx, words, reader), reader)
    head = _head(ctx, point, words, own_copy=reader is Audience.DRIVER)
    return Document(sections=tuple(paper.sections()), **head)


def _head(ctx: PlanContext, point: Round | None, words: Words, *, own_copy: bool) -> dict[str, Any]:
    """Return the title, the name and the facts of the cover."""
    plan, head = ctx.plan, about_plan(ctx, words)
    facts: dict[str, Value] = {
        "plan": plan.id,
        "driver": format_cell(plan.driver, words),
        "co_drivers": format_cell(plan.co_drivers, words),
        "checkpoint": None if point is None else point.checkpoint,
        "cut_off_day": None if point is None else point.on,
        "as_of": ctx.as_of,
        "readers": words("only the Driver and the Support Unit") if own_copy else None,
        **{name: head["properties"].get(name) for name in MARKING_FACTS},
    }
    when = [] if point is None else point.checkpoint.split()
    if point is not None:
        names = [plan_round.checkpoint for plan_round in plan_rounds(plan)]
        when += [str(point.on.year)] * (names.count(point.checkpoint) > 1)  # in a plan of two years
    title = words("Driver's report (own copy)" if own_copy else "Driver's report")
    named = ", ".join(filter(None, (title, " ".join(when))))
    return {
        **head,
        "kind": "driver-report",
        "name": file_stem("-".join((plan.id, "driver-report", *when, *(("own-copy",) if own_copy else ())))),
        "title": f"{named}: {head['title']}",
        "properties": FrozenMap({key: value for key, value in facts.items() if value is not None and value != ""}),
    }


class _Differing(NamedTuple):
    """What does not agree about an action, or about a KPI of it."""

    kpi: KpiProgress | None
    difference: Difference


class _Heard(NamedTuple):
    """How many of those expected have reported the status of an action, or a KPI of it."""

    kpi: KpiProgress | None
    leaders: Turnout
    participants: Turnout

    @property
    def missing(self) -> tuple[str, ...]:
        """Who has not reported."""
        return tuple(dict.fromkeys((*self.leaders.missing, *self.participants.missing)))


_NAMES: Mapping[str, frozenset[str]] = FrozenMap(
    {"preconditions": frozenset({"taking_part", "absent", "unknown"}), "duplicates": frozenset({"why"})}
)
"""The columns that name parties in tables that other documents have too, by the key of the section."""


@attrs.frozen(eq=False)
class _Paper:
    """Makes the sections of the paper about one plan."""

    ctx: PlanContext
    found: Progress
    words: Words
    sources: CitedReports
    actions: ActionColumns
    audience: Audience

    __repr__ = short_repr

    def _sees(self, fact: Fact) -> bool:
        return sees(self.audience, fact)

    def sections(self) -> Iterator[Section]:
        """Yield the sections in the order of the paper."""
        words, progress = self.words, self.found
        goals = list(by_goal(self.ctx.plan, words))
        of_goals = tuple(key for key, _, positions in goals if positions)
        tables = ProgressTables.of(progress, (self.ctx,), words, self.sources, _number, *of_goals)
        columns = self.actions.columns
        yield from (self._own_text(key, title) for key, title in _OWN_TEXTS)
        yield self._overview(of_goals)
        for key, title, positions in goals:
            actions = [progress.actions[position] for position in positions]
            yield from tables.section(
                key, title, columns, actions, row_key=_number, ref=tables.ref, layout=Layout.RECORDS
            )
        yield from self._slippage(tables)
        yield from map(self._without_names, tables.preconditions(progress))
        yield from self._differing(tables)
        yield from map(self._without_names, tables.duplicates(progress))
        yield from tables.stated(self._stated())
        if self._sees(Fact.CLAIMS):
            yield from self._apart(tables)
            yield from self._unplaced()
        if self._is_over():
            yield from self._turnout(tables)
        yield self._reports()

    def _is_over(self) -> bool:
        """Whether the checkpoint is over on the date of knowledge; before that, nobody has to have reported."""
        point, on = self.found.rounds[self.ctx.plan.id], self.ctx.as_of
        return point is None or on is None or point.on <= on

    def _without_names(self, section: Section) -> Section:
        """Return a section without the columns that name parties, unless its reader sees them."""
        names, body = _NAMES[section.key], section.body
        if self._sees(Fact.NAMES) or not isinstance(body, Table):
            return section
        shown = [place for place, column in enumerate(body.columns) if column.key not in names]
        rows = (Row(row.key, tuple(row.cells[place] for place in shown), row.ref) for row in body.rows)
        return attrs.evolve(section, body=Table(tuple(body.columns[place] for place in shown), tuple(rows)))

    def _own_text(self, key: str, title: str) -> Section:
        """Return a section of the Driver's own text, from each of its reports that has it."""
        paragraphs: list[str] = []
        for report in self.found.of_driver:
            text: Prose = getattr(report.content, key)
            if text:
                by, on = reporter(self.ctx, report), report.content.on
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
        pairs = ((action, sentence) for action in self.found for sentence in self._after_the_plan(action))
        return tables.about_actions("slippage", self.words("Results after the period of the plan"), columns, pairs)

    def _after_the_plan(self, action: ActionProgress) -> Iterator[str]:
        """Yield the claims about what was achieved after the plan; without their parties, only those of leaders."""
        if self._sees(Fact.CLAIMS):
            yield from action.slippage
            return
        period = self.ctx.plan.period
        said = (
            f"{self._about(kpi)}: {claim.said}."
            for kpi, claim in self._claims(action)
            if claim.apart is None and claim.day is not None and period is not None and claim.day > period.end
        )
        yield from dict.fromkeys(said)

    def _claims(self, action: ActionProgress) -> Iterator[tuple[KpiProgress | None, Claim]]:
        """Yield the claims about an action, and those about its KPIs with their KPI."""
        yield from ((None, claim) for claim in self.actions.claims(action))
        for kpi in (*action.kpis, *action.measures):
            yield from ((kpi, claim) for claim in kpi.claims)

    def _about(self, kpi: KpiProgress | None) -> str:
        return self.words("Action") if kpi is None else self.actions.name(kpi)

    def _differing(self, tables: ProgressTables) -> Iterator[Section]:
        """Yield what does not agree: first what is open, then what the Driver has settled."""

        def about(differing: _Differing) -> str:
            if differing.kpi is not None:
                return self.actions.name(differing.kpi)
            status = any(claim.thing is Thing.STATUS for claim in differing.difference.claims)
            return self.words("Status" if status else "Dates")

        def text(differing: _Differing) -> str:
            difference = differing.difference
            if self._sees(Fact.CLAIMS):
                return self.sources.in_text(difference.text)
            values = "; ".join(dict.fromkeys(claim.said for claim in difference.claims if claim.thing in _OF_LEADERS))
            return f"{difference.what}: {values}." if values else f"{difference.what}."

        def settled(differing: _Differing) -> str:
            by = differing.difference.settled_by
            return self.words("no") if by is None else self.sources.name(by)

        columns: tuple[ColumnOf[_Differing], ...] = (
            column("about", "About", about, width=24),
            column("text", "What differs", text, width=60),
            column("settled", "Settled", settled, width=30),
        )
        return tables.about_actions(
            "differences",
            self.words("Where sources differ"),
            columns,
            sorted(self._differences(), key=lambda pair: not pair[1].difference.open),
            lambda action, differing: f"{_key(action, differing.kpi)} {differing.difference.kind.value}",
        )

    def _differences(self) -> Iterator[tuple[ActionProgress, _Differing]]:
        """Yield what does not agree about the status, the days and the figures, each with its action."""
        for action in self.found:
            yield from ((action, _Differing(None, difference)) for difference in action.differences)
            for kpi in (*action.kpis, *action.measures):
                yield from ((action, _Differing(kpi, difference)) for difference in kpi.differences)

    def _stated(self) -> Progress:
        """Return the progress with the totals that the reader sees stated: those of the Driver, or of all."""
        if self._sees(Fact.CLAIMS):
            return self.found
        of_driver = tuple(total for total in self.found.stated if self._is_of_driver(total.filed))
        return attrs.evolve(self.found, stated=of_driver)

    def _apart(self, tables: ProgressTables) -> Iterator[Section]:
        """Yield the claims that are not counted, each with the reason."""
        words = self.words

        def why(claim: Claim) -> str:
            if claim.apart is None:
                return words("stated by a leader: shown beside the share of the party")
            return f"{words(claim.apart.value)}: {claim.why}."

        columns: tuple[ColumnOf[tuple[KpiProgress | None, Claim]], ...] = (
            column("about", "About", lambda pair: self._about(pair[0]), width=24),
            column("claim", "Claim", lambda pair: self.sources.in_text(f"{pair[1]}."), width=60),
            column("why", "Why", lambda pair: why(pair[1]), width=40),
        )
        pairs = (
            (action, pair)
            for action in self.found
            for pair in self._claims(action)
            if pair[1].apart is not None or pair[1].thing is Thing.ATTRIBUTED
        )
        return tables.about_actions(
            "apart",
            words("Not counted"),
            columns,
            pairs,
            lambda action, pair: f"{_key(action, pair[0])} {pair[1].about or pair[1].by}",
        )

    def _unplaced(self) -> Iterator[Section]:
        """Yield the reports that count nowhere."""
        texts = (*self.found.unplaced, *(text for action in self.found for text in action.unknown_kpis))
        if texts:
            body = Text(tuple(map(self.sources.in_text, texts)))
            yield Section(key="unplaced", title=self.words("Reports that count nowhere"), body=body)

    def _turnout(self, tables: ProgressTables) -> Iterator[Section]:
        """Yield how many of those expected have reported the status of each action, and each KPI."""
        words = self.words

        def number(turnout: Turnout) -> str | None:
            every = len(turnout.expected)
            return words("{value} of {whole}", value=every - len(turnout.missing), whole=every) if every else None

        def about(heard: _Heard) -> str:
            return words("Status") if heard.kpi is None else self.actions.name(heard.kpi)

        named: ColumnOf[_Heard] = column(
            "missing", "Not reported by", lambda heard: heard.missing or None, type=ColumnType.LIST, width=30
        )
        columns: tuple[ColumnOf[_Heard], ...] = (
            column("about", "About", about, width=30),
            column("leaders", "Leaders", lambda heard: number(heard.leaders), width=10),
            column("participants", "Participants", lambda heard: number(heard.participants), width=12),
            *((named,) if self._sees(Fact.NAMES) else ()),
        )
        pairs = ((action, heard) for action in self.found for heard in _heard(action))
        return tables.about_actions(
            "turnout", words("Turnout"), columns, pairs, lambda action, heard: _key(action, heard.kpi)
        )

    def _reports(self) -> Section:
        """Return the list of the reports; for who does not see claims, of those of the Driver that the paper names."""
        if self._sees(Fact.CLAIMS):
            return self.sources.section()
        of_driver = (report for report in self.sources.reports if self._is_of_driver(report))
        return attrs.evolve(self.sources.section(of_driver), title=self.words("Reports of the Driver"))

    def _is_of_driver(self, report: FiledReport) -> bool:
        """Whether the Driver settles differences, states totals, or writes about the plan in a report."""
        content = report.content
        texts = any(getattr(content, key) for key, _ in _OWN_TEXTS)
        by = reporter(self.ctx, report)
        return bool(content.settles or content.stated or texts) and is_driver(self.ctx, by, content.on)


_OF_LEADERS = frozenset({Thing.TOTAL, Thing.DAY, Thing.STATUS, Thing.STARTED, Thing.ENDED})
"""What only leaders state. A share is that of a party, and not shown without it."""


def _heard(action: ActionProgress) -> Iterable[_Heard]:
    """Return what somebody is expected to report about an action."""
    every = (
        _Heard(None, action.leaders, Turnout()),
        *(_Heard(kpi, kpi.leaders, kpi.participants) for kpi in action.kpis),
    )
    return (heard for heard in every if heard.leaders.expected or heard.participants.expected)


def _key(action: ActionProgress, kpi: KpiProgress | None) -> str:
    """Return the key of a row about an action, or about a KPI of it: ``2.1/1``."""
    if kpi is None:
        return action.action.number
    return f"{action.action.number}/{' '.join(kpi.measure.split()) if kpi.kpi is None else kpi.kpi}"


def _number(action: ActionProgress) -> str:
    return action.action.number

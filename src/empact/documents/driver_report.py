"""The Driver's report: the paper about the progress of a plan at a checkpoint that the Driver sends to COSI.

Its readers are delegates who have never seen a plan: page one has what was done, what is behind and what is asked. Who
reports what, and who is silent, stands only in the annex for the Driver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import attrs

from empact.analysis import (
    ActionProgress,
    Claim,
    DifferingSources,
    DriverReport,
    PlanContext,
    Range,
    Round,
    Thing,
    driver_report,
    format_number,
)
from empact.analysis.columns import format_cell
from empact.documents.charts import Bar, BarChart
from empact.documents.cited_evidence import Evidence
from empact.documents.driver_actions import ActionColumns
from empact.documents.driver_page_one import PageOne, own_text
from empact.documents.headings import MARKING_FACTS, about_plan
from empact.documents.language import Words, words_in
from empact.documents.names import file_stem
from empact.documents.plain_results import (
    measure_of,
    result_of,
)
from empact.documents.plan_notes import with_plan_notes
from empact.documents.plan_sheet import by_goal
from empact.documents.progress import status_words
from empact.documents.progress_figures import range_of
from empact.documents.provenance import action_refs
from empact.documents.redactions import redacted_digests, redacted_until
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Text, Value
from empact.model import ActionStatus, FrozenMap, Settlement
from empact.reprs import short_repr

_AFTER_PAGE_ONE = (("context", "Context"), ("assessment", "Assessment"), ("outlook", "Outlook"))
"""The sections of the Driver's own text behind page one, and their titles."""


def build_driver_report(
    ctx: PlanContext,
    *,
    checkpoint: str | None = None,
    sealed: bool = False,
    language: str = "en",
) -> Document:
    """Return the paper on the progress of a plan that the Driver sends to COSI (plan sections 4.1, 5.3).

    It is made again at each call, from the reports and the Driver's own text in them: see
    :func:`empact.analysis.driver_report`. Silence is "not reported", never zero, and nobody is late.

    The paper has values, statuses, settled differences, ranges where sources differ, and turnout as numbers. It does
    not name the leaders of an action, since beside "not reported" they are who has not reported. Who reports what, who
    has not reported, and which claims are not counted is in a document of its own, for the Driver alone: see
    :func:`build_driver_annex`.

    Args:
        ctx: The plan, with its reports.
        checkpoint: The name of the checkpoint; the start of it is enough. By default as in
            :func:`empact.analysis.progress`.
        sealed: Whether it is the paper as it was at the newest seal of the checkpoint, or of all if none is named:
            only what the seal lists counts, as known on its day.
        language: The language of everything but the texts of the plan and of the reports.

    Raises:
        UnknownIdError: The plan has no such checkpoint.
        SealError: There is no such seal, or a record that it lists is missing or changed; or `ctx` is as it was sealed
            for another checkpoint.
    """
    paper = _paper(ctx, checkpoint, words_in(language), sealed=sealed)
    titles = "Driver's report", "Driver's report for {checkpoint}"
    return attrs.evolve(_document(paper, "driver-report", titles, paper.sections()), version=2)


def build_driver_annex(
    ctx: PlanContext, *, checkpoint: str | None = None, sealed: bool = False, language: str = "en"
) -> Document:
    """Return the annex of the Driver's report, for the Driver and the Support Unit alone.

    It has what the paper for COSI leaves out: who reports what, who has not reported, and which claims are not counted.
    A report has the same number as in the paper.

    Args:
        ctx: The plan, with its reports.
        checkpoint: As in :func:`build_driver_report`.
        sealed: As in :func:`build_driver_report`.
        language: The language of everything but the texts of the plan and of the reports.

    Raises:
        UnknownIdError: The plan has no such checkpoint.
        SealError: As in :func:`build_driver_report`.
    """
    from empact.documents.driver_annex import annex_sections  # the paper needs nothing of it

    paper = _paper(ctx, checkpoint, words_in(language), sealed=sealed)
    _ = list(paper.sections())  # which give the reports their numbers
    sections = annex_sections(paper.ctx, paper.report, paper.words, paper.evidence)
    titles = "Annex to the Driver's report", "Annex to the Driver's report for {checkpoint}"
    return _document(paper, "driver-annex", titles, sections)


def _paper(ctx: PlanContext, checkpoint: str | None, words: Words, *, sealed: bool) -> _Paper:
    if sealed:
        ctx = ctx.sealed(checkpoint)
    return _Paper(ctx, driver_report(ctx, checkpoint), words, Evidence(ctx, words))


def _document(paper: _Paper, kind: str, titles: tuple[str, str], sections: Iterable[Section]) -> Document:
    """Return a document of a kind with these sections; its title without a checkpoint, and with one, are in English."""
    ctx, words = paper.ctx, paper.words
    head = _head(ctx, paper.report.round, words)
    point, (bare, dated) = paper.report.round, titles
    title = words(bare) if point is None else words(dated, checkpoint=_dated(point))
    head["title"] = f"{title}: {head['title']}"
    when = [] if point is None else [part.strip("()") for part in point.label.split()]
    return Document(
        kind=kind,
        name=file_stem("-".join((ctx.plan.id, kind, *when))),
        sections=tuple(with_plan_notes(section, (ctx.plan,), words) for section in sections),
        **head,
    )


def _head(ctx: PlanContext, point: Round | None, words: Words) -> dict[str, Any]:
    """Return the title of the plan and the facts of the cover."""
    plan, head = ctx.plan, about_plan(ctx, words)
    facts: dict[str, Value] = {
        "plan": plan.id,
        "driver": format_cell(plan.driver, words),
        "co_drivers": format_cell(plan.co_drivers, words),
        "checkpoint": None if point is None else point.label,
        "cut_off_day": None if point is None else point.on,
        "as_of": ctx.as_of,
        "seal": None if ctx.sealed_by is None else ctx.sealed_by.id,
        "redacted": None if ctx.sealed_by is None else redacted_digests(ctx) or None,
        **{name: head["properties"].get(name) for name in MARKING_FACTS},
    }
    known = {key: value for key, value in facts.items() if value is not None and value != ""}
    return {**head, "properties": FrozenMap(known)}


def _redacted(number: int, words: Words) -> str:
    """Return how many reports were redacted; the paper does not name parties."""
    if number == 1:
        return words("1 report was redacted: what it stated is not counted.")
    return words("{number} reports were redacted: what they stated is not counted.", number=number)


def _dated(point: Round) -> str:
    """Return the name of a checkpoint with its year: ``Dec 2012`` where the plan has ``Dec``."""
    year = str(point.on.year)
    return point.label if year in point.label else f"{point.label} {year}"


@attrs.frozen(eq=False)
class _Paper:
    """Makes the sections of the paper about one plan."""

    ctx: PlanContext
    report: DriverReport
    words: Words
    evidence: Evidence

    __repr__ = short_repr

    def sections(self) -> Iterator[Section]:
        """Yield the sections in the order of the paper: page one, the actions by goal, differences, evidence."""
        words, report = self.words, self.report
        goals = list(by_goal(self.ctx.plan, words))
        of_goals = tuple(key for key, _, positions in goals if positions)
        actions = ActionColumns(self.ctx, words, self.evidence)
        yield from PageOne(report, words, actions, self.evidence, of_goals).sections()
        behind = [*self._own_texts(), *self._turnout(), self._statuses(of_goals)]
        yield from (attrs.evolve(section, new_page=not number) for number, section in enumerate(behind))
        refs = action_refs(self.ctx)
        for key, title, positions in goals:
            if positions:
                listed = [report.progress.actions[position] for position in positions]
                body = table(
                    actions.columns, listed, key=_number, ref=lambda action: refs[action.position], words=words
                )
                yield Section(key=key, title=title, body=body, layout=Layout.RECORDS)
        yield from self._differences(of_goals)
        yield self.evidence.section()

    def _own_texts(self) -> Iterator[Section]:
        for key, title in _AFTER_PAGE_ONE:
            paragraphs = tuple(own_text(self.report, self.evidence, self.words, key))
            if paragraphs:
                yield Section(key=key, title=self.words(title), body=Text(paragraphs))

    def _turnout(self) -> Iterator[Section]:
        """Yield how many of the parties that are expected to report have; only once the checkpoint is over."""
        report, words = self.report, self.words
        if report.is_over and report.expected:
            text = "{number} of the {all} parties that are expected to report have reported."
            said = words(text, number=report.reported, all=report.expected)
            number = len(redacted_until(self.ctx, report.round))
            redacted = () if not number else (_redacted(number, words),)
            yield Section(key="turnout", title=words("Turnout"), body=Text((said, *redacted)))

    def _statuses(self, of_goals: tuple[str, ...]) -> Section:
        """Return how many actions have each status, and which; the numbers add up to the number of actions."""
        words, progress = self.words, self.report.progress
        counts = progress.status_counts()
        columns: tuple[ColumnOf[ActionStatus], ...] = (
            column("status", "Status", lambda status: words(status_words(status)), width=20),
            column("number", "Number", lambda status: counts[status], type=ColumnType.NUMBER, width=8),
            column(
                "actions",
                "Actions",
                lambda status: tuple(_number(action) for action in progress if action.status is status),
                type=ColumnType.LIST,
                width=30,
                refers_to=of_goals,
            ),
        )
        body = table(columns, counts, key=lambda status: status.value, words=words)
        bars = tuple(
            Bar(
                key=status.value,
                label=words(status_words(status)),
                low=Decimal(number),
                high=Decimal(number),
                text=str(number),
            )
            for status, number in counts.items()
        )
        chart = BarChart(title=words("Number of actions"), bars=bars) if bars else None
        return Section(key="status", title=words("Status of actions"), body=body, chart=chart)

    def _differences(self, of_goals: tuple[str, ...]) -> Iterator[Section]:
        """Yield what leaders report differently: what the Driver has settled, then what is open, as a range."""
        words = self.words

        def settled(differing: DifferingSources) -> str:
            settlement = differing.settled
            if settlement is None:
                return words("open: sources differ")
            said = self._settled(differing)
            if settlement.round != self.report.round:
                said = words("{value} in {round}", value=said, round=settlement.round)
            return self.evidence.cite(said, [settlement.filed])

        columns: tuple[ColumnOf[DifferingSources], ...] = (
            column("action", "Action", lambda differing: _number(differing.action), width=6, refers_to=of_goals),
            column("about", "About", self._about, width=30),
            column("reported", "Reported", self._reported, width=34),
            column("settled", "Settled by the Driver", settled, width=30),
        )
        differences = self.report.differences
        body = table(columns, differences, key=lambda differing: f"{_about_key(differing)}", words=words)
        if differences:
            yield Section(key="differences", title=words("Where sources differ"), body=body)

    def _about(self, differing: DifferingSources) -> str:
        if differing.kpi is not None:
            return measure_of(differing.kpi)
        titles = {Thing.STARTED: "First day", Thing.ENDED: "Last day"}
        return self.words(titles.get(differing.thing, "Status"))

    def _reported(self, differing: DifferingSources) -> str:
        """Return what is reported, without who reports it: a range of values or days, or the statuses."""
        words, kpi = self.words, differing.kpi
        if differing.thing is Thing.STATUS:
            statuses = (self._status(claim.words) for claim in differing.claims if claim.words)
            return "; ".join(dict.fromkeys(statuses))
        days = sorted({claim.day for claim in differing.claims if claim.day is not None})
        if days:
            if any(claim.day is None for claim in differing.claims):
                return words("whether it was reached is unclear")
            return str(days[0]) if len(days) == 1 else words("{first} to {last}", first=days[0], last=days[-1])
        if kpi is not None and not differing.is_settled:
            return result_of(kpi, words).removesuffix(f"; {words('sources differ')}")
        stated = [claim for claim in differing.claims if claim.value is not None]
        if any(claim.of is not None for claim in stated):  # numerators alone make no range
            return "; ".join(dict.fromkeys(_ratio(claim, words) for claim in stated))
        values = [claim.value for claim in stated if claim.value is not None]
        said = range_of(Range.around(values), words) if values else words("not reached")
        unit = None if kpi is None or kpi.value is None else kpi.value.unit
        return said if unit is None else f"{said} {unit}"

    def _settled(self, differing: DifferingSources) -> str:
        assert differing.settled is not None  # noqa: S101 - asked for only where it is settled
        settlement, kpi = differing.settled.settlement, differing.kpi
        if settlement.status is not None:
            return self._status(settlement.status)
        day = settlement.reached or settlement.started or settlement.ended
        if day is not None or settlement.value is None:
            return str(day)
        if settlement.of is not None:
            return _ratio(settlement, self.words)
        said = range_of(Range.exactly(settlement.value), self.words)
        unit = None if kpi is None or kpi.value is None else kpi.value.unit
        return said if unit is None else f"{said} {unit}"

    def _status(self, word: str) -> str:
        """Return a status in the language of the paper; a word that is not known as it is."""
        status = self.ctx.status(word)
        return word if status is None else self.words(status_words(status))


def _ratio(stated: Claim | Settlement, words: Words) -> str:
    """Return a ratio as it is stated: ``22 of 28``; a percentage without its denominator as a number in its unit."""
    assert stated.value is not None  # noqa: S101 - asked for only where it is
    value = format_number(stated.value)
    if stated.of is None:
        unit = stated.unit if isinstance(stated, Claim) else None
        return " ".join(filter(None, (value, unit)))
    return words("{value} of {whole}", value=value, whole=format_number(stated.of))


def _about_key(differing: DifferingSources) -> str:
    number = differing.action.action.number
    about = differing.thing.value if differing.kpi is None else differing.kpi.name
    return f"{number}/{' '.join(about.split())} {differing.difference.kind.value}"


def _number(action: ActionProgress) -> str:
    return action.action.number

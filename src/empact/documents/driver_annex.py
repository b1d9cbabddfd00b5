"""The annex of the Driver's report: names, dissent and shares, for the Driver and the Support Unit alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import attrs

from empact.analysis import (
    ActionProgress,
    Apart,
    Claim,
    Difference,
    DifferenceKind,
    DriverReport,
    KpiProgress,
    PlanContext,
    PossibleDuplicate,
    Thing,
    Turnout,
    claim_log,
    format_number,
)
from empact.documents.cited_evidence import Evidence
from empact.documents.cited_reports import CitedReports
from empact.documents.driver_actions import name_of
from empact.documents.language import Words
from empact.documents.progress_figures import range_of
from empact.documents.progress_tables import ProgressTables
from empact.documents.redactions import missing_parties, redacted_section
from empact.documents.reported_figures import format_claim
from empact.documents.tables import ColumnOf, column
from empact.documents.values import ColumnType, Section, Text
from empact.reprs import short_repr

_DIFFERENCES = {
    DifferenceKind.TOTALS: "Leaders state different totals.",
    DifferenceKind.TWO_VALUES: "One party states two values for the same thing.",
    DifferenceKind.ABOVE_TOTAL: "The shares add up to more than the total.",
    DifferenceKind.BELOW_TOTAL: "The shares add up to less than the total.",
    DifferenceKind.ATTRIBUTED: "A leader states a different share for a party than the party itself.",
    DifferenceKind.EQUAL_PAIRS: "Several parties state equal ratios, which may be one result.",
    DifferenceKind.FALL: "A newer value is lower, or a reached result is withdrawn.",
    DifferenceKind.DAYS: "Leaders state different days.",
    DifferenceKind.STATUS: "The statements about the status do not agree.",
    DifferenceKind.SETTLEMENT: "A settlement does not cite exactly the reports that state the difference now.",
}
"""What does not agree."""
_APART = {
    Apart.UNIT: "in another unit than the KPI",
    Apart.RATIO: "a percentage without its numerator and denominator",
    Apart.VALUE: "the wrong kind of value for the KPI",
    Apart.ROLE: "not by a leader",
    Apart.NOT_NAMED: "the action does not name the party",
    Apart.EXCLUDED: "after the party was excluded",
    Apart.BEFORE: "before the plan",
    Apart.AFTER: "after the plan",
    Apart.OTHER_ACTION: "written for another action",
}
"""Why a claim is not counted."""
_SHARES = frozenset({Thing.SHARE, Thing.ATTRIBUTED})


class _OfKpi(NamedTuple):
    """A claim about an action, or about a KPI of it."""

    kpi: KpiProgress | None
    claim: Claim


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


def annex_sections(ctx: PlanContext, report: DriverReport, words: Words, evidence: Evidence) -> Iterator[Section]:
    """Yield the sections of the annex: who states what, who is silent, and what is not counted.

    Args:
        ctx: The plan.
        report: What the Driver reports.
        words: The fixed words in the language of the annex.
        evidence: The numbers that the paper gives to reports; the annex lists all others behind them.
    """
    return _Annex(ctx, report, words, evidence).sections()


@attrs.frozen(eq=False)
class _Annex:
    ctx: PlanContext
    report: DriverReport
    words: Words
    evidence: Evidence

    __repr__ = short_repr

    def sections(self) -> Iterator[Section]:
        progress = self.report.progress
        sources = CitedReports.of((self.ctx,), progress.reports, self.words)
        tables = ProgressTables.of(progress, (self.ctx,), self.words, sources, _number)
        yield from self._differing(tables)
        yield from self._claims(
            tables, "shares", "Shares of the parties", (pair for pair in self._of_kpis() if _is_share(pair[1].claim))
        )
        yield from self._turnout(tables)
        yield from redacted_section([self.ctx], self.words)
        yield from tables.preconditions(progress)
        yield from self._duplicates(tables)
        yield from tables.stated(progress)
        yield from self._claims(
            tables, "apart", "Not counted", (pair for pair in self._all() if pair[1].claim.apart is not None)
        )
        yield from self._nowhere()
        yield self.evidence.complete_section(progress.reports)

    def _of_kpis(self) -> Iterator[tuple[ActionProgress, _OfKpi]]:
        for action in self.report.progress:
            for kpi in (*action.kpis, *action.measures):
                yield from ((action, _OfKpi(kpi, claim)) for claim in kpi.claims)

    def _all(self) -> Iterator[tuple[ActionProgress, _OfKpi]]:
        """Yield the claims about actions and their KPIs, in the order of the plan."""
        log = claim_log(self.ctx)
        for action in self.report.progress:
            if action.round is not None:
                claims = log.actions[action.position].until(action.round).claims
                yield from ((action, _OfKpi(None, claim)) for claim in claims)
            for kpi in (*action.kpis, *action.measures):
                yield from ((action, _OfKpi(kpi, claim)) for claim in kpi.claims)

    def _about(self, kpi: KpiProgress | None) -> str:
        return self.words("Action") if kpi is None else name_of(kpi, self.words)

    def _said(self, claim: Claim) -> str:
        """Return what a claim states, with its party and the number of its report: ``QN: 3 in total [2]``."""
        part = "" if claim.part is None else f" ({claim.part})"
        return self.evidence.cite(f"{claim.by}{part}: {said_of(claim, self.words)}", [claim.filed])

    def _claims(
        self, tables: ProgressTables, key: str, title: str, pairs: Iterable[tuple[ActionProgress, _OfKpi]]
    ) -> Iterator[Section]:
        """Yield a table of claims, each with its party, its round and its report."""
        words = self.words

        def note(pair: _OfKpi) -> str | None:
            claim = pair.claim
            if claim.apart is not None:
                return words(_APART[claim.apart])
            return words("stated by a leader, not counted") if claim.thing is Thing.ATTRIBUTED else None

        columns: tuple[ColumnOf[_OfKpi], ...] = (
            column("about", "About", lambda pair: self._about(pair.kpi), width=30),
            column("party", "Party", lambda pair: pair.claim.about or pair.claim.by, width=10),
            column("claim", "Reported", lambda pair: self._said(pair.claim), width=40),
            column("round", "Checkpoint", lambda pair: str(pair.claim.round), width=16),
            column("note", "Not counted, because", note, width=30),
        )
        return tables.about_actions(
            key,
            words(title),
            columns,
            pairs,
            lambda action, pair: f"{_key(action, pair.kpi)} {pair.claim.about or pair.claim.by}",
        )

    def _differing(self, tables: ProgressTables) -> Iterator[Section]:
        """Yield what does not agree, with who states it: first what is open, then what the Driver has settled."""
        words = self.words

        def about(differing: _Differing) -> str:
            return words("Status and days") if differing.kpi is None else name_of(differing.kpi, words)

        def settled(differing: _Differing) -> str:
            settlement = differing.difference.settled
            return words("no") if settlement is None else self.evidence.cite(words("yes"), [settlement.filed])

        columns: tuple[ColumnOf[_Differing], ...] = (
            column("about", "About", about, width=26),
            column("what", "What differs", lambda differing: words(_DIFFERENCES[differing.difference.kind]), width=36),
            column(
                "claims",
                "Who states what",
                lambda differing: tuple(map(self._said, differing.difference.claims)) or None,
                type=ColumnType.LIST,
                width=40,
            ),
            column("settled", "Settled", settled, width=12),
        )
        pairs = [
            (action, _Differing(kpi, difference))
            for action in self.report.progress
            for kpi, several in (
                (None, action.differences),
                *((kpi, kpi.differences) for kpi in (*action.kpis, *action.measures)),
            )
            for difference in several
        ]
        return tables.about_actions(
            "differences",
            words("Where sources differ"),
            columns,
            sorted(pairs, key=lambda pair: not pair[1].difference.open),
            lambda action, differing: f"{_key(action, differing.kpi)} {differing.difference.kind.value}",
        )

    def _turnout(self, tables: ProgressTables) -> Iterator[Section]:
        """Yield how many of those expected have reported, and who has not; only once the checkpoint is over."""
        words = self.words

        def number(turnout: Turnout) -> str | None:
            every = len(turnout.expected)
            return words("{value} of {whole}", value=every - len(turnout.missing), whole=every) if every else None

        def missing(heard: _Heard) -> tuple[str, ...] | None:
            return missing_parties(self.ctx, self.report.round, heard.missing, words) or None

        columns: tuple[ColumnOf[_Heard], ...] = (
            column("about", "About", lambda heard: self._heard(heard.kpi), width=30),
            column("leaders", "Leaders", lambda heard: number(heard.leaders), width=10),
            column("participants", "Participants", lambda heard: number(heard.participants), width=12),
            column("missing", "Not reported by", missing, type=ColumnType.LIST, width=30),
        )
        if self.report.is_over:
            pairs = ((action, heard) for action in self.report.progress for heard in _heard(action))
            yield from tables.about_actions(
                "turnout", words("Turnout"), columns, pairs, lambda action, heard: _key(action, heard.kpi)
            )

    def _heard(self, kpi: KpiProgress | None) -> str:
        return self.words("Status") if kpi is None else name_of(kpi, self.words)

    def _duplicates(self, tables: ProgressTables) -> Iterator[Section]:
        """Yield the figures that may count one result twice, with who states them."""
        words = self.words

        def claims(duplicate: PossibleDuplicate) -> tuple[str, ...]:
            prefix = f"{self.ctx.plan.id}:"
            return tuple(f"{name.removeprefix(prefix)}: {self._said(claim)}" for name, claim in duplicate.by_action)

        many = ColumnType.LIST
        columns: tuple[ColumnOf[PossibleDuplicate], ...] = (
            column("measure", "Measure", lambda duplicate: duplicate.measure, width=24),
            column("value", "Together", lambda duplicate: range_of(duplicate.value, words), width=14),
            column("claims", "Who states what", claims, type=many, width=50),
            column("parties", "In common", lambda duplicate: duplicate.parties or None, type=many, width=14),
            column("operations", "Operations", lambda duplicate: duplicate.operations or None, type=many, width=16),
        )
        duplicates = self.report.progress.possible_duplicates
        title = words("Possible duplicates")
        return tables.section("duplicates", title, columns, duplicates, row_key=lambda duplicate: duplicate.measure)

    def _nowhere(self) -> Iterator[Section]:
        """Yield the reports that are not counted."""
        words, log, cite = self.words, claim_log(self.ctx), self.evidence.cite
        known = {report.id for report in (*self.report.progress.reports, *log.unplaced)}
        lines = [
            cite(words("The plan has no checkpoint {name} with a day.", name=report.content.checkpoint), [report])
            for report in log.unplaced
        ]
        lines += [
            cite(words("The plan has no action {action}.", action=number), [report])
            for report, number in log.unknown_actions
            if report.id in known
        ]
        for action in self.report.progress:
            lines += [
                cite(words("Action {action} has no KPI {number}.", action=_number(action), number=number), [report])
                for report, number in log.actions[action.position].unknown_kpis
                if report.id in known
            ]
        if lines:
            yield Section(key="unplaced", title=words("Reports that are not counted"), body=Text(tuple(lines)))


def said_of(claim: Claim, words: Words) -> str:
    """Return what a claim states: ``460 in total``, ``ended on 2031-09-14``, the words of the report."""
    if claim.thing is Thing.ATTRIBUTED and claim.value is not None:
        value = format_number(claim.value)
        return words(
            "{value} by {party}", value=value if claim.unit is None else f"{value} {claim.unit}", party=claim.about
        )
    if claim.figure is not None:
        return format_claim(claim, words) or words("not reached")
    if claim.day is not None:
        text = {Thing.STARTED: "started on {day}", Thing.ENDED: "ended on {day}"}.get(claim.thing, "reached on {day}")
        return words(text, day=claim.day)
    return claim.words or words("not reached")


def _is_share(claim: Claim) -> bool:
    return claim.thing in _SHARES and claim.apart is None


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
    return f"{action.action.number}/{' '.join(kpi.name.split())}"


def _number(action: ActionProgress) -> str:
    return action.action.number

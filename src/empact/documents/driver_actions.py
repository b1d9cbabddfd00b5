"""The actions of a plan in the Driver's report: what COSI reads about each, goal by goal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from empact.analysis import (
    ActionProgress,
    Claim,
    KpiProgress,
    PlanContext,
    PlannedState,
    ReportedText,
    Standing,
    Thing,
    claim_log,
)
from empact.analysis.claims.casts import Cast, cast_of
from empact.analysis.claims.log import is_driver
from empact.analysis.columns import format_cell
from empact.analysis.progressing.driver_reports import GOING_ON, Doubt, doubt_of
from empact.documents.cited_evidence import Evidence
from empact.documents.language import Words
from empact.documents.plain_results import result_of, state_of
from empact.documents.progress import status_of
from empact.documents.tables import ColumnOf, column
from empact.documents.values import ColumnType
from empact.model import ActionStatus, FiledReport
from empact.reprs import short_repr

_OF_LEADERS = frozenset({Thing.TOTAL, Thing.DAY, Thing.WORDS})
"""What leaders state of a KPI: a headline cites it. A share is that of a party, and is not cited."""


@attrs.frozen(eq=False)
class ActionColumns:
    """Makes the columns of the actions of one plan: headlines, and words of the leaders and of the Driver.

    None names the leaders of an action: beside "not reported", or beside a total that is only "at least", they are who
    has not reported. Left out there alone, they would be known from the gap. Who leads stands in the plan.
    """

    ctx: PlanContext
    """The context of the plan."""
    words: Words
    """The fixed words in the language of the document."""
    evidence: Evidence
    """The numbers of the reports that it cites."""
    _casts: dict[tuple[int, int], Cast] = attrs.field(factory=dict[tuple[int, int], Cast], init=False, repr=False)

    __repr__ = short_repr

    @property
    def columns(self) -> tuple[ColumnOf[ActionProgress], ...]:
        """The columns; their titles are in English."""
        words, many = self.words, ColumnType.LIST

        def listed(lines: Iterable[str]) -> tuple[str, ...] | None:
            return tuple(lines) or None

        def texts(key: str, title: str, width: int) -> ColumnOf[ActionProgress]:
            def cited(action: ActionProgress) -> tuple[str, ...] | None:
                return listed(self.cited(action, getattr(action, key)))

            return column(key, title, cited, type=many, width=width)

        return (
            column("action", "Action", lambda action: action.action.number, width=8),
            column("activity", "Activity", lambda action: format_cell(action.action.activity, words) or None, width=40),
            column("status", "Status", self._status, width=20),
            column("dates", "Dates", lambda action: listed(self._dates(action)), type=many, width=30),
            column("results", "Results", lambda action: listed(self._results(action)), type=many, width=50),
            texts("narratives", "What was done", 50),
            column("closing", "How it ended", lambda action: listed(self._closing(action)), type=many, width=30),
            texts("obstacles", "Obstacles", 30),
            texts("support", "Support needed", 30),
            column("needed", "Parties needed", lambda action: listed(self._needed(action)), type=many, width=20),
        )

    def cited(self, action: ActionProgress, texts: Iterable[ReportedText]) -> Iterator[str]:
        """Yield words of the leaders and of the Driver, each with the number of its report."""
        filed = {report.id: report for report in action.reports}
        for text in texts:
            if self._leads(action, text) or is_driver(self.ctx, text.by, text.on):
                yield self.evidence.cite(format_cell(text.text, self.words), [filed[text.report]])

    def _leads(self, action: ActionProgress, text: ReportedText) -> bool:
        cast = self._cast(action.position, text.round.number)
        return cast is not None and cast.standing(text.by) is Standing.LEADER

    def _cast(self, position: int, number: int) -> Cast | None:
        place = position, number
        if place not in self._casts:
            point = next((point for point in claim_log(self.ctx).rounds if point.number == number), None)
            if point is None:
                return None
            self._casts[place] = cast_of(self.ctx, position, point.on)
        return self._casts[place]

    def _status(self, action: ActionProgress) -> str:
        words, picture = self.words, action.reported_status
        said = status_of(action, words)
        if picture.conflict:
            return f"{said}; {words('sources differ')}"
        if picture.settled is not None:
            return self.evidence.cite(words("{value} (settled by the Driver)", value=said), [picture.settled.filed])
        return self.evidence.cite(said, _reports(picture.claims))

    def _dates(self, action: ActionProgress) -> Iterator[str]:
        """Yield on which days an action started and ended, and how far behind its planned end that was."""
        words, planned = self.words, action.planned
        if planned.planned is not None:
            span = planned.planned
            yield words("planned for {first} to {last}", first=span.start, last=span.end)
        yield from () if action.started is None else (words("started on {day}", day=action.started),)
        if action.ended is not None and action.status not in GOING_ON:
            yield words("ended on {day}", day=action.ended)
        if planned.state is PlannedState.AFTER and planned.last is not None and planned.last != action.ended:
            yield words("took place until {day}", day=planned.last)

    def _results(self, action: ActionProgress) -> Iterator[str]:
        """Yield what each KPI amounts to, with its target, and whether it is reached."""
        words = self.words
        for kpi in (*action.kpis, *action.measures):
            measure = " ".join(kpi.measure.split())
            said = words("{measure}: {value}", measure=measure, value=self._result(kpi))
            state = state_of(kpi, words)
            yield said if state is None else words("{result}; target {state}", result=said, state=state)

    def _result(self, kpi: KpiProgress) -> str:
        words, value = self.words, kpi.value
        said = result_of(kpi, words)
        settled = kpi.reached.settled if kpi.reached is not None else None if value is None else value.settled
        if settled is not None:
            return self.evidence.cite(words("{value} (settled by the Driver)", value=said), [settled.filed])
        if doubt_of(kpi) is Doubt.DIFFERING:
            return said
        stated = [
            claim
            for claim in kpi.claims
            if claim.thing in _OF_LEADERS and claim.standing is Standing.LEADER and claim.apart is None
        ]
        used = set(map(id, stated if value is None else value.leaves))
        return self.evidence.cite(said, _reports(claim for claim in stated if id(claim) in used))

    def _closing(self, action: ActionProgress) -> Iterator[str]:
        """Yield in what an action goes on, or who agreed that it is cancelled, and why it is not completed."""
        words, reasons = self.words, tuple(self.cited(action, action.reasons))
        if action.carried_over is not None:
            yield words("It continues in {action}.", action=action.carried_over)
        elif action.status is ActionStatus.CARRIED_OVER:
            yield words("The action that continues it is not reported.")
        if action.agreed_by:
            yield words("Agreed by {parties}.", parties=", ".join(action.agreed_by))
        elif action.status is ActionStatus.CANCELLED:
            yield words("Who agreed is not reported.")
        if action.status is ActionStatus.CANCELLED and not reasons:
            yield words("The reason is not reported.")
        yield from reasons

    def _needed(self, action: ActionProgress) -> Iterator[str]:
        """Yield how many parties an action needs, and whether so many take part; not which."""
        for needed in action.preconditions:
            yield self.words("{number} needed: {state}", number=needed.needed, state=self.words(needed.state.value))


def name_of(kpi: KpiProgress, words: Words) -> str:
    """Return what a KPI is called: ``KPI 1a (arrests)``; another measure by its words."""
    measure = " ".join(kpi.measure.split())
    return measure if kpi.kpi is None else f"{words('KPI')} {kpi.kpi} ({measure})"


def _reports(claims: Iterable[Claim]) -> list[FiledReport]:
    return list({claim.report: claim.filed for claim in claims}.values())

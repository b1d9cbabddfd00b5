"""The columns about each action in the Driver's report, by who reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from empact.analysis import (
    ActionProgress,
    Audience,
    Claim,
    Fact,
    KpiProgress,
    PlanContext,
    ReportedText,
    Standing,
    Thing,
    claim_log,
    sees,
)
from empact.analysis.claims.casts import Cast, cast_of
from empact.analysis.claims.log import is_driver
from empact.analysis.columns import format_cell
from empact.documents.language import Words
from empact.documents.progress import status_words
from empact.documents.reported_figures import is_settled, shares_of, value_of
from empact.documents.tables import ColumnOf, column
from empact.documents.values import ColumnType
from empact.model import ActionStatus, FiledReport
from empact.reprs import short_repr


@attrs.frozen(eq=False)
class ActionColumns:
    """Makes the columns of the actions of one plan."""

    ctx: PlanContext
    """The context of the plan."""
    words: Words
    """The fixed words in the language of the document."""
    audience: Audience
    """Who reads it. Who claims what, and where a claim is not that of a leader, is only for those who see claims."""
    _casts: dict[tuple[int, int], Cast] = attrs.field(factory=dict[tuple[int, int], Cast], init=False, repr=False)

    __repr__ = short_repr

    @property
    def columns(self) -> tuple[ColumnOf[ActionProgress], ...]:
        """The columns; their titles are in English."""
        words, many = self.words, ColumnType.LIST

        def achieved(action: ActionProgress) -> tuple[str, ...] | None:
            return tuple(self._achieved(kpi) for kpi in (*action.kpis, *action.measures)) or None

        def closing(action: ActionProgress) -> tuple[str, ...] | None:
            return tuple(self._closing(action)) or None

        def narrative(action: ActionProgress) -> tuple[str, ...] | None:
            return tuple(self._texts(action, action.narratives)) or None

        def obstacles(action: ActionProgress) -> tuple[str, ...] | None:
            return tuple(self._texts(action, action.obstacles)) or None

        def support(action: ActionProgress) -> tuple[str, ...] | None:
            return tuple(self._texts(action, action.support)) or None

        reported: ColumnOf[ActionProgress] = column(
            "reported", "Reported", lambda action: tuple(self._statuses(action)) or None, type=many, width=30
        )
        return (
            column("action", "Action", lambda action: action.action.number, width=8),
            column("activity", "Activity", lambda action: format_cell(action.action.activity, words) or None, width=40),
            column("status", "Status", lambda action: words(status_words(action.status)), width=14),
            *((reported,) if self._sees_claims else ()),
            column("dates", "Dates", lambda action: tuple(self._dates(action)) or None, type=many, width=30),
            column("achieved", "What was achieved", achieved, type=many, width=50),
            column("narrative", "What was done", narrative, type=many, width=50),
            column("closing", "Carried over, cancelled or not completed", closing, type=many, width=30),
            column("obstacles", "Obstacles", obstacles, type=many, width=30),
            column("support", "Support needed", support, type=many, width=30),
        )

    @property
    def _sees_claims(self) -> bool:
        return sees(self.audience, Fact.CLAIMS)

    def name(self, kpi: KpiProgress) -> str:
        """Return what a KPI is called: ``KPI 1a (arrests)``; another measure by its words."""
        measure = " ".join(kpi.measure.split())
        return measure if kpi.kpi is None else f"{self.words('KPI')} {kpi.kpi} ({measure})"

    def claims(self, action: ActionProgress) -> tuple[Claim, ...]:
        """Return the claims about the action itself, up to the checkpoint."""
        if action.round is None:
            return ()
        return claim_log(self.ctx).actions[action.position].until(action.round).claims

    def _statuses(self, action: ActionProgress) -> Iterator[str]:
        """Yield what the leaders state about the status; of an earlier checkpoint, if this one has no such report."""
        for claim in action.reported_status.claims:
            yield f"{_source(claim.filed, claim.by)}: {claim.words}"
        for claim in action.reported_status.earlier:
            said = f"{_source(claim.filed, claim.by)}: {claim.words}"
            yield self.words("at an earlier checkpoint: {said}", said=said)

    def _texts(self, action: ActionProgress, texts: Iterable[ReportedText]) -> Iterator[str]:
        """Yield words of the leaders and of the Driver with their source; for who sees claims, those of all."""
        filed = {report.id: report for report in action.reports}
        for text in texts:
            if self._sees_claims or self._leads(action, text) or is_driver(self.ctx, text.by, text.on):
                yield f"{_source(filed[text.report], text.by)}: {format_cell(text.text, self.words)}"

    def _leads(self, action: ActionProgress, text: ReportedText) -> bool:
        place = action.position, text.round.number
        if place not in self._casts:
            self._casts[place] = cast_of(self.ctx, action.position, text.round.on)
        return self._casts[place].standing(text.by) is Standing.LEADER

    def _dates(self, action: ActionProgress) -> Iterator[str]:
        """Yield the days on which an action started and ended; for who sees claims, each with who first states it."""
        words = self.words
        if not self._sees_claims:
            yield from () if action.started is None else (words("started on {day}", day=action.started),)
            yield from () if action.ended is None else (words("ended on {day}", day=action.ended),)
            return
        known: set[object] = set()
        for claim in self.claims(action):
            if claim.thing in {Thing.STARTED, Thing.ENDED} and (claim.thing, claim.day) not in known:
                known.add((claim.thing, claim.day))
                text = "started on {day}" if claim.thing is Thing.STARTED else "ended on {day}"
                yield f"{_source(claim.filed, claim.by)}: {words(text, day=claim.day)}"

    def _closing(self, action: ActionProgress) -> Iterator[str]:
        """Yield in what an action goes on, or who agreed that it is cancelled, and why it is not completed."""
        words, reasons = self.words, tuple(self._texts(action, action.reasons))
        if action.carried_over is not None:
            yield words("It goes on in {action}.", action=action.carried_over)
        elif action.status is ActionStatus.CARRIED_OVER:
            yield words("In which action it goes on is not reported.")
        if action.agreed_by:
            yield words("Agreed by {parties}.", parties=", ".join(action.agreed_by))
        elif action.status is ActionStatus.CANCELLED:
            yield words("Who agreed is not reported.")
        if action.status is ActionStatus.CANCELLED and not reasons:
            yield words("The reason is not reported.")
        yield from reasons

    def _achieved(self, kpi: KpiProgress) -> str:
        """Return what a KPI amounts to, how many of those expected have reported, and its target."""
        words = self.words
        parts = list(value_of(kpi, words, named=self._sees_claims))
        if kpi.claims:
            parts.append(words("settled by the Driver") if is_settled(kpi) else "")
            parts.append(shares_of(kpi, words))
            parts.append(self._not_counted(kpi))
            if kpi.target is not None:
                parts.append(self._target(kpi))
        return f"{self.name(kpi)}: {'; '.join(filter(None, parts))}"

    def _not_counted(self, kpi: KpiProgress) -> str:
        """Return how many claims are not counted, and why, without who states them; empty if all count."""
        reasons = ", ".join(dict.fromkeys(self.words(claim.apart.value) for claim in kpi.claims if claim.apart))
        return self.words("not counted: {number} ({why})", number=len(kpi.apart), why=reasons) if reasons else ""

    def _target(self, kpi: KpiProgress) -> str:
        target = kpi.target
        assert target is not None  # noqa: S101 - asked for only with a target
        text = "target {state} after its day: {reason}" if target.in_time is False else "target {state}: {reason}"
        return self.words(text, state=self.words(target.state.value), reason=target.text)


def _source(filed: FiledReport, by: str) -> str:
    """Return who reports on which day: ``QM (police), 2031-12-14``."""
    part = "" if filed.content.part is None else f" ({filed.content.part})"
    return f"{by}{part}, {filed.content.on}"

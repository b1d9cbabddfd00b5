"""The actions in the Driver's report: what the reports say of each, every text with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import attrs

from empact.analysis import ActionProgress, KpiProgress, PlanContext, Progress
from empact.analysis.columns import format_cell
from empact.analysis.progressing.figures import reporter
from empact.analysis.progressing.roles import role_in_effect
from empact.analysis.progressing.sums import grouped
from empact.documents.cited_reports import CitedReports, role_name
from empact.documents.language import Words
from empact.documents.progress import reporters_of, status_words, turnout
from empact.documents.progress_figures import amount_of, figures_of
from empact.documents.tables import ColumnOf, column
from empact.documents.values import ColumnType
from empact.model import ActionReport, ActionStatus, ReporterRole
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

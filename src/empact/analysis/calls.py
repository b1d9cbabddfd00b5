"""Calls: by which day a party is asked to report, as recorded calls for reports say, and on which day it did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from empact.analysis.facts import PlanFacts
from empact.analysis.kpis import PlanKpi
from empact.analysis.progressing.reporters import expected_reporters
from empact.analysis.progressing.rounds import Round, plan_rounds, rounds_until
from empact.model import FiledReport, LedgerEntry, Plan, ReporterRole
from empact.reprs import short_repr
from empact.values import value


@value(kw_only=True)
class ReportRequest:
    """That a party is to report at a checkpoint, on some of its actions or on all."""

    round: Round
    """The checkpoint at which the party is to report."""
    party_code: str
    """The code of the party."""
    positions: tuple[int, ...] = ()
    """The indexes in ``plan.actions`` of the actions that it leads or takes part in; empty if it has none
    in the plan.
    """
    call: LedgerEntry | None = None
    """The ledger entry of the newest call that sets the day; None if nobody has called for the report."""
    due: dt.date | None = None
    """The day that the call sets; None without a call, or if the call sets none."""


def called_checkpoint(plan: Plan, call: LedgerEntry) -> Round | None:
    """Return the checkpoint that a call names in its text; None if the plan has no such checkpoint.

    Capital letters and spaces do not count. Of the checkpoints with one name in a plan of several years, it is the one
    whose day is nearest to the due day.
    """
    name, due = _key(call.content.text.plain), call.content.due
    same = [point for point in plan_rounds(plan) if _key(point.checkpoint) == name]
    if due is None or not same:
        return None
    return min(same, key=lambda point: abs((due - point.on).days) if point.on is not None else 0)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def report_requests(ctx: PlanFacts) -> Iterator[ReportRequest]:
    """Yield which party is to report at which checkpoint, and by when, in the order of the checkpoints.

    All leaders and participants of the plan's actions report at each checkpoint; groups that leave open who is meant,
    and parties whose role is unconfirmed, are not expected. A day is due only by a call in force. A call without
    parties is to all of these; one with actions is about these only. The newest call for a checkpoint, a party and an
    action counts. A plan without checkpoints asks for no reports.

    Args:
        ctx: The context of the plan. Calls after its date of knowledge are ignored.
    """
    rounds = plan_rounds(ctx.plan)
    if not rounds:
        return
    roles = _roles(ctx)
    calls = _calls(ctx, roles)
    for point in rounds:
        called = calls.get(point.number, {})
        for party in dict.fromkeys((*roles, *called)):
            by_call: dict[str, tuple[LedgerEntry | None, list[int]]] = {}
            newest = called.get(party, {})
            for position in roles.get(party) or (None,):
                call = newest.get(position)
                positions = by_call.setdefault("" if call is None else call.digest, (call, []))[1]
                positions += [] if position is None else [position]
            for call, positions in by_call.values():
                day = point.on if call is None else call.content.due
                if day is None or not ctx.evidence.is_absent(party, day):
                    yield ReportRequest(
                        round=point,
                        party_code=party,
                        positions=tuple(positions),
                        call=call,
                        due=None if call is None else call.content.due,
                    )


def _roles(ctx: PlanFacts) -> dict[str, tuple[int, ...]]:
    """Return the positions of the actions that each party leads or takes part in."""
    by_party: dict[str, dict[int, None]] = {}
    for position in range(len(ctx.plan.actions)):
        for turnout in expected_reporters(ctx.assignments, position):
            for party in turnout.expected:
                by_party.setdefault(party, {})[position] = None
    return {party: tuple(positions) for party, positions in by_party.items()}


_Newest = dict[str, dict[int | None, LedgerEntry]]
"""The newest call by party and by the position of an action; None is a party without an action in the plan."""


def _calls(ctx: PlanFacts, roles: dict[str, tuple[int, ...]]) -> dict[int, _Newest]:
    """Return the newest call by the number of the checkpoint. The entries of a ledger are in order of their days."""
    by_round: dict[int, _Newest] = {}
    for entry in ctx.evidence.in_force:
        point = called_checkpoint(ctx.plan, entry) if ctx.evidence.is_call(entry) else None
        if point is None:
            continue
        about = _positions(ctx, entry)
        for party in ctx.evidence.parties(entry) or roles:
            asked = roles.get(party) or (None,)
            for position in asked:
                if about is None or position in about:
                    by_round.setdefault(point.number, {}).setdefault(party, {})[position] = entry
    return by_round


def _positions(ctx: PlanFacts, entry: LedgerEntry) -> frozenset[int] | None:
    """Return the positions of the actions that a call names; None if it is about all."""
    if not entry.content.actions:
        return None
    numbers = {ref.action for ref in entry.content.actions if ref.plan in {None, ctx.plan.id}}
    return frozenset(position for position, action in enumerate(ctx.plan.actions) if action.number in numbers)


@value
class _Given:
    """A figure: who reported it on which day, and until which day it says what was done."""

    by: tuple[str, ...]
    on: dt.date
    until: dt.date


@attrs.define
class ReportedDays:
    """What leaders and participants have reported, by checkpoint and party, and by KPI.

    The reports of the Driver and the Support Unit as such answer no call.
    """

    ctx: PlanFacts
    """The context of the plan whose reports are looked up."""
    known: dict[str, FiledReport] = attrs.field(init=False)
    """The reports known at the date of knowledge, by id; also those that others supersede."""
    own: dict[tuple[int, str], list[FiledReport]] = attrs.field(
        init=False, factory=dict[tuple[int, str], list[FiledReport]]
    )
    """The reports of leaders and participants that are in force, by the number of the checkpoint and the code of the
    party.
    """
    figures: dict[tuple[str, int], list[_Given]] = attrs.field(init=False, factory=dict[tuple[str, int], list[_Given]])
    """The figures that were reported, by the number of the action and the ordinal of the KPI, from 1."""

    __repr__ = short_repr

    def __attrs_post_init__(self) -> None:
        self.known = {report.id: report for report in reversed(self.ctx.reports.reports)}
        for point, report in rounds_until(self.ctx.plan, self.ctx.reports, None).reports:
            content = report.content
            if content.role not in {ReporterRole.LEADER, ReporterRole.PARTICIPANT}:
                continue
            by = self.ctx.codes(content.by, content.on)
            for party in by:
                self.own.setdefault((point.number, party), []).append(report)
            for said in content.actions:
                for figure in said.figures:
                    if figure.kpi is not None:
                        until = dt.date.max if figure.reached is not None else point.on or content.on
                        given = _Given(by, content.on, until)
                        self.figures.setdefault((said.action, figure.kpi), []).append(given)

    def on(self, point: Round, party: str, number: str | None) -> dt.date | None:
        """Return the day on which a party first reported on an action at a checkpoint; on anything without a number."""
        reports = (report for report in self.own.get((point.number, party), ()) if _is_about(report, number))
        return min((self._first(report, party, number) for report in reports), default=None)

    def _first(self, report: FiledReport, party: str, number: str | None) -> dt.date:
        """Return the day of a report, or of the first one that it replaces: a correction makes no report late."""
        by_id, waiting = {report.id: report}, [report]
        while waiting:
            for id in waiting.pop().content.supersedes:
                other = self.known.get(id)
                if other is None or id in by_id or other.content.checkpoint != report.content.checkpoint:
                    continue
                if party in self.ctx.codes(other.content.by, other.content.on):
                    by_id[id] = other
                    waiting.append(other)
        return min(filed.content.on for filed in by_id.values() if _is_about(filed, number))

    def figure_on(self, kpi: PlanKpi, party: str | None, day: dt.date) -> dt.date | None:
        """Return the day on which a party reported a KPI for a checkpoint on or after a day, or as reached."""
        given = self.figures.get((kpi.key.action, kpi.key.ordinal), ())
        return min(
            (figure.on for figure in given if figure.until >= day and (party is None or party in figure.by)),
            default=None,
        )


def _is_about(report: FiledReport, number: str | None) -> bool:
    """Whether a report says something about an action, more than its number; each does, if no action is given."""
    said = (action_report for action_report in report.content.actions if action_report.action == number)
    return number is None or any(not action_report.is_empty for action_report in said)

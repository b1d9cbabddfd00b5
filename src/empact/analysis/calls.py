"""Calls: by which day a party is asked to report, as recorded calls for reports say, and on which day it did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from empact.analysis.claims.log import ClaimLog, claim_log, reporter
from empact.analysis.claims.rounds import Round, plan_rounds, round_of
from empact.analysis.facts import PlanFacts
from empact.analysis.progressing.statuses import expected_in_rounds, statuses
from empact.arguments import check_type
from empact.model import FiledReport, LedgerEntry, Plan
from empact.model.plan import check_plan
from empact.reprs import short_repr
from empact.values import value


@value(kw_only=True)
class ReportRequest:
    """That a party is to report in a round, on some of its actions or on all."""

    round: Round
    """The round in which the party is to report."""
    party_code: str
    """The code of the party."""
    positions: tuple[int, ...] = ()
    """The indexes in ``plan.actions`` of the actions on which it is expected to report; empty if it is asked by name,
    and nothing is expected of it.
    """
    call: LedgerEntry | None = None
    """The ledger entry of the newest call that sets the day; None if nobody has called for the report."""
    due: dt.date | None = None
    """The day that the call sets; None without a call, or if the call sets none."""


def called_checkpoint(plan: Plan, call: LedgerEntry) -> Round | None:
    """Return the checkpoint that a call names in its text; None if the plan has no such checkpoint, or no day for it.

    Capital letters and spaces do not count. Of the checkpoints with one name in a plan of several years, it is the one
    whose day is nearest to the due day.
    """
    check_plan("called_checkpoint()", plan)
    check_type("The call", "a LedgerEntry", LedgerEntry, call)
    due = call.content.due
    return None if due is None else round_of(plan_rounds(plan), call.content.text.plain, due)


def report_requests(ctx: PlanFacts) -> Iterator[ReportRequest]:
    """Yield which party is to report in which round, and by when, in the order of the rounds.

    A leader is to report from the round in which its action begins until a final status; a participant where the
    action has begun and one of its KPIs counts shares. A Presidency reports in the rounds of its own half-year. Groups
    that leave open who is meant, and parties whose part is unconfirmed, are not expected.

    A day is due only by a call in force. A call without parties is to all that are expected, and so it names each of
    them; one with parties is to these, also to one of which nothing is expected. One with actions is about these only.
    The newest call for a round, a party and an action counts. A plan without rounds asks for no reports.

    Args:
        ctx: The context of the plan. Calls after its date of knowledge are ignored.
    """
    expected = _expected(ctx)
    calls = _calls(ctx, expected)
    for point in claim_log(ctx).rounds:
        of_round, called = expected[point.number], calls.get(point.number, {})
        for party in dict.fromkeys((*of_round, *called)):
            by_call: dict[str, tuple[LedgerEntry | None, list[int]]] = {}
            newest = called.get(party, {})
            for position in of_round.get(party) or (None,):
                call = newest.get(position)
                positions = by_call.setdefault("" if call is None else call.digest, (call, []))[1]
                positions += [] if position is None else [position]
            for call, positions in by_call.values():
                due = None if call is None else call.content.due
                if not ctx.evidence.is_absent(party, due or point.on):
                    yield ReportRequest(round=point, party_code=party, positions=tuple(positions), call=call, due=due)


_Expected = dict[str, tuple[int, ...]]
"""The positions of the actions on which each party is expected to report in a round."""


def _expected(ctx: PlanFacts) -> list[_Expected]:
    """Return who is expected to report on which actions, by the number of the round, in the order of the plan."""
    log = claim_log(ctx)
    by_round: list[dict[str, dict[int, None]]] = [{} for _ in log.rounds]
    for action in log.actions:
        of_rounds = statuses(ctx, action.claims, action.settled, [])
        shared = any(indicator.counts_shares for indicator, _ in action.figures)
        for point, leaders, participants in expected_in_rounds(ctx, action.position, log.rounds, of_rounds):
            for party in (*leaders.expected, *(participants.expected if shared else ())):
                by_round[point.number].setdefault(party, {})[action.position] = None
    return [{party: tuple(positions) for party, positions in of_round.items()} for of_round in by_round]


_Newest = dict[str, dict[int | None, LedgerEntry]]
"""The newest call by party and by the position of an action; None is a party of which nothing is expected."""


def _calls(ctx: PlanFacts, expected: list[_Expected]) -> dict[int, _Newest]:
    """Return the newest call by the number of the round. The entries of a ledger are in order of their days."""
    by_round: dict[int, _Newest] = {}
    for entry in ctx.evidence.in_force:
        point = called_checkpoint(ctx.plan, entry) if ctx.evidence.is_call(entry) else None
        if point is None:
            continue
        about, of_round = _positions(ctx, entry), expected[point.number]
        for party in ctx.evidence.parties(entry) or of_round:
            for position in of_round.get(party) or (None,):
                if position is None or about is None or position in about:
                    by_round.setdefault(point.number, {}).setdefault(party, {})[position] = entry
    return by_round


def _positions(ctx: PlanFacts, entry: LedgerEntry) -> frozenset[int] | None:
    """Return the positions of the actions that a call names; None if it is about all."""
    if not entry.content.actions:
        return None
    numbers = {ref.action for ref in entry.content.actions if ref.plan in {None, ctx.plan.id}}
    return frozenset(position for position, action in enumerate(ctx.plan.actions) if action.number in numbers)


@attrs.define
class ReportedDays:
    """On which day each party first reported in a round: on anything, and on each action.

    The day of a report that another supersedes counts on for the other: a correction makes no report late.
    """

    ctx: PlanFacts
    """The context of the plan whose reports are looked up."""
    days: dict[tuple[int, str, str | None], dt.date] = attrs.field(
        init=False, factory=dict[tuple[int, str, str | None], dt.date]
    )
    """The day by the number of the round, the code of the party, and the number of the action; without a number, the
    day of the party's first report in the round.
    """

    __repr__ = short_repr

    def __attrs_post_init__(self) -> None:
        log = claim_log(self.ctx)
        replaced = _replaced(self.ctx, log)
        for point, filed in log.reports:
            by = reporter(self.ctx, filed)
            versions = list(_versions(filed, replaced))
            numbers = [said.action for said in filed.content.actions if not said.is_empty]
            for number in (None, *numbers):
                first = min(version.content.on for version in versions if _is_about(version, number))
                key = (point.number, by, number)
                self.days[key] = min(first, self.days.get(key, first))

    def on(self, point: Round, party: str, number: str | None) -> dt.date | None:
        """Return the day on which a party first reported on an action in a round; on anything without a number."""
        return self.days.get((point.number, party, number))


def _replaced(ctx: PlanFacts, log: ClaimLog) -> dict[str, list[FiledReport]]:
    """Return the reports that each report supersedes, by its id."""
    known = {filed.id: filed for filed in ctx.reports}
    by_newer: dict[str, list[FiledReport]] = {}
    for older, newer in log.superseded_by.items():
        for id in newer:
            by_newer.setdefault(id, []).append(known[older])
    return by_newer


def _versions(filed: FiledReport, replaced: dict[str, list[FiledReport]]) -> Iterable[FiledReport]:
    """Return a report with those that it supersedes, and those that these supersede."""
    by_id, waiting = {filed.id: filed}, [filed]
    while waiting:
        for older in replaced.get(waiting.pop().id, ()):
            if older.id not in by_id:
                by_id[older.id] = older
                waiting.append(older)
    return by_id.values()


def _is_about(filed: FiledReport, number: str | None) -> bool:
    """Whether a report says something about an action, more than its number; each does, if no action is given."""
    return number is None or any(said.action == number and not said.is_empty for said in filed.content.actions)

"""What progress reports say about the commitments of a party: it is to be weighed, and counts for no condition."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING

from empact.analysis.evidence.entries import UNMET
from empact.analysis.exclusions.criteria import format_open, format_reply, format_text
from empact.analysis.facts import PlanFacts
from empact.analysis.positions import action_pointer
from empact.analysis.statements import Statement
from empact.model import ActionReport, EntryKind, FiledReport, LedgerEntry, Plan, Prose, Ref
from empact.values import value

if TYPE_CHECKING:  # most dossiers are made without reports
    from empact.analysis.claims.indicators import Indicator
    from empact.analysis.claims.values import Claim


class ReportedKind(enum.Enum):
    """What a report has to do with a commitment of a party."""

    OWN = "own"
    """The party reports on an action of the commitment."""
    CITED = "cited"
    """The report cites the commitment, and the party reports on none of its actions in it."""
    STATED = "stated share"
    """A leader of an action of the commitment says what the party contributed."""
    OBSTACLES = "obstacles"
    """A leader of an action of the commitment says what was in the way."""


@value(kw_only=True)
class ReportedStatement:
    """What one report says that has to do with a commitment of a party, and what it leaves open.

    It is for people to weigh. It meets no commitment, and changes no condition of the exclusion clause.
    """

    kind: ReportedKind
    """What the report has to do with the commitment."""
    entry_id: str
    """The id of the ledger entry with the commitment."""
    action_number: str | None = None
    """The number of the action; None if the report cites the commitment without reporting on its actions."""
    by: str
    """The code of the party that reports; its name as written if it is not known."""
    on: dt.date
    """The day of the report."""
    checkpoint: str
    """The checkpoint for which it is reported."""
    report_id: str
    """The id of the report."""
    statement: Statement
    """The sentence, with its sources: the report, the commitment and the action."""


def reported(ctx: PlanFacts, party_code: str) -> tuple[ReportedStatement, ...]:
    """Return what reports in force say about the commitments of a party: by commitment, and then by kind and day.

    If no report is by the party, and no leader says what the party contributed, there is nothing: obstacles of an
    action alone say nothing about the party. Commitments to actions of other plans are not looked at.

    Args:
        ctx: The context of the plan. Later reports than its date of knowledge are not known.
        party_code: The code of the party.
    """
    commitments = ctx.evidence.about(party_code, EntryKind.COMMITMENT)
    if not commitments or ctx.whole_reports is None:
        return ()
    reports = _PartyReports(ctx, party_code)
    statements = tuple(statement for entry in commitments for statement in reports.about(entry))
    stated = any(statement.kind is ReportedKind.STATED for statement in statements)
    return statements if stated or reports.own else ()


class _PartyReports:
    """What reports in force say about a party and the actions of its commitments."""

    def __init__(self, ctx: PlanFacts, party_code: str) -> None:
        from empact.analysis.claims.log import claim_log, reporter

        self.ctx, self.party, self.log = ctx, party_code, claim_log(ctx)
        self.by = {filed.id: reporter(ctx, filed) for filed in self.log.in_force}
        in_order = sorted(self.log.in_force, key=lambda filed: (filed.content.on, filed.id))
        self.reports = tuple(filed for filed in in_order if not filed.content.is_empty)
        self.own = tuple(filed for filed in self.reports if self.by[filed.id] == party_code)
        self.positions: dict[str, int] = {}
        for position, action in enumerate(ctx.plan.actions):
            self.positions.setdefault(action.number, position)
        self._stated: dict[int, dict[str, list[str]]] = {}

    def about(self, entry: LedgerEntry) -> Iterator[ReportedStatement]:
        """Yield what the reports say that has to do with a commitment."""
        numbers = dict.fromkeys(own_actions(self.ctx.plan, entry))
        positions = [self.positions[number] for number in numbers if number in self.positions]
        answered: set[str] = set()
        for filed in self.own:
            others = self.ctx.identities.others(filed.content)
            for line in filed.content.actions:
                position = self.positions.get(line.action)
                if position in positions and not line.is_empty and line.action not in others:
                    answered.add(filed.id)
                    yield self._own(entry, filed, position, line)
        for filed in self.reports:
            if entry.id in filed.content.accounts and filed.id not in answered:
                text = f"{self._reported(filed)}, and cites {_called(entry)}, which {self._state(entry)}."
                yield self._statement(ReportedKind.CITED, entry, filed, None, text)
        for position in positions:
            yield from self._stated_shares(entry, position)
        for position in positions:
            yield from self._obstacles(entry, position)

    def _own(self, entry: LedgerEntry, filed: FiledReport, position: int, line: ActionReport) -> ReportedStatement:
        said = ", ".join(self._said(filed, position, line)) or "what is not counted"
        if entry.id in filed.content.accounts:
            cites = "cites"
        else:
            cites = "is earlier than" if filed.content.on < entry.content.on else "does not cite"
        text = f"{self._reported(filed, line.action)}: {said}. The report {cites} {_called(entry)}, "
        return self._statement(ReportedKind.OWN, entry, filed, position, f"{text}which {self._state(entry)}.")

    def _said(self, filed: FiledReport, position: int, line: ActionReport) -> Iterator[str]:
        """Yield what a report states of an action: its figures, the status, days, and its words."""
        if position not in self._stated:
            self._stated[position] = self._claimed(position)
        yield from self._stated[position].get(filed.id, ())
        words = {"": line.narrative, "obstacles: ": line.obstacles, "support: ": line.support, "reason: ": line.reason}
        for what, prose in words.items():
            if prose.plain.strip():
                yield f"{what}{_quoted(prose)}"

    def _claimed(self, position: int) -> dict[str, list[str]]:
        """Return what the party claims about an action, by the id of the report."""
        claims, said = self.log.actions[position], dict[str, list[str]]()
        for indicator, of_indicator in claims.figures:
            for claim in of_indicator:
                if claim.by == self.party and claim.about is None:
                    about = f"{_format_indicator(indicator)}{_format_apart(claim)}"
                    said.setdefault(claim.report, []).append(f"{claim.said} ({about})")
        for claim in claims.claims:
            if claim.by == self.party:
                status = "status " if claim.thing.value == "status" else ""
                said.setdefault(claim.report, []).append(f"{status}{claim.said}{_format_apart(claim)}")
        return said

    def _stated_shares(self, entry: LedgerEntry, position: int) -> Iterator[ReportedStatement]:
        """Yield the shares of the party that leaders of an action state, each with what the party itself states."""
        from empact.analysis.claims.casts import Standing

        for indicator, claims in self.log.actions[position].figures:
            own: dict[int, list[str]] = {}
            for claim in claims:
                if claim.by == self.party and claim.about is None:
                    own.setdefault(claim.round.number, []).append(claim.said)
            for claim in claims:
                if claim.about != self.party or claim.by == self.party or claim.standing is not Standing.LEADER:
                    continue
                said = ", ".join(own.get(claim.round.number, ()))
                beside = f"{self.party} itself reported {said}" if said else f"{self.party} reported no figure for it"
                text = (
                    f"{self._reported(claim.filed, indicator.action_number)}: {claim.said} "
                    f"({_format_indicator(indicator)}); {beside}. {_called(entry, capital=True)} {self._state(entry)}."
                )
                yield self._statement(ReportedKind.STATED, entry, claim.filed, position, text)

    def _obstacles(self, entry: LedgerEntry, position: int) -> Iterator[ReportedStatement]:
        """Yield the obstacles that other leaders of an action report. Nobody looks for the party in their words."""
        from empact.analysis.claims.casts import Standing, cast_of

        for point, filed, line in self.log.actions[position].texts:
            by = self.by[filed.id]
            if by == self.party or not line.obstacles.plain.strip():
                continue
            if cast_of(self.ctx, position, point.on).standing(by) is Standing.LEADER:
                text = (
                    f"{self._by(filed)}, a leader of action {line.action}, reported obstacles on {filed.content.on}, "
                    f"for {filed.content.checkpoint}: {_quoted(line.obstacles)}. "
                    f"{_called(entry, capital=True)} {self._state(entry)}."
                )
                yield self._statement(ReportedKind.OBSTACLES, entry, filed, position, text)

    def _reported(self, filed: FiledReport, action: str | None = None) -> str:
        """Format who reported, when and for which checkpoint."""
        about = "" if action is None else f" on action {action}"
        return f"{self._by(filed)} reported{about} on {filed.content.on}, for {filed.content.checkpoint}"

    def _by(self, filed: FiledReport) -> str:
        return f"{self.by[filed.id]}{'' if filed.content.part is None else f' ({filed.content.part})'}"

    def _state(self, entry: LedgerEntry) -> str:
        """Format the due day of a commitment, and what the ledger says about it, to follow "which"."""
        content, evidence = entry.content, self.ctx.evidence
        if content.due is None:
            due = "has no due date"
        elif self.ctx.as_of is not None and content.due < self.ctx.as_of:
            due = f"was due on {content.due}"
        else:
            due = f"is due on {content.due}"
        refused = [answer for answer in evidence.answers(entry, self.party) if answer.content.reply in UNMET]
        met = evidence.met_parts(entry, self.party)
        if met.complete:
            days = ", ".join(str(day) for day in dict.fromkeys(step.answer.content.on for step in met.parts))
            return f"{due}, and is reported as met in the ledger on {days}"
        if refused:
            return f"{due}, and is reported as {format_reply(refused[-1])} in the ledger on {refused[-1].content.on}"
        return f"{due}, and {format_open(met)}"

    def _statement(
        self, kind: ReportedKind, entry: LedgerEntry, filed: FiledReport, position: int | None, text: str
    ) -> ReportedStatement:
        plan, number = self.ctx.plan, None if position is None else self.ctx.plan.actions[position].number
        statement = Statement(
            text=text,
            party_code=self.party,
            actions=() if number is None else (Ref(plan=plan.id, action=number),),
            entries=(entry.id,),
            reports=(filed.id,),
            at=() if position is None else (action_pointer(position),),
        )
        return ReportedStatement(
            kind=kind,
            entry_id=entry.id,
            action_number=number,
            by=self.by[filed.id],
            on=filed.content.on,
            checkpoint=filed.content.checkpoint,
            report_id=filed.id,
            statement=statement,
        )


def own_actions(plan: Plan, entry: LedgerEntry) -> tuple[str, ...]:
    """Return the numbers of the actions of a plan that an entry of its ledger names."""
    return tuple(ref.action for ref in entry.content.actions if ref.plan in {None, plan.id} and ref.action is not None)


def _called(entry: LedgerEntry, *, capital: bool = False) -> str:
    return f"{'The' if capital else 'the'} commitment of {entry.content.on}{format_text(entry)}"


def _format_indicator(indicator: Indicator) -> str:
    return indicator.measure if indicator.key is None else f"KPI {indicator.key.number}"


def _format_apart(claim: Claim) -> str:
    """Format why a claim is not counted; empty if it counts."""
    return "" if claim.why is None else f", not counted: {claim.why}"


def _quoted(prose: Prose) -> str:
    return f"“{' '.join(prose.plain.split()).rstrip('.')}”"

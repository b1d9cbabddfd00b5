"""Fills the tables about records: what reports claim, and the entries of ledgers; and the table of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import attrs

from empact.analysis.claims.log import claim_log
from empact.analysis.claims.values import Claim
from empact.analysis.facts import PlanFacts
from empact.diagnostics import Diagnostic
from empact.outputs.tables.plan_rows import Ids, PlanIds
from empact.outputs.tables.rows import ClaimRow, EntryRow, FindingRow


def claim_rows(ctx: PlanFacts, own: PlanIds, marking: str | None, ids: Ids) -> Iterator[ClaimRow]:
    """Yield the claims of the reports in force about a plan, by action, then by KPI, round and report.

    Args:
        ctx: The context of the plan.
        own: The ids of the rows of the plan.
        marking: The marking of the rows.
        ids: The ids of the rows of the table.
    """
    if ctx.whole_reports is None:
        return
    for of_action in claim_log(ctx).actions:
        position = of_action.position
        lines: list[tuple[str | None, str | None, Claim]] = [(None, None, claim) for claim in of_action.claims]
        for indicator, claims in of_action.figures:
            kpi = None if indicator.key is None else own.kpis.get((position, str(indicator.key.number)))
            lines += ((kpi, indicator.measure, claim) for claim in claims)
        for kpi, measure, claim in lines:
            yield ClaimRow(
                id=ids.new(f"{claim.filed.id}#{claim.at}"),
                marking=marking,
                plan=own.plan,
                action=own.actions[position],
                kpi=kpi,
                measure=measure,
                thing=claim.thing.value,
                reporter=claim.by,
                part=claim.part,
                standing=claim.standing.value,
                checkpoint=claim.round.label,
                cutoff=claim.round.on,
                reported_on=claim.on,
                value=_number(claim.value),
                out_of=_number(claim.of),
                unit=claim.unit,
                nothing=claim.nothing,
                day=claim.day,
                about=claim.about,
                counts=claim.apart is None,
                apart=None if claim.apart is None else claim.apart.value,
                why=claim.why,
                words=claim.said,
                report=claim.filed.id,
                pointer=str(claim.at),
            )


def entry_rows(ctx: PlanFacts, own: PlanIds, marking: str | None, ids: Ids) -> Iterator[EntryRow]:
    """Yield the entries of the ledger of a plan, by date.

    Args:
        ctx: The context of the plan.
        own: The ids of the rows of the plan.
        marking: The marking of the rows.
        ids: The ids of the rows of the table.
    """
    in_force = {entry.digest for entry in ctx.evidence.in_force}
    for entry in ctx.ledger:
        content = entry.content
        yield EntryRow(
            id=ids.new(entry.id),
            marking=marking,
            plan=own.plan,
            entry=entry.id,
            kind=content.kind.value,
            day=content.on,
            parties=ctx.evidence.parties(entry),
            authors=ctx.evidence.by(entry),
            actions=tuple(str(attrs.evolve(ref, plan=ref.plan or content.plan)) for ref in content.actions),
            due=content.due,
            reply=None if content.reply is None else content.reply.value,
            part=None if content.part is None else content.part.value,
            verdict=None if content.verdict is None else content.verdict.value,
            replies_to=content.replies_to,
            in_force=entry.digest in in_force,
            words=str(content.text),
            source=content.source,
            digest=entry.digest,
        )


def finding_rows(
    findings: Iterable[Diagnostic],
    markings: Mapping[str, str | None],
    actions: Iterable[str],
    highest: str | None,
) -> Iterator[FindingRow]:
    """Yield the findings of a validation, in its order.

    Args:
        findings: The findings.
        markings: The marking of each plan whose id no other one has, by the id of its row.
        actions: The ids of the rows of actions.
        highest: The marking of a finding about any other plan, or about none.
    """
    known = frozenset(actions)
    for number, finding in enumerate(findings, 1):
        place = finding.place
        subject = place.subject or ""
        plan, action = subject.partition(":")[0], subject.partition("/")[0]
        yield FindingRow(
            id=str(number),
            marking=markings.get(plan, highest),
            plan=plan if plan in markings else None,
            action=action if action in known and plan in markings else None,
            code=finding.code,
            name=finding.name,
            severity=finding.severity.value,
            words=finding.message,
            hint=finding.hint,
            subject=place.subject,
            pointer=place.pointer,
            file=place.file,
            line=place.line,
            column_number=place.column,
            origin=finding.origin,
        )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)

"""Reports of a party that an exhortation or a decision of exclusion does not name, although it is about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from empact.analysis.exclusions.reported import own_actions
from empact.analysis.facts import PlanFacts, check_plan_context
from empact.arguments import check_type
from empact.model import ActionReport, EntryKind, FiledReport, LedgerEntry, Party, Verdict, Window


def unweighed_reports(ctx: PlanFacts, entry: LedgerEntry, party: Party | str) -> tuple[FiledReport, ...]:
    """Return the reports of a party that an exhortation or an exclusion does not name, although it is about them.

    These are reports on an action of an unmet commitment that the entry is about, made after the commitment and before
    the day of the entry, if no other report had replaced them by then; and reports that cite the commitment. A report
    that there is nothing to report is none. The entry names a report by its id, or its day, in its text or its source.

    Args:
        ctx: The context of the plan.
        entry: The entry; of any other kind, it is about no report.
        party: A party that the entry is about, its code or its name.

    Raises:
        UnknownIdError: The register, the ledger and the plan have no such party.
    """
    check_plan_context("unweighed_reports()", ctx)
    party_code = ctx.evidence.code(party)
    check_type("The entry", "a LedgerEntry", LedgerEntry, entry)
    if ctx.whole_reports is None:
        return ()
    day, commitments = entry.content.on, tuple(_commitments(ctx, entry, party_code))
    if not commitments:
        return ()
    said = " ".join(f"{entry.content.text} {entry.content.source}".split())
    return tuple(
        report
        for report, replaced in ctx.once(_by_party).get(party_code, ())
        if report.content.on < day
        and (replaced is None or replaced >= day)
        and any(
            _is_about(report, commitment, actions - ctx.identities.others(report.content).keys())
            for commitment, actions in commitments
        )
        and not _names(said, report)
    )


def _by_party(ctx: PlanFacts) -> dict[str, list[tuple[FiledReport, dt.date | None]]]:
    """Return the reports by the party that made them, each with the day from which another replaces it."""
    from empact.analysis.claims.log import claim_log, reporter

    superseded_by, known = claim_log(ctx).superseded_by, {report.id: report for report in ctx.reports}
    reports: dict[str, list[tuple[FiledReport, dt.date | None]]] = {}
    for report in known.values():
        replaced = min((known[id].content.on for id in superseded_by.get(report.id, ())), default=None)
        reports.setdefault(reporter(ctx, report), []).append((report, replaced))
    return reports


def _commitments(ctx: PlanFacts, entry: LedgerEntry, party_code: str) -> Iterator[tuple[LedgerEntry, frozenset[str]]]:
    """Yield the commitments of a party that an entry is about and that were not met by then, with their actions."""
    content, evidence = entry.content, ctx.evidence
    made = [
        commitment
        for commitment in evidence.about(party_code, EntryKind.COMMITMENT)
        if commitment.content.on <= content.on and not evidence.fulfilled_by(commitment, party_code, content.on)
    ]
    own = frozenset(own_actions(ctx.plan, entry))
    if content.kind is EntryKind.EXHORTATION and evidence.by_driver(entry):
        named = evidence.named_commitments(entry, party_code)
        about = [commitment for commitment in made if commitment in named] if named else made
        for commitment in about:
            actions = frozenset(own_actions(ctx.plan, commitment))
            if named or actions & own:
                yield commitment, (actions & own if own else actions)
    elif content.kind is EntryKind.DECISION and content.verdict is Verdict.EXCLUDED:
        for commitment in made:
            yield commitment, frozenset(own_actions(ctx.plan, commitment))


def _is_about(report: FiledReport, commitment: LedgerEntry, actions: frozenset[str]) -> bool:
    if commitment.id in report.content.accounts:
        return True
    if report.content.on < commitment.content.on:
        return False
    return any(line.action in actions and not _without_nothing(line).is_empty for line in report.content.actions)


def _without_nothing(line: ActionReport) -> ActionReport:
    return attrs.evolve(line, figures=tuple(figure for figure in line.figures if not figure.nothing))


def _names(text: str, report: FiledReport) -> bool:
    """Whether a text names a report, by its id or by its day: ``2031-06-28`` or ``28 June 2031``."""
    day = report.content.on
    in_words = str(Window(first=day.month, day=day.day, year=day.year))
    return any(words in text for words in (report.id, str(day), in_words))

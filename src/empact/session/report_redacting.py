"""Redact reports: what is kept of each, and what else its file is the source of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from empact.analysis import PlanContext, Portfolio
from empact.analysis.claims.log import claim_log, reporter
from empact.analysis.claims.rounds import plan_rounds, round_of
from empact.analysis.records import RedactedReport, RedactedReports
from empact.arguments import check_date, check_text, texts, with_article
from empact.errors import UnknownIdError
from empact.grammar import parse_parties
from empact.grammar.personal_data import personal_data
from empact.hooks.registry import Plugins
from empact.model import FiledRedaction, FiledReport, Parties, Plan, Redaction
from empact.reference.markings import read_marking
from empact.session.contexts import portfolio_context
from empact.session.plugins import Setup
from empact.storage.records import Records
from empact.storage.redacting import received_files, redact_report
from empact.storage.reports import ReportReading


def redact(  # noqa: PLR0913 - each is a separate part of the call
    setup: Setup,
    plan: Plan,
    ids: Iterable[str],
    folder: Path,
    known: ReportReading,
    *,
    reason: str,
    on: dt.date,
    plugins: Plugins,
    dry_run: bool,
) -> RedactedReports:
    """Redact reports, and return what is kept of each and what was deleted with it.

    Args:
        setup: The plugins and the configuration.
        plan: The plan.
        ids: The ids of the reports.
        folder: The folder of the reports.
        known: What was just read from it.
        reason: Why they are redacted.
        on: The day of the redaction.
        plugins: The plugins with the readers.
        dry_run: Whether nothing is changed.

    Raises:
        UnknownIdError: There is no such report.
        ValueError: The reason is empty, or has personal data.
        PlanReadError: A report of the folder is not valid, was changed, or is in the folder of another plan.
        OSError: A file cannot be read, deleted or replaced.
    """
    named = tuple(dict.fromkeys(texts("ids", "a list of ids of reports", ids)))
    check_date("on", on, required=True)
    _check_reason(reason)
    records = Records(reports=known.require_complete(plan.id))
    (context,) = portfolio_context(setup, Portfolio((plan,)), records, None).contexts
    redacted = {redaction.id: redaction for redaction in context.reports.redactions}
    there = {filed.id: filed for filed in context.reports}
    for id in named:
        if id not in there and id not in redacted:
            raise UnknownIdError("Report", id, (*there, *redacted))
    results: list[RedactedReport] = []
    for id in named:
        filed = there.get(id)  # of a report with copies, one can be left
        if filed is None:
            results.append(RedactedReport(redaction=redacted[id], was_redacted=True))
        else:
            results.append(_result(context, filed, known, folder, named, _kept(context, filed, reason, on)))
    for result in () if dry_run else results:
        if not result.was_redacted:
            received = there[result.redaction.id].content.received
            digest = None if received is None else received.sha256
            redact_report(folder, result.redaction.content, digest, plugins)
    return RedactedReports(context=context, reports=tuple(results), done=not dry_run)


def _check_reason(reason: str) -> None:
    check_text("The reason", reason)
    if not reason.strip():
        message = "The reason is empty. Write why the report is redacted, without what is removed."
        raise ValueError(message)
    kinds = personal_data(reason)
    if kinds:
        listed = " and ".join(with_article(kind.value) for kind in kinds)
        message = f"The reason has {listed}. Write why the report is redacted, without what is removed."
        raise ValueError(message)


def _kept(context: PlanContext, filed: FiledReport, reason: str, on: dt.date) -> Redaction:
    """Return what is kept of a report: no text that somebody wrote into it, also where a name or checkpoint belongs."""
    content = filed.content
    codes = context.codes(content.by, content.on)
    point = round_of(plan_rounds(context.plan), content.checkpoint, content.on)
    superseded = claim_log(context).superseded_by.items()
    return Redaction(
        plan=content.plan,
        digest=filed.digest,
        checkpoint=None if point is None else content.checkpoint,
        by=parse_parties(reporter(context, filed)) if codes else Parties(),
        on=content.on,
        redacted=on,
        reason=reason.strip(),
        supersedes=tuple(id for id, by in superseded if filed.id in by),
        marking=_known_marking(content.marking),
    )


def _known_marking(marking: str | None) -> str | None:
    """Return the parts of a marking that are known: another one can be anything. None: that of the plan holds."""
    meaning = read_marking(marking)
    if not meaning.unknown:
        return marking
    known = (meaning.level, *meaning.distribution, *meaning.national)
    return "; ".join(part.name for part in known if part is not None) or None


def _result(  # noqa: PLR0913, PLR0917 - each is a separate part of what is known
    context: PlanContext,
    filed: FiledReport,
    known: ReportReading,
    folder: Path,
    named: Iterable[str],
    redaction: Redaction,
) -> RedactedReport:
    received = filed.content.received
    same = [
        other.id
        for other in known.filed
        if received is not None
        and other.content.received is not None
        and other.content.received.sha256 == received.sha256
        and other.digest != filed.digest  # a copy is redacted with it
        and other.id not in named
    ]
    cites = (
        other.id
        for other in context.reports
        if filed.id in {*other.content.supersedes, *(id for made in other.content.settles for id in made.cites)}
    )
    return RedactedReport(
        redaction=FiledRedaction(id=filed.id, digest=filed.digest, content=redaction),
        received=() if received is None else tuple(path.name for path in received_files(folder, received.sha256)),
        of_same_file=tuple(dict.fromkeys(same)),
        named_by=tuple(dict.fromkeys(cites)),
        supersedes=tuple(dict.fromkeys(id for id in filed.content.supersedes if id not in named)),
    )

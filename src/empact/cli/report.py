"""``empact report``: progress reports of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from empact.analysis import claim_log
from empact.analysis.markings import record_markings
from empact.analysis.records import progress_reports
from empact.cli.commands import SuggestingGroup
from empact.cli.console import (
    EXIT_FINDINGS,
    EXIT_UNUSABLE,
    echo,
    echo_tree,
    width,
)
from empact.cli.options import (
    as_of_option,
    folder_option,
    format_option,
    marking_level,
    or_today,
    party_option,
    plan_argument,
    reading_options,
    reporting_options,
    show_option,
)
from empact.cli.portfolios import keep_records
from empact.cli.reading import folder_of, load_plan, read_records
from empact.cli.report_adding import add
from empact.cli.report_new import new
from empact.cli.report_redacting import redact
from empact.cli.report_round import round_
from empact.cli.report_seals import seal, seals
from empact.cli.views import echo_document, refuse_release
from empact.diagnostics import Severity
from empact.documents import build_reports
from empact.documents.headings import for_the_driver_alone
from empact.documents.language import words_in
from empact.model import FrozenMap, Plan, Reports
from empact.session import Session
from empact.session.validating import rules_about
from empact.storage.ledgers import LedgerReading
from empact.storage.reading import Readings
from empact.storage.reports import ReportReading


@click.group(cls=SuggestingGroup)
def report() -> None:
    """Add, list and check progress reports: what was done in the actions of a plan, and who says so (section 5.4).

    A party reports once for each checkpoint: the status and the total of each action that it leads, and its own share
    of each action that it takes part in. The Driver's report also settles differences. Each report is a file and is
    never changed; to correct it, add a report that supersedes it.

    \b
    empact report new plan.yaml --by QN --checkpoint June -o form.yaml
    empact report add plan.yaml form.yaml
    empact report round plan.yaml --checkpoint June
    empact report list plan.yaml --checkpoint June
    empact report check plan.yaml
    empact report seal plan.yaml --checkpoint June
    """


@report.command("list", short_help="List the reports.")
@plan_argument
@click.option("--checkpoint", metavar="NAME", help="List only reports for this checkpoint; the start of it is enough.")
@party_option("List only reports by this party.")
@reading_options
@as_of_option(default="everything")
@folder_option("reports")
@format_option
@click.pass_obj
def show(session: Session, /, plan: str, format_: str | None, folder: Path | None, to: str, **given: Any) -> None:
    """List the reports about PLAN by date, including superseded ones.

    \b
    empact report list plan.yaml
    empact report list plan.yaml --checkpoint June --party QN
    """
    loaded = load_plan(session, plan, format_)
    refuse_release(session, "reports")
    folder_of(session, folder, "reports")  # listing needs a folder: raise if there is none
    records = read_records(session, [loaded], ("reports",), {"reports": folder})
    try:
        listed = progress_reports(
            session.context(loaded, as_of=given["as_of"], records=records),
            checkpoint=given["checkpoint"],
            party=given["party"],
        )
    except ValueError as problem:
        raise click.UsageError(str(problem)) from None
    keep_records([loaded], listed.records)
    context = session.context(loaded, as_of=or_today(given["as_of"]))  # marked by the listed reports alone
    if to == "json":
        echo_tree(session, attrs.evolve(listed, context=context))
    else:
        document = for_the_driver_alone(build_reports(context, listed=listed), words_in("en"))
        echo_document(session, document, context, dated=given["as_of"] is not None)


@report.command(short_help="Check the reports for errors and contradictions.")
@plan_argument
@show_option
@reading_options
@reporting_options
@folder_option("seals", "seals")
@format_option
@click.pass_context
def check(
    ctx: click.Context,
    plan: str,
    format_: str | None,
    folder: Path | None,
    operations: Path | None,
    kpis: Path | None,
    ledger: Path | None,
    seals: Path | None,
    to: str,
    show: str | None,
) -> None:
    """Check that the reports about PLAN can be read, are unchanged, fit the plan, and add up.

    The operations, the KPI register and the records listed in seals are checked too. To explain a finding, use 'empact
    rules CODE', such as 'empact rules OAP862'.

    \b
    empact report check plan.yaml

    \b
    Exit code 1  an error
              2  an invalid file, an unknown name, wrong usage
    """
    session: Session = ctx.obj
    loaded = load_plan(session, plan, format_)
    folder_of(session, folder, "reports")  # checking needs a folder: raise if there is none
    folders = {"reports": folder, "operations": operations, "kpis": kpis, "ledger": ledger, "seals": seals}
    read = read_records(session, [loaded], folders, folders)
    reports, ledgers = read.reports or ReportReading(), read.ledger or LedgerReading()
    known = reports.of_plan(loaded.id)
    in_force = len(claim_log(attrs.evolve(session.context(loaded), reports=known)).in_force)
    values = (value for readings in (read.operations, read.kpis) if readings is not None for value in readings.values)
    # Some of the files cannot be read, so there is no context of which to ask for its records.
    checked = record_markings((*known, *ledgers.of_plan(loaded.id), *values))
    records = tuple(record for record in checked if loaded.id in record.plans)
    keep_records([loaded], records)
    rules = rules_about(session.rules, "reports")
    findings = session.validate(loaded, select=rules.select, ignore=rules.ignore, records=read)
    others = {other.plan: len(other) for other in reports.reports if other.plan != loaded.id}
    if to == "json":
        from empact.session.checks import ReportCheck  # a check in text needs none

        result = ReportCheck(
            context=session.context(loaded, as_of=or_today(None)),
            reports=len(known),
            in_force=in_force,
            others=FrozenMap(others),
            counts=FrozenMap(findings.counts()),
            diagnostics=tuple(findings),
            checked=records,
        )
        echo_tree(session, result)
    else:
        sources: tuple[Plan | Readings[Any], ...] = (loaded, *read.readings)
        text = session.format(
            findings, "text", *sources, show=Severity(show or "info"), width=width(), marking=marking_level()
        )
        lines = [text.rstrip("\n"), ""] if len(known) or len(findings) else []
        registers = sorted(plan for plan in (() if read.kpis is None else read.kpis.by_plan) if plan != loaded.id)
        echo("\n".join([*lines, *_summary(known, in_force, others, registers)]))
    if not read.complete:
        ctx.exit(EXIT_UNUSABLE)
    if findings.worst is Severity.ERROR:
        ctx.exit(EXIT_FINDINGS)


def _summary(known: Reports, in_force: int, others: dict[str, int], registers: Sequence[str]) -> Iterator[str]:
    """Count the reports, and name the other plans: the id of a plan may be misspelt."""
    if len(known):
        yield f"{_count(len(known))} about {known.plan}, {in_force} of them in force."
    else:
        yield f"There is no report about {known.plan}."
    if others:
        yield f"The folder also has {', '.join(f'{_count(number)} about {plan}' for plan, number in others.items())}."
    if registers:
        yield f"There are also KPI registers of other plans: {', '.join(registers)}."


def _count(number: int) -> str:
    return "1 report" if number == 1 else f"{number} reports"


report.add_command(new)
report.add_command(add)
report.add_command(round_)
report.add_command(redact)
report.add_command(seal)
report.add_command(seals)

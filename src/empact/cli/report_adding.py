"""``empact report add``: check reports together, and add each as a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
import click

from empact.analysis import record_markings
from empact.analysis.records import AddedReports, ListedReport
from empact.cli.console import EXIT_FINDINGS, EXIT_UNUSABLE, echo, echo_error, echo_tree, echo_warning, width
from empact.cli.options import (
    create_option,
    format_option,
    marking_level,
    or_today,
    parse_day,
    party_option,
    plan_argument,
    reading_options,
    reporting_options,
    require_text,
)
from empact.cli.portfolios import keep_records, new_marking
from empact.cli.reading import folder_of, load_plan, read_records
from empact.cli.report_forms import given_report, parse_figures
from empact.cli.report_reading import read_given, report_rules, with_candidates
from empact.diagnostics import Diagnostics, Severity
from empact.errors import problem_line
from empact.model import Plan, Report, ReporterRole, Source
from empact.session import Session
from empact.storage.sources import exists

ROLES = click.Choice([role.value for role in ReporterRole])


@click.command(short_help="Add reports.")
@plan_argument
@click.argument("files", metavar="[FILE...]", nargs=-1)
@party_option("The party that reports, without a FILE.", "--by")
@click.option("--role", type=ROLES, help="The role in which it reports, without a FILE.")
@click.option("--checkpoint", metavar="NAME", help="The checkpoint, without a FILE; the start of its name is enough.")
@click.option("--on", type=parse_day, metavar="DATE", help="The day of the report, without a FILE.")
@click.option(
    "--source",
    metavar="TEXT",
    callback=require_text,
    help="A form, a letter or the number of a document, without a FILE.",
)
@click.option("--action", metavar="ACTION", help="The action that it is about, without a FILE.")
@click.option(
    "--status", metavar="WORD", callback=require_text, help="The status of the action, such as live or completed."
)
@click.option(
    "--figure",
    "figures",
    multiple=True,
    metavar="KPI=VALUE",
    callback=parse_figures,
    help="A value for a KPI of the action, counted from 1, such as 1=12. Can be repeated.",
)
@create_option("reports")
@reading_options
@reporting_options
@format_option
@click.pass_context
def add(
    ctx: click.Context,
    /,
    plan: str,
    files: tuple[str, ...],
    format_: str | None,
    folder: Path | None,
    operations: Path | None,
    kpis: Path | None,
    ledger: Path | None,
    to: str,
    *,
    create: bool,
    **given: Any,
) -> None:
    """Check reports about PLAN, add each as a new file, and print their ids.

    FILE is a report in YAML or JSON, a folder of them, or '-' for YAML on the standard input; 'empact report new' makes
    forms. Without a FILE, the options make a report on one action: its figures are the total of the action if a leader
    or the Driver reports, and otherwise the reporter's own contribution.

    All reports are checked together. If one has an error, such as an unknown action, or cannot be read, none is added,
    and the problems of all are listed. A report is never changed: to correct it, add one with its id under
    'supersedes'. The same report is not added twice.

    \b
    empact report add plan.yaml form.yaml
    empact report add plan.yaml forms/ letter.yaml
    empact report add plan.yaml --by QO --role leader --checkpoint June \\
      --on 2031-06-28 --source "letter of 28 June" \\
      --action 2.2 --status live --figure 1=8

    \b
    Exit code 1  a report has an error; none is added
              2  an invalid file, an unknown name, wrong usage
    """
    session: Session = ctx.obj
    loaded = load_plan(session, plan, format_)
    place = folder_of(session, folder, "reports")
    given_reports: list[tuple[Report, Source | None]]
    complete, hidden = True, Diagnostics()
    if files:
        used = [option.opts[0] for option in ctx.command.params if given.get(str(option.name))]
        if used:
            raise click.UsageError(f"A report is a FILE or made from options: leave out {used[0]}, or FILE.")
        read = read_given(session, loaded, files, plan)
        given_reports, complete = [(reading.require(), reading.places) for reading in read.readings], read.complete
        hidden = read.hidden
    else:
        given_reports = [(given_report(session, loaded, given), None)]
    given_reports = [
        (attrs.evolve(report, marking=new_marking(loaded, report.marking)), places) for report, places in given_reports
    ]
    keep_records([loaded], record_markings(report for report, _ in given_reports))
    path = session.workspace.path
    named = {"operations": operations, "kpis": kpis, "ledger": ledger}
    if create and path is not None and not exists(path):  # the workspace is to be created
        named = {kind: folder for kind, folder in named.items() if folder is not None}
    known = read_records(session, [loaded], named, named)
    reports_of_folder = session.workspace.reports.read(place if exists(place) else (), plans=[loaded])
    known = attrs.evolve(known, reports=reports_of_folder)
    ids, checked = with_candidates(session, known, loaded, given_reports)
    findings = session.validate(loaded, select=report_rules(session), records=checked)
    subjects = {f"{loaded.id}:{id}" for id in ids}
    own = Diagnostics(finding for finding in findings if finding.place.subject in subjects)
    shown = hidden + own
    text = session.format(
        shown, to, loaded, *checked.readings, show=Severity.WARNING, width=width(), marking=marking_level()
    )
    code = _refusal(shown, text, len(ids), complete=complete)
    if code is not None:
        ctx.exit(code)
    reports = [report for report, _ in given_reports]
    _warn(own, loaded, reports)
    try:
        added = session.workspace.reports.add_all(reports, folder, create=create, known=known.reports, plans=[loaded])
    except OSError:
        if len(ids) > 1:
            echo_error("Not all reports are added. Add all again: none is added twice.")
        raise
    if to == "json":
        context = session.context(loaded, as_of=or_today(None))
        listed = tuple(ListedReport(report=filed) for filed in added)
        echo_tree(session, AddedReports(context=context, reports=listed))
    else:
        echo("\n".join(filed.id for filed in added))


def _refusal(findings: Diagnostics, text: str, number: int, *, complete: bool) -> int | None:
    """Print why no report is added, and return the exit code; None if nothing is against it.

    ``text`` is what is printed about the findings.
    """
    wrong = findings.worst is Severity.ERROR
    if wrong or (findings.worst is Severity.WARNING and not complete):
        echo(text.rstrip("\n"))
    if not complete:
        echo_error("No report is added.")
        return EXIT_UNUSABLE
    if not wrong:
        return None
    echo_error(
        "The report is not added. Correct it, and add it again."
        if number == 1
        else f"None of the {number} reports is added. Correct them, and add all again."
    )
    return EXIT_FINDINGS


def _warn(findings: Diagnostics, plan: Plan, reports: Iterable[Report]) -> None:
    """Print the warnings about reports that are added; of a marked one, without text on the standard error."""
    quoted = not any([plan.printed_marking, *(report.marking for report in reports)])
    for problem in findings:
        if problem.severity is Severity.WARNING:
            more = "" if quoted else " 'empact report check' shows more."
            echo_warning(f"{problem_line(problem, quoted=quoted)}{more}")

"""``empact report add``: check reports together, and add each as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import click

from empact.analysis import record_markings
from empact.analysis.records import AddedReports, ListedReport
from empact.cli.console import echo, echo_error, echo_tree, width
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
from empact.cli.report_door import findings_about, print_not_added, print_refusal, print_warnings, reports_there
from empact.cli.report_forms import given_report, parsed_figures
from empact.cli.report_reading import GivenReports, read_given, with_candidates
from empact.diagnostics import Diagnostics, Severity
from empact.model import FigureScope, Plan, Report, Source
from empact.session import Session
from empact.storage.sources import exists


@click.command(short_help="Add reports.")
@plan_argument
@click.argument("files", metavar="[FILE...]", nargs=-1)
@party_option("The party that reports, without a FILE.", "--by")
@click.option(
    "--part",
    metavar="TEXT",
    callback=require_text,
    help="The authority of the party, such as customs, if several report each for itself, without a FILE.",
)
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
    callback=parsed_figures(FigureScope.OWN),
    help="The party's own share of a KPI of the action, counted from 1, such as 1=12, 1a=12 or 1=nothing. Can be "
    "repeated.",
)
@click.option(
    "--total",
    "totals",
    multiple=True,
    metavar="KPI=VALUE",
    callback=parsed_figures(FigureScope.TOTAL),
    help="The total of a KPI, if the party leads the action, such as 1=12 or 1a=12. Can be repeated.",
)
@click.option(
    "--accept",
    is_flag=True,
    help="Add a share of a party that the action does not name, and a ratio above 1: the warnings OAP885 and OAP891.",
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
    accept: bool,
    create: bool,
    **given: Any,
) -> None:
    """Check reports about PLAN, add each as a new file, and print their ids.

    FILE is a report in YAML or JSON, a folder of them, or '-' for YAML on the standard input; 'empact report new' makes
    forms. Without a FILE, the options make a report on one action.

    All reports are checked together. If one has an error, such as an unknown action, or cannot be read, none is added,
    and the problems of all are listed, each with what to write instead. A party has one report in force for a
    checkpoint, or one for each of its parts. A report is never changed: to correct it, add one with its id under
    'supersedes'; one that states nothing withdraws it. If a report in force states the same, nothing is added.

    \b
    empact report add plan.yaml form.yaml
    empact report add plan.yaml forms/ letter.yaml
    empact report add plan.yaml --by QO --checkpoint June \\
      --on 2031-06-28 --source "letter of 28 June" \\
      --action 2.2 --status live --total 1=8 --figure 1=5

    \b
    Exit code 1  a report is refused; none is added
              2  an invalid file, an unknown name, wrong usage
    """
    session: Session = ctx.obj
    loaded = load_plan(session, plan, format_)
    place = folder_of(session, folder, "reports")
    candidates, complete, hidden = _given(ctx, loaded, files, plan, given)
    keep_records([loaded], record_markings(report for report, _ in candidates))
    path = session.workspace.path
    named = {"operations": operations, "kpis": kpis, "ledger": ledger}
    if create and path is not None and not exists(path):  # the workspace is to be created
        named = {kind: folder for kind, folder in named.items() if folder is not None}
    filed_before = session.workspace.reports.read(place if exists(place) else (), plans=[loaded])
    known = attrs.evolve(read_records(session, [loaded], named, named), reports=filed_before)
    there = reports_there(session, loaded, filed_before, candidates)
    new = [candidate for candidate, filed in zip(candidates, there, strict=True) if filed is None]
    ids, checked = with_candidates(session, known, loaded, new)
    own = findings_about(session, loaded, ids, checked, known)
    shown = hidden + own
    text = session.format(
        shown, to, loaded, *checked.readings, show=Severity.WARNING, width=width(), marking=marking_level()
    )
    code = print_refusal(shown, text, len(ids), complete=complete, accept=accept)
    if code is not None:
        ctx.exit(code)
    reports = [report for report, _ in new]
    print_warnings(own, loaded, reports)
    try:
        added = session.workspace.reports.add_all(reports, folder, create=create, known=filed_before, plans=[loaded])
    except OSError:
        if len(ids) > 1:
            echo_error("Not all reports are added. Add all again: none is added twice.")
        raise
    print_not_added(there, added, filed_before)
    following = iter(added)
    listed = tuple(ListedReport(report=next(following) if filed is None else filed) for filed in there)
    if to == "json":
        context = session.context(loaded, as_of=or_today(None))
        echo_tree(session, AddedReports(context=context, reports=listed))
    else:
        echo("\n".join(report.id for report in listed))


def _given(
    ctx: click.Context, plan: Plan, files: tuple[str, ...], argument: str, given: dict[str, Any]
) -> tuple[list[tuple[Report, Source | None]], bool, Diagnostics]:
    """Return the reports of the files or the options, whether all can be read, and the problems that are not quoted.

    ``argument`` is what PLAN is given as.
    """
    session: Session = ctx.obj
    if files:
        used = [option.opts[0] for option in ctx.command.params if given.get(str(option.name))]
        if used:
            raise click.UsageError(f"A report is a FILE or made from options: leave out {used[0]}, or FILE.")
        read = read_given(session, plan, files, argument)
        candidates = [(reading.require(), reading.places) for reading in read.readings]
    else:
        read = GivenReports((), complete=True)
        candidates = [(given_report(session, plan, given), None)]
    marked = [
        (attrs.evolve(report, marking=new_marking(plan, report.marking)), places) for report, places in candidates
    ]
    return marked, read.complete, read.hidden

"""``empact report add``: check reports, and add each that nothing is against as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from empact.analysis import PlanContext
from empact.analysis.markings import record_markings
from empact.cli.console import echo, echo_tree, width
from empact.cli.naming import superseded_reports
from empact.cli.options import (
    accept_text_option,
    completed_by,
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
    show_option,
)
from empact.cli.portfolios import keep_records, new_marking
from empact.cli.reading import folder_of, load_plan, read_records
from empact.cli.report_door import answer, note_there, print_refused, print_warnings
from empact.cli.report_options import given_report, parsed_figures
from empact.cli.report_reading import GivenReports, read_given
from empact.diagnostics import Diagnostics, Severity
from empact.model import FigureScope, Plan, Report, Reports
from empact.session import Session
from empact.session.asked_back import also_found
from empact.storage.reading import Reading
from empact.storage.sources import exists


@click.command(short_help="Add reports.")
@plan_argument
@click.argument("files", metavar="[FILE...]", nargs=-1)
@party_option("Without FILE: the party that reports.", "--by")
@click.option(
    "--part",
    metavar="WORDS",
    callback=require_text,
    help="The authority that reports, such as customs, if several authorities of the party report separately.",
)
@click.option(
    "--supersedes",
    multiple=True,
    metavar="ID",
    help="An earlier report that this one replaces; the start of its id is enough. Can be repeated.",
)
@click.option("--checkpoint", metavar="NAME", help="Without FILE: the checkpoint; the start of its name is enough.")
@click.option("--on", type=parse_day, metavar="DATE", help="Without FILE: the day of the report.")
@click.option(
    "--source",
    metavar="TEXT",
    callback=require_text,
    help="Without FILE: the source, such as a form, a letter or a document number.",
)
@click.option(
    "--action",
    metavar="ACTION",
    shell_complete=completed_by("actions"),
    help="Without FILE: the action that it is about.",
)
@click.option(
    "--status", metavar="WORD", callback=require_text, help="The status of the action, such as live or completed."
)
@click.option(
    "--figure",
    "figures",
    multiple=True,
    metavar="KPI=VALUE",
    callback=parsed_figures(FigureScope.OWN),
    help="The party's own share of a KPI of the action, such as 1=12, 1a=12 or 1=nothing; KPIs are counted from 1. "
    "Can be repeated.",
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
    help="Accept a share of a party that the action does not name, and a ratio above 1 (warnings OAP885 and OAP891).",
)
@accept_text_option
@show_option
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
    show: str | None,
    part: str | None,
    supersedes: tuple[str, ...],
    *,
    accept: bool,
    accept_text: bool,
    create: bool,
    **given: Any,
) -> None:
    """Check reports about PLAN, add each as a new file, and print its id.

    FILE is a form that came back, in any format that 'empact report new' makes; a report in YAML or JSON; a folder of
    these; or '-' for YAML on the standard input. Without FILE, the options make a report on one action.

    Each report is checked against the existing ones, and added or refused on its own: an error in one report does not
    stop the others. Every problem is listed with what to write instead. A party has one report in force for a
    checkpoint, or one for each of its parts. A report is never changed: to correct it, add another with --supersedes;
    to withdraw it, add a file that supersedes it and has 'actions: []'. It is safe to repeat a command: a report that
    is already there is not added twice.

    \b
    empact report add plan.yaml form.yaml
    empact report add plan.yaml forms/ letter.yaml
    empact report add plan.yaml form.yaml --supersedes 2031-06-28
    empact report add plan.yaml --by QO --checkpoint June \\
      --on 2031-06-28 --source "letter of 28 June" \\
      --action 2.2 --status live --total 1=8 --figure 1=5

    \b
    Exit code 1  a report is refused; the others are added
              2  no readable file, a full disk, an unknown name, wrong usage
    """
    session: Session = ctx.obj
    loaded = load_plan(session, plan, format_)
    place = folder_of(session, folder, "reports")
    path = session.workspace.path
    named = {"operations": operations, "kpis": kpis, "ledger": ledger}
    if create and path is not None and not exists(path):  # the workspace is to be created
        named = {kind: folder for kind, folder in named.items() if folder is not None}
    filed = session.workspace.reports.read(place if exists(place) else (), plans=[loaded])
    records = read_records(session, [loaded], named, named)
    context = session.context(loaded, records=attrs.evolve(records, reports=filed))
    read = _given(ctx, context, files, plan, {**given, "part": part})
    completed = completed_reports(loaded, read.reports, filed.of_plan(loaded.id), part, supersedes)
    keep_records([loaded], record_markings(_report(each) for each in completed))
    result = session.workspace.reports.add_checked(
        loaded, completed, folder, records=records, accept=accept, accept_text=accept_text, create=create
    )
    today = session.context(loaded, as_of=or_today(None))  # the marking is that of today
    also = also_found(session, loaded, read.asked_back, folder, records)
    unread = [
        attrs.evolve(refused, diagnostics=(*refused.diagnostics, *also.get(refused.file or "", ())))
        for refused in read.refused
    ]
    result = attrs.evolve(result, context=today, refused=(*unread, *result.refused))
    quoted = not any([loaded.printed_marking, *(added.report.content.marking for added in result.reports)])
    if to == "json" or not result.refused:
        note_there(result.reports)
    if to == "json":
        echo_tree(session, result)
    elif result.refused:
        checked = (
            finding for refused in result.refused if refused.report is not None for finding in refused.diagnostics
        )
        others = Diagnostics(finding for findings in also.values() for finding in findings)
        shown, blocks = read.hidden + others + Diagnostics(checked), ["\n".join(answer(result, ctx.command))]
        if shown:
            lowest = Severity.WARNING if show is None else Severity(show)
            readings = [*(each for each in completed if isinstance(each, Reading)), *read.asked_back]
            text = session.format(
                shown, "text", loaded, filed, *readings, show=lowest, width=width(), marking=marking_level()
            )
            blocks.insert(0, text.rstrip("\n"))
        if any(blocks):
            echo("\n\n".join(filter(None, blocks)))
    else:
        echo("\n".join(added.id for added in result.reports))
    print_warnings(result.diagnostics, quoted=quoted)
    ctx.exit(print_refused(result, read.unread))


def _given(
    ctx: click.Context, context: PlanContext, files: tuple[str, ...], argument: str, given: dict[str, Any]
) -> GivenReports:
    """Return the reports of the files or the options, and the files that cannot be read.

    ``argument`` is what PLAN is given as.
    """
    session: Session = ctx.obj
    if not files:
        return GivenReports((given_report(session, context.plan, given),))
    used = [option.opts[0] for option in ctx.command.params if option.name != "part" and given.get(str(option.name))]
    if used:
        raise click.UsageError(f"A report is a FILE or made from options: leave out {used[0]}, or FILE.")
    return read_given(session, context, files, argument)


def completed_reports(
    plan: Plan,
    given: Sequence[Report | Reading[Report]],
    there: Reports,
    part: str | None,
    superseded: Sequence[str],
) -> list[Report | Reading[Report]]:
    """Return reports with what the options say about the only one, and with the marking of the call.

    Args:
        plan: The plan.
        given: The reports.
        there: The reports that are there, by whose ids ``superseded`` names one.
        part: The authority that reports; None if no option names it.
        superseded: The starts of the ids of the reports that the only one replaces.

    Raises:
        click.UsageError: An option is about one report, and there are several; or the report names another part.
        UnknownIdError: No report, or several, have an id that starts with what the option has.
    """
    if len(given) != 1 and (part is not None or superseded):
        option = "--supersedes" if superseded else "--part"
        raise click.UsageError(f"{option} is about one report: add it separately.")
    completed: list[Report | Reading[Report]] = []
    for each in given:
        report = _report(each)
        if part is not None and report.part not in {None, part}:
            raise click.UsageError(f"The report is of the part {report.part!r}: leave out --part.")
        ids = superseded_reports(there, superseded, report)
        report = attrs.evolve(
            report,
            part=part or report.part,
            supersedes=tuple(dict.fromkeys((*report.supersedes, *ids))),
            marking=new_marking(plan, report.marking),
        )
        completed.append(attrs.evolve(each, value=report) if isinstance(each, Reading) else report)
    return completed


def _report(given: Report | Reading[Report]) -> Report:
    return given.require() if isinstance(given, Reading) else given

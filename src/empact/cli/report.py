"""``empact report``: progress reports of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from empact.cli.commands import SuggestingGroup
from empact.cli.console import EXIT_FINDINGS, EXIT_UNUSABLE, echo, echo_error, echo_json, echo_warning, width
from empact.cli.naming import named_parties
from empact.cli.options import (
    as_of_option,
    create_option,
    folder_option,
    format_option,
    output_option,
    parse_day,
    party_option,
    plan_argument,
    reading_options,
    reporting_options,
    require_text,
)
from empact.cli.portfolios import marking_lines, part_of_document, plan_document
from empact.cli.reading import folder_of, load_plan, read_ledgers, read_reporting
from empact.cli.report_forms import checkpoint_named, form, given_report, parse_figures
from empact.cli.report_lines import report_lines
from empact.cli.report_reading import read_report, report_rules, with_candidate
from empact.diagnostics import Diagnostics, Severity
from empact.model import FiledReport, Plan, ReporterRole, Reports
from empact.session import Session
from empact.storage.ledgers import LedgerReading
from empact.storage.sources import exists
from empact.storage.writing import create

_ROLES = click.Choice([role.value for role in ReporterRole])


@click.group(cls=SuggestingGroup)
def report() -> None:
    """Add, list and check progress reports: what was done in the actions of a plan, and who says so (section 5.4).

    A leader reports the status and the total of its action, a participant its own contribution, the Driver what it
    settles. Each report is a file and is never changed; a later one supersedes it.

    \b
    empact report new plan.yaml --by QN --checkpoint June -o form.yaml
    empact report add plan.yaml form.yaml
    empact report list plan.yaml --checkpoint June
    empact report check plan.yaml
    """


@report.command(short_help="Add a report.")
@plan_argument
@click.argument("file", metavar="[FILE]", required=False)
@party_option("The party that reports, without a FILE.", "--by")
@click.option("--role", type=_ROLES, help="The role in which it reports, without a FILE.")
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
    file: str | None,
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
    """Check a report about PLAN, add it as a new file, and print its id.

    FILE is a report in YAML or JSON, or '-' for YAML on the standard input; 'empact report new' makes a form. Without a
    FILE, the options make a report on one action: its figures are the total of the action if a leader or the Driver
    reports, and otherwise the reporter's own contribution.

    Nothing is added if the report has errors, such as an unknown action. A report is never changed: to correct it, add
    one with its id under 'supersedes'. The same report is not added twice.

    \b
    empact report add plan.yaml form.yaml
    empact report add plan.yaml --by QO --role leader --checkpoint June \\
      --on 2031-06-28 --source "letter of 28 June" \\
      --action 2.2 --status live --figure 1=8

    \b
    Exit code 1  the report has an error; it is not added
              2  an invalid file, an unknown name, wrong usage
    """
    session: Session = ctx.obj
    loaded = load_plan(session, plan, format_)
    place = folder_of(session, folder, "reports")
    if file is None:
        content, source = given_report(session, loaded, given), None
    else:
        used = [option.opts[0] for option in ctx.command.params if given.get(str(option.name))]
        if used:
            raise click.UsageError(f"A report is a FILE or made from options: leave out {used[0]}, or FILE.")
        content, source = read_report(session, loaded, file, plan)
    path = session.workspace.path
    nothing = () if create and path is not None and not exists(path) else None  # where the workspace is to be created
    known = session.workspace.reporting(
        place if exists(place) else (), nothing if operations is None else operations, nothing if kpis is None else kpis
    )
    ledgers = LedgerReading() if nothing is not None and ledger is None else read_ledgers(session, ledger)
    candidate, checked = with_candidate(known, content, source)
    found = session.validate(loaded, select=report_rules(session), reports=checked, ledger=ledgers)
    own = Diagnostics(one for one in found if one.place.subject == f"{loaded.id}:{candidate.id}")
    if own.worst is Severity.ERROR:
        echo(session.format(own, to, loaded, show=Severity.WARNING, width=width()).rstrip("\n"))
        echo_error("The report is not added. Correct it, and add it again.")
        ctx.exit(EXIT_FINDINGS)
    for problem in own:
        if problem.severity is Severity.WARNING:
            words = " ".join(filter(None, (problem.message, problem.hint)))
            named = f"{problem.code} {problem.name}: 'empact report check' shows more."
            echo_warning(words if loaded.current_marking is None else named)  # no marked text on the standard error
    filed = session.workspace.reports.add(content, folder, create=create)
    if to == "json":
        facts = {"id": filed.id, "digest": filed.digest, "report": session.tree(filed.content)}
        echo_json(plan_document("report-added/1", loaded) | facts)
    else:
        echo(filed.id)


@report.command(short_help="Make a form to fill in.")
@plan_argument
@party_option("The party that reports. Required.", "--by", required=True)
@click.option(
    "--checkpoint", metavar="NAME", required=True, help="The checkpoint; the start of its name is enough. Required."
)
@click.option("--role", type=_ROLES, help="The role in which it reports; default: leader if it leads an action.")
@reading_options
@output_option("FILE", "The file to write; default: the standard output.")
@click.pass_obj
def new(
    session: Session,
    plan: str,
    by: str,
    checkpoint: str,
    role: str | None,
    output: Path | None,
    format_: str | None,
) -> None:
    """Print a report on PLAN as a YAML form: the actions of a party with their KPIs, and empty places to fill in.

    A leader gets the actions that it leads, a participant those that it takes part in, the Driver all. No value is
    filled in. Delete what is not reported: a figure that is left out is missing, never zero.

    \b
    empact report new plan.yaml --by QN --checkpoint June -o form.yaml
    empact report new plan.yaml --by QN --checkpoint June --role participant
    """
    loaded = load_plan(session, plan, format_)
    text = form(session, loaded, by, checkpoint_named(loaded, checkpoint), None if role is None else ReporterRole(role))
    if output is None or output == Path("-"):
        echo(text.rstrip("\n"))
        return
    try:
        create(output, text.encode())
    except FileExistsError:
        raise click.UsageError(f"{output} exists; choose another name.") from None


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
    folder_of(session, folder, "reports")  # listing needs a folder: raise if there is none
    read = read_reporting(session, [loaded.id], folder)
    known = read.reports.require_complete(loaded.id).of(loaded.id).until(given["as_of"])
    found: Iterable[FiledReport] = known
    if given["checkpoint"] is not None:
        name = checkpoint_named(loaded, given["checkpoint"])
        found = [filed for filed in found if filed.content.checkpoint == name]
    if given["party"] is not None:
        wanted = set(_names(session, loaded, given["party"]))
        found = [filed for filed in found if wanted & {item.party for item in filed.content.by.understood}]
    by = known.superseded_by
    if to == "json":
        trees = [_tree(session, filed, by) for filed in found]
        echo_json(plan_document("reports/1", loaded, given["as_of"]) | {"reports": trees})
        return
    lines = [line for filed in found for line in report_lines(filed, by)]
    nothing = "No report matches." if len(known) else f"There is no report about {loaded.id}."
    echo("\n".join([*marking_lines(loaded, on=given["as_of"]), *lines] if lines else [nothing]))


def _names(session: Session, plan: Plan, party: str) -> Iterator[str]:
    """The code of a party, and its name as it is given."""
    yield party
    for item in named_parties(session, plan, [party]).understood:
        yield item.party


def _tree(session: Session, filed: FiledReport, superseded: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """A report as JSON: the keys of its file, its id and digest, and the reports that supersede it."""
    replaced = {"superseded_by": superseded[filed.id]} if filed.id in superseded else {}
    content = part_of_document(session.tree(filed.content))
    return {"id": filed.id, "digest": filed.digest, **replaced, **content}


@report.command(short_help="Check the reports for errors and contradictions.")
@plan_argument
@reading_options
@reporting_options
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
    to: str,
) -> None:
    """Check the reports about PLAN: whether they can be read, are unchanged, fit the plan, and add up.

    This also checks the operations and the KPI register. 'empact rules OAP862' explains a finding.

    \b
    empact report check plan.yaml

    \b
    Exit code 1  an error
              2  an invalid file, an unknown name, wrong usage
    """
    session: Session = ctx.obj
    loaded = load_plan(session, plan, format_)
    folder_of(session, folder, "reports")  # checking needs a folder: raise if there is none
    read = read_reporting(session, [loaded.id], folder, operations, kpis)
    known = read.reports.of(loaded.id)
    ledgers = read_ledgers(session, ledger)
    found = session.validate(loaded, select=report_rules(session), reports=read, ledger=ledgers)
    sources = (loaded, read.reports, read.operations, read.kpis, ledgers)
    others = {reports.plan: len(reports) for reports in read.reports.reports if reports.plan != loaded.id}
    if to == "json":
        import json

        findings = json.loads(session.format(found, "json", *sources))
        facts = {"reports": len(known), "in_force": len(known.in_force), "others": others}
        counted = {key: findings[key] for key in ("counts", "diagnostics")}
        echo_json(plan_document("report-check/1", loaded) | facts | counted)
    else:
        text = session.format(found, "text", *sources, show=Severity.INFO, width=width())
        lines = [text.rstrip("\n"), ""] if len(known) or len(found) else []
        echo("\n".join([*lines, *_summary(known, others)]))
    if not (read.complete and ledgers.complete):
        ctx.exit(EXIT_UNUSABLE)
    if found.worst is Severity.ERROR:
        ctx.exit(EXIT_FINDINGS)


def _summary(known: Reports, others: dict[str, int]) -> Iterator[str]:
    """Count the reports."""
    if len(known):
        yield f"{_count(len(known))} about {known.plan}, {len(known.in_force)} of them in force."
    else:
        yield f"There is no report about {known.plan}."
    if others:
        yield f"The folder also has {', '.join(f'{_count(number)} about {plan}' for plan, number in others.items())}."


def _count(number: int) -> str:
    return "1 report" if number == 1 else f"{number} reports"

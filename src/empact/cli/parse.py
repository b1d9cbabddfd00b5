"""``empact parse``: what a text means as a cell of an action, what is in doubt, and clear wordings."""

from __future__ import annotations

import sys

import click

from empact.analysis import ParsedCell, PlanContext
from empact.analysis.resolved_plans.parsed_cells import CELL_COLUMNS
from empact.cli.console import EXIT_FINDINGS, echo_tree
from empact.cli.listings import echo_page
from empact.cli.options import completed_by, format_option, or_today, reading_options
from empact.cli.reading import load_plan
from empact.cli.views import echo_document
from empact.diagnostics import Severity
from empact.documents.parsed_cell import parsed_cell_document
from empact.session import Session


@click.command()
@click.argument("text", metavar="TEXT")
@click.option(
    "--as",
    "column",
    type=click.Choice(list(CELL_COLUMNS)),
    required=True,
    help="The column that the text is for.",
)
@click.option(
    "--plan",
    metavar="PLAN",
    shell_complete=completed_by("plans"),
    help="The plan that it is for; without it, groups have no members and links lead nowhere.",
)
@click.option(
    "--action",
    metavar="ACTION",
    shell_complete=completed_by("actions"),
    help="Read it in the place of this action of the plan; default: as a new action.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    show_default=True,
    help="Exit with 1 for a doubt at or above this severity.",
)
@reading_options
@format_option
@click.pass_context
def parse(
    ctx: click.Context,
    /,
    text: str,
    column: str,
    plan: str | None,
    action: str | None,
    fail_on: str,
    format_: str | None,
    to: str,
) -> None:
    """Show what TEXT means as a cell of an action, what is in doubt about it, and the nearest clear wordings.

    TEXT is the whole cell; '-' reads it from the standard input. Words that are not understood are a warning. Each
    wording is a text that can be read in one way only, with what it then means.

    \b
    empact parse "All MS except DK and Europol" --as participants --plan plan.yaml
    empact parse "February/June" --as timing
    empact parse "SG 1; 2.1" --as links --plan plan.yaml --action 1.3

    \b
    Exit code 0  no doubt at or above --fail-on
              1  at least one such doubt
              2  an unknown column, plan or action, or an empty text
    """
    session: Session = ctx.obj
    if action is not None and plan is None:
        raise click.UsageError("Option '--action' needs --plan.")
    if text == "-":
        if plan == "-":
            raise click.UsageError("'-' reads the standard input once: name a file for the text or for the plan.")
        text = _standard_input()
    loaded = None if plan is None else load_plan(session, plan, format_)
    try:
        cell = session.parse(text, column, plan=loaded, action=action, as_of=or_today(None))
    except ValueError as problem:
        raise click.BadParameter(str(problem), param_hint="'TEXT'") from None
    if to == "json":
        echo_tree(session, cell)
    else:
        _echo(session, cell)
    if fail_on != "never" and any(doubt.severity >= Severity(fail_on) for doubt in cell.doubts):
        ctx.exit(EXIT_FINDINGS)


def _standard_input() -> str:
    """Return the text of the standard input, without the line break at its end."""
    if sys.stdin is None:
        raise click.UsageError("'-' reads the standard input, but it is closed.")
    try:
        return sys.stdin.buffer.read().decode().removesuffix("\n")
    except UnicodeDecodeError:
        raise click.UsageError("The standard input is not UTF-8.") from None


def _echo(session: Session, cell: ParsedCell) -> None:
    """Print the document; without a plan, it has no marking."""
    document = parsed_cell_document(cell)
    if isinstance(cell.context, PlanContext):
        echo_document(session, document, cell.context, dated=False)
    else:
        echo_page(document)

"""``empact export``: a plan in another format."""

from __future__ import annotations

from pathlib import Path

import click

from empact.cli.options import from_option, is_stdout, plan_argument
from empact.cli.reading import load_plan
from empact.session import Session


@click.command()
@plan_argument
@from_option
@click.option("--to", required=True, metavar="FORMAT", help="The format to write: yaml, json, csv, or one of a plugin.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The file to write, or an existing folder; default, or '-': the standard output.",
)
@click.pass_obj
def export(session: Session, plan: str, format_: str | None, to: str, output: Path | None) -> None:
    """Write PLAN in another format.

    In a folder, the file is named after the plan. An existing file is replaced.

    \b
    empact export plan.yaml --to json
    empact export plan.yaml --to csv -o plan.csv
    """
    data = session.export(load_plan(session, plan, format_), to, None if is_stdout(output) else output)
    if data is not None:
        click.echo(data, nl=False)

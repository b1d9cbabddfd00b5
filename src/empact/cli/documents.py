"""``empact documents``: the documents that can be exported, with their options."""

from __future__ import annotations

import click

from empact.cli.console import echo, echo_tree, table
from empact.cli.options import format_option
from empact.hooks import Option
from empact.session import Session


@click.command()
@format_option
@click.pass_obj
def documents(session: Session, to: str) -> None:
    """List the documents that 'empact export' writes, with their options.

    \b
    empact export plan.yaml --document workload --to text
    """
    if to == "json":
        from empact.session.listings import DocumentList  # a list in text needs none

        echo_tree(session, DocumentList(documents=session.documents))
        return
    rows = [(spec.name, format_options(spec.options), spec.summary) for spec in session.documents]
    echo(table(("DOCUMENT", "OPTIONS", "SUMMARY"), rows))


def format_options(options: tuple[Option, ...]) -> str:
    """Format the names of options as on the command line."""
    return " ".join(f"--{option.name.replace('_', '-')}" for option in options)

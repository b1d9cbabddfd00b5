"""``empact documents``: the documents that can be exported, with their options."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import click

from empact.cli.console import echo, echo_json, table
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
        echo_json(
            {
                "empact": "documents/1",
                "documents": [
                    {"name": spec.name, "summary": spec.summary, "of": spec.of, "options": option_trees(spec.options)}
                    for spec in session.documents
                ],
            }
        )
        return
    rows = [(spec.name, format_options(spec.options), spec.summary) for spec in session.documents]
    echo(table(("DOCUMENT", "OPTIONS", "SUMMARY"), rows))


def format_options(options: tuple[Option, ...]) -> str:
    """Format the names of options as on the command line."""
    return " ".join(f"--{option.name.replace('_', '-')}" for option in options)


def option_trees(options: tuple[Option, ...]) -> list[dict[str, Any]]:
    """Return options as JSON."""
    return [
        {
            "name": option.name,
            "summary": option.summary,
            "type": option.type.__name__,
            "choices": list(map(_plain, option.choices)),
            "default": _plain(option.default),
            "required": option.required,
            "repeated": option.repeated,
        }
        for option in options
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in cast("Iterable[Any]", value)]
    return value if value is None or isinstance(value, (str, int)) else str(value)

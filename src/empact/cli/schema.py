"""``empact schema``: the JSON Schema of a kind of file, or of the JSON that a command prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from empact.cli.console import echo_raw
from empact.cli.listings import echo_page, page
from empact.cli.options import completed_by, is_stdout, output_option
from empact.documents import ColumnOf, Document, column, table
from empact.errors import UnknownIdError
from empact.serde.kinds import FILE_KINDS
from empact.session import Session
from empact.storage.writing import followed, replace


@click.command()
@click.option(
    "--of",
    "name",
    metavar="NAME",
    default="plan",
    show_default=True,
    shell_complete=completed_by("schemas"),
    help="A kind of file, or a result that a command prints as JSON.",
)
@click.option("--list", "listed", is_flag=True, help="List the names instead.")
@output_option("FILE", "The file to write; default, or '-': the standard output.")
@click.pass_obj
def schema(session: Session, name: str, output: Path | None, *, listed: bool) -> None:
    """Write the JSON Schema of a kind of file, or of the JSON that a command prints.

    \b
    empact schema -o plan-1.schema.json
    empact schema --of workload

    Save the schema of plans beside your plan, and start the plan with the line below. An editor with a YAML language
    server (VS Code with the YAML extension, Neovim, Emacs and others) then completes keys and marks errors:

    \b
    # yaml-language-server: $schema=plan-1.schema.json
    """
    if listed:
        echo_page(_list(schema_names(session)))
        return
    data = _schema(session, name)
    if output is None or is_stdout(output):
        echo_raw(data, nl=False)
    else:
        replace(followed(output), data)


def schema_names(session: Session) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each schema, its format and its title: those of files, then those of results by name."""
    for kind in FILE_KINDS:
        yield kind.word, kind.format, kind.title
    yield from sorted((kind.name, kind.format, kind.title) for kind in session.result_kinds)


def _list(names: Iterable[tuple[str, str, str]]) -> Document:
    columns: tuple[ColumnOf[tuple[str, str, str]], ...] = (
        column("name", "Name", lambda schema: schema[0]),
        column("format", "Format", lambda schema: schema[1]),
        column("title", "What it describes", lambda schema: schema[2]),
    )
    return page(table(columns, names, key=lambda schema: schema[1]))


def _schema(session: Session, name: str) -> bytes:
    """Return the schema with a name, as the content of a file."""
    try:
        return session.schema(of=name)
    except UnknownIdError:
        known = [name for name, *_ in schema_names(session)]
        raise click.UsageError(f"{UnknownIdError('Schema', name, known)} 'empact schema --list' lists all.") from None

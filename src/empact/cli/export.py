"""``empact export``: plans, and documents about them, in another format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from empact.analysis import Portfolio
from empact.cli.artifacts import check_suffix, is_file_of, output_path_option, write_artifacts
from empact.cli.console import EXIT_FINDINGS, echo_note
from empact.cli.declared import DeclaringCommand, given_options
from empact.cli.options import (
    answers_option,
    as_of_option,
    completed_by,
    folder_option,
    language_option,
    marking_level,
    or_today,
    plans_argument,
    reading_options,
    release_level,
    reports_options,
)
from empact.cli.reading import (
    ALL_PLANS,
    answers_of,
    exit_if_unreadable,
    given_folders,
    read_portfolio,
    read_records,
    refuse_incomplete,
    require_folders,
)
from empact.diagnostics import Severity
from empact.hooks import Option
from empact.session import Session
from empact.session.exporting import Export, choose, find_document


class _Export(DeclaringCommand):
    """The command, with the options that the document and the format of a call declare."""

    def declared(self, session: Session, given: Mapping[str, Any]) -> Iterable[Option]:
        """Return the options of the document and of the format."""
        document = given.get("document", "plan")
        if "to" in given:
            choice = choose(session.plugins, given["to"], document)
            return (*(() if choice.document is None else choice.document.options), *choice.exporter.options)
        return find_document(session.plugins, document).options if "document" in given else ()


@click.command(cls=_Export)
@plans_argument
@click.option(
    "--document",
    default="plan",
    show_default=True,
    metavar="DOCUMENT",
    shell_complete=completed_by("documents"),
    help="What to write; 'empact documents' lists the documents.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="warning",
    show_default=True,
    help="Exit with 1 if a problem at or above this severity is found while reading a plan.",
)
@answers_option
@reading_options
@as_of_option()
@folder_option("ledger", "ledger")
@folder_option("practice", "practice")
@reports_options
@folder_option("seals", "seals")
@language_option
@click.option(
    "--to",
    required=True,
    metavar="FORMAT",
    shell_complete=completed_by("exporters"),
    help="The format to write; 'empact formats' lists the formats.",
)
@output_path_option("The file or folder to write; a missing folder is created. Default, or '-': the standard output.")
@click.pass_context
def export(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    document: str,
    fail_on: str,
    format_: str | None,
    as_of: dt.date | None,
    folder: Path | None,
    answers: Path | None,
    practice: Path | None,
    seals: Path | None,
    language: str,
    to: str,
    output: str | None,
    **options: Any,
) -> None:
    """Write plans, or documents about them, in another format.

    Documents and formats can have options of their own: add --help to a command to list them. If -o is a folder, files
    are named after the plan. Existing files are replaced.

    \b
    empact export plan.yaml --to json
    empact export plan.yaml --to csv -o plan.csv
    empact export plans/ --document workload --to text --party QN
    empact export plan.yaml --document findings --to csv --help

    \b
    Exit code 0  the files are complete
              1  reading reported a problem at or above --fail-on
              2  an invalid plan or ledger entry, an unknown name, wrong usage
    """
    session: Session = ctx.obj
    check_suffix(session, to, document, output, "--to")
    choice = choose(session.plugins, to, document)
    compares = choice.document is not None and choice.document.compares
    read = read_portfolio(ctx, sources, format_, compares=compares)
    if read.values:
        if choice.document is not None:
            given = given_options(ctx, options)
            require_folders(session, choice.document, given, reports=folder, practices=practice, seals=seals)
        folders = given_folders(ctx.params)
        notes: dict[str, None] = {}
        asked = Export(
            setup=session.setup,
            portfolio=Portfolio(read.values),
            read=lambda kinds: read_records(session, read.values, kinds, folders),
            as_of=or_today(as_of),
            release=release_level(),
            language=language,
            answers=None if answers is None else answers_of(session, answers, read.values),
            note=notes.setdefault,
            raised_to=marking_level(),
        )
        artifacts = asked.artifacts(choice, given_options(ctx, options))
        if choice.together:
            refuse_incomplete(ctx, read, ALL_PLANS)
        elif is_file_of(artifacts, output):
            refuse_incomplete(ctx, read, f"{output} is one file, and not all plans can be read. Name a folder with -o.")
        write_artifacts(artifacts, choice.exporter.name, output)
        for note in notes:
            echo_note(note)
    exit_if_unreadable(ctx, read)
    worst = read.diagnostics.worst
    if fail_on != "never" and worst is not None and worst >= Severity(fail_on):
        ctx.exit(EXIT_FINDINGS)

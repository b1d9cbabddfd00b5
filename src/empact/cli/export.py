"""``empact export``: plans, and documents about them, in another format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from empact.analysis import Portfolio
from empact.cli.console import EXIT_FINDINGS, echo_raw, plugins_print_to_stderr, standard_output
from empact.cli.options import (
    as_of_option,
    completed_by,
    from_option,
    is_stdout,
    ledger_option,
    or_today,
    plans_argument,
)
from empact.cli.reading import exit_if_unreadable, read_ledgers, read_portfolio
from empact.diagnostics import Severity
from empact.hooks import Artifact, Option, printable
from empact.session import Session
from empact.session.exporting import Choice, Export, choose, deliver, find_document

_DECLARED = "empact.cli.export.options"
_PREFIX = "option_"
"""The beginning of the parameters of declared options, so that none has the name of another parameter."""


_METAVARS: dict[object, str] = {str: "TEXT", int: "NUMBER", bool: "YES|NO", dt.date: "DATE"}


def _click_option(option: Option) -> click.Option:
    """Return an option of a document or an exporter as one of the command line."""
    word, name = option.name.replace("_", "-"), f"{_PREFIX}{option.name}"
    if option.type is bool and not option.repeated:
        return click.Option([f"--{word}/--no-{word}", name], default=option.default, help=_help(option))
    return click.Option(
        [f"--{word}", name],
        type=_parser(option),
        metavar=f"[{'|'.join(map(str, option.choices))}]" if option.choices else _METAVARS[option.type],
        multiple=option.repeated,
        required=option.required,
        help=_help(option),
    )


def _parser(option: Option) -> Callable[[str], Any]:
    """Return the function that converts a text of the command line to a value of an option."""

    def parse(text: str) -> Any:
        try:
            return option.parse(text)
        except ValueError as problem:
            raise click.BadParameter(str(problem)) from None

    return parse


def _help(option: Option) -> str:
    default = "" if option.default in (None, ()) else f" [default: {option.default}]"
    return f"{option.summary}{default}"


class _Export(click.Command):
    """The command, with the options that the document and the format of a call declare."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find the document and the format of the call first: they say which other options there are."""
        with plugins_print_to_stderr():
            ctx.meta[_DECLARED] = [] if ctx.resilient_parsing else [*map(_click_option, self._declared(ctx, args))]
        return super().parse_args(ctx, args)

    def _declared(self, ctx: click.Context, args: Sequence[str]) -> Iterable[Option]:
        lenient = click.Context(
            self, ctx.parent, ignore_unknown_options=True, allow_extra_args=True, resilient_parsing=True
        )
        given, _, _ = super().make_parser(lenient).parse_args(list(args))
        session: Session | None = ctx.obj
        if session is None:
            return ()
        document = given.get("document", "plan")
        if "to" in given:
            choice = choose(session, given["to"], document)
            return (*(() if choice.document is None else choice.document.options), *choice.exporter.options)
        return find_document(session, document).options if "document" in given else ()

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters of every call; those that this call declares are the first options."""
        own = super().get_params(ctx)
        declared: list[click.Parameter] = ctx.meta.get(_DECLARED, [])
        arguments = [param for param in own if isinstance(param, click.Argument)]
        return [*arguments, *declared, *(param for param in own if param not in arguments)]


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
    help="Exit with 1 if reading a plan reports a problem at or above this severity.",
)
@from_option
@as_of_option()
@ledger_option
@click.option(
    "--to",
    required=True,
    metavar="FORMAT",
    shell_complete=completed_by("exporters"),
    help="The format to write; 'empact formats' lists the formats.",
)
@click.option(  # a text and not a path: a path loses the separator at its end, which means a folder
    "-o",
    "--output",
    metavar="PATH",
    help="The file or the folder to write; a folder is created. Default, or '-': the standard output.",
)
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
    to: str,
    output: str | None,
    **options: Any,
) -> None:
    """Write plans, or documents about them, in another format.

    A document can have options, and so can a format: add --help to a call to list them. In a folder, files are named
    after the plan. Existing files are replaced.

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
    if output is not None and not output:
        raise click.BadParameter("it is empty; write . for the current folder.", param_hint="'-o'")
    session: Session = ctx.obj
    read = read_portfolio(ctx, sources, format_)
    if read.values:
        source = None if folder is None else read_ledgers(session, folder)
        asked = Export(session, Portfolio(read.values), source, or_today(as_of))
        given = {name.removeprefix(_PREFIX): value for name, value in options.items() if _is_given(ctx, name)}
        _write(asked, choose(session, to, document), given, output)
    exit_if_unreadable(ctx, read)
    worst = read.diagnostics.worst
    if fail_on != "never" and worst is not None and worst >= Severity(fail_on):
        ctx.exit(EXIT_FINDINGS)


def _is_given(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE


def _echo(artifact: Artifact, to: str) -> None:
    """Print a file on the standard output: its bytes, or on a terminal its text with control characters as escapes."""
    if not standard_output().isatty():
        echo_raw(artifact.data, nl=False)
        return
    try:
        text = artifact.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = f"The format {to!r} is not text. Name a file with -o, such as {artifact.name}."
        raise click.UsageError(message) from None
    echo_raw(printable(text.replace("\r\n", "\n")), nl=False)


def _write(asked: Export, choice: Choice, options: dict[str, Any], output: str | None) -> None:
    artifacts = asked.artifacts(choice, options)
    if output is not None and not is_stdout(Path(output)):
        deliver(artifacts, choice.exporter.name, output)
    elif len(artifacts) == 1:
        _echo(artifacts[0], choice.exporter.name)
    else:
        names = ", ".join(artifact.name for artifact in artifacts)
        raise click.UsageError(f"There are {len(artifacts)} files: {names}. Name a folder with -o.")

"""``empact validate``: check plans and report problems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from empact.analysis import Portfolio
from empact.cli.console import (
    EXIT_FINDINGS,
    EXIT_UNUSABLE,
    echo_formatted,
    echo_note,
    may_colour,
    progress_of,
    width,
)
from empact.cli.declared import DeclaringCommand, given_options
from empact.cli.options import (
    decision_options,
    formatter_option,
    marking_level,
    or_today,
    plans_argument,
    profile_option,
    reading_options,
    release_level,
    rules_option,
    show_option,
)
from empact.cli.reading import read_all, read_records, reader_options, revisions_in_force
from empact.diagnostics import Severity
from empact.hooks import Option
from empact.session import Session
from empact.session.formatting import find_formatter
from empact.storage.records import KINDS

if TYPE_CHECKING:
    from empact.model import Plan
    from empact.storage.records import Records


def _severities(_ctx: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Parse severities by selector, such as ``links=info``."""
    known = [severity.value for severity in Severity]
    pairs = {word: word.rpartition("=") for word in given}
    for word, (selector, _, severity) in pairs.items():
        if not selector or severity not in known:
            message = f"{word!r} is not RULE=SEVERITY, such as links=info; a severity is {', '.join(known)}."
            raise click.BadParameter(message)
    return {selector: severity for selector, _, severity in pairs.values()}


def _note_later_entries(plans: Iterable[Plan], records: Records, known: dt.date) -> None:
    """Say how many entries of the ledger are left out, since they are of a day that is still to come."""
    ledger = records.ledger
    entries = () if ledger is None else (entry for plan in plans for entry in ledger.of_plan(plan))
    later = [entry.content.on for entry in entries if entry.content.on > known]
    if later:
        left = "1 entry of the ledger is" if len(later) == 1 else f"{len(later)} entries of the ledger are"
        echo_note(f"{left} of a day after {known}, and left out. For all of them, add --as-of {max(later)}.")


class _Validate(DeclaringCommand):
    """The command, with the options that the format and the readers of a call declare."""

    def declared(self, session: Session, given: Mapping[str, Any]) -> Iterable[Option]:
        """Return the options of the format, and those of the readers of documents.

        Readers are imported when they read, so an option of both is not refused before a call has both.

        Raises:
            click.UsageError: The format and a reader have options of one name.
        """
        formatter = find_formatter(session.plugins, given.get("to", "text"))
        others = reader_options(session, given.get("sources") or (), given.get("format_"))
        for option in formatter.options:
            if option.name in others:
                word = option.name.replace("_", "-")
                raise click.UsageError(
                    f"--{word} is an option of the format {formatter.name!r}, and of the reader of a file. Choose "
                    "another format, or import the file first."
                )
        return (*formatter.options, *others.values())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; for an option of another format, the error names the format."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as problem:
            session: Session | None = ctx.obj
            formats = [
                formatter.name
                for formatter in (() if session is None else session.formatters)
                if any(f"--{option.name.replace('_', '-')}" == problem.option_name for option in formatter.options)
            ]
            if not formats:
                raise
            needed = " or ".join(f"--format {name}" for name in formats)
            raise click.UsageError(f"Option {problem.option_name!r} needs {needed}.", ctx) from None


@click.command(cls=_Validate)
@plans_argument
@rules_option("--select", "Run only these rules: a code, the start of a code, a name, a group or a plugin.")
@rules_option("--ignore", "Do not run these rules.")
@click.option(
    "--severity",
    multiple=True,
    metavar="RULE=SEVERITY",
    callback=_severities,
    help="Change the severity of these rules, such as links=info. Can be repeated.",
)
@profile_option
@show_option
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    show_default=True,
    help="Exit with 1 for a finding at or above this severity.",
)
@reading_options
@decision_options
@formatter_option
@click.pass_context
def validate(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    format_: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: dict[str, str],
    profile: str | None,
    to: str,
    show: str | None,
    as_of: dt.date | None,
    folder: Path | None,
    fail_on: str,
    **options: Any,
) -> None:
    """Check plans with their ledger and reports, and list problems: what is wrong, where, and how to fix it.

    Several plans are checked together. Whether something is late or has expired depends on --as-of. Formats and
    documents such as Word files can have options of their own: add --help to a command to list them.

    \b
    empact validate plan.yaml
    empact validate plans/ --select links --show info
    empact validate plans/ --statistics
    empact validate plan.yaml --group leader
    empact validate plan.yaml --format concise

    \b
    Exit code 0  no finding at or above --fail-on
              1  at least one such finding, or a rule or plugin crashed
              2  an invalid file, an unknown name, wrong usage
    """
    session: Session = ctx.obj
    given = given_options(ctx, options)
    of_format = {option.name for option in find_formatter(session.plugins, to).options}
    of_reader = {name: given[name] for name in given if name not in of_format}
    read = revisions_in_force(read_all(session, sources, format_, of_reader), sources, as_of)
    records = read_records(session, read.values, KINDS, {"ledger": folder})
    known = or_today(as_of)
    if as_of is None:
        _note_later_entries(read.values, records, known)
    with progress_of(len(read.values), "Checking") as progress:
        findings = session.validate(
            Portfolio(read.values),
            as_of=known,
            select=select,
            ignore=ignore,
            severity=severity,
            profile=profile,
            records=records,
            progress=progress,
        )
    diagnostics = read.diagnostics + findings
    lowest = "info" if fail_on == "info" and show is None else show  # a finding that fails the run is always listed
    colour = may_colour()
    text = session.format(
        diagnostics,
        to,
        read,
        *records.readings,
        as_of=known,
        show=None if lowest is None else Severity(lowest),
        width=width(),
        colour=colour,
        marking=marking_level(),
        release=release_level(),
        **{name: given[name] for name in given if name in of_format},
    )
    echo_formatted(text, colour=colour)
    if not (read.complete and records.complete):
        ctx.exit(EXIT_UNUSABLE)
    if fail_on != "never" and diagnostics.worst is not None and diagnostics.worst >= Severity(fail_on):
        ctx.exit(EXIT_FINDINGS)

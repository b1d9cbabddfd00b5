"""``empact report redact``: remove the words of reports for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import attrs
import click

from empact.analysis.records import RedactedReport
from empact.cli.console import echo, echo_note, echo_tree, wrapped
from empact.cli.naming import named_report
from empact.cli.options import (
    folder_option,
    format_option,
    or_today,
    parse_day,
    plan_argument,
    reading_options,
    require_text,
)
from empact.cli.portfolios import keep_records
from empact.cli.reading import folder_of, load_plan
from empact.errors import UnknownIdError
from empact.model import Reports
from empact.session import Session


@click.command(short_help="Remove the words of a report for good.")
@plan_argument
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option(
    "--reason",
    metavar="TEXT",
    required=True,
    callback=require_text,
    help="Why it is redacted, without what is removed.",
)
@click.option("--on", type=parse_day, metavar="DATE", help="The day of the redaction; default: today.")
@click.option("--yes", is_flag=True, help="Redact it. Without this option, only what would happen is listed.")
@reading_options
@folder_option("reports")
@format_option
@click.pass_obj
def redact(
    session: Session,
    /,
    plan: str,
    ids: tuple[str, ...],
    reason: str,
    on: dt.date | None,
    format_: str | None,
    folder: Path | None,
    to: str,
    *,
    yes: bool,
) -> None:
    """Replace reports about PLAN by their digest, day, party and the reason, and delete the files that they came in.

    ID is the id of a report; the start of it is enough. Use it for what must not be kept, such as personal data: to
    correct a report, add another with 'empact report add --supersedes'. First, the other reports are listed that came
    in the same file, supersede or cite it, or are superseded by it: they stay. Without --yes, the command only lists
    what would be deleted. It cannot be undone.

    A redacted report no longer counts, and documents say that it was redacted. A seal that lists it stays valid. Copies
    elsewhere, such as backups and version control, are not changed.

    \b
    empact report redact plan.yaml 2031-06-28 --reason "names a person"
    empact report redact plan.yaml 2031-06-28 --reason "names a person" --yes
    """
    loaded = load_plan(session, plan, format_)
    place = folder_of(session, folder, "reports")
    there = session.workspace.reports.read(place, plans=[loaded]).of_plan(loaded.id)
    named = [_named(there, start) for start in ids]
    day = or_today(on)
    try:
        result = session.workspace.reports.redact(loaded, named, folder, reason=reason, on=day, dry_run=True)
    except ValueError as problem:
        raise click.UsageError(str(problem)) from None
    keep_records([loaded], result.records)
    others = [line for report in result.reports for line in _others(report)]
    if others and to != "json":
        echo("\n".join(others))
    if yes:
        result = session.workspace.reports.redact(loaded, named, folder, reason=reason, on=day)
    if to == "json":
        echo_tree(session, attrs.evolve(result, context=session.context(loaded, as_of=or_today(None))))
    else:
        echo("\n".join(line for report in result.reports for line in _lines(report, done=yes)))
    if not yes:
        echo_note("Nothing is changed. To remove the words for good, repeat the command with --yes.")


def _named(there: Reports, start: str) -> str:
    """Return the id of the only report that starts so, also of one that was redacted.

    Raises:
        UnknownIdError: No report starts so.
        click.UsageError: Several do.
    """
    known = [record.id for record in (*there, *there.redactions)]
    id = named_report(known, start)
    if id is None:
        raise UnknownIdError("Report", start, known)
    return id


def _others(result: RedactedReport) -> Iterator[str]:
    """Format what else may have the same words: it stays, and is named before anything is deleted."""
    for what, ids in (
        ("Came in the same file", result.of_same_file),
        ("Superseded or cited by", result.named_by),
        ("Supersedes", result.supersedes),
    ):
        if ids:
            yield wrapped(f"{what}: {', '.join(ids)}")


def _lines(result: RedactedReport, *, done: bool) -> Iterator[str]:
    """Format what becomes of a report."""
    redaction = result.redaction
    if result.was_redacted:
        yield wrapped(f"Already redacted: {redaction.id}")
        return
    if result.received:
        deleted = "Deleted" if done else "To be deleted"
        yield wrapped(f"{deleted}: {', '.join(f'received/{name}' for name in result.received)}")
    yield wrapped(f"{'Redacted' if done else 'To be redacted'}: {redaction.id}")

"""``empact report redact``: remove the words of reports for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import attrs
import click

from empact.analysis.records import RedactedReport
from empact.cli.console import echo, echo_note, echo_tree, wrapped
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
    correct a report, add another with 'empact report add --supersedes'. Without --yes, the command lists what would be
    deleted, with the other reports that came in the same file. It cannot be undone.

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
    try:
        result = session.workspace.reports.redact(
            loaded, named, folder, reason=reason, on=or_today(on), dry_run=not yes
        )
    except ValueError as problem:
        raise click.UsageError(str(problem)) from None
    keep_records([loaded], result.records)
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
    known: dict[str, None] = dict.fromkeys(record.id for record in (*there, *there.redactions))
    matches = [id for id in known if id.startswith(start.strip())]
    if start in matches:
        return start
    if len(matches) > 1:
        raise click.UsageError(f"Several reports start with {start!r}: {', '.join(matches[:5])}.")
    if not matches:
        raise UnknownIdError("Report", start, known)
    return matches[0]


def _lines(result: RedactedReport, *, done: bool) -> Iterator[str]:
    """Format what becomes of a report: first the other reports of its file, which lose it."""
    redaction = result.redaction
    if result.was_redacted:
        yield wrapped(f"Already redacted: {redaction.id}.")
        return
    if result.of_same_file:
        yield wrapped(f"Came in the same file: {', '.join(result.of_same_file)}.")
    if result.named_by:
        yield wrapped(f"Superseded or cited by: {', '.join(result.named_by)}.")
    if result.received:
        deleted = "Deleted" if done else "To be deleted"
        yield wrapped(f"{deleted}: {', '.join(f'received/{name}' for name in result.received)}.")
    yield wrapped(f"{'Redacted' if done else 'To be redacted'}: {redaction.id}.")

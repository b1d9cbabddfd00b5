"""``empact report round``: who has reported in a round, what is open, and what the files of an inbox would be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from empact.analysis import InboxState, PlanContext, RoundState, records_of, round_state
from empact.analysis.calls import report_requests
from empact.analysis.markings import record_markings
from empact.cli.console import EXIT_UNUSABLE, echo_error, echo_note, echo_tree
from empact.cli.naming import echo_left_out, only_by_name, party_stems
from empact.cli.options import (
    as_of_option,
    format_option,
    language_option,
    or_today,
    output_option,
    plan_argument,
    reading_options,
    reporting_options,
)
from empact.cli.portfolios import keep_records, output_marking
from empact.cli.reading import folder_of, load_plan, read_records
from empact.cli.report_reading import given_sources
from empact.cli.views import echo_document, refuse_release
from empact.documents import build_round
from empact.session import Session
from empact.storage.sources import exists
from empact.storage.writing import make_folder


@click.command("round", short_help="Show who has reported, and what is open.")
@plan_argument
@click.argument("files", metavar="[INBOX...]", nargs=-1)
@click.option("--checkpoint", metavar="NAME", required=True, help="The checkpoint; the start of its name is enough.")
@reading_options
@as_of_option()
@reporting_options
@language_option
@format_option
@output_option("FOLDER", "The new folder for a reply to each sender, and for reminders; default: none are written.")
@click.pass_context
def round_(
    ctx: click.Context,
    plan: str,
    files: tuple[str, ...],
    checkpoint: str,
    format_: str | None,
    as_of: dt.date | None,
    ledger: Path | None,
    folder: Path | None,
    operations: Path | None,
    kpis: Path | None,
    language: str,
    to: str,
    output: Path | None,
) -> None:
    """Show the state of a round of PLAN: who has reported, what is open, and who is late.

    It is for the Driver and the Support Unit only. It is about the parties for which 'empact report new --all' makes
    forms. A report has a due day only if a call for it is in the ledger; without a call nobody is late.

    INBOX is a folder or a file, as for 'empact report add': for each file, it is shown whether it would be added, is
    already there, what is wrong with it, or that it is neither a report nor a form. Nothing of it is stored.

    -o writes a reply for each sender, with what is taken and what is to be corrected, by key and cell; and a reminder
    for each party that was called and is silent after the day of the call, unless it is not known who sent one of the
    files. They are texts for SIENA or for mail: nothing is sent. Of a marked plan, a party from outside the Union gets
    a reminder only if a call names it.

    \b
    empact report round plan.yaml --checkpoint June
    empact report round plan.yaml inbox/ --checkpoint June -o replies

    \b
    Exit code 2  a file of the inbox cannot be read, an unknown name, wrong usage
    """
    session: Session = ctx.obj
    loaded = load_plan(session, plan, format_)
    refuse_release(session, "round")
    folders = {"reports": folder, "operations": operations, "kpis": kpis, "ledger": ledger}
    workspace = session.workspace.path
    if workspace is not None and not exists(workspace):  # forms go out before the first record comes in
        folders = {kind: path for kind, path in folders.items() if path is not None}
    else:
        folder_of(session, folder, "reports")  # raise if there is none: all would look silent
    records = read_records(session, [loaded], tuple(folders), folders)
    context = session.context(loaded, as_of=or_today(as_of), records=records)
    keep_records([loaded], records_of(context))
    inbox = None
    if files:
        inbox = session.inbox(loaded, *given_sources(files, plan), records=records, reports=folder)
        keep_records([loaded], record_markings(file.report for file in inbox if file.report is not None))
    state = round_state(context, checkpoint, inbox=inbox)
    document = None if to == "json" else build_round(context, state=state, language=language)
    if output is not None:
        _write_messages(session, context, state, output, language)
    if document is None:
        echo_tree(session, state)
    else:
        echo_document(session, document, context, dated=as_of is not None)
    unread = [file.file for file in inbox or () if file.state is InboxState.UNREAD]
    for name in unread:
        echo_error(f"{name} cannot be read.")
    if unread:
        ctx.exit(EXIT_UNUSABLE)


def _write_messages(session: Session, context: PlanContext, state: RoundState, folder: Path, language: str) -> None:
    """Write the replies and reminders of a round to a new folder; a folder without any is not made."""
    from empact.documents.round_replies import round_messages  # most calls write none

    config = session.config
    marking = output_marking([state.plan], state.context.as_of)
    reply_to = "" if config is None else config.reply_to or ""
    messages = round_messages(state, marking=marking, reply_to=reply_to, language=language)
    called = {
        request.party_code
        for request in report_requests(context)
        if request.round.name == state.checkpoint and request.call is not None and request.call.content.parties.items
    }
    silent = (message.party for message in messages if message.is_reminder and message.party not in called)
    left_out = only_by_name(context, silent)
    messages = tuple(message for message in messages if not (message.is_reminder and message.party in left_out))
    echo_left_out(context, left_out, "reminder", "Record a call that names {party} to have one.")
    stems = party_stems(session, (message.party for message in messages), marked=bool(marking))
    files = {
        f"{stems[message.party]}-{'reminder' if message.is_reminder else 'reply'}.txt": message.text.encode()
        for message in messages
    }
    unknown = [file.file for file in state.of_unknown_sender]
    if unknown and state.unheard:
        held = f"No reminder is written, because it is not known who sent {', '.join(unknown)}."
        echo_note(f"{held} Look at it, and take it out of the folder or add what it says.")
    if not files:
        echo_note("No reply and no reminder is to be written.")
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    make_folder(folder, files)
    reminders = sum(message.is_reminder for message in messages)
    said = f"{_number(len(messages) - reminders, 'reply', 'replies')} and {_number(reminders, 'reminder', 'reminders')}"
    echo_note(f"{said} {'is' if len(messages) == 1 else 'are'} in {folder}.")


def _number(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"

"""``empact report seal`` and ``empact report seals``: the records behind a paper, and what has happened to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import attrs
import click

from empact.analysis import PlanContext, SealList
from empact.analysis.markings import record_markings
from empact.analysis.seals import AddedSeal
from empact.cli.console import echo, echo_note, echo_tree
from empact.cli.options import (
    create_option,
    folder_option,
    format_option,
    or_today,
    parse_day,
    plan_argument,
    reading_options,
    reporting_options,
)
from empact.cli.portfolios import keep_records, new_marking
from empact.cli.reading import folder_of, load_plan, read_records
from empact.cli.result_command import result_command
from empact.model import Seal
from empact.serde.kinds import SEAL
from empact.session import Session
from empact.storage.locks import locked
from empact.storage.records import ANALYSED
from empact.storage.seals import SealReading
from empact.storage.sources import exists


@click.command(short_help="Seal the records behind a paper.")
@plan_argument
@click.option(
    "--checkpoint",
    metavar="NAME",
    required=True,
    help="The checkpoint of the paper; the start of its name is enough.",
)
@click.option(
    "--on",
    type=parse_day,
    metavar="DATE",
    help="The day of the seal: records dated later are not listed; default: today.",
)
@create_option("seals")
@reading_options
@reporting_options
@folder_option("seals", "seals")
@format_option
@click.pass_obj
def seal(
    session: Session,
    plan: str,
    checkpoint: str,
    on: dt.date | None,
    seals: Path | None,
    folder: Path | None,
    operations: Path | None,
    kpis: Path | None,
    ledger: Path | None,
    format_: str | None,
    to: str,
    *,
    create: bool,
) -> None:
    """Make a seal: one file that lists the records behind the paper about a checkpoint of PLAN. Print its id.

    The seal contains the digests of the plan, the reports up to the checkpoint, the ledger entries, the operations and
    the KPI register, but none of their text. 'empact export --document driver-report --sealed' then writes the paper
    from these records alone. Records may be added later; 'empact report check' reports those that were changed or
    removed.

    A seal is never changed. A second seal of the same checkpoint is a second file, and the newest counts. A seal is not
    signed: a person who can change the records can also make another seal.

    \b
    empact report seal plan.yaml --checkpoint June
    empact report seals plan.yaml
    """
    loaded = load_plan(session, plan, format_)
    place = folder_of(session, seals, "seals")
    folder_of(session, folder, "reports")  # sealing needs a folder: raise if there is none
    folders = {"reports": folder, "operations": operations, "kpis": kpis, "ledger": ledger}
    with locked(session.workspace.required(SEAL, seals, create=create)):
        known = session.workspace.seals.read(place, plans=[loaded]) if exists(place) else SealReading()
        records = attrs.evolve(read_records(session, [loaded], ANALYSED, folders), seals=known)
        context = session.context(loaded, records=records)
        sealed = context.new_seal(checkpoint, on=or_today(on))
        sealed = attrs.evolve(sealed, marking=new_marking(loaded, sealed.marking))
        keep_records([loaded], record_markings([sealed]))
        filed = session.workspace.seals.add(sealed, seals, create=create, plans=[loaded])
    for note in _lost(context, sealed):
        echo_note(note)
    if any(before.id == filed.id for before in known.filed):
        echo_note(f"Nothing is added: {filed.id} lists the same.")
    if to == "json":
        result = AddedSeal(context=session.context(loaded, as_of=or_today(None)), seal=filed)
        echo_tree(session, result)
    else:
        echo(filed.id)


def _lost(context: PlanContext, sealed: Seal) -> Iterator[str]:
    """Yield what the seal that counted before a new one lists and is missing: the new one does not list it."""
    for before in context.seal_list().seals:
        if before.counts and (before.content.checkpoint, before.content.cut_off) == (sealed.checkpoint, sealed.cut_off):
            for record in before.missing:
                name = str(record)
                yield f"{name[0].upper()}{name[1:]} is missing: {before.id} lists it, but the new seal does not."


@result_command("seals", plans=("plan",))
def seals(context: PlanContext, checkpoint: str | None) -> SealList:
    """List the seals of PLAN.

    For each seal, the list shows the sealed records, which of them are missing or changed, and which were added later.
    The newest seal of a checkpoint counts. Records may be added after a seal; to include them, make a new seal with
    'empact report seal'.

    \b
    empact report seals plan.yaml
    empact report seals plan.yaml --checkpoint June --format json
    """
    return context.seal_list(checkpoint=checkpoint)

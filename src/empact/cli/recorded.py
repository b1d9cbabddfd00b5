"""What is recorded about the plans of a call: the option that names the folder, and reading it."""

from __future__ import annotations

from pathlib import Path

import click

from empact.cli.output import complain
from empact.session import LedgerReading, Session

ledger_option = click.option(
    "--ledger",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The folder with what is recorded about the plans; else ledger/ in the workspace that empact.toml names.",
)


def recorded(session: Session, folder: Path | None) -> LedgerReading:
    """What the folder that a call names holds, or that of the workspace; that a named one holds nothing is told."""
    read = session.read_ledgers(folder)
    if folder is not None and not read.ledgers and read.whole:
        complain(f"No entry lies in {folder}.")
    return read

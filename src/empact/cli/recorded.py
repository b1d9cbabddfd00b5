"""What is recorded about the plans of a call: the option that names the folder, and reading it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs
import click

from empact.analysis import Absence, absences
from empact.cli.layout import wrapped
from empact.cli.output import complain
from empact.model import Plan
from empact.reference import Register
from empact.session import Session
from empact.storage.ledgers import LedgerReading

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
    if folder is not None and not read.ledgers and read.complete:
        complain(f"No entry lies in {folder}.")
    return read


@attrs.frozen
class Exclusions:
    """The decisions that a view follows: who is no participant of which plan, and from when."""

    found: tuple[tuple[str, Absence], ...]

    @classmethod
    def of(cls, plans: Iterable[Plan], read: LedgerReading, register: Register) -> Exclusions:
        """Those of the plans of a call."""
        return cls(tuple((plan.id, one) for plan in plans for one in absences(read.of(plan.id), register)))

    def lines(self) -> Iterator[str]:
        """Each in a line, for people."""
        for plan, one in self.found:
            yield wrapped(f"{plan}: {one}.", indent="  ")

    def document(self) -> list[dict[str, Any]]:
        """Each as a document for programs has it."""
        return [
            {
                "plan": plan,
                "party": one.party,
                "since": one.since.isoformat(),
                "until": None if one.until is None else one.until.isoformat(),
                "entry": one.entry,
            }
            for plan, one in self.found
        ]

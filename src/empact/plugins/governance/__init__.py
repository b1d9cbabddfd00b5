"""Commands about how a plan is managed: the exclusion clause, the ledger, the register of practices (section 5)."""

from __future__ import annotations

from collections.abc import Iterable

from empact.hooks import Command, hookimpl

_HERE = "empact.plugins.governance"


@hookimpl
def empact_commands() -> Iterable[Command]:
    """``empact exclusion``, ``ledger``, ``practice`` and ``governance``."""
    yield Command(
        name="exclusion",
        summary="Gather what is recorded about a party under the exclusion clause; it decides nothing.",
        command=f"{_HERE}.dossiers:exclusion",
    )
    yield Command(
        name="ledger",
        summary="Add to, list and check what was committed, asked, answered and decided.",
        command=f"{_HERE}.entries:ledger",
    )
    yield Command(
        name="practice",
        summary="Add, list and search good and bad practice.",
        command=f"{_HERE}.practices:practice",
    )
    yield Command(
        name="governance",
        summary="Show who answers to whom for a plan, and where the plan says so.",
        command=f"{_HERE}.order:governance",
    )

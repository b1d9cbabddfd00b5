"""The plugin of an invented support desk that works with the plans of all priorities. It has no plan itself."""

import datetime as dt
from collections.abc import Iterable

from empact.hooks import Command, DocumentSpec, Exporter, Formatter, Option, Reader, Rule, hookimpl

EMPACT_API = 1


@hookimpl
def empact_rules() -> Iterable[Rule]:
    """Provide the rules of the house style."""
    # Imported here, so that listing the plans imports no rules.
    from empact_support_desk.rules import RULES

    return RULES


@hookimpl
def empact_readers() -> Iterable[Reader]:
    """Read the table of a plan from a CSV file."""
    yield Reader(name="sheet", suffixes=(".csv", ".tsv"), read="empact_support_desk.sheet:read")


@hookimpl
def empact_documents() -> Iterable[DocumentSpec]:
    """List what is due, in any format that takes documents."""
    until = Option("until", summary="List only what is due until this day.", type=dt.date)
    yield DocumentSpec(
        name="deadlines",
        summary="What is due, by date, with a cell for the state.",
        build="empact_support_desk.deadlines:build",
        options=[until],
    )


@hookimpl
def empact_exporters() -> Iterable[Exporter]:
    """Write a plan as a wiki page."""
    yield Exporter(name="wiki", suffix=".md", write="empact_support_desk.wiki:write")


@hookimpl
def empact_formatters() -> Iterable[Formatter]:
    """Format findings as annotations that GitHub Actions shows next to the lines."""
    yield Formatter(name="annotations", write="empact_support_desk.annotations:format_findings")


@hookimpl
def empact_commands() -> Iterable[Command]:
    """Add the command ``empact calendar``."""
    yield Command(
        name="calendar",
        summary="Print what is due in each month.",
        command="empact_support_desk.calendar:calendar",
    )

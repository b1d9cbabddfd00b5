"""What an invented support desk adds to empact for the plans of all priorities: it brings no plan of its own."""

from collections.abc import Iterable

from empact.hooks import Command, Exporter, Reader, Reporter, Rule, hookimpl
from empact_support_desk.rules import RULES

EMPACT_API = 1


@hookimpl
def empact_rules() -> Iterable[Rule]:
    """The house style of the desk."""
    return RULES


@hookimpl
def empact_readers() -> Iterable[Reader]:
    """Read a plan's table as a spreadsheet saves it."""
    yield Reader(name="sheet", suffixes=(".csv", ".tsv"), read="empact_support_desk.sheet:read")


@hookimpl
def empact_exporters() -> Iterable[Exporter]:
    """Write a plan as a page of a wiki."""
    yield Exporter(name="wiki", suffix=".md", write="empact_support_desk.wiki:write")


@hookimpl
def empact_reporters() -> Iterable[Reporter]:
    """Tell findings as annotations of a build, which a hosting service shows beside the lines."""
    yield Reporter(name="annotations", write="empact_support_desk.annotations:report")


@hookimpl
def empact_commands() -> Iterable[Command]:
    """Tell what is due in which month."""
    yield Command(
        name="agenda",
        summary="Print what is due in which month.",
        command="empact_support_desk.agenda:agenda",
    )

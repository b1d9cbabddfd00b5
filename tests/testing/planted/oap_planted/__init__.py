"""A plugin without a fault that implements every hook. ``faults.yaml`` plants one fault at a time in it."""

from collections.abc import Iterable
from typing import Any

from empact.hooks import (
    BundledPlan,
    Command,
    DocumentSpec,
    Exporter,
    Extension,
    Formatter,
    Option,
    Party,
    Profile,
    Reader,
    Rule,
    hookimpl,
)
from oap_planted.columns import FOCUS, GRANT
from oap_planted.parties import PARTIES

EMPACT_API = 1


@hookimpl
def empact_rules() -> Iterable[Rule]:
    """Provide the rules about grants and leaders."""
    from oap_planted.rules import RULES

    return RULES


@hookimpl
def empact_readers() -> Iterable[Reader]:
    """Read the lines that the exporter of the same name writes."""
    yield Reader(name="lines", suffixes=(".lines",), read="oap_planted.lines:read")


@hookimpl
def empact_documents() -> Iterable[DocumentSpec]:
    """List the actions with their grants, and the money of several plans."""
    least = Option("least", summary="List only grants of at least this amount.", type=int, default=0)
    yield DocumentSpec(name="grants", summary="The grants.", build="oap_planted.papers:grants", options=[least])
    yield DocumentSpec(
        name="money", summary="The money of the plans.", of="portfolio", build="oap_planted.papers:money"
    )


@hookimpl
def empact_exporters() -> Iterable[Exporter]:
    """Write plans as lines, documents as text, as sheets and as packs, and portfolios as a list."""
    yield Exporter(name="lines", suffix=".lines", write="oap_planted.lines:write")
    yield Exporter(name="plain", suffix=".txt", takes="document", write="oap_planted.plain:write")
    yield Exporter(name="sheets", suffix=".ods", takes="document", write="oap_planted.sheets:write")
    yield Exporter(
        name="pack", suffix=".pack", takes="document", write="oap_planted.pack:write", pages="oap_planted.pack:pages"
    )
    yield Exporter(name="leaders", suffix=".txt", takes="portfolio", write="oap_planted.plain:leaders")


@hookimpl
def empact_formatters() -> Iterable[Formatter]:
    """Format findings with one line for each."""
    hints = Option("hints", summary="Also print hints.", type=bool, default=False)
    yield Formatter(name="brief", write="oap_planted.brief:write", options=[hints])


@hookimpl
def empact_plans() -> Iterable[BundledPlan]:
    """Provide a plan with grants."""
    yield BundledPlan(name="oap-planted", package="oap_planted", resource="plan.yaml", summary="An invented plan.")


@hookimpl
def empact_extensions() -> Iterable[Extension[Any]]:
    """Add the grant of an action and the focus of a goal."""
    yield GRANT
    yield FOCUS


@hookimpl
def empact_parties() -> Iterable[Party]:
    """Add the invented networks of the plan."""
    return PARTIES


@hookimpl
def empact_profiles() -> Iterable[Profile]:
    """Provide the profile of a first draft."""
    yield Profile(name="planted-draft", summary="Before the first meeting.", ignore=["PLANT001"])


@hookimpl
def empact_commands() -> Iterable[Command]:
    """Add the command ``empact grants``."""
    yield Command(name="grants", summary="Print the grants of a plan.", command="oap_planted.commands:grants")

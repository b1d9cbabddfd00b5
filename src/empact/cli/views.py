"""Print a document on the terminal, formatted by the text writer as wide as the terminal."""

from __future__ import annotations

import attrs

from empact.analysis import PlanContext, PortfolioContext
from empact.cli.console import can_encode, echo_formatted, may_colour, width
from empact.cli.options import marking_level, release_level
from empact.cli.portfolios import kept_records, plan_heading
from empact.documents import Document
from empact.documents.headings import MARKING_FACTS
from empact.hooks import Terminal
from empact.model import FrozenMap
from empact.options import option_values
from empact.session import Session
from empact.session.exporting import (
    carried_by,
    choose,
    export_context,
    find_document,
    not_released,
    run_exporter,
    with_marking,
)

_IN_THE_HEAD = frozenset({"plan", "plans", "as_of", *MARKING_FACTS})
"""The properties that the head of a view leaves out: it names the plans with their titles instead."""
_SIGNS = "·█░▁▂▃▄▅▆▇"


def terminal() -> Terminal:
    """Return the terminal that the call prints on."""
    return Terminal(width=width(), colour=may_colour(), blocks=can_encode(_SIGNS))


def headed(document: Document, context: PlanContext | PortfolioContext, *, titled: bool, dated: bool) -> Document:
    """Return a document with its plans as title, and without the properties that these say.

    Args:
        document: The document.
        context: Its plans.
        titled: Whether the plans stand above with their titles.
        dated: Whether the date of knowledge stands above, since the call names it.
    """
    shown = {name: value for name, value in document.properties.items() if name not in _IN_THE_HEAD}
    if dated and "as_of" in document.properties:
        shown = {"as_of": document.properties["as_of"], **shown}
    title = "\n".join(plan_heading(ctx.plan) for ctx in context.contexts) if titled else ""
    return attrs.evolve(document, title=title, properties=FrozenMap(shown))


def refuse_release(session: Session, document: str) -> None:
    """Refuse ``--release`` for a command that shows a document for the Driver and the Support Unit only.

    Raises:
        ReleaseError: The option is given.
    """
    if release_level() is not None:
        raise not_released(session.plugins, find_document(session.plugins, document))


def echo_document(session: Session, document: Document, context: PlanContext, *, dated: bool) -> None:
    """Print a document about a plan that a command has built itself, without the title of the plan."""
    exporter = choose(session.plugins, "text", document.kind).exporter
    release = release_level()
    level = None
    if release is not None:
        from empact.reference import read_level

        level = read_level(release)
    marked = with_marking(document, carried_by(context.contexts, kept_records()), level, marking_level())
    ctx = export_context(lambda: context, option_values(exporter.options, {}), level)
    shown = headed(marked, context, titled=False, dated=dated)
    (artifact,) = run_exporter(session.plugins, exporter, shown, attrs.evolve(ctx, terminal=terminal()), context.as_of)
    echo_formatted(artifact.data.decode(), colour=may_colour())

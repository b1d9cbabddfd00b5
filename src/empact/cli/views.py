"""Print a result on the terminal: its document, which the text writer formats as wide as the terminal, or its JSON."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
import click

from empact.analysis import PlanContext, PortfolioContext
from empact.cli.console import can_encode, echo_formatted, echo_tree, may_colour, width
from empact.cli.options import marking_level, release_level
from empact.cli.portfolios import kept_records, marking_lines, plan_heading
from empact.cli.reading import exit_if_unreadable
from empact.documents import Document
from empact.documents.headings import MARKING_FACTS
from empact.hooks import Terminal
from empact.hooks.options import option_values
from empact.model import FrozenMap, Plan
from empact.reference import read_level
from empact.session import Session
from empact.session.exporting import build_document, choose, export_context, run_exporter, with_marking
from empact.storage.reading import Readings

_IN_THE_HEAD = frozenset({"plan", "plans", "as_of", *MARKING_FACTS})
"""The properties that the head of a view leaves out: it names the plans with their titles instead."""
_BLOCKS = "█░▁▂▃▄▅▆▇·"


def echo_result(
    ctx: click.Context,
    read: Readings[Plan],
    context: PortfolioContext,
    document: str,
    to: str,
    result: Callable[[], object],
    *,
    below: str = "",
    **given: Any,
) -> None:
    """Print a result about the plans of a call, as its document or as JSON, and exit with 2 if a plan is missing.

    A document about one plan is printed once for each, with the highest marking above several.

    Args:
        ctx: The context of the command.
        read: The plans of the call.
        context: The context of these plans.
        document: The name of the document.
        to: ``text`` or ``json``.
        result: Returns the result, for the JSON.
        below: A text to print below the document.
        given: The inputs and options of the document that the command has, by name.
    """
    if to == "json":
        echo_tree(ctx.obj, result())
    elif read.values:
        session: Session = ctx.obj
        choice = choose(session.plugins, "text", document)
        every: Sequence[PlanContext | PortfolioContext] = [context] if choice.together else context.contexts
        plans = [each.plan for each in context.contexts]
        texts = [*marking_lines(*plans, on=context.as_of)] if len(every) > 1 else []
        texts += (format_view(session, document, each, **given).rstrip("\n") for each in every)
        echo_formatted("\n\n".join([*texts, *filter(None, [below])]), colour=may_colour())
    exit_if_unreadable(ctx, read)


def echo_view(session: Session, document: str, context: PlanContext | PortfolioContext, **given: Any) -> None:
    """Print a document on the standard output, as :func:`format_view` formats it."""
    echo_formatted(format_view(session, document, context, **given), colour=may_colour())


def format_view(
    session: Session, document: str, context: PlanContext | PortfolioContext, *, titled: bool = True, **given: Any
) -> str:
    """Return a document as text for the terminal.

    Args:
        session: It has the document and the text writer.
        document: The name of the document.
        context: The plans.
        titled: Whether the plans stand above with their titles, since the command says what the document is. A day
            stands there only if the call names one.
        given: The inputs and options of the document that the command has, by name.
    """
    choice = choose(session.plugins, "text", document)
    spec, exporter = choice.document, choice.exporter
    if spec is None:  # the text writer takes documents only
        raise click.UsageError(f"There is no document {document!r} for a terminal.")
    named = {option.name for option in spec.options}
    values = option_values(
        spec.options, {name: value for name, value in given.items() if name in named and value is not None}
    )
    inputs = {name: value for name, value in given.items() if name not in named}
    language = {"language": "en"} if "language" in spec.inputs else {}
    built = build_document(session.plugins, spec, context, {**values, **language, **inputs})
    release = release_level()
    level = None if release is None else read_level(release)
    marked = with_marking(built, context.contexts, level, kept_records(), marking_level())
    terminal = Terminal(width=width(), colour=may_colour(), blocks=can_encode(_BLOCKS))
    options = option_values(exporter.options, {})
    exported = export_context(functools.partial(_itself, context), options, level)
    (artifact,) = run_exporter(
        session.plugins,
        exporter,
        _headed(marked, context, titled=titled),
        attrs.evolve(exported, terminal=terminal),
        context.as_of,
    )
    return artifact.data.decode()


def _headed(document: Document, context: PlanContext | PortfolioContext, *, titled: bool) -> Document:
    """Return a document with its plans as title, and without the properties that these say."""
    shown = {name: value for name, value in document.properties.items() if name not in _IN_THE_HEAD}
    if "as_of" in document.properties and _is_given("as_of"):
        shown = {"as_of": document.properties["as_of"], **shown}
    title = "\n".join(plan_heading(each.plan) for each in context.contexts) if titled else ""
    return attrs.evolve(document, title=title, properties=FrozenMap(shown))


def _is_given(name: str) -> bool:
    params: Mapping[str, Any] = click.get_current_context().params
    return params.get(name) is not None


def _itself(context: PlanContext | PortfolioContext) -> PlanContext | PortfolioContext:
    return context

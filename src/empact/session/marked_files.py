"""Checks the files of a marked plan before they are written: each carries its marking on each page, sheet and entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import cast

import attrs

from empact.analysis import PlanContext, Portfolio, PortfolioContext, raised_marking
from empact.analysis.markings import joint_marking
from empact.arguments import with_article
from empact.containers import ContainerError
from empact.containers.looking import Look, look, place
from empact.containers.texts import Page
from empact.documents import Document
from empact.errors import ExportError, run_plugin
from empact.hooks import Artifact, Exporter
from empact.hooks.lazy import imported_by
from empact.model import Plan
from empact.values import value

_NAMED = 3
"""The most pages that a message names."""


@value
class Expected:
    """What the files of an export carry."""

    marking: str
    """The marking of the export: that of the document, or the highest of the plans."""
    of_entries: tuple[str, ...] = ()
    """The marking of each plan, in the order of the export, of which an entry of a calendar carries one; empty for a
    plan without a marking. No plans for a document.
    """


def expected_marking(
    what: Plan | Document | Portfolio,
    on: dt.date | None,
    used: PlanContext | PortfolioContext | None = None,
    raised_to: str | None = None,
) -> Expected | None:
    """Return what the files about a plan, a document or a portfolio carry; None if nothing is marked.

    Args:
        what: What was written.
        on: The date of knowledge.
        used: The context, if the exporter has used it: then the records in it count too.
        raised_to: The level to which the marking of the output is raised.
    """
    if isinstance(what, Document):
        return Expected(what.marking) if what.marking else None
    plans = what.plans if isinstance(what, Portfolio) else (what,)
    marking = joint_marking(plans, on=on) if used is None else used.marking
    of_plans = [plan.marking_in_force(on) for plan in plans] if used is None else [ctx.marking for ctx in used.contexts]
    marking, *of_entries = (raised_marking(each, raised_to) for each in (marking, *of_plans))
    return Expected(marking, tuple(each or "" for each in of_entries)) if marking else None


def check_marking(
    called: str, exporter: Exporter, artifacts: Iterable[Artifact], expected: Expected, note: Callable[[str], None]
) -> None:
    """Check that the files of an exporter carry a marking; note which files nobody could look into.

    Args:
        called: What the errors call the exporter.
        exporter: The exporter; if it declares its files as opaque, they are not noted.
        artifacts: Its files.
        expected: The marking.
        note: Takes the note.

    Raises:
        ExportError: The marking is missing somewhere in a file, the file cannot be opened, or the exporter cannot read
            its pages.
    """
    for artifact in artifacts:
        try:
            seen = look_into(called, exporter, artifact)
        except ContainerError as problem:
            message = f"{called} writes {artifact.name!r}, in which the marking cannot be checked: it {problem}."
            raise ExportError(message) from None
        missing = seen.without(expected.marking, expected.of_entries)
        if missing:
            places = [place(where, artifact.name) for where in missing[:_NAMED]]
            more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
            message = f"{called} omits the marking from {', '.join(places)}{more}. Nothing is written."
            raise ExportError(message)
        if seen.opaque and not exporter.opaque:
            names = ", ".join(place(repr(name) if name else "", artifact.name) for name in seen.opaque)
            note(f"The marking in {names} was not checked: empact cannot inspect such files.")


def look_into(called: str, exporter: Exporter, artifact: Artifact) -> Look:
    """Look into a file of an exporter: its pages are also those that the exporter itself reads in it, if it does.

    Args:
        called: What the errors call the exporter.
        exporter: The exporter.
        artifact: The file.

    Raises:
        ContainerError: The file cannot be opened, or the exporter reads no page in it.
        ExportError: The function of the exporter that reads the pages stops with an error.
    """
    seen = look(artifact.data)
    if exporter.pages is None:
        return seen
    name = exporter.pages

    def read() -> object:
        texts: object = imported_by(called, name)(artifact.data)
        if isinstance(texts, (str, bytes)) or not isinstance(texts, Iterable):
            return texts
        return list(cast("Iterable[object]", texts))

    pages = run_plugin(called, read, ExportError, quoted=False)
    fault = _instead_of_texts(pages)
    if fault is not None:
        raise ExportError(f"{called} has the page reader {name!r}, which returns {fault} instead of a list of texts.")
    texts = cast("list[str]", pages)
    if not texts:
        raise ContainerError(f"has no page that {name!r} can read")
    read_by_it = tuple(Page(f"page {number}", text) for number, text in enumerate(texts, 1))
    return attrs.evolve(seen, pages=(*seen.pages, *read_by_it), opaque=())


def _instead_of_texts(pages: object) -> str | None:
    """Return what a page reader returns instead of a list of texts; None if it returns one."""
    if not isinstance(pages, list):
        return with_article(type(pages).__name__)
    wrong = [text for text in cast("list[object]", pages) if not isinstance(text, str)]
    return f"a list with {with_article(type(wrong[0]).__name__)}" if wrong else None

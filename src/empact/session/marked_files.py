"""Checks the files of a marked plan before they are written: each carries its marking on each page, sheet and entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from empact.analysis import PlanContext, Portfolio, PortfolioContext, joint_marking, raised_marking
from empact.containers import ContainerError, look, place
from empact.documents import Document
from empact.errors import ExportError
from empact.hooks import Artifact, Exporter
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
        ExportError: The marking is missing somewhere in a file, or the file cannot be opened.
    """
    for artifact in artifacts:
        try:
            seen = look(artifact.data)
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
            note(f"Nobody has checked that {names} carries the marking: empact cannot look into it.")

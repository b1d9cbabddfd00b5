"""Find out where each value of a plan was read in a document of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from empact.analysis.imported_plans import ImportedPlan, ImportedValue, SourceText
from empact.diagnostics import GUESSED, Place, Pointer
from empact.model import FrozenMap, Plan
from empact.session.contexts import context_of
from empact.session.trees import tree_of
from empact.storage.reading import Reading
from empact.syntax.raw import is_list, is_mapping

if TYPE_CHECKING:
    from empact.session.plugins import Setup

_CELL = frozenset({"text", "withheld", "items"})
"""The keys of a mapping that is a text or a cell."""
_FORMAT = "empact"
"""The first key of a file, which no document says."""


def imported_plan(setup: Setup, reading: Reading[Plan], options: Mapping[str, object]) -> ImportedPlan:
    """Return the plan of a document with its sources: see :meth:`empact.Session.import_plan`.

    Args:
        setup: The plugins and the configuration.
        reading: The document.
        options: The options with which it was read.

    Raises:
        PlanReadError: It has no plan.
    """
    plan = reading.require()
    guesses = [finding.place for finding in reading.diagnostics if finding.kind is GUESSED]
    return ImportedPlan(
        context=context_of(setup, (plan,), None, None),
        plan=plan,
        file=reading.source,
        options=FrozenMap({name: _as_text(value) for name, value in options.items()}),
        values=tuple(
            ImportedValue(pointer=pointer, sources=sources, guessed=_is_guessed(pointer, sources, guesses))
            for pointer, sources in _sources(tree_of(setup.plugins, plan), reading)
        ),
        findings=tuple(reading.diagnostics),
    )


def _as_text(value: object) -> str:
    """Return a value of an option as the command line takes it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _sources(tree: Mapping[str, Any], reading: Reading[Plan]) -> Iterator[tuple[str, tuple[SourceText, ...]]]:
    """Yield each value of a plan file, with where it was read: as its reader says, or else as it stands there."""
    for pointer, value in _values({key: value for key, value in tree.items() if key != _FORMAT}, Pointer(), reading):
        known = reading.sources.get(pointer)
        if known is None:
            place = Place(file=reading.source) if reading.places is None else reading.places.place(pointer)
            known = ((attrs.evolve(place, pointer=None), _text(value)),)
        yield str(pointer), tuple(SourceText(place=place, text=text) for place, text in known)


def _values(tree: Any, pointer: Pointer, reading: Reading[Plan]) -> Iterator[tuple[Pointer, Any]]:
    """Yield the values of a tree that a document says as a whole: texts, cells, and lists of words."""
    inner = _inside(tree)
    if pointer in reading.sources or inner is None:
        yield pointer, tree
        return
    for key, value in inner:
        yield from _values(value, pointer / key, reading)


def _inside(tree: Any) -> Iterable[tuple[str | int, Any]] | None:
    """Return what is in a part of a tree; None if it is one value."""
    if is_mapping(tree):
        return None if _CELL & tree.keys() else tree.items()
    if is_list(tree):
        return enumerate(tree) if any(isinstance(item, (dict, list)) for item in tree) else None
    return None


def _text(value: Any) -> str:
    """Return a value of a plan file as a text."""
    if is_mapping(value):
        return str(value.get("text", ""))
    if is_list(value):
        return ", ".join(map(str, value))
    return str(value)


def _is_guessed(pointer: str, sources: Iterable[SourceText], guesses: Iterable[Place]) -> bool:
    """Return whether a guess is about a value, about a part of it, or about the place in which it was read."""
    for guess in guesses:
        if guess.pointer is not None:
            if f"{pointer}/".startswith(f"{guess.pointer}/") or guess.pointer.startswith(f"{pointer}/"):
                return True
        elif any(_is_within(source.place, guess) for source in sources):
            return True
    return False


def _is_within(place: Place, other: Place) -> bool:
    """Return whether a place is another one, or in it: a cell is in its row. Nothing is in a file as a whole."""
    said = {name: part for name, part in attrs.asdict(other, recurse=False).items() if part is not None}
    return said.keys() > {"file"} and all(getattr(place, name) == part for name, part in said.items())

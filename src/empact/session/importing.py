"""Find out where each value of a plan was read in a document of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import attrs

from empact.analysis.imported_plans import ImportedPlan, ImportedValue, SourceText
from empact.diagnostics import Place, Pointer
from empact.model import FrozenMap, Plan
from empact.session.contexts import context_of
from empact.session.trees import tree_of
from empact.storage.reading import Reading
from empact.syntax.raw import is_list, is_mapping

if TYPE_CHECKING:
    from empact.session.plugins import Setup

_CELL = frozenset({"text", "withheld", "items", "emphasis", "stated"})
"""The keys of a mapping that is a text or a cell. A part of a plan with a text, such as a section, has others too."""
_ID = "/id"
"""The pointer of the id of a plan."""
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
    return ImportedPlan(
        context=context_of(setup, (plan,), None, None),
        plan=plan,
        file=reading.source,
        options=FrozenMap({name: _option_text(name, value) for name, value in options.items()}),
        values=tuple(
            ImportedValue(
                pointer=pointer,
                sources=sources,
                guessed=_is_guessed(pointer, reading.guessed),
            )
            for pointer, sources in _sources(tree_of(setup.plugins, plan), reading, given=options.get("id"))
        ),
        findings=tuple(reading.diagnostics),
    )


def _option_text(name: str, value: object) -> str:
    """Return a value of an option as the command line takes it; of a layout only its file, and not its folders."""
    if name == "layout":
        return PurePath(str(value)).name
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _is_guessed(pointer: str, guessed: frozenset[str]) -> bool:
    """Whether a value is guessed, or what it is in."""
    while pointer and pointer not in guessed:
        pointer = pointer.rpartition("/")[0]
    return bool(pointer)


def _sources(
    tree: Mapping[str, Any], reading: Reading[Plan], given: object
) -> Iterator[tuple[str, tuple[SourceText, ...]]]:
    """Yield each value of a plan file, with where it was read: as its reader says, or else as it stands there.

    An id that is given by the call was read nowhere.
    """
    for pointer, value in _values({key: value for key, value in tree.items() if key != _FORMAT}, Pointer(), reading):
        known = () if pointer == _ID and value == given else reading.sources.get(pointer)
        if known is None:
            place = Place(file=reading.source) if reading.places is None else reading.places.place(pointer)
            known = ((attrs.evolve(place, pointer=None), text_of(value)),)
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
        return None if tree.keys() <= _CELL else tree.items()
    if is_list(tree):
        return enumerate(tree) if any(isinstance(item, (dict, list)) for item in tree) else None
    return None


def text_of(value: Any) -> str:
    """Return a value of a plan file as a text: that of a cell, or all that is in it."""
    if is_mapping(value) and value.keys() <= _CELL:
        return text_of(value.get("text", ""))
    if is_mapping(value):
        return ", ".join(map(text_of, value.values()))
    if is_list(value):
        return ", ".join(map(text_of, value))
    return str(value)

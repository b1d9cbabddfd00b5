"""A raw document as a plan, and a plan as a tree: the format ``plan/1``."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Generator
from typing import Any

import attrs

from empact.diagnostics import NOT_A_PLAN, UNKNOWN_VERSION, Diagnostic, Place, Pointer
from empact.model import Extension, Plan, Source
from empact.serde.converter import structurer, unstructurer
from empact.serde.raw import RawDocument, is_mapping
from empact.serde.refusals import Problem, problems, shown

FORMAT = "plan/1"
"""The version of the file format; the first key of every file names it."""


@attrs.frozen
class Places:
    """Looks up canonical pointers in a file that may spell a cell shorter: a list answers with its element."""

    document: Callable[[str], Place | None]

    def __call__(self, pointer: str) -> Place | None:
        """The place of the value at this pointer, or None where the file has none."""
        found = self.document(pointer) or self.document(pointer.replace("/items/", "/", 1))
        return None if found is None else attrs.evolve(found, pointer=pointer)


def structure_plan(
    document: RawDocument, file: str, text: str | None = None, extensions: tuple[Extension[Any], ...] = ()
) -> tuple[Plan | None, list[Diagnostic]]:
    """The plan of a raw document, or every reason why it gives none; the plan keeps the ``text`` of its file.

    The data of ``extensions`` get their types; that of others is kept as it is.
    """
    refused = _header(document.tree)
    if refused is not None:
        return None, [_told(refused, document, file)]
    tree = {key: value for key, value in document.tree.items() if key != "empact"}
    with _collector_paused():
        try:
            plan: Plan = structurer(detailed=False, extensions=extensions).structure(tree, Plan)
        except Exception:  # noqa: BLE001 - the second pass tells what it was
            return None, _all_problems(tree, document, file, extensions)
    object.__setattr__(plan, "source", Source(file=file, find=Places(document.place), text=text))
    return plan, []


def plan_tree(plan: Plan, *, compact: bool = False) -> dict[str, Any]:
    """The plan as a tree of dicts, lists and scalars.

    The canonical tree writes every cell as an object; the compact one as a string or a list where that says the same.
    """
    return {"empact": FORMAT, **unstructurer(compact=compact).unstructure(plan)}


def _header(tree: object) -> Problem | None:
    hint = "A plan starts with 'empact: plan/1'."
    if not is_mapping(tree):
        return Problem(Pointer(), NOT_A_PLAN, f"{shown(tree)} stands where a plan is expected.", hint)
    version = tree.get("empact")
    if version is None:
        return Problem(Pointer(), NOT_A_PLAN, "The file does not say that it is an empact document.", hint)
    if version != FORMAT:
        known = f"This version of empact reads {FORMAT!r}."
        return Problem(Pointer("/empact"), UNKNOWN_VERSION, f"{shown(version)} names no known format.", known)
    return None


def _all_problems(
    tree: dict[str, Any], document: RawDocument, file: str, extensions: tuple[Extension[Any], ...]
) -> list[Diagnostic]:
    try:
        structurer(detailed=True, extensions=extensions).structure(tree, Plan)
    except Exception as error:  # noqa: BLE001 - every problem in it is told
        told = [_told(problem, document, file) for problem in problems(error)]
        return sorted(told, key=lambda d: (d.place.line or 0, d.place.column or 0))
    message = "the detailed reading accepts what the strict one refuses"
    raise AssertionError(message)


def _told(problem: Problem, document: RawDocument, file: str) -> Diagnostic:
    place = Places(document.key_place)(problem.pointer) if problem.at_key else None
    if place is None:
        place = Source(file=file, find=Places(document.place)).place(problem.pointer)
    place = attrs.evolve(place, pointer=problem.pointer)
    return Diagnostic(kind=problem.kind, message=problem.message, place=place, hint=problem.hint)


@contextlib.contextmanager
def _collector_paused() -> Generator[None]:
    """Reading makes many values and no garbage: the cyclic collector would only walk them again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()

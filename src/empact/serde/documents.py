"""A raw document as a value: its first key says which format it is in, and every problem is told with its place."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Generator
from typing import Any, TypeVar

import attrs

from empact.diagnostics import NOT_A_PLAN, UNKNOWN_VERSION, Diagnostic, Place, Pointer
from empact.model import Source
from empact.serde.raw import RawDocument, is_mapping
from empact.serde.refusals import Problem, problems, shown

T = TypeVar("T")


@attrs.frozen
class Format:
    """A format of files: what its first key says, and what a file of it is called ("a plan")."""

    name: str
    what: str

    @property
    def hint(self) -> str:
        """How a file of the format begins."""
        return f"{self.what[0].upper()}{self.what[1:]} starts with 'empact: {self.name}'."


@attrs.frozen
class Places:
    """Looks up canonical pointers in a file that may spell a cell shorter: a list answers with its element."""

    document: Callable[[str], Place | None]

    def __call__(self, pointer: str) -> Place | None:
        """The place of the value at this pointer, or None where the file has none."""
        found = self.document(pointer) or self.document(pointer.replace("/items/", "/", 1))
        return None if found is None else attrs.evolve(found, pointer=pointer)


def structure_document(
    document: RawDocument, file: str, format: Format, structure: Callable[[dict[str, Any], bool], T]
) -> tuple[T | None, list[Diagnostic]]:
    """The value of a raw document in a format, or every reason why it gives none.

    ``structure`` makes the value of a tree without its first key; where it refuses the tree, it is asked again for all
    the problems there are.
    """
    refused = _header(document.tree, format)
    if refused is not None:
        return None, [_told(refused, document, file)]
    tree = {key: value for key, value in document.tree.items() if key != "empact"}
    with _collector_paused():
        try:
            return structure(tree, False), []  # noqa: FBT003 - positional in a callable
        except Exception:  # noqa: BLE001 - the second pass tells what it was
            return None, _all_problems(tree, document, file, structure)


def source_of(document: RawDocument, file: str, text: str | None = None) -> Source:
    """Where a value was read, for its places."""
    return Source(file=file, find=Places(document.place), text=text)


def _header(tree: object, format: Format) -> Problem | None:
    if not is_mapping(tree):
        message = f"{shown(tree)} stands where {format.what} is expected."
        return Problem(Pointer(), NOT_A_PLAN, message, format.hint)
    version = tree.get("empact")
    if version is None:
        return Problem(Pointer(), NOT_A_PLAN, "The file does not say that it is an empact document.", format.hint)
    if version != format.name:
        known = f"This version of empact reads {format.name!r}."
        return Problem(Pointer("/empact"), UNKNOWN_VERSION, f"{shown(version)} names no known format.", known)
    return None


def _all_problems(
    tree: dict[str, Any], document: RawDocument, file: str, structure: Callable[[dict[str, Any], bool], Any]
) -> list[Diagnostic]:
    try:
        structure(tree, True)  # noqa: FBT003 - positional in a callable
    except Exception as error:  # noqa: BLE001 - every problem in it is told
        told = [_told(problem, document, file) for problem in problems(error)]
        return sorted(told, key=lambda d: (d.place.line or 0, d.place.column or 0))
    message = "the detailed reading accepts what the strict one refuses"
    raise AssertionError(message)


def _told(problem: Problem, document: RawDocument, file: str) -> Diagnostic:
    place = Places(document.key_place)(problem.pointer) if problem.at_key else None
    if place is None:
        place = source_of(document, file).place(problem.pointer)
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

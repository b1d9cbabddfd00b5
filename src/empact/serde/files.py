"""A raw document as the content of a file of some kind, and that content as a raw tree."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Generator
from typing import Any, TypeVar, cast

import attrs

from empact.diagnostics import NOT_A_PLAN, UNKNOWN_VERSION, Diagnostic, Place, Pointer
from empact.model import Extension, Source
from empact.model.typed import types_checked
from empact.serde.converter import structurer, unstructurer
from empact.serde.kinds import FileKind, kind_with
from empact.serde.structure_errors import Problem, problems, shown
from empact.syntax.raw import RawDocument, is_mapping

T = TypeVar("T")


@attrs.frozen
class Places:
    """Looks up canonical pointers in a file that may spell a cell shorter: a list answers with its element."""

    document: Callable[[str], Place | None]

    def __call__(self, pointer: str) -> Place | None:
        """The place of the value at this pointer, or None where the file has none."""
        found = self.document(pointer) or self.document(pointer.replace("/items/", "/", 1))
        return None if found is None else attrs.evolve(found, pointer=pointer)


def structure(
    document: RawDocument,
    file: str,
    kind: FileKind[T],
    extensions: tuple[Extension[Any], ...] = (),
    text: str | None = None,
) -> tuple[T | None, list[Diagnostic]]:
    """The content of a raw document, or every reason why it gives none.

    The data of ``extensions`` get their types; that of others is kept as it is. A class with a field ``source`` that
    its constructor does not take gets there where it was read, with the ``text`` of the file.
    """
    refused = _header(document.tree, kind)
    if refused is not None:
        return None, [_told(refused, document, file)]
    tree = {key: value for key, value in document.tree.items() if key != "empact"}
    with _collector_paused(), types_checked():
        try:
            content: T = structurer(detailed=False, extensions=extensions).structure(tree, kind.cls)
        except Exception:  # noqa: BLE001 - the second pass reports what it was
            return None, _all_problems(tree, document, file, kind, extensions)
    if any(field.name == "source" and not field.init for field in attrs.fields(cast("Any", kind.cls))):
        object.__setattr__(content, "source", source(document, file, text))
    return content, []


def tree(content: Any, kind: FileKind[Any], *, compact: bool = False) -> dict[str, Any]:
    """The content of a document as a tree of dicts, lists and scalars.

    The canonical tree writes every cell as an object; the compact one as a string or a list where that says the same.
    """
    return {"empact": kind.format, **unstructurer(compact=compact).unstructure(content)}


def source(document: RawDocument, file: str, text: str | None) -> Source:
    """Where the content of a document was read."""
    return Source(file=file, find=Places(document.place), text=text)


def _header(content: object, kind: FileKind[Any]) -> Problem | None:
    if not is_mapping(content):
        return Problem(Pointer(), NOT_A_PLAN, f"{shown(content)} stands where a {kind.noun} is expected.", kind.hint)
    version = content.get("empact")
    if version is None:
        return Problem(Pointer(), NOT_A_PLAN, "The file does not say that it is an empact document.", kind.hint)
    if version == kind.format:
        return None
    other = kind_with(version)
    if other is not None:
        message = f"The file holds a {other.noun}, and a {kind.noun} is expected."
        return Problem(Pointer("/empact"), UNKNOWN_VERSION, message, kind.hint)
    known = f"This version of empact reads {kind.format!r}."
    return Problem(Pointer("/empact"), UNKNOWN_VERSION, f"{shown(version)} names no known format.", known)


def _all_problems(
    content: dict[str, Any],
    document: RawDocument,
    file: str,
    kind: FileKind[Any],
    extensions: tuple[Extension[Any], ...],
) -> list[Diagnostic]:
    try:
        structurer(detailed=True, extensions=extensions).structure(content, kind.cls)
    except Exception as error:  # noqa: BLE001 - every problem in it is told
        told = [_told(problem, document, file) for problem in problems(error)]
        return sorted(told, key=lambda d: (d.place.line or 0, d.place.column or 0))
    message = "the detailed reading accepts what the strict one refuses"
    raise AssertionError(message)


def _told(problem: Problem, document: RawDocument, file: str) -> Diagnostic:
    place = Places(document.key_place)(problem.pointer) if problem.at_key else None
    if place is None:
        place = source(document, file, None).place(problem.pointer)
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

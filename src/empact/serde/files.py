"""Structure a raw document as the content of a kind of file, and turn that content back into a raw tree."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, TypeVar, cast

import attrs

from empact.collector import collector_paused
from empact.diagnostics import NOT_A_PLAN, UNKNOWN_VERSION, Diagnostic, Place, Pointer
from empact.model import Extension, Source
from empact.model.typed import types_checked
from empact.serde.kinds import FileKind, kind_with
from empact.serde.structure_errors import Problem, format_value, problems
from empact.serde.structuring import structurer
from empact.syntax.raw import RawDocument, is_mapping
from empact.syntax.reading import MAX_PROBLEMS, places_lost, too_many
from empact.values import value

T = TypeVar("T")


@value
class Places:
    """Look-up of canonical pointers in a file that may write a cell in its short form.

    The canonical ``/leaders/items/0`` is ``/leaders/0`` in a file that writes the cell as a list. A cell with text and
    items or emphasis starts at its text.
    """

    value: Callable[[str], Place | None]
    """Returns the place of the value at a pointer as the file has it, or None."""
    words: Callable[[str, str], Place | None]
    """Returns the place of some words in the text at a pointer as the file has it, or None."""

    def of_value(self, pointer: str) -> Place | None:
        """Return the place of the value at this pointer, or None if the file has none."""
        for written in _as_written(pointer):
            place = self._text_of_cell(written) or self.value(written)
            if place is not None:
                return _at(place, pointer)
        return None

    def _text_of_cell(self, written: str) -> Place | None:
        text = self.value(f"{written}/text")
        if text is None or not any(self.value(f"{written}/{key}") for key in ("items", "emphasis")):
            return None
        return text

    def of_words(self, pointer: str, words: str) -> Place | None:
        """Return the place of words in the value at this pointer, or None if the file does not have them."""
        for written in _as_written(pointer):
            place = self.words(f"{written}/text", words) or self.words(written, words)
            if place is not None:
                return _at(place, pointer)
        return None


def _at(returned: Any, pointer: str) -> Place:
    """Return a place with its pointer; another object of a plugin's reader is left as it is, and refused later."""
    place: Place = attrs.evolve(returned, pointer=pointer) if isinstance(returned, Place) else returned
    return place


def _as_written(pointer: str) -> tuple[str, str]:
    """Return the pointers that a canonical one can have in a file."""
    return pointer, pointer.replace("/items/", "/", 1)


def structure(
    document: RawDocument,
    file: str,
    kind: FileKind[T],
    extensions: tuple[Extension[Any], ...] = (),
    text: str | None = None,
) -> tuple[T | None, list[Diagnostic]]:
    """Return the content of a raw document and no findings, or None and every problem in it.

    Args:
        document: The raw tree of the file, with its places.
        file: The name of the file, for the places.
        kind: The kind of file that is expected.
        extensions: The extensions whose data get their types. The data of others are kept as they are.
        text: The text of the file. A content class with a field ``source`` that its constructor does not take
            gets it there, with the place look-up.
    """
    problem = _header(document.tree, kind)
    filled = filled_in(document, kind)
    places = _PlacesOfProblems(filled, file)
    if problem is not None:
        return None, [places.diagnostic(problem), *places.lost]
    tree = {key: value for key, value in filled.tree.items() if key != "empact"}
    structure_content = structurer(extensions).function(kind.cls)
    findings: list[Diagnostic] = []
    if document.suspects:
        from empact.serde.comments import cuts  # most files have no comment behind a value

        with collector_paused():
            findings += cuts(document.suspects, document.tree, kind.cls, extensions)
    content: T | None = None
    with collector_paused(), types_checked():
        try:
            content = structure_content(tree)
        except Exception as error:  # noqa: BLE001 - every problem in it is reported
            first = itertools.islice(problems(error), MAX_PROBLEMS + 1)
            findings += [*map(places.diagnostic, first), *places.lost]
    if findings:
        return None, _bounded(sorted(findings, key=lambda finding: finding.place.order))
    if any(field.name == "source" and not field.init for field in attrs.fields(cast("Any", kind.cls))):
        object.__setattr__(content, "source", source(filled, file, text))
    return content, []


def filled_in(document: RawDocument, kind: FileKind[Any]) -> RawDocument:
    """Return a document without the places that a form leaves empty; as it is if the kind of file is not a form."""
    if not kind.is_form:
        return document
    from empact.serde import blanks  # most files are plans

    return blanks.filled_in(document)


def _bounded(findings: list[Diagnostic]) -> list[Diagnostic]:
    """Return the first problems of a file, which can have millions, and one that says that there are more."""
    if len(findings) <= MAX_PROBLEMS:
        return findings
    return [*findings[:MAX_PROBLEMS], too_many(MAX_PROBLEMS, attrs.evolve(findings[MAX_PROBLEMS].place, pointer=None))]


def tree(content: Any, kind: FileKind[Any], *, compact: bool = False) -> dict[str, Any]:
    """Return the content of a file as a tree of dicts, lists and scalars.

    The canonical tree has every cell as a mapping. The compact one has a string or a list where that reads the same.
    """
    from empact.serde.converter import unstructurer  # reading does without cattrs

    return {"empact": kind.format, **unstructurer(compact=compact).unstructure(content)}


def source(document: RawDocument, file: str, text: str | None) -> Source:
    """Return the source of a document: file name, text, and the look-up of places."""
    places = Places(document.place, document.words_place)
    return Source(file=file, find=places.of_value, text=text, find_words=places.of_words)


def _header(content: object, kind: FileKind[Any]) -> Problem | None:
    if not is_mapping(content):
        return Problem(Pointer(), NOT_A_PLAN, f"Expected a {kind.noun}, not {format_value(content)}.", kind.hint)
    version = content.get("empact")
    if version is None:
        return Problem(Pointer(), NOT_A_PLAN, "The key 'empact', which names the format, is missing.", kind.hint)
    if version == kind.format:
        return None
    other = kind_with(version)
    if other is not None:
        message = f"Expected a {kind.noun}, but the file is a {other.noun}."
        return Problem(Pointer("/empact"), UNKNOWN_VERSION, message, kind.hint)
    known = f"This version of empact reads {kind.format!r}."
    return Problem(Pointer("/empact"), UNKNOWN_VERSION, f"Unknown format: {format_value(version)}.", known)


@value
class _PlacesOfProblems:
    """The places of the problems of a document. ``lost`` says why, if the look-up of the reader fails."""

    document: RawDocument
    file: str
    lost: list[Diagnostic] = attrs.field(factory=list[Diagnostic], init=False)

    def diagnostic(self, problem: Problem) -> Diagnostic:
        """Return a problem as a finding with its place."""
        of_file = source(self.document, self.file, None)

        def find(pointer: str) -> Place | None:
            at_key = problem.at_key and pointer == problem.pointer
            keys = map(self.document.key_place, _as_written(pointer) if at_key else ())
            return next(filter(None, keys), None) or of_file.find(pointer)

        place, crash = Source(file=self.file, find=find).locate(problem.pointer)
        if crash is not None and not self.lost:
            self.lost.append(places_lost(self.file, crash))
        place = attrs.evolve(place, pointer=problem.pointer)
        return Diagnostic(kind=problem.kind, message=problem.message, place=place, hint=problem.hint)

"""A raw document as the answers that people give to possible overlaps: the format ``answers/1``."""

from __future__ import annotations

from typing import Any

from empact.diagnostics import Diagnostic
from empact.model import Answers
from empact.serde.converter import structurer
from empact.serde.documents import Format, source_of, structure_document
from empact.serde.raw import RawDocument

FORMAT = "answers/1"
"""The version of the format of answers; the first key of every file names it."""

_ANSWERS = Format(FORMAT, "a file of answers")


def structure_answers(document: RawDocument, file: str) -> tuple[Answers | None, list[Diagnostic]]:
    """The answers in a raw document, or every reason why it gives none."""
    answers, problems = structure_document(document, file, _ANSWERS, _structure)
    if answers is not None:
        object.__setattr__(answers, "source", source_of(document, file))
    return answers, problems


def _structure(tree: dict[str, Any], detailed: bool) -> Answers:  # noqa: FBT001 - positional in a callable
    answers: Answers = structurer(detailed=detailed).structure(tree, Answers)
    return answers

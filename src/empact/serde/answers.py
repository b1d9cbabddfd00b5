"""A raw document as the answers that people give to possible overlaps: the format ``answers/1``."""

from __future__ import annotations

from empact.diagnostics import Diagnostic
from empact.model import Answers
from empact.serde import documents
from empact.serde.documents import ANSWERS
from empact.serde.raw import RawDocument


def structure_answers(document: RawDocument, file: str) -> tuple[Answers | None, list[Diagnostic]]:
    """The answers in a raw document, or every reason why it gives none."""
    found = documents.structure(document, file, ANSWERS)
    if found[0] is not None:
        object.__setattr__(found[0], "source", documents.source(document, file, None))
    return found

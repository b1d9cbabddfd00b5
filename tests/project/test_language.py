"""Plain English: retired words stay out of pages, docstrings, comments and other texts."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.paths import ROOT

RETIRED = re.compile(
    r"\b(tell|tells|told|whoever|hands? over|handed over|hands it over|speaks? of|passed over)\b", re.IGNORECASE
)
SOURCES = [
    path
    for folder in ("src", "examples", "docs", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if "tests" not in path.parts
]
GENERATED = {ROOT / "docs" / "reference" / "rules", ROOT / "docs" / "_build"}
PAGES = [
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]
    if not GENERATED.intersection(path.parents) and ".venv" not in path.parts
]


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a Python file that people read: docstrings, other strings and comments."""
    source = path.read_text(encoding="utf-8")
    # Only a source with such a word somewhere is parsed, which takes long.
    if not RETIRED.search(re.sub(r"\\[nrt]", " ", source)):
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from ((node.lineno, line) for line in node.value.splitlines())
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_source__has_no_retired_word(path: Path) -> None:
    assert [(line, text.strip()) for line, text in texts(path) if RETIRED.search(text)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_page__has_no_retired_word(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [(number, line) for number, line in enumerate(lines, 1) if RETIRED.search(line)] == []

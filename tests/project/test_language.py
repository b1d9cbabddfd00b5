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

WORDS = r"tell|tells|told|whoever|hands? over|handed over|hands it over|speaks? of|passed over"
# Phrases that read as translated, each with what the page LANGUAGE and its before-and-after pairs write instead.
PHRASES = {
    r"counts? nowhere": "is not counted",
    r"counts? no more": "no longer counts",
    r"stands? apart": "is listed separately",
    r"by a slip": "by mistake",
    r"exhortations? without success": "unsuccessful exhortations, exhortations that have failed",
    r"had no success": "failed",
    r"(?<!here )(?:is|are|was) no (?:exhortation|fault|mistake|part of|unmet commitment)": "is not",
    r"and not nothing": "at least one is needed",
    r"None where": "None if",
    r"does not count for equality": "is ignored in comparisons",
    r"as far as (?:it|the plan) has (?:it|its parts)": "if the plan has it",
    r"a place (?:that is )?left empty": "a blank",
    r"places? left empty": "a blank",
    r"each for itself": "separately",
    r"marks? for distribution": "distribution marking",
    r"no other (?:one )?starts so": "a unique start is enough",
    r"what has become of": "what has happened to",
    r"lets pass": "permits",
    r"gives account": "accounts, reports",
    r"commits itself to": "commits to",
    r"behind (?:its|their) plan\b": "behind schedule",
    r"(?:goes|go) on in (?:a|the) later plan": "continues in a later plan",
    r"is another one as soon as": "a change to it changes",
    r"as soon as anything": "any change",
    r"made anew": "made again",
    r"error output": "standard error",
    r"what a paper rests on": "the records behind a paper",
    r"nobody has (?:checked it|decided how)": "not checked, not decided",
    r"is counted and not": "is counted, not",
    r"whatever its name (?:is|says)": "regardless of its name",
    r"whatever the date of knowledge": "regardless of the date of knowledge",
    r"Silence is (?:missing|never zero)": "A party that is silent is shown as missing, never as zero",
    r"A missing report is no\b": "A missing report is not",
    r"(?<=[.:] )Of (?:a floor|a range|a ceiling), ": "For a minimum, for a range",
    r"What a \w+ lacks": "anything missing from",
}
RETIRED = re.compile(rf"\b(?:{WORDS})\b|\b(?:{'|'.join(PHRASES)})", re.IGNORECASE)
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


def retired(text: str) -> list[str]:
    """The retired words and phrases of a text, each with some words around it; its line breaks do not matter."""
    line = " ".join(text.split())
    return [line[max(0, match.start() - 30) : match.end() + 30] for match in RETIRED.finditer(line)]


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a Python file that people read: docstrings, other strings and comments."""
    source = path.read_text(encoding="utf-8")
    # Only a source with such a word somewhere is parsed, which takes long.
    if not retired(re.sub(r'\\[nrt]|"\s*\n\s*f?"|\n\s*#', " ", source)):
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


@pytest.mark.parametrize(
    "text",
    [
        "Figures of such a party count nowhere.",
        "A missing report is no\n    unmet commitment.",
        "The first day. None where nobody knows it.",
        "A decision was recorded by a slip.",
    ],
)
def test_retired__finds_words_and_phrases(text: str) -> None:
    assert len(retired(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "There is no fault in the plan.",
        "It counts the actions; nobody is late.",
        "The chart stands beside the table.",
        "Which document lowers the marking, and which is not read?",
    ],
)
def test_retired__leaves_natural_english_alone(text: str) -> None:
    assert retired(text) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_source__has_no_retired_word(path: Path) -> None:
    assert [(line, words) for line, text in texts(path) if (words := retired(text))] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_page__has_no_retired_word(path: Path) -> None:
    assert retired(path.read_text(encoding="utf-8")) == []

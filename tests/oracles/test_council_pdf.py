"""The reference plan as LibreOffice prints it to PDF: every cell is that of the plan, and every word has its place."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from tests.plugins.importing.test_reference_document import (
    LAYOUT,
    NOT_SAID,
    SESSION,
    differences,
    tree_of,
    words_of,
    words_of_plan,
)
from tests.support import libre_office
from tests.support.council_source import is_word
from tests.support.council_word.cells import cells_of_plan
from tests.support.council_word.reference import reference
from tests.support.written import export

import empact
from empact.containers import read_word

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Return the plan as the Council prints it and as we write it, as PDF files of LibreOffice."""
    made = {"council.docx": reference(), "ours.docx": export("plan", "docx")}
    return libre_office.saved_again(tmp_path_factory.mktemp("printed") / "again", made, "pdf")


def read(data: bytes) -> Any:
    return tree_of(SESSION.read(io.BytesIO(data), format="pdf", options={"accept": True}).require())


def in_lines(value: Any) -> Any:
    """Return a value whose texts have one space wherever they have white space."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: in_lines(item) for key, item in value.items()}
    return [in_lines(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ["council", "ours"])
def test_cells__are_all_176_of_the_plan(printed: Mapping[str, bytes], name: str) -> None:
    ours, bundled = (
        {key: " ".join(" ".join(lines).split()) for key, lines in cells_of_plan(tree).items()}
        for tree in (read(printed[name]), tree_of(empact.load("oap-c-2012")))
    )
    assert len(ours) == 176
    assert ours == bundled


@pytest.mark.parametrize("name", ["council", "ours"])
def test_plan__is_the_bundled_one_wherever_the_document_says_it(printed: Mapping[str, bytes], name: str) -> None:
    bundled = in_lines(tree_of(empact.load("oap-c-2012")))
    found = list(differences(bundled, in_lines(read(printed[name]))))
    assert {re.sub(r"/\d+(?=/|$)", "/*", at) for at, _, _ in found} <= set(NOT_SAID)
    assert [(at, other) for at, _, other in found if other is not None] == []


def test_words__are_all_in_the_plan_or_in_the_layout(printed: Mapping[str, bytes]) -> None:
    left = Counter(words_of(read_word(reference())))
    left.subtract(words_of_plan(read(printed["council"])))
    assert {word: number for word, number in left.items() if number} == Counter(filter(is_word, LAYOUT.split()))

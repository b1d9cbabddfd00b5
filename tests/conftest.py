"""Fixtures for every test."""

import re
from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.findings", "tests.reference_findings")  # they assert, and are no test modules

_SOURCE = "oap_c_2012_17793-2-11_rev2.md"


@pytest.fixture(scope="session")
def source_text() -> str:
    """The Council document that the reference plan was written from: it is not part of this repository."""
    path = Path(__file__).parents[2] / "shared" / "source" / _SOURCE
    if not path.is_file():
        pytest.skip(f"the source text {_SOURCE} is not beside the checkout, in shared/source/")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def council_document(source_text: str) -> str:
    """The Council document on one line: without marks of style, and with a bar between the cells of its table."""
    cells = re.sub(r"</?(?:p|ul|li|sup|b|u)>", "", source_text.replace("\t", " | ")).replace("**", "")
    return " ".join(cells.split())

"""Fixtures for every test."""

import re

import pytest
from tests.support.paths import DATA

pytest.register_assert_rewrite(
    "tests.support.findings", "tests.support.reference_findings"
)  # not test modules, but with assertions

_SOURCE = DATA / "source" / "oap_c_2012_17793-2-11_rev2.md"


@pytest.fixture(scope="session")
def source_text() -> str:
    """Return the Council document that the reference plan was written from."""
    return _SOURCE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def council_document(source_text: str) -> str:
    """Return the Council document on one line, without formatting and with a bar between the cells of its table."""
    cells = re.sub(r"</?(?:p|ul|li|sup|b|u)>", "", source_text.replace("\t", " | ")).replace("**", "")
    return " ".join(cells.split())

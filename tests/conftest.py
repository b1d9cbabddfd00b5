"""Fixtures for every test."""

from pathlib import Path

import pytest

_SOURCE = Path(__file__).parent / "source" / "oap_c_2012_17793-2-11_rev2.md"


@pytest.fixture(scope="session")
def source_text() -> str:
    """Return the Council document that the reference plan was written from."""
    return _SOURCE.read_text(encoding="utf-8")

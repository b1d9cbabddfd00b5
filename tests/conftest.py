"""Fixtures for every test."""

from pathlib import Path

import pytest

_SOURCE = "oap_c_2012_17793-2-11_rev2.md"


@pytest.fixture(scope="session")
def source_text() -> str:
    """The Council document that the reference plan was written from: it is not part of this repository."""
    path = Path(__file__).parents[2] / "shared" / "source" / _SOURCE
    if not path.is_file():
        pytest.skip(f"the source text {_SOURCE} is not beside the checkout, in shared/source/")
    return path.read_text(encoding="utf-8")

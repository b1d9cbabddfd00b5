"""Pytest fixtures for tests of plugins: write ``pytest_plugins = ["empact.testing.fixtures"]`` in ``conftest.py``.

There is no pytest entry point, so installing empact does not change the tests of other projects.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from empact.model import Plan
from empact.session import Session
from empact.testing import isolation
from empact.testing.golden import OPTION, Golden


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that overwrites golden files."""
    group = parser.getgroup("empact", "plugins of empact")
    group.addoption(OPTION, action="store_true", help="write golden files instead of comparing with them")


@pytest.fixture
def empact_plugins() -> Iterable[object]:
    """Return the plugins of :func:`empact_session`: none, unless a test module or ``conftest.py`` overrides it."""
    return ()


@pytest.fixture
def empact_session(empact_plugins: Iterable[object]) -> Session:
    """Return a session with these plugins and the built-in ones, but without other installed plugins."""
    return Session(empact_plugins)


@pytest.fixture(scope="session")
def reference_plan() -> Plan:
    """Return the reference plan, C-2012."""
    return isolation.reference_plan()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return a function that compares output with the files in the folder ``golden`` next to the test module."""
    return Golden(request.path.parent / "golden", update=bool(request.config.getoption(OPTION)))

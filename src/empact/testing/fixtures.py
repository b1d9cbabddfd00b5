"""Fixtures of pytest for tests of plugins; say ``pytest_plugins = ["empact.testing.fixtures"]`` in ``conftest.py``.

Installing empact alone changes nobody's tests: there is no entry point of pytest.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from empact.model import Plan
from empact.session import Session
from empact.testing import isolation
from empact.testing.golden import OPTION, Golden


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes golden files anew."""
    group = parser.getgroup("empact", "plugins of empact")
    group.addoption(OPTION, action="store_true", help="write golden files anew instead of comparing with them")


@pytest.fixture
def empact_plugins() -> Iterable[object]:
    """The plugins that :func:`empact_session` knows: none, unless a test module or ``conftest.py`` says otherwise."""
    return ()


@pytest.fixture
def empact_session(empact_plugins: Iterable[object]) -> Session:
    """A session with these plugins and those that ship with empact, whatever else is installed."""
    return Session(empact_plugins)


@pytest.fixture(scope="session")
def reference_plan() -> Plan:
    """The reference plan, C-2012."""
    return isolation.reference_plan()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares with the files in the folder ``golden`` beside the test module."""
    return Golden(request.path.parent / "golden", update=bool(request.config.getoption(OPTION)))

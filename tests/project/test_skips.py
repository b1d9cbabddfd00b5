"""A test that is skipped for a reason that is not allowed fails."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.paths import ROOT


@pytest.fixture(scope="module")
def root(pytestconfig: pytest.Config) -> Any:
    """The conftest.py of the project."""
    return pytestconfig.pluginmanager.get_plugin(str(ROOT / "conftest.py"))


def skipped(reason: str) -> pytest.TestReport:
    where = ("test_x.py", 1, f"Skipped: {reason}")
    return pytest.TestReport("test_x", ("test_x.py", 1, "test_x"), {}, "skipped", where, "call")


def test_skip__with_another_reason_fails(root: Any) -> None:
    report = skipped("the source text is not here")
    root.fail_unexpected_skip(report)
    assert report.outcome == "failed"
    assert report.longrepr == (
        "Skipped: the source text is not here\nThis reason is not in ALLOWED_SKIPS (conftest.py)."
    )


def test_skip__with_an_allowed_reason_stays(root: Any) -> None:
    report = skipped("needs named pipes")
    root.fail_unexpected_skip(report)
    assert report.outcome == "skipped"


def test_skip__of_a_module_fails(root: Any) -> None:
    report = pytest.CollectReport("test_x.py", "skipped", ("test_x.py", 1, "Skipped: no babel"), [])
    root.fail_unexpected_skip(report)
    assert report.outcome == "failed"

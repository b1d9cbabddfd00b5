"""The cyclic garbage collector: paused during a load and a validation, and as it was afterwards."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

import empact
from empact import Plan, Session
from empact.collector import collector_paused
from empact.diagnostics import Severity
from empact.hooks import Finding, Rule, RuleContext, hookimpl

BAD = "empact: plan/1\nid: 5\n"
CALLS: dict[str, Callable[[], object]] = {
    "load": lambda: empact.load("oap-c-2012"),
    "load a plan that does not exist": lambda: empact.load("oap-c-2099"),
    "loads": lambda: empact.loads(BAD, format="yaml"),
    "read": lambda: Session().read("no-such-file.yaml"),
    "portfolio": lambda: empact.portfolio("oap-c-2012"),
    "portfolio of nothing": lambda: empact.portfolio("oap-c-2099"),
    "validate": lambda: empact.validate(Plan(id="X")),
    "validate with an unknown rule": lambda: empact.validate(Plan(id="X"), select="no-such-rule"),
    "validate with a rule that is interrupted": lambda: Session([rules(interrupted)]).validate(Plan(id="X")),
}


@pytest.fixture(params=[True, False], ids=["running", "stopped"])
def running(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Start or stop the collector, and restore it after the test."""
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()


def rules(check: Callable[[Plan, RuleContext], Iterator[Finding]]) -> ModuleType:
    """Return a plugin with one rule."""
    plugin = ModuleType("gnomes")
    rule = Rule(code="GNOME001", name="gnome", severity=Severity.INFO, doc="A gnome.", check=check)
    plugin.empact_rules = hookimpl(lambda: [rule])  # type: ignore[attr-defined]
    plugin.empact_rules.__name__ = "empact_rules"
    return plugin


def interrupted(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    raise KeyboardInterrupt


@pytest.mark.parametrize("call", CALLS)
def test_a_call__leaves_the_collector_as_it_was(call: str, *, running: bool) -> None:
    with contextlib.suppress(empact.EmpactError, OSError, KeyboardInterrupt):
        CALLS[call]()
    assert gc.isenabled() is running


def test_validate__pauses_the_collector_while_rules_run() -> None:
    seen: list[bool] = []

    def watch(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
        seen.append(gc.isenabled())
        yield from ()

    Session([rules(watch)]).validate(Plan(id="X"))
    assert seen == [False]


def test_collector_paused__inside_itself__is_restored_by_the_outer_one(*, running: bool) -> None:
    with collector_paused():
        with collector_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled() is running

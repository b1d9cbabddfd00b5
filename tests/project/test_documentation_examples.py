"""The examples of the documentation are tests (see the `conftest.py` at the top of the repository)."""

import inspect
import operator
import textwrap
from pathlib import Path
from typing import Any

import pytest
from sybil import Sybil
from sybil.example import SybilFailure
from tests.support.paths import ROOT

import empact

CONFTEST = ROOT / "conftest.py"


@pytest.fixture
def run_page(pytestconfig: pytest.Config, tmp_path: Path) -> Any:
    """Run the examples of a page, given as text."""
    conftest: Any = pytestconfig.pluginmanager.get_plugin(str(CONFTEST))

    def run(text: str) -> None:
        page = tmp_path / "page.md"
        page.write_text(textwrap.dedent(text), encoding="utf-8")
        examples = list(Sybil(parsers=conftest.PAGE_PARSERS).parse(page).examples())
        assert examples
        for example in examples:
            example.evaluate()

    return run


def test_console_example__ellipsis_stands_for_any_other_line(run_page: Any) -> None:
    run_page("""
        ```console
        $ printf 'plan.yaml:1:1: error OAP202 dangling-link: x\\nend\\n'
        ...
        end
        ```
        """)


@pytest.mark.parametrize(
    "fault",
    [
        "empact.toml: warning OAP904 unknown-name: The configuration names a rule that does not exist.",
        "error OAP901 plugin-failed: The plugin x failed.",
        "empact: no such file: x.yaml",
        "Error: No such option: --x",
    ],
)
def test_console_example__ellipsis_does_not_hide_a_fault(run_page: Any, fault: str) -> None:
    with pytest.raises(SybilFailure, match=fault[:20]):
        run_page(f"""
            ```console
            $ printf 'start\\n{fault}\\nend\\n'
            start
            ...
            end
            ```
            """)


def test_console_example__a_fault_is_shown_in_part(run_page: Any) -> None:
    run_page("""
        ```console
        $ printf 'empact.toml: warning OAP904 unknown-name: long\\nempact: long\\nend\\n'
        ... warning OAP904 unknown-name: ...
        empact: ...
        end
        ```
        """)


def test_console_example__each_fault_is_shown(run_page: Any) -> None:
    with pytest.raises(SybilFailure):
        run_page("""
            ```console
            $ printf 'warning OAP904 unknown-name: x\\nwarning OAP904 unknown-name: y\\n'
            warning OAP904 unknown-name: ...
            ```
            """)


def test_python_example__ellipsis_does_not_hide_a_fault(run_page: Any) -> None:
    with pytest.raises(SybilFailure, match="OAP904"):
        run_page("""
            ```python
            >>> print("start, warning OAP904 unknown-name: x")
            start...

            ```
            """)


def test_python_example__ellipsis_stands_for_any_other_text(run_page: Any) -> None:
    run_page("""
        ```python
        >>> print("start   and end")
        start ... end

        ```
        """)


def test_docstring_examples__run_in_every_folder(pytestconfig: pytest.Config) -> None:
    conftest: Any = pytestconfig.pluginmanager.get_plugin(str(CONFTEST))
    sources = [*ROOT.glob("src/**/*.py"), *ROOT.glob("examples/*/src/**/*.py")]
    shown = [source for source in sources if ">>> " in source.read_text(encoding="utf-8")]
    assert len(shown) > 30
    assert [source for source in shown if not any(sybil.should_parse(source) for sybil in conftest.SOURCES)] == []


FIRST_TEN_MINUTES = (
    *("load", "loads", "portfolio", "validate", "context", "records", "export", "default_session"),
    *("parse_parties", "parse_timing", "parse_links", "parse_kpis", "parse_targets"),
    *("Plan", "Plan.action", "Plan.goal", "Plan.find_action", "Plan.actions_of", "Action", "StrategicGoal"),
    *("Session", "Session.read", "Session.rule", "Session.format", "Session.tree", "Session.schema"),
    *("Diagnostics", "Diagnostics.counts", "Diagnostics.by_kind", "Diagnostic", "Severity", "Reading", "Records"),
    *("Portfolio", "Portfolio.links", "model.Cell", "model.Prose", "diagnostics.Pointer"),
    *(
        f"analysis.PlanContext.{name}"
        for name in ("agenda", "coverage", "exclusion", "governance", "impact_of_leaving", "overlaps", "progress")
    ),
    *("analysis.PlanContext", "analysis.PlanContext.tasking", "analysis.PlanContext.workload"),
    *("analysis.PortfolioContext", "analysis.schedule", "analysis.Schedule.of_action", "analysis.Schedule.span"),
    *("analysis.assignments", "analysis.PartyAssignments.of_action", "analysis.PartyAssignment.on"),
    *("analysis.PlanLinks.in_states", "reference.Register.find"),
    *(
        f"hooks.{name}"
        for name in ("Rule", "Finding", "Exporter", "Artifact", "DocumentSpec", "Option", "BundledPlan", "Command")
    ),
    *("hooks.Extension", "documents.Document", "documents.column", "documents.table"),
    *("testing.make_plan", "testing.make_action", "testing.check_plugin", "testing.plugin_problems"),
)
"""What the README, the tutorial, and the pages on scripts and on plugins use."""


@pytest.mark.parametrize("name", FIRST_TEN_MINUTES)
def test_docstring_of_the_first_ten_minutes__has_an_example(name: str) -> None:
    assert ">>> " in inspect.getdoc(operator.attrgetter(name)(empact))  # type: ignore[operator]  # None is a failure too

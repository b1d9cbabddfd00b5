"""The public face: which names there are, what the contract says of them, and what importing them costs."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import empact
import empact.hooks

HEAVY = ("attrs", "attr", "cattrs", "pluggy", "yaml", "click", "json", "importlib.metadata")


def imported_after(code: str, *modules: str) -> list[str]:
    """Which of these modules a fresh interpreter has imported after some code, beside those it starts with."""
    script = (
        f"import sys\nbefore = set(sys.modules)\n{code}\n"
        f"print(*[name for name in {modules!r} if name in sys.modules and name not in before])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_the_plugin_api__has_45_names_at_most() -> None:
    assert len(empact.hooks.__all__) <= 45


def test_a_name_is_the_same_object_wherever_it_comes_from() -> None:
    model = importlib.import_module("empact.model")
    assert empact.Plan is model.Plan
    assert empact.diagnostics.Severity is empact.Severity


# What importing costs


def test_importing_empact_imports_no_library() -> None:
    assert imported_after("import empact", *HEAVY) == []


def test_the_model_needs_attrs_alone() -> None:
    assert imported_after("from empact import Plan", *HEAVY) == ["attrs", "attr"]


def test_listing_what_plugins_bring_imports_none_of_their_code() -> None:
    code = "import empact; s = empact.Session(); s.rules, s.exporters, s.formatters, s.plugins, s.plugins.diagnostics"
    lazy = ("empact.syntax.yaml.read", "empact.syntax.json.emit", "empact.plugins.text.findings")
    assert imported_after(code, "yaml", "click", *lazy) == []


def test_a_script_that_loads_a_plan_needs_no_command_line() -> None:
    assert imported_after("import empact; empact.load('oap-c-2012')", "click", "yaml") == ["yaml"]


# The contract, as it is written


def test_the_examples_of_the_contract_hold() -> None:
    plan = empact.load("oap-c-2012")
    assert plan.id == "C-2012"
    assert [str(a) for a in plan.action("2.2").leaders] == ["HU", "AT", "Frontex"]
    assert [str(x) for x in plan.action("2.2").links] == ["SG 1", "B:SG*", "1.1", "2.1", "2.3"]
    assert str(plan.action("1.2").timing) == "April/May/June"
    with pytest.raises(empact.UnknownIdError):
        plan.action("9.9")


def test_the_exceptions_stand_in_one_family() -> None:
    assert issubclass(empact.PlanReadError, empact.EmpactError)
    assert issubclass(empact.ExportError, empact.EmpactError)
    assert issubclass(empact.PluginError, empact.EmpactError)
    assert issubclass(empact.UnknownIdError, (empact.EmpactError, LookupError))
    assert issubclass(empact.UnknownIdError, LookupError)
    assert issubclass(empact.UnknownFormatError, LookupError)
    assert issubclass(empact.MissingExtraError, ImportError)
    assert issubclass(empact.UnknownFormatError, empact.EmpactError)
    assert issubclass(empact.MissingExtraError, empact.EmpactError)


def test_the_diagnostics_of_the_contract_have_these_parts() -> None:
    found = empact.validate(empact.load("oap-c-2012"), select=["leader-also-participant"])
    assert isinstance(found, empact.Diagnostics)
    assert (bool(found), found.worst) == (True, empact.Severity.INFO)
    one = found[0]
    assert (one.code, one.name, one.severity.value) == ("OAP406", "leader-also-participant", "info")
    assert (one.message, one.hint) == (
        "Action 1.1 lists Europol as a leader and as a participant.",
        "Remove it from the participants: a leader takes part anyway.",
    )
    assert (one.place.subject, one.place.pointer) == ("C-2012:1.1", "/actions/0/participants/items/1")
    assert one.place.file == "oap_c_2012/plan.yaml"
    assert one.place.line is not None
    assert one.place.column is not None


def test_an_export_without_target_gives_bytes() -> None:
    data = empact.export(empact.load("oap-c-2012"), to="json")
    assert isinstance(data, bytes)
    assert empact.loads(data.decode(), format="json") == empact.load("oap-c-2012")

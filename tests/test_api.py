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


def test_the_public_names_are_these() -> None:
    assert sorted(empact.__all__) == [
        "Action",
        "Config",
        "ConfigError",
        "Diagnostic",
        "Diagnostics",
        "EmpactError",
        "EntryError",
        "ExportError",
        "LedgerReading",
        "MissingExtraError",
        "Place",
        "Plan",
        "PlanReadError",
        "PluginError",
        "Portfolio",
        "Reading",
        "Readings",
        "Session",
        "Severity",
        "StrategicGoal",
        "UnknownFormatError",
        "UnknownIdError",
        "context",
        "default_session",
        "exclusion",
        "export",
        "impact_of_leaving",
        "load",
        "loads",
        "parse_parties",
        "portfolio",
        "validate",
    ]


def test_the_names_for_plugin_authors_are_these() -> None:
    assert sorted(empact.hooks.__all__) == [
        "Absence",
        "Anchor",
        "Answer",
        "AnswerKind",
        "Approval",
        "Artifact",
        "Bound",
        "BundledPlan",
        "CUT_BY_COMMENT",
        "Cell",
        "Check",
        "Choice",
        "Column",
        "Command",
        "CommitmentBacking",
        "Common",
        "Confidence",
        "Connection",
        "Criterion",
        "CriterionKind",
        "DUPLICATE_KEY",
        "DependencyState",
        "Determinacy",
        "Diagnostic",
        "Direction",
        "DocumentNumber",
        "Dossier",
        "EMPACT_API",
        "EMPTY_FILE",
        "Edit",
        "EntryContent",
        "EntryKind",
        "Evidence",
        "EvidenceState",
        "ExportContext",
        "Exporter",
        "Extension",
        "ExtensionField",
        "Feature",
        "Finding",
        "FlowDirection",
        "FormatContext",
        "Formatter",
        "FrozenMap",
        "Funding",
        "FundingStatus",
        "Kind",
        "Kpi",
        "KpiKind",
        "Language",
        "Ledger",
        "LedgerEntry",
        "LinkState",
        "MALFORMED",
        "Match",
        "Membership",
        "Milestone",
        "NOT_PLAIN_DATA",
        "OVER_LIMIT",
        "Opportunity",
        "Overlap",
        "Parties",
        "Party",
        "PartyAssignment",
        "PartyAssignments",
        "PartyItem",
        "PartyKind",
        "PartyName",
        "PartyRole",
        "Period",
        "Place",
        "Places",
        "Plain",
        "PluginInfo",
        "PluginState",
        "Pointer",
        "Practice",
        "PracticeKind",
        "Profile",
        "Prose",
        "ProvidesCommands",
        "ProvidesExporters",
        "ProvidesExtensions",
        "ProvidesFormatters",
        "ProvidesParties",
        "ProvidesPlans",
        "ProvidesProfiles",
        "ProvidesReaders",
        "ProvidesRules",
        "Provision",
        "ProvisionKind",
        "RawDocument",
        "ReadContext",
        "Reader",
        "Ref",
        "Relation",
        "Reply",
        "ReportingLine",
        "Request",
        "ReservationKind",
        "ResolvedSpan",
        "Route",
        "Row",
        "Rule",
        "RuleContext",
        "SEVERAL_DOCUMENTS",
        "Schedule",
        "Scheduled",
        "Severity",
        "Side",
        "Span",
        "Spot",
        "State",
        "Statement",
        "Suffix",
        "Table",
        "Target",
        "Thresholds",
        "Timing",
        "UNREADABLE_TEXT",
        "Unit",
        "Unparsed",
        "Unreadable",
        "Uptake",
        "Verdict",
        "Window",
        "WithdrawalImpact",
        "absences",
        "assignments",
        "did_you_mean",
        "find_practices",
        "first_day_without_leader",
        "governance",
        "hookimpl",
        "known_party",
        "language",
        "parse_parties",
        "printable",
        "printable_json",
        "reads",
        "schedule",
        "words_at",
    ]


@pytest.mark.parametrize("module", ["empact", "empact.hooks", "empact.model", "empact.grammar"])
def test_every_public_name_leads_somewhere(module: str) -> None:
    room = importlib.import_module(module)
    assert [name for name in room.__all__ if not hasattr(room, name)] == []
    assert list(room.__all__) == sorted(
        set(room.__all__), key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )


def test_dir_lists_every_public_name_and_the_version() -> None:
    assert {*empact.__all__, "__version__"} <= set(dir(empact))
    assert dir(empact) == sorted(dir(empact))


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"^module 'empact' has no attribute 'Plann'$"):
        empact.Plann  # noqa: B018
    assert not hasattr(empact, "cached")


def test_a_name_is_the_same_object_wherever_it_comes_from() -> None:
    model = importlib.import_module("empact.model")
    assert empact.Plan is model.Plan
    assert empact.hooks.Severity is empact.Severity


# What importing costs


def test_importing_empact_imports_no_library() -> None:
    assert imported_after("import empact", *HEAVY) == []


def test_the_model_needs_attrs_alone() -> None:
    assert imported_after("from empact import Plan", *HEAVY) == ["attrs", "attr"]


def test_listing_what_plugins_bring_imports_none_of_their_code() -> None:
    code = "import empact; s = empact.Session(); s.rules, s.exporters, s.formatters, s.plugins, s.plugins.diagnostics"
    lazy = ("empact.syntax.yaml.read", "empact.syntax.json.emit", "empact.plugins.text.formatting")
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
    data = empact.export(empact.load("oap-c-2012"), "json")
    assert isinstance(data, bytes)
    assert empact.loads(data.decode(), format="json") == empact.load("oap-c-2012")

"""How many modules each command loads: numbers that do not depend on the machine, unlike times.

A package that is added later keeps them, or the change says why they rise.
"""

from __future__ import annotations

import functools
import subprocess
import sys

import pytest

CALL = """
import sys
from empact.cli import main
sys.argv = ["empact", *{arguments!r}]
try:
    main()
except SystemExit:
    pass
"""


def command(*arguments: str) -> str:
    return CALL.format(arguments=arguments)


PLUGIN = "from empact.diagnostics import Severity; from empact.hooks import Finding, Rule, hookimpl"
LOAD = "import empact; empact.load('oap-c-2012')"
CASES = {
    "import empact": "import empact",
    "import empact.hooks": "import empact.hooks",
    "the imports of a plugin": PLUGIN,
    "empact --help": command("--help"),
    "empact plans": command("plans"),
    "empact show": command("show", "oap-c-2012", "2.2"),
    "load": LOAD,
    "empact validate": command("validate", "oap-c-2012"),
}
BUDGET = {
    # The default session has a module of its own, and so have the provisions of a plan and what a session reads: each
    # would make a module too long.
    "import empact": (2, 5),
    "import empact.hooks": (3, 6),
    # One more since what a rule reports checks its types: arguments. Findings are a module of their own beside rules.
    # One more, here and below, for the decorator of values.
    "the imports of a plugin": (11, 95),
    # One more since the text writer declares an option; a validation also asks for clashes of options.
    "empact --help": (38, 168),
    # A list is a document, which the text writer formats: its classes, the writer, and the classes of lists.
    "empact plans": (59, 190),
    # Parties are parsed in four modules: words, groups, single items and lists; groups with a name are reference data.
    # Times of one end ("from March") came with three: tokens, limits and timing_patterns. Lists of links
    # with other plans came with three. KPIs are parsed in modules of one idea each: figures, times, baselines, targets.
    # Rules about empty columns share one module, and rules about annexes are another.
    # The report of findings is four modules: groups, verdict, table of rules; and the options that a format declares.
    # One more for the marking of an output; a validation also compares markings, and has the rules about them.
    # What an abbreviation means beside other words is a module that tasking shares with the rule about spellings.
    # Ledger entries and reports share how they are filed: two modules, and three with the rules about reports.
    # How many parties an action needs is a module that the progress shares with a rule.
    # The rules about what the comparison of reports finds are a module.
    # The sheet is a document: the context of plans, the classes of documents, the text writer and the export that
    # builds it, as for every view. A document has the digests of its plan, which need cattrs and hashlib.
    "empact show": (203, 412),
    "load": (106, 243),
    # Nine fewer since a validation asks no exporter of empact for its options, which cannot clash; one for what the
    # folders of a workspace share.
    "empact validate": (217, 378),
}
"""The most modules of empact, and the most modules in all, that a case may load beside those of a bare interpreter.

How many modules of the standard library there are depends on the version of Python.
"""


@functools.cache
def loaded(case: str) -> frozenset[str]:
    """Return the modules that a fresh interpreter loads for a case, without those it starts with."""
    script = f"import sys\nbefore = set(sys.modules)\n{CASES[case]}\nprint()\nprint(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return frozenset(done.stdout.splitlines()[-1].split())


def of_empact(case: str, *packages: str) -> list[str]:
    """Return the modules of empact that a case loads, or those below some of its packages."""
    below = tuple(f"{package}." for package in packages or ("empact",))
    return sorted(name for name in loaded(case) if f"{name}.".startswith(below) and name not in packages)


@pytest.mark.parametrize("case", CASES)
def test_a_case__keeps_its_budget(case: str) -> None:
    own, all_of_them = BUDGET[case]
    assert len(of_empact(case)) <= own, of_empact(case)
    assert len(loaded(case)) <= all_of_them, sorted(loaded(case))


def test_help__loads_no_plugin_that_ships_with_empact() -> None:
    assert of_empact("empact --help", "empact.plugins") == []


def test_plans__loads_only_the_text_writer_of_the_plugins_that_ship_with_empact() -> None:
    assert all(name.startswith("empact.plugins.text") for name in of_empact("empact plans", "empact.plugins"))


@pytest.mark.parametrize("case", ["empact --help", "empact plans", "empact show", "load"])
def test_a_case_that_checks_nothing__loads_no_rule(case: str) -> None:
    assert of_empact(case, "empact.plugins.rules") == []
    assert "oap_c_2012.rules" not in loaded(case)
    assert "empact.validation.engine" not in loaded(case)


@pytest.mark.parametrize("case", ["empact --help", "empact plans"])
def test_a_case_that_reads_no_plan__loads_no_model_and_no_format(case: str) -> None:
    assert set(of_empact(case, "empact.model")) <= {"empact.model.frozen", "empact.model.typed"}
    assert of_empact(case, "empact.analysis", "empact.grammar", "empact.reference", "empact.serde") == []
    assert loaded(case) & {"cattrs", "yaml", "importlib.metadata"} == set()


@pytest.mark.parametrize("case", ["load", "empact validate"])
def test_a_case_that_exports_nothing__loads_no_document(case: str) -> None:
    assert of_empact(case, "empact.documents") == []
    assert "empact.documents" not in loaded(case)


def test_load__loads_no_analysis() -> None:
    assert of_empact("load", "empact.analysis") == []
    assert loaded("load") & {"cattrs", "click", "importlib.metadata"} == set()


def test_load__loads_the_classes_of_plans_only() -> None:
    others = {"empact.model.answers", "empact.model.ledger", "empact.model.practice"}
    assert loaded("load") & others == set()


def test_show__loads_no_overlaps_and_no_writer_but_that_of_text() -> None:
    assert of_empact("empact show", "empact.analysis.overlap") == []
    assert "empact.analysis.overlap" not in loaded("empact show")
    writers = {f"empact.plugins.{format_name}.write" for format_name in ("docx", "html", "xlsx")}
    assert loaded("empact show") & writers == set()


def test_validate__loads_no_class_of_reports_without_reports() -> None:
    others = {"empact.model.reports", "empact.model.operations", "empact.storage.reports", "empact.reference.statuses"}
    assert loaded("empact validate") & others == set()

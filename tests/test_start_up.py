"""How much code each command loads: numbers that do not depend on the machine, unlike times.

A package that is added later keeps them, or the change says why they rise.
"""

from __future__ import annotations

import functools
import importlib.util
import marshal
import math
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

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
    "import empact": (7, 0, 0),
    "import empact.hooks": (8, 0, 0),
    # Two kilobytes are the comparison of values, which attrs would compile for each class.
    "the imports of a plugin": (90, 10, 2),
    "empact --help": (322, 20, 6),
    # A list is a document, which the text writer formats.
    "empact plans": (528, 70, 9),
    # A sheet is a document: the context of the plan, and the text writer.
    "empact show": (1820, 180, 163),
    "load": (1150, 102, 148),
    # A rule reads the text of each cell again, and compares it with the items.
    "empact validate": (2568, 199, 307),
}
"""What a case may load of empact: kilobytes of code without docstrings, classes made by attrs, and compiled patterns.

Each takes time at the start, wherever in a module it stands. How long a module is does not count.
"""


SCRIPT = """
import re, sys
before, compile_pattern, patterns = set(sys.modules), re.compile, []
def counting(*arguments, **options):
    if sys._getframe(1).f_globals["__name__"].partition(".")[0] == "empact":
        patterns.append(arguments[0])
    return compile_pattern(*arguments, **options)
re.compile = counting
{case}
names = set(sys.modules) - before
own = [module for name, module in sys.modules.items() if name.partition(".")[0] == "empact"]
classes = {{
    id(value): value
    for module in own
    for value in vars(module).values()
    if isinstance(value, type) and "__attrs_attrs__" in vars(value) and value.__module__ == module.__name__
}}
print()
print(len(classes), len(patterns), *names)
"""


class Load(NamedTuple):
    """What a fresh interpreter loads for a case beside what it starts with."""

    classes: int
    patterns: int
    modules: frozenset[str]


@functools.cache
def load(case: str) -> Load:
    """Run a case in a fresh interpreter."""
    script = SCRIPT.format(case=CASES[case])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    classes, patterns, *names = done.stdout.splitlines()[-1].split()
    return Load(int(classes), int(patterns), frozenset(names))


def loaded(case: str) -> frozenset[str]:
    """Return the modules that a case loads."""
    return load(case).modules


@functools.cache
def code_size(module: str) -> int:
    """Return the bytes of the code of a module, without docstrings."""
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).read_text("utf-8")
    return len(marshal.dumps(compile(source, module, "exec", dont_inherit=True, optimize=2)))


def of_empact(case: str, *packages: str) -> list[str]:
    """Return the modules of empact that a case loads, or those below some of its packages."""
    below = tuple(f"{package}." for package in packages or ("empact",))
    return sorted(name for name in loaded(case) if f"{name}.".startswith(below) and name not in packages)


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="budgets are those of the oldest Python")
@pytest.mark.parametrize("case", CASES)
def test_a_case__keeps_its_budget(case: str) -> None:
    size = sum(map(code_size, of_empact(case)))
    used = (math.ceil(size / 1000), load(case).classes, load(case).patterns)
    assert [(most, number) for most, number in zip(BUDGET[case], used, strict=True) if number > most] == []


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
    assert set(of_empact(case, "empact.model")) <= {
        "empact.model.emphasis",
        "empact.model.frozen",
        "empact.model.typed",
    }
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


def test_show__derives_no_view_of_the_plan_and_opens_no_file() -> None:
    views = {"evidence.entries", "involvement.assignments", "portfolio.connections", "portfolio.resolving", "schedules"}
    assert loaded("empact show") & {f"empact.analysis.{view}" for view in views} == set()
    assert loaded("empact show") & {"calendar", "cattrs", "html", "xml", "zipfile"} == set()


def test_validate__loads_no_class_of_reports_without_reports() -> None:
    others = {"empact.model.reports", "empact.model.operations", "empact.storage.reports", "empact.reference.statuses"}
    assert loaded("empact validate") & others == set()

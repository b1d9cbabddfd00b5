"""The kit as a whole: which names it has, and what using it needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import empact
import empact.testing

WITHOUT = "import sys\nfor name in {names!r}: sys.modules[name] = None\n"


def python(code: str, *absent: str) -> str:
    """What a fresh interpreter prints that does not have these libraries."""
    script = WITHOUT.format(names=absent) + code
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_name_is_the_same_object_wherever_it_comes_from() -> None:
    assert empact.testing.linked_plans is empact.testing.strategies.linked_plans
    assert empact.testing.strategies is sys.modules["empact.testing.strategies"]


def test_builders_cases_and_golden_files_need_no_library() -> None:
    code = (
        "from empact.testing import Golden, make_action, make_goal, make_plan, make_portfolio, rule_cases\n"
        "import oap_c_2012\n"
        "for case in rule_cases(oap_c_2012): case.check()\n"
        "print(make_plan(actions=[make_action()]).id)"
    )
    assert python(code, "hypothesis", "pytest") == "X-2026"


@pytest.mark.parametrize(
    ("name", "library"),
    [
        ("linked_plans", "hypothesis"),
        ("strategies", "hypothesis"),
        ("check_plugin", "hypothesis"),
        ("ReaderContract", "pytest"),
    ],
)
def test_a_missing_library_is_told_with_the_extra_that_brings_it(name: str, library: str) -> None:
    code = (
        "import empact, empact.testing\n"
        f"try: empact.testing.{name}\n"
        "except empact.MissingExtraError as missing: print(missing)"
    )
    told = python(code, library)
    assert told == f"{name!r} needs the library {library!r}: run 'pip install \"empact[testing]\"'."


def test_importing_the_kit_imports_no_library() -> None:
    libraries = ("hypothesis", "pytest", "yaml", "cattrs")
    assert python(f"import empact.testing\nprint([name for name in {libraries} if name in sys.modules])") == "[]"

"""Every property is bounded: by examples, which are a share of the profile, and by a time in which it also shrinks."""

from __future__ import annotations

import ast
import importlib.util
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.engine import MAX_SHRINKING_SECONDS
from tests.support.paths import ROOT

MODULES = sorted([*ROOT.glob("tests/**/*.py"), *ROOT.glob("examples/*/tests/**/*.py")])


def fixed_numbers(code: str) -> list[str]:
    """The numbers of examples in Python code that are not a share of the loaded profile."""
    return [ast.unparse(number) for number in _numbers(ast.parse(code)) if not _is_share(number)]


def _numbers(tree: ast.AST) -> Iterator[ast.expr]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            yield from (keyword.value for keyword in call.keywords if keyword.arg == "max_examples")


def _is_share(number: ast.expr) -> bool:
    return any(
        isinstance(part, ast.Attribute) and ast.unparse(part) == "settings().max_examples" for part in ast.walk(number)
    )


@pytest.mark.parametrize(
    ("code", "fixed"),
    [
        ("settings(max_examples=30)", ["30"]),
        ("settings(QUICK, deadline=None, max_examples=MANY // 2)", ["MANY // 2"]),
        ("settings(max_examples=max(1, settings().max_examples // 5))", []),
        ("settings(deadline=None)", []),
    ],
)
def test_fixed_numbers__are_those_that_are_not_a_share_of_the_profile(code: str, fixed: list[str]) -> None:
    assert fixed_numbers(code) == fixed


@pytest.mark.one_python
def test_properties__take_a_share_of_the_examples_of_the_profile() -> None:
    fixed = {str(path.relative_to(ROOT)): fixed_numbers(path.read_text(encoding="utf-8")) for path in MODULES}
    assert {path: numbers for path, numbers in fixed.items() if numbers} == {}


def test_fixed_profile__draws_the_same_examples_in_every_run() -> None:
    fixed = settings.get_profile("fixed")
    assert fixed.derandomize
    assert fixed.database is None
    assert fixed.deadline is None
    assert fixed.max_examples <= 12


def drawn() -> list[list[str]]:
    examples = list[list[str]]()

    @settings(settings.get_profile("fixed"))
    @given(st.lists(st.text()))
    def draw(texts: list[str]) -> None:
        examples.append(texts)

    draw()
    return examples


def test_fixed_examples__do_not_depend_on_the_modules_that_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = drawn()
    (tmp_path / "cost.py").write_text("\n".join(f"A{at} = 'constant {at}'" for at in range(100)), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("constants_of_the_code", tmp_path / "cost.py")
    assert spec is not None
    monkeypatch.setitem(sys.modules, "constants_of_the_code", importlib.util.module_from_spec(spec))
    assert drawn() == before


def test_slow_profile__draws_new_examples() -> None:
    assert not settings.get_profile("slow").derandomize
    assert "--hypothesis-profile=slow" in (ROOT / ".ci" / "oracles").read_text(encoding="utf-8")


def test_time_of_a_test__is_enough_to_shrink_an_example() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    assert options["faulthandler_timeout"] > MAX_SHRINKING_SECONDS + 60  # what draws and reports the example

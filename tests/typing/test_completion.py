"""Editors and notebooks complete the public names: jedi, which many of them use, judges."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest

import empact
from empact import Plan

if TYPE_CHECKING:
    from jedi import Script
    from jedi.api.classes import Completion

pytestmark = pytest.mark.typing

PUBLIC = [name for name in dir(empact) if not name.startswith("_")]


def names(completions: Iterable[Completion]) -> list[str]:
    return sorted(completion.name for completion in completions if not completion.name.startswith("_"))


def script(*lines: str) -> Script:
    """A program in an editor, which does not run."""
    import jedi  # only the extra `dev` has it

    return jedi.Script("\n".join(lines))


def of_program(*lines: str) -> list[str]:
    """What an editor proposes at the end of a program."""
    return names(script(*lines).complete())


def of_notebook(line: str) -> list[str]:
    """What a notebook proposes after ``import empact`` has run."""
    import jedi

    return names(jedi.Interpreter(line, [{"empact": empact}]).complete())


def test_a_notebook__completes_the_public_names_and_modules() -> None:
    assert of_notebook("empact.") == PUBLIC
    assert {*empact.__all__, "model"} <= set(PUBLIC)


def test_a_notebook__completes_what_a_function_returns() -> None:
    assert of_notebook("empact.load('oap-c-2012').act") == ["action", "actions", "actions_of"]


def test_an_editor__completes_the_public_names_and_no_others() -> None:
    """Jedi adds each module of a folder to the names of a package, whatever the stub says."""
    modules = {module.name for module in pkgutil.iter_modules(empact.__path__)}
    assert set(of_program("import empact", "empact.")) - modules == set(PUBLIC) - modules


@pytest.mark.parametrize(
    ("package", "start", "completed"),
    [
        ("model", "Plan", "Plan"),
        ("analysis", "PlanCont", "PlanContext"),
        ("documents", "build_tim", "build_timeline"),
        ("grammar", "parse_parti", "parse_parties"),
        ("hooks", "hookim", "hookimpl"),
        ("reference", "known_m", "known_markings"),
        ("testing", "make_pl", "make_plan"),
        ("validation", "select_r", "select_rules"),
    ],
)
def test_an_editor__completes_the_names_of_each_package(package: str, start: str, completed: str) -> None:
    assert completed in of_program(f"import empact.{package}", f"empact.{package}.{start}")
    assert completed in of_program(f"from empact.{package} import {start}")


@pytest.mark.parametrize("call", ["load('oap-c-2012')", "loads('', format='yaml')"])
def test_an_editor__completes_what_a_function_returns(call: str) -> None:
    completed = of_program("import empact", f"empact.{call}.")
    assert {"actions", "action", "marking_in_force"} <= set(completed)
    assert set(completed) <= set(dir(Plan))


def test_an_editor__shows_every_signature_of_a_function() -> None:
    signatures = script("import empact", "empact.load(").get_signatures()
    shown = [[parameter.name for parameter in signature.params] for signature in signatures]
    assert shown == [["source", "format", "bundled", "options"], ["source", "kind", "format", "plans", "options"]]

"""Packages that import their public names when they are first used."""

from __future__ import annotations

import ast
import importlib
import pickle
import subprocess
import sys
from types import ModuleType

import pytest
from tests.support.public_names import lazy_packages, source

import empact
from empact.lazy import lazy_names

PACKAGES = tuple(lazy_packages())
each_package = pytest.mark.parametrize("package", [importlib.import_module(name) for name in PACKAGES], ids=PACKAGES)


def is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


@each_package
def test_a_package__gives_the_object_of_the_module(package: ModuleType) -> None:
    for name, home in source(package.__name__).table.items():
        if home.endswith("()"):
            assert getattr(package, name) == getattr(empact.default_session(), name)
        else:
            module = importlib.import_module(home or f"{package.__name__}.{name}")
            assert getattr(package, name) is (getattr(module, name) if home else module)


@each_package
def test_a_package__lists_its_public_names_and_modules_and_nothing_else(package: ModuleType) -> None:
    table = source(package.__name__).table
    assert package.__all__ == sorted(name for name, home in table.items() if home)
    assert [name for name in dir(package) if not is_special(name)] == sorted(table)
    assert "__file__" in dir(package)


@each_package
def test_a_package__has_a_table_and_no_logic(package: ModuleType) -> None:
    docstring, *statements = source(package.__name__).body
    assert isinstance(docstring, ast.Expr)
    assert all(isinstance(statement, (ast.ImportFrom, ast.Assign)) for statement in statements)


@each_package
def test_a_name_that_does_not_exist__is_an_attribute_error(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match=f"^module '{package.__name__}' has no attribute 'Gnome'$"):
        package.Gnome  # noqa: B018 - the access is what raises


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package__can_be_the_first_import_of_a_program(package: str) -> None:
    script = f"from {package} import *; import {package} as p; print(set(p.__all__) <= set(globals()))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"]


def test_a_name_that_stands_twice_in_a_table__is_an_error() -> None:
    with pytest.raises(ValueError, match=r"^The name 'b' stands twice in a table of lazy names\.$"):
        lazy_names("a", "a.one: b c a.two: b")


def test_a_module_that_is_missing__raises_the_error_of_the_import() -> None:
    get, _, names = lazy_names("planted", "empact.lazy.absent: Gnome")
    assert names == ["Gnome"]
    with pytest.raises(ModuleNotFoundError, match=r"^No module named 'empact\.lazy\.absent'"):
        get("Gnome")


def test_a_function_of_a_package__can_be_pickled() -> None:
    for function in (empact.analysis.schedule, empact.grammar.parse_timing, empact.reference.register):
        assert pickle.loads(pickle.dumps(function)) is function

"""Packages that import their public names when they are first used."""

from __future__ import annotations

import ast
import importlib
import pickle
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import empact

PACKAGES = (
    "empact",
    "empact.analysis",
    "empact.documents",
    "empact.grammar",
    "empact.hooks",
    "empact.model",
    "empact.reference",
    "empact.validation",
)
each_package = pytest.mark.parametrize("package", [importlib.import_module(name) for name in PACKAGES], ids=PACKAGES)


def syntax_of(package: ModuleType) -> ast.Module:
    return ast.parse(Path(str(package.__file__)).read_text(encoding="utf-8"))


def typed(package: ModuleType) -> dict[str, str]:
    """Return the names that a package imports for type checkers, each with its module."""
    (guarded,) = (
        node
        for node in syntax_of(package).body
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    )
    imports = [node for node in guarded.body if isinstance(node, ast.ImportFrom)]
    return {name.asname or name.name: str(node.module) for node in imports for name in node.names}


def table(package: ModuleType) -> dict[str, str]:
    """Return the names in the table of a package, each with its module; "" for a module of the package."""
    (call,) = (
        node
        for node in ast.walk(syntax_of(package))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "lazy_names"
    )
    words = ast.literal_eval(call.args[1]).split()
    homes: dict[str, str] = {}
    module = ""
    for word in words:
        if word.endswith(":"):
            module = word[:-1]
        else:
            assert word not in homes
            homes[word] = module
    return homes


@each_package
def test_a_package__has_the_same_names_for_type_checkers_and_at_run_time(package: ModuleType) -> None:
    names = {name: module for name, module in table(package).items() if module}
    imported = {name: module for name, module in typed(package).items() if module.startswith("empact")}
    assert names == imported
    assert sorted(names) == sorted(set(package.__all__) - set(getattr(package, "_METHODS", ())))


@each_package
def test_a_package__gives_the_object_of_the_module(package: ModuleType) -> None:
    for name, module in table(package).items():
        home = importlib.import_module(module or f"{package.__name__}.{name}")
        assert getattr(package, name) is (getattr(home, name) if module else home)


@each_package
def test_a_package__has_no_module_with_the_name_of_a_public_name(package: ModuleType) -> None:
    folder = Path(str(package.__file__)).parent
    modules = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert modules & set(package.__all__) == set()


@each_package
def test_a_package__lists_every_public_name(package: ModuleType) -> None:
    assert set(package.__all__) <= set(dir(package))


@each_package
def test_a_name_that_does_not_exist__is_an_attribute_error(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match=f"^module '{package.__name__}' has no attribute 'Gnome'$"):
        package.Gnome  # noqa: B018


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package__can_be_the_first_import_of_a_program(package: str) -> None:
    script = f"from {package} import *; import {package} as p; print(set(p.__all__) <= set(globals()))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"]


def test_a_function_of_a_package__can_be_pickled() -> None:
    for function in (empact.analysis.schedule, empact.grammar.parse_timing, empact.reference.register):
        assert pickle.loads(pickle.dumps(function)) is function

"""The faces of packages: no module has the name of something else that its package exports.

Importing a submodule sets an attribute on its package. If a function had the same name, a lazy face would return the
module as soon as somebody has imported it.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import pytest

import empact

_PACKAGES = sorted(
    ["empact", *(module.name for module in pkgutil.walk_packages(empact.__path__, "empact.") if module.ispkg)]
)
_FACES = (
    "analysis",
    "documents",
    "grammar",
    "hooks",
    "model",
    "reference",
    "serde",
    "session",
    "testing",
    "validation",
)


def _exported(package: ModuleType) -> set[str]:
    """The names that a package exports: those of ``__all__``, and those that it imports when they are first used."""
    return {*getattr(package, "__all__", ()), *getattr(package, "_WHERE", ()), *getattr(package, "_METHODS", ())}


def _clashes(package: ModuleType) -> list[str]:
    """The submodules with the name of something exported, unless it is the module itself that is exported."""
    clashes: list[str] = []
    for name in sorted(
        _exported(package).intersection(module.name for module in pkgutil.iter_modules(package.__path__))
    ):
        submodule = importlib.import_module(f"{package.__name__}.{name}")
        if name in getattr(package, "_WHERE", ()) or getattr(package, name) is not submodule:
            clashes.append(name)
    return clashes


@pytest.mark.parametrize("name", _PACKAGES)
def test_a_package__has_no_module_with_the_name_of_an_export(name: str) -> None:
    assert _clashes(importlib.import_module(name)) == []


def test_the_packages__include_every_face() -> None:
    assert {"empact", "empact.storage", "empact.syntax", *(f"empact.{name}" for name in _FACES)} <= set(_PACKAGES)
    for name in ("empact", *(f"empact.{face}" for face in _FACES)):
        assert _exported(importlib.import_module(name)), name


@pytest.mark.parametrize("face", ["empact", "empact.testing"])
def test_a_lazy_face__lists_its_names_where_the_test_looks(face: str) -> None:
    package = importlib.import_module(face)
    assert hasattr(package, "__getattr__")
    assert package._WHERE

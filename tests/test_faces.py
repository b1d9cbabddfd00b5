"""No module has the name of something that its package exports.

Importing a submodule sets an attribute on its package. If a function had the same name, a lazy package would return the
module as soon as somebody has imported it.
"""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import empact

PACKAGES = ["empact", *(module.name for module in pkgutil.walk_packages(empact.__path__, "empact.") if module.ispkg)]


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package__has_no_module_with_the_name_of_an_export(name: str) -> None:
    package = importlib.import_module(name)
    exports = set(getattr(package, "__all__", ()))
    assert exports.intersection(module.name for module in pkgutil.iter_modules(package.__path__)) == set()


def test_the_packages__include_lazy_ones_and_others() -> None:
    assert {"empact.analysis", "empact.serde", "empact.session", "empact.testing"} <= set(PACKAGES)

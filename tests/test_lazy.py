"""Packages that import their public names when they are first used."""

from __future__ import annotations

import ast
import importlib
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from tests.support.public_names import description, lazy_packages, source, stub

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


# Deprecated names, tried on a package of this test: no name of empact is deprecated

GNOMES = {
    "__init__.py": """\
from empact.lazy import deprecated as _deprecated, lazy_names as _lazy_names

__getattr__, __dir__, __all__ = _lazy_names(
    __name__,
    "gnomes.garden: Gnome MOST plant",
    _deprecated("sow", "plant", "0.3", "0.5"),
    _deprecated("Dwarf", "Gnome", "0.3", "0.5"),
    _deprecated("LIMIT", "MOST", "0.4", "0.6"),
)
""",
    "garden.py": """\
from collections.abc import Sequence

MOST = 3


class Gnome:
    pass


def plant(bed: str, *, seeds: Sequence[str] = ()) -> int:
    return len(seeds)
""",
}
SOW = "gnomes.sow is deprecated since version 0.3, and removed in version 0.5. Use gnomes.plant."


@pytest.fixture
def gnomes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    (tmp_path / "gnomes").mkdir()
    for name, text in GNOMES.items():
        (tmp_path / "gnomes" / name).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys.modules[source.__module__], "SOURCES", tmp_path)
    monkeypatch.setattr(sys.modules[description.__module__], "PUBLIC", ("gnomes",))
    yield importlib.import_module("gnomes")
    for name in [name for name in sys.modules if name.partition(".")[0] == "gnomes"]:
        del sys.modules[name]
    source.cache_clear()


def test_a_deprecated_name__is_the_new_one_with_a_warning_at_the_line_that_uses_it(gnomes: ModuleType) -> None:
    for old, new in {"sow": "plant", "Dwarf": "Gnome", "LIMIT": "MOST"}.items():
        with pytest.warns(DeprecationWarning, match=rf"^gnomes\.{old} is deprecated .* Use gnomes\.{new}\.$") as caught:
            value = getattr(gnomes, old)
        assert value is getattr(gnomes, new)
        assert [warning.filename for warning in caught] == [__file__]


def test_a_deprecated_name__warns_each_import(gnomes: ModuleType) -> None:
    for _ in range(2):
        with pytest.warns(DeprecationWarning, match=f"^{re.escape(SOW)}$") as caught:
            exec("from gnomes import sow", {"__name__": "user"})
        assert {warning.filename for warning in caught} == {"<string>"}


def test_a_deprecated_name__is_not_listed_and_costs_nothing(gnomes: ModuleType) -> None:
    assert gnomes.__all__ == ["Gnome", "MOST", "plant"]
    assert "sow" not in dir(gnomes)
    assert "gnomes.garden" not in sys.modules


def test_a_deprecated_name__is_marked_in_the_stub(gnomes: ModuleType) -> None:
    assert (
        stub("gnomes")
        == """\
# Written by docs/_scripts/public_names from the table in __init__.py.

from collections.abc import Sequence
from gnomes.garden import MOST as MOST
from gnomes.garden import Gnome as Gnome
from gnomes.garden import plant as plant
from typing_extensions import deprecated

__all__ = [
    "MOST",
    "Gnome",
    "plant",
]

Dwarf = Gnome  # deprecated since 0.3, removed in 0.5: use Gnome
LIMIT = MOST  # deprecated since 0.4, removed in 0.6: use MOST
@deprecated("deprecated since 0.3, removed in 0.5: use plant")
def sow(bed: str, *, seeds: Sequence[str] = ()) -> int: ...
"""
    )


def test_a_deprecated_name__stands_in_the_description(gnomes: ModuleType) -> None:
    assert description("gnomes").splitlines()[-5:] == [
        "Dwarf: deprecated since 0.3, removed in 0.5: use Gnome",
        "",
        "LIMIT: deprecated since 0.4, removed in 0.6: use MOST",
        "",
        "sow: deprecated since 0.3, removed in 0.5: use plant",
    ]


@pytest.mark.typing
def test_a_deprecated_name__is_reported_by_a_type_checker(gnomes: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "gnomes" / "__init__.pyi").write_text(stub("gnomes"), encoding="utf-8")
    user = tmp_path / "user.py"
    user.write_text("import gnomes\n\nbeds: int = gnomes.sow('a')\ngnome: gnomes.Gnome = gnomes.Dwarf()\n", "utf-8")
    words = ["--strict", "--enable-error-code", "deprecated", "--cache-dir", str(tmp_path / "cache"), str(user)]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *words], cwd=tmp_path, stdout=subprocess.PIPE, text=True, check=False
    )
    said = "user.py:3: error: function gnomes.sow is deprecated: deprecated since 0.3, removed in 0.5: use plant"
    assert done.stdout.splitlines()[:-1] == [f"{said}  [deprecated]"]


def faults(package: str, version: str) -> list[str]:
    """Return what is wrong with the deprecated names of a package, if this version is released."""

    def number(text: str) -> tuple[int, ...]:
        return tuple(map(int, text.split(".")[:2]))

    table, found = source(package).table, []
    for entry in source(package).deprecated:
        if number(version) >= number(entry.removal):
            found.append(f"{package}.{entry.old} is removed in {entry.removal}: remove its entry from the table.")
        if number(entry.removal) < (number(entry.since)[0], number(entry.since)[1] + 2):
            found.append(f"{package}.{entry.old} warns in fewer than two minor versions.")
        if entry.new not in table or entry.old in table:
            found.append(f"{package}.{entry.old} is still in the table, or {entry.new} is not.")
    return found


def test_a_deprecated_name__is_removed_in_its_version(gnomes: ModuleType) -> None:
    assert faults("gnomes", "0.4.9") == []
    assert faults("gnomes", "0.5.0") == [
        "gnomes.sow is removed in 0.5: remove its entry from the table.",
        "gnomes.Dwarf is removed in 0.5: remove its entry from the table.",
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_the_deprecated_names_of_empact__are_in_time(package: str) -> None:
    assert faults(package, empact.__version__) == []

"""The docstrings of fields, read from the source of their module."""

from __future__ import annotations

import enum
import importlib
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import attrs
import pytest

from empact.docstrings import field_docstrings
from empact.model import FiledReport, Membership, Suffix
from empact.model.measures import Adds


@attrs.frozen
class Base:
    """A class with fields."""

    one: int
    """The first field,
    on two lines.
    """
    two: int = 2
    three: int = attrs.field(default=3)
    """The third."""

    def four(self) -> int:
        """Return what is not a field."""
        return self.one


@attrs.frozen
class Derived(Base):
    """A class that inherits fields, and says more about one of them."""

    three: int = 4
    """The third, which is four here."""
    five: int = 5
    """The fifth."""

    @attrs.frozen
    class Inner:
        """A class in a class."""

        six: str = ""
        """The sixth."""


class Colour(enum.Enum):
    """An enumeration."""

    RED = 1
    """As fire."""
    BLUE = 2


def test_docstrings__are_the_literals_below_fields_on_one_line() -> None:
    assert field_docstrings(Base) == {"one": "The first field, on two lines.", "three": "The third."}


def test_docstrings__are_inherited_unless_the_class_has_its_own() -> None:
    assert field_docstrings(Derived) == {
        **field_docstrings(Base),
        "three": "The third, which is four here.",
        "five": "The fifth.",
    }
    assert field_docstrings(Membership)["since"] == "The first day on which it holds. None if no first day is known."
    assert field_docstrings(FiledReport)["content"] == "What was reported."


def test_docstrings__of_an_enumeration_are_those_of_its_members() -> None:
    assert field_docstrings(Colour) == {"RED": "As fire."}
    assert field_docstrings(Suffix) == {}
    assert list(field_docstrings(Adds)) == [member.name for member in Adds]


def test_docstrings__of_nested_and_local_classes() -> None:
    @attrs.frozen
    class Local:
        here: int
        """In a function."""

    assert field_docstrings(Derived.Inner) == {"six": "The sixth."}
    assert field_docstrings(Local) == {"here": "In a function."}


def test_docstrings__of_a_class_without_source_are_empty() -> None:
    assert field_docstrings(attrs.make_class("Made", {"one": attrs.field()})) == {}
    assert field_docstrings(int) == {}
    namespace: dict[str, type] = {}
    exec("class Typed:\n    one: int\n    'A field.'", namespace)
    assert field_docstrings(namespace["Typed"]) == {}
    namespace["Typed"].__module__ = "there.is.none"
    assert field_docstrings(namespace["Typed"]) == {}


PLUGIN = '''
import attrs

@attrs.frozen
class Grant:
    euros: int
    """The amount in euros (\N{EURO SIGN})."""
'''


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def imported(name: str) -> ModuleType:
    importlib.invalidate_caches()
    return importlib.import_module(name)


def test_docstrings__of_a_plugin_are_read_as_utf_8(fresh: Path) -> None:
    (fresh / "plugin_of_files.py").write_text(PLUGIN, encoding="utf-8")
    assert field_docstrings(imported("plugin_of_files").Grant) == {"euros": "The amount in euros (€)."}


def test_docstrings__of_a_plugin_in_a_zip_archive(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(fresh / "plugins.zip", "w") as archive:
        archive.writestr("plugin_of_a_zip.py", PLUGIN)
    monkeypatch.syspath_prepend(fresh / "plugins.zip")
    assert field_docstrings(imported("plugin_of_a_zip").Grant) == {"euros": "The amount in euros (€)."}


@pytest.mark.parametrize(
    "source", ["class Grant:\n    euros: int\n    'One.'\n)", f"x = {'(' * 5000}{')' * 5000}", "\0"]
)
def test_docstrings__of_a_module_that_was_spoilt_after_its_import_are_empty(fresh: Path, source: str) -> None:
    name = f"plugin_spoilt_{len(source)}"
    (fresh / f"{name}.py").write_text(PLUGIN, encoding="utf-8")
    grant = imported(name).Grant
    (fresh / f"{name}.py").write_text(source, encoding="utf-8")
    assert field_docstrings(grant) == {}

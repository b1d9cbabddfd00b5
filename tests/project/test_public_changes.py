"""Changes of public names since the last release: each is found, and the changelog has to say it."""

from __future__ import annotations

import pytest
from tests.support.public_names import changes, missing, unsaid

OLD = """\
# Written by docs/_scripts/public_names: the public names of gnomes.

EMPACT_API = 1

LIMIT = 3

class Gnome(Kind)
    *
    name: str
    hat: str | None = None
    size: int  (property)
    def dig(depth: int, *, fast: bool = False) -> Hole
    @classmethod
    def of(text: str) -> Gnome

class Hat(Enum)
    RED = 'red'

def plant(bed: str, rows: int = 1, *seeds: str, **options: object) -> int

def find(name: str) -> Gnome
def find(name: str, default: T) -> Gnome | T
"""
RELEASED = "## [0.1.0]"
FAST = "fast: bool = False"
FIND = "def find(name: str) -> Gnome\ndef find(name: str, default: {}) -> Gnome | T"


def changed(before: str, after: str) -> list[str]:
    """Return the changes if one text of the description is replaced by another."""
    assert OLD.count(before) == 1
    return list(map(str, changes("gnomes", OLD, OLD.replace(before, after))))


def changelog(unreleased: str, released: str = RELEASED) -> str:
    return f"# Changelog\n\n## [Unreleased]\n\n{unreleased}\n\n{released}\n\n- `hat`, `Hat`, `LIMIT` and `dig`.\n"


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("LIMIT = 3\n\n", "", "LIMIT was removed: = 3"),
        ("LIMIT = 3", "LIMIT = 4", "LIMIT was = 3, is = 4"),
        ("LIMIT = 3", "LIMIT: see empact.model", "LIMIT was = 3, is see empact.model"),
        ("    name: str\n", "", "Gnome.name was removed: str  (keyword)"),
        ("name: str\n", "name: str\n    age: int\n", "Gnome.age is new: int  (keyword)"),
        ("hat: str | None = None", "hat: str", "Gnome.hat was str | None = None  (keyword), is str  (keyword)"),
        ("    *\n    name: str", "    name: str\n    *", "Gnome.name was str  (keyword), is str"),
        ("size: int", "size: float", "Gnome.size was int  (property)  (keyword), is float  (property)  (keyword)"),
        ("class Gnome(Kind)", "class Gnome", "Gnome was class Gnome(Kind), is class Gnome"),
        ("-> Hole", "-> Burrow", "Gnome.dig was def -> Hole, is def -> Burrow"),
        ("fast: bool", "fast: int", f"Gnome.dig(fast) was {FAST}  (keyword), is fast: int = False  (keyword)"),
        ("depth: int, *, ", "depth: int, ", f"Gnome.dig(fast) was {FAST}  (keyword), is {FAST}  (positional, 2)"),
        ("depth: int, ", "", "Gnome.dig(depth) was removed: depth: int  (positional, 1)"),
        ("depth: int", "depth: int, sand: bool", "Gnome.dig(sand) is new: sand: bool  (positional, 2)"),
        ("    @classmethod\n", "", "Gnome.of was @classmethod def -> Gnome, is def -> Gnome"),
        ("    RED = 'red'\n", "    RED = 'red'\n    BLUE = 'blue'\n", "Hat.BLUE is new: = 'blue'"),
        ("*seeds: str, ", "", "plant(seeds) was removed: *seeds: str"),
        ("default: T)", "default: object)", f"find was {FIND.format('T')}, is {FIND.format('object')}"),
    ],
)
def test_changes__finds_each_part(before: str, after: str, change: str) -> None:
    assert changed(before, after) == [f"gnomes: {change}"]


def test_changes__names_what_comes_or_goes_as_a_whole_once() -> None:
    without = OLD.replace(OLD[OLD.index("class Hat") : OLD.index("def plant")], "")
    assert [change.name for change in changes("gnomes", OLD, without)] == ["Hat"]
    assert [change.name for change in changes("gnomes", without, OLD)] == ["Hat"]
    assert changes("gnomes", OLD, OLD) == []


@pytest.mark.parametrize(
    ("before", "after", "breaks"),
    [
        ("LIMIT = 3", "LIMIT = 4", True),
        ("    name: str\n", "", True),
        ("depth: int", "depth: int, sand: bool", True),
        ("depth: int", "depth: int, sand: bool = True", False),
        ("rows: int = 1, ", "rows: int = 1, deep: int = 2, ", False),
        ("    name: str\n", "    name: str\n    def sing() -> str\n", False),
    ],
)
def test_a_change__breaks_a_program_or_only_adds(before: str, after: str, *, breaks: bool) -> None:
    found = changes("gnomes", OLD, OLD.replace(before, after))
    assert any(change.breaks for change in found) is breaks


def test_missing__says_what_to_write_where() -> None:
    found = changes("gnomes", OLD, OLD.replace("    hat: str | None = None\n", ""))
    assert missing(found, changelog("- Gnomes have no hat.")) == [
        (
            "gnomes: Gnome.hat was removed: str | None = None  (keyword)\n"
            "    Write a line with `hat` under [Unreleased] in CHANGELOG.md: what users write now."
        )
    ]
    assert missing(found, changelog("- `Gnome.hat` went: use `Hat`.")) == []


def test_missing__wants_what_is_only_added_from_the_first_release_on() -> None:
    found = changes("gnomes", OLD, OLD.replace("LIMIT = 3", "LIMIT = 3\n\nMOST = 4"))
    assert missing(found, changelog("", released="")) == []
    assert len(missing(found, changelog(""))) == 1
    assert missing(found, changelog("- New: `MOST`.")) == []


def test_missing__wants_a_new_api_number_from_1_0_on() -> None:
    text = OLD.replace("LIMIT = 3", "LIMIT = 4")
    found, says = changes("gnomes", OLD, text), "- `LIMIT` is 4, and the `EMPACT_API` 2."
    assert missing(found, changelog(says, released="## [0.9.0]")) == []
    assert missing(found, changelog(says, released="## [1.0.0]")) == [
        (
            "Within one EMPACT_API, things are only added. Raise it in hooks/loaded.py, or undo:\n"
            "    gnomes: LIMIT was = 3, is = 4"
        )
    ]
    raised = changes("gnomes", OLD, text.replace("EMPACT_API = 1", "EMPACT_API = 2"))
    assert missing(raised, changelog(says, released="## [1.0.0]")) == []


def test_the_changelog__says_what_changed_since_the_last_release() -> None:
    said = unsaid()
    if said:
        pytest.fail("\n".join(said), pytrace=False)

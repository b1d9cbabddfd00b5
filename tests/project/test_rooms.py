"""The core imports no room, and a room only what the table of rooms says; every import counts, wherever it stands."""

from __future__ import annotations

import pytest
from tests.support.imports import Edge, circles, home_of, modules, parse_module, uses_of
from tests.support.numbers import COMMAND, EXCEPTIONS, with_exceptions
from tests.support.rooms import CORE, exceptions, parse_rooms, rooms

EXPORT = "empact.plugins.html.write"
"""A module of the room ``html``."""
CALENDAR = "empact.plugins.ics.write"
"""A module of the room ``ics``, which reads the room ``tasking``."""


def listed() -> list[str]:
    return [line for line in EXCEPTIONS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def test_the_imports_against_the_order__are_those_of_the_list() -> None:
    now, before = exceptions(), listed()
    new = [line for line in now if line not in before]
    gone = [line for line in before if line not in now]
    messages = [
        *(f"{line}: the core imports no room, and a room only what rooms.txt says. Move the code." for line in new),
        *(f"{line}: this import is gone. Delete the line: {COMMAND} --write" for line in gone),
    ]
    assert not messages, "\n".join(messages)
    assert before == sorted(set(before))


def test_the_table_of_rooms__names_only_what_there_is() -> None:
    places = [module.place for module in modules().values()]
    unknown = [line for line in rooms().lines if not any(place.startswith(line) for place in places)]
    assert unknown == []
    assert {read for reads in rooms().reads.values() for read in reads} <= {*rooms().reads}
    assert all(line.endswith((".py", "/")) for line in rooms().lines)


def test_the_table_of_rooms__has_each_plugin_of_empact() -> None:
    plugins = [module.place for module in modules().values() if module.place.startswith("plugins/")]
    without = [place for place in plugins if rooms().of_place(place) == CORE and place not in rooms().lines]
    assert without == ["plugins/__init__.py"]


@pytest.mark.parametrize(
    ("place", "room"),
    [
        ("model/plan.py", "core"),
        ("analysis/agendas.py", "tasking"),
        ("plugins/html/page.py", "html"),
        ("plugins/rules/identities.py", "core"),  # it is listed, and its folder is a room
        ("plugins/rules/items.py", "plan_rules"),
        ("plugins/importing/pdf/walk.py", "pdf"),  # the folder in a folder
        ("plugins/importing/docx.py", "importing"),
    ],
)
def test_a_module__is_in_the_room_of_its_longest_line(place: str, room: str) -> None:
    assert rooms().of_place(place) == room


@pytest.mark.parametrize(
    ("importer", "imported", "is_exception"),
    [
        ("empact.model.plan", EXPORT, True),
        ("empact.analysis.agendas", EXPORT, True),
        (EXPORT, "empact.analysis.agendas", True),  # `html` reads no room
        (EXPORT, "empact.model.plan", False),
        ("empact.analysis.agendas", "empact.analysis.governing", False),  # both of `tasking`
        (CALENDAR, "empact.analysis.agendas", False),
        (CALENDAR, "empact.analysis.exclusions.changes", True),  # `tasking` reads it neither
    ],
)
def test_an_import__is_an_exception_unless_the_rooms_permit_it(
    importer: str,
    imported: str,
    is_exception: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert rooms().exceptions([(importer, imported)]) == [f"{importer} -> {imported}"] * is_exception


@pytest.mark.parametrize("text", ["[a]\nx.py\n[b]\nx.py", "[a] read b\nx.py", "[a] reads b c"])
def test_a_table_of_rooms__is_refused_if_it_is_ambiguous(text: str) -> None:
    with pytest.raises(ValueError, match="is in two rooms, or is not the name of a room"):
        parse_rooms(text)


@pytest.mark.parametrize(
    ("text", "imported"),
    [
        ("from empact.model.plan import Plan", {("empact.model.plan", "Plan")}),
        ("from empact.model import Plan", {("empact.model.plan", "Plan")}),  # by the table of a lazy package
        ("from empact import Plan", {("empact.model.plan", "Plan")}),  # by two tables
        ("from empact import load", {("empact.session.sessions", "default_session")}),  # a method of what that returns
        ("def f():\n    from empact.model.plan import Plan", {("empact.model.plan", "Plan")}),
        ("if TYPE_CHECKING:\n    from empact.model.plan import Plan", {("empact.model.plan", "Plan")}),
        ("from empact.model import plan", {("empact.model.plan", "")}),
        ("from empact import hooks\nhooks.Option", {("empact.hooks", ""), ("empact.options", "Option")}),
        ("import empact\nempact.Plan", {("empact", ""), ("empact.model.plan", "Plan")}),
        ("import empact.model.plan", {("empact.model.plan", "")}),
        ("from empact.planted import x", set()),  # itself, or nothing of empact
        ("import attrs\nattrs.Plan", set()),
        ("write = 'empact.plugins.html.write:write'", set()),  # how a plugin names code
        ("_lazy_names(__name__, 'empact.model.plan: Plan')", set()),
    ],
)
def test_an_import__is_of_the_module_that_defines_the_name(text: str, imported: set[Edge]) -> None:
    planted = parse_module("empact.planted", text, "planted.py")
    assert {(use.imported, use.name) for use in uses_of(planted)} == imported


def test_a_name__of_a_package_that_imports_its_modules_itself_has_its_home_there() -> None:
    assert home_of("empact.serde", "plan_tree") == ("empact.serde.plans", "plan_tree")


def test_circles__are_groups_in_which_each_module_reaches_every_other_one() -> None:
    edges = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "f"), ("f", "e"), ("g", "a")]
    assert circles(edges) == [["a", "b", "c"], ["e", "f"]]
    assert circles([edge for edge in edges if edge not in {("c", "a"), ("f", "e")}]) == []


def test_the_list_of_imports__keeps_its_head_and_only_shrinks() -> None:
    text = "# Head.\na -> b\nc -> d\n"
    assert with_exceptions(text, ["a -> b", "e -> f"]) == "# Head.\na -> b\n"
    assert with_exceptions(text, ["a -> b", "e -> f"], rises=True) == "# Head.\na -> b\ne -> f\n"

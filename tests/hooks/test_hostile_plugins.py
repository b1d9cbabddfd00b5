"""Hostile plugins: whatever one raises or returns at a hook, it is named, and alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
from tests.support.hostile import (
    CRASHES,
    OBJECTS,
    Classless,
    Thorny,
    assert_readable,
    crashing,
    good_check,
    plugin,
    session_with,
)

from empact import Plan, Session, Severity
from empact.diagnostics import Diagnostic, Edit, Kind, Place, Pointer, RelatedPlace
from empact.hooks import (
    Artifact,
    BundledPlan,
    Command,
    DocumentSpec,
    Exporter,
    Extension,
    Finding,
    Formatter,
    Option,
    Party,
    Profile,
    Reader,
    Related,
    Rule,
    hookimpl,
)
from empact.hooks.discovery import Candidate
from empact.hooks.manager import PluginManager
from empact.hooks.stability import HOOKS
from empact.model import Action, PartyKind
from empact.model.extensions import ExtensionField

HOOK_NAMES = sorted(hook.name for hook in HOOKS)


def assert_contained(session: Session, origin: str, *words: str) -> None:
    """Check that a session names a plugin and what it does, once, and that everything else works."""
    (fault,) = session.plugins.diagnostics
    assert (fault.code, fault.origin) == ("OAP901", origin)
    assert_readable(fault.message, fault.hint or "")
    for word in words:
        assert word in fault.message
    found = session.validate(Plan(id="X"), select=["GOOD001"])
    assert [one.message for one in found] == ["Seen X.", f"Plugins have 1 fault: {origin!r}."]
    assert {one.value.code for one in session.rules} > {one.value.code for one in Session().rules}
    assert list(session.exporters) == list(Session().exporters)
    assert session.register.get("IT").name == "Italy"


# Hooks


@pytest.mark.parametrize("crash", CRASHES)
@pytest.mark.parametrize("hook", HOOK_NAMES)
def test_a_hook__that_raises__is_named_and_alone(hook: str, crash: str) -> None:
    session = session_with(plugin("hostile", **{hook: crashing(CRASHES[crash])}))
    name = type(CRASHES[crash]()).__name__
    assert_contained(session, "hostile", "'hostile'", hook, name)


@pytest.mark.parametrize("thing", OBJECTS)
@pytest.mark.parametrize("hook", HOOK_NAMES)
def test_a_hook__that_yields_another_object__is_named_and_alone(hook: str, thing: str) -> None:
    session = session_with(plugin("hostile", **{hook: lambda: [OBJECTS[thing]()]}))
    assert_contained(session, "hostile", "'hostile'", hook)


@pytest.mark.parametrize("thing", OBJECTS)
def test_a_hook__that_returns_an_object_instead_of_a_list__is_named_and_alone(thing: str) -> None:
    session = session_with(plugin("hostile", empact_rules=OBJECTS[thing]))
    assert_contained(session, "hostile", "'hostile'", "empact_rules")


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, GeneratorExit])
def test_a_hook__that_is_interrupted__ends_the_call(interrupt: type[BaseException]) -> None:
    with pytest.raises(interrupt):
        _ = session_with(plugin("hostile", empact_rules=crashing(interrupt))).rules


# Plugins that cannot be loaded


@pytest.mark.parametrize("crash", CRASHES)
def test_a_plugin__that_raises_at_import__is_named_and_alone(crash: str) -> None:
    good = plugin(
        "good",
        empact_rules=lambda: [Rule(code="GOOD001", name="good", severity=Severity.INFO, doc="", check=good_check)],
    )
    manager = PluginManager(
        [Candidate("hostile", "a", None, crashing(CRASHES[crash])), Candidate("good", "b", None, lambda: good)]
    )
    (fault,) = manager.diagnostics
    assert fault.origin == "hostile"
    assert type(CRASHES[crash]()).__name__ in fault.message
    assert_readable(fault.message)
    assert [one.origin for one in manager.ask(Rule)] == ["good"]


class Nameless:
    @property
    def __name__(self) -> str:
        raise SystemExit(5)


class Unequal:
    __hash__ = object.__hash__

    def __eq__(self, _other: object) -> bool:
        raise RuntimeError("no comparison")


class Unhashable:
    def __hash__(self) -> int:
        raise SystemExit(6)


class Futuristic:
    EMPACT_API = Thorny()


@pytest.mark.parametrize("make", [Thorny, Classless, Nameless, Unequal, Unhashable, Futuristic, lambda: 7, object])
def test_an_object_that_is_no_plugin__takes_nothing_from_the_others(make: Callable[[], object]) -> None:
    session = session_with(make())
    assert [one.message for one in session.validate(Plan(id="X"), select=["GOOD001"])][:1] == ["Seen X."]
    for fault in session.plugins.diagnostics:
        assert fault.origin == type(make()).__name__
        assert_readable(fault.message)


def test_a_plugin__that_raises_at_any_other_attribute__is_asked_nevertheless() -> None:
    class Partly:
        def __getattr__(self, name: str) -> object:
            raise AttributeError(name) if name == "EMPACT_API" else SystemExit(7)

        @hookimpl
        def empact_profiles(self) -> Iterator[Profile]:
            yield Profile(name="partly")

    session = session_with(Partly())
    assert "partly" in {one.name for one in session.plugins.profiles}
    assert list(session.plugins.diagnostics) == []


# Descriptors with wrong types: one sentence, with what to write


def write(_what: object, _ctx: object) -> list[Artifact]:
    return []


@attrs.frozen
class Wide:
    wide: int = attrs.field(default=0, metadata={"width": "wide"})


@attrs.frozen
class Titled:
    titled: int = attrs.field(default=0, metadata={"title": 7})


RIGHT: dict[Callable[..., Any], dict[str, Any]] = {
    Rule: {"code": "BAD001", "name": "bad", "severity": Severity.INFO, "doc": "", "check": good_check},
    Kind: {"code": "BAD001", "name": "bad", "severity": Severity.INFO, "doc": ""},
    Diagnostic: {"kind": Kind(code="BAD001", name="bad", severity=Severity.INFO, doc=""), "message": "x"},
    Place: {},
    Edit: {"op": "add", "pointer": "/a"},
    Finding: {"message": "x", "at": Pointer()},
    Related: {"at": Pointer(), "reason": "x"},
    RelatedPlace: {"place": Place(), "reason": "x"},
    Artifact: {"name": "a.txt", "data": b""},
    DocumentSpec: {"name": "a", "summary": "b", "build": "a:b"},
    Exporter: {"name": "a", "suffix": ".a", "write": "a:b"},
    Formatter: {"name": "a", "write": "a:b"},
    Reader: {"name": "a", "suffixes": ".a", "read": "a:b"},
    Command: {"name": "a", "summary": "b", "command": "a:b"},
    BundledPlan: {"name": "a", "package": "b", "resource": "c"},
    Profile: {"name": "a"},
    Option: {"name": "a", "summary": "b"},
    Extension: {"name": "a", "on": Action, "cls": Titled},
    ExtensionField: {"name": "a", "title": "A"},
    Party: {"code": "ZZZ", "kind": PartyKind.NETWORK, "name": "Z"},
}
"""Arguments of each class that are right, apart from the class of the extension."""
TEXT_7 = "must be a text, not the int 7. Write '7'."
NO_TEXT = "must be a text, not None."
CODE = (
    "must be a text such as 'package.module:function', not a function. Write 'tests.hooks.test_hostile_plugins:write'."
)
LAMBDA = "must be a text such as 'package.module:function', not a function."
TAKES = "must be 'plan', 'document' or 'portfolio', not"
WRONG: list[tuple[Callable[..., Any], str, object, str]] = [
    (Rule, "severity", "warning", "must be a Severity, not the text 'warning'. Write Severity.WARNING."),
    (Rule, "severity", 2, "must be a Severity, not the int 2."),
    (
        Rule,
        "check",
        "a:b",
        "must be a function, not the text 'a:b'. Write the name of the function without quotes.",
    ),
    (Rule, "check", None, "must be a function, not None. Write the name of the function without quotes."),
    (Rule, "code", None, NO_TEXT),
    (Rule, "code", 201, "must be a text, not the int 201. Write '201'."),
    (Rule, "name", None, NO_TEXT),
    (Rule, "doc", None, NO_TEXT),
    (Rule, "group", 7, "must be a text or None, not the int 7. Write '7'."),
    (Kind, "severity", "error", "must be a Severity, not the text 'error'. Write Severity.ERROR."),
    (Diagnostic, "kind", None, "must be a Kind, not None."),
    (Diagnostic, "message", None, NO_TEXT),
    (Diagnostic, "place", "a", "must be a Place, not the text 'a'."),
    (Diagnostic, "severity", "error", "must be a Severity, not the text 'error'. Write Severity.ERROR."),
    (Diagnostic, "related", [], "must be a tuple of related places, not a list."),
    (Diagnostic, "related", (Place(),), "Each item of Diagnostic.related must be a RelatedPlace, not a Place."),
    (RelatedPlace, "place", "a", "must be a Place, not the text 'a'."),
    (RelatedPlace, "reason", None, NO_TEXT),
    (Related, "at", "/a", "must be a Pointer, not the text '/a'. Write Pointer('/a')."),
    (Related, "reason", None, NO_TEXT),
    (Related, "words", 7, "must be a text or None, not the int 7. Write '7'."),
    (Place, "line", "3", "must be a whole number from 1, or None, not the text '3'."),
    (Place, "line", 0, "must be a whole number from 1, or None, not the int 0."),
    (Place, "column", True, "must be a whole number from 1, or None, not the bool True."),
    (Place, "file", 7, "must be a text or None, not the int 7. Write '7'."),
    (Edit, "op", "move", "must be 'add', 'remove' or 'replace', not the text 'move'."),
    (Edit, "pointer", None, NO_TEXT),
    (Finding, "message", None, NO_TEXT),
    (Finding, "message", 7, TEXT_7),
    (Finding, "at", "/a", "must be a Pointer, not the text '/a'. Write Pointer('/a')."),
    (Finding, "at", None, "must be a Pointer, not None."),
    (Finding, "hint", 7, "must be a text or None, not the int 7. Write '7'."),
    (Finding, "fix", "y", "must be an Edit or None, not the text 'y'."),
    (Finding, "entry", 7, "must be a LedgerEntry or None, not the int 7."),
    (Finding, "words", 7, "must be a text or None, not the int 7. Write '7'."),
    (
        Finding,
        "related",
        "/a",
        "must be a tuple of Related, not the text '/a'. Write a tuple: (Related(pointer, reason), ...).",
    ),
    (
        Finding,
        "related",
        (Pointer("/a"),),
        "Each item of Finding.related must be a Related, not the text '/a'. Write Related(pointer, reason).",
    ),
    (Artifact, "data", "a text", "must be bytes, not a str. Write text.encode()."),
    (Artifact, "data", bytearray(), "must be bytes, not a bytearray. Write bytes(data)."),
    (Artifact, "data", None, "must be bytes, not a NoneType."),
    (Artifact, "name", 7, TEXT_7),
    (DocumentSpec, "inputs", "findings", "must be a tuple of texts, not the text 'findings'. Write ('findings',)."),
    (
        DocumentSpec,
        "inputs",
        ["minutes"],
        (
            "must be 'answers', 'findings', 'parser', 'practices', 'language', 'reports', 'kpis' or 'seals', "
            "not the text 'minutes'."
        ),
    ),
    (DocumentSpec, "of", "plans", "must be 'plan' or 'portfolio', not the text 'plans'."),
    (DocumentSpec, "build", write, CODE),
    (
        DocumentSpec,
        "options",
        Option("a", summary="b"),
        "The options must be a tuple of options, not an Option. Write a tuple: (..., ...).",
    ),
    (Exporter, "takes", "plans", f"{TAKES} the text 'plans'."),
    (Exporter, "takes", Plan, f"{TAKES} the class Plan."),
    (Exporter, "suffix", "x", "must be a text that starts with a dot, not 'x'. Write '.x'."),
    (Exporter, "suffix", "", "must be a text that starts with a dot, not ''. Write '.csv'."),
    (Exporter, "suffix", None, NO_TEXT),
    (Exporter, "write", write, CODE),
    (Exporter, "name", ["a"], "must be a text, not a list."),
    (Formatter, "name", None, NO_TEXT),
    (Formatter, "write", lambda: "", LAMBDA),
    (Reader, "name", None, NO_TEXT),
    (Reader, "suffixes", None, "must be a tuple of texts, not None. Write a tuple: (..., ...)."),
    (
        Reader,
        "suffixes",
        "toml",
        "Each suffix of a Reader must be a text that starts with a dot, not 'toml'. Write '.toml'.",
    ),
    (Reader, "suffixes", (7,), "Each suffix of a Reader must be a text, not the int 7. Write '7'."),
    (Reader, "read", write, CODE),
    (Command, "summary", None, NO_TEXT),
    (Command, "command", 7, "must be a text such as 'package.module:object', not the int 7."),
    (BundledPlan, "package", None, NO_TEXT),
    (BundledPlan, "summary", 7, TEXT_7),
    (Profile, "name", None, NO_TEXT),
    (Profile, "select", 7, "The selectors must be a list of texts, not the int 7. Write a tuple: (..., ...)."),
    (Profile, "ignore", [201], "A selector must be a text, not the int 201. Write '201'."),
    (
        Profile,
        "severity",
        "info",
        "The severities must be a mapping of selectors, not the text 'info'. Write {'links': 'info'}.",
    ),
    (
        Profile,
        "severity",
        {"links": "bad"},
        "The severity of 'links' must be 'info', 'warning' or 'error', not the text 'bad'.",
    ),
    (Option, "summary", None, NO_TEXT),
    (Option, "choices", "cd", "must be a tuple of values, not the text 'cd'. Write ('cd',)."),
    (Option, "required", "yes", "must be True or False, not the text 'yes'."),
    (
        Option,
        "type",
        ["str"],
        "The type of an option must be str, int, float, bool, datetime.date or pathlib.Path, not a list.",
    ),
    (Extension, "summary", 7, "ExtensionField.title must be a text, not the int 7. Write '7'."),
    (
        Extension,
        "cls",
        Wide,
        "ExtensionField.width must be a number of characters or None, not the text 'wide'.",
    ),
    (ExtensionField, "width", 0, "must be a number of characters or None, not the int 0."),
    (Party, "code", None, NO_TEXT),
]


@pytest.mark.parametrize(
    ("make", "field", "value", "message"),
    [pytest.param(*case, id=f"{case[0].__name__}-{case[1]}-{index}") for index, case in enumerate(WRONG)],
)
def test_a_value_of_a_plugin__of_a_wrong_type__is_one_sentence(
    make: Callable[..., Any], field: str, value: object, message: str
) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        make(**RIGHT[make] | {field: value})
    expected = f"{make.__name__}.{field} {message}" if message.startswith(("is ", "must be ")) else message
    assert str(caught.value) == expected
    assert_readable(expected)

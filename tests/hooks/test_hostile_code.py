"""Hostile code that descriptors name: rules, readers, documents, exporters, formatters, commands, data, bundled plans.

Whatever it raises or returns, the message names the plugin's value and its line, and all other findings are there.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import click
import pytest
from click.testing import CliRunner
from tests.support.hostile import CRASHES, GOOD, OBJECTS, assert_readable, crashing, plugin, rule, session_with

import empact
from empact import Diagnostics, EmpactError, ExportError, Plan, PluginError, Session
from empact.cli import main
from empact.diagnostics import MALFORMED, Diagnostic, Pointer
from empact.documents import Document
from empact.errors import MissingExtraError
from empact.hooks import (
    Artifact,
    BundledPlan,
    Command,
    DocumentSpec,
    Exporter,
    Extension,
    Finding,
    Formatter,
    RawDocument,
    ReadContext,
    Reader,
    RuleContext,
    Unreadable,
)
from empact.model import Action

PLAN = Plan(id="X")
TREE: dict[str, Any] = {"empact": "plan/1", "id": "X", "title": "T"}
each_crash = pytest.mark.parametrize("crash", CRASHES)
each_object = pytest.mark.parametrize("thing", OBJECTS)
each_interrupt = pytest.mark.parametrize("interrupt", [KeyboardInterrupt, GeneratorExit])


@pytest.fixture
def code(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module whose functions descriptors name."""
    module = ModuleType("hostile_code")
    monkeypatch.setitem(sys.modules, "hostile_code", module)
    return module


def name_of(crash: str) -> str:
    return type(CRASHES[crash]()).__name__


# Rules


def half_way(make: Callable[[], BaseException]) -> Callable[..., Iterator[Finding]]:
    def check(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
        yield Finding("One.", Pointer())
        raise make()

    return check


def validated(check: Any, plan: Plan = PLAN) -> Diagnostics:
    """Validate a plan with a rule; check that the rule beside it has reported its finding."""
    found = session_with(plugin("hostile", empact_rules=lambda: [rule(check)])).validate(plan, select=["BAD", "GOOD"])
    assert f"Seen {plan.id}." in {one.message for one in found}
    return found


def crash_in(found: Diagnostics) -> Diagnostic:
    (crash,) = (one for one in found if one.code == "OAP902")
    assert (crash.origin, crash.place.subject) == ("hostile", "X")
    assert crash.message.startswith("The rule 'rule-bad001' (BAD001) stops with ")
    assert_readable(crash.message, crash.hint or "")
    return crash


@each_crash
def test_a_rule__that_raises_when_it_is_called__is_named(crash: str) -> None:
    found = crash_in(validated(crashing(CRASHES[crash])))
    assert name_of(crash) in found.message
    assert "of hostile.py. Report this to the authors of the plugin 'hostile'." in (found.hint or "")


@each_crash
def test_a_rule__that_raises_half_way__keeps_what_it_found(crash: str) -> None:
    found = validated(half_way(CRASHES[crash]))
    assert name_of(crash) in crash_in(found).message
    assert "One." in {one.message for one in found}


@each_object
def test_a_rule__that_yields_another_object__is_named(thing: str) -> None:
    crash_in(validated(lambda _plan, _ctx: [OBJECTS[thing]()]))


@pytest.mark.parametrize("thing", [thing for thing in OBJECTS if thing != "a text"])
def test_a_rule__that_returns_an_object_instead_of_findings__is_named(thing: str) -> None:
    crash_in(validated(lambda _plan, _ctx: OBJECTS[thing]()))


@pytest.mark.parametrize("field", ["message", "at", "hint", "related", "fix", "entry"])
@each_object
def test_a_rule__whose_finding_is_changed_behind_its_checks__is_named(thing: str, field: str) -> None:
    def check(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
        finding = Finding("Odd.", Pointer())
        object.__setattr__(finding, field, OBJECTS[thing]())
        yield finding

    found = validated(check)
    right = field in {"nothing": {"hint", "fix", "entry"}, "a text": {"message", "hint"}}.get(thing, set[str]())
    assert [one.code for one in found if one.code != "GOOD001"] == ["BAD001" if right else "OAP902"]


@pytest.mark.parametrize(
    "call",
    [lambda: Finding(7, Pointer()), lambda: json.loads("{"), lambda: Pointer("/a").index("b")],  # type: ignore[arg-type]
    ids=["attrs", "library", "method"],
)
def test_a_rule__that_stops_in_another_library__is_named_with_its_own_line(call: Callable[[], object]) -> None:
    def check(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
        call()
        return iter(())

    hint = crash_in(validated(check)).hint or ""
    assert hint.startswith(f"It comes from line {call.__code__.co_firstlineno} of test_hostile_code.py. ")


@each_interrupt
def test_a_rule__that_is_interrupted__ends_the_validation(interrupt: type[BaseException]) -> None:
    with pytest.raises(interrupt):
        validated(half_way(interrupt))


# Readers


def reading_of(code: ModuleType, read: Any) -> empact.Reading[Plan]:
    code.read = read  # type: ignore[attr-defined]
    reader = Reader(name="hostile", suffixes=".hostile", read="hostile_code:read")
    return session_with(plugin("hostile", empact_readers=lambda: [reader])).read(io.BytesIO(b"x"), format="hostile")


def problem_of(reading: empact.Reading[Plan]) -> Diagnostic:
    problem = reading.diagnostics[-1]
    assert problem.code == "OAP901"
    assert problem.message.startswith("The reader 'hostile' ")
    assert reading.value is None
    assert_readable(problem.message, problem.hint or "")
    return problem


@each_crash
def test_a_reader__that_raises__is_named_and_its_problems_are_kept(code: ModuleType, crash: str) -> None:
    def read(_data: bytes, ctx: ReadContext) -> RawDocument:
        ctx.report(MALFORMED, "Line 3 is odd.", ctx.at(3))
        crashing(CRASHES[crash])()

    reading = reading_of(code, read)
    assert name_of(crash) in problem_of(reading).message
    assert "of hostile.py)" in problem_of(reading).message
    assert reading.diagnostics[0].message == "Line 3 is odd."


@each_object
def test_a_reader__that_returns_another_object__is_named(code: ModuleType, thing: str) -> None:
    problem_of(reading_of(code, lambda _data, _ctx: OBJECTS[thing]()))


CIRCULAR: dict[str, Any] = dict(TREE)
CIRCULAR["extensions"] = {"a": CIRCULAR}


TREES: dict[str, Any] = {
    **{thing: TREE | {"title": make()} for thing, make in OBJECTS.items() if thing not in {"nothing", "a text"}},
    "a key": TREE | {7: "x"},
    "an item": TREE | {"actions": [{"number": OBJECTS["a thorny object"]()}]},
    "itself": CIRCULAR,
}


@pytest.mark.parametrize("name", TREES)
def test_a_reader__with_a_tree_of_other_objects__gives_no_plan(code: ModuleType, name: str) -> None:
    tree = TREES[name]
    reading = reading_of(code, lambda _data, _ctx: RawDocument(tree))
    assert reading.value is None
    assert_readable(*(one.message for one in reading.diagnostics))


@pytest.mark.parametrize("field", ["diagnostics", "source"])
@each_object
def test_a_reader__that_puts_objects_into_its_context__is_named(code: ModuleType, thing: str, field: str) -> None:
    def read(_data: bytes, ctx: ReadContext) -> RawDocument:
        setattr(ctx, field, OBJECTS[thing]())
        return RawDocument(TREE)

    if field == "source" and thing in {"nothing", "a text"}:
        assert reading_of(code, read).value is not None
    else:
        problem_of(reading_of(code, read))


@pytest.mark.parametrize("kind", [None, "OAP002"])
def test_a_reader__that_reports_wrong_types__is_named_with_its_line(code: ModuleType, kind: Any) -> None:
    def read(_data: bytes, ctx: ReadContext) -> RawDocument:
        ctx.report(kind, "x")
        return RawDocument(TREE)

    assert "TypeError: Diagnostic.kind must be a Kind, not" in problem_of(reading_of(code, read)).message


def test_a_reader__that_gives_up_without_a_problem__is_named(code: ModuleType) -> None:
    problem_of(reading_of(code, crashing(Unreadable)))


@each_crash
def test_a_reader__whose_places_raise__is_named_and_the_problems_of_the_file_are_there(
    code: ModuleType, crash: str
) -> None:
    lost = crashing(CRASHES[crash])
    tree = TREE | {"titel": "x", "period": 7}
    reading = reading_of(code, lambda _data, _ctx: RawDocument(tree, lost, lost))
    assert sorted(one.code for one in reading.diagnostics) == ["OAP012", "OAP014", "OAP901"]
    assert name_of(crash) in reading.diagnostics[-1].message
    assert_readable(reading.diagnostics[-1].message)


LOOK_UPS: dict[str, Callable[[str], Any]] = {
    **{what: crashing(make) for what, make in CRASHES.items()},
    "another object": lambda _pointer: 7,
}


@pytest.mark.parametrize("look_up", LOOK_UPS)
def test_a_reader__whose_places_raise__takes_no_finding_of_a_rule(code: ModuleType, look_up: str) -> None:
    code.read = lambda _data, _ctx: RawDocument(TREE, LOOK_UPS[look_up])  # type: ignore[attr-defined]
    reader = Reader(name="hostile", suffixes=".hostile", read="hostile_code:read")
    session = session_with(plugin("hostile", empact_readers=lambda: [reader]))
    plan = session.read(io.BytesIO(b"x"), format="hostile").require()
    found = session.validate(plan, select=["GOOD001"])
    seen, lost = found
    assert seen.message == "Seen X."
    assert lost.code == "OAP901"
    assert lost.message.startswith("The reader of '<stream>' cannot find the places of values: ")
    assert_readable(lost.message)


@each_interrupt
def test_a_reader__that_is_interrupted__ends_the_reading(code: ModuleType, interrupt: type[BaseException]) -> None:
    with pytest.raises(interrupt):
        reading_of(code, crashing(interrupt))


# Documents, exporters and formatters


def exporting(code: ModuleType, *, build: Any = None, write: Any = None) -> Callable[[], bytes]:
    code.build = build or (lambda _ctx: Document(kind="a", title="A", name="a"))  # type: ignore[attr-defined]
    code.write = write or (lambda _document, _ctx: [Artifact("a.txt", b"")])  # type: ignore[attr-defined]
    document = DocumentSpec(name="hostile", summary="A.", build="hostile_code:build")
    exporter = Exporter(name="hostile", suffix=".txt", takes="document", write="hostile_code:write")
    session = session_with(plugin("hostile", empact_documents=lambda: [document], empact_exporters=lambda: [exporter]))
    return lambda: session.export(PLAN, to="hostile", document="hostile")


def formatting(code: ModuleType, write: Any) -> Callable[[], str]:
    code.write = write  # type: ignore[attr-defined]
    formatter = Formatter(name="hostile", write="hostile_code:write")
    session = session_with(plugin("hostile", empact_formatters=lambda: [formatter]))
    return lambda: session.format([], "hostile")


KINDS: dict[str, tuple[Callable[[ModuleType, Any], Callable[[], object]], type[Exception]]] = {
    "document": (lambda code, call: exporting(code, build=call), ExportError),
    "exporter": (lambda code, call: exporting(code, write=call), ExportError),
    "formatter": (formatting, PluginError),
}
each_kind = pytest.mark.parametrize("kind", KINDS)


@each_kind
@each_crash
def test_code__that_raises__is_named_with_its_line(code: ModuleType, kind: str, crash: str) -> None:
    make, error = KINDS[kind]
    with pytest.raises(error) as caught:
        make(code, crashing(CRASHES[crash]))()
    message = str(caught.value)
    assert message.startswith(f"The {kind} 'hostile' of the plugin 'hostile' stops with {name_of(crash)}")
    assert message.endswith(" of hostile.py)")
    assert_readable(message)


class SilentError(EmpactError):
    """An error of empact without a text."""

    def __str__(self) -> str:
        raise RuntimeError("no text")


@each_kind
def test_code__that_raises_an_error_without_a_text__is_named_with_its_line(code: ModuleType, kind: str) -> None:
    make, error = KINDS[kind]
    with pytest.raises(error) as caught:
        make(code, crashing(SilentError))()
    message = str(caught.value)
    assert message.startswith(f"The {kind} 'hostile' of the plugin 'hostile' stops with SilentError (line ")
    assert_readable(message)


@each_kind
@each_object
def test_code__that_returns_another_object__is_named(code: ModuleType, kind: str, thing: str) -> None:
    make, error = KINDS[kind]
    call = make(code, lambda _value, _ctx=None: OBJECTS[thing]())
    if kind == "formatter" and thing == "a text":
        assert call() == "a text"
        return
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value).startswith(f"The {kind} 'hostile' of the plugin 'hostile' ")
    assert_readable(str(caught.value))


@each_object
def test_an_exporter__that_yields_another_object__is_named(code: ModuleType, thing: str) -> None:
    with pytest.raises(
        ExportError,
        match=r"^The exporter 'hostile' of the plugin 'hostile' (returns \w+ instead of Artifact|stops with)",
    ):
        exporting(code, write=lambda _document, _ctx: [OBJECTS[thing]()])()


@each_kind
@each_interrupt
def test_code__that_is_interrupted__ends_the_call(code: ModuleType, kind: str, interrupt: type[BaseException]) -> None:
    with pytest.raises(interrupt):
        KINDS[kind][0](code, crashing(interrupt))()


@pytest.mark.parametrize("words", ["raise SystemExit(3)", "import asyncio\nraise asyncio.CancelledError", "1 / 0"])
@each_kind
def test_code__that_stops_when_it_is_imported__is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, words: str
) -> None:
    (tmp_path / "hostile_import.py").write_text(f"{words}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    values = {
        "document": DocumentSpec(name="hostile", summary="A.", build="hostile_import:f"),
        "exporter": Exporter(name="hostile", suffix=".a", write="hostile_import:f"),
        "formatter": Formatter(name="hostile", write="hostile_import:f"),
    }
    session = session_with(plugin("hostile", **{f"empact_{kind}s": lambda: [values[kind]]}))
    arguments: dict[str, Any] = {"document": {"to": "text", "document": "hostile"}, "exporter": {"to": "hostile"}}
    with pytest.raises(
        KINDS[kind][1],
        match=rf"^The {kind} 'hostile' of the plugin 'hostile' stops with .*\(line \d of hostile_import\.py\)$",
    ):
        session.format([], "hostile") if kind == "formatter" else session.export(PLAN, **arguments[kind])


# Data, bundled plans and commands


@each_crash
def test_the_class_of_an_extension__that_raises__is_named(crash: str) -> None:
    @attrs.frozen(kw_only=True)
    class Data:
        euros: int = 0

        def __attrs_post_init__(self) -> None:
            crashing(CRASHES[crash])()

    extension = Extension(name="grant", on=Action, cls=Data)
    session = session_with(plugin("hostile", empact_extensions=lambda: [extension]))
    text = "empact: plan/1\nid: X\nperiod: 7\nactions: [{number: a, extensions: {grant: {euros: 1}}}]\n"
    stream = io.StringIO(text)
    reading = session.read(stream, format="yaml")
    assert reading.value is None
    by_code = {one.code: one for one in reading.diagnostics}
    assert "OAP014" in by_code  # the period, as without the extension
    fault = by_code["OAP015"] if issubclass(type(CRASHES[crash]()), (ValueError, TypeError)) else by_code["OAP901"]
    assert fault.place.pointer == "/actions/0/extensions/grant"
    assert_readable(fault.message)
    assert fault.code == "OAP015" or "The class of the extension 'grant' stops with " in fault.message


@pytest.mark.parametrize("words", ["raise SystemExit(3)", "1 / 0", "import nothing_of_this_name"])
def test_a_bundled_plan__whose_package_stops_when_it_is_imported__is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    (tmp_path / "hostile_package.py").write_text(f"{words}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    bundled = BundledPlan(name="hostile", package="hostile_package", resource="plan.yaml")
    session = session_with(plugin("hostile", empact_plans=lambda: [bundled]))
    with pytest.raises(PluginError, match=r"bundled plan 'hostile'"):
        session.load("hostile")


def run(monkeypatch: pytest.MonkeyPatch, session: Session, *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setattr("empact.cli.app.default_session", lambda: session)
    done = CliRunner().invoke(main, arguments, prog_name="empact")
    return done.exit_code, done.stdout, done.stderr


def with_command(code: ModuleType, command: object) -> Session:
    code.command = command  # type: ignore[attr-defined]
    commands = [Command(name="hostile", summary="Be hostile.", command="hostile_code:command")]
    return session_with(plugin("hostile", empact_commands=lambda: commands))


@pytest.mark.parametrize("crash", [crash for crash in CRASHES if crash != "an exit"])
def test_a_command__that_raises__is_one_line_with_its_place(
    code: ModuleType, monkeypatch: pytest.MonkeyPatch, crash: str
) -> None:
    command = click.Command("hostile", callback=crashing(CRASHES[crash]))
    exit_code, output, error = run(monkeypatch, with_command(code, command), "hostile")
    assert (exit_code, output) == (2, "")
    assert error.startswith(f"Error: The command 'hostile' of the plugin 'hostile' stops with {name_of(crash)}")
    assert error.endswith(" of hostile.py)\n")
    assert_readable(error.rstrip())


class SilentUsageError(click.UsageError):
    """Wrong usage without a text."""

    def __init__(self) -> None:
        super().__init__("Wrong.")

    def __str__(self) -> str:
        raise RuntimeError("no text")


@pytest.mark.parametrize("crash", [SilentError, SilentUsageError])
def test_a_command__that_raises_an_error_without_a_text__is_one_line(
    code: ModuleType, monkeypatch: pytest.MonkeyPatch, crash: type[BaseException]
) -> None:
    command = click.Command("hostile", callback=crashing(crash))
    exit_code, _, error = run(monkeypatch, with_command(code, command), "hostile")
    assert exit_code == 2
    assert error.startswith(f"Error: The command 'hostile' of the plugin 'hostile' stops with {crash.__name__} (line ")
    assert error.count("\n") == 1


def test_a_command__that_ends_the_program__has_its_own_code(code: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    command = click.Command("hostile", callback=crashing(lambda: SystemExit(3)))
    assert run(monkeypatch, with_command(code, command), "hostile") == (3, "", "")


@each_object
def test_a_command__that_is_another_object__is_one_line(
    code: ModuleType, monkeypatch: pytest.MonkeyPatch, thing: str
) -> None:
    exit_code, _, error = run(monkeypatch, with_command(code, OBJECTS[thing]()), "hostile")
    assert exit_code == 2
    assert error.startswith("Error: The command 'hostile' of the plugin 'hostile' ")
    assert error.count("\n") == 1


def test_a_command_of_a_plugin_with_a_fault__that_does_not_exist__points_to_the_plugins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = session_with(plugin("hostile", empact_commands=crashing(lambda: SystemExit(3))))
    assert run(monkeypatch, session, "hostile") == (
        2,
        "",
        "Error: Command 'hostile' does not exist.\nPlugins have 1 fault, which may be why: see 'empact plugins'.\n",
    )
    assert "see 'empact plugins'" not in run(monkeypatch, Session([GOOD]), "hostile")[2]


def test_a_reader__that_raises_an_error_without_a_text__is_one_line(
    code: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class SilentExtraError(MissingExtraError):
        def __str__(self) -> str:
            raise RuntimeError("no text")

    code.read = crashing(SilentExtraError)  # type: ignore[attr-defined]
    readers = [Reader(name="hostile", suffixes=[".hostile"], read="hostile_code:read")]
    (tmp_path / "a.hostile").write_text("a", encoding="utf-8")
    session = session_with(plugin("hostile", empact_readers=lambda: readers))
    for command in ("show", "validate"):
        exit_code, _, error = run(monkeypatch, session, command, str(tmp_path / "a.hostile"))
        assert exit_code == 2
        assert "SilentExtraError (line " in error
        assert error.count("\n") == 1

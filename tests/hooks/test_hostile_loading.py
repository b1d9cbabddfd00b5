"""Hostile plugins around their loading: names, entry points, comparison, shared state, and who is blamed."""

from __future__ import annotations

import decimal
import json
import linecache
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest
from tests.support.hostile import assert_readable, good_check, plugin, rule, session_with
from tests.support.installing import Installer, install

from empact import Plan, PluginError, Session
from empact.diagnostics import Diagnostic, Severity
from empact.hooks import BundledPlan, Command, Rule, hookimpl

__all__ = ["install"]

HEAD = "from empact.hooks import *\nfrom empact.diagnostics import *\n"
RULES = "@hookimpl\ndef empact_rules():\n    return []\n"


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., ModuleType]]:
    """A function that makes a plugin of source text, whose lines Python can show."""

    def make(source: str) -> ModuleType:
        file = "/plugins/hostile.py"
        made = ModuleType("hostile")
        made.__file__ = file
        text = HEAD + source
        linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
        monkeypatch.setitem(sys.modules, "hostile", made)
        exec(compile(text, file, "exec"), vars(made))
        return made

    yield make
    linecache.cache.pop("/plugins/hostile.py", None)


def only_fault(session: Session) -> Diagnostic:
    """Return the only fault of a session, whose good plugin works."""
    (fault,) = session.plugins.diagnostics
    assert_readable(fault.message, fault.hint or "")
    assert [found.message for found in session.validate(Plan(id="X"), select=["GOOD001"])][:1] == ["Seen X."]
    return fault


# Faults that name the line of the plugin: line 3 is the first one below the imports

LINES: dict[str, tuple[str, str, str]] = {
    "API 0": (
        f"EMPACT_API = 0\n{RULES}",
        "cannot be loaded: EMPACT_API is 0, but the first plugin API is 1",
        "line 3 of",
    ),
    "API -1": (f"\nEMPACT_API = -1\n{RULES}", "cannot be loaded: EMPACT_API is -1, but the first", "line 4 of"),
    "API of a newer empact": (f"EMPACT_API = 99\n{RULES}", "it needs the plugin API 99", "line 3 of"),
    "API that is a text": (f"EMPACT_API = '1'\n{RULES}", "EMPACT_API is '1', which is not a whole number", "line 3 of"),
    "no hook": ("x = 1\n", "has no hook, so it provides nothing.", "hostile.py."),
    "misspelt": ("@hookimpl\ndef empact_rulez():\n    return []\n", "which is not a hook", "line 3 of"),
    "not marked": ("def empact_rules():\n    return []\n", "not marked with @hookimpl", "line 3 of"),
    "no function": ("\nempact_rules = []\n", "is not a function", "line 4 of"),
    "parameters": ("@hookimpl\ndef empact_rules(plan):\n    return []\n", "has parameters ('plan')", "line 3 of"),
    "a wrapper": (
        "@hookimpl(wrapper=True)\ndef empact_rules():\n    yield\n",
        "empact_rules is a wrapper",
        "line 3 of",
    ),
    "None": ("@hookimpl\ndef empact_rules():\n    pass\n", "returns None at empact_rules", "line 3 of"),
    "a text": ("@hookimpl\ndef empact_rules():\n    return 'x'\n", "it returns the string 'x'", "line 3 of"),
    "async": (
        "@hookimpl\nasync def empact_rules():\n    return []\n",
        "it is an async function; write 'def'",
        "line 3 of",
    ),
    "another object": ("@hookimpl\ndef empact_rules():\n    yield 7\n", "provides 7 at empact_rules", "line 3 of"),
    "unhashable": (
        (
            "@hookimpl\ndef empact_profiles():\n    profile = Profile(name='a')\n"
            "    object.__setattr__(profile, 'name', [])\n    yield profile\n"
        ),
        "which cannot be used (TypeError: unhashable type: 'list')",
        "line 3 of",
    ),
    "a subclass": (
        "class Mine(Profile):\n    pass\n\n@hookimpl\ndef empact_profiles():\n    yield Mine(name='a')\n",
        "which is of the subclass Mine of Profile",
        "line 6 of",
    ),
    "an odd text": (
        (
            "class Odd(str):\n    def rstrip(self, *_):\n        raise RuntimeError\n\n"
            "@hookimpl\ndef empact_profiles():\n    yield Profile(name=Odd('a'))\n"
        ),
        "whose 'name' is a subclass of str, not a string",
        "line 7 of",
    ),
    "an error in the hook": ("@hookimpl\ndef empact_rules():\n    return 1 / 0\n", "ZeroDivisionError", "line 5 of"),
    "a clash": (
        "\n@hookimpl\ndef empact_readers():\n    yield Reader(name='yaml', suffixes='.x', read='a:b')\n",
        "both provide 'yaml'; the one from 'empact.yaml' is used",
        "line 4 of",
    ),
    "a suffix of another": (
        "@hookimpl\ndef empact_readers():\n    yield Reader(name='mine', suffixes='.json', read='a:b')\n",
        "both read files with the suffix '.json'",
        "line 3 of",
    ),
    "a prefix of empact": (
        "@hookimpl\ndef empact_rules():\n    yield Rule(code='OAP998', name='x', severity=Severity.INFO, check=len)\n",
        "the prefix 'OAP' belongs to empact itself",
        "line 3 of",
    ),
    "an option of empact": (
        (
            "@hookimpl\ndef empact_documents():\n"
            "    yield DocumentSpec(name='x', summary='x', build='a:b', options=(Option('path', summary='x'),))\n"
        ),
        "provides the document 'x', but",
        "line 3 of",
    ),
    "the name of a state": (
        "@hookimpl\ndef empact_parties():\n    yield Party(code='ZZZ', kind='network', name='Italy')\n",
        "fails at empact_parties: TypeError",
        "line 5 of",
    ),
}


@pytest.mark.parametrize("case", LINES)
def test_a_fault__names_the_plugin_and_its_line(module: Callable[..., ModuleType], case: str) -> None:
    source, message, line = LINES[case]
    fault = only_fault(session_with(module(source)))
    assert message in fault.message
    assert "'hostile'" in fault.message
    assert fault.origin == "hostile"
    assert f"It comes from {line}" in f"{fault.hint} "
    assert "hostile.py. " in (fault.hint or "")


def test_a_class_instead_of_an_object__is_named_with_what_to_write(module: Callable[..., ModuleType]) -> None:
    made = module("class Mine:\n    @hookimpl\n    def empact_rules(self):\n        return []\n")
    fault = only_fault(session_with(made.Mine))
    assert fault.message == "The plugin 'Mine' cannot be loaded: it is a class; the plugin is an object of it, Mine()"
    assert (fault.hint or "").startswith("It comes from line 4 of hostile.py. ")


def test_an_object_without_a_hook__is_named_with_the_line_of_its_class(module: Callable[..., ModuleType]) -> None:
    fault = only_fault(session_with(module("\nclass Mine:\n    pass\n").Mine()))
    assert fault.message == "The plugin 'Mine' has no hook, so it provides nothing."
    assert (fault.hint or "").startswith("It comes from line 4 of hostile.py. ")


def test_a_plugin_that_cannot_be_compiled__is_named_with_its_line(install: Installer) -> None:
    install("aaa", {"aaa.py": "x = 1\ndef f(:\n"}, "aaa = aaa")
    (fault,) = Session.installed().plugins.diagnostics
    assert fault.message.startswith("The plugin 'aaa' cannot be loaded: SyntaxError: ")
    assert (fault.hint or "").startswith("It comes from line 2 of aaa.py. ")


# Plugins that raise when they are compared, hashed or listed: none harms the plugin after it


def raising(*_arguments: object) -> bool:
    raise RuntimeError("no comparison")


METHODS: dict[str, dict[str, Any]] = {
    "eq raises": {"__eq__": raising, "__hash__": object.__hash__},
    "eq is true": {"__eq__": lambda _self, _other: True, "__hash__": object.__hash__},
    "hash raises": {"__hash__": raising},
    "bool raises": {"__bool__": raising, "__len__": raising},
    "repr raises": {"__repr__": raising},
    "no attribute can be set": {"__setattr__": raising},
}


@pytest.mark.parametrize("case", METHODS)
def test_a_plugin__that_raises_when_it_is_compared__works_and_harms_nobody(case: str) -> None:
    def empact_rules(_self: object) -> list[Rule]:
        return [rule(good_check, "EVIL001")]

    hostile = type("Hostile", (), METHODS[case] | {"empact_rules": hookimpl(empact_rules)})()
    session = session_with(hostile)
    assert [provided.origin for provided in session.rules if provided.origin in {"Hostile", "good"}] == [
        "Hostile",
        "good",
    ]
    assert list(session.plugins.diagnostics) == []


class OddText(str):
    """A text that raises when it is compared."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, _other: object) -> bool:
        raise RuntimeError("no comparison")


def test_a_plugin__whose_name_raises_when_it_is_compared__harms_nobody() -> None:
    hostile = plugin("hostile", empact_rules=list)
    hostile.__name__ = OddText("odd")
    session = session_with(hostile)
    assert [found.message for found in session.validate(Plan(id="X"), select=["GOOD001"])] == ["Seen X."]
    assert "odd" in {info.name for info in session.plugins}


@pytest.mark.parametrize("name", ["a\nb", "a\ud800b", "a\x1b[2J", "x" * 10_000])
def test_a_plugin__whose_name_cannot_be_printed__is_not_loaded(name: str) -> None:
    hostile = plugin("hostile", empact_rules=list)
    hostile.__name__ = name
    session = session_with(hostile)
    fault = only_fault(session)
    assert "its name is empty, too long, or cannot be printed in a line" in fault.message
    assert all(info.name.isprintable() and len(info.name) <= 110 for info in session.plugins)
    fault.origin.encode()


def test_one_object_as_two_plugins__is_loaded_once(install: Installer) -> None:
    install("aaa", {"aaa.py": HEAD + RULES}, "aaa = aaa\nbbb = aaa")
    session = Session.installed()
    (fault,) = session.plugins.diagnostics
    assert fault.message == "The plugin 'bbb' cannot be loaded: it is the same object as the plugin 'aaa'"
    assert {info.name: info.state.value for info in session.plugins if info.distribution == "aaa"} == {
        "aaa": "loaded",
        "bbb": "broken",
    }


def test_a_module_of_empact_as_a_plugin__is_one_fault(install: Installer) -> None:
    install("aaa", {"aaa.py": ""}, "aaa = empact.plugins.rules")
    (fault,) = Session.installed().plugins.diagnostics
    assert fault.message == "The plugin 'aaa' cannot be loaded: empact.plugins.rules is a module of empact itself"


# Entry points of others: the distribution that is at fault is blamed


@pytest.mark.parametrize("value", ["aaa:b:c", "", "a b"])
def test_an_entry_point__that_names_no_module__is_one_sentence(install: Installer, value: str) -> None:
    install("aaa", {"aaa.py": HEAD + RULES}, f"aaa = {value}")
    (fault,) = Session.installed().plugins.diagnostics
    assert fault.origin == "aaa"
    assert f"ValueError: its entry point is {value!r}, not the name of a module" in fault.message


def test_an_entry_point__without_a_name__is_not_loaded(install: Installer) -> None:
    install("aaa", {"aaa.py": HEAD + RULES}, " = aaa")
    (fault,) = Session.installed().plugins.diagnostics
    assert fault.origin == "(no name)"
    assert "its name is empty" in fault.message


VICTIM = {"victim.py": f"{HEAD}@hookimpl\ndef empact_profiles():\n    yield Profile(name='of-victim')\n"}


@pytest.mark.parametrize(
    ("points", "blamed"), [("victim = aaa", "aaa"), ("aaa = victim", "aaa"), ("victim = victim", "aaa")]
)
def test_an_entry_point__with_the_name_or_module_of_another_distribution__takes_nothing_from_it(
    install: Installer, points: str, blamed: str
) -> None:
    install("aaa", {"aaa.py": HEAD + RULES}, points)
    install("victim", VICTIM, "victim = victim")
    session = Session.installed()
    assert "of-victim" in {profile.name for profile in session.plugins.profiles}
    assert [fault.origin for fault in session.plugins.diagnostics] == [blamed]
    assert {
        info.distribution: info.state.value for info in session.plugins if info.distribution in {"aaa", "victim"}
    } == {
        "aaa": "broken",
        "victim": "loaded",
    }


# What a plugin provides that others use


def with_results(monkeypatch: pytest.MonkeyPatch, results: str, **content: object) -> Session:
    code = ModuleType("hostile_results")
    vars(code).update(content)
    monkeypatch.setitem(sys.modules, "hostile_results", code)
    commands = [Command(name="cmd", summary="x", command="a:b", results=results)]
    return session_with(plugin("hostile", empact_commands=lambda: commands))


@pytest.mark.parametrize("results", ["nowhere:RESULTS", "hostile_results:MISSING", "hostile_results:SEVEN"])
def test_results_of_a_command__that_cannot_be_used__stop_no_result_of_empact(
    monkeypatch: pytest.MonkeyPatch, results: str
) -> None:
    session = with_results(monkeypatch, results, SEVEN=7)
    plan = session.loads("empact: plan/1\nid: X\ntitle: T\n", format="yaml")
    found = session.validate(plan, select=["GOOD001"])
    assert json.loads(session.format(found, "json", plan))["empact"] == "diagnostics/1"
    assert session.tree(session.context(plan).workload())["empact"] == "workload/1"
    assert b"workload/1" in session.schema(of="workload")
    with pytest.raises(PluginError, match=r"The command 'cmd' of the plugin 'hostile' "):
        _ = session.result_kinds


def test_a_bundled_plan__cannot_take_the_path_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.yaml").write_text("empact: plan/1\nid: MINE\ntitle: Mine\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    bundled = BundledPlan(name="plan-yaml", package="oap_c_2012", resource="plan.yaml")
    session = session_with(plugin("hostile", empact_plans=lambda: [bundled]))
    assert session.load("plan.yaml").id == "MINE"
    assert [plan.id for plan in session.portfolio("plan.yaml").plans] == ["MINE"]
    assert session.load("plan-yaml").id == session.load("plan.yaml", bundled=True).id == "C-2012"


def test_a_rule__with_the_name_of_what_empact_itself_reports__is_ignored() -> None:
    hostile = Rule(code="EVIL001", name="plugin-failed", severity=Severity.INFO, check=good_check)
    fault = only_fault(session_with(plugin("hostile", empact_rules=lambda: [hostile])))
    expected = "The plugins 'empact' and 'hostile' both provide 'plugin-failed'; the one from 'empact' is used."
    assert (fault.code, fault.origin, fault.message) == ("OAP903", "hostile", expected)


# What the whole program shares


def change_folder() -> None:
    os.chdir("/")


def change_decimals() -> None:
    decimal.getcontext().prec = 2


def change_checks() -> None:
    attrs.validators.set_disabled(True)


CHANGES = {
    "the working folder": change_folder,
    "the context of decimals": change_decimals,
    "the checks of attrs": change_checks,
}


def shared() -> tuple[object, ...]:
    return Path.cwd(), decimal.getcontext().prec, attrs.validators.get_disabled()


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("fails", [False, True])
def test_a_hook__that_changes_what_the_program_shares__is_named_and_it_is_changed_back(
    what: str, *, fails: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = shared()

    def rules() -> list[Rule]:
        CHANGES[what]()
        return [rule(good_check, "EVIL001")] if not fails else 1 / 0  # type: ignore[return-value]

    fault = only_fault(session_with(plugin("hostile", empact_rules=rules)))
    assert shared() == before
    if fails:
        assert "ZeroDivisionError" in fault.message
    else:
        expected = f"The plugin 'hostile' changes {what} of the whole program at empact_rules; it is changed back."
        assert fault.message == expected


def test_an_import__that_changes_the_working_folder__is_named_and_the_files_of_the_user_are_read(
    install: Installer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("aaa", {"aaa.py": f"import os\nos.chdir('/')\n{HEAD}{RULES}"}, "aaa = aaa")
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text("empact: plan/1\nid: MINE\ntitle: Mine\n", encoding="utf-8")
    session = Session.installed()
    assert session.load("mine.yaml").id == "MINE"
    (fault,) = session.plugins.diagnostics
    assert fault.message.startswith("The plugin 'aaa' changes the working folder of the whole program at its import")
    assert "It comes from aaa.py. " in (fault.hint or "")


def test_a_hook__that_replaces_the_context_of_decimals__leaves_the_program_its_own() -> None:
    def rules() -> list[Rule]:
        decimal.setcontext(decimal.Context(prec=2))
        return [rule(good_check, "EVIL001")]

    session = session_with(plugin("hostile", empact_rules=rules))
    with decimal.localcontext(prec=5) as own:
        own.flags[decimal.Inexact] = True
        fault = only_fault(session)
        assert decimal.getcontext() is own
        assert (own.prec, bool(own.flags[decimal.Inexact])) == (5, True)
    expected = "The plugin 'hostile' changes the context of decimals of the whole program at empact_rules;"
    assert fault.message.startswith(expected)


def test_a_hook__that_changes_the_context_of_decimals__does_not_change_which_one_it_is() -> None:
    def rules() -> list[Rule]:
        change_decimals()
        return [rule(good_check, "EVIL001")]

    session = session_with(plugin("hostile", empact_rules=rules))
    with decimal.localcontext(prec=5) as own:
        only_fault(session)
        assert decimal.getcontext() is own
        assert own.prec == 5


@pytest.fixture
def checks() -> Iterator[None]:
    """Switch the checks of attrs on after the test."""
    yield
    attrs.validators.set_disabled(False)


@pytest.mark.usefixtures("checks")
def test_checks_of_attrs_that_were_off__are_never_switched_off_again() -> None:
    def rules() -> list[Rule]:
        attrs.validators.set_disabled(False)  # as another thread does that leaves ``disabled()``
        return [rule(good_check, "EVIL001")]

    session = session_with(plugin("hostile", empact_rules=rules))
    attrs.validators.set_disabled(True)
    assert list(session.plugins.diagnostics) == []
    assert not attrs.validators.get_disabled()


@pytest.mark.usefixtures("checks")
@pytest.mark.parametrize("what", ["the working folder", "the checks of attrs"])
def test_what_another_thread_changes_meanwhile__is_kept_and_no_plugin_is_blamed(
    what: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    asked, changed = threading.Event(), threading.Event()

    def change() -> None:
        asked.wait(60)
        CHANGES[what]()
        changed.set()

    def rules() -> list[Rule]:
        asked.set()
        assert changed.wait(60)
        return [rule(good_check, "EVIL001")]

    before = shared()
    session = session_with(plugin("hostile", empact_rules=rules))
    thread = threading.Thread(target=change)
    thread.start()
    assert list(session.plugins.diagnostics) == []
    thread.join()
    assert shared() != before


# Import times


def test_timed__has_the_time_of_each_import_and_plugins_has_none(install: Installer) -> None:
    install("aaa", {"aaa.py": f"import time\ntime.sleep(0.05)\n{HEAD}{RULES}"}, "aaa = aaa")
    install("bbb", {"bbb.py": "import time\ntime.sleep(0.03)\n1 / 0\n"}, "bbb = bbb")
    session = Session.installed(disable=["oap_c_2012"])
    times = {info.name: info.import_ms for info in session.plugins.timed}
    assert 50 <= (times["aaa"] or 0) < 5000
    assert 30 <= (times["bbb"] or 0) < 5000
    assert times["oap_c_2012"] is None
    assert None not in {time for name, time in times.items() if name.startswith("empact.")}
    assert {info.import_ms for info in session.plugins} == {None}
    assert tuple(session.plugins) == session.plugins.timed  # the time is no part of what a plugin is

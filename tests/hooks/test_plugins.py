"""Plugins: found, loaded and asked one by one; one that fails is named and alone."""

from __future__ import annotations

import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.support import shipped

from empact import MissingExtraError, Plan, PluginError, Session
from empact.diagnostics import Severity
from empact.hooks import (
    BundledPlan,
    Exporter,
    Finding,
    Party,
    Reader,
    Rule,
    RuleContext,
    hookimpl,
    specs,
)
from empact.hooks.discovery import Candidate, built_in
from empact.hooks.lazy import imported
from empact.hooks.manager import PluginManager
from empact.hooks.stability import HOOKS, Hook
from empact.model import PartyKind
from empact.model.typed import types_checked

BUILT_IN = shipped.PLUGINS


def check(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    return iter(())


def a_rule(code: str = "ZZ001", name: str = "zz-one") -> Rule:
    return Rule(code=code, name=name, severity=Severity.INFO, doc="For a test.", check=check)


def plugin(answer: Callable[[], Any], hook: str = "empact_rules", name: str = "testing") -> ModuleType:
    """A module that answers a hook with what a function gives."""
    module = ModuleType(name)

    def implementation() -> Any:
        return answer()

    setattr(module, hook, hookimpl(implementation))
    return module


def told(session: Session) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in session.plugins.diagnostics]


def without_line(session: Session) -> str:
    """Return the hint of the only fault, which starts with the line of this file that it comes from."""
    (fault,) = session.plugins.diagnostics
    start, hint = re.fullmatch(r"(It comes from line \d+ of test_plugins\.py\. )?(.*)", fault.hint or "").groups()  # type: ignore[union-attr]
    assert start
    return str(hint)


def states(session: Session) -> dict[str, str]:
    return {one.name: one.state.value for one in session.plugins}


def codes(session: Session) -> set[str]:
    return {one.value.code for one in session.rules}


# What ships with empact


def test_the_plugins_that_ship_with_empact_load() -> None:
    session = Session()
    assert states(session) == dict.fromkeys(BUILT_IN, "loaded")
    assert told(session) == []
    assert list(session.exporters) == shipped.EXPORTERS
    assert {("csv", "document"), ("json", "plan"), ("json", "document"), ("text", "document"), ("yaml", "plan")} <= {
        (one.name, one.takes) for one in session.exporters
    }
    assert list(session.documents) == shipped.DOCUMENTS
    assert {"plan", "workload", "findings"} <= {one.name for one in session.documents}
    assert session.bundled == ()


def test_a_plugin_that_is_handed_over_is_asked_too() -> None:
    session = Session([plugin(lambda: [a_rule()])])
    assert session.rule("ZZ001").origin == "testing"
    assert session.rule("zz-one").value.code == "ZZ001"
    assert told(session) == []


def test_an_object_can_be_a_plugin_as_well_as_a_module() -> None:
    class Mine:
        @hookimpl
        def empact_rules(self) -> Iterable[Rule]:
            yield a_rule()

    assert Session([Mine()]).rule("ZZ001").origin == "Mine"


def test_rules_are_listed_in_the_order_of_their_codes_whatever_the_plugins() -> None:
    session = Session([plugin(lambda: [a_rule("ZZ009", "nine"), a_rule("AA001", "one")])])
    listed = [one.value.code for one in session.rules]
    assert listed == sorted(listed)
    assert {"ZZ009", "AA001", "OAP201"} <= set(listed)


# Faults


FAILS = "The plugin 'testing' fails at empact_rules"


def half_way() -> Iterator[Rule]:
    yield a_rule()
    raise RuntimeError("half-way")


def fails() -> list[Rule]:
    raise RuntimeError("in the hook")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (fails, "The plugin 'testing' fails at empact_rules: RuntimeError: in the hook"),
        (half_way, "The plugin 'testing' fails at empact_rules: RuntimeError: half-way"),
        (sys.exit, "The plugin 'testing' fails at empact_rules: SystemExit"),
        (lambda: 7, f"{FAILS}: TypeError: it returns one int instead of a list of descriptors"),
        (a_rule, f"{FAILS}: TypeError: it returns one Rule instead of a list of descriptors"),
        (
            lambda: "rules",
            (
                "The plugin 'testing' fails at empact_rules: TypeError: "
                "it returns the string 'rules' instead of descriptors"
            ),
        ),
        (lambda: [7], "The plugin 'testing' provides 7 at empact_rules, which is not a Rule."),
        (lambda: [None], "The plugin 'testing' provides None at empact_rules, which is not a Rule."),
    ],
)
def test_a_plugin_that_answers_wrongly_is_named_and_alone(answer: Callable[[], Any], message: str) -> None:
    session = Session([plugin(answer), plugin(lambda: [a_rule("YY001", "good")], name="good")])
    assert told(session) == [("OAP901", message)]
    assert session.plugins.diagnostics[0].origin == "testing"
    assert {"OAP201", "YY001"} <= codes(session)
    assert "ZZ001" not in codes(session)


class Unshowable:
    def __repr__(self) -> str:
        raise RuntimeError("no repr")


class Unspeakable(Exception):  # noqa: N818
    def __str__(self) -> str:
        raise RuntimeError("no words")


def unspeakable() -> list[Rule]:
    raise Unspeakable


@pytest.mark.parametrize(
    ("hook", "answer", "message"),
    [
        ("empact_rules", lambda: [Unshowable()], "provides a Unshowable at empact_rules, which is not a Rule."),
        ("empact_rules", unspeakable, "fails at empact_rules: Unspeakable"),
        (
            "empact_rules",
            lambda: [Rule(code="ZZ001", name="a", severity="info", doc="", check=check)],  # type: ignore[arg-type]
            "fails at empact_rules: TypeError: Rule.severity must be a Severity, not the text 'info'.",
        ),
        (
            "empact_plans",
            lambda: [BundledPlan(name=None, package="p", resource="r")],  # type: ignore[arg-type]
            "fails at empact_plans: TypeError: BundledPlan.name must be a text, not None.",
        ),
        (
            "empact_exporters",
            lambda: [Exporter(name=[], suffix="", write="")],  # type: ignore[arg-type]
            "fails at empact_exporters: TypeError: Exporter.name must be a text, not a list.",
        ),
        (
            "empact_readers",
            lambda: [Reader(name="z", suffixes=None, read="a:b")],  # type: ignore[arg-type]
            "fails at empact_readers: TypeError: Reader.suffixes must be a tuple of texts, not None.",
        ),
    ],
)
def test_what_cannot_even_be_looked_at_disturbs_nobody(hook: str, answer: Callable[[], Any], message: str) -> None:
    session = Session([plugin(answer, hook), plugin(lambda: [a_rule("YY001", "good")], name="good")])
    ((code, words),) = told(session)
    assert code == "OAP901"
    assert words.startswith(f"The plugin 'testing' {message}")
    assert [one.code for one in session.validate(Plan(id="X"), select="YY001")] == ["OAP901"]


def test_a_party_whose_parts_are_wrong_is_told() -> None:
    with types_checked():  # a plugin can build a value in ways that check nothing
        party = Party(code="ZZZ", kind=PartyKind.NETWORK, name="Z", names=[7])  # type: ignore[list-item]
    session = Session([plugin(lambda: [party], "empact_parties")])
    ((code, words),) = told(session)
    assert code == "OAP901"
    assert words.startswith("A value that the plugin 'testing' provides at empact_parties cannot be used: ")
    assert session.register.get("IT").name == "Italy"


def test_party_of_a_plugin__of_a_wrong_type_is_reported() -> None:
    def parties() -> list[Party]:
        return [Party(code="ZZZ", kind=PartyKind.NETWORK, name="Z", names=[7])]  # type: ignore[list-item]

    ((code, words),) = told(Session([plugin(parties, "empact_parties")]))
    assert code == "OAP901"
    assert "TypeError: Party.names[0] must be a PartyName, not the int 7." in words


def test_a_reader_may_name_one_suffix() -> None:
    assert Reader(name="z", suffixes=".zz", read="a:b").suffixes == (".zz",)


def test_reader_of_documents__gives_way_to_one_of_plan_files() -> None:
    session = Session([plugin(lambda: [Reader(name="desk", suffixes=".csv", read="a:b")], "empact_readers")])
    assert told(session) == []
    readers = [session.plugins.reader_of("plan.csv", format) for format in (None, "csv")]
    assert [reader and reader.name for reader in readers] == ["desk", "csv"]


def test_the_right_descriptors_beside_a_wrong_one_are_kept() -> None:
    session = Session([plugin(lambda: [7, a_rule()])])
    assert "ZZ001" in codes(session)
    assert len(told(session)) == 1


def test_a_plugin_that_has_nothing_to_hand_over_answers_with_an_empty_list() -> None:
    assert told(Session([plugin(list)])) == []


def test_a_plugin_that_forgets_to_answer_is_told() -> None:
    session = Session([plugin(lambda: None), plugin(lambda: [a_rule("YY001", "good")], name="good")])
    assert told(session) == [("OAP901", "The plugin 'testing' returns None at empact_rules.")]
    assert without_line(session) == "Yield or return descriptors; if there are none, return an empty list."
    assert "YY001" in codes(session)


def test_a_fault_at_one_hook_loses_nothing_at_another() -> None:
    module = plugin(fails)
    plan = BundledPlan(name="p", package="empact", resource="nothing.yaml")
    module.empact_plans = hookimpl(lambda: [plan])  # type: ignore[attr-defined]
    session = Session([module])
    assert session.bundled == (plan,)
    assert [code for code, _ in told(session)] == ["OAP901"]


def test_a_crashed_plugin_is_told_with_every_validation() -> None:
    session = Session([plugin(fails)])
    (fault,) = session.plugins.diagnostics
    assert re.fullmatch(
        r"It comes from line \d+ of test_plugins.py. Disable it, or report this to the authors of 'testing'.",
        fault.hint or "",
    )
    (found,) = session.validate(Plan(id="X"))
    assert (found.code, found.severity) == ("OAP901", Severity.ERROR)
    assert found.message == "Plugins have 1 fault: 'testing'."
    assert found.hint == "Run 'empact plugins' to list them."


def test_a_hook_that_asks_for_an_argument_is_refused_and_no_half_of_the_plugin_works() -> None:
    module = ModuleType("testing")
    module.empact_plans = hookimpl(lambda: [BundledPlan(name="p", package="e", resource="r")])  # type: ignore[attr-defined]
    module.empact_rules = hookimpl(lambda config: [config])  # type: ignore[attr-defined]
    session = Session([module])
    assert states(session)["testing"] == "broken"
    assert session.bundled == ()
    cause = "empact_rules has parameters ('config'), but a hook takes no arguments"
    assert told(session) == [("OAP901", f"The plugin 'testing' cannot be loaded: {cause}")]
    assert session.plugins[-1].why == cause


def test_a_plugin_that_cannot_be_hashed_works_as_any_other() -> None:
    class Mutable:
        __hash__ = None  # type: ignore[assignment]

        @hookimpl
        def empact_rules(self) -> list[Rule]:
            return [a_rule()]

    session = Session([Mutable(), plugin(lambda: [a_rule("YY001", "good")])])
    assert states(session) == dict.fromkeys([*BUILT_IN, "Mutable", "testing"], "loaded")
    assert {"ZZ001", "YY001"} <= codes(session)


def test_a_misspelt_hook_is_told_with_the_closest() -> None:
    session = Session([plugin(lambda: [a_rule()], hook="empact_rule")])
    (one,) = session.plugins.diagnostics
    assert one.message == "The plugin 'testing' implements 'empact_rule', which is not a hook."
    assert without_line(session) == "Did you mean 'empact_rules'?"


def test_a_hook_that_is_like_no_other_is_told_too() -> None:
    session = Session([plugin(list, hook="zzz")])
    assert without_line(session) == "Disable it, or report this to the authors of 'testing'."


# Two that want the same


def test_of_two_plugins_with_one_name_the_first_is_kept_and_both_distributions_are_named() -> None:
    first = plugin(lambda: [a_rule("AA001", "one")])
    second = plugin(lambda: [a_rule("AA002", "two")])
    manager = PluginManager(
        [Candidate("same", "dist-a", "1", lambda: first), Candidate("same", "dist-b", "2", lambda: second)]
    )
    assert [(one.distribution, one.state.value) for one in manager.plugins] == [
        ("dist-a", "loaded"),
        ("dist-b", "broken"),
    ]
    (one,) = manager.diagnostics
    assert one.message == "Two plugins are named 'same'; the one from dist-a is loaded, the one from dist-b is not."
    assert (one.origin, one.hint) == ("dist-b", "Disable or uninstall 'dist-b'.")
    assert [provided.value.code for provided in manager.ask(Rule)] == ["AA001"]


@pytest.mark.parametrize("names", [("dist-a", "dist-b"), ("dist-b", "dist-a")])
def test_disabling_the_distribution_of_one_leaves_the_other_of_that_name(names: tuple[str, str]) -> None:
    module = plugin(lambda: [a_rule()])
    manager = PluginManager([Candidate("same", name, None, lambda: module) for name in names], ["dist-a"])
    assert {one.distribution: one.state.value for one in manager.plugins} == {"dist-a": "disabled", "dist-b": "loaded"}
    assert manager.diagnostics == []
    assert [provided.value.code for provided in manager.ask(Rule)] == ["ZZ001"]


def test_after_a_broken_plugin_another_of_its_name_is_loaded() -> None:
    broken = plugin(list)
    broken.empact_plans = hookimpl(lambda argument: argument)  # type: ignore[attr-defined]
    good = plugin(lambda: [a_rule()])
    manager = PluginManager([Candidate("same", "a", None, lambda: broken), Candidate("same", "b", None, lambda: good)])
    assert [one.state.value for one in manager.plugins] == ["broken", "loaded"]
    assert len(manager.ask(Rule)) == 1


def test_two_programs_plugins_with_one_name_are_told_as_such() -> None:
    session = Session([plugin(list), plugin(list)])
    assert told(session) == [
        (
            "OAP901",
            (
                "Two plugins are named 'testing'; "
                "the one from the program itself is loaded, the one from the program itself is not."
            ),
        )
    ]


@pytest.mark.parametrize(
    ("rule", "word"),
    [(a_rule("OAP201", "other-name"), "OAP201"), (a_rule("AA001", "one-way-link"), "one-way-link")],
)
def test_of_two_rules_with_one_code_or_name_the_first_is_kept(rule: Rule, word: str) -> None:
    session = Session([plugin(lambda: [rule])])
    assert told(session) == [
        (
            "OAP903",
            f"The plugins 'empact.rules' and 'testing' both provide {word!r}; the one from 'empact.rules' is used.",
        )
    ]
    assert session.rule(word).origin == "empact.rules"


def test_of_two_readers_exporters_or_plans_with_one_name_the_first_is_kept() -> None:
    readers = plugin(lambda: [Reader(name="yaml", suffixes=(".zz",), read="a:b")], "empact_readers", "one")
    exporters = plugin(lambda: [Exporter(name="json", suffix=".zz", write="a:b")], "empact_exporters", "two")
    plans = plugin(
        lambda: [BundledPlan(name=name, package="p", resource="r") for name in ("a-b", "A_B")], "empact_plans", "three"
    )
    session = Session([readers, exporters, plans])
    assert [message.partition(";")[0] for _, message in told(session)] == [
        "The plugins 'empact.yaml' and 'one' both provide 'yaml'",
        "The plugins 'empact.json' and 'two' both provide 'json'",
        "The plugin 'three' provides 'a-b' twice",
    ]


# Installed plugins and those that are not wanted

BROKEN = "raise RuntimeError('at import')\n"
LEAVES = "import sys\nsys.exit(3)\n"
GOOD = """\
from empact.hooks import BundledPlan, hookimpl

@hookimpl
def empact_plans():
    yield BundledPlan(name="from-afar", package="far_away", resource="plan.yaml")
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """A function that installs a distribution with one plugin, as pip would lay it down."""
    monkeypatch.syspath_prepend(str(tmp_path))
    modules: list[str] = []

    def install(distribution: str, code: str, name: str = "") -> None:
        module = distribution.replace("-", "_").lower()
        (tmp_path / f"{module}.py").write_text(code, encoding="utf-8")
        info = tmp_path / f"{module}-2.5.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 2.5\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[empact]\n{name or module} = {module}\n", encoding="utf-8")
        importlib.invalidate_caches()
        modules.append(module)

    yield install
    for module in modules:
        sys.modules.pop(module, None)


@pytest.mark.parametrize(("code", "cause"), [(BROKEN, "RuntimeError: at import"), (LEAVES, "SystemExit: 3")])
def test_an_installed_plugin_that_cannot_be_imported_is_named_and_alone(
    install: Callable[..., None], code: str, cause: str
) -> None:
    install("Broken-Dist", code)
    install("good-dist", GOOD)
    session = Session.installed()
    assert states(session)["broken_dist"] == "broken"
    assert told(session) == [("OAP901", f"The plugin 'broken_dist' cannot be loaded: {cause}")]
    assert "from-afar" in {plan.name for plan in session.bundled}
    assert "OAP201" in codes(session)


def test_an_installed_plugin_is_listed_with_its_distribution_and_version(install: Callable[..., None]) -> None:
    install("Good-Dist", GOOD, name="good")
    (info,) = [one for one in Session.installed().plugins if one.name == "good"]
    assert (info.distribution, info.version, info.state.value) == ("Good-Dist", "2.5", "loaded")


def test_an_isolated_session_never_sees_what_is_installed(install: Callable[..., None]) -> None:
    install("good-dist", GOOD)
    install("broken-dist", BROKEN)
    session = Session()
    assert [one.name for one in session.plugins] == BUILT_IN
    assert told(session) == []


@pytest.mark.parametrize("name", ["the_plugin", "The-Plugin", "broken-dist", "Broken_Dist", "BROKEN.DIST"])
def test_a_plugin_is_disabled_by_its_name_or_its_distribution_before_it_is_loaded(
    install: Callable[..., None], name: str
) -> None:
    install("broken-dist", BROKEN, name="the_plugin")
    session = Session.installed(disable=[name])
    assert states(session)["the_plugin"] == "disabled"
    assert told(session) == []
    assert "broken_dist" not in sys.modules


def test_what_ships_with_empact_can_be_disabled_as_well() -> None:
    session = Session(disable=["empact.rules"])
    assert states(session) == {**dict.fromkeys(BUILT_IN, "loaded"), "empact.rules": "disabled"}
    assert session.rules == ()
    assert [one.state.value for one in Session(disable=["empact"]).plugins] == ["disabled"] * len(BUILT_IN)


def test_what_ships_with_empact__is_listed_with_the_hooks_of_its_modules() -> None:
    assert [candidate.name for candidate in built_in()] == BUILT_IN
    for candidate in built_in():
        module = importlib.import_module(candidate.name.replace("empact.", "empact.plugins.", 1))
        hooks = {name for name in vars(module) if name.startswith("empact_")}
        assert {name for name in vars(candidate.load()) if name.startswith("empact_")} == hooks != set()


def test_what_ships_with_empact__is_imported_when_one_of_its_hooks_is_called() -> None:
    code = (
        "import sys, empact; empact.load('oap-c-2012'); print(*(name for name in sys.modules if '.plugins.' in name))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert loaded == ["empact.plugins.forms", "empact.plugins.importing", "empact.plugins.json", "empact.plugins.yaml"]


def test_a_hook_that_is_not_marked_is_told_since_nobody_asks_it() -> None:
    module = ModuleType("forgetful")
    module.empact_rules = lambda: [a_rule()]  # type: ignore[attr-defined]
    module.empact_helper = lambda: None  # type: ignore[attr-defined]  # a name of its own is nobody's business
    session = Session([module])
    assert session.rules == Session().rules
    (fault,) = session.plugins.diagnostics
    assert fault.message == (
        "The plugin 'forgetful' has a function 'empact_rules' that is not marked with @hookimpl, so it is never called."
    )
    assert without_line(session) == "Write '@hookimpl' above it: from empact.hooks import hookimpl."
    assert [one.why for one in session.plugins if one.name == "forgetful"] == [
        "empact_rules is not marked with @hookimpl"
    ]


# The hooks themselves


def test_no_hook_takes_an_argument_stops_at_the_first_answer_or_remembers() -> None:
    manager = PluginManager([])._manager
    for name in HOOK_NAMES:
        spec = getattr(manager.hook, name).spec
        assert spec.argnames == ()
        assert not spec.opts["firstresult"]
        assert not spec.opts["historic"]
        assert not spec.warn_on_impl


HOOK_NAMES = sorted(name for name in vars(specs) if name.startswith("empact_"))
each_hook = pytest.mark.parametrize("hook", HOOKS, ids=[hook.name for hook in HOOKS])


def test_every_hook_says_how_far_it_is_a_promise() -> None:
    assert sorted(hook.name for hook in HOOKS) == HOOK_NAMES == sorted(specs.HOOK_OF.values())
    assert {hook.name: hook.tier.value for hook in HOOKS} == {
        "empact_rules": "stable",
        "empact_plans": "stable",
        "empact_documents": "stable",
        "empact_exporters": "stable",
        "empact_readers": "stable",
        "empact_formatters": "stable",
        "empact_parties": "stable",
        "empact_profiles": "stable",
        "empact_extensions": "provisional",
        "empact_commands": "provisional",
    }


@each_hook
def test_a_hook__returns_its_descriptor(hook: Hook) -> None:
    returned = inspect.signature(hook.spec).return_annotation
    assert re.fullmatch(rf"Iterable\[{hook.descriptor.__name__}(\[Any\])?\]", returned)


@each_hook
def test_the_example_of_a_hook_hands_over_what_it_says(hook: Hook) -> None:
    _, marker, example = (inspect.getdoc(hook.spec) or "").partition("Example::")
    assert marker
    module = ModuleType("an_example")
    exec(compile(inspect.cleandoc(example), hook.name, "exec"), vars(module))
    assert [type(one) for one in getattr(module, hook.name)()] == [hook.descriptor]
    assert told(Session([module])) == []


# Code that is named and imported when it is used


def test_named_code_is_imported() -> None:
    assert imported("empact.hooks.lazy:imported") is imported


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("empact.nowhere:f", "The code 'empact.nowhere:f' does not exist: No module named 'empact.nowhere'."),
        ("empact.hooks:f", "The module 'empact.hooks' has no function 'f'."),
        ("empact.hooks", "'empact.hooks' does not name code: write 'package.module:function'."),
        ("", "'' does not name code: write 'package.module:function'."),
    ],
)
def test_code_that_does_not_exist_is_told(name: str, message: str) -> None:
    with pytest.raises(PluginError) as caught:
        imported(name)
    assert str(caught.value) == message


def install_requiring(folder: Path, module: str, text: str, requirements: Iterable[str]) -> None:
    """Write a plugin and its metadata with requirements, as pip would."""
    (folder / f"{module}.py").write_text(text, encoding="utf-8")
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    required = "".join(f"Requires-Dist: {requirement}\n" for requirement in requirements)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n{required}", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[empact]\n{module} = {module}\n", encoding="utf-8")
    importlib.invalidate_caches()


@pytest.mark.parametrize(
    ("requirements", "cure"),
    [
        ([], ""),
        (["attrs>=22"], ""),
        (["nowhere-needy>=1.1", "lxml-of-nobody"], ": install 'nowhere-needy>=1.1', which its plugin requires"),
        (["Nowhere_Needy (>=1.1)"], ": install 'Nowhere_Needy (>=1.1)', which its plugin requires"),
        (["pyneedy9>=2", "attrs"], ": install 'pyneedy9>=2', which its plugin requires"),
        (["pyneedy9>=2", "another-of-nobody"], ""),
        (
            ["needy[a]>2; extra == 'b'", "no-c; extra == 'd'"],
            ": install 'needy[a]>2', which its plugin requires",
        ),
        (["pytest-of-nobody; extra == 'test'"], ""),
    ],
)
def test_imported__of_a_missing_module__names_the_requirement_of_the_plugin_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, requirements: list[str], cure: str
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    install_requiring(tmp_path, "requiring", "import needy.part\n", requirements)
    with pytest.raises(MissingExtraError) as caught:
        imported("requiring:write")
    assert str(caught.value) == f"'requiring:write' needs the module 'needy', which is not installed{cure}."

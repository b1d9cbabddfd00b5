"""Two plugins that provide the same thing: both keep everything else, and every clash is reported with both names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import ModuleType

import attrs
import pytest

from empact import Action, Plan, Session
from empact.diagnostics import Severity
from empact.hooks import (
    BundledPlan,
    Command,
    Exporter,
    Extension,
    Finding,
    Formatter,
    Party,
    Profile,
    Reader,
    Rule,
    RuleContext,
    hookimpl,
)
from empact.model import PartyKind


def silent(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    return iter(())


@attrs.frozen(kw_only=True)
class Grant:
    euros: int | None = None


def rule(code: str, name: str) -> Rule:
    return Rule(code=code, name=name, severity=Severity.INFO, doc="For a test.", check=silent)


def reader(name: str, *suffixes: str) -> Reader:
    return Reader(name=name, suffixes=suffixes or (f".{name}",), read="a:read")


def exporter(name: str) -> Exporter:
    return Exporter(name=name, suffix=".x", write="a:write")


def formatter(name: str) -> Formatter:
    return Formatter(name=name, write="a:write")


def plan(name: str) -> BundledPlan:
    return BundledPlan(name=name, package="a", resource="plan.yaml")


def profile(name: str) -> Profile:
    return Profile(name=name)


def command(name: str) -> Command:
    return Command(name=name, summary="For a test.", command="a:command")


def extension(name: str) -> Extension[Grant]:
    return Extension(name=name, on=Action, cls=Grant)


def party(code: str, *names: str) -> Party:
    return Party(code=code, kind=PartyKind.NETWORK, name=f"Network {code}", names=names)


def plugin(name: str, hook: str, descriptors: Sequence[object]) -> ModuleType:
    """Return a plugin that provides these descriptors, and a value for every other hook."""
    others: dict[str, list[object]] = {
        "empact_rules": [rule(f"Z{name.upper()}900", f"{name}-rule")],
        "empact_readers": [reader(f"{name}-reader")],
        "empact_exporters": [exporter(f"{name}-exporter")],
        "empact_formatters": [formatter(f"{name}-formatter")],
        "empact_plans": [plan(f"{name}-plan")],
        "empact_profiles": [profile(f"{name}-profile")],
        "empact_commands": [command(f"{name}-command")],
        "empact_extensions": [extension(f"{name}-extension")],
        "empact_parties": [party(f"{name.upper()}NET")],
    }
    module = ModuleType(name)
    for key, values in others.items():
        provided = [*values, *descriptors] if key == hook else values
        setattr(module, key, hookimpl(lambda provided=provided: provided))
    return module


def provided(session: Session) -> set[str]:
    """Return a word for every value that the plugins of a session provide."""
    return {
        *(one.value.code for one in session.rules),
        *(one.name for one in session.exporters),
        *(one.name for one in session.formatters),
        *(one.name for one in session.bundled),
        *(one.name for one in session.plugins.profiles),
        *(one.name for one in session.plugins.commands),
        *(one.name for one in session.plugins.extensions),
        *(one.code for one in session.register.parties),
        *(one.value.name for one in session._plugins.readers),
    }


def everything_else(name: str) -> set[str]:
    """Return the words for the values that a plugin provides beside those that a test gives it."""
    kinds = ("reader", "exporter", "formatter", "plan", "profile", "command")
    return {f"Z{name.upper()}900", *(f"{name}-{kind}" for kind in kinds), f"{name}-extension", f"{name.upper()}NET"}


@attrs.frozen
class Clash:
    """What two plugins provide at a hook: the first, the second, and the words of what is kept of these."""

    hook: str
    first: Sequence[object]
    second: Sequence[object]
    kept: set[str]
    message: str


BOTH = "The plugins 'aa' and 'bb' both provide"
CLASHES = {
    "rule code": Clash(
        "empact_rules",
        [rule("QQ001", "one"), rule("QA001", "two")],
        [rule("QQ001", "three"), rule("QB001", "four")],
        {"QQ001", "QA001", "QB001"},
        f"{BOTH} 'QQ001'; the one from 'aa' is used.",
    ),
    "rule name": Clash(
        "empact_rules",
        [rule("QA001", "one")],
        [rule("QB001", "one"), rule("QB002", "two")],
        {"QA001", "QB002"},
        f"{BOTH} 'one'; the one from 'aa' is used.",
    ),
    "rule prefix": Clash(
        "empact_rules",
        [rule("QQ001", "one")],
        [rule("QQ002", "two"), rule("QQ003", "three")],
        {"QQ001", "QQ002", "QQ003"},
        f"{BOTH} rules with the prefix 'QQ'.",
    ),
    "reader": Clash(
        "empact_readers",
        [reader("one", ".one")],
        [reader("one", ".two"), reader("three")],
        {"one", "three"},
        f"{BOTH} 'one'; the one from 'aa' is used.",
    ),
    "suffix": Clash(
        "empact_readers",
        [reader("one", ".x")],
        [reader("two", ".x", ".y")],
        {"one", "two"},
        "The plugins 'aa' and 'bb' both read files with the suffix '.x'; 'aa' is used.",
    ),
    "exporter": Clash(
        "empact_exporters",
        [exporter("one")],
        [exporter("one"), exporter("two")],
        {"one", "two"},
        f"{BOTH} 'one'; the one from 'aa' is used.",
    ),
    "formatter": Clash(
        "empact_formatters",
        [formatter("one")],
        [formatter("one"), formatter("two")],
        {"one", "two"},
        f"{BOTH} 'one'; the one from 'aa' is used.",
    ),
    "plan": Clash(
        "empact_plans",
        [plan("one-plan")],
        [plan("One_Plan"), plan("two-plan")],
        {"one-plan", "two-plan"},
        f"{BOTH} 'one-plan'; the one from 'aa' is used.",
    ),
    "profile": Clash(
        "empact_profiles",
        [profile("one")],
        [profile("one"), profile("two")],
        {"one", "two"},
        f"{BOTH} 'one'; the one from 'aa' is used.",
    ),
    "command": Clash(
        "empact_commands",
        [command("one")],
        [command("one"), command("two")],
        {"one", "two"},
        f"{BOTH} 'one'; the one from 'aa' is used.",
    ),
    "extension": Clash(
        "empact_extensions",
        [extension("one")],
        [extension("one"), extension("two")],
        {"one", "two"},
        f"{BOTH} 'one on Action'; the one from 'aa' is used.",
    ),
    "party": Clash(
        "empact_parties",
        [party("ONENET")],
        [party("ONENET"), party("TWONET")],
        {"ONENET", "TWONET"},
        "The plugin 'bb' provides the party 'ONENET' with the name 'ONENET', "
        "which already means 'ONENET' (Network ONENET).",
    ),
    "name of a party": Clash(
        "empact_parties",
        [party("ONENET", "The one")],
        [party("TWONET", "The one", "The two")],
        {"ONENET", "TWONET"},
        "The plugin 'bb' provides the party 'TWONET' with the name 'The one', "
        "which already means 'ONENET' (Network ONENET).",
    ),
}
each_clash = pytest.mark.parametrize("clash", CLASHES.values(), ids=CLASHES)


@each_clash
def test_two_plugins_in_a_clash__keep_everything_else(clash: Clash) -> None:
    session = Session([plugin("aa", clash.hook, clash.first), plugin("bb", clash.hook, clash.second)])
    assert [(found.code, found.origin, found.message) for found in session.plugins.diagnostics] == [
        ("OAP903", "bb", clash.message)
    ]
    assert provided(session) - provided(Session()) == clash.kept | everything_else("aa") | everything_else("bb")
    assert [info.state.value for info in session.plugins if info.name in {"aa", "bb"}] == ["loaded", "loaded"]
    assert [info.why for info in session.plugins if info.name in {"aa", "bb"}] == [None, clash.message]


BUILT_IN = {
    "rule code": ("empact_rules", [rule("OAP201", "one"), rule("QA001", "two")], {"QA001"}),
    "rule name": ("empact_rules", [rule("QA001", "dangling-link"), rule("QA002", "two")], {"QA002"}),
    "rule prefix": ("empact_rules", [rule("OAP999", "one"), rule("QA002", "two")], {"QA002"}),
    "reader": ("empact_readers", [reader("yaml", ".x"), reader("two")], {"two"}),
    "suffix": ("empact_readers", [reader("two", ".json")], {"two"}),
    "exporter": ("empact_exporters", [exporter("json"), exporter("two")], {"two"}),
    "formatter": ("empact_formatters", [formatter("text"), formatter("two")], {"two"}),
    "party": ("empact_parties", [party("IT"), party("TWONET")], {"TWONET"}),
    "name of a party": ("empact_parties", [party("TWONET", "Italy", "The two")], {"TWONET"}),
}
"""What a plugin provides at a hook, and the words of what is kept of it."""


@pytest.mark.parametrize(("hook", "descriptors", "kept"), BUILT_IN.values(), ids=BUILT_IN)
def test_a_plugin_in_a_clash_with_a_built_in_one__keeps_everything_else(
    hook: str, descriptors: Sequence[object], kept: set[str]
) -> None:
    session = Session([plugin("aa", hook, descriptors)])
    assert [(found.code, found.origin) for found in session.plugins.diagnostics] == [("OAP903", "aa")]
    assert provided(session) - provided(Session()) == kept | everything_else("aa")
    assert session.rule("OAP201").origin == session.rule("dangling-link").origin == "empact.rules"
    assert session.register.get("IT").name == "Italy"
    assert session._plugins.reader(None, ".json").read.startswith("empact.")
    assert session._plugins.reader("yaml", "").read.startswith("empact.")


def test_a_name_of_two_parties__means_the_first_and_the_other_names_stay() -> None:
    first, second = CLASHES["name of a party"].first, CLASHES["name of a party"].second
    register = Session([plugin("aa", "empact_parties", first), plugin("bb", "empact_parties", second)]).register
    found = [register.find(name) for name in ("The one", "The two", "TWONET")]
    assert [one and one.code for one in found] == ["ONENET", "TWONET", "TWONET"]


def test_a_rule_that_is_ignored_for_its_prefix__takes_no_name_from_another_plugin() -> None:
    first = plugin("aa", "empact_rules", [rule("OAP999", "one")])
    second = plugin("bb", "empact_rules", [rule("QB001", "one")])
    session = Session([first, second])
    assert session.rule("one").value.code == "QB001"
    assert "OAP999" not in provided(session)
    assert [found.origin for found in session.plugins.diagnostics] == ["aa"]


@pytest.mark.parametrize(
    ("hook", "descriptors", "message"),
    [
        ("empact_profiles", [profile("one"), profile("one")], "provides 'one' twice; the first one is used."),
        (
            "empact_readers",
            [reader("one", ".x"), reader("two", ".x")],
            "reads files with the suffix '.x' twice; the first reader is used.",
        ),
    ],
)
def test_a_plugin_that_provides_a_name_twice__is_reported_alone(
    hook: str, descriptors: Sequence[object], message: str
) -> None:
    (found,) = Session([plugin("aa", hook, descriptors)]).plugins.diagnostics
    assert found.message == f"The plugin 'aa' {message}"


def test_validate__reports_the_clash_of_an_exporter_that_only_a_plugin_can_cause() -> None:
    a_plan = Plan(id="C-2012")
    clashing = ModuleType("late")
    clashing.empact_exporters = hookimpl(lambda: [exporter("json")])  # type: ignore[attr-defined]
    found = Session(plugins=[clashing]).validate(a_plan)
    assert "Plugins have 1 fault: 'late'." in [one.message for one in found]
    assert not [one for one in Session().validate(a_plan) if one.message.startswith("Plugins have")]


def test_plugins_of_empact__provide_exporters_and_documents_without_a_problem() -> None:
    session = Session()
    assert session.exporters  # these are not asked by a validation
    assert session.documents
    assert not session.plugins.diagnostics

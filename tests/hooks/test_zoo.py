"""A zoo of faulty plugins, installed for real: each is named, and alone; the rest stays intact."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.paths import DATA

import empact
from empact import Plan, Session, Severity
from empact.cli import main

ZOO = DATA / "zoo"
ANIMALS = sorted(path.name for path in ZOO.iterdir() if (path / "pyproject.toml").is_file())
PLAN = Plan(id="X")

Told = list[tuple[str, str, str]]

FAULTS: dict[str, Told] = {
    "zoo-raises": [("OAP901", "zoo_raises", "The plugin 'zoo_raises' cannot be loaded: RuntimeError: at import")],
    "zoo-leaves": [("OAP901", "zoo_leaves", "The plugin 'zoo_leaves' cannot be loaded: SystemExit: 3")],
    "zoo-needs": [
        (
            "OAP901",
            "zoo_needs",
            ("The plugin 'zoo_needs' cannot be loaded: ModuleNotFoundError: No module named 'zoo_library_of_nobody'"),
        )
    ],
    "zoo-none": [("OAP901", "zoo_none", "The plugin 'zoo_none' returns None at empact_rules.")],
    "zoo-text": [
        (
            "OAP901",
            "zoo_text",
            (
                "The plugin 'zoo_text' fails at empact_rules: TypeError: "
                "it returns the string 'ZOOT001' instead of descriptors"
            ),
        )
    ],
    "zoo-half-way": [
        ("OAP901", "zoo_half_way", "The plugin 'zoo_half_way' fails at empact_rules: RuntimeError: half-way")
    ],
    "zoo-wrong-type": [
        ("OAP901", "zoo_wrong_type", "The plugin 'zoo_wrong_type' provides 7 at empact_rules, which is not a Rule.")
    ],
    "zoo-misspelt": [
        ("OAP901", "zoo_misspelt", "The plugin 'zoo_misspelt' implements 'empact_rulez', which is not a hook.")
    ],
    "zoo-argument": [
        (
            "OAP901",
            "zoo_argument",
            (
                "The plugin 'zoo_argument' cannot be loaded: "
                "empact_rules has parameters ('config'), but a hook takes no arguments"
            ),
        )
    ],
    "zoo-newer": [
        (
            "OAP901",
            "zoo_newer",
            (
                "The plugin 'zoo_newer' cannot be loaded: "
                "it needs the plugin API 2, but this version of empact has 1; install a newer empact"
            ),
        )
    ],
    "zoo-twin-code": [
        (
            "OAP903",
            "zoo_twin_code",
            "The plugins 'zoo_good' and 'zoo_twin_code' both provide 'ZOO001'; the one from 'zoo_good' is used.",
        ),
        (
            "OAP903",
            "zoo_twin_code",
            (
                "The plugins 'empact.rules' and 'zoo_twin_code' both provide 'dangling-link'; "
                "the one from 'empact.rules' is used."
            ),
        ),
    ],
    "zoo-prefix": [
        (
            "OAP903",
            "zoo_prefix",
            "The plugin 'zoo_prefix' provides the rule OAP299, but the prefix 'OAP' belongs to empact itself.",
        ),
        (
            "OAP903",
            "zoo_prefix",
            "The plugins 'zoo_good' and 'zoo_prefix' both provide rules with the prefix 'ZOO'.",
        ),
    ],
    "zoo-same-b": [
        (
            "OAP901",
            "zoo-same-b",
            "Two plugins are named 'zoo_same'; the one from zoo-same-a is loaded, the one from zoo-same-b is not.",
        )
    ],
    "zoo-suffix": [
        (
            "OAP903",
            "zoo_suffix",
            (
                "The plugins 'empact.yaml' and 'zoo_suffix' both read files with the suffix '.yaml'; "
                "'empact.yaml' is used."
            ),
        )
    ],
    "zoo-party": [
        (
            "OAP903",
            "zoo_party",
            "The plugin 'zoo_party' provides the party 'IT' with the name 'IT', which already means 'IT' (Italy).",
        ),
        (
            "OAP903",
            "zoo_party",
            (
                "The plugin 'zoo_party' provides the party 'ZOOKEEP' with the name 'Italy', "
                "which already means 'IT' (Italy)."
            ),
        ),
    ],
}
WHOLE = ("zoo-good", "zoo-same-a", "zoo-command", "zoo-profile", "zoo-crash")
"""Animals without a fault of their own, or whose fault shows only when they are used."""
KEPT = {
    "zoo-half-way": set[str](),
    "zoo-wrong-type": {"ZOOW001"},
    "zoo-twin-code": {"ZOOC002"},
    "zoo-prefix": {"ZOO002", "ZOOP001"},
    "zoo-same-b": {"ZOOSA001"},
}
"""What is kept of a faulty plugin."""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Path]]:
    """A function that installs animals as pip would lay them down, and gives the folder."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delenv("EMPACT_DISABLE", raising=False)

    def install(*names: str) -> Path:
        for name in names:
            project = tomllib.loads((ZOO / name / "pyproject.toml").read_text(encoding="utf-8"))["project"]
            shutil.copy(ZOO / name / f"{name.replace('-', '_')}.py", tmp_path)
            info = tmp_path / f"{name.replace('-', '_')}-{project['version']}.dist-info"
            info.mkdir()
            metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {project['version']}\n"
            (info / "METADATA").write_text(metadata, encoding="utf-8")
            points = "".join(f"{key} = {value}\n" for key, value in project["entry-points"]["empact"].items())
            (info / "entry_points.txt").write_text(f"[empact]\n{points}", encoding="utf-8")
        importlib.invalidate_caches()
        return tmp_path

    yield install
    for name in ANIMALS:
        sys.modules.pop(name.replace("-", "_"), None)


def told(session: Session) -> Told:
    return [(one.code, one.origin, one.message) for one in session.plugins.diagnostics]


def codes(session: Session) -> set[str]:
    return {one.value.code for one in session.rules}


def states(session: Session) -> dict[str, tuple[str, str | None]]:
    return {one.distribution: (one.state.value, one.why) for one in session.plugins}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="empact")


OURS = codes(empact.Session())


def test_every_animal_is_looked_after() -> None:
    assert sorted((*FAULTS, *WHOLE)) == ANIMALS


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_plugin_is_named_and_alone_and_the_rest_is_intact(house: Callable[..., Path], name: str) -> None:
    house("zoo-good", name, *(["zoo-same-a"] if name == "zoo-same-b" else []))
    session = Session.installed()
    assert told(session) == FAULTS[name]
    added = {code for code in codes(session) if code.startswith("ZOO")}
    assert added == {"ZOO001"} | KEPT.get(name, set())
    assert codes(session) >= OURS
    assert "oap-c-2012" in {plan.name for plan in session.bundled}
    assert states(session)["zoo-good"] == ("loaded", None)
    state, why = states(session)[name]
    assert why
    assert (state == "broken") == (
        name in {"zoo-raises", "zoo-leaves", "zoo-needs", "zoo-argument", "zoo-newer", "zoo-same-b"}
    )
    (summary,) = session.validate(PLAN, select=["ZOO001"])
    assert (summary.code, summary.origin) == ("OAP901", "empact")
    assert summary.message.endswith(f" fault{'s' * (len(FAULTS[name]) != 1)}: {FAULTS[name][0][1]!r}.")
    assert session.validate(PLAN, select=["ZOO001"]).worst is Severity.ERROR


def test_the_whole_zoo_disturbs_nobody(house: Callable[..., Path]) -> None:
    house(*ANIMALS)
    session = Session.installed()
    assert sorted(told(session)) == sorted(fault for faults in FAULTS.values() for fault in faults)
    kept = {"ZOO001", "ZOOX001"}.union(*KEPT.values())
    assert {code for code in codes(session) if code.startswith("ZOO")} == kept
    assert codes(session) >= OURS
    plan = session.load("oap-c-2012")
    found = [one for one in session.validate(plan) if one.origin == "empact.rules"]
    assert found == list(Session().validate(plan))


def test_a_rule_that_crashes_is_named_with_its_plugin(house: Callable[..., Path]) -> None:
    house("zoo-good", "zoo-crash")
    (crash,) = Session.installed().validate(PLAN, select=["ZOO", "ZOOX"])
    assert (crash.code, crash.origin) == ("OAP902", "zoo_crash")
    assert crash.message == "The rule 'crashing' (ZOOX001) stops with ZeroDivisionError: in the check"


def test_the_command_lists_loaded_disabled_and_broken_plugins_and_why(
    house: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = house("zoo-good", "zoo-raises", "zoo-half-way", "zoo-leaves")
    paths = [str(folder), *(path for path in sys.path if path)]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    monkeypatch.setenv("EMPACT_DISABLE", "zoo_leaves, zoo-god")
    monkeypatch.setenv("COLUMNS", "120")
    done = subprocess.run([sys.executable, "-m", "empact", "plugins"], capture_output=True, text=True, check=False)
    lines = done.stdout[: done.stdout.index("\n\n")].splitlines()
    rows = {line.split()[0]: " ".join(line.split()[1:]) for line in lines}
    assert rows["zoo_good"] == "loaded zoo-good 1.0"
    assert rows["zoo_leaves"] == "disabled zoo-leaves 1.0 by EMPACT_DISABLE"
    assert rows["zoo_raises"] == "broken zoo-raises 1.0 RuntimeError: at import"
    assert rows["zoo_half_way"] == "loaded zoo-half-way 1.0 empact_rules: RuntimeError: half-way"
    assert "warning OAP904 unknown-name: Unknown plugin 'zoo-god', disabled by EMPACT_DISABLE." in done.stdout
    assert "Did you mean 'zoo-good'?" in done.stdout
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.one_python
def test_two_of_them_installed_with_pip(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    animals = []
    for name in ("zoo-good", "zoo-raises"):
        shutil.copytree(ZOO / name, tmp_path / name)
        animals.append(str(tmp_path / name))
    subprocess.run([*pip, "--target", str(folder), *animals], check=True, capture_output=True)
    script = (
        "import empact; s = empact.Session.installed();"
        "print(*(f'{p.name}={p.state.value}' for p in s.plugins if p.name.startswith('zoo')), s.rule('ZOO001').origin)"
    )
    paths = os.pathsep.join([str(folder), *(path for path in sys.path if path)])
    environment = os.environ | {"PYTHONPATH": paths}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["zoo_good=loaded", "zoo_raises=broken", "zoo_good"]


# Descriptors of the later hooks


def test_the_parties_of_a_plugin_are_known_to_the_rules_and_to_the_schema(house: Callable[..., Path]) -> None:
    house("zoo-party")
    session = Session.installed()
    assert session.register.find("Zoo Keepers") is not None
    assert session.register.get("IT").name == "Italy"
    plan = session.loads(
        "empact: plan/1\nid: X\nperiod: {start: 2026-01-01, end: 2026-12-31}\n"
        "actions:\n- {number: a, participants: [Zoo Keepers]}\n",
        format="yaml",
    )
    unknown = [one.message for one in Session().validate(plan, select=["parties"]) if "Zoo Keepers" in one.message]
    assert unknown
    assert [one.message for one in session.validate(plan, select=["parties"]) if "Zoo Keepers" in one.message] == []
    assert b"ZOOKEEP" in session.schema()
    assert b"ZOOKEEP" not in Session().schema()


def test_a_profile_of_a_plugin_is_where_the_choice_starts(house: Callable[..., Path]) -> None:
    house("zoo-profile")
    session = Session.installed()
    assert [one.name for one in session.plugins.profiles] == ["zoo", "zoo-times"]
    plan = session.load("oap-c-2012")
    found = session.validate(plan, profile="zoo")
    assert {one.code[:4] for one in found} == {"OAP2"}
    assert {one.severity for one in found} == {Severity.ERROR}
    assert "one-way-link" not in {one.name for one in found}
    assert {one.code for one in session.validate(plan, profile="zoo", select=["OAP201"])} == {"OAP201"}
    with pytest.raises(empact.UnknownIdError, match=r"Profile 'zo' does not exist. Did you mean 'zoo'\?"):
        session.validate(plan, profile="zo")


def test_a_configuration_may_name_a_profile(house: Callable[..., Path]) -> None:
    house("zoo-profile")
    session = Session.installed(config=empact.Config(profile="zoo-times"))
    plan = session.load("oap-c-2012")
    assert {one.code[:4] for one in session.validate(plan)} == {"OAP3"}
    assert {one.code[:4] for one in session.validate(plan, profile="zoo")} == {"OAP2"}


def test_a_command_of_a_plugin_runs_with_the_session(
    house: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    house("zoo-command", "zoo-raises")
    session = Session.installed()
    monkeypatch.setattr("empact.cli.app.default_session", lambda: session)
    ours = [one.name for one in Session().plugins.commands]
    assert [one.name for one in session.plugins.commands if one.name not in ours] == [
        "feed",
        "feign",
        "flee",
        "fail",
        "show",
    ]
    assert run("feed").stdout == "fed True\n"
    help_text = run("--help").stdout
    assert "Feed the animals." in help_text
    assert "Be what empact has." not in help_text
    for name, message in (
        (
            "feign",
            (
                "The command 'feign' of the plugin 'zoo_command' names 'zoo_command:no_command', "
                "which is not a click command."
            ),
        ),
        (
            "flee",
            (
                "The command 'flee' of the plugin 'zoo_command' cannot be loaded: "
                "The module 'zoo_command' has no function 'nowhere'."
            ),
        ),
        (
            "fail",
            (
                "The command 'fail' of the plugin 'zoo_command' cannot be loaded: "
                "RuntimeError: at import (line 5 of zoo_raises.py)"
            ),
        ),
    ):
        done = run(name)
        assert (done.exit_code, done.stderr) == (2, f"Error: {message}\n")
    assert "oap-c-2012" not in run("show", "oap-c-2012", "1.1").stdout
    assert "The command 'show' is built in" in " ".join(run("plugins").stdout.split())
    assert run("fed").exit_code == 2

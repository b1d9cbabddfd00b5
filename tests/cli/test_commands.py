"""What all commands have in common: arguments, options and help, and what a shell completes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner
from tests.support import shipped

import empact_support_desk
import oap_c_2012
from empact import Session
from empact.cli import completions, main
from empact.cli.commands import BUILT_IN
from empact.cli.result_command import _ResultCommand
from empact.hooks import Command, Option
from empact.hooks.lazy import imported

Complete = Callable[..., list[tuple[str, str]]]
PLUGINS = [oap_c_2012, empact_support_desk]


def _below(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for word, inner in command.commands.items():
            yield from _below(f"{name} {word}", inner)


COMMANDS = {name: command for word, row in BUILT_IN.items() for name, command in _below(word, imported(row.command))}
"""Every built-in command and subcommand, by what a user types."""
PROVIDED = {command.name: imported(command.command) for command in Session(PLUGINS).plugins.commands}
LAST = [
    *("--from", "--release", "--marking", "--as-of", "--ledger", "--practice", "--reports", "--operations", "--kpis"),
    "--seals",
    "--language",
]
LAST += ["--format", "--to", "--output"]
"""The shared options, in the order in which every command has them, after its own ones."""
ARGUMENTS = {
    "PLAN",
    "FILE",
    "FILE...",
    "INBOX...",
    "ID...",
    "PLAN...",
    "EARLIER",
    "LATER",
    "OLD",
    "NEW",
    "PARTY",
    "ACTION",
    "RULE",
    "CYCLE",
    "KIND",
    "TITLE",
    "TEXT",
    "WORDS...",
} | {"NAME"}
METAVARS = {
    "--action": "ACTION",
    "--answers": "FILE",
    "--as-of": "DATE",
    "--by": "PARTY",
    "--cycle": "CYCLE",
    "--due": "DATE",
    "--from": "FORMAT",
    "--release": "LEVEL",
    "--marking": "LEVEL",
    "--ledger": "FOLDER",
    "--mappings": "FOLDER",
    "--on": "DATE",
    "--party": "PARTY",
    "--practice": "FOLDER",
    "--reports": "FOLDER",
    "--operations": "FOLDER",
    "--kpis": "FOLDER",
    "--seals": "FOLDER",
    "--replies-to": "ENTRY",
    "--select": "RULE",
    "--ignore": "RULE",
    "--source": "TEXT",
    "--text": "TEXT",
}
READS_PLANS = set(COMMANDS) - (
    {"cycles", "documents", "formats", "ledger", "markings", "new", "plans", "plugins", "practice", "records"}
    | {"report", "rules", "schema"}
)
FOLLOWS_DECISIONS = {
    "agenda",
    "continue",
    "driver-report",
    "exclusion",
    "export",
    "governance",
    "overlaps",
    "progress",
    "task",
    "validate",
} | {"workload"}
DATED = FOLLOWS_DECISIONS | {"ledger list", "report list", "report round", "report seals"}
REPORTING = {"continue", "driver-report", "exclusion", "export", "progress", "task"} | {
    "report add",
    "report check",
    "report new",
    "report round",
    "report seal",
    "report seals",
}
WRITES_JSON = set(COMMANDS) - {"continue", "export", "ledger", "new", "practice", "records", "report", "schema"}


def parameters(command: click.Command) -> list[click.Parameter]:
    """The parameters of a command, with those that its document declares, and without ``--help``."""
    program = click.Context(main, obj=Session(PLUGINS), help_option_names=["-h", "--help"], resilient_parsing=True)
    ctx = command.make_context("command", [], program, resilient_parsing=True)
    return [param for param in command.get_params(ctx) if "--help" not in param.opts]


def options(command: click.Command) -> dict[str, click.Option]:
    """The options of a command by their long names."""
    found = (param for param in parameters(command) if isinstance(param, click.Option))
    return {next(name for name in option.opts if name.startswith("--")): option for option in found}


def named(option: str) -> set[str]:
    """The commands with an option."""
    return {name for name, command in COMMANDS.items() if option in options(command)}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command__has_its_arguments_before_its_options_and_the_shared_options_last(name: str) -> None:
    params = parameters(COMMANDS[name])
    kinds = [isinstance(param, click.Option) for param in params]
    assert kinds == sorted(kinds)
    words = list(options(COMMANDS[name]))
    shared = [word for word in words if word in LAST]
    assert shared == sorted(shared, key=LAST.index)
    assert words[len(words) - len(shared) :] == shared


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command__calls_arguments_and_values_by_the_same_words_as_the_others(name: str) -> None:
    for param in parameters(COMMANDS[name]):
        if isinstance(param, click.Argument):
            assert str(param.metavar).strip("[]") in ARGUMENTS, param.name
        assert param.metavar == METAVARS.get(param.opts[-1], param.metavar), param.name
    for word, option in options(COMMANDS[name]).items():
        assert option.help, word
        assert option.is_flag or isinstance(option.type, click.Choice) or option.metavar, word


SHARED = ("--from", "--release", "--marking", "--as-of", "--ledger", "--practice", "--reports", "--format")


@pytest.mark.parametrize("word", SHARED)
def test_a_shared_option__has_one_help(word: str) -> None:
    helps = {name: str(options(command)[word].help) for name, command in COMMANDS.items() if word in options(command)}
    alike = {re.sub(r"; default: \w+\.$", "", text) for text in helps.values()}
    if word == "--format":
        alike -= {str(options(COMMANDS[name])[word].help) for name in ("report new", "task", "validate")}
    assert len(alike) == 1


SHOWING = {name: command for name, command in COMMANDS.items() if isinstance(command, _ResultCommand)}
"""The commands that print the document of a result, or the result as JSON."""


@pytest.mark.parametrize("name", SHOWING)
def test_a_command__uses_each_option_of_its_document_for_its_json(name: str) -> None:
    command, session = SHOWING[name], Session(PLUGINS)
    declared = {option.name for option in command.declared(session, {}) if isinstance(option, Option)}
    assert declared - inspect.signature(inspect.unwrap(command.callback or print)).parameters.keys() == set()


def test_an_option__is_where_it_is_needed() -> None:
    assert named("--from") == named("--release") == named("--marking") == READS_PLANS
    assert named("--ledger") == FOLLOWS_DECISIONS | {
        "ledger add",
        "ledger list",
        "ledger check",
        "ledger confirm",
        "report add",
        "report check",
        "report new",
        "report round",
        "report seal",
        "report seals",
    }
    assert named("--reports") == REPORTING | {"report list", "report redact"}
    assert named("--operations") == REPORTING
    assert named("--kpis") == REPORTING | {"agenda"}
    assert named("--seals") == {"driver-report", "export", "report check", "report seal", "report seals"}
    assert named("--as-of") == DATED
    assert named("--format") >= {name for name in WRITES_JSON if " " in name}
    assert named("--to") == {"export"}


# Help


@pytest.mark.parametrize("name", ["", *COMMANDS, *PROVIDED])
def test_help__fits_80_columns(name: str) -> None:
    runner = CliRunner(env={"COLUMNS": "80"})
    if name in PROVIDED:
        done = runner.invoke(PROVIDED[name], ["--help"], prog_name=f"empact {name}")
    else:
        done = runner.invoke(main, [*name.split(), "--help"], prog_name="empact")
    assert done.exit_code == 0
    # A list of choices is one word, which click cannot wrap.
    assert [line for line in done.stdout.splitlines() if len(line) > 80 and "|" not in line] == []


@pytest.mark.parametrize("name", [name for name in COMMANDS if " " in name])
def test_a_subcommand__has_a_short_help(name: str) -> None:
    text = COMMANDS[name].get_short_help_str(45)
    assert text
    assert not text.endswith("...")


@pytest.mark.parametrize("command", Session(PLUGINS).plugins.commands, ids=lambda command: command.name)
def test_the_command_of_an_example_plugin__has_a_short_help(command: Command) -> None:
    assert 0 < len(command.summary) <= 45


# Completion


@pytest.fixture
def complete(monkeypatch: pytest.MonkeyPatch) -> Complete:
    """The completions of a call, as pairs of their type and their value."""
    session = Session(PLUGINS)
    monkeypatch.setattr("empact.cli.app.default_session", lambda: session)

    def complete(*words: str) -> list[tuple[str, str]]:
        shell = ShellComplete(main, {}, "empact", "_EMPACT_COMPLETE")
        return [(item.type, item.value) for item in shell.get_completions([*words[:-1]], words[-1])]

    return complete


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (("wo",), ["workload"]),
        (("cal",), ["calendar"]),  # a command of a plugin
        (("ledger", ""), ["add", "check", "list"]),
        (("--ver",), ["--version"]),
        (("validate", "--as"), ["--as-of"]),
        (("validate", "--select", "OAP20"), [f"OAP20{number}" for number in range(1, 10) if number != 6]),
        (("validate", "--ignore", "dangling"), ["dangling-link"]),
        (("validate", "--format", ""), ["annotations", "json", "text"]),
        (("links", "--format", "j"), ["json"]),
        (("show", "--from", "y"), ["yaml"]),
        (("show", "--release", "L"), ["LIMITE"]),
        (("rules", "dangling"), ["dangling-link"]),
        (("export", "x", "--to", "j"), ["json"]),
        (("export", "x", "--document", ""), ["deadlines", "findings", "plan", "workload"]),
        (("export", "x", "--document", "workload", "--p"), ["--party"]),
        (("export", "--to", "text", "--document", "findings", "--"), ["--width", "--show", "--no-summary"]),
        (("export", "--document", "findings", "--show", ""), ["error", "info", "warning"]),
        (("export", "--document", "none", "--as"), ["--as-of"]),
        (("validate", "--gr"), ["--group"]),
        (("validate", "--group", ""), ["leader", "rule"]),
        (("schema", "--of", "l"), ["ledger", "ledger-check", "lineage", "links"]),
        (("exclusion", "oap-c-2012", "H"), ["HR", "HU"]),
        (("workload", "--party", "H"), ["HR", "HU"]),
        (("ledger", "add", "x", "meeting", "--by", "H"), ["HR", "HU"]),
        (("show", "oap-c-2012", "2."), ["2.1", "2.2", "2.3"]),
        (("ledger", "add", "oap-c-2012", "meeting", "--action", "7"), ["7.1", "7.2"]),
        (("report", "add", "oap-c-2012", "--action", "7"), ["7.1", "7.2"]),
        (("export", "oap-c-2012", "--document", "sheet", "--action", "7"), ["7.1", "7.2"]),
    ],
)
def test_completion__of_names(words: tuple[str, ...], completed: list[str], complete: Complete) -> None:
    found = [value for type_, value in complete(*words) if type_ == "plain"]
    assert set(completed) <= set(found)
    assert all(value.startswith(words[-1]) for value in found)


@pytest.mark.parametrize("words", [("show", "oap"), ("validate", "oap"), ("validate", "x", "oap"), ("lineage", "oap")])
def test_completion__of_a_plan_has_bundled_plans_and_files(words: tuple[str, ...], complete: Complete) -> None:
    assert complete(*words) == [("file", "oap"), ("plain", "oap-c-2012")]


@pytest.mark.parametrize("plan", ["-", "no-such-plan", "README.md"])
def test_completion__of_an_action_is_silent_without_a_plan(plan: str, complete: Complete) -> None:
    assert complete("show", plan, "2") == []


def test_completion__of_a_folder(complete: Complete) -> None:
    assert complete("validate", "--ledger", "rec") == [("dir", "rec")]


def test_completion__of_an_export_format() -> None:
    ctx = click.Context(click.Command("export"), obj=Session(PLUGINS))
    assert {item.value for item in completions.exporters(ctx, "")} == {"wiki", *(one.name for one in shipped.EXPORTERS)}


def test_completion__of_a_command_imports_no_command(complete: Complete, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("empact.cli.commands.imported", lambda name: pytest.fail(f"imports {name}"))
    assert len(complete("")) == len(BUILT_IN) + len(PROVIDED)


def test_completion__is_silent_with_a_broken_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empact.toml").write_text("ignroe = []\n", encoding="utf-8")
    shell = ShellComplete(main, {}, "empact", "_EMPACT_COMPLETE")
    assert [item.value for item in shell.get_completions([], "wor")] == ["workload"]
    assert [item.type for item in shell.get_completions(["show"], "oap")] == ["file"]

"""What the command line prints on the standard error: errors, warnings, notes and progress, and ``--quiet``."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import empact
from empact import Session
from empact.cli import main
from empact.cli.commands import usage_message
from empact.cli.console import MANY
from empact.hooks import Command, hookimpl

PLAN = "empact: plan/1\nid: X\n"


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, arguments, prog_name="empact")


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[Session], None]:
    """A function that gives the command line another session."""
    return lambda session: monkeypatch.setattr("empact.cli.app.default_session", lambda: session)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with enough plans for a progress bar, and one file that is not a plan."""
    for number in range(MANY):
        (tmp_path / f"{number}.yaml").write_text(PLAN.replace("X", f"X{number}"), encoding="utf-8")
    (tmp_path / "compose.yaml").write_text("services: {}\n", encoding="utf-8")
    return tmp_path


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


# Errors


@pytest.mark.parametrize(
    ("arguments", "error", "command"),
    [
        (("valdate",), "Command 'valdate' does not exist. Did you mean 'validate'?", "empact"),
        (("ledger", "lst"), "Command 'lst' does not exist. Did you mean 'list'?", "empact ledger"),
        (("validate", "x.yaml", "-q"), "Option '-q' stands before the command: empact -q validate.", "empact validate"),
        (
            ("validate", "x.yaml", "--config", "empact.toml"),
            "Option '--config' stands before the command: empact --config FILE validate.",
            "empact validate",
        ),
        (
            ("ledger", "list", "-V"),
            "Option '-V' stands before the command: empact -V ledger list.",
            "empact ledger list",
        ),
        (("--verson",), "Option '--verson' does not exist. Did you mean '--version'?", "empact"),
        (
            ("validate", "x", "--selct", "y"),
            "Option '--selct' does not exist. Did you mean '--select'?",
            "empact validate",
        ),
        (("plans", "-x"), "Option '-x' does not exist.", "empact plans"),
        (
            ("validate", "x", "--format", "json", "--statistics"),
            "Option '--statistics' needs --format text.",
            "empact validate",
        ),
        (
            ("validate", "x", "--group", "party"),
            "Invalid value for '--group': The option 'group' is 'party'. Allowed: action, rule, leader.",
            "empact validate",
        ),
        (("show",), "Missing argument 'PLAN'.", "empact show"),
        (
            ("validate", "x", "--show", "all"),
            "Invalid value for '--show': 'all' is not one of 'error', 'warning', 'info'.",
            "empact validate",
        ),
        (
            ("show", "-"),
            "'-' reads the standard input; name its format with --from, such as --from yaml.",
            "empact show",
        ),
    ],
)
def test_a_usage_error__has_its_message_and_the_command_to_ask(
    arguments: tuple[str, ...], error: str, command: str
) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"Error: {error}\nTry '{command} --help' for help.\n"


def test_a_usage_error__escapes_control_characters() -> None:
    assert run("\x1b[2J").stderr.startswith("Error: Command '\\x1b[2J' does not exist.")


def test_usage_message__is_one_line() -> None:
    assert usage_message(click.ClickException("Missing. Choose from:\n\ta,\n\tb")) == "Missing. Choose from: a, b"
    assert usage_message(click.NoSuchOption("--x")).startswith("No such option")


def test_a_click_error_without_a_context__has_no_hint(use: Callable[[Session], None]) -> None:
    use(command_that(lambda: raising(click.ClickException("The cellar is flooded."))))
    done = run("odd")
    assert (done.exit_code, done.stderr) == (2, "Error: The cellar is flooded.\n")


def test_several_problems__are_one_error_each(tmp_path: Path) -> None:
    (tmp_path / "empact.toml").write_text("ignroe = []\nselct = []\n", encoding="utf-8")
    done = run("--config", str(tmp_path / "empact.toml"), "plans")
    assert (done.exit_code, done.stdout) == (2, "")
    assert [line.split(" ")[0] for line in done.stderr.splitlines()] == ["Error:", "Error:"]


def raising(problem: BaseException) -> None:
    raise problem


def command_that(callback: Callable[[], None]) -> Session:
    """A session with a command of a plugin."""
    global odd  # noqa: PLW0603 - a command is named as an object of a module
    odd = click.Command("odd", callback=callback)

    class Plugin:
        @hookimpl
        def empact_commands(self) -> list[Command]:
            return [Command(name="odd", summary="Odd.", command=f"{__name__}:odd")]

    return Session([Plugin()])


odd = click.Command("odd")


def test_a_command_of_a_plugin_that_crashes__is_an_error_without_a_traceback(use: Callable[[Session], None]) -> None:
    use(command_that(lambda: raising(ZeroDivisionError("by zero"))))
    done = run("odd")
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.fullmatch(
        r"Error: The command 'odd' of the plugin 'Plugin' stops with "
        r"ZeroDivisionError: by zero \(line \d+ of test_messages\.py\)\n",
        done.stderr,
    )


@pytest.mark.parametrize("problem", [empact.PlanReadError(()), OSError(2, "No such file", "x"), click.Abort()])
def test_a_command_of_a_plugin__may_raise_what_a_builtin_one_may(
    problem: BaseException, use: Callable[[Session], None]
) -> None:
    use(command_that(lambda: raising(problem)))
    assert "stops with" not in run("odd").stderr


def test_a_bug_of_empact__keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("empact.cli.plans.page", lambda *_: 1 // 0)
    assert isinstance(run("plans").exception, ZeroDivisionError)


# The version


def test_version__has_a_short_option() -> None:
    assert run("-V").stdout == run("--version").stdout == f"empact, version {empact.__version__}\n"


# Quiet


@pytest.mark.usefixtures("invented_plan_installed")
def test_quiet__prints_no_note() -> None:
    loud, quiet = (run(*option, "exclusion", "oap-invented-2031", "QN") for option in ((), ("-q",)))
    assert loud.stderr.startswith("Note: No entries are used. Name the folder with --ledger")
    assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (0, loud.stdout, "")


@pytest.mark.parametrize(("option", "shown"), [((), True), (("--quiet",), False)])
def test_quiet__prints_no_progress(
    folder: Path, monkeypatch: pytest.MonkeyPatch, option: tuple[str, ...], *, shown: bool
) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with pytest.raises(SystemExit) as ended:
        main([*option, "links", str(folder)])
    assert ended.value.code == 0
    assert ("Reading" in terminal.getvalue()) is shown
    assert "Warning: " in terminal.getvalue()


def test_validate__shows_the_progress_of_checking_to_its_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with pytest.raises(SystemExit):
        main(["validate", str(folder), "--format", "concise"])
    shown = re.findall(r"Checking [^\r]* (\d+)%", terminal.getvalue())
    assert (shown[0], shown[-1]) == ("0", "100")
    assert "50" in shown


@pytest.mark.parametrize("arguments", [("-q", "validate", "FOLDER"), ("validate", "FOLDER/1.yaml")])
def test_validate__shows_no_progress_if_quiet_or_of_few_plans(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with pytest.raises(SystemExit):
        main([argument.replace("FOLDER", str(folder)) for argument in arguments])
    assert "Checking" not in terminal.getvalue()


@pytest.mark.parametrize(
    "arguments",
    [
        ("links", "FOLDER"),  # a warning about a file
        ("ledger", "list", "oap-c-2012", "--ledger", "FOLDER/empty"),  # a warning about a folder
        ("validate", "FOLDER", "--fail-on", "info"),  # findings, and their exit code
        ("show", "oap-c-2021"),  # an error
        ("show",),  # wrong usage
    ],
)
def test_quiet__keeps_findings_warnings_errors_and_exit_codes(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "empty").mkdir()
    named = [argument.replace("FOLDER", str(folder)) for argument in arguments]
    loud, quiet = run(*named), run("-q", *named)
    assert loud.output
    assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (loud.exit_code, loud.stdout, loud.stderr)


def test_the_help__says_what_quiet_silences() -> None:
    words = " ".join(run("--help").stdout.split())
    assert "no progress bar and no notes (lines that start with 'Note:') on the standard error" in words
    assert "Findings, warnings, errors and exit codes do not change." in words

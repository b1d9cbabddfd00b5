"""The command line: what it prints where, and with which exit code it ends."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from tests.support.sheets import sheet_lines

import empact
from empact import Session
from empact.cli import main
from empact.cli.commands import BUILT_IN
from empact.diagnostics import Pointer, Severity
from empact.hooks import BundledPlan, Finding, Formatter, Profile, Rule, RuleContext, hookimpl, printable
from empact.hooks.lazy import imported
from empact.model import Action, Checkpoint, Link, Links, Parties, PartyItem, Plan, Prose, Ref, StrategicGoal, Unparsed

GOOD = 'empact: plan/1\nid: X\nactions:\n- {number: "1.1", target: [Reach it.]}\n'
WARNING = 'empact: plan/1\nid: X\nactions:\n- number: "1.1"\n'
ERROR = 'empact: plan/1\nid: X\nactions:\n- {number: "1.1", target: [a], links: ["9.9"]}\n'
BROKEN = "empact: plan/1\nid: X\ntitel: x\n"
ONLY = ("--select", "dangling-link", "--select", "target-missing")


def run(*arguments: str, stdin: str | bytes | None = None, columns: str = "100") -> Result:
    return CliRunner(env={"COLUMNS": columns}).invoke(main, arguments, input=stdin)


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "empact", *arguments]
    return subprocess.run(command, capture_output=True, check=False, **options)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], str]:
    """A function that writes a plan and gives its path."""

    def file(text: str, name: str = "plan.yaml") -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return file


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[Session], None]:
    """A function that gives the command line another session."""
    return lambda session: monkeypatch.setattr("empact.cli.app.default_session", lambda: session)


# Help and lists


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("show", "-h"), ("validate", "--help"), ("export", "-h")])
def test_every_command_explains_itself(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 0
    assert done.stdout.startswith("Usage: ")


def test_the_help_lists_the_commands() -> None:
    own, _, provided = run("--help").stdout.partition("Commands:")[2].partition("Commands of plugins:")
    assert provided == ""
    assert re.findall(r"^  ([\w-]+)  ", own, re.MULTILINE) == list(BUILT_IN)


def test_a_builtin_command__has_a_short_help_and_is_a_click_command() -> None:
    assert list(BUILT_IN) == sorted(BUILT_IN)
    for name, command in BUILT_IN.items():
        assert len(command.summary) <= 45, name
        assert isinstance(imported(command.command), click.Command), name


def test_a_builtin_command__is_imported_when_it_is_called() -> None:
    modules = {command.command.partition(":")[0] for command in BUILT_IN.values()}
    script = (
        "import sys; from empact.cli import main; main(sys.argv[1:], standalone_mode=False);"
        f"print(*sorted({modules!r} & set(sys.modules)))"
    )
    for argument, loaded in (("--help", ""), ("plans", "empact.cli.plans")):
        command = [sys.executable, "-c", script, argument]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == loaded


def test_the_group__lists_the_builtin_commands_for_completion() -> None:
    assert main.list_commands(click.Context(main)) == list(BUILT_IN)


def test_the_version_is_told() -> None:
    assert run("--version").stdout == f"empact, version {empact.__version__}\n"


def test_the_bundled_plans_are_listed() -> None:
    lines = run("plans").stdout.splitlines()
    assert lines[0].split() == ["Plan", "Summary"]
    assert [line.split()[0] for line in lines[1:] if not line.startswith(" ")] == ["oap-c-2012"]


def test_a_plan_without_a_summary_is_listed_too(use: Callable[[Session], None]) -> None:
    class Plugin:
        @hookimpl
        def empact_plans(self) -> list[BundledPlan]:
            return [BundledPlan(name="no-summary", package="p", resource="r")]

    use(Session([Plugin()]))
    assert run("plans").stdout.splitlines() == ["Plan        Summary", "no-summary"]


def test_the_rules_are_listed_with_what_they_find() -> None:
    done = run("rules")
    assert done.exit_code == 0
    words = ["OAP201", "one-way-link", "warning", "An", "action", "links"]
    assert words in [line.split()[:6] for line in done.stdout.splitlines()]
    lines = run("rules", columns="80").stdout.splitlines()  # too narrow for columns
    assert lines[lines.index("OAP202 · dangling-link · error") + 1].startswith("  A link leads to a goal or an action")


@pytest.mark.parametrize("word", ["OAP202", "dangling-link"])
def test_a_rule_is_explained_by_its_code_or_its_name(word: str) -> None:
    lines = run("rules", word).stdout.splitlines()
    assert lines[:3] == [
        "OAP202 dangling-link (error, from empact.rules)",
        "",
        "A link leads to a goal or an action that the plan does not have.",
    ]


def test_the_plugins_are_listed_with_what_became_of_them() -> None:
    done = run("plugins")
    assert done.exit_code == 0
    assert ["empact.rules", "loaded", "empact"] in [line.split() for line in done.stdout.splitlines()]


def test_a_broken_plugin_is_listed_and_told_with_exit_code_1(use: Callable[[Session], None]) -> None:
    class Plugin:
        @hookimpl
        def empact_rules(self) -> list[Rule]:
            raise RuntimeError("no")

    use(Session([Plugin()]))
    done = run("plugins")
    assert done.exit_code == 1
    assert "error OAP901 plugin-failed: The plugin 'Plugin' fails at empact_rules: RuntimeError: no" in " ".join(
        done.stdout.split()
    )


@pytest.mark.parametrize("command", ["plugins", "formats", "documents", "rules", "plans", "cycles", "schema --list"])
def test_a_list__needs_no_text_writer_among_the_plugins(command: str, use: Callable[[Session], None]) -> None:
    use(Session(disable="empact.text"))
    done = run(*command.split())
    assert (done.exit_code, done.stderr) == (0, "")


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_a_list__is_as_wide_as_the_terminal(width: str) -> None:
    for command in ("documents", "rules", "schema --list", "cycles"):
        done = run(*command.split(), columns=width)
        assert max(map(len, done.stdout.splitlines())) <= int(width), command


def test_an_unknown_name__says_that_a_broken_plugin_may_be_why(use: Callable[[Session], None]) -> None:
    class Plugin:
        @hookimpl
        def empact_plans(self) -> list[BundledPlan]:
            raise RuntimeError("no")

    use(Session([Plugin()]))
    assert run("show", "oap-x-2026").stderr.splitlines()[1:] == [
        "Plugins have 1 fault, which may be why: see 'empact plugins'."
    ]


# Showing


def test_a_plan_is_shown_whole_goal_by_goal() -> None:
    done = run("show", "oap-c-2012")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "RESTREINT UE/EU RESTRICTED"
    assert lines[1] == "C-2012  Operational Action Plan 2012: Priority Crime Area C: Illegal Immigration"
    assert lines[2] == "Document: 17793/2/11 REV 2 · Period: 2012-01-01 to 2012-12-31 · Driver: Italy · Goals: 7"
    assert [line for line in lines if re.fullmatch(r"\d\.\d", line)] == (
        ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "4.1", "4.2", "5.1", "5.2", "6.1", "6.2", "6.3", "7.1", "7.2"]
    )
    assert [line.split(":")[0] for line in lines if line.startswith("SG ")] == [
        f"SG {number}" for number in range(1, 8)
    ]
    assert max(map(len, lines)) <= 100


def test_one_action_is_shown_with_its_goal_its_columns_and_its_notes() -> None:
    done = run("show", "oap-c-2012", "2.1", columns="110")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "RESTREINT UE/EU RESTRICTED"
    assert lines[1].startswith("C-2012  Operational Action Plan 2012")
    assert lines[3].startswith("SG 2: To use the intelligence picture")
    columns = [line[2:].split("  ")[0] for line in lines if re.match(r"  \S", line)]
    assert lines[lines.index("2.1") + 1].startswith("  Activity      Based on the outcomes")
    assert columns == [
        "Activity",
        "Leader",
        "Participants",
        "Description",
        "I/D SG",
        "I/D OA",
        "Timing",
        "Target",
        "Results>June",
        "Results>Dec",
        "Channels",
        "By hand",
        "Note",
    ]
    assert "  Leader        IT[^7]" in lines
    assert "  I/D SG        SG 1, SG 4" in lines
    assert "  I/D OA        1.1" in lines
    assert "  Results>June  -" in lines
    assert lines[-1] == "  Note          [^7] Frontex is leader for any possible operations at the external borders."


def test_show__has_the_channels_and_the_checkpoints_of_the_plan() -> None:
    # Section 4.3: "primary means", "may also be used", "It is recommended"; the columns Results>June and Results>Dec.
    lines = run("show", "oap-c-2012", columns="100").stdout.splitlines()
    assert lines[3:6] == [
        "Actions: 16 · Checkpoints: June (2012-06-30), Dec (2012-12-31)",
        "Channels: AWF Checkpoint (primary); EIS (optional); SIENA (recommended)",
        "",
    ]


CHECKPOINTS = """\
empact: plan/1
id: X
period: {start: 2026-01-01, end: 2027-12-31}
checkpoints: [June, Last meeting, April 2027 (2027-04-16)]
"""


def test_show__has_each_date_of_a_checkpoint_and_the_stated_date(file: Callable[[str], str]) -> None:
    assert run("show", file(CHECKPOINTS)).stdout.splitlines()[2:] == [
        "Checkpoints: June (2026-06-30, 2027-06-30); Last meeting (no date); April 2027 (2027-04-16)",
    ]


SHEET_OF_LINKS = """\
empact: plan/1
id: X
channels: [{system: SIENA, use: recommended}]
actions:
  - number: "1"
    links: [{to: SG 1, origin: author}, {to: "2", origin: support-unit}, {to: "3", origin: author}, "4"]
    channels: [{system: AWF, file: Checkpoint, focal_point: Thunder}, {system: EIS, use: optional}]
    documentation: ["https://www.example.eu/oap/1/a-name-that-is-longer-than-the-line", 14055/18]
  - number: "2"
"""


def test_show__has_link_origins_channels_and_documentation_of_an_action(file: Callable[[str], str]) -> None:
    path = file(SHEET_OF_LINKS)
    assert run("show", path, "1", columns="60").stdout.splitlines()[-6:] == [
        "  Target         -",
        "  Link origins   author: SG 1, 3; support-unit: 2",
        "  Channels       AWF Checkpoint (Thunder focal point); EIS",
        "                 (optional)",
        "  Documentation  https://www.example.eu/oap/1/a-name-that-is-longer-than-the-line;",
        "                 14055/18",
    ]
    assert run("show", path, "2").stdout.splitlines()[-3:] == [
        *("  Link origins   -", "  Channels       -", "  Documentation  -"),
    ]


def test_show__has_origins_channels_and_documentation_in_json(file: Callable[[str], str]) -> None:
    path = file(SHEET_OF_LINKS)
    whole, single = (json.loads(run("show", path, *number, "--format", "json").stdout) for number in ((), ("1",)))
    (action, _) = whole["actions"]
    assert whole["channels"] == [{"system": "SIENA", "use": "recommended"}]
    assert [link["origin"] for link in action["links"] if isinstance(link, dict)] == [
        "author",
        "support-unit",
        "author",
    ]
    assert action["documentation"][1] == "14055/18"
    assert [channel["system"] for channel in action["channels"]] == ["AWF", "EIS"]
    assert single["action"] == action


def by_hand(*arguments: str) -> list[str]:
    """The lines of the cell "By hand" of an action: its last, if it has no notes."""
    lines = run("show", *arguments, columns="120").stdout.splitlines()
    first = next((place for place, line in enumerate(lines) if line.startswith("  By hand")), len(lines))
    titled = itertools.takewhile(lambda line: not line.startswith("  Note"), lines[first:])
    return [line.removeprefix("  By hand").strip() for line in titled]


@pytest.mark.parametrize(
    ("number", "cells"),
    [
        ("1.1", ["Links: SG 2; SG 4; uses 2.1/1; 5.2"]),
        (
            "2.1",
            [
                "Leader: IT; Frontex (if: any possible operations at the external borders)",
                "Links: SG 1; SG 4; phase 1 feeds 1.1; phase 2 uses 1.1",
            ],
        ),
        ("2.3", []),
        (
            "6.2",
            [
                "Leader: ES (tbc: ongoing contacts with Spain), in cooperation with EC, IT, MT",
                "Participants: MS concerned involved in EUROSUR; DZ (tbc); TN (tbc); LY (tbc); EG (tbc)",
            ],
        ),
    ],
)
def test_show__prints_items_that_were_entered_by_hand(number: str, cells: list[str]) -> None:
    assert by_hand("oap-c-2012", number) == cells


def test_show__prints_items_of_the_plan_that_were_entered_by_hand(file: Callable[[str], str]) -> None:
    cells = {"oversight": "Oversight", "driver": "Driver", "co_drivers": "Co-drivers"}
    cells |= {"drafters": "Drafters", "support": "Project support"}
    plan = "empact: plan/1\nid: X\n" + "".join(f"{cell}: {{text: HU, items: [AT, DE]}}\n" for cell in cells)
    lines = run("show", file(plan)).stdout.splitlines()
    assert lines[lines.index("By hand") + 1 :] == [f"{title:<15}  AT; DE" for title in cells.values()]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("participants: {text: 'HU, AT', items: [AT, HU]}", ["Participants: AT; HU"]),
        ("participants: {text: HU, items: []}", ["Participants: -"]),
        ("timing: {text: May, items: [June]}", ["Timing: June"]),
        ("target: {text: Know., items: [See.]}", ["Target: See."]),
        ("kpis: {text: Report, items: [List]}", ["KPIs: List"]),
        ("participants: 'HU, AT'", []),
        ("participants: [AT, HU]", []),
        ("participants: {text: 'HU, AT'}", []),
        ("participants: {text: HU, items: [HU]}", []),
        ("participants: {withheld: true}", []),
    ],
)
def test_show__prints_no_items_that_the_text_has(file: Callable[[str], str], cell: str, shown: list[str]) -> None:
    plan = file(f"empact: plan/1\nid: X\nactions:\n  - {{number: '1', {cell}}}\n")
    assert by_hand(plan, "1") == shown


def test_a_plan_without_anything_can_be_shown(file: Callable[[str], str]) -> None:
    assert run("show", file("empact: plan/1\nid: X\n")).stdout == "X\n"


def sheet(action: Action, **fields: Any) -> list[str]:
    plan = Plan(id="X", actions=(action,), **fields)
    return sheet_lines(plan, action.number)


def test_a_withheld_cell_is_not_shown_as_an_empty_one() -> None:
    lines = sheet(Action(number="1", activity=Prose(withheld=True), leaders=Parties(withheld=True)))
    assert lines[2:5] == ["  Activity      withheld", "  Leader        withheld", "  Participants  -"]


def test_links_without_a_text_stand_in_the_columns_they_belong_to() -> None:
    items = (
        Link(to=Ref(goal="1")),
        Unparsed(text="and so on"),
        Link(to=Ref(action="2.1")),
        Link(to=Ref(plan="B", goal="*")),
    )
    lines = sheet(Action(number="1", links=Links(items=items)))
    assert lines[6:8] == ["  I/D SG        SG 1, B:SG*", "  I/D OA        and so on, 2.1"]


def test_a_blank_cell_is_shown_as_an_empty_one() -> None:
    assert sheet(Action(number="1", activity=Prose(text=" \n")))[2] == "  Activity      -"


def test_an_action_of_a_goal_that_does_not_exist_is_shown_under_its_number() -> None:
    assert sheet(Action(number="1", goal="9"))[:3] == ["Actions without a goal in the plan", "1", "  Goal          9"]
    goals = (StrategicGoal(number="1", body=Prose(text="Body.")),)
    assert sheet(Action(number="1", goal="1"), goals=goals)[0] == "SG 1: Body."
    assert sheet(Action(number="1"))[:2] == ["Actions without a goal in the plan", "1"]


def test_results_at_a_checkpoint_that_the_plan_does_not_name_are_shown_too() -> None:
    lines = sheet(
        Action(number="1", results=empact_map(Autumn=Prose(text="done"))), checkpoints=(Checkpoint(name="June"),)
    )
    assert lines[-2:] == ["  Results>June    -", "  Results>Autumn  done"]


def empact_map(**items: Prose) -> Any:
    from empact.model import FrozenMap

    return FrozenMap(items)


# Checking


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (GOOD, (), 0),
        (WARNING, (), 0),
        (WARNING, ("--fail-on", "warning"), 1),
        (WARNING, ("--fail-on", "info"), 1),
        (WARNING, ("--fail-on", "error"), 0),
        (ERROR, (), 1),
        (ERROR, ("--fail-on", "never"), 0),
        (ERROR, ("--ignore", "OAP202"), 0),
        (ERROR, ("--select", "OAP5"), 0),
        (ERROR, ("--select", "OAP5", "--select", "dangling-link"), 1),
        (BROKEN, (), 2),
        (BROKEN, ("--fail-on", "never"), 2),
    ],
)
def test_the_exit_code_says_what_was_found(
    file: Callable[[str], str], text: str, options: tuple[str, ...], code: int
) -> None:
    assert run("validate", file(text), *options).exit_code == code


def test_the_reference_plan_has_no_error() -> None:
    done = run("validate", "oap-c-2012")
    assert done.exit_code == 0
    assert done.stdout.startswith("No errors. 35 warnings, 30 of them in 13 of 16 actions of C-2012.\n")
    assert done.stderr == ""


def test_a_finding_is_told_on_stdout_with_its_place_its_line_and_its_cure(
    file: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(ERROR)
    monkeypatch.chdir(tmp_path)
    done = run("validate", *ONLY, "plan.yaml")
    assert done.stdout.splitlines() == [
        "1 error in 1 of 1 action of X.",
        "",
        "X:1.1",
        "",
        "plan.yaml:4:40: error OAP202 dangling-link: Action 1.1 links to action 9.9, which the plan does not",
        "    have.",
        '    | - {number: "1.1", target: [a], links: ["9.9"]}',
        "    |                                        ^",
        "    Correct the number. A link to another plan starts with its name, e.g. B:2.1.",
    ]
    assert done.stderr == ""


def test_info_is_counted_and_listed_only_when_asked_for(file: Callable[[str], str]) -> None:
    path = file(WARNING)
    only = ("--select", "target-missing", "--select", "documentation-missing", path)
    counted, hidden = "No errors. 1 warning in 1 of 1 action of X.", "1 info not shown; --show info lists it."
    for options, listed, first in (
        ((), ["warning"], [counted, hidden]),
        (("--show", "warning"), ["warning"], [counted, hidden]),
        (("--show", "info"), ["info", "warning"], ["No errors. 1 warning and 1 info in 1 of 1 action of X.", ""]),
        (("--show", "error"), [], ["No errors in X.", "1 warning, 1 info not shown; --show info lists them."]),
    ):
        lines = run("validate", *only, *options).stdout.splitlines()
        assert sorted(re.findall(r"^\S+:\d+:\d+: (\w+) OAP", "\n".join(lines), re.MULTILINE)) == listed
        assert lines[:2] == first


def test_what_makes_the_command_fail_is_listed() -> None:
    done = run("validate", "oap-c-2012", "--select", "leader-also-participant", "--fail-on", "info")
    assert done.exit_code == 1
    assert "info OAP406" in done.stdout


def test_the_findings_come_as_json_with_the_same_exit_code(file: Callable[[str], str]) -> None:
    done = run("validate", file(ERROR), *ONLY, "--format", "json", "--as-of", "2026-06-30")
    assert done.exit_code == 1
    document = json.loads(done.stdout)
    assert (document["empact"], document["as_of"]) == ("diagnostics/1", "2026-06-30")
    assert [one["code"] for one in document["diagnostics"]] == ["OAP202"]


def test_the_date_of_knowledge_is_today_unless_one_is_named(
    use: Callable[[Session], None], file: Callable[[str], str]
) -> None:
    def check(_plan: Plan, ctx: RuleContext) -> list[Finding]:
        return [Finding(f"As of {ctx.as_of}.", Pointer())]

    class Plugin:
        @hookimpl
        def empact_rules(self) -> list[Rule]:
            return [Rule(code="ZZ001", name="zz", severity=Severity.WARNING, doc="", check=check)]

    use(Session([Plugin()]))
    path = file(GOOD)
    days = [dt.datetime.now().astimezone().date()]
    told = re.findall(r"As of (\S+)\.", run("validate", path).stdout)
    days.append(dt.datetime.now().astimezone().date())  # midnight may have passed
    assert told[0] in map(str, days)
    assert "As of 2011-12-08." in run("validate", path, "--as-of", "2011-12-08").stdout
    wrong = run("validate", path, "--as-of", "8.12.2011")
    assert (wrong.exit_code, wrong.stdout) == (2, "")


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (
            lambda _diagnostics, _ctx: 1 // 0,
            "The formatter 'odd' of the plugin 'Plugin' stops with ZeroDivisionError: ",
        ),
        (
            lambda _diagnostics, _ctx: None,
            "The formatter 'odd' of the plugin 'Plugin' returns NoneType instead of a string.",
        ),
    ],
)
def test_a_formatter_that_fails_is_named(
    use: Callable[[Session], None],
    file: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[..., Any],
    message: str,
) -> None:
    class Plugin:
        @hookimpl
        def empact_formatters(self) -> list[Formatter]:
            return [Formatter(name="odd", write="empact.plugins.text.findings:odd")]

    monkeypatch.setattr("empact.plugins.text.findings.odd", write, raising=False)
    use(Session([Plugin()]))
    done = run("validate", file(GOOD), "--format", "odd")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: {message}")


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("settings", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_terminal_shows_colours_unless_it_must_not(settings: dict[str, str], *, coloured: bool) -> None:
    import pty

    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS"}}
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "empact", "validate", "oap-c-2012", "--select", "OAP601"]
    with subprocess.Popen(command, stdout=theirs, env={**environment, "TERM": "xterm", **settings}) as program:
        os.close(theirs)
        output = b""
        with contextlib.suppress(OSError):  # this is how the end looks on Linux
            while piece := os.read(ours, 4096):
                output += piece
    os.close(ours)
    assert program.returncode == 0
    assert (b"\x1b[33m\x1b[1mwarning\x1b[0m OAP601" in output) is coloured
    assert (b"\x1b" in output) is coloured


def test_the_option_json_of_other_programs_names_the_format() -> None:
    done = run("links", "oap-c-2012", "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: Option '--json' does not exist. Write '--format json'.\n")


@pytest.mark.parametrize(
    ("settings", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": ""}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_a_pipe_shows_colours_only_where_it_must(
    settings: dict[str, str], monkeypatch: pytest.MonkeyPatch, *, coloured: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    done = run("validate", "oap-c-2012", "--select", "OAP601")
    assert ("\x1b[33m\x1b[1mwarning\x1b[0m OAP601" in done.stdout) is coloured
    assert ("\x1b" in done.stdout) is coloured


def test_a_file_that_gives_no_plan_beats_findings_and_the_other_plans_are_still_checked(
    file: Callable[..., str], tmp_path: Path
) -> None:
    missing, known = str(tmp_path / "missing.yaml"), "Known: .csv, .docx, .json, .ods, .pdf, .xlsx, .yaml, .yml."
    done = run("validate", *ONLY, missing, file(BROKEN, "broken.yaml"), "no-such-plan", file(ERROR), file("", "a.odt"))
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        f"Error: {missing}: No such file or directory",
        "Error: no-such-plan: Bundled plan 'no-such-plan' does not exist. Known: oap-c-2012.",
        f"Error: {tmp_path / 'a.odt'}: Reader for files with the suffix '.odt' does not exist. {known}",
    ]
    assert re.findall(r"error\s+(OAP\d+)", done.stdout) == ["OAP012", "OAP202"]
    unread = f"{missing}, no-such-plan, {tmp_path / 'a.odt'}"
    verdict, _, rest = done.stdout.partition("\n\n")
    assert " ".join(verdict.split()) == f"2 errors, 1 of them in 1 of 1 action of X. Not read: {unread}."
    assert "Not read" not in rest


@pytest.mark.parametrize("command", ["show", "validate"])
def test_a_file_without_a_suffix__needs_the_name_of_its_format(file: Callable[..., str], command: str) -> None:
    pipe = f"{file(ERROR, 'a.yaml').removesuffix('a.yaml')}63"
    Path(pipe).write_text(ERROR, encoding="utf-8")
    needed = "The file has no suffix; name its format with --from, such as --from yaml."
    assert run(command, pipe).stderr.splitlines()[0] == f"Error: {pipe}: {needed}"
    assert run(command, pipe).exit_code == 2
    assert "Error" not in run(command, pipe, "--from", "yaml").stderr


def test_the_command_line_says_how_bad_findings_are(file: Callable[[str], str]) -> None:
    given = ("validate", file(ERROR), *ONLY, "--format", "json", "--show", "info")
    usual = {one["code"]: one["severity"] for one in json.loads(run(*given).stdout)["diagnostics"]}
    assert usual == {"OAP202": "error"}
    done = run(*given, "--severity", "links=info", "--severity", "OAP202=warning")
    assert {one["code"]: one["severity"] for one in json.loads(done.stdout)["diagnostics"]} == {"OAP202": "warning"}
    assert done.exit_code == 0


@pytest.mark.parametrize("word", ["links", "links=", "links=harmless", "=info"])
def test_a_severity_that_is_none_is_wrong_usage(word: str, file: Callable[[str], str]) -> None:
    done = run("validate", file(GOOD), "--severity", word)
    assert done.exit_code == 2
    assert f"{word!r} is not RULE=SEVERITY" in " ".join(done.stderr.split())


class Draft:
    @hookimpl
    def empact_profiles(self) -> Iterator[Profile]:
        yield Profile(name="draft", summary="Before the first meeting.", select=["links"], severity={"links": "info"})


def test_a_profile_is_listed_and_chosen_by_its_name(use: Callable[[Session], None], file: Callable[[str], str]) -> None:
    use(Session([Draft()]))
    assert run("rules").stdout.splitlines()[-2:] == ["Profile  For", "draft    Before the first meeting."]
    done = run("validate", file(ERROR), "--profile", "draft", "--format", "json")
    assert [(one["code"], one["severity"]) for one in json.loads(done.stdout)["diagnostics"]] == [("OAP202", "info")]
    assert run("validate", file(ERROR), "--profile", "darft").stderr == (
        "Error: Profile 'darft' does not exist. Did you mean 'draft'?\n"
    )


def test_several_plans_are_checked_together(file: Callable[..., str]) -> None:
    other = file(GOOD.replace("id: X", "id: Y"), "other.yaml")
    done = run("validate", *ONLY, file(WARNING), other)
    assert done.stdout.splitlines()[0] == "No errors. 1 warning in 1 of 2 actions of 2 plans (X, Y)."


def test_a_crashed_rule_is_a_finding(use: Callable[[Session], None], file: Callable[[str], str]) -> None:
    def check(_plan: Plan, _ctx: object) -> list[Finding]:
        raise SystemExit(0)

    class Plugin:
        @hookimpl
        def empact_rules(self) -> list[Rule]:
            return [Rule(code="ZZ001", name="zz", severity=Severity.INFO, doc="", check=check)]

    use(Session([Plugin()]))
    done = run("validate", file(GOOD))
    assert done.exit_code == 1
    assert re.findall(r"error\s+(OAP\d+)", done.stdout) == ["OAP902"]


# Exporting


def test_an_export_goes_to_stdout_as_bytes() -> None:
    done = process("export", "oap-c-2012", "--to", "json")
    assert done.returncode == 0
    assert done.stdout == empact.export(empact.load("oap-c-2012"), to="json")
    assert done.stderr == b""


def test_a_hyphen_is_the_standard_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("export", "oap-c-2012", "--to", "json", "-o", "-")
    assert json.loads(done.stdout)["id"] == "C-2012"
    assert run("schema", "-o", "-").stdout == run("schema").stdout
    assert list(tmp_path.iterdir()) == []


def test_an_export_goes_into_a_file_or_a_folder(tmp_path: Path) -> None:
    for output in (tmp_path / "a.yaml", tmp_path):
        done = run("export", "oap-c-2012", "--to", "yaml", "-o", str(output))
        assert (done.exit_code, done.output) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["C-2012.yaml", "a.yaml"]
    assert (tmp_path / "a.yaml").read_bytes() == empact.export(empact.load("oap-c-2012"), to="yaml")


def test_an_export_without_output_prints_nothing_else() -> None:
    done = run("export", "oap-c-2012", "--to", "yaml")
    assert done.stdout_bytes == empact.export(empact.load("oap-c-2012"), to="yaml")


def test_a_missing_folder_of_an_output_is_created(tmp_path: Path) -> None:
    target = tmp_path / "missing" / "below" / "a.yaml"
    done = run("export", "oap-c-2012", "--to", "yaml", "-o", str(target))
    assert (done.exit_code, done.output) == (0, "")
    assert target.read_bytes() == empact.export(empact.load("oap-c-2012"), to="yaml")


def test_a_folder_below_a_file_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    done = run("export", "oap-c-2012", "--to", "yaml", "-o", str(tmp_path / "taken" / "a.yaml"))
    assert (done.exit_code, done.stderr.count("\n"), done.stderr.startswith("Error: ")) == (2, 1, True)


# The standard input


def test_a_plan_is_read_from_the_standard_input() -> None:
    for command in ("show", "validate"):
        assert run(command, "-", "--from", "yaml", stdin=GOOD).exit_code == 0
    done = process("validate", "-", "--from", "yaml", input=BROKEN.encode())
    assert done.returncode == 2
    assert done.stdout.startswith(b"1 error.\n\n<stdin>:3:1: error OAP012")


def test_the_format_of_the_standard_input_must_be_named() -> None:
    done = run("show", "-", stdin=GOOD)
    assert done.exit_code == 2
    assert "'-' reads the standard input; name its format with --from" in done.stderr


# Mistakes


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "oap-c-2021"), "Bundled plan 'oap-c-2021' does not exist. Did you mean 'oap-c-2012'?"),
        (("show", "oap-c-2012", "1.11"), "Action '1.11' does not exist. Did you mean '1.1'?"),
        (("show", "oap-c-2012", "2.9"), "Action '2.9' does not exist. Near it: 2.1, 2.2, 2.3."),
        (("show", "oap-c-2012", "9.9"), "Action '9.9' does not exist. Known: 16, from 1.1 to 7.2."),
        (("show", "oap-c-2012", "--from", "yml"), "Format 'yml' does not exist. Did you mean 'yaml'?"),
        (("rules", "0AP201"), "Rule '0AP201' does not exist. Did you mean 'OAP201'?"),
        (("export", "oap-c-2012", "--to", "jsn"), "Format 'jsn' does not exist. Did you mean 'json'?"),
        (("validate", "oap-c-2012", "--format", "jsn"), "Formatter 'jsn' does not exist. Did you mean 'json'?"),
        (("validate", "oap-c-2012", "--select", "OPA2"), "Rule 'OPA2' does not exist."),
        (("show", "./missing.yaml"), "missing.yaml: No such file or directory"),
    ],
)
def test_an_unknown_name_is_told_in_one_line_on_stderr(arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"Error: {message}")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("validate",),
        ("show",),
        ("export", "oap-c-2012"),
        ("validate", "oap-c-2012", "--fail-on", "hint"),
        ("--nonsense",),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    error, hint = done.stderr.splitlines()
    assert error.startswith("Error: ")
    assert re.fullmatch(r"Try 'empact[ a-z]* --help' for help\.", hint.replace("main", "empact"))


def test_a_plan_that_cannot_be_read_is_told_with_every_problem(file: Callable[[str], str]) -> None:
    path = file(f"{BROKEN}goals: 1\n")
    done = run("show", path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert [line.removeprefix("Error: ").split(" ")[:2] for line in done.stderr.splitlines()] == [
        [f"{path}:3:1:", "OAP012"],
        [f"{path}:4:8:", "OAP014"],
    ]


def test_an_exporter_that_crashes_is_told_in_one_line(
    use: Callable[[Session], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session.installed()
    use(session)
    monkeypatch.setattr("empact.plugins.json.write.emit", lambda _: 1 // 0)
    done = run("export", "oap-c-2012", "--to", "json")
    assert done.exit_code == 2
    where = (
        r"Error: The exporter 'json' of the plugin 'empact.json' stops with "
        r"ZeroDivisionError \(line \d+ of test_cli\.py\)\n"
    )
    assert re.fullmatch(where, done.stderr)  # the plan has a marking, so the message of the exception is left out


# Pipes and terminals


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX pipes")
@pytest.mark.parametrize("arguments", [("show", "oap-c-2012"), ("export", "oap-c-2012", "--to", "json"), ("rules",)])
def test_whoever_stops_reading_sees_no_traceback(arguments: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "empact", *arguments], stdout=write, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(write)
    assert done.stderr == b""


def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> Session:
        raise KeyboardInterrupt

    monkeypatch.setattr("empact.cli.app.default_session", interrupt)
    assert run("plans").exit_code == 130


@pytest.mark.parametrize(
    "arguments", [("show", "oap-c-2012"), ("validate", "oap-c-2012"), ("rules",), ("plugins",), ("plans",)]
)
def test_output_that_is_no_terminal_has_no_colours(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 0
    assert "\x1b" not in done.stdout


def test_output_in_a_pipe_has_no_colours() -> None:
    done = process("validate", "oap-c-2012")
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout


EVIL = "\x1b[2J\x07\r\x9b31m\x7f\u202egnp"


def test_no_character_of_a_plan_commands_the_terminal(file: Callable[..., str]) -> None:
    document = {
        "empact": "plan/1",
        "id": f"X{EVIL.replace(chr(13), '')}",
        "title": EVIL,
        "marking": EVIL,
        "checkpoints": [EVIL],
        "actions": [
            {
                "number": "1\x1b[2J",
                "activity": EVIL,
                "leaders": [EVIL],
                "participants": [EVIL],
                "links": ["9\x1b[2J"],
                "results": {EVIL: EVIL},
            }
        ],
    }
    path = file(json.dumps(document), "evil.json")
    broken = file(json.dumps({**document, EVIL: 1, "marking": ""}), "broken.json")
    unmarked = {key: value for key, value in document.items() if key != "marking"}
    for arguments in (
        ("show", path),
        ("validate", path),
        ("validate", broken),
        ("validate", broken, path, "--format", "json"),
        ("show", file(json.dumps({**unmarked, EVIL: 1}), "unmarked.json")),
    ):
        done = run(*arguments)
        assert "x1b[2J" in done.output
        assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", done.output) == []


def test_a_path_that_commands_the_terminal_is_told_as_text() -> None:
    done = run("show", "./\x1b[2J.yaml")
    assert done.stderr == "Error: \\x1b[2J.yaml: No such file or directory\n"


def test_what_is_printed_keeps_every_other_character() -> None:
    text = "é “Seahorse” – Ελλάδα\t中文\n🙂 \u00a0\u200d"
    assert printable(text) == text


def test_a_terminal_without_a_character_still_shows_the_plan() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    done = process("show", "oap-c-2012", "6.2", env=environment)
    assert done.returncode == 0
    assert b"\\u201cSeahorse Mediterraneo\\u201d" in done.stdout


def test_lines_are_as_wide_as_the_terminal_within_reason() -> None:
    widths = [
        max(map(len, run("show", "oap-c-2012", "1.1", columns=columns).stdout.splitlines()))
        for columns in ["1", "80", "999"]
    ]
    assert widths[0] <= 60
    assert 60 < widths[1] <= 80
    assert 100 < widths[2] <= 120


def test_the_module_is_the_command() -> None:
    done = process("--version")
    assert done.stdout.decode().strip() == f"empact, version {empact.__version__}"


def test_a_text_stream_that_is_no_terminal_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with pytest.raises(SystemExit):
        main(["plans"])


def test_a_party_prints_in_the_sheet_as_it_stands() -> None:
    assert sheet(Action(number="1", leaders=Parties(items=(PartyItem(party="HU"),))))[3] == "  Leader        HU"


def test_what_empact_itself_tells_is_explained_as_a_rule_is() -> None:
    done = run("rules", "OAP002")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "OAP002 malformed (error, from empact)"
    assert "The file is not valid YAML or JSON." in done.stdout
    assert run("rules", "malformed").stdout == done.stdout

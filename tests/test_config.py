"""Configuration: parsed with all its mistakes at once, found upwards, and heard by sessions; waivers; selection."""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner, Result

from empact import Config, ConfigError, Diagnostic, Diagnostics, Plan, Session, Severity, UnknownIdError
from empact.analysis import LightThresholds, Thresholds
from empact.cli import main
from empact.config import parse_config
from empact.diagnostics import CATALOGUE, MALFORMED, Place, Pointer, Waived, Waiver
from empact.hooks import Finding, Profile, Rule, RuleContext, hookimpl
from empact.model import Action, ActionStatus
from empact.storage.configs import find_config, read_config
from empact.validation import Provided, select_rules

WRITE_LIGHTS = "Write the shares green and amber below [progress.lights]."
WHOLE = """\
disable = ["some-plugin"]
profile = "first-draft"
select = ["links", "OAP3"]
ignore = ["one-way-link"]

[severity]
"one-way-link" = "info"
OAP3 = "error"

[[waive]]
rule = "dangling-link"
at = "C-2012:1.1"
reason = "agreed with the driver"
until = 2026-12-31
"""
WAIVER = Waiver(rule="dangling-link", at="C-2012:1.1", reason="agreed with the driver", until=dt.date(2026, 12, 31))


def check(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    yield Finding("The plan.", Pointer())
    for at, action in ctx.actions():
        yield Finding(f"Action {action.number}.", at)


class Plugin:
    @hookimpl
    def empact_rules(self) -> Iterator[Rule]:
        yield Rule(code="QQA101", name="first", severity=Severity.WARNING, doc="d", check=check, group="links")
        yield Rule(code="QQA201", name="second", severity=Severity.INFO, doc="d", check=check)

    @hookimpl
    def empact_profiles(self) -> Iterator[Profile]:
        yield Profile(name="draft", select="QQA", severity={"QQA": "info"})


PLAN = Plan(id="X", actions=(Action(number="1"), Action(number="2")))


def session(config: Config | None = None) -> Session:
    return Session([Plugin()], disable=["empact.rules"], config=config)


def found(config: Config | None = None, **options: Any) -> list[tuple[str, str | None, str]]:
    told = session(config).validate(PLAN, **options)
    return [(one.code, one.place.subject, one.severity.value) for one in told]


# The text


def test_a_whole_configuration() -> None:
    assert parse_config(WHOLE, "x/empact.toml") == Config(
        disable=("some-plugin",),
        profile="first-draft",
        select=("links", "OAP3"),
        ignore=("one-way-link",),
        severity={"one-way-link": Severity.INFO, "OAP3": Severity.ERROR},
        waive=(WAIVER,),
        source="x/empact.toml",
    )


def test_nothing_is_a_configuration_too() -> None:
    assert parse_config("") == Config(source="empact.toml")
    assert parse_config("[project]\nname = 'x'\n", "pyproject.toml") == Config(source="pyproject.toml")


def test_a_project_file_has_a_table_for_it() -> None:
    text = "[tool.other]\nx = 1\n[tool.empact]\nignore = ['late']\n"
    assert parse_config(text, "a/pyproject.toml") == Config(ignore="late", source="a/pyproject.toml")


def test_status_words__mean_what_the_project_says() -> None:
    config = parse_config('[status_words]\n"in delivery" = "live"\ncontinue = "carried-over"\n')
    assert config.status_words == {"in delivery": ActionStatus.LIVE, "continue": ActionStatus.CARRIED_OVER}
    assert parse_config("").status_words == {}


def test_a_project_sets_the_thresholds_of_traffic_lights() -> None:
    config = parse_config("[progress.lights]\ngreen = 0.9\namber = 0.5\n")
    assert config.lights == LightThresholds(green=Decimal("0.9"), amber=Decimal("0.5"))
    assert (Config().lights, parse_config("[progress]\n").lights) == (None, None)


def test_a_project_names_its_workspace_and_what_it_has_agreed_on_about_exclusion() -> None:
    config = parse_config('workspace = "records"\n[exclusion]\nexhortations = 2\ndays = 14\n')
    assert (config.workspace, config.exclusion) == ("records", Thresholds(exhortations=2, days=14))
    assert (Config().workspace, Config().exclusion) == (None, Thresholds())
    assert Session(config=Config(workspace="records", source="a/empact.toml")).workspace.path == Path("a/records")
    assert Session().workspace.path is None


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"profile": 5}, "Config.profile must be a text or None, not the int 5. Write '5'."),
        ({"answers": 5}, "Config.answers must be a text or None, not the int 5. Write '5'."),
        ({"workspace": Path("records")}, "Config.workspace must be a text or None, not a PosixPath."),
        ({"source": 5}, "Config.source must be a text or None, not the int 5. Write '5'."),
        ({"waive": [{"rule": "x"}]}, "Each of waive must be a Waiver, not a dict."),
        ({"exclusion": 2}, "Config.exclusion must be a Thresholds, not the int 2."),
        ({"lights": 0.5}, "Config.lights must be a LightThresholds or None, not the float 0.5."),
        ({"status_words": ["done"]}, "Config.status_words must be a mapping of words to ActionStatus, not a list."),
        (
            {"status_words": {"done": "completed"}},
            "Each value of Config.status_words must be an ActionStatus, not the text 'completed'.",
        ),
    ],
)
def test_a_configuration_in_python__has_the_right_types(settings: dict[str, Any], problem: str) -> None:
    with pytest.raises(TypeError) as caught:
        Config(**settings)
    assert str(caught.value).replace("WindowsPath", "PosixPath") == problem


def test_a_configuration_is_a_value() -> None:
    config = parse_config(WHOLE)
    assert hash(config) == hash(parse_config(WHOLE))
    assert pickle.loads(pickle.dumps(config)) == config


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("x = = 1", ["empact.toml:1:5: the file is not valid TOML: Invalid value."]),
        ("ignroe = []", ["empact.toml:1: unknown key 'ignroe'. Did you mean 'ignore'?"]),
        (
            "zzz = []",
            [
                (
                    "empact.toml:1: unknown key 'zzz'. "
                    "Known keys: disable, profile, select, ignore, severity, waive, rules, answers, workspace, "
                    "exclusion, progress, round, status_words."
                )
            ],
        ),
        ("\nselect = 'OAP2'", ["empact.toml:2: 'select' must be a list of texts. Write select = [\"...\"]."]),
        ("disable = [1]", ["empact.toml:1: 'disable' must be a list of texts. Write disable = [\"...\"]."]),
        ("profile = 1", ["empact.toml:1: 'profile' must be a text."]),
        (
            "ignore = ['OAP001']",
            [
                (
                    "empact.toml:1: 'OAP001' is built in and always reported; "
                    "it cannot be selected, ignored, changed or waived."
                )
            ],
        ),
        (
            "severity = 'info'",
            ['empact.toml:1: \'severity\' must be a table. Write "one-way-link" = "info" below [severity].'],
        ),
        (
            "exclusion = 2",
            ["empact.toml:1: 'exclusion' must be a table. Write exhortations = 2 below [exclusion]."],
        ),
        (
            "[exclusion]\nexhortation = 2\ndays = 0",
            [
                "empact.toml:2: unknown key 'exhortation'. Did you mean 'exhortations'?",
                "empact.toml:3: 'days' must be a whole number above 0.",
            ],
        ),
        (
            "status_words = 1",
            ['empact.toml:1: \'status_words\' must be a table. Write "in delivery" = "live" below it.'],
        ),
        (
            '[status_words]\n"in delivery" = "livee"\n" " = "live"',
            [
                "empact.toml:2: unknown status 'livee'. Did you mean 'live'?",
                "empact.toml:1: a word for a status must not be empty.",
            ],
        ),
        (
            "[status_words]\nparked = 1",
            [
                (
                    "empact.toml:2: unknown status 1. Known statuses: not-started, live, completed, not-completed, "
                    "carried-over, cancelled, unclear."
                )
            ],
        ),
        (
            '[status_words]\n"on track" = "unclear"\n"On-Track" = "live"\nquiet = "not-reported"\n"-" = "live"',
            [
                "empact.toml:3: 'On-Track' and 'on track' are one word: capitals, spaces and hyphens are ignored.",
                (
                    "empact.toml:4: unknown status 'not-reported'. Known statuses: not-started, live, completed, "
                    "not-completed, carried-over, cancelled, unclear."
                ),
                "empact.toml:1: a word for a status must not be empty.",
            ],
        ),
        ("[progress]\nlight = 1", ["empact.toml:2: unknown key 'light'. Did you mean 'lights'?"]),
        (
            "progress = 1",
            [f"empact.toml:1: 'progress' must be a table. {WRITE_LIGHTS}"],
        ),
        (
            '[progress.lights]\ngreen = "x"\namber = 2\nred = 1',
            [
                "empact.toml:4: unknown key 'red'. Known keys: green, amber.",
                "empact.toml:2: 'green' must be a number above 0, at most 1.",
                "empact.toml:3: 'amber' must be a number above 0, at most 1.",
            ],
        ),
        ("[progress.lights]\ngreen = 0.5\namber = 0.5", ["empact.toml:3: 'amber' must be below 'green'."]),
        (
            "[progress.lights]\ngreen = 1",
            [f"empact.toml:1: 'progress.lights' needs the key 'amber'. {WRITE_LIGHTS}"],
        ),
        ("[exclusion]\nexhortations = true", ["empact.toml:2: 'exhortations' must be a whole number above 0."]),
        ("workspace = ''", ["empact.toml:1: 'workspace' must be a text."]),
        ("[severity]\nlate = 'warn'", ["empact.toml:2: unknown severity 'warn'. Did you mean 'warning'?"]),
        ("[severity]\n'late' = 7", ["empact.toml:2: unknown severity 7. Known severities: info, warning, error."]),
        (
            "[severity]\nrule-crashed = 'info'",
            [
                (
                    "empact.toml:2: 'rule-crashed' is built in and always reported; "
                    "it cannot be selected, ignored, changed or waived."
                )
            ],
        ),
        ("waive = 1", ["empact.toml:1: 'waive' must be a list of tables. Start each waiver with [[waive]]."]),
        (
            "waive = [1]",
            ["empact.toml:1: a waiver must be a table. Start each waiver with [[waive]]."],
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_cure(text: str, problems: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    assert list(caught.value.problems) == problems
    assert str(caught.value) == "\n".join(problems)


def test_all_mistakes_are_told_at_once() -> None:
    text = """\
select = "x"
[severity]
late = "bad"
[[waive]]
rule = "late"
at = "X:1"
reason = "r"
until = "2026-12-31"
[[waive]]
rule = "OAP901"
at = ""
untill = 2026-12-31
[[waive]]
until = 2026-12-31T10:00:00
"""
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    assert [problem.removeprefix("empact.toml:").partition(".")[0] for problem in caught.value.problems] == [
        "1: 'select' must be a list of texts",
        "3: unknown severity 'bad'",
        "8: 'until' must be a date",
        "12: unknown key 'untill'",
        "9: the waiver needs the key 'reason'",
        "9: the waiver needs the key 'until'",
        "11: 'at' must be a text",
        "10: 'OAP901' is built in and always reported; it cannot be selected, ignored, changed or waived",
        "13: the waiver needs the key 'rule'",
        "13: the waiver needs the key 'at'",
        "13: the waiver needs the key 'reason'",
        "14: 'until' must be a date",
    ]
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems


# The file


def test_the_nearest_file_upwards_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.empact]\n", encoding="utf-8")
    assert find_config(inner) == tmp_path / "pyproject.toml"
    (tmp_path / "empact.toml").write_text("", encoding="utf-8")
    assert find_config(inner) == tmp_path / "empact.toml"
    for text in ("[project]\nname='x'\n", "no toml", "tool = 1\n"):
        (tmp_path / "a" / "pyproject.toml").write_text(text, encoding="utf-8")
        assert find_config(inner) == tmp_path / "empact.toml"
    (inner / "pyproject.toml").write_text("[tool.empact]\nignore=['late']\n", encoding="utf-8")
    assert find_config(inner) == inner / "pyproject.toml"


def test_a_session_takes_a_configuration_or_its_file(tmp_path: Path) -> None:
    file = tmp_path / "empact.toml"
    file.write_text("disable = ['empact.json']\n", encoding="utf-8")
    for config in (file, str(file), read_config(file)):
        one = Session(config=config)
        assert one.config == Config(disable="empact.json", source=str(file))
        assert [(info.name, info.why) for info in one.plugins if info.state.value == "disabled"] == [
            ("empact.json", f"by {file}")
        ]
    assert Session().config is None


def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "empact.toml"
    with pytest.raises(FileNotFoundError):
        Session(config=file)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not UTF-8 text"):
        Session.installed(config=file)


def test_only_an_installed_session_hears_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMPACT_DISABLE", "empact.yaml, OAP-C-2012,,")
    assert {info.state.value for info in Session().plugins} == {"loaded"}
    states = {info.name: info.state.value for info in Session.installed(disable="empact.json").plugins}
    assert (states["empact.yaml"], states["empact.json"], states["empact.rules"]) == ("disabled", "disabled", "loaded")


def test_disabling_what_nobody_is_called_is_told() -> None:
    (one,) = Session(disable=["empact.ruels"]).plugins.diagnostics
    assert (one.code, one.severity) == ("OAP904", Severity.WARNING)
    assert one.message == "Unknown plugin 'empact.ruels', disabled by the program."
    assert one.hint == "Did you mean 'empact.rules'?"
    (one,) = Session(disable="zzz").plugins.diagnostics
    assert one.hint == "Run 'empact plugins' to list the plugins."


# What a configuration chooses


def test_a_configuration_chooses_rules_and_severities() -> None:
    assert found(Config(select=["first"], severity={"links": "error"})) == [
        ("QQA101", subject, "error") for subject in ("X", "X:1", "X:2")
    ]
    assert {code for code, *_ in found(Config(ignore=["links"]))} == {"QQA201"}


def test_a_rule_whose_severity_nobody_changes_keeps_its_own() -> None:
    assert {(code, severity) for code, _, severity in found(Config(severity={"first": "error"}))} == {
        ("QQA101", "error"),
        ("QQA201", "info"),
    }


def test_an_argument_that_selects_replaces_the_choice_and_one_that_ignores_takes_away_from_it() -> None:
    config = Config(ignore=["first"], severity={"QQA": Severity.ERROR})
    assert {code for code, *_ in found(config, select=["QQA"])} == {"QQA101", "QQA201"}
    assert found(config, ignore=["second"]) == []
    assert {severity for *_, severity in found(config, severity={"second": "info"})} == {"info"}


def test_of_two_severities_the_more_specific_wins_and_of_two_layers_the_later() -> None:
    config = Config(severity={"QQA": "error", "first": "info", "QQA2": "warning"})
    assert {(code, severity) for code, _, severity in found(config)} == {("QQA101", "info"), ("QQA201", "warning")}
    told = found(config, severity={"QQA": Severity.ERROR})
    assert {severity for *_, severity in told} == {"error"}


def test_a_profile_stands_below_the_configuration() -> None:
    assert {severity for *_, severity in found(None, profile="draft")} == {"info"}
    config = Config(profile="draft", severity={"first": "error"})
    assert {(code, severity) for code, _, severity in found(config)} == {("QQA101", "error"), ("QQA201", "info")}


def test_words_of_a_configuration_that_name_nothing_are_told_and_the_rest_holds() -> None:
    waiver = attrs.evolve(WAIVER, rule="frist", at="X")
    config = Config(
        select=["first", "secnd"], ignore=["zz"], severity={"QQB": "info"}, profile="darft", waive=[waiver], source="f"
    )
    told = [one for one in session(config).validate(PLAN) if one.code == "OAP904"]
    assert [(one.message.split("'")[1], one.hint, str(one.place)) for one in told] == [
        ("secnd", "Did you mean 'second'?", "f"),
        ("zz", None, "f"),
        ("QQB", None, "f"),
        ("frist", "Did you mean 'first'?", "f"),
        ("darft", "Did you mean 'draft'?", "f"),
    ]
    assert {code for code, *_ in found(config)} == {"QQA101", "OAP904"}


# Selection


def sourced(code: str, name: str, origin: str = "mine", group: str | None = None) -> Provided[Rule]:
    fields: dict[str, Any] = {} if group is None else {"group": group}
    return Provided(origin, Rule(code=code, name=name, severity=Severity.INFO, doc="d", check=check, **fields))


RULES = [
    sourced("OAP201", "one-way-link"),
    sourced("OAP302", "late"),
    sourced("QQA201", "other", "theirs"),
    sourced("QQA001", "joins", "theirs", "links"),
]


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        ("OAP201", (), ["OAP201"]),
        ("links", (), ["OAP201", "QQA001"]),
        ("theirs", (), ["QQA201", "QQA001"]),
        ((), "theirs", ["OAP201", "OAP302"]),
        ("theirs", "QQA2", ["QQA001"]),
        ("QQA", "theirs", ["QQA201", "QQA001"]),
        ("links", "mine", ["OAP201", "QQA001"]),
        ("mine", "links", ["OAP302"]),
        ("OAP2", "links", []),
        ("OAP20", "links", ["OAP201"]),
    ],
)
def test_a_plugin_is_wider_than_a_prefix_and_a_group_is_as_wide_as_one_digit(
    select: str, ignore: str, codes: list[str]
) -> None:
    assert [one.value.code for one in select_rules(RULES, select, ignore)] == codes


@pytest.mark.parametrize(("selector", "close"), [("lnks", "links"), ("thiers", "theirs"), ("otehr", "other")])
def test_a_misspelt_group_plugin_or_name_is_recognised(selector: str, close: str) -> None:
    with pytest.raises(UnknownIdError, match=f"Did you mean '{close}'"):
        select_rules(RULES, selector, ())


def test_selectors_are_kept_as_a_tuple_and_one_word_is_one_selector() -> None:
    profile = Profile(name="p", select=["links", "late"], ignore="mine")
    assert (profile.select, profile.ignore) == (("links", "late"), ("mine",))


def test_the_rules_of_empact_have_the_group_of_their_hundred() -> None:
    groups = {one.value.code[3]: one.value.group for one in Session().rules}
    assert (
        groups.items()
        <= {
            "1": "notation",
            "2": "links",
            "3": "time",
            "4": "parties",
            "5": "measures",
            "6": "document",
            "7": "portfolio",
            "8": "progress",
        }.items()
    )
    assert sourced("QQA201", "a").value.group is None


@pytest.mark.parametrize("selector", ["OAP0", "OAP001", "malformed", "OAP9", "OAP902", "rule-crashed"])
def test_what_empact_tells_itself_cannot_be_ignored(selector: str) -> None:
    calls: list[dict[str, Any]] = [{"ignore": selector}, {"select": [selector]}, {"severity": {selector: "info"}}]
    for options in calls:
        with pytest.raises(ConfigError) as caught:
            Session().validate(PLAN, **options)
        assert str(caught.value) == (f"{selector!r} is built in and always reported; it cannot be selected or ignored.")


def test_a_severity_for_no_rule_is_a_mistake() -> None:
    with pytest.raises(UnknownIdError, match=r"Rule 'frist' does not exist\. Did you mean 'first'"):
        session().validate(PLAN, severity={"frist": "info"})
    with pytest.raises(
        ValueError, match=r"^The severity of 'first' must be 'info', 'warning' or 'error', not the text 'bad'\.$"
    ):
        session().validate(PLAN, severity={"first": "bad"})


# Waivers


def waiver(rule: str = "first", at: str = "X:1", until: dt.date = dt.date(2026, 6, 30)) -> Waiver:
    return Waiver(rule=rule, at=at, reason="agreed", until=until)


def test_a_session_applies_the_waivers_of_its_configuration() -> None:
    config = Config(waive=[waiver(), waiver(at="X:9")], source="f")
    valid = session(config).validate(PLAN, select=["first"], as_of=dt.date(2026, 6, 30))
    assert [(one.code, one.place.subject) for one in valid] == [("QQA101", "X"), ("QQA101", "X:2"), ("OAP905", "X:9")]
    assert [waived.diagnostic.place.subject for waived in valid.waived] == ["X:1"]
    expired = session(config).validate(PLAN, select=["first"], as_of=dt.date(2026, 7, 1))
    assert {(one.code, str(one.place)) for one in expired if one.code != "QQA101"} == {("OAP905", "f"), ("OAP906", "f")}
    assert not expired.waived


def test_a_waiver__can_name_words_of_the_message() -> None:
    text = '[[waive]]\nrule = "late"\nat = "X:1"\nmessage = "action 9.9"\nreason = "r"\nuntil = 2026-12-31\n'
    assert [each.message for each in parse_config(text).waive] == ["action 9.9"]
    with pytest.raises(ConfigError, match=r"^empact.toml:4: 'message' must be a text"):
        parse_config(text.replace('"action 9.9"', '""'))


def test_a_waiver_of_a_rule_that_is_not_selected_is_not_unused() -> None:
    findings = session(Config(waive=[waiver(at="X:9")])).validate(PLAN, select=["second"])
    assert {finding.code for finding in findings} == {"QQA201"}


def test_what_empact_tells_itself_cannot_be_waived() -> None:
    class Broken:
        @hookimpl
        def empact_rules(self) -> list[Rule]:
            return [Rule(code="QQA101", name="first", severity=Severity.INFO, doc="d", check=lambda _p, _c: 1 // 0)]  # type: ignore[arg-type]

    told = Session([Broken()], config=Config(waive=[waiver("OAP902", "X")])).validate(PLAN, select="first")
    assert [one.code for one in told] == ["OAP902", "OAP904"]


def test_findings_that_are_added_up_keep_what_was_waived() -> None:
    one = Diagnostic(kind=MALFORMED, message="m", place=Place(subject="X:1"))
    waived = Diagnostics([], [Waived(one, waiver())])
    assert (waived + (one,)).waived == (Diagnostics([one]) + waived).waived == waived.waived  # noqa: RUF005
    assert waived != Diagnostics()
    assert not waived
    assert pickle.loads(pickle.dumps(waived)) == waived
    assert len({waived, Diagnostics([], waived.waived)}) == 1


def test_the_kinds_about_choosing_are_warnings() -> None:
    assert {kind.name: kind.severity for kind in CATALOGUE if "OAP904" <= kind.code <= "OAP906"} == dict.fromkeys(
        ("unknown-name", "unused-waiver", "expired-waiver"), Severity.WARNING
    )


# The command line


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="empact")


def test_the_command_line_finds_the_configuration_of_the_folder_or_takes_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empact.toml").write_text("select = ['OAP208']\n", encoding="utf-8")
    (tmp_path / "other.toml").write_text("select = ['OAP201']\n", encoding="utf-8")
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    assert run("validate", "oap-c-2012").stdout == "No findings in C-2012.\n"
    assert "OAP201" in run("--config", "../other.toml", "validate", "oap-c-2012").stdout
    assert run("--config", "none.toml", "plans").exit_code == 2


def test_a_configuration_that_cannot_be_used_is_told_and_help_is_still_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empact.toml").write_text("a = 1\nb = 2\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = run("plans")
    assert (done.exit_code, done.stdout, done.stderr.count("unknown key")) == (2, "", 2)
    assert run("--help").exit_code == 0

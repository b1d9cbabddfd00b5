"""Options of a rule, which a project sets under `[rules.NAME]`, and the plans that a rule is for."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml
from click.testing import CliRunner

import empact
from empact import Config, ConfigError, Plan, Session
from empact.cli import main
from empact.config import parse_config
from empact.diagnostics import Pointer, Severity
from empact.hooks import Check, Finding, Option, Rule, RuleContext, hookimpl
from empact.model import Action
from empact.session.rule_settings import line_of
from empact.validation.cases import case_text

DAYS = Option("days", summary="The days that are enough.", type=int, between=(1, 99), default=14)
WORDS = Option("words", summary="The words to look for.", repeated=True, default=("tbd",))
SINCE = Option("since", summary="The first day.", type=dt.date)
PLAN = Plan(id="G-2031", actions=(Action(number="1.1"),))


def settings(plan: Plan, ctx: RuleContext, *, days: int, words: tuple[str, ...], since: dt.date | None) -> Any:
    yield Finding(f"{days} {words} {since}", Pointer(), hint="None.")


def said(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    yield Finding(f"Asked about {plan.id}.", Pointer(), hint="None.")


def said_with_since(plan: Plan, ctx: RuleContext, *, since: dt.date) -> Iterator[Finding]:
    return said(plan, ctx)


def rule(check: Check = said, options: tuple[Option, ...] = (), plans: tuple[str, ...] = ()) -> Rule:
    return Rule(
        code="QQG001",
        name="gnomes",
        severity=Severity.INFO,
        doc="Gnomes.",
        check=check,
        options=options,
        plans=plans,
    )


class Plugin:
    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules

    @hookimpl
    def empact_rules(self) -> tuple[Rule, ...]:
        return self.rules


def session(*rules: Rule, config: Config | str | None = None) -> Session:
    return Session([Plugin(rules)], config=parse_config(config) if isinstance(config, str) else config)


def messages(session: Session, *plans: Plan) -> list[str]:
    return [finding.message for finding in session.validate(*plans or (PLAN,), select="QQG")]


WITH_OPTIONS = rule(check=settings, options=(DAYS, WORDS, SINCE))


def test_options__have_their_defaults_without_a_configuration() -> None:
    assert messages(session(WITH_OPTIONS)) == ["14 ('tbd',) None"]


def test_options__are_those_of_the_file() -> None:
    text = "[rules.gnomes]\ndays = 30\nwords = ['later', 'open']\nsince = 2031-04-01\n"
    assert messages(session(WITH_OPTIONS, config=text)) == ["30 ('later', 'open') 2031-04-01"]


def test_options__are_those_of_a_project_file() -> None:
    config = parse_config("[tool.empact.rules.gnomes]\ndays = 30\n", "pyproject.toml")
    assert messages(session(WITH_OPTIONS, config=config)) == ["30 ('tbd',) None"]


def test_options__are_those_of_a_configuration_in_python() -> None:
    config = Config(rules={"gnomes": {"days": 7, "words": ["x"]}})
    assert messages(session(WITH_OPTIONS, config=config)) == ["7 ('x',) None"]
    assert hash(config) == hash(Config(rules={"gnomes": {"days": 7, "words": ("x",)}}))


def test_options__do_not_change_the_rules_of_a_session() -> None:
    configured = session(WITH_OPTIONS, config="[rules.gnomes]\ndays = 30\n")
    configured.validate(PLAN)
    assert configured.rule("gnomes").value.settings == {"days": 14, "words": ("tbd",), "since": None}


def test_all_faults_of_options__are_reported_at_once_with_their_lines() -> None:
    text = """\
        [severity]
        gnomes = "info"

        [rules.gnomes]
        dayz = 3
        days = 100
        words = "tbd"
        since = "2031-04-01"

        [rules.dangling-link]
        x = 1
    """
    with pytest.raises(ConfigError) as caught:
        session(WITH_OPTIONS, config=text).validate(PLAN)
    assert caught.value.problems == (
        "empact.toml:5: gnomes: Unknown option 'dayz'. Did you mean 'days'?",
        "empact.toml:6: gnomes: The option 'days' is 100. Allowed: a whole number from 1 to 99.",
        'empact.toml:7: gnomes: The option \'words\' is "tbd". Allowed: a list, each a text. Write words = ["tbd"].',
        (
            "empact.toml:8: gnomes: The option 'since' is \"2031-04-01\". Allowed: a date: YYYY-MM-DD. "
            "Write since = 2031-04-01."
        ),
        "empact.toml:11: dangling-link: Unknown option 'x'. The rule has no options.",
    )


FLAG = Option("flag", summary="A flag.", type=bool, default=False)
SCORE = Option("score", summary="A score.", type=float, default=1)
LEVEL = Option("level", summary="A level.", choices=("high", "low"), default="low")
NUMBERS = Option("numbers", summary="Numbers.", type=int, repeated=True)


@pytest.mark.parametrize(
    ("option", "given", "problem"),
    [
        (FLAG, '"yes"', '"yes". Allowed: true or false. Write flag = true.'),
        (FLAG, '"no"', '"no". Allowed: true or false. Write flag = false.'),
        (FLAG, "1", "1. Allowed: true or false."),
        (DAYS, "true", "true. Allowed: a whole number from 1 to 99."),
        (DAYS, '"7"', '"7". Allowed: a whole number from 1 to 99. Write days = 7.'),
        (DAYS, '"700"', '"700". Allowed: a whole number from 1 to 99.'),
        (DAYS, "7.5", "7.5. Allowed: a whole number from 1 to 99."),
        (DAYS, "[7]", "[7]. Allowed: a whole number from 1 to 99. Write days = 7."),
        (DAYS, "{x = 1}", "{x = 1}. Allowed: a whole number from 1 to 99."),
        (SCORE, "nan", "nan. Allowed: a number."),
        (SCORE, "-inf", "-inf. Allowed: a number."),
        (
            SINCE,
            "2031-04-01T08:30:00Z",
            "2031-04-01T08:30:00+00:00. Allowed: a date: YYYY-MM-DD. Write since = 2031-04-01.",
        ),
        (SINCE, "08:30:00", "08:30:00. Allowed: a date: YYYY-MM-DD."),
        (SINCE, "2031", "2031. Allowed: a date: YYYY-MM-DD."),
        (LEVEL, '"lo"', "\"lo\". Allowed: high, low. Did you mean 'low'?"),
        (LEVEL, "3", "3. Allowed: high, low."),
        (WORDS, "7", '7. Allowed: a list, each a text. Write words = ["7"].'),
        (WORDS, '["a", 7]', '["a", 7]. Allowed: a list, each a text. Write words = ["a", "7"].'),
        (NUMBERS, "[1, [2]]", "[1, [2]]. Allowed: a list, each a whole number."),
    ],
)
def test_a_value_of_a_file__is_asked_for_as_it_is_written_there(option: Option, given: str, problem: str) -> None:
    def check(plan: Plan, ctx: RuleContext, **options: object) -> Iterator[Finding]:
        return said(plan, ctx)

    configured = session(rule(check, (option,)), config=f"[rules.gnomes]\n{option.name} = {given}\n")
    with pytest.raises(ConfigError) as caught:
        configured.validate(PLAN)
    assert caught.value.problems == (f"empact.toml:2: gnomes: The option {option.name!r} is {problem}",)


def test_a_long_value_of_a_file__is_cut() -> None:
    text = f'[rules.gnomes]\ndays = "{"x" * 500}"\n'
    with pytest.raises(ConfigError, match=r"is \"x{50,59}\.\.\.\. Allowed: a whole number from 1 to 99\.$"):
        session(WITH_OPTIONS, config=text).validate(PLAN)


def test_an_option_in_python__is_reported_without_a_file() -> None:
    with pytest.raises(ConfigError, match=r"^the configuration: gnomes: The option 'days' must be a whole number, not"):
        session(WITH_OPTIONS, config=Config(rules={"gnomes": {"days": "x"}})).validate(PLAN)


def test_the_line_of_an_option__is_found_in_every_spelling() -> None:
    inline = parse_config("rules = {gnomes = {days = 3}}\n")
    dotted = parse_config("ignore = []\nrules.gnomes.days = 3\n")
    below = parse_config("[rules]\nx = {}\ngnomes = {days = 3}\n")
    quoted = parse_config('[rules."gnomes"]\n\ndays = 3\n')
    assert [line_of(config, "gnomes", "days") for config in (inline, dotted, below, quoted)] == [1, 2, 3, 3]
    assert [line_of(config, "gnomes") for config in (inline, dotted, below, quoted)] == [1, 2, 3, 1]
    assert line_of(Config(), "gnomes", "days") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[rules]\nelves.days = 4\ngnomes.words = []\ngnomes.days = 5\n", 4),
        ("[rules]\ngnomes.words = []\nelves.days = 4\ngnomes.days = 5\n", 4),
        ("[rules]\ngnomes = {words = []}\nelves = {days = 4}\n", 2),
        ("[rules]\nelves = {days = 4}\ngnomes = {words = [], days = 5}\n", 3),
        ("rules.gnomes = {days = 5}\n", 1),
        ("rules.'gnomes'.\"days\" = 5\n", 1),
        ("[tool.empact.rules.gnomes]\n# days = 4\ndays = 5\n", 3),
        ("[rules.gnomes]\nwords = ['#'] # days = 4\ndays = 5\n", 3),
        ("[rules.gnomes]\nwords = ['days = 3']\ndays = 5\n", 3),
        ('# [rules.gnomes]\n[rules.gnomes]\ndays_off = 4\n"days" = 5\n', 4),
        ("[rules.elves]\ndays = 4\n[rules.gnomes]\n[severity]\ndays = 'info'\n", 3),
        ("[rules]\n[severity]\ngnomes = 'info'\n", None),
    ],
)
def test_the_line_of_an_option__is_that_of_its_rule_and_of_no_comment(text: str, line: int | None) -> None:
    assert line_of(Config(text=text), "gnomes", "days") == line


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("rules = 1", "empact.toml:1: 'rules' must be a table."),
        ("[rules]\ngnomes = 1", "empact.toml:2: 'rules.gnomes' must be a table."),
    ],
)
def test_what_is_no_table__is_refused(text: str, problem: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    assert caught.value.problems == (f"{problem} Write least = 0.7 below [rules.possible-overlap].",)


def test_options_of_an_unknown_rule__are_a_warning_since_its_plugin_may_be_missing() -> None:
    text = "[rules.gnomse]\ndays = 3\n[rules.QQG001]\ndays = 3\n"
    found = session(WITH_OPTIONS, config=text).validate(PLAN, select="QQG")
    assert [(finding.name, finding.place.line, finding.message, finding.hint) for finding in found[1:]] == [
        (
            "unknown-name",
            1,
            "The configuration sets options of the rule 'gnomse', but no plugin provides it.",
            "Did you mean 'gnomes'?",
        ),
        (
            "unknown-name",
            3,
            "The configuration sets options of the rule 'QQG001', but no plugin provides it.",
            "Write [rules.gnomes].",
        ),
    ]


def test_a_configuration_in_python__refuses_what_is_no_mapping() -> None:
    wrong: Any = {"gnomes": 3}
    with pytest.raises(TypeError, match=r"^The options of a rule must be a mapping of names, not the int 3\.$"):
        Config(rules=wrong)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ((Option("x", summary="S.", required=True),), r"The option 'x' of the rule 'gnomes' must not be required: .*"),
        ((Option("x", summary="S.", type=bool, needs="reports"),), r"The option 'x' .* must not have 'needs', .*"),
        ((Option("x", summary="S.", type=Path),), r"The option 'x' .* must not be a path: a rule reads no files\."),
        ((DAYS, DAYS), r"The rule 'gnomes' has two options of the same name\."),
        ((DAYS,), r"The check of the rule 'gnomes' does not take its options \(days\): .*unexpected keyword.*'days'\."),
    ],
)
def test_an_option_that_a_rule_cannot_have__is_refused(options: tuple[Option, ...], problem: str) -> None:
    with pytest.raises(ValueError, match=f"^{problem}$"):
        rule(options=options)


def test_a_check_with_an_argument_that_no_option_gives__is_refused() -> None:
    with pytest.raises(ValueError, match=r"does not take its options \(days\): missing a required .*'words'"):
        rule(check=settings, options=(DAYS,))


def test_options_that_are_none__are_type_errors() -> None:
    wrong: Any = ("days",)
    with pytest.raises(TypeError, match=r"^What Rule\.options has must be an Option, not the text 'days'\.$"):
        rule(options=wrong)


# The plans that a rule is for


def test_plans__are_those_that_the_rule_is_asked_about() -> None:
    plans = [Plan(id=id) for id in ("G-2031", "G-2032", "H-2031")]
    assert messages(session(rule(plans=("G-*", "X-2099"))), *plans) == ["Asked about G-2031.", "Asked about G-2032."]
    assert messages(session(rule(plans=("H-2031",))), *plans) == ["Asked about H-2031."]
    assert len(messages(session(rule()), *plans)) == 3


def test_options_and_plans__may_be_lists() -> None:
    options: Any = [DAYS, WORDS, SINCE]
    plans: Any = ["G-*"]
    assert rule(settings, options, plans) == rule(settings, tuple(options), tuple(plans))


def test_plans_that_are_no_texts__are_a_type_error() -> None:
    wrong: Any = (2031,)
    with pytest.raises(TypeError, match=r"^The id of a plan must be a text, not the int 2031\. Write '2031'\.$"):
        rule(plans=wrong)


def test_plans_as_one_text__is_a_type_error() -> None:
    wrong: Any = "G-*"
    with pytest.raises(TypeError, match=r"^Rule\.plans must be a tuple of ids of plans, not the text 'G-\*'\."):
        rule(plans=wrong)


def test_progress__counts_the_rules_that_are_not_for_a_plan_too() -> None:
    steps: list[tuple[int, int]] = []
    session(rule(plans=("H-*",))).validate(PLAN, select="QQG", progress=lambda done, of: steps.append((done, of)))
    assert steps == [(1, 1)]


# The command line


def empact_rules(*words: str, session: Session) -> str:
    done = CliRunner().invoke(main, ["rules", *words], obj=session)
    assert done.exit_code == 0, done.output
    return done.output


def test_rules__shows_the_options_and_the_plans_of_a_rule() -> None:
    output = empact_rules("gnomes", session=session(rule(check=settings, options=(DAYS, WORDS, SINCE), plans=("G-*",))))
    assert "Only for the plans G-*." in output
    assert "Options: [rules.gnomes] in empact.toml" in output
    rows = [" ".join(line.split()) for line in output.splitlines()]
    assert {"Default 2031-04-01"} <= {
        " ".join(line.split())
        for line in empact_rules(
            "gnomes", session=session(rule(said_with_since, (attrs.evolve(SINCE, default=dt.date(2031, 4, 1)),)))
        ).splitlines()
    }
    assert {"Default 14", "Allowed a whole number from 1 to 99", 'Default ["tbd"]', "Default none"} <= {*rows}


def test_rules__says_of_which_plans_a_rule_is() -> None:
    assert "Gnomes. Only for the plans G-*." in empact_rules(session=session(rule(plans=("G-*",))))
    assert "Only for the plans" not in empact_rules(session=session(rule()))


def test_rules__has_options_and_plans_in_json() -> None:
    output = empact_rules(
        "gnomes", "--format", "json", session=session(rule(check=settings, options=(DAYS, WORDS, SINCE)))
    )
    (listed,) = json.loads(output)["rules"]
    assert [(option["name"], option["default"]) for option in listed["rule"]["options"]] == [
        ("days", 14),
        ("words", ["tbd"]),
        ("since", None),
    ]


# A rule that ships with empact


def test_possible_overlap__reports_from_the_score_that_a_project_sets() -> None:
    case = yaml.safe_load(case_text(Session().rule("possible-overlap").value) or "")
    plans = [empact.loads(text, format="yaml") for text in (case["bad"], *case["with"])]

    def reported(least: float) -> int:
        config = parse_config(f"[rules.possible-overlap]\nleast = {least}\n")
        return len(Session(config=config).validate(*plans, select="possible-overlap"))

    assert [reported(least) for least in (0.6, 0.85, 0.9)] == [2, 2, 0]

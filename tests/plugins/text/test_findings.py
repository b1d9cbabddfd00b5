"""The report of findings at a glance: the verdict, the groups, the table of rules, and one line each."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import click
import pytest

from empact import Diagnostic, Diagnostics, Place, Plan, Session, Severity, parse_parties
from empact.diagnostics import Kind, Waived, Waiver
from empact.errors import UnknownFormatError
from empact.hooks import Formatter, Option, hookimpl
from empact.model import Action, Span, StrategicGoal
from empact.plugins.text.statistics import cure_of

KINDS = {
    code: Kind(code=code, name=name, severity=Severity(severity), doc="")
    for code, name, severity in (
        ("ZZ001", "odd", "warning"),
        ("ZZ002", "wrong", "error"),
        ("ZZ003", "unclear", "info"),
        ("ZZ004", "late-by-a-very-long-time-in-the-year", "warning"),
    )
}

YEAR = Span(start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31))


def found(code: str, subject: str | None = None, message: str = "It is odd.", **more: Any) -> Diagnostic:
    return Diagnostic(kind=KINDS[code], message=message, place=Place(subject=subject), **more)


def plan(id_: str = "X-2026", **fields: Any) -> Plan:
    actions = (
        Action(number="1.1", leaders=parse_parties("HU, AT")),
        Action(number="1.2", leaders=parse_parties("HU, AT")),
        Action(number="1.3", leaders=parse_parties("FR")),
        Action(number="1.4"),
    )
    goals = (StrategicGoal(number="1"),)
    return Plan(id=id_, goals=goals, actions=actions, period=YEAR, **fields)


@pytest.fixture(scope="module")
def session() -> Session:
    return Session()


def first(report: str) -> str:
    return report.partition("\n\n")[0].rstrip("\n")


# The verdict


@pytest.mark.parametrize(
    ("findings", "show", "verdict"),
    [
        ([], None, "No findings in X-2026."),
        ([found("ZZ001", "X-2026:1.1")], None, "No errors. 1 warning in 1 of 4 actions of X-2026."),
        ([found("ZZ001", "X-2026:1.1")] * 2, None, "No errors. 2 warnings in 1 of 4 actions of X-2026."),
        ([found("ZZ002", "X-2026:1.1")], None, "1 error in 1 of 4 actions of X-2026."),
        (
            [found("ZZ002", "X-2026:1.1"), found("ZZ001", "X-2026:1.3"), found("ZZ001", "X-2026")],
            None,
            "1 error and 2 warnings, 2 of them in 2 of 4 actions of X-2026.",
        ),
        ([found("ZZ001", "X-2026:SG 1"), found("ZZ001")], None, "No errors. 2 warnings in X-2026."),
        (
            [found("ZZ003", "X-2026:1.1")],
            None,
            "No errors and no warnings in X-2026.\n1 info not shown; --show info lists it.",
        ),
        ([found("ZZ003", "X-2026:1.1")], "info", "No errors. 1 info in 1 of 4 actions of X-2026."),
        (
            [found("ZZ001", "X-2026:1.1"), found("ZZ003")],
            "error",
            "No errors in X-2026.\n1 warning, 1 info not shown; --show info lists them.",
        ),
        (
            [found("ZZ002", "X-2026:1.1"), found("ZZ001"), found("ZZ003")],
            "info",
            "1 error, 1 warning and 1 info, 1 of them in 1 of 4 actions of X-2026.",
        ),
    ],
)
@pytest.mark.parametrize("options", [{}, {"statistics": True}, {"group": "rule"}, {"group": "leader"}])
def test_the_verdict__comes_first(
    session: Session, findings: list[Diagnostic], show: str | None, verdict: str, options: dict[str, Any]
) -> None:
    lowest = None if show is None else Severity(show)
    assert first(session.format(findings, "text", plan(), show=lowest, **options)) == verdict
    concise = session.format(findings, "concise", plan(), show=lowest).splitlines()
    assert concise[-len(verdict.splitlines()) :] == verdict.splitlines()


def test_the_verdict__of_several_plans_counts_all_their_actions(session: Session) -> None:
    findings = [found("ZZ001", "X-2026:1.1"), found("ZZ001", "Y-2026:1.1"), found("ZZ001", "Y-2026:2026-05-05-entry")]
    report = session.format(findings, "text", plan(), plan("Y-2026"))
    assert first(report) == "No errors. 3 warnings, 2 of them in 2 of 8 actions of 2 plans (X-2026, Y-2026)."


def test_the_verdict__counts_waived_findings_apart(session: Session) -> None:
    waiver = Waiver(rule="odd", at="X-2026:1.1", reason="Known.", until=dt.date(2026, 12, 31))
    diagnostics = Diagnostics([found("ZZ001", "X-2026:1.2")], [Waived(found("ZZ001", "X-2026:1.1"), waiver)])
    assert first(session.format(diagnostics, "text", plan())) == (
        "No errors. 1 warning in 1 of 4 actions of X-2026.\n1 waived."
    )


def test_the_verdict__is_coloured_by_its_severity(session: Session) -> None:
    for code, start in (("ZZ002", "\x1b[31m\x1b[1m1 error\x1b[0m in"), ("ZZ001", "\x1b[1mNo errors\x1b[0m. 1 warning")):
        report = session.format([found(code, "X-2026:1.1")], "text", plan(), colour=True)
        assert report.startswith(start)


def test_the_verdict__is_wrapped(session: Session) -> None:
    plans = [plan(f"A-PLAN-WITH-A-LONG-NAME-{number}") for number in range(3)]
    report = session.format([found("ZZ001", f"{plans[0].id}:1.1")], "text", *plans, width=60)
    assert len(first(report).splitlines()) == 3
    assert max(map(len, report.splitlines())) <= 60


# Groups


MIXED = [
    found("ZZ001", "X-2026:SG 1", "A goal."),
    found("ZZ001", "X-2026:1.1", "First."),
    found("ZZ003", "X-2026:1.3", "Third."),
    found("ZZ002", "X-2026:1.2", "Second.", hint="Mend it."),
    found("ZZ001", "X-2026:1.4", "Fourth."),
    found("ZZ001", None, "A plugin."),
]


def outline(report: str) -> list[str]:
    """The headings of a report, and the messages below them."""
    blocks = report.split("\n\n")[1:]
    return [re.sub(r"^(.*: )?(error|warning|info) ZZ\d+ \S+ ", "- ", block.splitlines()[0]) for block in blocks]


def test_group__by_rule_starts_with_the_most_severe_and_the_most_frequent(session: Session) -> None:
    report = session.format(MIXED, "text", plan(), group="rule", show=Severity.INFO)
    assert outline(report) == [
        "ZZ002 wrong  1 error",
        "- Second.",
        "ZZ001 odd  4 warnings",
        "- A goal.",
        "- First.",
        "- Fourth.",
        "- A plugin.",
        "ZZ003 unclear  1 info",
        "- Third.",
    ]


def test_group__by_leader_has_each_finding_once_below_who_has_to_act(session: Session) -> None:
    driven = plan(driver=parse_parties("IT"))
    report = session.format(MIXED, "text", driven, group="leader", show=Severity.INFO)
    assert outline(report) == [
        "Driver IT",
        "- A goal.",
        "Leaders HU, AT",
        "- First.",
        "- Second.",
        "Leader FR",
        "- Third.",
        "Leader not named",
        "- Fourth.",
        "Not about a plan",
        "- A plugin.",
    ]
    assert "Driver not named" in session.format(MIXED, "text", plan(), group="leader")


def test_group__by_leader_joins_the_plans(session: Session) -> None:
    findings = [found("ZZ001", "X-2026:1.3", "One."), found("ZZ001", "Y-2026:1.3", "Two.")]
    report = session.format(findings, "text", plan(), plan("Y-2026"), group="leader")
    assert outline(report) == ["Leader FR", "- One.", "- Two."]


@pytest.mark.parametrize("options", [{"group": "rule"}, {"group": "leader"}, {"statistics": True}])
def test_a_report_without_the_title__starts_with_the_marking(session: Session, options: dict[str, Any]) -> None:
    marked = plan(marking="LIMITE")
    lines = session.format(MIXED, "text", marked, **options).splitlines()
    assert lines[:3] == ["LIMITE", "", "1 error and 4 warnings, 3 of them in 3 of 4 actions of X-2026."]
    assert session.format(MIXED, "concise", marked).splitlines()[0] == "LIMITE"


# The table of rules


def test_statistics__are_the_verdict_and_the_table_alone(session: Session) -> None:
    findings = [
        *(found("ZZ001", f"X-2026:1.{number}", hint=f"Add 1.{number} to the list.") for number in (1, 2)),
        found("ZZ002", "X-2026:1.3"),
        found("ZZ003", "X-2026:1.4", hint="Say more."),
    ]
    assert session.format(findings, "text", plan(), statistics=True, width=80).splitlines() == [
        "1 error and 2 warnings in 3 of 4 actions of X-2026.",
        "1 info not shown; --show info lists it.",
        "",
        "RULE              COUNT  CURE",
        "ZZ002 wrong     1 error",
        "ZZ001 odd    2 warnings  Add ... to the list.",
    ]
    everything = session.format(findings, "text", plan(), statistics=True, show=Severity.INFO)
    assert everything.splitlines()[-1] == "ZZ003 unclear      1 info  Say more."


def test_statistics__of_nothing_are_the_verdict(session: Session) -> None:
    assert session.format([], "text", plan(), statistics=True) == "No findings in X-2026.\n"


def test_statistics__have_the_cure_below_a_row_that_is_too_wide(session: Session) -> None:
    hint = "Write the month in which the action starts, and the month in which it ends."
    findings = [found("ZZ004", "X-2026:1.1", hint=hint)]
    narrow = session.format(findings, "text", plan(), statistics=True, width=72).splitlines()
    assert narrow[2:] == [
        "RULE                                            COUNT",
        "ZZ004 late-by-a-very-long-time-in-the-year  1 warning",
        "    Write the month in which the action starts, and the month in which",
        "    it ends.",
    ]
    wide = session.format(findings, "text", plan(), statistics=True, width=100).splitlines()
    start = "ZZ004 late-by-a-very-long-time-in-the-year  1 warning  "
    assert wide[3] == f"{start}Write the month in which the action starts,"
    assert wide[4] == f"{' ' * len(start)}and the month in which it ends."


def test_a_long_report__ends_with_the_table_and_the_verdict(session: Session) -> None:
    verdict = "No errors. 10 warnings in 1 of 4 actions of X-2026."
    blocks = session.format([found("ZZ001", "X-2026:1.1")] * 10, "text", plan()).split("\n\n")
    assert blocks[0] == verdict
    assert blocks[-2:] == ["RULE             COUNT  CURE\nZZ001 odd  10 warnings", f"{verdict}\n"]
    short = session.format([found("ZZ001", "X-2026:1.1")] * 9, "text", plan())
    assert "COUNT" not in short
    assert short.count("No errors.") == 1


def test_statistics__in_colour_have_the_same_text(session: Session) -> None:
    findings = [found("ZZ001", "X-2026:1.1", hint="Mend it."), found("ZZ004", "X-2026:1.1")]
    for width in (60, 100):
        plain, coloured = (
            session.format(findings, "text", plan(), statistics=True, width=width, colour=colour)
            for colour in (False, True)
        )
        assert click.unstyle(coloured) == plain
        assert "\x1b[33m\x1b[1m1 warning\x1b[0m" in coloured


@pytest.mark.parametrize(
    ("hints", "cure"),
    [
        ([None], ""),
        (["Mend it."], "Mend it."),
        (["Mend it.", None, "Mend it."], "Mend it."),
        ([None, "Mend it.", None], ""),
        (
            ["Add 1.3 to the links of 2.1, or remove it.", "Add 1 to the links of 2, or remove it."],
            "Add ... to the links of ..., or remove it.",
        ),
        (["Add A B to the links.", "Add C to the links.", "Add D to the links."], "Add ... to the links."),
        (["Write 'a', if that is meant.", "Write 'b c', if that is meant."], "Write ... if that is meant."),
        (["Name one.", "Choose the leader."], "Name one. Or: Choose the leader."),
        (
            ["One is it.", "Two are they.", "Three were we.", "Four was you."],
            "One is it. Or: Two are they. Or: Three were we. ...",
        ),
        (["Add it now.", "Name who leads.", "Add it then."], "Add it ... Or: Name who leads."),
    ],
)
def test_cure_of__has_what_the_hints_have_in_common(hints: list[str | None], cure: str) -> None:
    assert cure_of(found("ZZ001", hint=hint) for hint in hints) == cure


def test_the_json__counts_the_findings_of_each_rule_listed_or_not(session: Session) -> None:
    tree = json.loads(session.format(MIXED, "json", plan(), show=Severity.ERROR))
    assert len(tree["diagnostics"]) == 1
    assert tree["rules"] == [
        {"code": "ZZ001", "name": "odd", "counts": {"error": 0, "warning": 4, "info": 0}},
        {"code": "ZZ002", "name": "wrong", "counts": {"error": 1, "warning": 0, "info": 0}},
        {"code": "ZZ003", "name": "unclear", "counts": {"error": 0, "warning": 0, "info": 1}},
    ]


# One line each


def test_concise__has_one_line_for_each_finding_however_long(session: Session) -> None:
    read = session.loads("empact: plan/1\nid: X-2026\nactions:\n- number: '1.1'\n", format="yaml")
    place = Place(subject="X-2026:1.1", file="a\nb.yaml", line=4, column=3)
    message = "One line,\n\tand " + "more " * 60 + "\x1b[2J."
    findings = [Diagnostic(kind=KINDS["ZZ001"], message=message, place=place, hint="Mend it."), found("ZZ002")]
    lines = session.format(findings, "concise", read, width=60).splitlines()
    assert lines == [
        f"a\\nb.yaml:4:3: warning ZZ001 One line, and {'more ' * 60}\\x1b[2J.",
        "error ZZ002 It is odd.",
        "1 error and 1 warning, 1 of them in 1 of 1 action of X-2026.",
    ]


def test_concise__in_colour_has_the_same_text(session: Session) -> None:
    plain, coloured = (session.format(MIXED, "concise", plan(), colour=colour) for colour in (False, True))
    assert click.unstyle(coloured) == plain
    assert "X-2026:1.2: \x1b[31m\x1b[1merror\x1b[0m ZZ002 Second.\n" in coloured


# Options of formatters


def formatter(**options: Any) -> object:
    class Plugin:
        @hookimpl
        def empact_formatters(self) -> list[Formatter]:
            return [Formatter(name="mine", write=f"{__name__}:write", options=[Option(**options)])]

    return Plugin()


def write(_diagnostics: Diagnostics, ctx: Any) -> str:
    return f"{dict(ctx.options)}"


def test_an_option_of_a_formatter__has_its_default_or_the_given_value() -> None:
    session = Session([formatter(name="length", summary="How long.", type=int, default=3)])
    assert session.format([], "mine") == "{'length': 3}"
    assert session.format([], "mine", length=4) == "{'length': 4}"
    with pytest.raises(TypeError, match=r"^Unknown option 'lenght'\. Did you mean 'length'\?$"):
        session.format([], "mine", lenght=4)
    with pytest.raises(TypeError, match="length"):
        session.format([], "mine", length="4")
    with pytest.raises(ValueError, match=r"^The option 'group' is 'leder'\. Allowed: action, rule, leader\."):
        session.format([], "text", group="leder")


@pytest.mark.parametrize("name", ["show", "width", "select", "to", "marking"])
def test_a_formatter_with_an_option_of_validate__is_refused(name: str) -> None:
    session = Session([formatter(name=name, summary="It is taken.")])
    with pytest.raises(UnknownFormatError):
        session.format([], "mine")
    (problem,) = session.plugins.diagnostics
    assert problem.message.endswith(
        f"provides the formatter 'mine', but its option {name!r} is a parameter of 'validate' itself."
    )

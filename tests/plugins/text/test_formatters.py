"""Reports: what the text shows of a finding, what the JSON holds, and what any formatter is told."""

from __future__ import annotations

import datetime as dt
import io
import json
import pickle
from typing import Any

import attrs
import click
import pytest
from tests.support import shipped

import empact
from empact import Diagnostic, Diagnostics, Place, Portfolio, Session, Severity
from empact.analysis import PortfolioContext
from empact.diagnostics import Edit, Kind, RelatedPlace, Waived, Waiver
from empact.errors import ExportError, PluginError, UnknownFormatError
from empact.hooks import FormatContext, Formatter, Option, hookimpl
from empact.model import Plan
from empact.plugins.text.findings import format_findings

PLAN = """\
empact: plan/1
id: X-2026
title: An invented plan
marking: LIMITE
goals:
- number: "1"
  annex: To know more.
actions:
- number: "1.1"
  activity: Exchange information[^1] on new routes.
  links: ["9.9"]
- number: "1.2"
  activity: >-
    Describe the routes.
"""
BARE = "empact: plan/1\nid: Y-2026\n"


def found(
    severity: str = "warning", place: Place | None = None, message: str = "It is odd.", **more: Any
) -> Diagnostic:
    kind = Kind(code="ZZ001", name="odd", severity=Severity(severity), doc="")
    return Diagnostic(kind=kind, message=message, place=place or Place(), **more)


def at(line: int, column: int | None = None, subject: str | None = "X-2026", file: str = "<text>") -> Place:
    return Place(subject=subject, file=file, line=line, column=column)


def also(place: Place, reason: str = "it says why") -> RelatedPlace:
    return RelatedPlace(place, reason)


@pytest.fixture(scope="module")
def session() -> Session:
    return Session()


def text(session: Session, diagnostics: list[Diagnostic], *sources: Any, **options: Any) -> list[str]:
    return session.format(diagnostics, "text", *sources, **options).splitlines()


# Text


def test_the_findings_of_a_plan_stand_by_action_each_with_its_line(session: Session) -> None:
    plan = session.loads(PLAN, format="yaml")
    lines = text(
        session,
        [
            found("error", at(11, 11, "X-2026:1.1"), hint="Mend it.", related=(also(at(9, 3, "X-2026:1.1")),)),
            found("warning", at(6, 3, "X-2026:SG 1")),
            found(
                "warning",
                at(14, 5, "X-2026:1.2"),
                related=(also(at(6, 3, "X-2026:SG 1"), "the goal"), also(Place(file="b", line=4))),
            ),
            found("info", at(9, 3, "X-2026:1.1")),
            found("warning", at(9, 3, "X-2026:1.1"), message="A second one."),
            found("warning", at(3, 8)),
        ],
        plan,
    )
    assert lines == [
        "1 error and 4 warnings, 3 of them in 2 of 2 actions of X-2026.",
        "1 info not shown; --show info lists it.",
        "",
        "X-2026  An invented plan",
        "LIMITE",
        "",
        "<text>:3:8: warning ZZ001 odd: It is odd.",
        "    | title: An invented plan",
        "    |        ^",
        "",
        "X-2026:1.1  Exchange information on new routes.",
        "",
        "<text>:11:11: error ZZ001 odd: It is odd.",
        '    | links: ["9.9"]',
        "    |         ^",
        "    Mend it.",
        "    See also 9:3: it says why.",
        "",
        "<text>:9:3: warning ZZ001 odd: A second one.",
        '    | - number: "1.1"',
        "    |   ^",
        "",
        "X-2026:SG 1  To know more.",
        "",
        "<text>:6:3: warning ZZ001 odd: It is odd.",
        '    | - number: "1"',
        "    |   ^",
        "",
        "X-2026:1.2  Describe the routes.",
        "",
        "<text>:14:5: warning ZZ001 odd: It is odd.",
        "    | Describe the routes.",
        "    | ^",
        "    See also 6:3 (X-2026:SG 1): the goal.",
        "    See also b:4: it says why.",
    ]


def test_format_findings__findings_about_the_complete_plan_are_not_below_an_action(session: Session) -> None:
    plan = session.loads(PLAN, format="yaml")
    findings = [found(place=at(9, 3, "X-2026:1.1")), found(place=at(14, 5)), found(place=at(6, 3, "X-2026:SG 1"))]
    lines = text(session, findings, plan)
    assert [line for line in lines if line.startswith(("X-2026", "<text>"))] == [
        "X-2026  An invented plan",
        "<text>:14:5: warning ZZ001 odd: It is odd.",
        "X-2026:1.1  Exchange information on new routes.",
        "<text>:9:3: warning ZZ001 odd: It is odd.",
        "X-2026:SG 1  To know more.",
        "<text>:6:3: warning ZZ001 odd: It is odd.",
    ]


def test_what_reading_refuses_is_told_with_its_line(session: Session, tmp_path: Any) -> None:
    path = tmp_path / "slip.yaml"
    path.write_text(BARE + "actoins: []\n", encoding="utf-8")
    reading = session.read(path)
    assert session.format(reading.diagnostics, "text", reading, width=200).splitlines() == [
        "1 error.",
        "",
        f"{path}:3:1: error OAP012 unknown-key: Unknown key 'actoins'.",
        "    | actoins: []",
        "    | ^",
        "    Did you mean 'actions'?",
    ]
    path.write_bytes(b"empact: plan/1\nid: caf\xe9\n")
    reading = session.read(path)
    assert session.format(reading.diagnostics, "text", reading, width=200).splitlines()[3:6] == [
        "    | id: caf\N{REPLACEMENT CHARACTER}",
        "    |        ^",
        "    Save the file as UTF-8 text.",
    ]


def test_files_that_give_no_plan_stand_first_and_plugins_last(session: Session) -> None:
    other = io.StringIO(BARE.replace("Y", "B"))
    other.name = "b.yaml"
    plans = [session.loads(BARE, format="yaml"), session.load(other)]
    findings = [
        found(message="A plugin."),
        found(place=at(2, 1, "B-2026", "b.yaml")),
        found(place=at(2, 1, "Y-2026")),
        found(place=at(7, 1, None, "no-plan.yaml")),
        found(place=at(1, 1, None, "b.yaml"), message="Told while reading."),
    ]
    lines = text(session, findings, *plans)
    assert [line for line in lines if line and not line.startswith(" ")] == [
        "No errors. 5 warnings in 2 plans (Y-2026, B-2026).",
        "no-plan.yaml:7:1: warning ZZ001 odd: It is odd.",
        "Y-2026",
        "<text>:2:1: warning ZZ001 odd: It is odd.",
        "B-2026",
        "b.yaml:2:1: warning ZZ001 odd: It is odd.",
        "b.yaml:1:1: warning ZZ001 odd: Told while reading.",
        "plugins",
        "warning ZZ001 odd: A plugin.",
    ]


@pytest.mark.parametrize(
    ("source", "column", "shown"),
    [
        ("    a: b", 5, ["a: b", "^"]),
        ("\ta:\tb", 5, ["a: b", "   ^"]),
        ("a: b", None, ["a: b"]),
        ("a: b", 5, ["a: b", "    ^"]),
        ("Ελλάδα: 🙂 x", 11, ["Ελλάδα: 🙂 x", "          ^"]),
        ("\x1b[2J: x", 7, ["\\x1b[2J: x", "         ^"]),
        ("a" * 60, 1, ["a" * 31 + "...", "^"]),
        ("a" * 60 + "b", 61, ["..." + "a" * 30 + "b", " " * 33 + "^"]),
        ("a" * 60 + "b" + "c" * 60, 61, ["..." + "a" * 8 + "b" + "c" * 19 + "...", " " * 11 + "^"]),
        ("a: b" + " " * 60, 1, ["a: b", "^"]),
        ("   ", 1, []),
    ],
)
def test_the_source_is_cut_around_the_column(source: str, column: int | None, shown: list[str]) -> None:
    place = Place(file="f", line=2, column=column)
    ctx = FormatContext(
        context=PortfolioContext(portfolio=Portfolio(())),
        texts={"f": f"first\n{source}\nlast\n"},
        width=40,
        options={"group": "action", "statistics": False},
    )
    lines = format_findings(Diagnostics([found(place=place)]), ctx).splitlines()
    assert [line.removeprefix("    | ") for line in lines if line.startswith("    | ")] == shown


def test_a_message_wraps_and_a_long_path_has_its_own_line(session: Session) -> None:
    message = "One two three four five six seven eight nine."
    assert text(session, [found(message=message, place=Place(file="f"))], width=44)[2:4] == [
        "f: warning ZZ001 odd: One two three four",
        "    five six seven eight nine.",
    ]
    path = "some folder/with a long name.yaml"
    assert text(session, [found(message=message, place=Place(file=path, line=3, column=4))], width=44)[2:5] == [
        "some folder/with a long name.yaml:3:4: warning ZZ001 odd:",
        "    One two three four five six seven eight",
        "    nine.",
    ]


def test_a_finding_in_a_sheet_names_the_cell_and_one_without_words_takes_one_line(session: Session) -> None:
    place = Place(file="plan.xlsx", sheet="OAP", cell="B7")
    line = "plan.xlsx, sheet 'OAP', cell B7: warning ZZ001 odd:"
    assert text(session, [found(place=place, message="")])[2] == line


def test_a_path_with_a_line_break_stays_in_its_line(session: Session) -> None:
    assert text(session, [found(place=Place(file="a\n\tb"))])[2].startswith("a\\n\\tb: warning")


def test_the_verdict__names_up_to_three_plans(session: Session) -> None:
    plans = [Plan(id=f"P{number}") for number in range(4)]
    assert text(session, [], Portfolio(tuple(plans[:3]))) == ["No findings in 3 plans (P0, P1, P2)."]
    assert text(session, [], *plans) == ["No findings in 4 plans."]


def test_a_plan_that_was_built_has_subjects_and_no_lines(session: Session) -> None:
    lines = text(session, [found(place=Place(subject="P:1.1", pointer="/actions/0"))], Plan(id="P"))
    assert lines[2:5] == ["P:1.1", "", "P:1.1: warning ZZ001 odd: It is odd."]
    lines = text(session, [found(place=Place(subject="P:1.1"))])
    assert lines[2:5] == ["P:1.1", "", "P:1.1: warning ZZ001 odd: It is odd."]


def test_colours_change_nothing_but_the_colour(session: Session) -> None:
    plan = empact.load("oap-c-2012")
    diagnostics = empact.validate(plan)
    plain, coloured = (
        session.format(diagnostics, "text", plan, colour=colour, show=Severity.INFO) for colour in (False, True)
    )
    assert "\x1b[33m\x1b[1mwarning\x1b[0m OAP" in coloured
    assert click.unstyle(coloured) == plain
    assert "\x1b" not in plain


def test_no_character_of_a_plan_passes_into_a_coloured_report(session: Session) -> None:
    plan = session.loads(
        '{"empact": "plan/1", "id": "X", "title": "\\u001b[2J", "marking": "\\u001b[8m"}', format="json"
    )
    diagnostics = [
        found(place=at(1, 1, "X"), message="\x1b[8m", hint="\x1b[8m", related=(also(Place(file="\x1b[8m"), "\x1b[8m"),))
    ]
    report = session.format(diagnostics, "text", plan, colour=True)
    assert "\x1b[8m" not in report
    assert "\x1b[2J" not in report


# JSON


def test_the_json_is_this_document() -> None:
    session = Session()
    plan = session.loads(PLAN, format="yaml")
    diagnostics = [
        found(
            "error",
            at(11, 11, "X-2026:1.1"),
            hint="Mend it.",
            related=(also(Place(file="b.xlsx", sheet="A", cell="B7")),),
        ),
        found(
            "info",
            Place(pointer="/title", subject="X-2026"),
            fix=Edit(op="replace", pointer="/title", old=None, new="T\x9b\u202e"),
            origin="mine",
        ),
        found("warning", message="A plugin."),
    ]
    report = session.format(diagnostics, "json", plan, Plan(id="P"), as_of=dt.date(2026, 6, 30))
    assert "\\u009b\\u202e" in report
    document = json.loads(report)
    assert document == {
        "empact": "diagnostics/1",
        "marking": "LIMITE",
        "plans": [
            {"id": "X-2026", "title": "An invented plan", "file": "<text>", "marking": "LIMITE"},
            {"id": "P"},
        ],
        "as_of": "2026-06-30",
        "missing": [],
        "plugins": [
            {"name": name, "distribution": "empact", "version": None, "state": "loaded"} for name in shipped.PLUGINS
        ],
        "counts": {"error": 1, "warning": 1, "info": 1},
        "waived": 0,
        "rules": [{"code": "ZZ001", "name": "odd", "counts": {"error": 1, "warning": 1, "info": 1}}],
        "diagnostics": [
            {
                "severity": "error",
                "code": "ZZ001",
                "name": "odd",
                "message": "It is odd.",
                "hint": "Mend it.",
                "place": {"subject": "X-2026:1.1", "file": "<text>", "line": 11, "column": 11},
                "related": [{"place": {"file": "b.xlsx", "sheet": "A", "cell": "B7"}, "reason": "it says why"}],
                "origin": "empact",
            },
            {
                "severity": "info",
                "code": "ZZ001",
                "name": "odd",
                "message": "It is odd.",
                "place": {"subject": "X-2026", "pointer": "/title"},
                "fix": {"op": "replace", "pointer": "/title", "new": "T\x9b\u202e"},
                "origin": "mine",
            },
            {
                "severity": "warning",
                "code": "ZZ001",
                "name": "odd",
                "message": "A plugin.",
                "place": {},
                "origin": "empact",
            },
        ],
    }


def test_the_json_lists_everything_unless_less_is_asked_for(session: Session) -> None:
    diagnostics = [found(severity) for severity in ("error", "warning", "info")]
    for show, listed in ((None, 3), (Severity.INFO, 3), (Severity.WARNING, 2), (Severity.ERROR, 1)):
        document = json.loads(session.format(diagnostics, "json", show=show))
        assert len(document["diagnostics"]) == listed
        assert document["counts"] == {"error": 1, "warning": 1, "info": 1}
        assert "as_of" not in document


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit(op="add", pointer="/a", new=1), {"op": "add", "pointer": "/a", "new": 1}),
        (Edit(op="remove", pointer="/a", old="x"), {"op": "remove", "pointer": "/a", "old": "x"}),
    ],
)
def test_an_edit_has_the_values_of_its_operation(session: Session, edit: Edit, expected: dict[str, Any]) -> None:
    document = json.loads(session.format([found(fix=edit)], "json"))
    assert document["diagnostics"][0]["fix"] == expected


# Any formatter


class Mine:
    @hookimpl
    def empact_formatters(self) -> list[Formatter]:
        title = Option("title", summary="The title.", default="none")
        return [Formatter(name="mine", options=(title,), write="empact.plugins.text.findings:mine")]


def reporting(monkeypatch: pytest.MonkeyPatch, write: Any) -> Session:
    monkeypatch.setattr("empact.plugins.text.findings.mine", write, raising=False)
    return Session([Mine()])


def test_a_formatter_is_told_plans_lines_and_options(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[Diagnostics, FormatContext]] = []

    def write(diagnostics: Diagnostics, ctx: FormatContext) -> str:
        told.append((diagnostics, ctx))
        return f"{ctx.marking}: done"

    session = reporting(monkeypatch, write)
    assert [one.name for one in session.formatters] == ["json", "text", "concise", "mine"]
    plan = session.loads(PLAN, format="yaml")
    assert session.format([found()], "mine", plan, width=72, title="T") == f"{plan.marking}: done"
    ((diagnostics, ctx),) = told
    assert isinstance(diagnostics, Diagnostics)
    assert (ctx.plans, ctx.width, ctx.colour, ctx.show, ctx.as_of) == ((plan,), 72, False, None, None)
    assert ctx.options == {"title": "T"}
    assert [ctx.line(at(number)) for number in (1, 2, 15, 16)] == ["empact: plan/1", "id: X-2026", "", None]
    assert ctx.line(Place()) is None
    assert ctx.line(Place(file="other", line=1)) is None


def test_no_line_is_told_where_it_could_be_that_of_another_file(monkeypatch: pytest.MonkeyPatch) -> None:
    session = reporting(monkeypatch, lambda _, ctx: str(ctx.line(at(1))))
    one, other = (session.loads(text, format="yaml") for text in (PLAN, BARE))
    assert session.format([], "mine", one, one) == "empact: plan/1"
    assert session.format([], "mine", one, other) == "None"
    assert session.format([], "mine", attrs.evolve(one)) == "None"


def test_a_formatter_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_diagnostics: Diagnostics, _ctx: FormatContext) -> str:
        raise ExportError("refused")

    with pytest.raises(PluginError, match=r"^The formatter 'mine' of the plugin 'Mine' stops with ZeroDivisionError: "):
        reporting(monkeypatch, lambda _, __: 1 // 0).format([], "mine")
    with pytest.raises(
        PluginError, match=r"^The formatter 'mine' of the plugin 'Mine' returns list instead of a string\.$"
    ):
        reporting(monkeypatch, lambda _, __: []).format([], "mine")
    with pytest.raises(ExportError, match=r"^refused$"):
        reporting(monkeypatch, refuse).format([], "mine")


def test_an_unknown_form_is_told_with_the_closest(session: Session) -> None:
    with pytest.raises(UnknownFormatError, match=r"^Formatter 'txt' does not exist\. Did you mean 'text'\?$"):
        session.format([], "txt")


def test_a_plan_keeps_its_text_through_a_pickle(session: Session) -> None:
    plan = pickle.loads(pickle.dumps(session.loads(PLAN, format="yaml")))
    lines = text(session, [found(place=at(2, 1))], plan)
    assert lines[6:8] == ["    | id: X-2026", "    | ^"]


def test_the_verdict__counts_what_is_waived(session: Session) -> None:
    waiver = Waiver(rule="a-rule", at="X-2026:1", reason="Known.", until=dt.date(2026, 12, 31))
    diagnostics = Diagnostics([], [Waived(found(), waiver)])
    assert session.format(diagnostics, "text") == "No findings.\n1 waived.\n"
    assert json.loads(session.format(diagnostics, "json"))["waived"] == 1


@pytest.mark.parametrize(
    ("width", "error", "message"),
    [
        (4, ValueError, "The width of the output must be at least 20 characters, not 4."),
        (0, ValueError, "The width of the output must be at least 20 characters, not 0."),
        (-1, ValueError, "The width of the output must be at least 20 characters, not -1."),
        (True, TypeError, "The width of the output must be a whole number, not the bool True."),
        ("80", TypeError, "The width of the output must be a whole number, not the text '80'."),
        (None, TypeError, "The width of the output must be a whole number, not None."),
    ],
)
def test_format__refuses_a_width_of_no_use(width: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        empact.Session().format([], "text", width=width)
    assert str(caught.value) == message


@pytest.mark.parametrize("width", [20, 21, 30, 1_000_000])
@pytest.mark.parametrize("colour", [True, False])
def test_format__works_with_every_other_width(width: int, *, colour: bool) -> None:
    plan = empact.load("oap-c-2012")
    findings = empact.Session().validate(plan)
    for name in ("text", "concise"):
        assert empact.Session().format(findings, name, plan, width=width, colour=colour, show=Severity.INFO)

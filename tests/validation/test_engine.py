"""Findings and the engine: crashes are told and contained, findings stand in document order, selectors choose."""

from __future__ import annotations

import datetime as dt
import pickle
import re
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from empact import Diagnostic, Diagnostics, Place, Plan, PlanReadError, Portfolio, Session, Severity, UnknownIdError
from empact.diagnostics import CATALOGUE, MALFORMED, Edit, Kind, Pointer, did_you_mean
from empact.hooks import Finding, Related, Rule, RuleContext, hookimpl
from empact.model import Action, Parties, Party, PartyKind, StrategicGoal
from empact.reference import register
from empact.validation import Provided, run, select_rules
from empact.validation.contexts import ValidationContext

PLAN = Plan(
    id="X-1",
    goals=(StrategicGoal(number="1"), StrategicGoal(number="2")),
    actions=tuple(Action(number=f"1.{index}") for index in range(12)),
)


def rule(check: Callable[..., Any], code: str = "OAPT001", name: str = "", **fields: Any) -> Provided[Rule]:
    name = name or f"test-{code[-3:]}"
    fields = {"severity": Severity.WARNING, "doc": "For a test.", **fields}
    return Provided("testing", Rule(code=code, name=name, check=check, **fields))


def silent(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    return iter(())


def at(*pointers: str) -> Callable[..., Iterator[Finding]]:
    def check(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
        return (Finding(f"Look at {pointer}.", Pointer(pointer)) for pointer in pointers)

    return check


def told(*rules: Provided[Rule], plan: Plan = PLAN) -> Diagnostics:
    return run(ValidationContext(portfolio=Portfolio((plan,))), rules)


# Progress


def test_run__calls_progress_after_each_rule_on_each_plan() -> None:
    steps: list[tuple[int, int]] = []
    context = ValidationContext(portfolio=Portfolio((PLAN, attrs.evolve(PLAN, id="X-2"))))
    run(context, [rule(silent), rule(raises_at_once, "OAPT002")], lambda *step: steps.append(step))
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_run__stops_with_what_progress_raises() -> None:
    def stop(_done: int, _steps: int) -> None:
        raise InterruptedError("enough")

    with pytest.raises(InterruptedError, match="enough"):
        run(ValidationContext(portfolio=Portfolio((PLAN,))), [rule(silent)], stop)


# Crashes


def raises_at_once(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    raise ZeroDivisionError("at once")


def raises_half_way(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    yield Finding("One.", Pointer("/title"))
    raise KeyError("half-way")


def leaves(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    raise SystemExit(0)


def recurses(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    return recurses(plan, ctx)


def points_nowhere(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    yield Finding("There is no such action.", Pointer("/actions/99"))


def points_at_a_word(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    yield Finding("No index.", Pointer("/actions/first"))


def points_behind(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    yield Finding("A negative index.", Pointer("/goals/-1/annex"))


def relates_to_nothing(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    yield Finding("One.", Pointer("/title"), related=(Related(Pointer("/goals/7"), "no such goal"),))


RETURNS = "What a rule returns must be an iterable of Finding values, not"
YIELD = "Write yield Finding(message, at)."


def answers_text(_plan: Plan, _ctx: RuleContext) -> str:
    return "a finding"


def answers_one(_plan: Plan, _ctx: RuleContext) -> Finding:
    return Finding("One.", Pointer("/title"))


def answers_nothing(_plan: Plan, _ctx: RuleContext) -> None:
    return None


def yields_text(_plan: Plan, _ctx: RuleContext) -> Iterator[str]:
    yield "a text is no finding"


@pytest.mark.parametrize(
    ("check", "crash"),
    [
        (raises_at_once, "ZeroDivisionError: at once"),
        (raises_half_way, "KeyError: 'half-way'"),
        (leaves, "SystemExit: 0"),
        (recurses, "RecursionError: maximum recursion depth exceeded"),
        (points_nowhere, "LookupError: a finding is at '/actions/99', which the plan does not have"),
        (points_at_a_word, "LookupError: a finding is at '/actions/first', which the plan does not have"),
        (points_behind, "LookupError: a finding is at '/goals/-1/annex', which the plan does not have"),
        (relates_to_nothing, "LookupError: a finding is at '/goals/7', which the plan does not have"),
        (answers_nothing, f"TypeError: {RETURNS} None. {YIELD}"),
        (answers_text, f"TypeError: {RETURNS} the text 'a finding'. {YIELD}"),
        (answers_one, f"TypeError: {RETURNS} a Finding. {YIELD}"),
        (yields_text, f"TypeError: What a rule yields must be a Finding, not the text 'a text is no finding'. {YIELD}"),
    ],
)
def test_a_rule_that_crashes_is_named_and_the_others_go_on(check: Any, crash: str) -> None:
    found = told(rule(at("/goals"), "OAPT001"), rule(check, "OAPT002"), rule(at("/actions"), "OAPT003"))
    assert [one.code for one in found if one.code != "OAPT002"] == ["OAP902", "OAPT001", "OAPT003"]
    crashed = found[0]
    assert crashed.message.startswith(f"The rule 'test-002' (OAPT002) stops with {crash}")
    assert (crashed.severity, crashed.place.subject, crashed.origin) == (Severity.ERROR, "X-1", "testing")
    ours = check in {raises_at_once, raises_half_way, leaves, recurses}
    where = r"It comes from line \d+ of test_engine\.py\. " if ours else ""  # else it comes from empact itself
    assert re.fullmatch(rf"{where}Report this to the authors of the plugin 'testing'\.", crashed.hint or "")


def test_what_a_rule_found_before_it_crashed_is_kept() -> None:
    assert [(one.code, one.message) for one in told(rule(raises_half_way))][1:] == [("OAPT001", "One.")]


def test_a_rule_that_crashes_on_one_plan_still_checks_the_next() -> None:
    def check(plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
        if plan.id == "X-1":
            raise ValueError
        yield Finding("Seen.", Pointer())

    found = run(ValidationContext(portfolio=Portfolio((PLAN, Plan(id="Y")))), [rule(check)])
    assert [(one.code, one.place.subject) for one in found] == [("OAP902", "X-1"), ("OAPT001", "Y")]


# Order


def test_findings_stand_in_the_order_of_the_document_whatever_the_order_of_the_rules() -> None:
    pointers = [
        "",
        "/id",
        "/title",
        "/goals/1",
        "/actions/2",
        "/actions/2/leaders",
        "/actions/2/leaders/items/0",
        "/actions/2/leaders/items/1",
        "/actions/2/participants",
        "/actions/2/description",
        "/actions/10/activity",
        "/notes",
        "/extensions",
    ]
    rules = [rule(at(pointer), f"OAPT{index:03}") for index, pointer in enumerate(reversed(pointers))]
    assert [one.place.pointer for one in told(*rules)] == pointers


def test_at_one_place_findings_stand_in_the_order_of_their_codes() -> None:
    rules = [rule(at("/actions/1"), code) for code in ("OAPT003", "OAPA002", "OAPT001")]
    assert [one.code for one in told(*rules)] == ["OAPA002", "OAPT001", "OAPT003"]


def test_plans_are_told_one_after_the_other() -> None:
    found = run(ValidationContext(portfolio=Portfolio((Plan(id="B"), Plan(id="A")))), [rule(at("/title", "/id"))])
    assert [(one.place.subject, one.place.pointer) for one in found] == [
        ("B", "/id"),
        ("B", "/title"),
        ("A", "/id"),
        ("A", "/title"),
    ]


@pytest.mark.parametrize("key", ["²", "9" * 5000, "", "~1", "-1"])
def test_no_key_of_an_extension_breaks_the_order(key: str) -> None:
    pointer = str(Pointer("/extensions") / key)
    assert [one.place.pointer for one in told(rule(at(pointer, "/id")))] == ["/id", pointer]


def test_indexes_stand_before_names_known_names_before_others_and_others_as_they_were_found() -> None:
    keys = ["zz", "title", "7", "yy", "10"]
    found = told(rule(at(*(f"/extensions/{key}" for key in keys))))
    assert [one.place.pointer for one in found] == [f"/extensions/{key}" for key in ("7", "10", "title", "zz", "yy")]


# Subjects and places


@pytest.mark.parametrize(
    ("pointer", "subject"),
    [
        ("", "X-1"),
        ("/title", "X-1"),
        ("/goals", "X-1"),
        ("/goals/1", "X-1:SG 2"),
        ("/goals/1/body/text", "X-1:SG 2"),
        ("/actions/3", "X-1:1.3"),
        ("/actions/3/links/items/0", "X-1:1.3"),
        ("/notes/0", "X-1"),
    ],
)
def test_a_finding_names_its_subject_in_the_notation_of_references(pointer: str, subject: str) -> None:
    (one,) = told(rule(at(pointer)))
    assert (one.place.subject, one.place.pointer) == (subject, pointer)


def test_a_plan_that_was_never_read_has_pointers_and_no_lines() -> None:
    (one,) = told(rule(at("/actions/3")))
    assert one.place == Place(pointer="/actions/3", subject="X-1:1.3")
    assert str(one.place) == "X-1:1.3"


def test_a_finding_of_a_plan_that_was_read_stands_in_its_file() -> None:
    plan = Session().loads("empact: plan/1\nid: X\nactions:\n- number: a\n  leaders: HU\n", format="yaml")
    found = told(rule(at("/actions/0/leaders/items/0", "/title")), plan=plan)
    assert [(one.place.file, one.place.line, one.place.column, one.place.pointer) for one in found] == [
        ("<text>", 1, 1, "/title"),
        ("<text>", 5, 12, "/actions/0/leaders/items/0"),
    ]


CELLS = """\
empact: plan/1
id: X
actions:
- number: a
  activity: >-
    Map the routes, and
    map the ports.
  participants: HU, AT (tbc), AT, EU agencies, HU
  kpis: |-

    KPI: Number of maps

    Number of ports
  leaders: {text: "IT[^7]", items: [IT, Frontex]}
- number: b
  participants: [HU, "AT"]
"""


def words_at(plan: Plan, finding: Diagnostic) -> str:
    assert plan.source is not None
    assert plan.source.text is not None
    assert finding.place.line is not None
    assert finding.place.column is not None
    return plan.source.text.splitlines()[finding.place.line - 1][finding.place.column - 1 :]


@pytest.mark.parametrize(
    ("pointer", "words", "expected"),
    [
        ("/actions/0/activity", None, "Map the routes, and"),
        ("/actions/0/activity", "map the ports", "map the ports."),
        ("/actions/0/activity", "and map", "and"),  # over the end of a line
        ("/actions/0/activity", "the port", "Map the routes, and"),  # no complete word
        ("/actions/0/activity", "nothing", "Map the routes, and"),
        ("/actions/0/kpis", None, "KPI: Number of maps"),
        ("/actions/0/kpis/items/0", None, "Number of maps"),
        ("/actions/0/kpis/items/1", None, "Number of ports"),
        ("/actions/0/participants/items/1", None, "AT (tbc), AT, EU agencies, HU"),
        ("/actions/0/participants/items/3", None, "EU agencies, HU"),
        ("/actions/0/participants/items/2", None, "HU, AT (tbc), AT, EU agencies, HU"),  # AT is there twice
        ("/actions/0/participants/items/4", None, "HU, AT (tbc), AT, EU agencies, HU"),
        ("/actions/0/participants/items/9", None, "HU, AT (tbc), AT, EU agencies, HU"),
        ("/actions/0/leaders", None, '"IT[^7]", items: [IT, Frontex]}'),
        ("/actions/0/leaders/items/1", None, "Frontex]}"),
        ("/actions/1/participants/items/1", None, '"AT"]'),
        ("/actions/0/description/items/0", None, "number: a"),
    ],
)
def test_run__a_finding_is_at_the_words_meant_and_else_at_the_value(
    pointer: str, words: str | None, expected: str
) -> None:
    def check(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
        related = Related(Pointer(pointer), "the same", words=words)
        yield Finding("One.", Pointer(pointer), words=words, related=(related,))

    plan = Session().loads(CELLS, format="yaml")
    (one,) = told(rule(check), plan=plan)
    assert words_at(plan, one) == expected
    assert [also.place for also in one.related] == [one.place]


def test_run__findings_have_the_order_of_the_file_and_then_of_the_model() -> None:
    check = at(
        *("/actions/0/target", "/actions/0/leaders", "/actions/0/kpis/items/1", "/actions/0/kpis/items/0"),
        *("/actions/0/activity", "/actions/0/description", "/title"),
    )
    found = told(rule(check), plan=Session().loads(CELLS, format="yaml"))
    assert [one.place.pointer for one in found] == [
        "/title",  # the file has none: the first line
        "/actions/0/description",  # nor these: the first line of the action
        "/actions/0/target",
        "/actions/0/activity",
        "/actions/0/kpis/items/0",
        "/actions/0/kpis/items/1",
        "/actions/0/leaders",
    ]


def test_hint_fix_and_related_places_come_with_the_finding() -> None:
    fix = Edit(op="replace", pointer="/title", old="a", new="b")

    def check(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
        yield Finding(
            "One.", Pointer("/title"), hint="Do it.", fix=fix, related=(Related(Pointer("/actions/1"), "why"),)
        )

    (one,) = told(rule(check))
    assert (one.hint, one.fix) == ("Do it.", fix)
    assert [(also.place.subject, also.place.pointer, also.reason) for also in one.related] == [
        ("X-1:1.1", "/actions/1", "why")
    ]


# What a rule is told


def test_the_date_of_knowledge_reaches_the_rule() -> None:
    seen: list[dt.date | None] = []

    def check(_plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
        seen.append(ctx.as_of)
        return iter(())

    class Plugin:
        @hookimpl
        def empact_rules(self) -> list[Rule]:
            return [rule(check).value]

    session = Session([Plugin()])
    session.validate(PLAN, as_of=dt.date(2012, 6, 30))
    session.validate(PLAN)
    assert seen == [dt.date(2012, 6, 30), None]


def test_a_rule_asks_the_register_that_is_handed_over_or_else_what_empact_knows() -> None:
    def check(_plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
        yield Finding(f"{ctx.register.find('HU')} and {ctx.register.find('ZZZ')}.", Pointer())

    known = register()
    grown = known.with_parties([Party(code="ZZZ", kind=PartyKind.NETWORK, name="Z")])
    (plain,) = run(ValidationContext(portfolio=Portfolio((PLAN,))), [rule(check)])
    (other,) = run(ValidationContext(portfolio=Portfolio((PLAN,)), register=grown), [rule(check)])
    assert plain.message == f"{known.get('HU')} and None."
    assert other.message == f"{known.get('HU')} and {grown.get('ZZZ')}."


def test_the_walks_give_each_part_with_its_pointer() -> None:
    session = Session()
    plan = session.loads(
        "empact: plan/1\nid: X\ngoals: [{number: g}]\n"
        "actions:\n- {number: a}\n- {number: b, links: [SG g, {unparsed: and so on}, a]}\n",
        format="yaml",
    )
    ctx = RuleContext(plan=plan)
    assert [(where, goal.number) for where, goal in ctx.goals()] == [("/goals/0", "g")]
    assert [(where, action.number) for where, action in ctx.actions()] == [("/actions/0", "a"), ("/actions/1", "b")]
    assert [(where, action.number, str(link)) for where, action, link in ctx.links()] == [
        ("/actions/1/links/items/0", "b", "SG g"),
        ("/actions/1/links/items/2", "b", "a"),
    ]


def test_a_portfolio_finds_in_each_plan_and_a_miss_is_no_mistake() -> None:
    other = Plan(id="X-1", actions=(Action(number="only here"[:4], leaders=Parties(text="HU")),))
    portfolio = Portfolio((PLAN, other))
    assert (list(portfolio), len(portfolio)) == ([PLAN, other], 2)
    assert portfolio.find_action(PLAN, "1.3") is PLAN.actions[3]
    assert portfolio.find_goal(PLAN, "2") is PLAN.goals[1]
    assert portfolio.find_action(other, "only") is other.actions[0]
    assert portfolio.find_action(PLAN, "only") is None
    assert portfolio.find_action(other, "1.3") is None
    assert portfolio.find_goal(other, "2") is None
    foreign = Plan(id="Z-2031")
    for look_up in (portfolio.find_action, portfolio.find_goal):
        with pytest.raises(UnknownIdError, match="Plan 'Z-2031' does not exist"):
            look_up(foreign, "2")


def test_a_portfolio_can_be_validated_as_its_plans_can() -> None:
    session = Session()
    assert session.validate(Portfolio((PLAN, Plan(id="Y")))) == session.validate(PLAN, Plan(id="Y"))


# Severity


def test_a_finding_is_as_bad_as_its_kind_unless_it_says_otherwise() -> None:
    kind = Kind(code="AB001", name="a", severity=Severity.INFO, doc="")
    assert Diagnostic(kind=kind, message="m").severity is Severity.INFO
    assert Diagnostic(kind=kind, message="m", severity=Severity.ERROR).severity is Severity.ERROR


def test_severities_are_ordered_and_print_as_their_word() -> None:
    assert Severity.ERROR > Severity.WARNING > Severity.INFO
    assert Severity.INFO <= Severity.INFO
    assert [str(severity) for severity in sorted(Severity)] == ["info", "warning", "error"]


# Selection

KINDS = {
    "OAP201": "one-way-link",
    "OAP202": "dangling-link",
    "OAP301": "late",
    "OAPC001": "of-another-plugin",
}
RULES = [rule(silent, code, name) for code, name in KINDS.items()]


def selected(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[str]:
    return [one.value.code for one in select_rules(RULES, select, ignore)]


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        ((), (), ["OAP201", "OAP202", "OAP301", "OAPC001"]),
        (("OAP201",), (), ["OAP201"]),
        (("OAP20",), (), ["OAP201", "OAP202"]),
        (("OAP2",), (), ["OAP201", "OAP202"]),
        (("OAP",), (), ["OAP201", "OAP202", "OAP301"]),
        (("OAPC",), (), ["OAPC001"]),
        (("late",), (), ["OAP301"]),
        (("late", "OAPC0"), (), ["OAP301", "OAPC001"]),
        ((), ("OAP2",), ["OAP301", "OAPC001"]),
        ((), ("OAP",), ["OAPC001"]),
        ((), ("dangling-link",), ["OAP201", "OAP301", "OAPC001"]),
        (("OAP201",), ("OAP2",), ["OAP201"]),
        (("OAP2",), ("OAP201",), ["OAP202"]),
        (("OAP",), ("OAP2",), ["OAP301"]),
        (("dangling-link",), ("OAP202",), ["OAP202"]),
        (("OAP202",), ("dangling-link",), []),
        (("OAP201",), ("OAP201",), []),
        (("late",), ("OAP301",), ["OAP301"]),
        ((), ("OAP2", "late"), ["OAPC001"]),
        (("OAP301", "dangling-link"), (), ["OAP202", "OAP301"]),
    ],
)
def test_the_more_specific_selector_wins(select: tuple[str, ...], ignore: tuple[str, ...], codes: list[str]) -> None:
    assert selected(select, ignore) == codes


@pytest.mark.parametrize(
    ("selector", "close"),
    [
        ("OA", None),
        ("OAP20X", None),
        ("OAP2O1", "OAP201"),
        ("oap201", "OAP201"),
        ("OAP2011", "OAP201"),
        ("one-way", "one-way-link"),
        ("dangling-links", "dangling-link"),
        ("zzz", None),
        ("", None),
    ],
)
def test_a_selector_that_names_no_rule_is_a_mistake(selector: str, close: str | None) -> None:
    for choice in ({"select": (selector,)}, {"ignore": (selector,)}):
        with pytest.raises(UnknownIdError) as caught:
            selected(**choice)
        message = str(caught.value)
        assert message.startswith(f"Rule {selector!r} does not exist.")
        assert ("Did you mean" in message) == (close is not None)
        assert close is None or f"Did you mean '{close}" in message


def test_every_selector_is_looked_at_and_a_mistake_among_them_is_told() -> None:
    with pytest.raises(UnknownIdError, match="Rule 'zzz' does not exist"):
        selected(("OAP201", "zzz"))
    with pytest.raises(UnknownIdError, match="Rule 'zzz' does not exist"):
        selected((), ("OAP201", "zzz"))


def test_the_letters_of_empact_name_no_rule_where_its_rules_are_switched_off() -> None:
    with pytest.raises(UnknownIdError, match="Rule 'OAP' does not exist"):
        select_rules([rule(silent, "OAPC001")], "OAP", ())


def test_a_session_runs_only_the_rules_that_are_chosen() -> None:
    plan = Plan(id="X", actions=(Action(number="1"), Action(number="1")))
    session = Session()
    assert {one.code for one in session.validate(plan, select=["OAP208"])} == {"OAP208"}
    assert "OAP208" not in {one.code for one in session.validate(plan, ignore=["duplicate-number"])}


# Kinds, pointers, places, findings


@pytest.mark.parametrize("code", ["OAP20", "OAP2011", "oap201", "O201", "OAP-201", "ABCDEFGHI001", ""])
def test_a_code_is_a_prefix_and_three_digits(code: str) -> None:
    with pytest.raises(ValueError, match="a code has a prefix of 2 to 8 capital letters and three digits"):
        Kind(code=code, name="a", severity=Severity.INFO, doc="")


@pytest.mark.parametrize("name", ["", "Dangling", "dangling link", "-a", "a-", "a--b", "a_b"])
def test_a_name_is_words_joined_by_hyphens(name: str) -> None:
    with pytest.raises(ValueError, match="a name must be lower-case words joined by hyphens"):
        Kind(code="OAP201", name=name, severity=Severity.INFO, doc="")


def test_the_prefix_is_the_letters_of_the_code() -> None:
    assert Kind(code="OAPC001", name="a", severity=Severity.INFO, doc="").prefix == "OAPC"


def test_the_kinds_of_empact_have_codes_of_their_own_in_order() -> None:
    codes = [kind.code for kind in CATALOGUE]
    assert codes == sorted(set(codes))
    assert len({kind.name for kind in CATALOGUE}) == len(codes)
    assert all(kind.prefix == "OAP" and (kind.code < "OAP100" or kind.code > "OAP900") for kind in CATALOGUE)


def test_a_pointer_grows_by_keys_and_indexes() -> None:
    assert Pointer("/actions/0") / "links" / "items" / 0 == "/actions/0/links/items/0"
    assert Pointer() / "a/b~c" == "/a~1b~0c"
    assert (Pointer() / "").tokens == ("",)


@given(st.lists(st.text(), max_size=4))
def test_a_pointer_gives_back_its_tokens(tokens: list[str]) -> None:
    pointer = Pointer()
    for token in tokens:
        pointer /= token
    assert pointer.tokens == tuple(tokens)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(), ""),
        (Place(file="f.yaml"), "f.yaml"),
        (Place(file="f.yaml", line=3), "f.yaml:3"),
        (Place(file="f.yaml", line=3, column=7, subject="X:1", pointer="/a"), "f.yaml:3:7"),
        (Place(file="f.csv", line=3, column=7, cell="B3"), "f.csv:3:7, cell B3"),
        (Place(file="f.xlsx", sheet="Report", cell="D7"), "f.xlsx, sheet 'Report', cell D7"),
        (Place(sheet="Report", cell="D7"), "sheet 'Report', cell D7"),
        (Place(file="f.docx", table=2, row=3, column=4), "f.docx, table 2, row 3, column 4"),
        (Place(file="f.pdf", page=5, table=2, row=3), "f.pdf, page 5, table 2, row 3"),
        (Place(subject="X:1", pointer="/a"), "X:1"),
        (Place(pointer="/a"), "/a"),
    ],
)
def test_place__prints_as_an_editor_opens_it_or_as_people_say_it(place: Place, words: str) -> None:
    assert str(place) == words


def test_place__is_sorted_by_what_comes_first_in_its_file() -> None:
    places = [
        Place(),
        Place(line=3, column=7),
        Place(line=10, column=1),
        Place(table=1, row=2, column=4),
        Place(table=1, row=10, column=1),
        Place(table=2, row=1, column=1),
        Place(page=2, table=1),
    ]
    backwards = places[::-1]
    assert sorted(backwards, key=lambda place: place.order) == places


def test_an_edit_adds_removes_or_replaces() -> None:
    with pytest.raises(ValueError, match="op"):
        Edit(op="move", pointer="/a")


def finding(severity: Severity, message: str = "m") -> Diagnostic:
    return Diagnostic(kind=MALFORMED, message=message, severity=severity)


def test_diagnostics_are_a_sequence_that_is_true_when_there_is_something_to_tell() -> None:
    one, two = finding(Severity.INFO, "one"), finding(Severity.WARNING, "two")
    found = Diagnostics([one, two])
    assert (bool(found), bool(Diagnostics())) == (True, False)
    assert (len(found), found[0], found[-1], list(found)) == (2, one, two, [one, two])
    assert found[1:] == Diagnostics([two])
    assert found + Diagnostics([one]) == Diagnostics([one, two, one])
    assert found != [one, two]
    assert hash(found) == hash(Diagnostics([one, two]))
    assert repr(Diagnostics()) == "Diagnostics()"
    assert pickle.loads(pickle.dumps(found)) == found


def test_diagnostics_know_the_worst_and_count() -> None:
    found = Diagnostics([finding(Severity.INFO), finding(Severity.WARNING), finding(Severity.INFO)])
    assert found.worst is Severity.WARNING
    assert list(found.counts().items()) == [(Severity.ERROR, 0), (Severity.WARNING, 1), (Severity.INFO, 2)]
    assert Diagnostics().worst is None
    assert list(Diagnostics().counts().values()) == [0, 0, 0]


def test_a_plan_that_cannot_be_read_is_told_with_every_error_its_place_and_its_cure() -> None:
    error = attrs.evolve(finding(Severity.ERROR, "It breaks."), place=Place(file="f", line=1), hint="Mend it.")
    other = attrs.evolve(finding(Severity.ERROR, "It ends."), place=Place(file="f", line=9))
    failure = PlanReadError(Diagnostics([error, finding(Severity.INFO, "By the way."), other]))
    assert str(failure) == "f:1: OAP002 It breaks. Mend it.\nf:9: OAP002 It ends."
    again = pickle.loads(pickle.dumps(failure))
    assert (str(again), again.diagnostics) == (str(failure), failure.diagnostics)


def test_plan_read_error__about_a_marked_workbook_names_no_sheet() -> None:
    place = Place(file="f.xlsx", sheet="Operation Heron", cell="D7")
    failure = PlanReadError(Diagnostics([attrs.evolve(finding(Severity.ERROR), place=place)]), is_marked=True)
    assert str(failure).startswith("f.xlsx, cell D7: OAP002 malformed.")


@pytest.mark.parametrize(
    ("word", "close"), [("titel", "title"), ("TITLE", "title"), ("x", None), ("", None), ("period", "Period")]
)
def test_the_closest_known_word_is_found_whatever_the_case(word: str, close: str | None) -> None:
    assert did_you_mean(word, ["title", "Period"]) == close

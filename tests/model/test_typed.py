"""A wrong type is one clear error that says what was given and what is wanted, or it works as expected."""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

import empact
import empact.model
import oap_c_2012
from empact import Session, Severity
from empact.analysis import PartyRole, assignments, schedule
from empact.model import Ledger, Parties, PartyItem, Span
from empact.model.typed import _fields, _types, types_checked

SESSION: Any = Session(plugins=[oap_c_2012])
PLAN: Any = SESSION.load("oap-c-2012")
LEDGER: Any = Ledger(plan="C-2012")
WRONG: Any = "C-2012"
NO_TEXT: Any = PLAN
NOTHING: Any = None
WHO: Any = assignments(PLAN, SESSION.register)
WHEN: Any = schedule(PLAN)
DAY = dt.date(2012, 6, 1)
untyped: Any = empact
PORTFOLIO: Any = empact.Portfolio
SPAN: Any = Span(start=DAY, end=DAY)
_CUT = f"'{'C' * 56}..."


def numbered(*cases: tuple[Callable[..., object], str]) -> Any:
    return [pytest.param(*case, id=str(number)) for number, case in enumerate(cases)]


@pytest.mark.parametrize(
    ("call", "message"),
    numbered(
        (lambda: PLAN.action(2.2), "The number of an action must be a text, not the float 2.2. Write '2.2'."),
        (lambda: PLAN.action(["2.2"]), "The number of an action must be a text, not a list."),
        (lambda: PLAN.action(None), "The number of an action must be a text, not None."),
        (lambda: PLAN.find_action(2.2), "The number of an action must be a text, not the float 2.2. Write '2.2'."),
        (lambda: PLAN.goal(2), "The number of a goal must be a text, not the int 2. Write '2'."),
        (lambda: PLAN.find_goal(2), "The number of a goal must be a text, not the int 2. Write '2'."),
        (lambda: PLAN.actions_of(2), "The goal must be a StrategicGoal or its number, not the int 2. Write '2'."),
        (lambda: PLAN.find_section(4.1), "The number of a section must be a text, not the float 4.1. Write '4.1'."),
        (lambda: PLAN.find_note(7), "The mark of a note must be a text, not the int 7. Write '7'."),
        (lambda: LEDGER.entry(7), "The id of an entry must be a text, not the int 7. Write '7'."),
        (lambda: LEDGER.until("2012-06-01"), "The day must be a datetime.date, not the text '2012-06-01'."),
        (
            lambda: PORTFOLIO((PLAN,)).plan(7),
            "The plan must be a Plan of the portfolio or its id, not the int 7. Write '7'.",
        ),
        (lambda: PORTFOLIO(PLAN), "The plans of a Portfolio must be a tuple of plans, not a Plan."),
        (lambda: PORTFOLIO(("C-2012",)), "Each part of a Portfolio must be a Plan, not the text 'C-2012'."),
    ),
)
def test_look_up__of_another_type(call: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(message)}"):
        call()


@pytest.mark.parametrize("nothing", [(), {}, []])
def test_a_text__is_not_an_empty_tuple_mapping_or_list(nothing: Any) -> None:
    with pytest.raises(TypeError, match=r"^Plan\.title must be a text or None, not a "):
        empact.Plan(id="X-2026", title=nothing)


@pytest.mark.parametrize(
    ("call", "given"),
    numbered(
        (lambda: SESSION.load(None), "None"),
        (lambda: SESSION.read(7), "the int 7"),
        (lambda: SESSION.load(b"plan.yaml"), "a bytes"),
        (lambda: SESSION.load(PLAN), "a Plan"),
        (lambda: SESSION.load(["oap-c-2012"]), "a list"),
        (lambda: SESSION.portfolio(None), "None"),
        (lambda: SESSION.portfolio(["oap-c-2012"]), "a list"),
    ),
)
def test_load__of_what_is_not_a_source(call: Callable[[], object], given: str) -> None:
    message = f"The source must be a path, the name of a bundled plan or an open file, not {given}."
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        call()


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("plan", "The kind must be a class such as Plan, not the text 'plan'."),
        (3, "The kind must be a class such as Plan"),
    ],
)
def test_load__of_a_kind_that_is_not_a_class(kind: object, message: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(message)}"):
        SESSION.load("oap-c-2012", kind)


@pytest.mark.parametrize(("text", "given"), [(b"empact: plan/1", "a bytes"), (None, "None"), (Path("x"), "a ")])
def test_loads__of_what_is_not_a_text(text: object, given: str) -> None:
    with pytest.raises(TypeError, match=f"^The text of a plan must be a text, not {given}"):
        SESSION.loads(text, format="yaml")


# Dates


NOT_DATES = [
    ("2012-06-01", "the text '2012-06-01'. Write datetime.date(2012, 6, 1)."),
    (dt.datetime(2012, 6, 1, 12), "a datetime. Write datetime.date(2012, 6, 1)."),  # noqa: DTZ001
    ("1 June", "the text '1 June'."),
    (2012, "the int 2012."),
]


@pytest.mark.parametrize(("day", "given"), NOT_DATES)
@pytest.mark.parametrize(
    ("call", "name"),
    numbered(
        (lambda day: SESSION.validate(PLAN, as_of=day), "as_of"),
        (lambda day: SESSION.format((), "text", PLAN, as_of=day), "as_of"),
        (lambda day: empact.context(PLAN, as_of=day), "as_of"),
        (lambda day: empact.context(PLAN).impact_of_leaving("ES", leaving=day), "leaving"),
    ),
)
def test_as_of__is_a_date(call: Callable[[object], object], name: str, day: object, given: str) -> None:
    message = f"{name} must be a datetime.date, not {given}"
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        call(day)


# Plans


@pytest.mark.parametrize(
    ("call", "message"),
    numbered(
        (
            lambda: SESSION.validate("oap-c-2012"),
            "validate() takes plans, not the text 'oap-c-2012'. Write load('oap-c-2012').",
        ),
        (
            lambda: SESSION.validate("C" * 70),
            f"validate() takes plans, not the text {_CUT}. Write load({_CUT}).",
        ),
        (
            lambda: SESSION.validate("empact: plan/1\nid: X\n"),
            "validate() takes plans, not the text 'empact: plan/1\\nid: X\\n'. Write loads(text, format='yaml').",
        ),
        (
            lambda: SESSION.export('{"empact": "plan/1"}', to="json"),
            "export() takes plans, not the text '{\"empact\": \"plan/1\"}'. Write loads(text, format='json').",
        ),
        (lambda: SESSION.validate(None), "validate() takes plans, not None."),
        (lambda: SESSION.validate(PLAN, [PLAN]), "validate() takes plans, not a list. Write *plans."),
        (
            lambda: SESSION.validate(SESSION.read("oap-c-2012")),
            "validate() takes plans, not a Reading. Write its .value.",
        ),
        (lambda: SESSION.context("oap-c-2012"), "context() takes plans, not the text 'oap-c-2012'."),
        (
            lambda: SESSION.export("oap-c-2012", to="json"),
            "export() takes plans, not the text 'oap-c-2012'. Write load('oap-c-2012').",
        ),
        (
            lambda: empact.context(PLAN, as_of=DAY).exclusion(NO_TEXT),
            "The party must be a Party, its code or its name, not a Plan.",
        ),
        (
            lambda: empact.context(PLAN).impact_of_leaving(NOTHING, leaving=DAY),
            "The party must be a Party, its code or its name, not None.",
        ),
        (
            lambda: SESSION.context(PLAN, records="records"),
            "records= takes Records or None, not the text 'records'. Write empact.records('records').",
        ),
        (
            lambda: SESSION.export(PLAN, to="yaml", records=LEDGER),
            "records= takes Records or None, not a Ledger. Write empact.records(ledger=...).",
        ),
        (lambda: SESSION.export(PLAN, to=NOTHING), "The name of a format must be a text, not None."),
        (lambda: SESSION.rule(201), "The code or name of a rule must be a text, not the int 201. Write '201'."),
        (
            lambda: SESSION.validate(PLAN, records=SESSION.records(ledger=7)),
            "The ledger must be a Ledger, a list of them, a reading or a folder, not the int 7.",
        ),
        (
            lambda: SESSION.validate(PLAN, records=SESSION.records(ledger=(7,))),
            "Each ledger must be a Ledger, not the int 7.",
        ),
    ),
)
def test_session__takes_plans(call: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(message)}"):
        call()


@pytest.mark.parametrize(("plugins", "given"), [(oap_c_2012, "a module"), ("oap_c_2012", "the text 'oap_c_2012'")])
def test_session__of_plugins_that_are_not_a_list(plugins: Any, given: str) -> None:
    with pytest.raises(TypeError, match=f"^plugins must be a list of modules or objects, not {given}"):
        Session(plugins=plugins)


def test_session__refuses_the_name_of_a_plugin() -> None:
    with pytest.raises(TypeError, match=r"a module or an object with hooks, .* Write import oap_c_2012 and plugins="):
        Session(plugins=["oap-c-2012"])


# Look-ups by party, part and time


@pytest.mark.parametrize(
    ("call", "message"),
    numbered(
        (
            lambda: WHO.of_action("4.1", "leader"),
            "The role must be a PartyRole, not the text 'leader'. Write PartyRole.LEADER.",
        ),
        (lambda: WHO.of_action("4.1", "boss"), "The role must be a PartyRole, not the text 'boss'."),
        (lambda: WHO.of_action("4.1", ["leader"]), "The role must be a PartyRole, not a list."),
        (lambda: WHO.of_action("4.1", PartyItem), "The role must be a PartyRole, not the class PartyItem."),
        (
            lambda: WHO.of_action(4.1),
            "The action must be an Action, its number such as '2.1' or its position, not the float 4.1. Write '4.1'.",
        ),
        (
            lambda: WHEN.of_action(None),
            "The action must be an Action, its number such as '2.1' or its position, not None.",
        ),
        (
            lambda: WHEN.span(PLAN),
            "The action must be an Action, its number such as '2.1' or its position, not a Plan.",
        ),
        (lambda: "HU" in PLAN.action("2.2").leaders, "The items of a Parties keep the spelling of the plan"),
        (lambda: "June" in PLAN.action("2.2").timing, "The items of a Timing keep the spelling of the plan"),
        (lambda: "2012-06-01" in SPAN, "The day must be a datetime.date, not the text"),
    ),
)
def test_look_up__of_what_could_only_be_wrong(call: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(message)}"):
        call()


def test_text_in_a_cell__names_the_assignments() -> None:
    with pytest.raises(TypeError, match=r"assignments\(plan, register\)\.of_action\('2\.1'\)"):
        "HU" in Parties(text="HU")  # noqa: B015  # pyright: ignore[reportUnusedExpression]


def test_item_in_a_cell__works() -> None:
    cell = Parties(items=(PartyItem(party="HU"),))
    assert PartyItem(party="HU") in cell
    assert PartyItem(party="AT") not in cell


def test_roles__are_found_by_their_enumeration() -> None:
    assert [one.name for one in WHO.of_action("2.2", PartyRole.LEADER)] == ["HU", "AT", "Frontex"]


# A severity and its word


@pytest.mark.parametrize(
    ("compare", "of_severity", "of_word"),
    [
        # WARNING beside "info", "warning" and "error"; then each of them beside WARNING
        (operator.lt, (False, False, True), (True, False, False)),
        (operator.le, (False, True, True), (True, True, False)),
        (operator.gt, (True, False, False), (False, False, True)),
        (operator.ge, (True, True, False), (False, True, True)),
    ],
)
def test_severity__is_ordered_of_severitys(
    compare: Callable[[Any, Any], bool], of_severity: tuple[bool, ...], of_word: tuple[bool, ...]
) -> None:
    words = ("info", "warning", "error")
    assert tuple(compare(Severity.WARNING, word) for word in words) == of_severity
    assert tuple(compare(word, Severity.WARNING) for word in words) == of_word


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
@pytest.mark.parametrize("word", ["fatal", "Warning", ""])
def test_severity__an_unknown_word_has_no_place_in_the_order(compare: Callable[[Any, Any], bool], word: str) -> None:
    for pair in ((Severity.ERROR, word), (word, Severity.ERROR)):
        with pytest.raises(ValueError, match=f"^Unknown severity '{word}'. Known: info, warning, error.$"):
            compare(*pair)
    assert word != Severity.ERROR


@pytest.mark.parametrize("other", [1, None, b"info"])
def test_severity__a_value_of_another_type_has_no_place_in_the_order(other: Any) -> None:
    with pytest.raises(TypeError, match="not supported between instances of 'Severity'"):
        operator.ge(Severity.ERROR, other)


def test_severity__equals_its_word() -> None:
    warning: Any = Severity.WARNING
    assert (warning == "warning", warning == "error", warning != "error") == (True, False, True)
    assert {"warning": 1}[warning] == 1
    assert {one.severity for one in SESSION.validate(PLAN, select=["OAP2"])} == {"warning", "info"}
    assert warning != 1


# A reversed period is what a rule reads and reports: it can be made, and no day is in it


def test_reversed_span__contains_nothing_and_overlaps_nothing() -> None:
    backwards = Span(start=dt.date(2013, 1, 1), end=dt.date(2012, 1, 1))
    around = Span(start=dt.date(2011, 1, 1), end=dt.date(2014, 1, 1))
    assert DAY not in backwards
    assert not backwards.overlaps(around)
    assert not around.overlaps(backwards)
    assert backwards.intersection(around) is None
    plan = SESSION.loads("empact: plan/1\nid: X\nperiod: {start: 2013-01-01, end: 2012-01-01}\n", format="yaml")
    assert plan.period == backwards
    assert [one.place.pointer for one in SESSION.validate(plan, select=["OAP3"])] == ["/period"]


def test_number__of_decimals_is_shown() -> None:
    with pytest.raises(TypeError, match=r"not the Decimal Decimal\('2\.2'\)|not the Decimal 2\.2"):
        PLAN.action(Decimal("2.2"))


# A value of the model that is built by hand


ANY: Any = empact.model


@pytest.mark.parametrize(
    ("build", "message"),
    numbered(
        (
            lambda: ANY.Action(number="1", leaders="HU, AT"),
            "Action.leaders must be a Parties, not the text 'HU, AT'. Write empact.parse_parties('HU, AT').",
        ),
        (
            lambda: ANY.Action(number="1", timing="June"),
            "Action.timing must be a Timing, not the text 'June'. Write empact.parse_timing('June').",
        ),
        (
            lambda: ANY.Action(number="1", activity="Do it."),
            "Action.activity must be a Prose, not the text 'Do it.'. Write Prose(text='Do it.').",
        ),
        (lambda: ANY.Action(number=2.1), "The number must be a text, not the float 2.1. Write '2.1'."),
        (lambda: ANY.Plan(id=None), "The id must be a text, not None."),
        (
            lambda: ANY.Plan(id="X", actions=[ANY.Action(number="1")]),
            "Plan.actions must be a tuple, each item an Action, not a list. Write a tuple: (..., ...).",
        ),
        (
            lambda: ANY.Plan(id="X", actions=ANY.Action(number="1")),
            "Plan.actions must be a tuple, each item an Action, not an Action. Write a tuple of one: (Action(number=",
        ),
        (
            lambda: ANY.Plan(id="X", actions=(ANY.Action(number="1"), "1.1")),
            "Plan.actions[1] must be an Action, not the text '1.1'.",
        ),
        (
            lambda: ANY.Plan(id="X", checkpoints="June"),
            "Plan.checkpoints must be a tuple, each item a Checkpoint, not the text 'June'.",
        ),
        (
            lambda: ANY.Plan(id="X", extensions={"a": 1}),
            "Plan.extensions must be a FrozenMap, not a dict. Write FrozenMap({...}).",
        ),
        (
            lambda: ANY.Action(number="1", results=ANY.FrozenMap({"June": "Done."})),
            "Action.results['June'] must be a Prose, not the text 'Done.'. Write Prose(text='Done.').",
        ),
        (
            lambda: Span(start="2012-01-01", end=DAY),  # type: ignore[arg-type]
            "Span.start must be a datetime.date, not the text '2012-01-01'. Write datetime.date(2012, 1, 1).",
        ),
        (
            lambda: Span(start=DAY, end=dt.datetime(2012, 6, 1, 12)),  # noqa: DTZ001
            "Span.end must be a datetime.date, not a datetime. Write datetime.date(2012, 6, 1).",
        ),
        (lambda: ANY.Plan(id="X", period="2012"), "Plan.period must be a Span or None, not the text '2012'."),
        (
            lambda: ANY.Reservation(kind="tentative"),
            "Reservation.kind must be a ReservationKind, not the text 'tentative'. Write ReservationKind.TENTATIVE.",
        ),
        (lambda: ANY.Reservation(kind="x"), "Reservation.kind must be a ReservationKind, not the text 'x'."),
        (lambda: ANY.Kpi(text="x", value=5), "Kpi.value must be a Decimal or None, not the int 5. Write Decimal('5')."),
        (
            lambda: Parties(items=("HU",)),  # type: ignore[arg-type]
            "Parties.items[0] must be a PartyItem or an Unparsed, not the text 'HU'. Write empact.grammar.parse_party(",
        ),
        (
            lambda: ANY.Timing(items=(PartyItem(party="HU"),)),
            "Timing.items[0] must be a Period or a Milestone or an Unparsed, not a PartyItem.",
        ),
        (
            lambda: ANY.Link(to="2.1"),
            "Link.to must be a Ref, not the text '2.1'. Write empact.grammar.parse_ref('2.1').",
        ),
        (lambda: ANY.Window(first="1"), "Window.first must be a whole number, not the text '1'."),
        (
            lambda: ANY.Party(code="X", kind=ANY.PartyKind.NETWORK, name="X", names="HU"),
            "The names of a Party must be a tuple of texts, not the text 'HU'. Write ('HU',).",
        ),
        (
            lambda: ANY.EntryContent(plan="X", kind=ANY.EntryKind.ACCOUNT, on=DAY, by="QO", source="x"),
            "EntryContent.by must be a Parties, not the text 'QO'. Write empact.parse_parties('QO').",
        ),
        (lambda: ANY.Ledger(plan="X", entries=(1,)), "Each entry of a Ledger must be a LedgerEntry, not the int 1."),
        (
            lambda: ANY.Answer(actions="X:1", answer=None, by="x", on=DAY),
            "The actions of an answer must be a tuple of two",
        ),
    ),
)
def test_model__of_wrong_types_says_what_to_write(build: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(message)}"):
        build()


def test_model__takes_what_the_message_says() -> None:
    action = empact.Action(
        number="1",
        leaders=empact.parse_parties("HU, AT"),
        timing=empact.grammar.parse_timing("June"),
        links=empact.grammar.parse_links("SG 1; 2.1"),
    )
    assert [str(one) for one in action.leaders] == ["HU", "AT"]
    assert (str(action.timing), str(action.links)) == ("June", "SG 1; 2.1")


def test_evolve__checks_types_too() -> None:
    with pytest.raises(TypeError, match=r"^Action\.leaders must be a Parties"):
        attrs.evolve(PLAN.action("2.2"), leaders="HU")


def test_load__builds_without_a_second_check(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: set[str] = set()

    def fields(cls: Any) -> Any:
        checked.add(cls.__name__)
        return _fields(cls)

    monkeypatch.setattr("empact.model.typed._fields", fields)
    assert SESSION.load("oap-c-2012") == PLAN
    assert checked == {"Source"}  # where the plan was read is not in the file


def test_types_checked__is_of_one_thread() -> None:
    with types_checked(), ThreadPoolExecutor(1) as pool:
        assert empact.Action(number="1", leaders="HU").number == "1"  # type: ignore[arg-type]
        with pytest.raises(TypeError, match=r"^Action\.leaders must be a Parties"):
            pool.submit(lambda: ANY.Action(number="1", leaders="HU")).result()
    with pytest.raises(TypeError, match=r"^Action\.leaders must be a Parties"):
        ANY.Action(number="1", leaders="HU")


CLASSES = [cls for cls in vars(empact.model).values() if isinstance(cls, type) and attrs.has(cls)]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_model__checks_every_class(cls: Any) -> None:
    for name, _ in _fields(cls):
        assert name in _types(cls)
    unchecked = {"Extension", "ExtensionField"}  # they have validators of their own
    unchecked |= {"AddsFacts", "EntryFacts"}  # rows of tables, which type checkers check
    assert hasattr(cls, "__attrs_post_init__") is (cls.__name__ not in unchecked)


@pytest.mark.parametrize("value", [None, 3, ("HU",)])
def test_parse_parties__of_something_else_is_a_wrong_type(value: Any) -> None:
    with pytest.raises(TypeError, match="The text of a cell must be a text, not"):
        empact.parse_parties(value)


@pytest.mark.parametrize("name", [name for name in empact.grammar.__all__ if name.startswith("parse_")])
@pytest.mark.parametrize("value", [["HU"], {"HU"}, b"HU", None, 5])
def test_parse__of_anything_but_a_text_is_one_clear_error(name: str, value: Any) -> None:
    with pytest.raises(TypeError, match=r"^The text of a cell must be a text, not "):
        getattr(empact.grammar, name)(value)


def test_a_selector__with_a_comma_is_two_selectors() -> None:
    with pytest.raises(empact.UnknownIdError, match=r"'OAP2,OAP3' does not exist\. Give each selector on its own\."):
        empact.validate(empact.load("oap-c-2012"), select="OAP2,OAP3")


@pytest.mark.parametrize("call", ["validate", "context", "export"])
def test_a_call_without_plans__says_what_to_pass(call: str) -> None:
    options = {"to": "json"} if call == "export" else {}
    message = f"{call}() needs at least one plan. Write {call}(load('plan.yaml'))."
    with pytest.raises(TypeError, match=re.escape(message)):
        getattr(empact, call)(**options)


def test_validate__of_an_empty_portfolio_has_no_finding() -> None:
    assert len(empact.validate(empact.Portfolio(()))) == 0

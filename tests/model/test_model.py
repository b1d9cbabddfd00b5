"""The model: frozen values, cells as written and as meant, look-ups, and nothing that judges a plan."""

from __future__ import annotations

import calendar
import copy
import datetime as dt
import inspect
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import empact.model
from empact import Plan, Session, UnknownIdError
from empact.diagnostics import Place
from empact.model import (
    Action,
    Anchor,
    Channel,
    Condition,
    Dated,
    DocumentNumber,
    FrozenMap,
    Initiative,
    Issue,
    KpiNumber,
    Link,
    Links,
    Location,
    Note,
    Parties,
    PartyItem,
    Phase,
    Priority,
    Prose,
    Ref,
    Reservation,
    ReservationKind,
    Route,
    Section,
    Source,
    Span,
    StrategicGoal,
    Suffix,
    Unparsed,
    Window,
    is_web_address,
)
from empact.model.frozen import thaw
from empact.model.spans import days_of_month

FIRST, ONE_DAY = dt.date(2012, 1, 1), dt.timedelta(days=1)

CLASSES = [cls for cls in vars(empact.model).values() if isinstance(cls, type) and attrs.has(cls)]

TEXT = """\
empact: plan/1
id: X
goals:
  - number: "1"
actions:
  - number: "1.1"
    leaders: HU
"""


# Values


@pytest.mark.parametrize("cls", CLASSES)
def test_every_class_is_frozen(cls: type[Any]) -> None:
    value = object.__new__(cls)
    for field in attrs.fields(cls):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field.name, None)


@pytest.mark.parametrize("cls", [cls for cls in CLASSES if cls is not KpiNumber])  # KpiNumber(1, "a") prints 1a
def test_every_field_is_given_by_its_name(cls: type[Any]) -> None:
    kinds = {parameter.kind for parameter in list(inspect.signature(cls).parameters.values())}
    assert kinds == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("cls", CLASSES)
def test_no_value_has_room_for_a_mistyped_field(cls: type[Any]) -> None:
    assert not hasattr(object.__new__(cls), "__dict__")


def test_two_values_with_the_same_fields_are_equal_and_hash_the_same() -> None:
    one, other = (
        Plan(id="X", extensions=FrozenMap({"a": (1, FrozenMap({"b": None}))}), actions=(Action(number="1"),))
        for _ in range(2)
    )
    assert one == other
    assert hash(one) == hash(other)
    assert one != attrs.evolve(one, title="t")


def test_cells_of_two_columns_are_never_equal() -> None:
    parties: object = Parties(text="1.1")
    assert parties != Links(text="1.1")


# A mapping that cannot change


def test_a_frozen_map_is_a_mapping_in_the_order_of_its_making() -> None:
    found = FrozenMap({"b": 1, "a": 2})
    assert (list(found), len(found), found["a"], found.get("c")) == (["b", "a"], 2, 2, None)
    assert repr(found) == "FrozenMap({'b': 1, 'a': 2})"


def test_a_frozen_map_can_be_made_of_pairs_and_does_not_follow_its_origin() -> None:
    origin = {"a": 1}
    found = FrozenMap(origin)
    origin["a"] = 2
    assert found == FrozenMap([("a", 1)])


def test_frozen_maps_that_hold_the_same_are_equal_in_whatever_order() -> None:
    one, other = FrozenMap({"a": 1, "b": 2}), FrozenMap({"b": 2, "a": 1})
    assert one == other
    assert hash(one) == hash(other)
    assert one == {"a": 1, "b": 2}
    assert one != FrozenMap({"a": 1})


def test_a_frozen_map_refuses_every_change() -> None:
    found: Any = FrozenMap({"a": 1})
    with pytest.raises(TypeError):
        found["a"] = 2
    with pytest.raises(TypeError):
        del found["a"]
    with pytest.raises(AttributeError, match="a FrozenMap cannot be changed"):
        found.other = 1
    with pytest.raises(AttributeError, match="a FrozenMap cannot be changed"):
        del found._data
    assert found == {"a": 1}


def test_a_frozen_map_can_be_pickled_and_copied() -> None:
    found = FrozenMap({"a": FrozenMap({"b": (1, None)})})
    _ = hash(found)
    for again in (pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy(found)):
        assert again == found
        assert hash(again) == hash(found)


def test_a_frozen_tree_thaws_into_dicts_and_lists() -> None:
    assert thaw(FrozenMap({"a": (1, FrozenMap({"b": ()}))})) == {"a": [1, {"b": []}]}


# Cells


def test_iterating_gives_what_is_meant_and_printing_what_is_written() -> None:
    cell = Parties(text="IT[^7]", items=(PartyItem(party="IT"), PartyItem(party="Frontex")))
    assert [str(item) for item in cell] == ["IT", "Frontex"]
    assert str(cell) == "IT[^7]"
    assert len(cell) == 2


def test_a_cell_without_text_prints_its_items() -> None:
    assert str(Parties(items=(PartyItem(party="HU"), Unparsed(text="AT and others")))) == "HU, AT and others"
    assert str(Parties()) == ""


def test_an_empty_text_is_printed_as_it_is() -> None:
    assert str(Parties(text="", items=(PartyItem(party="HU"),))) == ""


def test_what_was_read_and_what_was_not_are_told_apart() -> None:
    cell = Parties(items=(PartyItem(party="HU"), Unparsed(text="AT and"), PartyItem(party="RS")))
    assert [item.party for item in cell.understood] == ["HU", "RS"]
    assert cell.unparsed == (Unparsed(text="AT and"),)


@pytest.mark.parametrize(
    ("cell", "something"),
    [
        (Parties(), False),
        (Parties(text=""), False),
        (Parties(text="HU"), True),
        (Parties(items=(Unparsed(text="x"),)), True),
        (Parties(withheld=True), True),
        (Prose(), False),
        (Prose(text=""), False),
        (Prose(text="."), True),
        (Prose(withheld=True), True),
    ],
)
def test_a_cell_is_true_when_the_source_has_something_there(cell: Parties | Prose, *, something: bool) -> None:
    assert bool(cell) is something


def test_a_text_prints_as_it_stands() -> None:
    assert (str(Prose(text="a\n\nb")), str(Prose()), str(Prose(withheld=True))) == ("a\n\nb", "", "")


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (None, ()),
        ("", ()),
        (" \n\n ", ()),
        ("one", ("one",)),
        ("one\ntwo", ("one two",)),
        ("one\n\ntwo\n\n\n\nthree\n", ("one", "two", "three")),
        ("to:\n\n- prevent;\n- investigate\n  and prosecute", ("to:", "- prevent;", "- investigate   and prosecute")),
        ("to:\n- prevent", ("to:", "- prevent")),
        ("well-\n-known", ("well- -known",)),
    ],
)
def test_paragraphs_are_parted_by_a_blank_line_and_each_list_item_is_one(
    text: str | None, paragraphs: tuple[str, ...]
) -> None:
    assert Prose(text=text).paragraphs == paragraphs


# How values print


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Span(start=dt.date(2012, 1, 1), end=dt.date(2012, 12, 31)), "2012-01-01 to 2012-12-31"),
        (Route(stops=(("TR", "EL"), ("IT",))), "TR/EL > IT"),
        (Channel(system="SIENA"), "SIENA"),
        (Channel(system="AWF", file="Checkpoint"), "AWF Checkpoint"),
        (Channel(system="AWF", file="Checkpoint", focal_point="Thunder"), "AWF Checkpoint (Thunder focal point)"),
        (Location(name="IT/SI land border"), "IT/SI land border"),
        (Initiative(name="FIMATHU"), "FIMATHU"),
        (Condition(text="when needed", stated=Anchor(part="1.1")), "when needed"),
        (Condition(stated=Anchor(part="6.2", cell="timing", paragraph=2)), "6.2/timing/2"),
        (Condition(), ""),
        (Issue(suffix=Suffix.INIT), "INIT"),
        (Issue(suffix=Suffix.REV, number=2), "REV 2"),
        (DocumentNumber(serial=5, year=0), "5/00"),
        (Ref(plan="C-2012"), "OAP C-2012"),
        (Ref(plan="Environmental crime", action="1.2"), "Environmental crime:1.2"),
        (Ref(goal="CHSG2"), "CHSG 2"),
        (Ref(plan="B", goal="CHSG*"), "B:CHSG*"),
    ],
)
def test_a_value_prints_in_the_notation_of_the_plan(value: object, words: str) -> None:
    assert str(value) == words


@pytest.mark.parametrize(
    ("text", "plain", "marks"),
    [
        ("Risk analysis[^7] and **training**[^12].\n\n- <u>ports</u>[^7]", None, ("7", "12")),
        ("a[^x*] b", "a b", ("x*",)),
        ("no marks: [^ 7], [^], [7], ^7 and [^a [^b", None, ()),
        ("one inside a bracket left open: [^a[^7]", "one inside a bracket left open: [^a", ("7",)),
        ("", "", ()),
    ],
)
def test_prose_plain__is_the_text_without_note_marks(text: str, plain: str | None, marks: tuple[str, ...]) -> None:
    without = text.replace("[^7]", "").replace("[^12]", "") if plain is None else plain
    assert (Prose(text=text).plain, Prose(text=text).marks) == (without, marks)
    assert Parties(text=text).plain == without


def test_prose_plain__is_empty_where_there_is_no_text() -> None:
    assert (Prose().plain, Prose(withheld=True).plain, Prose().marks) == ("", "", ())
    assert Parties(items=(PartyItem(party="HU"), PartyItem(party="AT"))).plain == "HU, AT"


def test_a_period_contains_its_first_and_its_last_day() -> None:
    year = Span(start=dt.date(2012, 1, 1), end=dt.date(2012, 12, 31))
    days = (dt.date(2011, 12, 31), dt.date(2012, 1, 1), dt.date(2012, 12, 31), dt.date(2013, 1, 1))
    assert [day in year for day in days] == [False, True, True, False]


PERIODS = st.tuples(st.integers(0, 12), st.integers(0, 6)).map(
    lambda numbers: Span(start=FIRST + numbers[0] * ONE_DAY, end=FIRST + sum(numbers) * ONE_DAY)
)


def _days(span: Span) -> set[dt.date]:
    return {FIRST + number * ONE_DAY for number in range(20) if FIRST + number * ONE_DAY in span}


@given(one=PERIODS, other=PERIODS)
def test_span_overlaps__is_whether_both_have_a_day_in_common(one: Span, other: Span) -> None:
    assert one.overlaps(other) is other.overlaps(one) is bool(_days(one) & _days(other))


@given(one=PERIODS, other=PERIODS)
def test_span_intersection__has_the_days_that_both_have(one: Span, other: Span) -> None:
    common = one.intersection(other)
    assert common == other.intersection(one)
    assert (set() if common is None else _days(common)) == _days(one) & _days(other)


def test_dated_span__leaves_an_open_end_to_the_calendar() -> None:
    assert Dated(since=FIRST).span == Span(start=FIRST, end=dt.date.max)
    assert Dated(until=FIRST).span == Span(start=dt.date.min, end=FIRST)
    assert Dated(since=FIRST).meets(Dated(until=FIRST))
    assert not Dated(since=FIRST).meets(Dated(until=FIRST - ONE_DAY))


def test_a_window_of_one_month_ends_where_it_starts() -> None:
    assert Window(first=4).last == 4


def test_an_action_knows_whether_it_may_not_take_place_as_planned() -> None:
    plain = Action(number="1")
    tentative = Action(number="1", reservations=(Reservation(kind=ReservationKind.TENTATIVE),))
    suspended = Action(number="1", reservations=(Reservation(kind=ReservationKind.SUSPENDED),))
    conditional = Action(number="1", conditions=(Condition(text="money"),))
    assert [(one.tentative, one.suspended, one.conditional) for one in (plain, tentative, suspended, conditional)] == [
        (False, False, False),
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


# Numbers


NUMBERED: list[tuple[type[Any], str]] = [
    (Plan, "id"),
    (Action, "number"),
    (StrategicGoal, "number"),
    (Section, "number"),
    (Phase, "number"),
    (Note, "mark"),
    (Priority, "code"),
]


@pytest.mark.parametrize("number", ["2.1", "A1", "C-2012", "1.10", "*", "é", "SG"])
@pytest.mark.parametrize(("cls", "field"), NUMBERED)
def test_a_number_is_any_word(cls: type[Any], field: str, number: str) -> None:
    assert getattr(cls(**{field: number}), field) == number


@pytest.mark.parametrize("number", ["", " ", "2 1", "2,1", "C:2.1", "2;1", "2/1", "2\n", "\u00a02"])
@pytest.mark.parametrize(("cls", "field"), NUMBERED)
def test_a_number_that_the_notation_could_not_print_is_refused(cls: type[Any], field: str, number: str) -> None:
    with pytest.raises(
        ValueError, match=f"the {field} must be one word without space, comma, colon, semicolon or slash"
    ):
        cls(**{field: number})


@pytest.mark.parametrize(
    "plan", ["", " B", "B ", "B:C", "B;C", "B/C", "B,C", "B  C", "B\nC", "uses B", "feeds B", "phase 1 B"]
)
def test_ref__refuses_a_plan_that_the_notation_could_not_print(plan: str) -> None:
    with pytest.raises(ValueError, match="the plan must be an id or a name"):
        Ref(plan=plan)


@pytest.mark.parametrize("field", ["goal", "action", "phase"])
def test_a_reference_is_made_of_numbers(field: str) -> None:
    with pytest.raises(ValueError, match=f"the {field} must be one word"):
        Ref(**{field: "1 2"})
    with pytest.raises(ValueError, match="the phase must be one word"):
        Link(to=Ref(), phase="a b")


# Look-ups


def test_a_plan_finds_its_actions_and_goals_by_number() -> None:
    plan = Plan(
        id="X",
        goals=(StrategicGoal(number="1"), StrategicGoal(number="2")),
        actions=(Action(number="1.1", goal="1"), Action(number="2.1", goal="2"), Action(number="1.2", goal="1")),
    )
    assert plan.action("2.1") is plan.action("X:2.1") is plan.actions[1]
    assert plan.position("X:2.1") == 1
    with pytest.raises(LookupError, match=r"^Action 'Y:2\.1' does not exist\."):
        plan.action("Y:2.1")
    assert plan.goal("2") is plan.goals[1]
    assert [action.number for action in plan.actions_of("1")] == ["1.1", "1.2"]
    with pytest.raises(LookupError, match=r"^Strategic goal '9' does not exist\. Known: 1, 2\.$"):
        plan.actions_of("9")


def test_of_two_equal_numbers_the_first_is_found() -> None:
    plan = Plan(
        id="X",
        goals=(StrategicGoal(number="1", body=Prose(text="first")), StrategicGoal(number="1")),
        actions=(Action(number="1", goal="first"), Action(number="1", goal="second")),
    )
    assert plan.action("1").goal == "first"
    assert str(plan.goal("1").body) == "first"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("1.11", "Action '1.11' does not exist. Did you mean '1.1'?"),
        ("A-7", "Action 'A-7' does not exist. Did you mean 'a-7'?"),
        ("zzzz", "Action 'zzzz' does not exist. Known: 1.1, a-7."),
        ("", "Action '' does not exist. Known: 1.1, a-7."),
    ],
)
def test_an_unknown_action_is_told_with_the_closest(asked: str, message: str) -> None:
    plan = Plan(id="X", actions=(Action(number="1.1"), Action(number="a-7")))
    with pytest.raises(UnknownIdError) as caught:
        plan.action(asked)
    assert str(caught.value) == message
    assert caught.value.name == asked


def test_an_unknown_goal_is_told_as_a_strategic_goal() -> None:
    with pytest.raises(LookupError, match=r"^Strategic goal '9' does not exist\.$"):
        Plan(id="X").goal("9")


def test_a_look_up_error_survives_the_way_between_processes() -> None:
    with pytest.raises(UnknownIdError) as caught:
        Plan(id="X", actions=(Action(number="1.1"),)).action("1.11")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.name) == (str(caught.value), "1.11")


# Nothing is judged


def test_a_contradictory_plan_can_be_built() -> None:
    plan = Plan(
        id="X",
        period=Span(start=dt.date(2013, 1, 1), end=dt.date(2012, 1, 1)),
        actions=(
            Action(
                number="1",
                goal="no such goal",
                leaders=Parties(text="HU", items=(PartyItem(party="AT"),)),
                links=Links(items=(Link(to=Ref(action="no-such")), Link(to=Ref(goal="1", action="1", phase="1")))),
                timing=empact.model.Timing(items=(empact.model.Period(windows=(Window(first=13, last=-1, year=0),)),)),
            ),
            Action(number="1"),
        ),
    )
    assert len(plan.actions) == 2


# The source


def test_a_changed_plan_points_at_no_file() -> None:
    plan = Session().loads(TEXT, format="yaml")
    assert plan.source is not None
    assert attrs.evolve(plan, title="t").source is None
    assert attrs.evolve(plan).source is None


def test_where_a_plan_was_read_makes_no_difference_to_what_it_is() -> None:
    plan = Session().loads(TEXT, format="yaml")
    assert plan == attrs.evolve(plan)
    assert hash(plan) == hash(attrs.evolve(plan))
    assert "source" not in repr(plan)
    with pytest.raises(TypeError):
        Plan(id="X", source=None)  # type: ignore[call-arg]


@pytest.mark.parametrize("format_", ["yaml", "json"])
def test_a_pickled_plan_still_knows_its_places(format_: str) -> None:
    session = Session()
    data = session.export(session.loads(TEXT, format="yaml"), to=format_)
    assert data is not None
    plan = session.loads(data.decode(), format=format_)
    _ = plan.action("1.1")
    again = pickle.loads(pickle.dumps(plan))
    assert again == plan
    assert again.action("1.1") == plan.actions[0]
    assert plan.source is not None
    assert again.source.place("/actions/0/leaders") == plan.source.place("/actions/0/leaders")
    assert again.source.place("/actions/0/leaders").line is not None


def test_a_value_without_a_place_has_that_of_what_is_around_it() -> None:
    known = {"": Place(file="f", line=1), "/actions/0": Place(file="f", line=6)}
    source = Source(file="f", find=known.get)
    assert source.place("/actions/0/leaders/items/1").line == 6
    assert source.place("/goals/0").line == 1
    assert Source(file="f", find=dict[str, Place]().get).place("/goals/0") == Place(file="f")


def test_days_of_month__are_those_of_the_calendar() -> None:
    for year in (1900, 2000, 2011, 2012, 9999):
        assert [days_of_month(year, month) for month in range(1, 13)] == [
            calendar.monthrange(year, month)[1] for month in range(1, 13)
        ]


def test_source__a_place_of_words_is_that_of_the_value_if_they_are_not_found() -> None:
    known = {"": Place(file="f", line=1), "/title": Place(file="f", line=2)}
    words = {("/title", "cut"): Place(file="f", line=3)}
    source = Source(file="f", find=known.get, find_words=lambda pointer, text: words.get((pointer, text)))
    assert source.place("/title", "cut").line == 3
    assert source.place("/title/items/0", "cut").line == 3
    assert source.place("/title", "other").line == 2
    assert source.place("/title", None).line == 2
    assert Source(file="f", find=known.get).place("/title", "cut").line == 2


def test_is_web_address__needs_a_scheme_and_a_host_and_nothing_else() -> None:
    texts = ("https://example.eu/a?b#c", "http://sheets:80", "https://", "www.example.eu", "https://example.eu/a b", "")
    assert [is_web_address(text) for text in texts] == [True, True, False, False, False, False]
    number: Any = 7
    with pytest.raises(TypeError, match=r"The address must be a text, not the int 7\."):
        is_web_address(number)

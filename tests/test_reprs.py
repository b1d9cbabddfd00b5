"""What a REPL shows: every object has a short representation, and a finding prints as its line of the report."""

from __future__ import annotations

import datetime as dt
import functools
import importlib
import pickle
import pkgutil
import pydoc
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import empact
import empact.model
import oap_c_2012
import oap_invented_2031
from empact import Diagnostic, Diagnostics, Plan, Portfolio, Session, Severity
from empact.analysis import (
    Side,
    assignments,
    exclusion,
    impact_of_leaving,
    lineage,
    overlaps,
    placement,
    schedule,
    workload,
)
from empact.analysis.governing import reporting_lines
from empact.analysis.involvement.absences import absences
from empact.diagnostics import CATALOGUE, NOT_A_PLAN, Place, Pointer, Waived, Waiver
from empact.documents import FillIn, Hyperlink, build_plan_sheet, build_workload
from empact.hooks import Option
from empact.model import (
    Action,
    Answer,
    AnswerKind,
    Answers,
    EntryContent,
    EntryKind,
    FrozenMap,
    Kpi,
    KpiKind,
    Ledger,
    LedgerEntry,
    Parties,
    PartyItem,
    Practice,
    PracticeKind,
    Prose,
    Ref,
    Unparsed,
)
from empact.storage.reading import Readings
from empact.testing.strategies import plans

LIMIT = 200
SESSION = Session(plugins=[oap_c_2012, oap_invented_2031])
PLAN = SESSION.load("oap-c-2012")
DAY = dt.date(2012, 6, 30)
ANSWER = Answer(
    actions=(Ref(plan="C-2012", action="2.1"), Ref(plan="B-2012", action="2.3")),
    answer=AnswerKind.SAME,
    by="QM",
    on=dt.date(2031, 1, 2),
)


def public_classes() -> Iterator[type[Any]]:
    """Every attrs class with a public name in the packages whose values users see."""
    found: dict[type[Any], None] = {}
    for package in ("model", "analysis", "diagnostics", "documents", "hooks", "reference", "storage", "validation"):
        face = importlib.import_module(f"empact.{package}")
        inner = pkgutil.walk_packages(getattr(face, "__path__", ()), f"{face.__name__}.")
        for module in (face, *(importlib.import_module(info.name) for info in inner)):
            for value in vars(module).values():
                if isinstance(value, type) and attrs.has(value) and not value.__name__.startswith("_"):
                    found.setdefault(value)
    yield from found


def ledger() -> Ledger:
    entries = [
        EntryContent(
            plan="C-2012",
            kind=EntryKind.COMMITMENT,
            on=dt.date(2012, 1, number),
            parties=Parties(text="QN", items=(PartyItem(party="QN"),)),
            actions=(Ref(action="2.1"),),
            due=DAY,
            text=Prose(text="Long words. " * 40),
            source="The minutes of the meeting",
        )
        for number in range(1, 9)
    ]
    records = (LedgerEntry(id=f"entry-{one.on}", digest=str(one.on) * 6, content=one) for one in entries)
    return Ledger(plan="C-2012", entries=tuple(records))


def values() -> Iterator[object]:
    """Objects of the kinds that a user meets, made from the bundled plan."""
    recorded, register = ledger(), SESSION.register
    later = attrs.evolve(PLAN, id="C-2013")
    portfolio = Portfolio((PLAN, later))
    context = SESSION.context(portfolio, records=SESSION.records(ledger=recorded))
    reading = SESSION.read("oap-c-2012")
    found = SESSION.validate(PLAN)
    waiver = Waiver(rule=found[0].code, at="C-2012", reason="Long words. " * 40, until=DAY)
    yield from (PLAN, recorded, portfolio, reading, Readings((reading,) * 9), found, CATALOGUE, waiver)
    yield from (Waived(found[0], waiver), Diagnostics(found, [Waived(found[0], waiver)] * 9))
    yield from (
        schedule(PLAN),
        assignments(PLAN, register),
        absences(recorded, register),
        reporting_lines(context.of(PLAN)),
    )
    yield from (context, context.of(PLAN), workload(context), overlaps(context, least=0.1), lineage(PLAN, later))
    yield from (context.who(month="2012-04"), context.of(PLAN).depends_on("2.1"))
    yield from (placement(PLAN), portfolio.links(PLAN), portfolio.coverage(PLAN), portfolio.counts(PLAN))
    yield from (portfolio.shared_goals(PLAN), portfolio.resolve(PLAN, Ref(plan="B", goal="*")))
    yield exclusion(SESSION.context(PLAN, as_of=DAY, records=SESSION.records(ledger=recorded)), "QN")
    yield impact_of_leaving(
        SESSION.context(PLAN, as_of=DAY, records=SESSION.records(ledger=recorded)), "QO", leaving=DAY
    )
    yield build_plan_sheet(SESSION.context(PLAN))
    yield build_workload(SESSION.context(portfolio))
    yield (Option("a", summary="s" * 999), FillIn(("o" * 999,)), Hyperlink("t" * 999, "u" * 999))
    yield from (
        SESSION.rules,
        SESSION.documents,
        SESSION.exporters,
        SESSION.formatters,
        SESSION.plugins,
        SESSION.plugins.profiles,
        SESSION.bundled,
    )
    yield Practice(plan="C-2012", title="t" * 999, kind=PracticeKind.GOOD, on=DAY, source="s" * 999)
    pair = (Ref(plan="C-2012", action="2.1"), Ref(plan="B-2012", action="2.3"))
    yield Answers(answers=(Answer(actions=pair, answer=AnswerKind.SAME, by="b" * 999, on=DAY),) * 99)
    yield from (register.find("HU"), register)


def parts(value: object, seen: dict[int, object]) -> Iterator[object]:
    """The value, and every value inside it."""
    cls: Any = type(value)
    if id(value) in seen:
        return
    seen[id(value)] = value
    if isinstance(value, (tuple, list, Diagnostics)):
        inner: Any = value
    elif isinstance(value, Mapping):
        inner = value.values()
        yield value
    else:
        inner = (getattr(value, one.name) for one in attrs.fields(cls)) if attrs.has(cls) else ()
        yield value
    for one in inner:
        yield from parts(one, seen)
    if isinstance(value, Diagnostics):
        yield value


def invented() -> Iterator[object]:
    """The same of the invented plan, which has reports, obligations and a party that withdraws."""
    plan = SESSION.load("oap-invented-2031")
    context = SESSION.context(plan, as_of=dt.date(2031, 7, 1))
    yield from (plan, context, context.workload(), context.overlaps(), context.coverage(), context.agenda())
    yield from (context.governance(), context.progress(), context.links(), context.tasking("QM"))
    yield context.impact_of_leaving("QM", leaving=dt.date(2031, 7, 1))
    yield from (SESSION.export(plan, to="json"), SESSION.validate(plan))


def made(text: str, value: object) -> object:
    """What somebody gets who types the representation, with the names of the public packages and of its own."""
    return eval(text, public_names() | {type(value).__name__: type(value)})


@functools.cache
def public_names() -> dict[str, Any]:
    """The names of the public packages."""
    names: dict[str, Any] = {"Decimal": Decimal}
    for package in ("analysis", "diagnostics", "documents", "hooks", "model", "reference", "validation"):
        face = importlib.import_module(f"empact.{package}")
        names |= {name: getattr(face, name) for name in face.__all__}
    return names


def test_repr__of_everything_made_from_the_bundled_plan_is_short() -> None:
    seen: dict[int, object] = {}
    met = [one for value in values() for one in parts(value, seen) if type(one).__module__.startswith("empact.")]
    assert {type(one) for one in met} >= {Plan, Action, Ledger, LedgerEntry, Diagnostics, Diagnostic, Portfolio}
    assert len({type(one) for one in met}) > 90
    assert [(type(one), repr(one)) for one in met if len(repr(one)) >= LIMIT] == []
    assert [(type(one), repr(one)) for one in met if "\n" in repr(one)] == []


def test_repr__of_every_public_class_is_not_the_one_that_lists_all_fields() -> None:
    written: list[Any] = list(public_classes())
    assert len(written) > 150
    assert [cls for cls in written if "attrs generated" in cls.__repr__.__code__.co_filename] == []


def test_repr__that_looks_like_a_call_makes_the_value() -> None:
    seen: dict[int, object] = {}
    met = [one for value in (*values(), *invented()) for one in parts(value, seen)]
    ours = [one for one in met if type(one).__module__.startswith("empact.")]
    calls = [one for one in ours if not repr(one).startswith("<")]
    assert len(calls) > 500
    assert [(repr(one), one) for one in calls if made(repr(one), one) != one] == []
    assert [repr(one) for one in ours if repr(one).startswith("<") and not repr(one).endswith(">")] == []


@given(plan=plans())
def test_repr__of_any_part_of_a_plan_that_looks_like_a_call_makes_it(plan: Plan) -> None:
    for one in parts(plan, {}):
        if type(one).__module__.startswith("empact.") and not repr(one).startswith("<"):
            assert made(repr(one), one) == one


@given(plan=plans())
def test_repr__of_any_plan_and_its_parts_is_short(plan: Plan) -> None:
    for one in parts(plan, {}):
        if type(one).__module__.startswith("empact."):
            assert len(repr(one)) < LIMIT


@given(text=st.text(min_size=1))
def test_repr__of_any_text_is_short_and_printable(text: str) -> None:
    for value in (Parties(text=text), Prose(text=text), Unparsed(text=text * 99), FrozenMap({text * 99: text * 99})):
        assert len(repr(value)) < LIMIT
        assert repr(value).isprintable()
    plan = Plan(id="X", title=text * 99, extensions=FrozenMap({text: (text,) * 99}))
    assert len(repr(plan)) < LIMIT


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Parties(), "Parties()"),
        (Parties(text="HU, AT", items=(PartyItem(party="HU"), PartyItem(party="AT"))), "<Parties 'HU, AT'>"),
        (Parties(items=(PartyItem(party="HU"), Unparsed(text="x ("))), "<Parties 'HU, x (' unparsed=1>"),
        (Parties(withheld=True), "Parties(withheld=True)"),
        (Prose(text="Do it."), "<Prose 'Do it.'>"),
        (Ref(plan="B-2012", action="2.1"), "Ref(plan='B-2012', action='2.1')"),
        (Answers(answers=(ANSWER,)), "<Answers answers=<1 item>>"),
        (ANSWER, "<Answer actions=<2 items> answer=AnswerKind.SAME by='QM' on=2031-01-02>"),
        (Action(number="1", results=FrozenMap({"June": Prose()})), "<Action number='1' results=<1 item>>"),
        (Action(number="1", goal="2"), "Action(number='1', goal='2')"),
        (Action(number="1", activity=Prose(text="x")), "<Action number='1' activity=<Prose 'x'>>"),
        (Plan(id="X", actions=(Action(number="1"),)), "<Plan id='X' actions=<1 item>>"),
        (Portfolio((Plan(id="X"), Plan(id="Y"))), "<Portfolio 'X' 'Y'>"),
        (FrozenMap({"a": Parties(), "b": Prose(text="x")}), "<FrozenMap {'a': Parties(), 'b': <Prose 'x'>}>"),
        (FrozenMap({"a": 1, "b": AnswerKind.SAME}), "FrozenMap({'a': 1, 'b': AnswerKind.SAME})"),
        (FrozenMap({AnswerKind.SAME: 2}), "FrozenMap({AnswerKind.SAME: 2})"),
        (Kpi(text="x" * 61), f"<Kpi text='{'x' * 56}...>"),
        (Kpi(text="x", kind=KpiKind.COUNT), "Kpi(text='x', kind=KpiKind.COUNT)"),
        (Side(plan=PLAN, position=0, at=Pointer("/actions/0"), action=PLAN.actions[0]), "<Side at='/actions/0'>"),
        (Diagnostics(), "Diagnostics()"),
    ],
)
def test_repr__shows_what_differs_from_the_default(value: object, shown: str) -> None:
    assert repr(value) == shown


def test_repr__of_findings_counts_them() -> None:
    one = Diagnostic(kind=NOT_A_PLAN, message="It is none.", place=Place(subject="X:1.1"))
    assert repr(one) == "<Diagnostic 'OAP010' 'X:1.1' 'It is none.'>"
    assert repr(Diagnostics([one, one])) == "<Diagnostics error=2>"
    assert repr(Diagnostics([one])[0:1]) == "<Diagnostics error=1>"


def test_repr__of_a_value_whose_part_has_none() -> None:
    class Broken:
        def __repr__(self) -> str:
            raise ValueError

    assert repr(FrozenMap({"a": Broken()})) == "<FrozenMap {'a': <Broken>}>"


# A finding is its line of the report


def test_str_of_a_finding__is_its_line_of_the_report() -> None:
    findings = SESSION.validate(PLAN)
    report = SESSION.format(findings, "text", PLAN, show=Severity.INFO, width=100_000).splitlines()
    assert [str(one) for one in findings if str(one) not in report] == []


def test_str_of_a_finding__is_one_line_without_control_characters() -> None:
    one = Diagnostic(kind=NOT_A_PLAN, message="Two\nlines\x1b[2J.", place=Place(file="a\nb\x1b", line=1))
    assert str(one) == "a\\nb\\x1b:1: error OAP010 not-a-plan: Two lines\\x1b[2J."
    assert str(Diagnostic(kind=NOT_A_PLAN, message="No place.")) == "error OAP010 not-a-plan: No place."


# An exception prints, whatever it was made of


@pytest.mark.parametrize("name", [2.2, None, (), b"x", ["a"]])
@pytest.mark.parametrize("known", [(), ("1.1", "2.2"), (1.1, None), [str(number) for number in range(99)]])
@pytest.mark.parametrize("cls", [empact.UnknownIdError, empact.UnknownFormatError])
def test_unknown_name__prints_whatever_the_name_is(cls: Any, name: object, known: Any) -> None:
    error = cls("Action", name, known)
    assert str(error).startswith(f"Action {name!r} does not exist.")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_repr__of_an_unknown_name_counts_the_known_ones() -> None:
    error = empact.UnknownIdError("Party", "XX", [f"P{number}" for number in range(300)])
    assert repr(error) == "<UnknownIdError what='Party' name='XX' known=<300 items>>"
    few = empact.UnknownIdError("Goal", "9", ["1", "2"], listed=True)
    assert repr(few) == "UnknownIdError(what='Goal', name='9', known=('1', '2'), listed=True)"


def test_exception__of_one_text_prints_or_cannot_be_made() -> None:
    assert str(empact.ConfigError("One problem.")) == "One problem."
    one = Diagnostic(kind=NOT_A_PLAN, message="It is none.", place=Place(file="x"))
    assert str(empact.PlanReadError([one])) == "x: OAP010 It is none."
    with pytest.raises(TypeError, match="EntryError takes pairs of a field and a sentence"):
        empact.EntryError("One problem.")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="PlanReadError takes findings"):
        empact.PlanReadError("One problem.")  # type: ignore[arg-type]


# What help() shows


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        (empact.model.Parties, "PartyItem"),
        (empact.model.Links, "Link"),
        (empact.model.Timing, "Milestone"),
        (empact.model.Targets, "Target"),
        (empact.model.Kpis, "Kpi"),
        (empact.model.DocumentNumbers, "DocumentNumber"),
        (empact.model.SubjectCodes, "SubjectCode"),
        (empact.model.Dates, "datetime.date"),
    ],
)
def test_help_of_a_cell__shows_what_is_in_it(cell: type[Any], items: str) -> None:
    words = pydoc.plain(pydoc.render_doc(cell)).partition("Method resolution order")[0]
    assert re.search(rf"each is an? .*{items}", words)
    assert all(word in words for word in ("Unparsed", "understood", "str(cell)", "items", "text", "withheld", "parse_"))


# What a notebook shows


class Cells(HTMLParser):
    """The texts of the cells of a table, and every tag in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert all(name == "colspan" for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def html(value: Any) -> Cells:
    return Cells(value._repr_html_())


TAGS = {"table", "caption", "br", "thead", "tbody", "tr", "th", "td"}


def test_html_of_a_plan__is_a_table_of_its_actions() -> None:
    cells = html(PLAN)
    assert cells.tags <= TAGS
    assert [number for number in (one.number for one in PLAN.actions) if number not in cells.texts] == []
    assert cells.texts[0].startswith("C-2012 Operational Action Plan 2012")
    assert " ".join(PLAN.action("2.2").leaders.plain.split()) in cells.texts


def test_html_of_a_plan__has_its_marking() -> None:
    assert html(Plan(id="X", marking="LIMITE")).texts[:2] == ["X", "LIMITE"]


def test_html_of_a_plan__says_what_is_withheld() -> None:
    plan = Plan(id="X", actions=(Action(number="1", activity=Prose(withheld=True)),))
    assert html(plan).texts[-2:] == ["1", "withheld"]


def test_html_of_findings__is_a_table() -> None:
    findings = SESSION.validate(PLAN)
    cells = html(findings)
    assert cells.tags <= TAGS
    assert cells.texts[0] == "0 error, 35 warning, 41 info"
    assert findings[0].code in cells.texts
    assert cells.texts[-1] == "26 more"


@given(text=st.text())
def test_html__escapes_every_text(text: str) -> None:
    action = Action(number="1", activity=Prose(text=f"<script>{text}"), leaders=Parties(text=text))
    found = Diagnostics([Diagnostic(kind=NOT_A_PLAN, message=f"<b>{text}", place=Place(subject=text))])
    for value in (Plan(id="X", title=text, marking=text, actions=(action,)), found):
        assert html(value).tags <= TAGS

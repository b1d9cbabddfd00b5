"""Ways of adding: one row each, and every part of empact that depends on a way reads the row."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from tests.support.invented import SESSION
from tests.support.paths import ROOT
from tests.support.progress_cases import figure, filed, own, plan, register

from empact.analysis import KpiProgress, LightThresholds, PlanContext, lights, progress
from empact.analysis.claims import convention
from empact.documents import build_progress, words_in
from empact.documents.progress_figures import figures_of
from empact.documents.reported_results import reported_results
from empact.grammar.kpis.patterns import WAYS_IN_WORDS
from empact.hooks import language
from empact.model import Adds, AddsFacts, FigureKind, Kpi, KpiKind, Prose, Reports, measures

every_way = pytest.mark.parametrize("adds", Adds)
STATED: dict[FigureKind, dict[str, Any]] = {
    FigureKind.NUMBER: {"value": 5},
    FigureKind.RATIO: {"value": 5, "of": 8},
    FigureKind.DAY: {"reached": dt.date(2031, 6, 1)},
    FigureKind.WORDS: {"text": Prose(text="It went well.")},
}
SRC = ROOT / "src" / "empact"


def context(adds: Adds, stated: FigureKind) -> PlanContext:
    """A plan with figures of one kind, as totals and as contributions, at two checkpoints."""
    of = plan({"number": "1.1", "kpi": "At least 20 arrests"})
    reports = [
        filed(by, make(**STATED[stated]), on=on, id=f"{on}-{by}")
        for on in ("2031-06-28", "2031-12-10")
        for by, make in (("QN", figure), ("QM", own))
    ]
    return PlanContext(
        plan=of,
        register=SESSION.register,
        reports=Reports(plan=of.id, reports=tuple(reports)),
        kpi_register=register(adds, of.id),
        lights=LightThresholds(green=Decimal("0.9"), amber=Decimal("0.5")),
        as_of=dt.date(2031, 12, 31),
    )


def shown(adds: Adds, stated: FigureKind) -> KpiProgress:
    """The KPI of the plan, after every output that depends on the way of adding was made."""
    ctx = context(adds, stated)
    found = progress(ctx)
    kpi = found.action("1.1").kpi()
    assert next(figures_of(kpi))
    assert lights(ctx, found)
    assert found.sums is not None
    for code in ("en", "fr", "de"):
        assert build_progress(ctx, lights=True, language=code).sections
        assert reported_results(ctx, words_in(code)).checkpoints
    return kpi


@pytest.fixture
def added_way(monkeypatch: pytest.MonkeyPatch) -> Adds:
    """A way of adding that empact does not have, with nothing but its row."""
    added = object.__new__(Adds)
    added._name_, added._value_ = "PEAK", "peak"
    facts = AddsFacts(says="The highest level counts", figure=FigureKind.NUMBER, level=True)
    monkeypatch.setitem(measures._FACTS, added, facts)
    return added


@every_way
def test_facts__agree_with_each_other(adds: Adds) -> None:
    facts = adds.facts
    assert facts.says[0].isupper()
    assert not facts.says.endswith(".")
    assert sum((facts.so_far, facts.new, facts.level)) == (facts.figure is FigureKind.NUMBER)
    assert Kpi(text="x", adds=adds).facts == (() if facts.kinds else (f"figures are {adds.value}",))


def test_facts__say_of_each_kind_of_kpi_at_most_one_way() -> None:
    kinds = [kind for adds in Adds for kind in adds.facts.kinds]
    assert len(set(kinds)) == len(kinds)
    assert {*KpiKind} - {*kinds} == {KpiKind.COUNT, KpiKind.AMOUNT}  # how these add is never assumed


def test_facts__are_those_of_the_six_ways() -> None:
    assert {adds for adds in Adds if not adds.facts.summed} == {Adds.MILESTONE, Adds.QUALITATIVE}
    assert {adds for adds in Adds if adds.facts.newest} == {Adds.CUMULATIVE, Adds.LATEST}
    assert {adds for adds in Adds if adds.facts.results} == {Adds.CUMULATIVE, Adds.INCREMENTAL}


@pytest.mark.parametrize("stated", FigureKind)
@every_way
def test_progress__shows_figures_of_each_kind_for_each_way(adds: Adds, stated: FigureKind) -> None:
    kpi = shown(adds, stated)
    assert kpi.explain()[0].text.startswith(f"{adds.facts.says}, as decided by QM")
    known = kpi.value is not None or bool(kpi.values)  # of a ratio in several rounds, a list without a total
    assert known == (adds.facts.summed and adds.facts.figure is stated)
    assert (kpi.reached is not None) == (adds.facts.figure is stated is FigureKind.DAY)


@pytest.mark.parametrize("stated", FigureKind)
def test_progress__needs_only_the_row_of_a_new_way(added_way: Adds, stated: FigureKind) -> None:
    kpi = shown(added_way, stated)
    says = "The highest level counts, as decided by QM on 2031-01-30, in the KPI register."
    assert kpi.explain()[0].text == says
    assert (kpi.value is not None) == (stated is FigureKind.NUMBER)


def test_language__has_words_for_each_way_that_words_say() -> None:
    assert WAYS_IN_WORDS == (Adds.CUMULATIVE, Adds.INCREMENTAL, Adds.LATEST)
    assert {*language().words["measures"]["adds"]} >= {adds.value for adds in WAYS_IN_WORDS}


@every_way
def test_the_convention__has_a_row_for_each_way(adds: Adds) -> None:
    case = "milestone, status, words" if adds is Adds.QUALITATIVE else adds.value
    assert convention.over_rounds(adds.facts).case.startswith(case)


def literals(tree: ast.AST) -> Iterator[tuple[int, set[str]]]:
    """Yield the line of each set, dictionary, list or tuple, and the ways of adding that it lists."""
    values = {adds.value for adds in Adds}
    for node in ast.walk(tree):
        match node:
            case ast.Set(elts=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
                items: list[ast.expr | None] = [*parts]
            case ast.Dict(keys=keys):
                items = [*keys]
            case _:
                continue
        named = {part.attr for part in items if isinstance(part, ast.Attribute) and ast.unparse(part.value) == "Adds"}
        words = {part.value for part in items if isinstance(part, ast.Constant) and isinstance(part.value, str)}
        yield node.lineno, named or words & values


@pytest.mark.one_python
def test_modules__list_no_ways_beside_the_table() -> None:
    listed, compared = set(), set()
    for path in SRC.rglob("*.py"):
        name = path.relative_to(SRC).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        listed |= {name for _, ways in literals(tree) if len(ways) > 1}
        compared |= {
            name
            for node in ast.walk(tree)
            if isinstance(node, (ast.Compare, ast.match_case)) and "Adds." in ast.unparse(node)
        }
    assert listed == {"model/measures.py"}
    assert compared == {"grammar/kpis/reading.py"}  # "milestone" beside "latest": which of two words of a KPI counts

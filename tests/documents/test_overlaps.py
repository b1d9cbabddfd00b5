"""The overlaps: pairs of actions with their scores, what is answered, and whom a decision excludes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.support.document_rows import keys, paragraphs, rows
from tests.support.paths import PLAN_FOLDER

import empact.plugins.documents
import oap_c_2012
from empact import Portfolio, Session
from empact.analysis import LEAST
from empact.documents import Document, Layout, build_overlaps
from empact.model import Answer, AnswerKind, Ref
from empact.testing import DocumentContract

SESSION = Session([oap_c_2012])
PLANS = Portfolio((SESSION.load("oap-c-2012"), SESSION.load(PLAN_FOLDER / "b_2012.yaml")))
PAIR = "B-2012:2.3 C-2012:2.1"
ANSWER = Answer(
    actions=(Ref(plan="B-2012", action="2.3"), Ref(plan="C-2012", action="2.1")),
    answer=AnswerKind.COORDINATED,
    by="the drivers",
    on=dt.date(2012, 5, 14),
    remark="One operation.",
)


def built(**options: Any) -> Document:
    return build_overlaps(SESSION.context(PLANS), **options)


def test_the_option_least__names_its_default() -> None:
    spec = next(spec for spec in SESSION.documents if spec.name == "overlaps")
    least = next(option for option in spec.options if option.name == "least")
    assert least.summary.endswith(f"default: {LEAST}.")


def test_overlaps__have_a_score_for_each_thing_in_common() -> None:
    document = built()
    assert document.section("overlaps").layout is Layout.RECORDS
    row = rows(document, "overlaps")[PAIR]
    assert row[:8] == ["B-2012:2.3", "C-2012:2.1", None, 0.69, 0.65, 1.0, 0.52, 0.69]
    assert row[11:14] == [
        *(("UK", "SI", "IT", "Frontex"), ("IT/SI land border", "main Italian Adriatic ports")),
        ("2012-W13 to 2012-W22",),
    ]
    assert paragraphs(document, "summary") == ("1 possible overlap.",)
    assert paragraphs(built(least=0.3), "summary") == ("1 possible overlap; 1 answered or linked not listed.",)


def test_overlaps__that_are_answered_are_listed_only_on_request() -> None:
    assert keys(built(answers=(ANSWER,))) == ["summary"]
    assert rows(built(answers=(ANSWER,), all=True), "overlaps")[PAIR][-1] == (
        "coordinated by the drivers on 2012-05-14: One operation."
    )


def test_overlaps__below_the_least_score_are_left_out() -> None:
    assert paragraphs(built(least=0.99), "summary") == ("0 possible overlaps.",)


class TestOverlaps(DocumentContract):
    plugin = empact.plugins.documents
    document = "overlaps"

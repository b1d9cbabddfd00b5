"""Short names of the reports that a document cites; the names are read from the reports by hand."""

from __future__ import annotations

import re
from typing import Any

import attrs
import pytest
from tests.support.invented import SESSION
from tests.support.progress_cases import filed, plan

from empact.analysis import PlanContext
from empact.documents import Table, words_in
from empact.documents.cited_reports import CitedReports
from empact.model import FiledReport


def report(digest: str, by: str = "QN", on: str = "2031-06-28", **more: Any) -> FiledReport:
    """A report whose id ends with these digits and zeros."""
    digits = digest.ljust(16, "0")
    made = filed(by, on=on, **more)
    return attrs.evolve(made, id=f"{on}-june-2031-{by.lower()}-{digits}", digest=digits.ljust(64, "0"))


def cited(*reports: FiledReport, language: str = "en", ids: tuple[str, ...] = ("Q-2031",)) -> CitedReports:
    contexts = [PlanContext(plan=plan(id=id), register=SESSION.register) for id in ids]
    return CitedReports.of(contexts, reports, words_in(language))


def names(*reports: FiledReport, **more: Any) -> list[str]:
    found = cited(*reports, **more)
    return [found.name(one.id) for one in reports]


def test_name__is_party_part_and_checkpoint() -> None:
    assert names(report("a"), report("b", "QO")) == ["QN (June 2031)", "QO (June 2031)"]
    assert names(report("a"), language="fr") == ["QN (June 2031)"]
    driver = attrs.evolve(report("c", "QM"), content=filed("QM", part="Driver").content)
    assert names(driver) == ["QM (Driver, June 2031)"]


def test_name__has_the_day_and_then_the_digest_only_where_two_would_have_one_name() -> None:
    assert names(report("a"), report("b", on="2031-06-30"), report("c", "QO")) == [
        "QN (June 2031, 2031-06-28)",
        "QN (June 2031, 2031-06-30)",
        "QO (June 2031)",
    ]
    assert names(report("abcd1"), report("ef011"), report("c", on="2031-06-30")) == [
        "QN (June 2031, 2031-06-28, abcd)",
        "QN (June 2031, 2031-06-28, ef01)",
        "QN (June 2031, 2031-06-30)",
    ]
    assert names(report("abcd1"), report("abcd2")) == [
        "QN (June 2031, 2031-06-28, abcd100000000000)",
        "QN (June 2031, 2031-06-28, abcd200000000000)",
    ]


def test_name__is_the_id_of_a_report_without_digest_or_that_is_not_listed() -> None:
    by_hand = filed("QN", id="June")
    found = cited(by_hand, report("a"))
    assert found.name("June") == "June"
    assert found.name("2031-06-28-june-2031-qo-0123456789abcdef") == "2031-06-28-june-2031-qo-0123456789abcdef"
    assert found.in_text("At June, the total is 2 (June).") == "At June, the total is 2 (June)."


def test_name__has_the_plan_if_there_are_several() -> None:
    first, second = report("a"), report("b", plan="Q-2032")
    assert names(first, second, ids=("Q-2031", "Q-2032")) == [
        "QN (Q-2031, June 2031)",
        "QN (Q-2032, June 2031)",
    ]
    body = cited(first, second, ids=("Q-2031", "Q-2032")).section().body
    assert isinstance(body, Table)
    (row, _) = body.rows
    assert row.values[:4] == ("Q-2031", "QN", None, "June 2031")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("QN reported 2 ({a}), but QO 3 ({b}).", "QN reported 2 [{A}], but QO 3 [{B}]."),
        ("The total is 2 ({a}, {b}).", "The total is 2 [{A}, {B}]."),
        (
            "The Driver settles it in {a}, which cites the others.",
            "The Driver settles it in {A}, which cites the others.",
        ),
        ("If {b} replaces {a}, say so.", "If {B} replaces {A}, say so."),
        ("({a}, {unlisted})", "[{A}, {unlisted}]"),
        ("The total is 2 ({a}, QN June).", "The total is 2 [{A}, QN June]."),
        ("The total is 2 (see QN June and {b}).", "The total is 2 [see QN June and {B}]."),
        ("QN reported: “As in {a} ({b}).” ({b})", "QN reported: “As in {a} ({b}).” [{B}]"),
        ("({unlisted}) {a}0 x{a} {a}-b", "({unlisted}) {a}0 x{a} {a}-b"),
    ],
)
def test_sentence__has_the_names_in_brackets_instead_of_the_ids(sentence: str, expected: str) -> None:
    reports = (report("a"), report("b", "QO"))
    words = {"a": reports[0].id, "b": reports[1].id, "unlisted": "2031-06-30-june-2031-qp-0123456789abcdef"}
    shown = {**words, "A": "QN (June 2031)", "B": "QO (June 2031)"}
    assert cited(*reports).in_text(sentence.format(**words)) == expected.format(**shown)


@pytest.mark.parametrize(
    "part", ["a", "a-", "0", "(", "(a,", "“", "“a(", "-0123456789abcdef", "(2031-0123456789abcdef, "]
)
def test_sentence__may_be_long_without_an_end(part: str) -> None:
    text = part * (200_000 // len(part))  # minutes, if each place were the start of a search to the end
    assert cited(report("a")).in_text(text) == text


def test_names__are_unique_whatever_the_digests() -> None:
    many = [report(f"{number:04x}"[::-1] * 4, on=f"2031-06-{number % 3 + 1:02}") for number in range(60)]
    found = names(*many)
    assert len(set(found)) == len(many)
    assert all(re.fullmatch(r"QN \(June 2031, 2031-06-0\d, [0-9a-f]{4,16}\)", name) for name in found)

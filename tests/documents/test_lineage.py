"""The lineage: how the actions of one plan continue in the next."""

from __future__ import annotations

from tests.support.document_rows import keys, paragraphs, rows
from tests.support.paths import PLAN_FOLDER

import empact.plugins.documents
import oap_c_2012
from empact import Plan, Portfolio, Session
from empact.documents import Document, build_lineage
from empact.testing import DocumentContract

SESSION = Session([oap_c_2012])
EARLIER = SESSION.load("oap-c-2012")
LATER = SESSION.load(PLAN_FOLDER / "c_2013.yaml")


def built(*plans: Plan) -> Document:
    return build_lineage(SESSION.context(Portfolio(plans)))


def test_lineage__of_two_plans_begins_with_the_earlier_one() -> None:
    document = built(LATER, EARLIER)
    counted = "5 carried-over, 4 renumbered, 2 merged, 5 dropped"
    assert paragraphs(document, "summary") == (
        f"C-2012: 16 actions: {counted}. Inferred from the words, and not stated: 2.",
        "C-2013: 200 actions: 190 new.",
    )
    actions = rows(document, "actions-1")
    assert actions["1.1 1.1"] == ["1.1", "carried-over", "1.1", 0.79, "stated; 19 of 29 words the same"]
    assert actions["3.1"] == ["3.1", "dropped", None, None, "To organise a workshop aimed at sharing ..."]


def test_lineage__of_more_plans_has_those_that_follow_each_other() -> None:
    other = SESSION.load(PLAN_FOLDER / "b_2012.yaml")
    assert keys(built(EARLIER, other, LATER)) == ["summary", "actions-1"]


def test_lineage__of_one_plan_says_that_there_is_nothing_to_compare() -> None:
    assert paragraphs(built(EARLIER), "summary") == ("No plan continues another one; a lineage compares two plans.",)


class TestLineage(DocumentContract):
    plugin = empact.plugins.documents
    document = "lineage"

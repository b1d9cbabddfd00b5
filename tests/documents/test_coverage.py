"""The coverage: goals of two years, goals without actions, and inter-dependencies."""

from __future__ import annotations

from tests.support.document_rows import keys, paragraphs, rows
from tests.support.paths import PLAN_FOLDER

import empact.plugins.documents
import oap_c_2012
from empact import Plan, Portfolio, Session
from empact.documents import Document, build_coverage
from empact.testing import DocumentContract

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
B = SESSION.load(PLAN_FOLDER / "b_2012.yaml")


def built(*plans: Plan) -> Document:
    return build_coverage(SESSION.context(Portfolio(plans)))


def test_coverage__counts_the_actions_of_each_goal() -> None:
    document = built(PLAN)
    assert keys(document) == ["summary", "goals-1", "dependencies"]
    assert paragraphs(document, "summary") == (
        "7 goals, each served by at least one action.",
        "Goals of priority C, 2011-2013: also valid in 2013, for which no plan is loaded.",
    )
    goals = rows(document, "goals-1")
    assert goals["4 2012"] == ["4", "2012", 2, ("4.1", "4.2"), ("1.1", "1.2", "1.3", "2.1", "5.2")]
    assert goals["3 2012"] == ["3", "2012", 1, ("3.1",), None]
    assert rows(document, "dependencies")["C-2012 F"] == ["C-2012", "F (THB)", "used", ("4.1",)]


def test_coverage__lists_goals_without_actions_and_who_declares_an_overlap() -> None:
    document = built(PLAN, B)
    assert paragraphs(document, "summary")[0] == "12 goals; no action serves B-2012:SG 5."
    (unserved,) = rows(document, "unserved").values()
    assert unserved[0] == "B-2012:SG 5"
    assert str(unserved[1]).startswith("To trace and to seize the proceeds")
    assert rows(document, "dependencies")["C-2012 B"] == [
        *("C-2012", "B (Western Balkans)", "used", ("2.2", "4.1"), ("B-2012",)),
    ]


def test_coverage__of_a_plan_without_goals_says_so() -> None:
    assert paragraphs(built(Plan(id="X-2031")), "empty") == ("The plans have no goals and no inter-dependencies.",)


class TestCoverage(DocumentContract):
    plugin = empact.plugins.documents
    document = "coverage"

"""The responsibility matrix: the reference plan read by eye, and the law that it agrees with the workload."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.support import invented
from tests.support.document_rows import paragraphs

import empact.plugins.documents
import oap_c_2012
from empact import Plan, Portfolio, Session
from empact.analysis import PartyRole, workload
from empact.documents import Document, Table, build_responsibilities
from empact.testing import DocumentContract, make_action, make_plan
from empact.testing.generated import generate

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")


def built(plan: Plan, session: Session = SESSION, **given: Any) -> Document:
    return build_responsibilities(session.context(plan, **given))


def rows(document: Document, key: str) -> dict[str, list[Any]]:
    """The rows of a table; those of a matrix in several tables as one."""
    found: dict[str, list[Any]] = {}
    for section in document.sections:
        if section.key == key or (key == "matrix" and section.key.startswith("matrix-")):
            assert isinstance(section.body, Table)
            for row in section.body.rows:
                found.setdefault(row.key, [row.key]).extend(row.values[1:])
    return found


def test_responsibilities__open_with_who_leads_and_what_is_to_decide_and_to_confirm() -> None:
    assert paragraphs(built(PLAN), "summary") == (
        (
            "Lead: DK (4.1), IT (2.1), CY (4.1), HU (2.2, 5.2), AT (2.2), UK (5.1, 5.2), Europol (1.1, 2.3, 3.1, 4.1), "
            "Frontex (1.1, 1.2, 1.3, 2.2, 4.1, 7.1), Eurojust (4.2), CEPOL (3.1, 7.2), COM (3.1, 6.3)."
        ),
        "To decide: which parties are meant in 2.1, 3.1, 4.1, 4.2, 5.1, 6.2, 7.2; the plan leaves it open.",
        "To confirm: parts in 2.1, 6.1, 6.2.",
    )


def letters(document: Document, party: str) -> str:
    return " ".join(text or "." for text in rows(document, "matrix")[party][1:])


# The table of 17793/2/11 REV 2, columns Leader and Participants, from 1.1 to 7.2. "All MS" stands at 1.1, 1.2, 1.3,
# 2.3, 3.1 and 6.3, "Relevant MS" at 2.1, 4.1, 4.2, 5.1 and 7.2, "MS concerned involved in EUROSUR" at 6.2. Action 6.1
# is suspended (note 9), 6.2 is to be confirmed, and Frontex leads 2.1 only at the external borders (note 7).
BY_EYE = {
    #        1.1 1.2 1.3 2.1 2.2 2.3 3.1 4.1 4.2 5.1 5.2 6.1 6.2 6.3 7.1 7.2
    "BE": "  G   G   G   ?   .   G   G   ?   ?   ?   .   .   ?   G   .   ?",
    "IT": "  G   G   G   L   .   G   G   ?   ?   ?   .   (L) (W) G   J   ?",
    "UK": "  G   G   G   J   .   G   G   ?   ?   L   L   .   ?   G   .   ?",
    "SI": "  G   G   G   J   .   G   G   ?   ?   ?   .   .   ?   G   .   ?",
    "HU": "  G   G   G   ?   L   G   G   ?   ?   ?   L   .   ?   G   .   ?",
    "DK": "  G   G   G   ?   .   G   G   L   ?   ?   .   .   ?   G   .   ?",
    "CY": "  G   G   G   ?   .   G   G   L   ?   ?   .   .   ?   G   .   ?",
    "ES": "  G   G   G   ?   .   G   G   ?   ?   ?   .   .   (L) G   J   ?",
    "EL": "  G   G   G   ?   .   G   G   ?   ?   ?   .   (J) ?   G   .   ?",
    "MT": "  G   G   G   ?   .   G   G   ?   ?   ?   .   .   (W) G   .   ?",
    "DE": "  G   G   G   ?   .   G   G   ?   ?   ?   J   .   ?   G   .   ?",
    "PL": "  G   G   G   ?   J   G   G   ?   ?   ?   J   .   ?   G   J   ?",
    "RS": "  .   .   .   .   J   .   .   .   .   .   .   .   .   .   .   .",
    "LY": "  .   .   .   .   .   .   .   .   .   .   .   .   (J) .   .   .",
    "Frontex": "L L L (L) L . J L . . . (J) . . L J",
    "Europol": "LJ J . . J L L L J J J . . . J .",
    "Eurojust": ". . . . . . ? . L . . . . . . .",
    "CEPOL": " . . . . . . L . . . . . . . . L",
    "COM": "   . . . . . . L . . . . (J) (W) L . J",
    "IOM": "   . . . . . . ? . . . . (J) . . . .",
}


@pytest.mark.parametrize("party", BY_EYE)
def test_responsibilities__are_those_of_the_table(party: str) -> None:
    assert letters(built(PLAN), party).split() == BY_EYE[party].split()


def test_responsibilities__have_a_row_for_each_member_state_of_the_time_and_each_party_with_a_role() -> None:
    found = list(rows(built(PLAN), "matrix"))
    others = ["DZ", "EG", "LY", "RS", "TN", "Europol", "Frontex", "Eurojust", "CEPOL", "COM", "IOM"]
    assert len(found) == 27 + len(others)
    assert set(others) < set(found)
    assert "HR" not in found


def test_responsibilities__say_why_letters_are_in_brackets() -> None:
    assert [row[1:] for row in rows(built(PLAN), "doubts").values()] == [
        ["Frontex", "if: any possible operations at the external borders"],
        [None, "the action is suspended"],
        [None, "the action is tentative"],
        ["ES", "to be confirmed: ongoing contacts with Spain"],
        *([party, "to be confirmed"] for party in ("DZ", "TN", "LY", "EG")),
    ]
    assert next(iter(rows(built(PLAN), "doubts"))) == "2.1 Frontex if: any possible operations at the external borders"


def test_responsibilities__say_who_has_a_role_for_a_part_of_the_time_only() -> None:
    # "Acting EU Presidency", May to October 2012: Denmark until June, then Cyprus.
    assert [row[1:] for row in rows(built(PLAN), "times").values()] == [
        ["4.1", dt.date(2012, 5, 1), dt.date(2012, 6, 30)],
        ["4.1", dt.date(2012, 7, 1), dt.date(2012, 10, 31)],
    ]
    assert list(rows(built(PLAN), "times")) == ["DK 4.1 2012-05-01", "CY 4.1 2012-07-01"]


def test_responsibilities__list_the_words_that_no_party_is_assigned_to() -> None:
    plan = make_plan(actions=[make_action("1.1", leaders={"withheld": True}, participants="Nobody Known")])
    assert [row[1:] for row in rows(built(plan), "without-row").values()] == [
        ["Not a known party", ("1.1",)],
        ["Party cells that are withheld or cannot be read", ("1.1",)],
    ]
    assert rows(built(PLAN), "without-row")["Relevant MS"][1:] == [
        "Left open by the plan",
        ("2.1", "4.1", "4.2", "5.1", "7.2"),
    ]


def test_responsibilities__leave_out_whom_a_decision_excludes() -> None:
    entries = invented.ledger(invented.decision("2031-07-01", "QN"))
    ctx = invented.SESSION.context(
        invented.PLAN, as_of=dt.date(2031, 8, 1), records=invented.SESSION.records(ledger=entries)
    )
    document = build_responsibilities(ctx)
    # QN leads 2.2 and joins 5.2, both "Whole year": until the day before the decision.
    assert [row[1:] for row in rows(document, "times").values()] == [
        ["2.2", dt.date(2031, 1, 1), dt.date(2031, 6, 30)],
        ["5.2", dt.date(2031, 1, 1), dt.date(2031, 6, 30)],
    ]
    assert list(rows(document, "excluded")) == ["Q-2031 QN"]


def test_responsibilities__of_an_open_group_that_leads_have_a_mark_of_their_own() -> None:
    plan = make_plan(actions=[make_action("1.1", leaders="Relevant MS", participants="HU, AT (co-leader)")])
    document = built(plan)
    assert letters(document, "BE") == "L?"
    assert (letters(document, "HU"), letters(document, "AT")) == ("J", "C")


def test_responsibilities__that_are_wide_are_several_tables_with_the_same_rows() -> None:
    actions = [make_action(f"1.{number}", leaders="HU", participants="AT") for number in range(1, 21)]
    document = built(make_plan(actions=actions))
    tables = [section for section in document.sections if section.key.startswith("matrix")]
    assert [section.key for section in tables] == ["matrix-1", "matrix-2"]
    assert [section.title for section in tables] == [
        "Parties and actions: 1.1 to 1.10",
        "Parties and actions: 1.11 to 1.20",
    ]
    assert letters(document, "HU") == " ".join("L" * 20)
    assert {tuple(row.key for row in table.rows) for table in document.tables} == {("HU", "AT")}
    text = SESSION.export(make_plan(actions=actions), document="responsibilities", to="text")
    assert text is not None
    assert max(map(len, text.decode().splitlines())) <= 80


@pytest.mark.parametrize("plan", [PLAN, *generate(2, 40)], ids=lambda plan: plan.id)
def test_responsibilities__agree_with_the_workload(plan: Plan) -> None:
    ctx = SESSION.context(Portfolio((plan,)))
    document = built(plan)
    for party in workload(ctx).parties:
        sure = sum(duty.sure for duty in party.in_roles(PartyRole.LEADER))
        cells = rows(document, "matrix")[party.name][1:]
        assert sum("L" in (text or "") and "(L)" not in text for text in cells if text != "L?") == sure


def test_responsibilities__of_the_plan_fit_into_80_columns() -> None:
    text = SESSION.export(PLAN, document="responsibilities", to="text")
    assert text is not None
    lines = text.decode().splitlines()
    assert max(map(len, lines)) <= 80
    assert "Party    1.1 1.2 1.3 2.1 2.2 2.3 3.1 4.1 4.2 5.1 5.2 6.1 6.2 6.3 7.1 7.2" in lines


class TestResponsibilities(DocumentContract):
    plugin = empact.plugins.documents
    document = "responsibilities"

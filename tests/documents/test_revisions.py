"""The document of the differences between two revisions of a plan."""

from __future__ import annotations

import datetime as dt

import attrs
from tests.support.document_rows import keys, paragraphs, rows
from tests.support.twelve_changes import twelve_changes

import empact.plugins.documents
import oap_c_2012
from empact import Plan, Portfolio, Session, parse_parties
from empact.documents import Document, build_diff
from empact.model import Action, Prose, Span
from empact.testing import DocumentContract

SESSION = Session([oap_c_2012])
OLD, NEW = twelve_changes(SESSION)


def built(*plans: Plan, language: str = "en") -> Document:
    return build_diff(SESSION.context(Portfolio(plans)), language=language)


DIFF = built(OLD, NEW)


def test_build_diff__begins_with_what_became_of_the_parts() -> None:
    assert (DIFF.title, DIFF.name) == ("Changes from 17793/2/11 REV 2 to 17793/3/11 REV 3", "C-2012-diff")
    assert DIFF.marking == "RESTREINT UE/EU RESTRICTED"
    dated = ", 15 December 2011)"
    assert paragraphs(DIFF, "summary") == (
        f"C-2012 (17793/2/11 REV 2{dated} is the old plan, C-2012 (17793/3/11 REV 3{dated} the new one.",
        "Actions: 1 added, 1 removed, 4 renumbered, 5 changed.",
        "Notes: 1 changed.",
        "Of the plan as a whole: cover: document number.",
        "Tasking sheets that go out again: 33 of 66.",
    )
    assert keys(DIFF) == ["summary", "changes", "words", "parties", "kpis", "dates", "sheets", "stale", "matches"]


def test_build_diff__has_a_row_for_each_change() -> None:
    changes = rows(DIFF, "changes")
    assert list(changes) == ["1.1", "1.2", "1.3", "2.2", "2.3", "3.2", "5.2", "6.3", "7.1", "7.2", "4.2", "note 7"]
    assert changes["1.2"] == ["1.2", "1.3", "renumbered", ()]
    assert changes["2.2"] == ["2.2", None, "changed", ("leader added: IT", "link to 2.3 lost")]
    assert changes["1.1"] == ["1.1", None, "changed", ("description: other words",)]
    assert rows(DIFF, "words")["5.2 participants"] == ["5.2", "participants", "Europol, PL, SK, DE", "Europol, PL, SK"]


def test_build_diff__has_the_change_table_by_party_kpi_and_date() -> None:
    parties = rows(DIFF, "parties")
    assert parties["COM"] == [("COM",), ("gained 3.2 (leader)",), ("6.3: other time", "7.2 is 7.1 now")]
    assert parties["Eurojust"] == [("Eurojust",), ("lost 4.2 (leader)",), ()]
    assert next(iter(rows(DIFF, "kpis").values())) == ["2.3", "KPI 3: target 594 added"]
    assert rows(DIFF, "dates")["6.3"] == [
        "6.3",
        "March/April",
        "May",
        "2012-03-01 to 2012-04-30",
        "2012-05-01 to 2012-05-31",
    ]


def test_build_diff__says_which_sheets_stay_as_they_are() -> None:
    sheets = list(rows(DIFF, "sheets").values())
    assert sheets[-1][0][:3] == ("DZ", "EG", "LY")
    assert sheets[-1][1:] == ["no", (), ()]
    assert rows(DIFF, "stale")["2.1 activity 1.3"] == ["2.1", "activity", "1.3", "1.2"]
    assert [("RS",), "yes", ("2.2",), ()] in sheets


def test_build_diff__counts_a_split_action_once_and_names_who_has_no_sheet() -> None:
    first = "Map the routes by which tobacco comes over the eastern land border"
    second = "Train customs officers on hidden compartments in lorries and coaches"
    whole, one, other = (
        Action(number=number, activity=Prose(text=text), leaders=parse_parties("Atlantis"))
        for number, text in (("1.1", f"{first}. {second}."), ("1.1", first), ("1.2", second))
    )
    year = Span(start=dt.date(2031, 1, 1), end=dt.date(2031, 12, 31))
    old, new = (Plan(id="Q-2031", period=year, actions=actions) for actions in ((whole,), (one, other)))
    assert paragraphs(built(old, new), "summary")[1:] == (
        "Actions: 1 split, 2 changed.",
        "Doubtful matches: 1.1, 1.2.",
        "Tasking sheets that go out again: 0 of 0.",
        "Names without a tasking sheet, since the register does not know them: 1 (Atlantis).",
    )


def test_build_diff__is_translated() -> None:
    changes = rows(built(OLD, NEW, language="de"), "changes")
    assert changes["6.3"] == ["6.3", None, "geändert", ("aus March/April wird May",)]
    assert changes["5.2"] == ["5.2", None, "geändert", ("Teilnehmer weggefallen: DE",)]


def test_build_diff__of_equal_plans_says_so_and_nothing_more() -> None:
    equal = ("The two plans are equal: nothing changed.",)
    for document in (built(OLD), built(OLD, attrs.evolve(OLD))):
        assert (keys(document), paragraphs(document, "summary")) == (["summary"], equal)


def test_build_diff__of_three_plans_compares_none() -> None:
    document = built(OLD, NEW, attrs.evolve(OLD, id="D-2012"))
    assert paragraphs(document, "summary") == ("A diff compares two plans: the old one, then the new one.",)


class TestDiff(DocumentContract):
    plugin = empact.plugins.documents
    document = "diff"

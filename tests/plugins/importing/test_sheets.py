"""Plans on sheets: numbers, days, formulas, hidden and merged cells, comments, and what is beside the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from tests.support.office import page_style
from tests.support.plan_sheets import LATER, ROW, SESSION, TITLES, Rows, book, open_document_book, read, reading, said

ACTION = {"number": "1.1", "activity": "Visit all ports.", "leaders": "QM", "timing": "May 2031"}


def test_table__in_another_order_below_other_rows_is_read() -> None:
    (action,), findings = read([["LIMITE"], [], ["Timing", "Leader", "#", "Activity"], ["May 2031", "QM", *ROW[:2]]])
    assert action == ACTION
    assert findings == []


def test_day__in_a_cell_is_a_day_of_the_plan() -> None:
    (action,), findings = read([TITLES, ["1.1", "Visit all ports.", "QM", dt.date(2031, 6, 30)]])
    assert action["timing"] == "2031-06-30"
    assert findings == []


def test_number__in_a_column_of_others_is_a_number() -> None:
    rows: Rows = [[*TITLES, "Target", "Budget", "Urgent", "Code"], [*ROW, 594, 40000, True, "594"]]
    (action,), findings = read(rows)
    assert action["target"] == "594"
    assert action["extensions"] == {"other-columns": {"Budget": 40000, "Urgent": True, "Code": "594"}}
    assert [finding.partition(" is not in")[0] for finding in findings] == [
        "sheet 'Plan', cell F1: not-understood: The column 'Budget'",
        "sheet 'Plan', cell G1: not-understood: The column 'Urgent'",
        "sheet 'Plan', cell H1: not-understood: The column 'Code'",
    ]


def test_number__of_an_action_that_is_a_decimal_is_in_doubt() -> None:
    (first, second), findings = read([TITLES, [2.1, *ROW[1:]], ["2.10", *ROW[1:]]])
    assert (first["number"], second["number"]) == ("2.1", "2.10")
    (finding,) = findings
    assert finding == (
        "sheet 'Plan', cell A2: guessed: The cell has the number 2.1, and not a text; it is read as '2.1', but can "
        "mean '2.10'."
    )


def test_number__of_an_action_that_became_a_day_is_read_as_it_was_typed() -> None:
    (action,), findings = read([TITLES, [dt.date(2026, 2, 1), *ROW[1:]]])
    assert action["number"] == "1.2"
    (finding,) = findings
    assert finding == (
        "sheet 'Plan', cell A2: guessed: The cell has the day 2026-02-01; it is read as the number '1.2', as it was "
        "typed most likely."
    )


def test_percentage__is_read_as_it_is_shown() -> None:
    def edit(made: Any, page: Any) -> None:
        page.write_number("E2", 0.2, made.add_format({"num_format": "0%"}))

    (action,), _ = read([[*TITLES, "Target"], ROW], edit)
    assert action["target"] == "20 %"


def test_formula__gives_its_stored_result_as_a_guess() -> None:
    def edit(_made: Any, page: Any) -> None:
        page.write_formula("D2", '="May"&" 2031"', None, "May 2031")

    (action,), findings = read([TITLES, ROW], edit)
    assert action == ACTION
    assert findings == [
        "sheet 'Plan', cell D2: guessed: The result 'May 2031' of a formula is read, as it was when the file was saved."
    ]


def test_guesses__about_a_cell_are_marked_on_its_value() -> None:
    def edit(_made: Any, page: Any) -> None:
        page.write_formula("D2", '="May"&" 2031"', None, "May 2031")

    rows: Rows = [TITLES, ROW, [2.1, *ROW[1:]], [dt.date(2031, 3, 2), *ROW[1:]], ["4.1", *ROW[1:]]]
    guessed = {pointer for pointer in reading(book({"Plan": rows}, edit)).guessed if pointer.startswith("/actions")}
    assert guessed == {"/actions/0/timing", "/actions/1/number", "/actions/2/number"}


@pytest.mark.parametrize(("result", "words"), [("", ""), ("#N/A", " but #N/A")])
def test_formula__without_a_result_is_reported(result: str, words: str) -> None:
    def edit(_made: Any, page: Any) -> None:
        page.write_formula("D2", "=A1", None, result)

    (action,), findings = read([TITLES, ROW], edit)
    assert "timing" not in action
    assert findings == [f"sheet 'Plan', cell D2: not-understood: The formula has no result{words}; it is not read."]


def test_hidden__row_column_and_sheet_are_reported_and_not_read() -> None:
    def edit(made: Any, page: Any) -> None:
        page.set_row(2, None, None, {"hidden": True})
        page.set_column("C:C", None, None, {"hidden": True})
        made.worksheets()[1].hide()

    rows = [[*TITLES, "Description"], [*ROW, "Each one."], ["1.2", *ROW[1:]], ["1.3", *ROW[1:]]]
    found = reading(book({"Plan": rows, "Old": [TITLES, ROW]}, edit))
    actions = SESSION.tree(found.require())["actions"]
    assert [action["number"] for action in actions] == ["1.1", "1.3"]
    assert not any("leaders" in action for action in actions)
    assert said(found) == [
        "sheet 'Plan', cell C1: not-understood: The column C is hidden; its 3 cells are not read.",
        "sheet 'Plan', cell A3: not-understood: The row 3 is hidden; its 4 cells are not read.",
        "sheet 'Old': not-understood: The sheet 'Old' is hidden; its 8 cells are not read.",
    ]


def test_merged_cell__over_several_actions_is_read_for_each() -> None:
    def edit(_made: Any, page: Any) -> None:
        page.merge_range("C2:C3", "QM")

    actions, findings = read([TITLES, ROW, ["1.2", "Visit all airports.", None, "June 2031"]], edit)
    assert [action["leaders"] for action in actions] == ["QM", "QM"]
    assert findings == [
        "sheet 'Plan', cell C2: guessed: The cell 'QM' goes over several rows; it is read for action 1.2 too."
    ]


def test_comment__with_a_note_is_a_note_and_any_other_is_reported() -> None:
    def edit(_made: Any, page: Any) -> None:
        page.write_comment("B2", "[^7] With consent.\n\nOnly then.\n\n[^8] By sea.")
        page.write_comment("C2", "Ask QN.")
        page.write_comment("F9", "Lost.")

    found = reading(book({"Plan": [TITLES, ["1.1", "Visit[^7] ports[^8].", "QM", "May 2031"]]}, edit))
    assert [(note.mark, str(note.text)) for note in found.require().notes] == [
        ("7", "With consent.\n\nOnly then."),
        ("8", "By sea."),
    ]
    assert said(found) == [
        "sheet 'Plan', cell C2: not-understood: A comment on 'QM' is not read.",
        "sheet 'Plan', cell F9: not-understood: A comment on '' is not read.",
    ]


def test_marking__above_and_below_printed_pages_counts() -> None:
    def edit(_made: Any, page: Any) -> None:
        page.set_header('&L5432/31&C&"Arial,Bold"&14RESTREINT UE/EU RESTRICTED&RPage &P')

    rows = {"Plan": [TITLES, ROW]}
    assert str(reading(book(rows, edit)).require().marking) == "RESTREINT UE/EU RESTRICTED"
    style = page_style("Default", header="Plan", footer="5432/31 LIMITE EN")
    found = reading(open_document_book(rows, style), "ods")
    assert str(found.require().marking) == "LIMITE"
    assert not [line for line in said(found) if "LIMITE" in line]


def _hide(_book: Any, sheet: Any) -> None:
    sheet.set_row(5, None, None, {"hidden": True})


def _comment(_book: Any, sheet: Any) -> None:
    sheet.write_comment("B4", "Ask QP first. LIMITE")


def _keyword(made: Any, _sheet: Any) -> None:
    made.set_properties({"keywords": "LIMITE"})


def _label(made: Any, _sheet: Any) -> None:
    made.set_custom_property("Classification", "LIMITE")


@pytest.mark.parametrize(
    ("name", "below", "edit"),
    [
        ("Plan", "LIMITE", _hide),
        ("Plan", "", _comment),
        ("Plan", "", _keyword),
        ("Plan", "", _label),
        ("Plan LIMITE", "", None),
    ],
)
def test_marking__that_nobody_sees_counts(name: str, below: str, edit: Callable[[Any, Any], None] | None) -> None:
    found = reading(book({name: [["Operational Action Plan 2031: X"], [], TITLES, ROW, [], [below]]}, edit))
    assert found.require().marking == "LIMITE"
    assert ": guessed: A text that is not read has the marking 'LIMITE', which counts for the plan." in said(found)


@pytest.mark.parametrize(
    "rows",
    [
        [["Classification: LIMITE"], TITLES, ROW],
        [["Classification", "LIMITE"], TITLES, ROW],
        [(*TITLES, "Classification"), (*ROW, "LIMITE")],
    ],
)
def test_marking__behind_a_label_or_below_a_title_counts(rows: Rows) -> None:
    assert reading(book({"Plan": rows})).require().marking == "LIMITE"


@pytest.mark.parametrize("gap", [0, 1, 12])
def test_tables__below_each_other_are_both_read_by_their_own_titles(gap: int) -> None:
    other = [("Leader", "#", "Timing", "Activity"), ("QN", "2.1", "June 2031", "Close them.")]
    actions, findings = read([TITLES, ROW, *([] for _ in range(gap)), *other])
    assert actions == [
        ACTION,
        {"number": "2.1", "activity": "Close them.", "leaders": "QN", "timing": "June 2031"},
    ]
    assert findings == []


def test_tables__below_each_other_without_end_are_refused() -> None:
    orders = (TITLES, ("Leader", "#", "Timing", "Activity"))
    found = reading(book({"Plan": [line for at in range(1_000) for line in (orders[at % 2], ROW)]}))
    assert found.value is None
    assert "The sheet 'Plan' has more than 50 tables." in [each.message for each in found.diagnostics]


def test_titles__that_occur_twice_are_reported() -> None:
    actions, findings = read([(*TITLES, "Leader", "Budget", "Budget"), (*ROW, "QN", "4", "5")])
    assert actions[0]["leaders"] == "QM\n\nQN"
    assert [each.partition(": ")[2] for each in findings if "both" in each] == [
        "guessed: The columns 'Leader' and 'Leader' are both read as 'leaders'.",
        "guessed: The columns 'Budget' and 'Budget' are both read as 'extensions/other-columns/Budget'.",
    ]


def test_number__on_two_sheets_is_reported() -> None:
    other = ("1.1", "Visit some ports.", "QN", "May 2031")
    found = reading(book({"Plan": [["Operational Action Plan 2031: X"], [], TITLES, ROW], "Old": [TITLES, other]}))
    twice = [each for each in said(found) if "1.1" in each]
    assert twice == [
        "sheet 'Old', cell A2: not-understood: The number 1.1 is also that of an action above (sheet 'Plan', cell A4)."
    ]


def test_period__of_the_cover_is_enough() -> None:
    rows = [["Period", "2031-01-01 to 2031-12-31"], ["Operational Action Plan: X"], TITLES, ROW]
    found = reading(book({"Plan": rows}))
    assert str(found.require().period) == "2031-01-01 to 2031-12-31"
    assert not [each.message for each in found.diagnostics if "no period" in each.message]


def test_picture__on_a_sheet_is_reported() -> None:
    def edit(_made: Any, page: Any) -> None:
        page.insert_textbox("F2", "Only by QN.")

    _, findings = read([TITLES, ROW], edit)
    assert findings == [
        "sheet 'Plan': not-understood: Pictures, charts or text boxes on the sheet 'Plan' are not read."
    ]


def test_row__below_the_table_is_no_action() -> None:
    rows = [TITLES, ROW, [], ["Note 7: Only with consent."], ["Prepared by the driver."]]
    found = reading(book({"Plan": rows}))
    plan = found.require()
    assert [action.number for action in plan.actions] == ["1.1"]
    assert [(note.mark, str(note.text)) for note in plan.notes] == [
        ("7", "Only with consent.\n\nPrepared by the driver.")
    ]


def test_row__behind_an_empty_one_is_an_action_if_one_comes_below() -> None:
    actions, _ = read([TITLES, ROW, [], ["SG 2: To stop it"], ["2.1", *ROW[1:]]])
    assert [(action["number"], action.get("goal")) for action in actions] == [("1.1", None), ("2.1", "2")]


def test_column__with_the_title_of_our_own_and_other_words_is_data_of_an_extension() -> None:
    rows = [[*TITLES, "Notes", "Marking", "Ref."], [*ROW, "Ask QN.", "red", "see 2.1"]]
    (action,), findings = read(rows)
    assert action["extensions"] == {"other-columns": {"Notes": "Ask QN.", "Marking": "red", "Ref.": "see 2.1"}}
    assert len(findings) == 3


def test_file__without_a_table_of_a_plan_is_refused() -> None:
    found = reading(book({"Budget": [["Item", "Cost"], ["Clocks", 3]]}))
    assert found.value is None
    (finding,) = found.diagnostics
    assert finding.kind.name == "not-a-plan"


UNKNOWN = ("Budget (EUR)", "Priorität", "Ort", "Risiko", "Stand", "Kontakt")


def test_later_plan__in_german_with_six_unknown_columns_loses_nothing() -> None:
    found = reading(book(LATER))
    plan = found.require()
    assert SESSION.tree(plan) == {
        "empact": "plan/1",
        "id": "Q-2031",
        "title": "Operational Action Plan 2031: Uhren",
        "priority": {"name": "Uhren", "stated": "title"},
        "period": {"start": "2031-01-01", "end": "2031-12-31"},
        "marking": "LIMITE",
        "driver": "QM",
        "checkpoints": ["Juni"],
        "goals": [
            {"number": "1", "annex": "Die Wege der Uhren kennen."},
            {"number": "2", "annex": "Sie anhalten."},
        ],
        "actions": [
            {
                "number": "1.1",
                "goal": "1",
                "activity": "Ein Lagebild erstellen.",
                "leaders": "QM",
                "participants": "QN, QO",
                "description": "Monatlich.",
                "timing": "2031-06-30",
                "target": "Ein Bericht",
                "kpis": "Zahl der Berichte: 12",
                "extensions": {
                    "other-columns": {
                        "Budget (EUR)": 40000,
                        "Priorität": "hoch",
                        "Ort": "Hafen",
                        "Risiko": 3,
                        "Stand": "offen",
                        "Kontakt": "Büro 7",
                    }
                },
            },
            {
                "number": "2.1",
                "goal": "2",
                "activity": "Pakete prüfen.[^1]",
                "leaders": "QO",
                "participants": "QP, QQ, QZ",
                "timing": "Mai 2031",
                "target": "594",
                "results": {"Juni": "Begonnen."},
                "extensions": {"other-columns": {"Priorität": "mittel", "Risiko": 2, "Stand": "offen"}},
            },
        ],
        "notes": [{"mark": "1", "text": "Nur mit Zustimmung von QP."}],
    }
    reported = said(found)
    assert [finding for finding in reported if "is not in the layout" not in finding] == [
        "sheet 'Deckblatt', cell A5: not-understood: The row 'Bearbeitungsstand Entwurf' is not read.",
        "sheet 'Ziele', cell C1: not-understood: The column 'Quelle' is not read: 'SOCTA'.",
        "sheet 'KPI', cell D1: not-understood: The column 'Einheit' is not read: 'Berichte'.",
        "sheet 'Deckblatt', cell A2: guessed: The priority is 'Uhren', by the words of the title.",
    ]
    unknown = [finding.split("'")[3] for finding in reported if "is not in the layout" in finding]
    assert sorted(unknown) == sorted(UNKNOWN)


def test_indicator__of_an_unknown_action_is_reported() -> None:
    found = reading(book({"Plan": [TITLES, ROW], "KPIs": [["Action", "KPI"], ["9.9", "Visits"]]}))
    assert said(found) == ["sheet 'KPIs', cell B2: not-understood: The indicator 'Visits' of action '9.9' is not read."]


@pytest.mark.parametrize("in_part", [False, True])
def test_words__that_are_struck_through_are_read_and_reported(*, in_part: bool) -> None:
    def edit(made: Any, page: Any) -> None:
        struck = made.add_format({"font_strikeout": True})
        if in_part:
            page.write_rich_string("D2", "June ", struck, "May")
        else:
            page.write_string("D2", "June May", struck)

    (action,), findings = read([TITLES, ROW], edit)
    assert action["timing"] == "June May"
    assert findings == [
        "sheet 'Plan', cell D2: not-understood: Words of 'June May' are struck through; all words of the cell are read."
    ]

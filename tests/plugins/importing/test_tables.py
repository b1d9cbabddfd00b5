"""The table of a plan as people lay it out: which one it is, its titles, its rows, and cells over several of them."""

from __future__ import annotations

import pytest
from tests.support.word_tables import (
    TITLES,
    across,
    actions,
    cell,
    column,
    findings,
    joined,
    raw,
    reading,
    table,
    text,
    tree,
)

import empact

DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_table__is_found_by_its_titles_among_others() -> None:
    other = table(("Who", "Telephone", "Room", "Day"), ("QM", "12", "3", "May"))
    body = joined([other, table(TITLES, *actions("1.1", "1.2"))])
    assert column(body, "number") == ["1.1", "1.2"]
    assert str(raw(body).place("/actions/1/leaders")) == "plan.docx, table 2, row 3, column 3"


def test_titles__are_in_any_order_and_spelling() -> None:
    body = table(("TIMING:", "short\n\ndescription", "Leader(s)", "No."), ("May 2031", "In detail.", "QM", "1.1"))
    (action,) = tree(body)["actions"]
    assert action == {"number": "1.1", "description": "In detail.", "leaders": "QM", "timing": "May 2031"}


def test_title__with_a_slip_is_guessed() -> None:
    body = table(("#", "Activity", "Leader", "Timingg"), *actions("1.1"))
    assert column(body, "timing") == ["May 2031"]
    assert findings(body) == ["table 1, row 1, column 4: guessed: The column 'Timingg' is read as 'timing'."]


def test_titles__in_two_rows_are_read_from_above() -> None:
    over = '<w:gridSpan w:val="2"/>'
    body = table(
        [cell("#", DOWN), cell("Activity", DOWN), cell("Leader", DOWN), cell("Results", over)],
        [cell("", GOES_ON), cell("", GOES_ON), cell("", GOES_ON), cell("June"), cell("Dec")],
        ("1.1", "Do it.", "QM", "Done.", "Done again."),
        columns=5,
    )
    assert tree(body)["checkpoints"] == ["June", "Dec"]
    assert column(body, "results") == [{"June": "Done.", "Dec": "Done again."}]


def test_title__of_the_numbers_can_be_missing() -> None:
    body = table(
        ("", "Activity", "Leader", "Timing", "Target"),
        ("1.1", "Do.", "QM", "May 2031", "More."),
        ("1.2", "Do.", "QN", "May 2031", "Less."),
        columns=5,
    )
    assert column(body, "number") == ["1.1", "1.2"]


def test_title__that_no_layout_has_keeps_its_texts_in_an_extension() -> None:
    body = table((*TITLES, "Crime area"), ("1.1", "Do.", "QM", "May 2031", "Clocks"), columns=5)
    assert column(body, "extensions") == [{"other-columns": {"Crime area": "Clocks"}}]
    (finding,) = findings(body)
    assert finding == (
        "table 1, row 1, column 5: not-understood: The column 'Crime area' is not in the layout 'oap-2012'; its texts "
        "are data of the extension 'other-columns'."
    )


def test_goal__is_a_row_above_its_actions() -> None:
    body = table(
        TITLES, across("Strategic Goal 1: To know."), *actions("1.1"), across("SG 2 \u2013 To act."), *actions("2.1")
    )
    assert column(body, "goal") == ["1", "2"]
    assert tree(body)["goals"] == [{"number": "1", "annex": "To know."}, {"number": "2", "annex": "To act."}]


def test_goal__can_be_in_two_cells_of_its_row() -> None:
    body = table(TITLES, [cell("SG 1"), cell("To know.", '<w:gridSpan w:val="3"/>')], *actions("1.1"))
    assert column(body, "goal") == ["1"]
    assert tree(body)["goals"] == [{"number": "1", "annex": "To know."}]
    assert findings(body) == []


def test_goal__can_be_in_a_column() -> None:
    body = table(
        ("Goal", "#", "Activity", "Leader"),
        [cell("SG 1: To know.", DOWN), cell("1.1"), cell("Do."), cell("QM")],
        [cell("", GOES_ON), cell("1.2"), cell("Do."), cell("QN")],
    )
    assert column(body, "goal") == ["1", "1"]
    assert tree(body)["goals"] == [{"number": "1", "annex": "To know."}]
    assert findings(body) == []


def test_goal__can_be_above_a_table_of_its_own() -> None:
    level = '<w:outlineLvl w:val="0"/>'
    body = [
        *(text("Strategic Goal 1: To know."), table(TITLES, *actions("1.1"))),
        *(text("Strategic Goal 2: To act.", "", level), text("Soon."), table(TITLES, *actions("2.1"))),
        *(table(("SG 3: To stop.",), columns=1), text(""), table(TITLES, *actions("3.1"))),
    ]
    assert column("".join(body), "goal") == ["1", "2", "3"]
    assert [goal["annex"] for goal in tree("".join(body))["goals"]] == ["To know.", "To act.", "To stop."]


def test_row__over_all_columns_that_is_no_goal_is_reported() -> None:
    body = table(TITLES, across("See the annex."), *actions("1.1"))
    assert findings(body) == ["table 1, row 2, column 1: not-understood: The row 'See the annex.' is not read."]


def test_row__without_a_number_goes_on_with_the_action_above() -> None:
    body = table(TITLES, ("1.1", "Do it.", "QM", "May 2031"), ("", "Do more.", "", ""))
    assert column(body, "activity") == ["Do it.\n\nDo more."]
    assert findings(body) == [
        "table 1, row 3: guessed: The row 'Do more.' has no number; it is read as a part of action 1.1."
    ]


def test_cell__before_any_action_is_reported() -> None:
    body = table(TITLES, ("", "Do more.", "", ""), *actions("1.1"))
    assert findings(body) == ["table 1, row 2, column 2: not-understood: The cell 'Do more.' is not read."]


def test_cell__over_rows_of_several_actions_is_read_for_each() -> None:
    body = table(
        TITLES,
        [cell("1.1"), cell("Do."), cell("QM", DOWN), cell("May 2031")],
        [cell("1.2"), cell("Do."), cell("", GOES_ON), cell("June 2031")],
        [cell("1.3"), cell("Do."), cell("QN"), cell("July 2031")],
    )
    assert column(body, "leaders") == ["QM", "QM", "QN"]
    assert findings(body) == [
        "table 1, row 2, column 3: guessed: The cell 'QM' goes over several rows; it is read for action 1.2 too."
    ]


def test_cell__over_several_columns_is_read_as_the_first() -> None:
    body = table(TITLES, [cell("1.1"), cell("Do it soon.", '<w:gridSpan w:val="3"/>')])
    assert tree(body)["actions"] == [{"number": "1.1", "activity": "Do it soon."}]
    assert findings(body) == [
        "table 1, row 2, column 2: guessed: The cell 'Do it soon.' goes over several columns; it is read as 'Activity'."
    ]


def test_cells__into_which_one_was_split_are_one() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    body = table(
        [cell("#"), cell("Activity", wide), cell("Leader"), cell("Timing")],
        [cell("1.1"), cell("Do."), cell("Undo."), cell("QM"), cell("May 2031")],
        columns=5,
    )
    assert tree(body)["actions"] == [
        {"number": "1.1", "activity": "Do.\n\nUndo.", "leaders": "QM", "timing": "May 2031"}
    ]


def test_table__without_titles_goes_on_with_the_one_before() -> None:
    body = joined([table(TITLES, *actions("1.1")), table(("", "Do more.", "", ""), *actions("1.2"))])
    assert column(body, "activity") == ["Do 1.1.\n\nDo more.", "Do 1.2."]
    assert findings(body)[0] == "table 2: guessed: Table 2 has no titles; it goes on with the one before."


def test_table__behind_other_words_is_another_one() -> None:
    body = table(TITLES, *actions("1.1")) + text("Telephone numbers") + table(("a", "b", "c", "d"))
    assert column(body, "number") == ["1.1"]
    assert "table 2: not-understood: The table 'a b c d' is not read." in findings(body)


def test_titles__that_are_repeated_are_no_action() -> None:
    body = table(TITLES, *actions("1.1"), TITLES, *actions("1.2"))
    assert column(body, "number") == ["1.1", "1.2"]
    assert findings(body) == []


@pytest.mark.parametrize(
    ("written", "number"),
    [("1.1", "1.1"), ("1.1.", "1.1"), ("Action 1.1", "1.1"), ("OA 1.1", "1.1"), ("2.1a", "2.1a"), ("3", "3")],
)
def test_number__is_read_in_any_usual_form(written: str, number: str) -> None:
    body = table(TITLES, (written, "Do.", "QM", "May 2031"))
    assert column(body, "number") == [number]
    assert findings(body) == []


def test_number__of_another_form_is_guessed() -> None:
    body = table(TITLES, ("New: 1/2", "Do.", "QM", "May 2031"))
    assert column(body, "number") == ["New-1-2"]
    assert findings(body) == [
        "table 1, row 2, column 1: not-understood: The words 'New: 1/2' are read as the number of an action: 'New-1-2'."
    ]


def test_number__of_one_word_with_a_digit_is_guessed() -> None:
    (finding,) = findings(table(TITLES, ("2-1", "Do.", "QM", "May 2031")))
    assert finding == "table 1, row 2, column 1: guessed: The words '2-1' are read as the number of an action: '2-1'."


def test_row__whose_only_words_are_no_number_is_no_action() -> None:
    body = table(TITLES, *actions("1.1"), ("Total 8 actions", "", "", ""))
    assert column(body, "number") == ["1.1"]
    assert findings(body) == ["table 1, row 3, column 1: not-understood: The row 'Total 8 actions' is not read."]
    hints = [each.hint for each in reading(body).diagnostics if "Total" in each.message]
    assert hints == ["If it introduces a goal, add how it begins to 'goals.rows' of a layout."]


def test_goal__begins_with_the_word_goal() -> None:
    body = table(TITLES, ("Goal 2: Stop it", "", "", ""), *actions("2.1"))
    assert column(body, "goal") == ["2"]
    assert [goal["annex"] for goal in tree(body)["goals"]] == ["Stop it"]


def test_titles__with_slips_count_beside_two_that_are_known() -> None:
    body = table(("Nr.", "Actvity", "Leader", "When"), *actions("1.1"))
    assert column(body, "activity") == ["Do 1.1."]
    assert "The column 'Actvity' is read as 'activity'." in " ".join(findings(body))


def test_title__that_is_another_word_is_no_slip() -> None:
    body = table((*TITLES, "Reader"), ("1.1", "Do.", "QM", "May 2031", "Clocks"), columns=5)
    assert column(body, "extensions") == [{"other-columns": {"Reader": "Clocks"}}]


def test_target__is_apart_from_its_indicators() -> None:
    body = table(
        ("#", "Activity", "Leader", "Target"),
        ("1.1", "Do.", "QM", "To know more.\n\nKPI: Number of reports"),
        ("1.2", "Do.", "QM", "To know more. KPI 1: Number of reports"),
        ("1.3", "Do.", "QM", "To know more."),
        ("1.4", "Do.", "QM", "KPIs: Number of reports"),
    )
    assert [(action.get("target"), action.get("kpis")) for action in tree(body)["actions"]] == [
        ("To know more.", "KPI: Number of reports"),
        ("To know more.", "KPI 1: Number of reports"),
        ("To know more.", None),
        (None, "KPIs: Number of reports"),
    ]


def test_links__of_two_columns_are_one_text() -> None:
    body = table(
        ("#", "Activity", "I/D SG", "I/D OA"),
        ("1.1", "Do.", "SG 1", "2.1"),
        ("1.2", "Do.", "", "2.1"),
        ("1.3", "Do.", "SG 1", ""),
        ("1.4", "Do.", "", ""),
    )
    assert column(body, "links") == ["SG 1; 2.1", "; 2.1", "SG 1", None]


def test_table__in_a_cell_is_read_row_by_row() -> None:
    inner = table(("KPI", "Number of clocks"), columns=2)
    body = table(
        ("#", "Activity", "Leader", "Target"), [cell("1.1"), cell("Do."), cell("QM"), f"<w:tc>{inner}<w:p/></w:tc>"]
    )
    assert column(body, "kpis") == ["KPI: Number of clocks"]
    assert findings(body) == [
        "table 1, row 2, column 4: guessed: The table in the cell is read row by row: 'KPI: Number of clocks'."
    ]


def test_document__without_a_plan_says_what_was_looked_for() -> None:
    columns = (
        "the columns of the layout 'oap-2012': the number of the action and at least two more, such as '#', "
        "'activity', 'leader'. The widest one, table 1, begins with 'a, b, c, d'."
    )
    assert findings(text("Dear colleagues,")) == [f"not-a-plan: The document has no table with {columns}"]
    assert findings(table(("a", "b", "c", "d"))) == [f"not-a-plan: No table of the document has {columns}"]


def test_finding__of_a_rule_points_at_the_cell() -> None:
    plan = reading(table(TITLES, ("1.1", "Do.", "Nobody", "May 2031")), id="X-2031").require()
    (finding,) = empact.validate(plan, select=["unknown-party"])
    assert str(finding.place) == "<stream>, table 1, row 2, column 3"


def test_guesses__are_no_problems_of_which_too_many_stop_the_reading() -> None:
    rows = [cells for number in range(1, 1200) for cells in (("", "And more.", "", ""), *actions(f"1.{number}"))]
    read = reading(table(TITLES, *actions("1.0"), *rows))
    assert len(read.require().actions) == 1200
    assert "What else is of this kind in the file is not listed." in [each.message for each in read.diagnostics]

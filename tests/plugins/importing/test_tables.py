"""The table of a plan as people lay it out: which one it is, its titles, its rows, and cells over several of them."""

from __future__ import annotations

import pytest
from tests.support.council_word.markup import cell as cell_markup
from tests.support.council_word.markup import paragraph, run
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


def test_columns__of_one_meaning_are_reported() -> None:
    body = table((*TITLES, "Leader"), ("1.1", "Do.", "QM", "May 2031", "QN"), columns=5)
    assert column(body, "leaders") == ["QM\n\nQN"]
    assert findings(body) == [
        "table 1, row 1, column 5: guessed: The columns 'Leader' and 'Leader' are both read as 'leaders'."
    ]


def test_columns__whose_unknown_titles_differ_by_a_slash_are_reported() -> None:
    body = table((*TITLES, "A/B", "A B"), ("1.1", "Do.", "QM", "May 2031", "x", "y"), columns=6)
    assert column(body, "extensions") == [{"other-columns": {"A B": "x\n\ny"}}]
    (finding,) = findings(body)[1:]
    assert finding == (
        "table 1, row 1, column 6: guessed: The columns 'A/B' and 'A B' are both read as "
        "'extensions/other-columns/A B'."
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


@pytest.mark.parametrize(
    ("words", "goal", "message"),
    [
        ("SG 1 and SG 2", "1", "not-understood: The words 'SG 1 and SG 2' are read as goal 1 alone."),
        ("SG 1, SG 2", "1", "not-understood: The words 'SG 1, SG 2' are read as goal 1 alone."),
        ("SG 1 \u2013 SG 2", "1", "not-understood: The words 'SG 1 \u2013 SG 2' are read as goal 1 alone."),
        ("SG 1/2", "1", "not-understood: The words 'SG 1/2' are read as goal 1 alone."),
        ("SG 1234 x", "SG-1234-x", "guessed: The words 'SG 1234 x' are read as the number of a goal: 'SG-1234-x'."),
        ("1 and 2", "1-and-2", "guessed: The words '1 and 2' are read as the number of a goal: '1-and-2'."),
    ],
)
def test_goal__with_more_than_its_words_in_its_column_is_reported(words: str, goal: str, message: str) -> None:
    body = table(
        ("Goal", "#", "Activity", "Leader"),
        [cell(words, DOWN), cell("1.1"), cell("Do."), cell("QM")],
        [cell("", GOES_ON), cell("1.2"), cell("Do."), cell("QN")],
    )
    assert column(body, "goal") == [goal, goal]
    assert tree(body)["goals"] == [{"number": goal}]
    assert findings(body) == [f"table 1, row 2, column 1: {message}"]


@pytest.mark.parametrize(
    ("words", "goal"),
    [
        ("1", {"number": "1"}),
        ("SG 1", {"number": "1"}),
        ("SG 1 To know", {"number": "1", "annex": "To know"}),
        ("SG 1\n\nto know", {"number": "1", "annex": "to know"}),
        ("SG 1 - to know", {"number": "1", "annex": "to know"}),
    ],
)
def test_goal__in_its_column_is_read_in_any_usual_form(words: str, goal: dict[str, str]) -> None:
    body = table(("Goal", "#", "Activity", "Leader"), (words, "1.1", "Do.", "QM"))
    assert tree(body)["goals"] == [goal]
    assert findings(body) == []


def test_goal__above_actions_has_no_other_goal_as_its_words() -> None:
    body = table(TITLES, across("SG 1 and SG 2"), *actions("1.1"))
    assert tree(body)["goals"] == [{"number": "1"}]
    assert findings(body) == [
        "table 1, row 2, column 1: not-understood: The words 'SG 1 and SG 2' are read as goal 1 alone."
    ]


def test_goal__with_other_words_further_down_is_reported() -> None:
    body = table(TITLES, across("SG 1: To know."), *actions("1.1"), across("SG 1: To act."), *actions("1.2"))
    assert tree(body)["goals"] == [{"number": "1", "annex": "To know."}]
    assert findings(body) == ["table 1, row 4, column 1: not-understood: Goal 1 is also 'To act.', which is not read."]


def test_goal__in_a_row_that_goes_on_is_reported() -> None:
    body = table(("Goal", "#", "Activity", "Leader"), ("SG 1", "1.1", "Do.", "QM"), ("SG 2", "", "More.", ""))
    assert column(body, "goal") == ["1"]
    assert findings(body)[1:] == [
        "table 1, row 3, column 1: not-understood: The second goal 'SG 2' of the action is not read."
    ]


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


def test_table__with_other_columns_than_the_first_is_a_guess() -> None:
    legend = table(("No.", "Activity", "Leader"), ("1", "What is done", "Who leads"), columns=3)
    body = joined([table(TITLES, *actions("1.1")), table(TITLES, *actions("1.2")), legend])
    assert column(body, "number") == ["1.1", "1.2", "1"]
    assert findings(body) == [
        "table 3: guessed: Table 3 has other columns than the first one; its rows are read as actions too."
    ]


def test_table__whose_titles_are_beside_its_columns_is_no_plan() -> None:
    skipped = '<w:tr><w:trPr><w:gridBefore w:val="4"/></w:trPr>'
    titles, _, rest = table(TITLES, *actions("1.1"), columns=8).partition("</w:tr>")
    body = titles.replace("<w:tr>", skipped) + "</w:tr>" + rest
    assert reading(body).value is None
    assert findings(body)[-1] == (
        "not-a-plan: The document has a table with the titles of a plan, but no actions below them."
    )


def test_titles__that_are_repeated_are_no_action() -> None:
    body = table(TITLES, *actions("1.1"), TITLES, *actions("1.2"))
    assert column(body, "number") == ["1.1", "1.2"]
    assert findings(body) == []


def test_titles__in_two_rows_of_which_one_is_repeated_hide_no_action() -> None:
    over = '<w:gridSpan w:val="2"/>'
    first = [cell("#", DOWN), cell("Activity", DOWN), cell("Leader", DOWN), cell("Results", over)]
    alone = [cell("#"), cell("Activity"), cell("Leader"), cell("Results", over)]
    second = [cell("", GOES_ON), cell("", GOES_ON), cell("", GOES_ON), cell("June"), cell("Dec")]
    rows = [(number, "Do it.", "QM", "Done.", "Done again.") for number in ("1.1", "1.2", "1.3")]
    body = table(first, second, rows[0], alone, rows[1], first, second, rows[2], columns=5)
    assert column(body, "number") == ["1.1", "1.2", "1.3"]
    assert findings(body) == []


@pytest.mark.parametrize(
    ("written", "number"),
    [("1.1", "1.1"), ("1.1.", "1.1"), ("Action 1.1", "1.1"), ("OA 1.1", "1.1"), ("2.1a", "2.1a"), ("3", "3")],
)
def test_number__is_read_in_any_usual_form(written: str, number: str) -> None:
    body = table(TITLES, (written, "Do.", "QM", "May 2031"))
    assert column(body, "number") == [number]
    assert findings(body) == []


@pytest.mark.parametrize("written", ["NEW 2.3", "Deleted 2.3"])
def test_number__behind_a_word_that_no_layout_has_is_guessed(written: str) -> None:
    body = table(TITLES, (written, "Do.", "QM", "May 2031"))
    assert column(body, "number") == ["2.3"]
    assert findings(body) == [
        f"table 1, row 2, column 1: guessed: The words '{written}' are read as the number of an action: '2.3'."
    ]


def test_sources__of_numbers_and_marks_are_the_words_that_say_them() -> None:
    level = '<w:outlineLvl w:val="0"/>'
    body = "".join(
        (
            *(text("1. The strategic goals", "", level), text("Goal 1: To know."), text("Soon."), text("Goal 2:")),
            *(text("2. Notes", "", level), text("Note 7: Mind it.")),
            table(
                (*TITLES, "Results June", "Results December"), ("OA 1.1", "Do.", "QM", "May", "One.", "Two."), columns=6
            ),
        )
    )
    sources = {pointer: [said for _, said in texts] for pointer, texts in raw(body).sources.items()}
    assert sources["/goals/0/number"] == sources["/goals/0/body"] == ["Goal 1: To know.", "Soon."]
    assert sources["/goals/1/number"] == ["Goal 2:"]
    assert sources["/checkpoints"] == ["Results June", "Results December"]
    assert sources["/actions/0/number"] == ["OA 1.1"]
    assert sources["/notes/0/mark"] == ["Note 7: Mind it."]
    assert raw(body).place("/goals/1/number") == raw(body).place("/goals/1")


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
        "'activity', 'leader'."
    )
    beginning = " The widest one, table 1, begins with 'a, b, c, d'."
    assert findings(text("Dear colleagues,")) == [f"not-a-plan: The document has no table with {columns}"]
    assert findings(table(("a", "b", "c", "d"))) == [f"not-a-plan: No table of the document has {columns}{beginning}"]


def test_finding__of_a_rule_points_at_the_cell() -> None:
    plan = reading(table(TITLES, ("1.1", "Do.", "Nobody", "May 2031")), id="X-2031").require()
    (finding,) = empact.validate(plan, select=["unknown-party"])
    assert str(finding.place) == "<stream>, table 1, row 2, column 3"


def test_guesses__are_no_problems_of_which_too_many_stop_the_reading() -> None:
    rows = [cells for number in range(1, 1200) for cells in (("", "And more.", "", ""), *actions(f"1.{number}"))]
    read = reading(table(TITLES, *actions("1.0"), *rows))
    assert len(read.require().actions) == 1200
    (rest,) = [each.message for each in read.diagnostics if "not listed" in each.message]
    assert rest == "Findings of the file that only inform and are not listed: 201."
    guessed = {f"/actions/{index}/activity" for index in range(1199)}
    assert guessed | {"/id"} == read.guessed


def test_cell__with_what_is_not_read_is_reported() -> None:
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    half = f'<m:oMath xmlns:m="{math}"><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num></m:f></m:oMath>'
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    timing = paragraph(run("June") + '<w:r><w:br w:type="page"/></w:r>' + run("May") + half + begin)
    body = table(TITLES, [cell("1.1"), cell("Do."), cell("QM"), f"<w:tc>{timing}</w:tc>"], *actions("1.2"))
    assert column(body, "timing") == ["June\nMay", "May 2031"]
    assert findings(body) == [
        f"table 1, row 2, column 4: not-understood: The {what} is not read."
        for what in ("formula", "field without an end")
    ]


def test_cell__over_many_rows_has_a_limit_for_all_of_them() -> None:
    def body(characters: int) -> str:
        first = cell("w" * characters, '<w:vMerge w:val="restart"/>')
        below = [(f"1.{number}", cell("", "<w:vMerge/>"), "QM", "May 2031") for number in range(2, 112)]
        return table(TITLES, ("1.1", first, "QM", "May 2031"), *below)

    assert len(reading(body(9000)).require().actions) == 111
    assert findings(body(9200))[-1] == (
        "table 1, row 2, column 2: over-limit: The cells over several rows have more than 1,000,000 characters, "
        "counted for each row."
    )


def test_emphasis__that_is_not_kept_is_one_finding_of_a_cell_over_several_rows() -> None:
    bold = "".join(run(f"{word} ", "<w:b/>" if at % 2 else "") for at, word in enumerate(["na"] * 400))
    over = cell_markup(paragraph(bold), 1000, '<w:vMerge w:val="restart"/>')
    said = findings(table(TITLES, ("1.1", over, "QM", ""), ("1.2", cell("", "<w:vMerge/>"), "QM", "")))
    lost = [each for each in said if "emphasis" in each]
    words = "'na', 'na', 'na', 'na', 'na' and 195 more"
    assert lost == [f"table 1, row 2, column 2: not-understood: The emphasis of {words} is not kept."]


def test_guesses__are_marked_on_what_they_are_about_and_on_nothing_else() -> None:
    down, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        ("#", "Activitty", "Leader", "Timing"),
        ("1.1", "Do.", cell("QM", down), "May 2031"),
        ("1.2", "Do.", cell("", goes_on), cell("June 2031")),
        ("", "", "", "and May 2031"),
        ("A1", cell("Over two.", '<w:gridSpan w:val="2"/>'), "May 2031"),
    )
    made = raw(body, id="X-2031")
    assert made.guessed == {
        *(f"/actions/{index}/activity" for index in range(3)),  # the title has a slip
        "/actions/1/leaders",
        "/actions/1/timing",
        "/actions/2/number",
    }


def test_guesses__are_marked_on_joined_columns_goals_numbers_and_other_tables() -> None:
    titles = ("Goal", "#", "Activity", "Leader", "Lead")
    body = joined(
        [
            table(titles, ("SG 1 and SG 2", "NEW 1.1", "Do.", "QM", "QN"), ("SG 3", "1.2", "Do.", "QM", ""), columns=5),
            table(("No.", "Activity", "Timing"), ("1", "What is done", ""), columns=3),
        ]
    )
    assert raw(body, id="X-2031").guessed == {
        *("/goals/0/number", "/actions/0/goal", "/actions/0/number", "/actions/0/leaders", "/actions/1/leaders"),
        *("/actions/2/number", "/actions/2/activity"),
    }

"""What nobody may read: it is withheld in the plan, and its words are nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.council_word.markup import paragraph, run
from tests.support.word_tables import TITLES, actions, cell, findings, reading, table, text, tree

BLACK = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
SECRET = "SECRET WORDS"
HIDDEN = "<w:vanish/>"


def activity(cell_markup: str) -> Any:
    body = table(TITLES, [cell("1.1"), cell_markup, cell("QM"), cell("May 2031")])
    assert SECRET not in repr(tree(body)) + repr(findings(body))
    return tree(body)["actions"][0].get("activity")


@pytest.mark.parametrize(
    "markup",
    [
        cell("", BLACK),
        cell(SECRET, BLACK, '<w:color w:val="000000"/>'),
        cell(SECRET, "", HIDDEN),
        cell(SECRET, "", '<w:color w:val="FFFFFF"/>'),
        cell(SECRET, "", '<w:color w:val="auto" w:themeColor="background1"/>'),
        cell(SECRET, "", '<w:color w:val="000000" w:themeColor="light1"/>'),
        cell(SECRET, "", '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="auto" w:themeFill="text1"/>'),
        cell("", '<w:shd w:val="solid" w:color="auto" w:themeColor="dark1"/>'),
        cell(SECRET, "", '<w:highlight w:val="black"/>'),
        cell("\u2588\u2588\u2588\u2588 \u2588\u2588"),
        cell("NOT DECLASSIFIED"),
        cell("[DELETED]"),
        cell("DELETED"),
        cell("(DELETED)"),
        cell("DELETED\n\nNOT DECLASSIFIED"),
    ],
)
def test_cell__that_nobody_may_read_is_withheld(markup: str) -> None:
    assert activity(markup) == {"withheld": True}


def test_words__that_nobody_can_see_are_reported() -> None:
    body = table(TITLES, [cell("1.1"), cell(SECRET, "", HIDDEN), cell("QM"), cell("May 2031")])
    assert findings(body) == ["table 1, row 2, column 2: not-understood: Withheld words are not read."]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (paragraph(run("Do it ") + run(SECRET, HIDDEN) + run(" soon.")), "Do it  soon."),
        (text("Do it.") + text(SECRET, HIDDEN), "Do it."),
        (text("Do it with NOT DECLASSIFIED."), "Do it with NOT DECLASSIFIED."),
        (text("Do it with [DELETED] soon."), "Do it with [DELETED] soon."),
        (text("Do it.") + text("DELETED"), "Do it.\n\nDELETED"),
    ],
)
def test_words__that_nobody_may_read_are_withheld_and_the_rest_is_read(words: str, kept: str) -> None:
    assert activity(f"<w:tc>{words}</w:tc>") == {"text": kept, "withheld": True}


@pytest.mark.parametrize(
    "look",
    [
        '<w:color w:val="000000" w:themeColor="text1"/>',
        '<w:color w:val="BFBFBF" w:themeColor="background1" w:themeShade="BF"/>',
        '<w:color w:val="7F7F7F" w:themeColor="text1" w:themeTint="80"/>',
        '<w:color w:val="FFFFFF" w:themeColor="background1"/><w:shd w:val="clear" w:fill="4472C4"/>',
        '<w:shd w:val="clear" w:fill="BFBFBF" w:themeFill="text1" w:themeFillTint="40"/>',
    ],
)
def test_words__in_a_colour_of_the_theme_that_is_seen_are_read(look: str) -> None:
    assert activity(cell("Do it.", "", look)) == "Do it."


@pytest.mark.parametrize("words", ["It must be DELETED after use.", "Deleted"])
def test_word__that_also_says_what_to_do_is_read(words: str) -> None:
    assert activity(cell(words)) == words


def test_target__that_is_withheld_leaves_its_indicators() -> None:
    body = table(
        ("#", "Activity", "Leader", "Target"),
        [cell("1.1"), cell("Do."), cell("QM"), f"<w:tc>{text(SECRET, HIDDEN)}{text('KPI: Number of clocks')}</w:tc>"],
    )
    (action,) = tree(body)["actions"]
    assert (action["target"], action["kpis"]) == ({"withheld": True}, "KPI: Number of clocks")


def test_row__that_is_black_is_no_action() -> None:
    body = table(TITLES, *actions("1.1"), [cell("", BLACK)] * 4, *actions("1.2"))
    assert [action["number"] for action in tree(body)["actions"]] == ["1.1", "1.2"]
    assert findings(body) == ["table 1, row 3, column 1: not-understood: The blacked-out row is withheld."]


def test_row__over_all_columns_that_is_withheld_is_reported() -> None:
    body = table(TITLES, *actions("1.1"), [cell("NOT DECLASSIFIED", '<w:gridSpan w:val="4"/>')])
    assert findings(body) == ["table 1, row 3, column 1: not-understood: The row 'NOT DECLASSIFIED' is withheld."]


def test_number__that_is_black_is_guessed() -> None:
    body = table(TITLES, [cell("", BLACK), cell("Do."), cell("QM"), cell("May 2031")])
    assert tree(body)["actions"][0]["number"] == "withheld-1"
    assert len(findings(body)) == 1


def test_section__with_hidden_words_is_withheld_in_part() -> None:
    body = text("Operational Action Plan 2031") + text("1. Aim", "<w:b/>") + text("One.") + text(SECRET, HIDDEN)
    plan = tree(body + table(TITLES, *actions("1.1")))
    assert plan["sections"][0]["text"] == {"text": "One.", "withheld": True}


def test_plan__with_withheld_cells_can_be_read() -> None:
    rows = [[cell("1.1"), *[cell("", BLACK)] * 3]]
    (action,) = reading(table(TITLES, *rows)).require().actions
    assert (action.activity.withheld, action.leaders.withheld, action.timing.withheld) == (True, True, True)


SHAPE = (
    '<w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wp:anchor><wp:wrapNone/><wps:wsp>'
    "<wps:spPr><a:solidFill/></wps:spPr><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp>"
    "</wp:anchor></w:drawing></w:r>"
)
COMMENT = '<w:r><w:commentReference w:id="1"/></w:r>'


def test_cell__below_a_shape_is_withheld_and_none_of_its_words_is_shown() -> None:
    lowered = run(SECRET, '<w:vertAlign w:val="subscript"/>') + COMMENT
    inner = table((SECRET, SECRET), columns=2)
    shape = SHAPE.format(inside=text("LIMITE") + text(SECRET))
    hidden = f"<w:tc>{paragraph(lowered)}{inner}{paragraph(run(SECRET) + shape)}</w:tc>"
    body = table(TITLES, [cell("1.1"), hidden, cell("QM"), cell("May")])
    assert SECRET not in repr(tree(body)) + repr(findings(body))
    assert tree(body)["actions"][0]["activity"] == {"withheld": True}
    assert tree(body)["marking"] == "LIMITE"
    (finding,) = findings(body)
    said = "A shape lies in front of the text; what it hides, and what it says, is not read."
    assert finding == f"table 1, row 2, column 2: not-understood: {said}"


def test_changes__below_a_shape_are_listed_without_their_words() -> None:
    struck = paragraph(run(SECRET, "<w:strike/>") + SHAPE.format(inside=text("")))
    body = table(TITLES, [cell("1.1"), f"<w:tc>{struck}</w:tc>", cell("QM"), cell("May")])
    (finding,) = findings(body)
    assert finding.startswith("table 1, row 2, column 2: unsettled-change: A text that is not shown is struck through")


def test_columns__that_are_one_text_are_withheld_if_one_of_them_is() -> None:
    body = table(
        ("#", "I/D SG", "I/D OA", "Leader", "Co-leader"),
        [cell("1.1"), cell("SG 1"), cell("", BLACK), cell("QM"), cell("", BLACK)],
        [cell("1.2"), cell("", BLACK), cell("1.1"), cell("", BLACK), cell("QN")],
        columns=5,
    )
    assert [(action["links"], action["leaders"]) for action in tree(body)["actions"]] == [
        ({"text": "SG 1", "withheld": True}, {"text": "QM", "withheld": True}),
        ({"text": "; 1.1", "withheld": True}, {"text": "Co-leaders: QN", "withheld": True}),
    ]

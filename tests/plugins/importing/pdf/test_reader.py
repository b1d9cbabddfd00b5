"""What a person sees on the pages of a PDF file is read: rows over pages, notes, emphasis, changes and gaps."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from tests.support import pdf_pages
from tests.support.pdf_pages import TITLES, XS, area, lines, on_each, pdf, plan, rule, table, text

from empact.hooks import ReadContext, Unreadable
from empact.plugins.importing.pdf import reader
from empact.plugins.importing.pdf.pages import PdfError, PdfFile, file_of
from empact.plugins.importing.pdf.walk import WalkError, walked

TITLE = text(50, 100, "Operational Action Plan 2031: Priority X", 16, "F2")


@pytest.fixture(autouse=True)
def _one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Walk in the process of the tests; ``test_process.py`` is about the other one."""
    monkeypatch.setattr(reader, "read_pdf", read_here)


def read_here(data: bytes) -> PdfFile:
    try:
        return file_of(walked(data))
    except WalkError as problem:
        raise PdfError(str(problem)) from None


def raw(*pages: str, **options: Any) -> tuple[Any, list[str]]:
    """Return the tree of a plan, and what was found while it was read, each with its place."""
    return read(pdf(*pages), **options)


def read(data: bytes, **options: Any) -> tuple[Any, list[str]]:
    ctx = ReadContext(file="plan.pdf", options=options)
    tree = None
    with contextlib.suppress(Unreadable):
        tree = reader.read(data, ctx).tree
    said = [f"{finding.place}: {finding.kind.name}: {finding.message}" for finding in ctx.diagnostics]
    return tree, [each for each in said if " id of the plan" not in each and " by the " not in each]


def guessed(*pages: str) -> set[str]:
    """Return the pointers of what is guessed of the actions of a plan."""
    made = reader.read(pdf(*pages), ReadContext(file="plan.pdf"))
    return {pointer for pointer in made.guessed if pointer.startswith("/actions")}


def test_plan__is_read_from_its_table() -> None:
    tree, findings = raw(plan(("1.1", "Do one thing\nand another.", "QM", "May 2031"), ("1.2", "Rest.", "QN", "")))
    assert tree["title"] == "Operational Action Plan 2031: Priority X"
    assert tree["actions"] == [
        {"number": "1.1", "activity": "Do one thing\n\nand another.", "leaders": "QM", "timing": "May 2031"},
        {"number": "1.2", "activity": "Rest.", "leaders": "QN"},
    ]
    assert findings == []


def test_lines__go_on_where_the_next_word_has_no_room() -> None:
    words = "A full line of the activities, which has 250 points, a\nword and goes on.\nA paragraph."
    tree, _ = raw(plan(("1.1", words, "QM", "")))
    assert tree["actions"][0]["activity"] == (
        "A full line of the activities, which has 250 points, a word and goes on.\n\nA paragraph."
    )


def test_row__that_a_page_breaks_is_one() -> None:
    first = TITLE + table(
        500, TITLES, ("1.1", "A full line of the activities, which has 250 points, a", "QM,", ""), goes_on=True
    )
    second = table(50, TITLES, ("", "word and goes on.", "QN", "May"), ("1.2", "Other.", "QO", "June"))
    tree, findings = raw(first, second)
    assert tree["actions"] == [
        {
            "number": "1.1",
            "activity": "A full line of the activities, which has 250 points, a word and goes on.",
            "leaders": "QM,\n\nQN",
            "timing": "May",
        },
        {"number": "1.2", "activity": "Other.", "leaders": "QO", "timing": "June"},
    ]
    assert guessed(first, second) == {f"/actions/0/{key}" for key in ("activity", "leaders", "timing")}
    (finding,) = findings
    assert finding == (
        "plan.pdf, page 2, table 1, row 2: guessed: "
        "The row 'word and goes on. QN May' at the top of page 2 goes on with the one before."
    )


def test_row__at_the_top_of_a_page_with_a_number_is_its_own() -> None:
    first = TITLE + table(500, TITLES, ("1.1", "One.", "QM", ""))
    tree, findings = raw(first, table(50, ("1.2", "Two.", "QN", "")))
    assert [action["number"] for action in tree["actions"]] == ["1.1", "1.2"]
    assert findings == []


def test_columns__on_a_second_page_are_reported_by_their_numbers() -> None:
    first = TITLE + table(150, TITLES, ("1.1", "One.", "QM", "May"), ("1.2", "Two.", "QN", "June"))
    second = table(150, ("#", "Activity", "Target", "KPI"), ("1.1", "One.", "A", "B"), ("1.2", "Two.", "C", "D"))
    _, findings = raw(first, second)
    assert [each.partition("understood: ")[2] for each in findings if "The number" in each] == [
        "The number 1.1 is also that of an action above (page 1, row 2).",
        "The number 1.2 is also that of an action above (page 1, row 3).",
    ]


def test_goal__over_two_pages_is_one() -> None:
    first = TITLE + table(480, TITLES, ("Strategic Goal 1: To keep the clocks of all parties at the",), goes_on=True)
    tree, _ = raw(first, table(50, TITLES, ("same time.",), ("1.1", "One.", "QM", "")))
    assert [(goal["number"], goal["annex"]) for goal in tree["goals"]] == [
        ("1", "To keep the clocks of all parties at the\n\nsame time.")
    ]
    assert tree["actions"][0]["goal"] == "1"


def test_table__on_the_next_page_after_a_text_is_another_one() -> None:
    first = TITLE + table(300, TITLES, ("1.1", "One.", "QM", ""))
    second = text(50, 60, "1. Aim", font="F2") + table(100, TITLES, ("", "Two.", "QN", ""))
    tree, findings = raw(first, second)
    assert [action["number"] for action in tree["actions"]] == ["1.1"]
    (finding,) = findings
    assert finding == (
        "plan.pdf, page 2, table 2, row 2: guessed: "
        "The row 'Two. QN' has no number; it is read as a part of action 1.1."
    )


def test_raised_digits__are_the_mark_of_the_note_at_the_foot() -> None:
    row = table(150, TITLES, ("1.1", "The 1", "IT", ""))
    raised = text(XS[2] + 4 + 8.9, 168 + 11 - 3.5, "7", 5) + text(XS[1] + 4 + 25.6, 168 + 11 - 3.5, "st", 5)
    foot = (
        rule(50, 500, 200, 500)
        + text(50, 508, "7", 5)
        + text(54, 512, "Only at the border,", 8)
        + text(50, 522, "and by day.", 8)
    )
    tree, findings = raw(TITLE + row + raised + foot)
    action = tree["actions"][0]
    assert action["leaders"] == "IT[^7]"
    assert action["activity"] == {
        "text": "The 1st",
        "emphasis": [{"words": "st", "within": "1st", "style": "superscript"}],
    }
    assert tree["notes"] == [{"mark": "7", "text": "Only at the border, and by day."}]
    assert findings == []


def test_raised_digits__without_a_note_are_raised() -> None:
    row = table(150, TITLES, ("1.1", "40 m", "QM", ""))
    tree, _ = raw(TITLE + row + text(XS[1] + 4 + 22.3, 168 + 11 - 3.5, "2", 5))
    assert tree["actions"][0]["activity"] == {
        "text": "40 m2",
        "emphasis": [{"words": "2", "within": "m2", "style": "superscript"}],
    }


def test_notes__with_the_same_mark_on_two_pages_are_two() -> None:
    def page(number: str, note: str) -> str:
        raised = text(XS[2] + 4 + 15, 168 + 11 - 3.5, "1", 5)
        foot = rule(50, 500, 200, 500) + text(50, 508, "1", 5) + text(54, 512, note, 8)
        return table(150, TITLES, (number, "Do.", "QM", "")) + raised + foot

    tree, _ = raw(TITLE + page("1.1", "By day."), page("1.2", "By night."))
    assert [action["leaders"] for action in tree["actions"]] == ["QM[^1]", "QM[^1-2]"]
    assert [(note["mark"], note["text"]) for note in tree["notes"]] == [("1", "By day."), ("1-2", "By night.")]


def test_margins__are_not_text_and_their_marking_is_kept() -> None:
    margin = text(380, 30, "LIMITE", font="F2") + text(50, 570, "7001/31") + text(700, 570, "Page NUMBER of 2")
    pages = on_each(
        margin,
        [
            TITLE + text(50, 140, "1. Aim", 12, "F2") + text(50, 160, "To begin."),
            table(150, TITLES, ("1.1", "Do.", "QM", "")),
        ],
    )
    tree, findings = raw(*pages)
    assert tree["marking"] == "LIMITE"
    assert [(section["heading"], section["text"]) for section in tree["sections"]] == [("1. Aim", "To begin.")]
    assert findings == ["plan.pdf: not-understood: The text '7001/31' above or below the pages is not read."]


def test_emphasis__is_that_of_the_fonts_and_of_rules_below_words() -> None:
    cells = table(150, TITLES, ("1.1", "", "", ""))
    y = 168 + 11
    words = text(104, y, "A bold", font="F2") + text(140, y, "and an italic word") + text(225, y, "here.", font="F3")
    under = text(354, y, "QM") + rule(354, y + 1.2, 370, y + 1.2)
    tree, _ = raw(TITLE + cells + words + under)
    assert tree["actions"][0]["activity"] == {
        "text": "A bold and an italic word here.",
        "emphasis": [{"words": "A bold", "style": "bold"}, {"words": "here.", "style": "italic"}],
    }
    assert tree["actions"][0]["leaders"] == {"text": "QM", "emphasis": [{"style": "underline"}]}


def changed() -> str:
    y = 168 + 11
    struck = text(454, y, "June") + rule(454, y - 3, 475, y - 3)
    new = text(480, y, "May", font="F2") + rule(480, y + 1.2, 499, y + 1.2)
    return TITLE + table(150, TITLES, ("1.1", "Do.", "QM", "")) + struck + new


def test_changes__are_listed_and_the_file_refused() -> None:
    tree, findings = raw(changed())
    assert tree is None
    assert findings == [
        "plan.pdf, page 1: unsettled-change: The text 'June' is struck through, as the Council marks what is deleted.",
        "plan.pdf, page 1: unsettled-change: The text 'May' is bold and underlined, as the Council marks what is new.",
    ]


@pytest.mark.parametrize(("option", "words"), [("accept", "May"), ("reject", "June")])
def test_changes__are_accepted_or_rejected(option: str, words: str) -> None:
    tree, findings = raw(changed(), **{option: True})
    timing = tree["actions"][0]["timing"]
    assert (timing["text"] if isinstance(timing, dict) else timing) == words
    assert findings == []


def cell_with(signs: str) -> Any:
    tree, findings = raw(TITLE + table(150, TITLES, ("1.1", "Do.", "QM", "")) + signs)
    return tree["actions"][0].get("timing"), findings


HIDDEN = {
    "white on white": text(454, 179, "Secret", color="1 g"),
    "black on black": area(450, 168, 600, 186) + text(454, 179, "Secret"),
    "covered by black": text(454, 179, "Secret") + area(450, 169, 599, 185),
    "covered by white": text(454, 179, "Secret") + area(450, 169, 599, 185, "1 g"),
    "covered by a picture": text(454, 179, "Secret") + f"q 140 0 0 16 452 {pdf_pages.HEIGHT - 185} cm /I1 Do Q\n",
    "not painted": text(454, 179, "Secret", mode=3),
    "only an edge": text(454, 179, "Secret", mode=7),
    "a black cell": area(450.5, 168.5, 599.5, 185.5),
    "words of a declassification": text(454, 179, "NOT DECLASSIFIED"),
}


@pytest.mark.parametrize("signs", HIDDEN.values(), ids=HIDDEN)
def test_hidden_words__are_withheld(signs: str) -> None:
    timing, findings = cell_with(signs)
    assert timing == {"withheld": True}
    assert "Secret" not in "".join(findings)


def test_hidden_words__among_others_are_withheld() -> None:
    timing, findings = cell_with(text(454, 179, "In") + text(466, 179, "August", color="1 g") + text(502, 179, "2031"))
    assert timing == {"text": "In 2031", "withheld": True}
    assert findings == ["plan.pdf, page 1: not-understood: Withheld words are not read."]


SEEN = {
    "white on black": area(450, 168, 600, 186) + text(454, 179, "August", color="1 g"),
    "under a marker": text(454, 179, "August") + area(450, 169, 599, 185, "1 1 0 rg", "/G1 gs"),
    "on grey": area(450, 168, 600, 186, "0.8 g") + text(454, 179, "August"),
    "in red": text(454, 179, "August", color="1 0 0 rg"),
}


@pytest.mark.parametrize("signs", SEEN.values(), ids=SEEN)
def test_visible_words__are_read(signs: str) -> None:
    assert cell_with(signs) == ("August", [])


def test_words__under_an_annotation_that_redacts_are_withheld() -> None:
    page = TITLE + table(150, TITLES, ("1.1", "Do.", "QM", "Secret"))
    y = pdf_pages.HEIGHT
    tree, _ = read(pdf(page, annotations=f"<< /Type /Annot /Subtype /Redact /Rect [450 {y - 186} 600 {y - 168}] >>"))
    assert tree["actions"][0]["timing"] == {"withheld": True}


def test_fields__of_a_form_are_reported() -> None:
    field = "<< /Type /Annot /Subtype /Widget /V (QM) /Rect [50 50 60 60] >>"
    _, findings = read(pdf(plan(("1.1", "Do.", "QM", "")), annotations=field))
    assert findings == [
        "plan.pdf, page 1: not-understood: What is filled into the fields of a form is not read.",
    ]


LAYERS = {60: b"<< /Type /OCG /Name (Drafts) >>", 61: b"<< /Type /OCG /Name (Words) >>"}
BELOW = "plan.pdf, page 1: not-understood: Words on a layer that is not shown are not read."


@pytest.mark.parametrize(
    ("at_first", "timing", "below"),
    [
        ("/OFF [60 0 R]", None, [BELOW]),
        ("/BaseState /OFF /ON [61 0 R]", None, [BELOW]),
        ("/BaseState /OFF /ON [60 0 R 61 0 R]", "August", []),
        ("/OFF [61 0 R]", "August", []),
    ],
)
def test_words__on_a_layer_that_is_off_are_not_read(at_first: str, timing: str | None, below: list[str]) -> None:
    page = TITLE + table(150, TITLES, ("1.1", "Do.", "QM", "")) + f"/OC /L1 BDC\n{text(454, 179, 'August')}EMC\n"
    catalog = f"/OCProperties << /OCGs [60 0 R 61 0 R] /D << {at_first} >> >>"
    tree, findings = read(pdf(page, catalog=catalog, extra=LAYERS, properties="/L1 60 0 R"))
    assert (tree["actions"][0].get("timing"), findings) == (timing, below)


def test_bar__on_a_layer_that_is_off_covers_nothing() -> None:
    page = TITLE + table(150, TITLES, ("1.1", "Do.", "QM", "")) + f"/OC /L1 BDC\n{area(104, 170, 340, 184)}EMC\n"
    catalog = "/OCProperties << /OCGs [60 0 R] /D << /OFF [60 0 R] >> >>"
    tree, findings = read(pdf(page, catalog=catalog, extra=LAYERS, properties="/L1 60 0 R"))
    assert (tree["actions"][0]["activity"], findings) == ("Do.", [])


@pytest.mark.parametrize(
    ("policy", "timing"),
    [("AnyOn", "August"), ("AllOn", None), ("AnyOff", "August"), ("AllOff", None)],
)
def test_words__by_a_rule_about_several_layers_are_read_or_not(policy: str, timing: str | None) -> None:
    rule = f"<< /Type /OCMD /OCGs [60 0 R 61 0 R] /P /{policy} >>".encode()
    page = TITLE + table(150, TITLES, ("1.1", "Do.", "QM", "")) + f"/OC /L1 BDC\n{text(454, 179, 'August')}EMC\n"
    catalog = "/OCProperties << /OCGs [60 0 R 61 0 R] /D << /OFF [60 0 R] >> >>"
    tree, _ = read(pdf(page, catalog=catalog, extra={**LAYERS, 62: rule}, properties="/L1 62 0 R"))
    assert tree["actions"][0].get("timing") == timing


def test_form__on_a_layer_that_is_off_is_not_read() -> None:
    keys = f"/Type /XObject /Subtype /Form /BBox [0 0 {pdf_pages.WIDTH} {pdf_pages.HEIGHT}] /OC 60 0 R"
    form = pdf_pages.stream(text(454, 179, "Secret").encode(), keys)
    page = TITLE + table(150, TITLES, ("1.1", "Do.", "QM", "")) + "/X1 Do\n" + text(104, 194, "After the table.")
    catalog = "/OCProperties << /OCGs [60 0 R] /D << /OFF [60 0 R] >> >>"
    tree, findings = read(pdf(page, catalog=catalog, extra={**LAYERS, 51: form}))
    assert "timing" not in tree["actions"][0]
    assert BELOW in findings
    assert "Secret" not in str((tree, findings))


@pytest.mark.parametrize("kind", ["Text", "FreeText", "Highlight"])
def test_comment__on_a_page_is_reported_and_its_marking_counts(kind: str) -> None:
    page = TITLE + table(150, TITLES, ("1.1", "Do.", "QM", ""))
    note = f"<< /Subtype /{kind} /Rect [700 300 720 320] /Contents (Ask QP first. LIMITE) >>"
    tree, findings = read(pdf(page, annotations=note))
    assert tree["marking"] == "LIMITE"
    assert findings == [
        "plan.pdf, page 1: not-understood: The comment 'Ask QP first. LIMITE' is not read.",
        "plan.pdf: guessed: A text that is not read has the marking 'LIMITE', which counts for the plan.",
    ]


def test_comment__that_can_be_what_is_covered_is_not_quoted() -> None:
    page = TITLE + table(150, TITLES, ("1.1", "Do.", "QM", ""))
    for note in (
        "<< /Subtype /Redact /Rect [700 300 720 320] /Contents (Secret) >>",
        "<< /Subtype /Text /F 2 /Rect [700 300 720 320] /Contents (Secret) >>",
    ):
        _, findings = read(pdf(page, annotations=note))
        assert "Secret" not in "".join(findings)


def test_hyphens__at_the_end_of_lines_are_those_of_the_words() -> None:
    words = (
        "The operation of a well-known and other\n"
        "A line that is long enough to fill the room, the opera-\n"
        "tion, and a line that is long enough for a cell, well-\n"
        "known, and a line that is long enough for it, inter-\n"
        "linked, and this line is long enough to fill it, and TR-\n"
        "EL, and this line is long enough to fill it all, guard/\n"
        "police."
    )
    tree, findings = raw(plan(("1.1", words, "QM", "")))
    text_ = tree["actions"][0]["activity"]
    assert "the operation, and" in text_
    assert "a cell, well-known, and" in text_
    assert "inter-linked" in text_
    assert "TR-EL" in text_
    assert "guard/police" in text_
    assert findings == ["plan.pdf, page 1: guessed: The hyphen of 'inter-linked' at the end of a line is kept."]
    assert guessed(plan(("1.1", words, "QM", ""))) == {"/actions/0/activity"}


def test_word__that_is_wider_than_its_column_is_one() -> None:
    narrow = (50.0, 100.0, 160.0, 220.0, 280.0)
    cells = table(
        150, TITLES, ("1.1", "Cooperatio\nn of QM", "Repairman\nof clocks", "International\nisation"), xs=narrow
    )
    tree, findings = raw(
        TITLE + text(50, 120, "1. Cooperation", font="F2") + text(50, 135, "By cooperation with all.") + cells
    )
    action = tree["actions"][0]
    assert action["activity"] == "Cooperation of QM"
    assert action["leaders"] == "Repairman of clocks"
    assert action["timing"].split() == ["International", "isation"]
    assert findings == []


def test_word__that_goes_over_the_edge_of_its_cell_is_in_it() -> None:
    cells = ("1.1", "A line that is so long that its last word does not fit in it", "QM", "")
    tree, _ = raw(TITLE + table(150, TITLES, cells, xs=(50.0, 100.0, 352.0, 450.0, 600.0)))
    assert tree["actions"][0]["activity"].endswith("fit in it")
    assert tree["actions"][0]["leaders"] == "QM"


def test_contents__are_reported_and_no_sections() -> None:
    contents = text(50, 140, "1. Aim ........................ 2") + text(50, 155, "2. Structure . . . . . . . 3")
    tree, findings = raw(
        TITLE + contents, text(50, 60, "1. Aim", font="F2") + table(150, TITLES, ("1.1", "Do.", "QM", ""))
    )
    assert [section["heading"] for section in tree["sections"]] == ["1. Aim"]
    said = "plan.pdf, page 1: not-understood: The line '{}' of the table of contents is not read."
    assert findings == [
        said.format(line) for line in ("1. Aim ........................ 2", "2. Structure . . . . . . . 3")
    ]


def test_foot__that_has_more_on_one_page_is_not_text() -> None:
    foot = text(50, 570, "7001/31 REV 1") + text(700, 570, "NUMBER")
    last = table(150, TITLES, ("1.1", "Do.", "QM", "")) + text(380, 570, "ANNEX")
    tree, _ = raw(*on_each(foot, [TITLE + text(50, 140, "1. Aim", font="F2") + text(50, 160, "To begin."), last]))
    assert tree["sections"] == [{"number": "1", "heading": "1. Aim", "text": "To begin."}]


def test_bullets__are_items() -> None:
    tree, _ = raw(
        TITLE
        + text(50, 140, "1. Aim", 12, "F2")
        + lines(50, 160, "To begin:", "\N{BULLET} one", "\N{BULLET} two")
        + table(250, TITLES, ("1.1", "Do.", "QM", ""))
    )
    assert tree["sections"][0]["text"] == "To begin:\n\n- one\n- two"


def test_cover__has_its_labels_beside_what_they_say() -> None:
    cover = (
        text(50, 60, "COUNCIL OF THE EUROPEAN UNION", font="F2")
        + text(400, 60, "Brussels, 1 March 2031")
        + text(400, 75, "7001/31")
        + text(50, 100, "NOTE", font="F2")
        + text(50, 130, "From:")
        + text(150, 130, "Presidency")
        + text(50, 150, "To:")
        + text(150, 150, "Delegations")
        + text(50, 170, "Subject:")
        + text(150, 170, "Operational Action Plan 2031")
        + text(50, 220, "Delegations will find the plan in annex.")
    )
    tree, findings = raw(cover, plan(("1.1", "Do.", "QM", "")))
    assert tree["cover"] == {
        "issuer": {"text": "COUNCIL OF THE EUROPEAN UNION", "emphasis": [{"style": "bold"}]},
        "place": "Brussels",
        "date": "1 March 2031",
        "number": "7001/31",
        "kind": {"text": "NOTE", "emphasis": [{"style": "bold"}]},
        "sender": "Presidency",
        "recipient": "Delegations",
        "subject": "Operational Action Plan 2031",
        "covering": "Delegations will find the plan in annex.",
    }
    assert findings == []


def test_page__without_text_is_refused_with_its_number() -> None:
    picture = f"q {pdf_pages.WIDTH} 0 0 {pdf_pages.HEIGHT} 0 0 cm /I1 Do Q\n"
    for scan in (picture, picture + text(380, 30, "LIMITE"), text(50, 60, "Read by a machine", mode=3) + picture):
        tree, findings = raw(plan(("1.1", "Do.", "QM", "")), scan)
        assert tree is None
        assert findings == ["plan.pdf, page 2: malformed: Page 2 has no text; it is a picture, such as a scan."]


def test_page__that_is_blank_is_nothing() -> None:
    tree, findings = raw(plan(("1.1", "Do.", "QM", "")), "")
    assert (len(tree["actions"]), findings) == (1, [])


def test_plan__without_a_table_is_none() -> None:
    tree, (finding,) = raw(lines(50, 100, "Operational Action Plan 2031", "Nothing."))
    assert tree is None
    assert finding.startswith("plan.pdf: not-a-plan: The document has no table with the columns")


def test_script_and_attachments__are_never_used() -> None:
    names = "/Names << /EmbeddedFiles << /Names [] >> >> /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    tree, findings = read(pdf(plan(("1.1", "Do.", "QM", "")), catalog=names))
    assert len(tree["actions"]) == 1
    assert findings == ["plan.pdf: not-understood: Files that are attached to the document are not read."]


def test_marking__of_a_file_without_a_plan_is_known() -> None:
    ctx = ReadContext(file="plan.pdf")
    with pytest.raises(Unreadable):
        reader.read(pdf(text(380, 30, "LIMITE") + text(50, 60, "Something else")), ctx)
    assert ctx.marking == "LIMITE"


def test_marking__that_is_drawn_across_a_page_counts() -> None:
    drawn = text(100, 400, "SECRET UE/EU SECRET", 30).replace("1 0 0 1 100", "0.7 0.7 -0.7 0.7 100")
    tree, findings = raw(plan(("1.1", "Do.", "QM", "")) + drawn)
    assert tree["marking"] == "SECRET UE/EU SECRET"
    assert findings == [
        "plan.pdf, page 1: not-understood: The text 'SECRET UE/EU SECRET', which is turned, is not read.",
        "plan.pdf: guessed: A text that is not read has the marking 'SECRET UE/EU SECRET', which counts for the plan.",
    ]

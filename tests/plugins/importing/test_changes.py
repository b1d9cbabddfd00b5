"""Changes that a document shows: it is refused with their places until somebody accepts or rejects them."""

from __future__ import annotations

import pytest
from tests.support.council_word.markup import paragraph, run
from tests.support.word_tables import TITLES, actions, cell, column, findings, reading, table, text, tree

NEW = '<w:b/><w:u w:val="single"/>'
GONE = "<w:strike/>"


def tracked(kind: str, words: str) -> str:
    tag = "delText" if kind in {"del", "moveFrom"} else "t"
    return f'<w:{kind} w:id="1" w:author="A. Person">{run(words, tag=tag)}</w:{kind}>'


def timing(*runs: str) -> str:
    return table(TITLES, [cell("1.1"), cell("Do."), cell("QM"), f"<w:tc>{paragraph(''.join(runs))}</w:tc>"])


TRACKED = timing(tracked("del", "June"), tracked("ins", "May"), run(" 2031"))
PRINTED = timing(run("June", GONE), run("May", NEW), run(" 2031"))


def test_document__with_changes_is_refused_with_their_places() -> None:
    assert findings(TRACKED) == [
        "table 1, row 2, column 4: unsettled-change: The text 'June' is tracked as deleted.",
        "table 1, row 2, column 4: unsettled-change: The text 'May' is tracked as inserted.",
    ]
    assert reading(TRACKED).value is None
    hints = {each.hint for each in reading(TRACKED).diagnostics}
    assert hints == {"Accept the changes with --accept, or reject them with --reject."}


def test_document__with_changes_in_print_is_refused_with_their_places() -> None:
    gone, new = findings(PRINTED)
    where = "table 1, row 2, column 4: unsettled-change"
    assert gone == f"{where}: The text 'June' is struck through, as the Council marks what is deleted."
    assert new == f"{where}: The text 'May' is bold and underlined, as the Council marks what is new."


@pytest.mark.parametrize("body", [TRACKED, PRINTED])
def test_changes__are_accepted_or_rejected(body: str) -> None:
    accepted, rejected = (column(body, "timing", **{changes: True})[0] for changes in ("accept", "reject"))
    assert (accepted if isinstance(accepted, str) else accepted["text"], rejected) == ("May 2031", "June 2031")


def test_words__that_are_new_in_print_stay_bold_and_underlined() -> None:
    assert column(PRINTED, "timing", accept=True) == [
        {"text": "May 2031", "emphasis": [{"words": "May", "style": "bold"}, {"words": "May", "style": "underline"}]}
    ]


@pytest.mark.parametrize("look", ["<w:b/>", '<w:u w:val="single"/>', "<w:i/>"])
def test_emphasis__alone_is_no_change(look: str) -> None:
    assert reading(timing(run("May 2031", look))).value is not None


def test_link__that_is_bold_is_no_change() -> None:
    link = f'<w:hyperlink w:anchor="x">{run("May", NEW)}</w:hyperlink>'
    assert column(timing(link, run(" 2031")), "timing") == [
        {"text": "May 2031", "emphasis": [{"words": "May", "style": "bold"}]}
    ]


def test_heading__that_is_bold_and_underlined_is_no_change() -> None:
    body = text("1. Aim", NEW, '<w:outlineLvl w:val="0"/>') + table(TITLES, *actions("1.1"))
    for options in ({}, {"reject": True}):
        assert tree(body, **options)["sections"] == [{"number": "1", "heading": "1. Aim"}]


def test_change__of_a_note_and_of_a_text_box_is_listed() -> None:
    box = f"<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>{text('Old', GONE)}"
    box += "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    assert [each.partition(": ")[2] for each in findings(timing(run("May 2031"), box))] == [
        "unsettled-change: The text 'Old' is struck through, as the Council marks what is deleted."
    ]


def test_text__that_is_hidden_and_tracked_is_not_shown() -> None:
    hidden = '<w:ins w:id="1" w:author="A. Person"><w:r><w:rPr><w:vanish/></w:rPr><w:t>SECRET</w:t></w:r></w:ins>'
    assert findings(timing(run("May 2031"), hidden)) == [
        "table 1, row 2, column 4: unsettled-change: A text that is not shown is tracked as inserted."
    ]


def test_changes__are_listed_up_to_a_number() -> None:
    said = findings(timing(*(tracked("ins", "a") + run(" ") for _ in range(600))))
    assert len(said) == 500

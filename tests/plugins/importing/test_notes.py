"""Notes of a document at the very word: footnotes, endnotes, own marks, and a mark that stands twice."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import Any

from tests.support.council_word.file import CouncilFile
from tests.support.council_word.markup import note_reference, paragraph, run
from tests.support.council_word.pages import add_notes
from tests.support.word_tables import TITLES, cell, table

from empact.diagnostics import OVER_LIMIT
from empact.hooks import ReadContext, Unreadable
from empact.plugins.importing.docx import read


def plan(*paragraphs: str, footnotes: dict[str, str] | None = None, endnotes: dict[str, str] | None = None) -> Any:
    """Return the plan of a document whose only action has these paragraphs as its activity."""
    return read(document(paragraphs, footnotes, endnotes), ReadContext(file="plan.docx")).tree


def document(
    paragraphs: Iterable[str], footnotes: dict[str, str] | None = None, endnotes: dict[str, str] | None = None
) -> bytes:
    made = CouncilFile()
    for kind, notes in (("footnote", footnotes), ("endnote", endnotes)):
        if notes:
            add_notes(made, notes, kind)
    made.add(table(TITLES, [cell("1.1"), f"<w:tc>{''.join(paragraphs)}</w:tc>", cell("QM"), cell("May 2031")]))
    return made.bytes()


def test_note__counts_for_the_length_of_a_document() -> None:
    said = paragraph(run("Do it") + note_reference("1") + note_reference("1"))
    for most, kinds in ((280_000, []), (310_000, [OVER_LIMIT])):  # with seven signs each, but for small numbers
        ctx = ReadContext(file="plan.docx")
        with contextlib.suppress(Unreadable):
            read(document([said], {"1": " ".join(map(str, range(most)))}), ctx)
        assert [finding.kind for finding in ctx.diagnostics if finding.kind is OVER_LIMIT] == kinds


def test_note__is_marked_at_its_word() -> None:
    said = paragraph(run("Do it") + note_reference("1") + run(" soon.") + note_reference("2"))
    made = plan(said, footnotes={"1": "With care.", "2": "In May."})
    assert made["actions"][0]["activity"] == "Do it[^1] soon.[^2]"
    assert made["notes"] == [{"mark": "1", "text": "With care."}, {"mark": "2", "text": "In May."}]


def test_endnote__has_a_roman_mark() -> None:
    said = paragraph(run("Do it") + note_reference("1") + run(" soon.") + note_reference("1", "endnote"))
    made = plan(said, footnotes={"1": "With care."}, endnotes={"1": "In May."})
    assert made["actions"][0]["activity"] == "Do it[^1] soon.[^i]"
    assert [note["mark"] for note in made["notes"]] == ["1", "i"]


def test_note__has_the_mark_that_somebody_gave_it() -> None:
    star = '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    again = star.replace('"1" w:custom', '"2" w:custom')
    said = paragraph(run("Do it") + star + run(" soon") + again + run(".") + note_reference("3"))
    made = plan(said, footnotes={"1": "One.", "2": "Two.", "3": "Three."})
    assert made["actions"][0]["activity"] == "Do it[^*] soon[^*-2].[^1]"
    assert [note["mark"] for note in made["notes"]] == ["*", "*-2", "1"]


def test_note__that_begins_with_its_mark_has_it() -> None:
    made = plan(paragraph(run("Do it.") + note_reference("1")), footnotes={"1": "Note 7: With care."})
    assert made["actions"][0]["activity"] == "Do it.[^7]"
    assert made["notes"] == [{"mark": "7", "text": "With care."}]


def test_note__whose_mark_is_linked_again_is_one_note() -> None:
    marked = f'<w:bookmarkStart w:id="1" w:name="x"/>{note_reference("1")}<w:bookmarkEnd w:id="1"/>'
    link = f'<w:hyperlink w:anchor="x">{run("1")}{run(" ")}</w:hyperlink>'
    made = plan(paragraph(run("Do it") + marked + run(" soon") + link + run(".")), footnotes={"1": "With care."})
    assert made["actions"][0]["activity"] == "Do it[^1] soon[^1]."
    assert len(made["notes"]) == 1


def test_note__at_a_hidden_mark_is_not_read() -> None:
    hidden = note_reference("1").replace("<w:rPr>", "<w:rPr><w:vanish/>")
    made = plan(paragraph(run("Do it.") + hidden), footnotes={"1": "With care."})
    assert made["actions"][0]["activity"] == {"text": "Do it.", "withheld": True}
    assert "notes" not in made


def test_note__at_the_number_of_an_action_is_about_it() -> None:
    made = CouncilFile()
    add_notes(made, {"1": "With care."}, "footnote")
    number = f"<w:tc>{paragraph(run('1.1') + note_reference('1'))}</w:tc>"
    made.add(table(TITLES, [number, cell("Do."), cell("QM"), cell("May 2031")]))
    tree = read(made.bytes(), ReadContext(file="plan.docx")).tree
    assert tree["actions"][0]["number"] == "1.1"
    assert tree["notes"] == [{"mark": "1", "text": "With care.", "qualifies": ["1.1"]}]


def test_mark__at_a_title_is_reported_and_its_note_is_kept() -> None:
    made = CouncilFile()
    add_notes(made, {"1": "One.", "2": "Two.", "3": "Three."})
    made.add(paragraph(run("Operational Action Plan 2031") + note_reference("1")))
    titles = [f"<w:tc>{paragraph(run('#') + note_reference('2'))}</w:tc>", *map(cell, TITLES[1:])]
    number = f"<w:tc>{paragraph(run('1.1') + note_reference('3'))}</w:tc>"
    made.add(table(titles, [number, cell("Do it."), cell("QM"), cell("May 2031")]))
    ctx = ReadContext(file="plan.docx", options={"id": "X-2031"})
    tree = read(made.bytes(), ctx).tree
    reported = [f"{each.place}: {each.message}" for each in ctx.diagnostics if each.kind.name == "not-understood"]
    assert reported == [
        "plan.docx, table 1, row 1, column 1: The mark of a note at '#' is not kept.",
        "plan.docx: The mark of a note at 'Operational Action Plan 2031' is not kept.",
    ]
    assert tree["notes"] == [
        {"mark": "1", "text": "One."},
        {"mark": "2", "text": "Two."},
        {"mark": "3", "text": "Three.", "qualifies": ["1.1"]},
    ]

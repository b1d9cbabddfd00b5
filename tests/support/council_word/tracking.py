"""Changes that people made: tracked by Word, or struck and underlined by hand as the Council prints them.

Each says what stands there when it is accepted, and what when it is rejected.
"""

from __future__ import annotations

from typing import Any

from tests.support.council_word.file import CouncilFile, W, add_look, elements, head_of, text_of
from tests.support.council_word.markup import (
    cell,
    note_reference,
    paragraph,
    properties_of,
    row,
    run,
)
from tests.support.council_word.pages import note_text
from tests.support.council_word.reference import CELL_STYLE, COLUMN, WIDTHS

AUTHOR = "A person of a ministry"
"""Who made the changes: it must stand nowhere in what is read."""
_WHO = f'w:id="900" w:author="{AUTHOR}" w:date="2011-12-08T10:00:00Z"'
_STRUCK, _NEW = properties_of("struck"), properties_of("bold", "underline")
MOVED = "In particular, this OAP takes into account"
"""How the paragraph of section 5.2 begins that is moved behind the next one."""


def inserted(content: str) -> str:
    """Return runs as an insertion."""
    return f"<w:ins {_WHO}>{content}</w:ins>"


def deleted(text: str) -> str:
    """Return a text as a deletion."""
    return f"<w:del {_WHO}>{run(text, tag='delText')}</w:del>"


def changed_words(made: CouncilFile) -> None:
    """Timing of 1.1: ``September`` becomes ``October``."""
    made.fill("1.1", COLUMN["timing"], paragraph(deleted("September") + inserted(run("October")), CELL_STYLE))


def changed_words_by_hand(made: CouncilFile) -> None:
    """Timing of 1.1: ``September`` is struck, and ``October`` bold and underlined."""
    made.fill("1.1", COLUMN["timing"], paragraph(run("September", _STRUCK) + run("October", _NEW), CELL_STYLE))


def changed_words_in_a_description(made: CouncilFile) -> None:
    """Description of 6.3: ``will be compared`` is inserted, and ``will be collected`` deleted."""
    last = made.cell("6.3", COLUMN["description"]).findall(f"{W}p")[-1]
    last.extend(elements(inserted(run(" It will be compared.")) + deleted(" It will be collected.")))


def joined_paragraphs(made: CouncilFile) -> None:
    """Target of 2.1: the end of the first paragraph is deleted, and a blank inserted instead."""
    first = made.cell("2.1", COLUMN["target"]).find(f"{W}p")
    first.extend(elements(inserted(run(" "))))
    _mark(first, "del")


def split_paragraph(made: CouncilFile) -> None:
    """Description of 3.1: the end of the first paragraph was inserted, and the blank there deleted."""
    first = made.cell("3.1", COLUMN["description"]).find(f"{W}p")
    first.extend(elements(deleted(" ")))
    _mark(first, "ins")


def moved_paragraph(made: CouncilFile) -> None:
    """Section 5.2: the third paragraph is moved behind the fourth."""
    third = made.paragraph(MOVED)
    fourth, text = third.getnext(), text_of(third)
    for old in third.findall(f"{W}r"):
        third.remove(old)
    for kind, place in (("moveFrom", third), ("moveTo", None)):
        start, end = (
            f'<w:{kind}Range{side} w:id="{901 + (kind == "moveTo")}"{more}/>'
            for side, more in (("Start", f' w:name="move1" w:author="{AUTHOR}"'), ("End", ""))
        )
        content = f"{start}<w:{kind} {_WHO}>{run(text)}</w:{kind}>{end}"
        if place is None:
            (moved,) = elements(paragraph(content))
            fourth.addnext(moved)
            _mark(moved, kind)
        else:
            place.extend(elements(content))
            _mark(place, kind)


def inserted_row(made: CouncilFile) -> None:
    """Behind 7.2 there is a new action 7.3, led by Europol: ``To describe the tools.``."""
    texts = ["7.3", "To describe the tools.", "Europol", *[""] * (len(WIDTHS) - 3)]
    cells = (
        cell(paragraph(inserted(run(text)) if text else "", CELL_STYLE), width)
        for text, width in zip(texts, WIDTHS, strict=True)
    )
    (new,) = elements(row("".join(cells), f"<w:ins {_WHO}/>"))
    made.row("7.2").addnext(new)


def deleted_row(made: CouncilFile) -> None:
    """Action 7.2 is deleted."""
    found = made.row("7.2")
    for old in found.findall(f"{W}tc/{W}p"):
        text = text_of(old)
        for part in old.findall(f"{W}r"):
            old.remove(part)
        old.extend(elements(deleted(text)) if text else [])
        _mark(old, "del")
    head_of(found, "trPr").extend(elements(f"<w:del {_WHO}/>"))


def struck_row(made: CouncilFile) -> None:
    """Action 7.2 is struck by hand."""
    add_look(made.row("7.2"), _STRUCK)


def inserted_column(made: CouncilFile) -> None:
    """The column of results in December was inserted."""
    for found in made.body.iter(f"{W}tr"):
        cells = found.findall(f"{W}tc")
        if len(cells) == len(WIDTHS):
            head_of(cells[-1], "tcPr").extend(elements(f"<w:cellIns {_WHO}/>"))


def changed_look(made: CouncilFile) -> None:
    """Leader of 1.3: was italic, and is not any more. The words are the same."""
    add_look(made.cell("1.3", COLUMN["leaders"]), f"<w:rPrChange {_WHO}><w:rPr><w:i/></w:rPr></w:rPrChange>")


def inserted_note(made: CouncilFile) -> None:
    """Leader of 1.3: has a new note, ``To be confirmed.``."""
    root = made.part("footnotes", "footnotes")
    root.extend(elements(f'<w:footnote w:id="77">{note_text("To be confirmed.")}</w:footnote>'))
    made.cell("1.3", COLUMN["leaders"]).find(f"{W}p").extend(elements(inserted(note_reference("77"))))


def changed_note(made: CouncilFile) -> None:
    """Note 7: ``Frontex is leader for any possible operations`` becomes ``... for all possible operations``."""
    (note,) = (note for note in made.part("footnotes", "footnotes") if note.get(f"{W}id") == "7")
    (text,) = note.iter(f"{W}t")
    before, word, behind = text.text.partition("any")
    text.text = before
    text.getparent().getparent().extend(elements(deleted(word) + inserted(run("all")) + run(behind)))


def _mark(element: Any, kind: str) -> None:
    """Say of the end of a paragraph how it was changed."""
    properties = head_of(element, "pPr")
    head_of_mark = properties.find(f"{W}rPr")
    if head_of_mark is None:
        (head_of_mark,) = elements("<w:rPr/>")
        properties.append(head_of_mark)
    head_of_mark.extend(elements(f"<w:{kind} {_WHO}/>"))

"""The reference document in Word: cover, numbered sections, goals, footnotes, and the table of eleven columns."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from tests.support.council_source import Source
from tests.support.council_word.file import CouncilFile, Edit, forget_template
from tests.support.council_word.markup import CENTRE, cell, field, line, paragraph, row, run, runs, table
from tests.support.council_word.pages import add_notes, add_pages, add_styles
from tests.support.paths import DATA

NUMBER, MARKING = "17793/2/11 REV 2", "RESTREINT UE/EU RESTRICTED"
WIDTHS = (620, 2000, 1050, 1250, 2650, 950, 800, 1750, 2200, 850, 850)
"""The widths of the columns in twentieths of a point."""
_NAMES = ("number", "activity", "leaders", "participants", "description", "goals", "actions", "timing", "target")
COLUMN = {name: column for column, name in enumerate((*_NAMES, "June", "Dec"))}
"""The columns by what is in them, counted from 0."""
CHANCE = 17793
"""The seed of the places where Word has cut the texts."""
_LINKED, _ADDRESS = "17803/11", "https://register.example/17803-11"
"""The document that the text links to, and an invented address of it."""
_REFERRED = "paragraph 5.2"
"""The place that the text refers to by a field."""
_BOOKMARK = "_Ref311724091"
_RIGHT = '<w:ind w:left="5670"/>'
_LABEL = '<w:tabs><w:tab w:val="left" w:pos="1985"/></w:tabs><w:ind w:left="1985" w:hanging="1985"/>'
CELL_STYLE = '<w:pStyle w:val="TableText"/>'
"""The properties of a paragraph in a cell."""
_BULLET = '<w:pStyle w:val="ListBullet"/>'


def source() -> Source:
    """Return the Council document as texts."""
    return Source((DATA / "source" / "oap_c_2012_17793-2-11_rev2.md").read_text(encoding="utf-8"))


def reference(*edits: Edit, strict: bool = False) -> bytes:
    """Return the reference document as a Word file.

    Args:
        edits: What people did to it afterwards, in order.
        strict: Whether it is saved as strict OOXML.
    """
    made = CouncilFile()
    forget_template(made)
    texts = source()
    add_styles(made)
    add_notes(made, notes_of(texts))
    writer = _Writer(texts, made)
    made.add("".join(writer.cover()))
    made.add("".join(writer.sections()))
    add_pages(made, NUMBER, MARKING)
    made.add(table("".join(writer.rows()), WIDTHS) + paragraph())
    for edit in edits:
        edit(made)
    return made.bytes(strict=strict)


def notes_of(texts: Source) -> dict[str, str]:
    """Return the notes of the document by their numbers."""
    return {
        subject.removeprefix("note "): text
        for (subject, name), text in texts.texts.items()
        if subject.startswith("note ") and name == "text"
    }


class _Writer:
    """Writes the body; each text is cut by the same chance in the same order."""

    def __init__(self, texts: Source, made: CouncilFile) -> None:
        self.texts, self.made, self.chance = texts.texts, made, random.Random(CHANCE)
        self.printed = texts.rows

    def _paragraph(self, text: str, properties: str = "", always: str = "") -> str:
        return paragraph(self._runs(text, always), properties)

    def _runs(self, text: str, always: str) -> str:
        """Return the runs of a text, with a link and a field where the Council has them."""
        for words, made in ((_LINKED, self._link), (_REFERRED, self._reference)):
            before, found, behind = text.partition(words)
            if found:
                return self._runs(before, always) + made() + self._runs(behind, always)
        return runs(text, self.chance, always)

    def _link(self) -> str:
        look = '<w:rStyle w:val="Hyperlink"/>'
        return f'<w:hyperlink r:id="{self.made.link(_ADDRESS)}">{run(_LINKED, look)}</w:hyperlink>'

    def _reference(self) -> str:
        before, number = _REFERRED.split()
        return run(f"{before} ") + field(f"REF {_BOOKMARK} \\h", number)

    def _paragraphs(self, text: str, properties: str = "") -> Iterator[str]:
        """Yield the paragraphs of a text; an item of a list has a mark that Word draws."""
        for part in re.split(r"\n\n|\n(?=- )", text.strip()):
            if part.startswith("- "):
                yield self._paragraph(part.removeprefix("- "), _BULLET)
            else:
                yield self._paragraph(part, properties)

    def cover(self) -> Iterator[str]:
        """Yield the paragraphs of the cover, which has no table: its columns are indents and tabs."""
        cover = {name: text.strip() for (subject, name), text in self.texts.items() if subject == "cover"}
        number, revision = cover["number"].split(" ", 1)
        yield self._paragraph(cover["issuer"].replace("COUNCIL OF ", "COUNCIL OF\n"), always="bold")
        yield self._paragraph(f"{cover['place']}, {cover['date']}", _RIGHT, "bold")
        yield self._paragraph(f"{number}\n{revision}", _RIGHT, "bold")
        yield self._paragraph(MARKING, _RIGHT, "bold")
        codes = re.findall(r"[A-Z]+ \d+", cover["codes"])
        yield self._paragraph("\n".join(codes), _RIGHT, "bold")
        yield self._paragraph(cover["kind"], line("bottom"), "bold")
        yield self._paragraph(f"From:\t{cover['sender']}", _LABEL)
        yield self._paragraph(f"To:\t{cover['recipient']}", line("bottom") + _LABEL)
        previous = f"{self.texts['previous', 'number']} {self.texts['previous', 'codes']}"
        yield self._paragraph(f"No. prev. doc.:\t{previous}", line("bottom") + _LABEL)
        yield self._paragraph(f"Subject:\t{cover['subject']}", line("bottom") + _LABEL)
        yield paragraph()
        yield self._paragraph(cover["covering"])
        yield paragraph('<w:r><w:br w:type="page"/></w:r>')
        title = self.texts["plan", "title"].replace("2012: ", "2012:\n")
        yield self._paragraph(title, CENTRE, "bold")

    def sections(self) -> Iterator[str]:
        """Yield the numbered texts; the goals are below the text about them."""
        for (subject, name), text in self.texts.items():
            kind, _, number = subject.partition(" ")
            if kind == "section" and name == "heading":
                level = 1 + number.count(".")
                properties = f'<w:pStyle w:val="Heading{level}"/><w:keepNext/>'
                referred, rest = (
                    (number, text.removeprefix(number)) if f"paragraph {number}" == _REFERRED else ("", text)
                )
                marks = f'<w:bookmarkStart w:id="1" w:name="{_BOOKMARK}"/>', '<w:bookmarkEnd w:id="1"/>'
                start = run(referred).join(marks) if referred else ""
                yield paragraph(start + self._runs(rest, ""), properties)
            elif kind == "section":
                yield from self._paragraphs(text)
            elif kind == "SG" and name == "body":
                yield self._paragraph(f"Goal {number}:", "<w:keepNext/>", "bold")
                yield self._paragraph(text)

    def rows(self) -> Iterator[str]:
        """Yield the rows: the first is repeated on each page, and a goal is one cell over all columns."""
        goal, head, *rest = self.printed
        yield row("".join(map(self._cell, head, WIDTHS, ["bold"] * len(head))), "<w:tblHeader/>")
        for texts in (goal, *rest):
            if len(texts) == 1:
                span = f'<w:gridSpan w:val="{len(WIDTHS)}"/><w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>'
                yield row(cell(self._lines(texts[0]), sum(WIDTHS), span))
            else:
                yield row("".join(map(self._cell, texts, WIDTHS, [""] * len(texts))))

    def _cell(self, text: str, width: int, always: str) -> str:
        return cell(self._lines(text, always), width)

    def _lines(self, text: str, always: str = "") -> str:
        parts = (part for part in text.split("\n\n") if part)
        return "".join(
            self._paragraph(part.removeprefix("- "), _BULLET)
            if part.startswith("- ")
            else self._paragraph(part, CELL_STYLE, always)
            for part in parts
        )

"""Reads a Word document: walks through its body, and through the notes, headers and footers that it refers to.

It is read with the standard library. python-docx shows no content control and no tracked change: the text of a cell
with a content control is empty there.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import attrs

from empact.containers.limits import ContainerError, Limits
from empact.containers.markup import parse
from empact.containers.office import content_of
from empact.containers.opening import Package
from empact.containers.word import (
    NoteKind,
    TrackedChange,
    WordBlock,
    WordCell,
    WordDocument,
    WordNote,
    WordParagraph,
    WordRow,
    WordRun,
    WordTable,
)
from empact.containers.word_controls import Level, OpenControl
from empact.containers.word_numbering import Numbering
from empact.containers.word_shapes import has_picture, is_in_front
from empact.containers.word_styles import WHITE, Styles, W, fill_of, is_on, value_of, whole_number

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DEEPEST = 40
"""How many tables, text boxes, changes and content controls may be in each other."""
_LEVELS = frozenset("012345678")
"""The levels of headings; 9 is that of other texts."""
_FORMULAS = frozenset({f"{_MATH}oMath", f"{_MATH}oMathPara"})
_LINEAR = _FORMULAS | {f"{_MATH}{name}" for name in ("r", "t", "rPr", "oMathParaPr", "sty", "nor", "jc", "ctrlPr")}
"""What is in a formula that reads like a text; any other has parts above, below or around each other."""
_STORIES = frozenset(f"{W}{name}" for name in ("tc", "txbxContent"))
"""What has texts of its own, so that no field goes on behind it."""
_OPEN_FIELD = "field without an end"
_CHANGES = {
    f"{W}ins": TrackedChange.INSERTED,
    f"{W}del": TrackedChange.DELETED,
    f"{W}moveFrom": TrackedChange.MOVED_FROM,
    f"{W}moveTo": TrackedChange.MOVED_TO,
}
_MARKS = _CHANGES | {f"{W}cellIns": TrackedChange.INSERTED, f"{W}cellDel": TrackedChange.DELETED}
"""The changes that the properties of a row, a cell or the end of a paragraph name."""
_GONE = frozenset({TrackedChange.DELETED, TrackedChange.MOVED_FROM})
_HYPERLINK = f"{W}hyperlink"
_NOTE_FIELD = re.compile(r"\s*NOTEREF\s+(\S+)", re.IGNORECASE)
"""The code of a field that repeats the mark of the note at a bookmark."""
_MOST_BOOKMARKS = 10
"""How many bookmarks around the mark of a note are known."""
_AROUND = frozenset(f"{W}{name}" for name in ("smartTag", "customXml", "fldSimple", "dir", "bdo"))
"""What is around texts and says nothing about them."""
_TEXTS = frozenset({f"{W}t", f"{W}delText"})
_HALVES = range(0xD800, 0xE000)
"""The halves of characters, which no text may have alone."""
_CODE = re.compile("[0-9A-Fa-f]{1,4}")
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    f"{W}softHyphen": "\N{SOFT HYPHEN}",
}
_NOTES = {f"{W}footnoteReference": NoteKind.FOOTNOTE, f"{W}endnoteReference": NoteKind.ENDNOTE}
_DRAWINGS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object", f"{_COMPATIBLE}AlternateContent"})
_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
"""A text that is drawn, such as a watermark."""
_COMMENTS = frozenset({f"{W}commentReference", f"{W}commentRangeStart"})
_TAKEN_IN = frozenset({"aFChunk", "subDocument"})


def document(package: Package, limits: Limits) -> WordDocument:
    """Return what is in a Word document."""
    main = package.main or ""
    relations = package.relationships(main)
    if any(relation.kind in _TAKEN_IN for relation in relations):
        raise ContainerError("takes in the text of another file: copy the text into the document")
    parts = {relation.kind: relation.target for relation in relations if not relation.is_external}

    def root_of(kind: str) -> ET.Element | None:
        name = parts.get(kind)
        return None if name is None or name not in package.parts else parse(content_of(package, name, limits))

    lists = Numbering(root_of("numbering"))
    shared = _Shared(
        Styles(root_of("styles")), lists, {kind: _notes(root_of(f"{kind.value}s"), kind) for kind in NoteKind}
    )
    root = parse(content_of(package, main, limits))
    body = root.find(f"{W}body")
    if body is None:
        raise ContainerError("has no text that can be read")
    shared.marked.update(_bookmarks(body))
    walk = _Walk(shared)
    blocks = walk.story(body)
    targets = {relation.id: relation.target for relation in relations if not relation.is_external}
    around: dict[str, dict[str, str]] = {"header": {}, "footer": {}}
    for section in root.iter(f"{W}sectPr"):
        for side, texts in around.items():
            for reference in section.iterfind(f"{W}{side}Reference"):
                name = targets[reference.get(_ID, "")]
                if name not in texts:
                    read = WordDocument(blocks=_Walk(shared).story(parse(content_of(package, name, limits))))
                    texts[name] = "\n".join(paragraph.text for paragraph in read.paragraphs)
    headers, footers = (tuple(dict.fromkeys(filter(None, texts.values()))) for texts in around.values())
    return WordDocument(
        blocks=blocks, controls=tuple(control.done() for control in walk.controls), headers=headers, footers=footers
    )


def _notes(root: ET.Element | None, kind: NoteKind) -> dict[str, ET.Element]:
    """Return the notes of a kind by their ids, without the lines that part them from the text."""
    found = () if root is None else root.iterfind(f"{W}{kind.value}")
    return {note.get(f"{W}id", ""): note for note in found if note.get(f"{W}type", "normal") == "normal"}


def _bookmarks(body: ET.Element) -> Iterator[tuple[str, tuple[NoteKind, str]]]:
    """Yield the names of the bookmarks around the marks of notes, each with the kind and the id of its note."""
    opened: dict[str, str] = {}
    for element in body.iter():
        if element.tag == f"{W}bookmarkStart":
            opened[element.get(f"{W}id", "")] = element.get(f"{W}name", "")
        elif element.tag == f"{W}bookmarkEnd":
            opened.pop(element.get(f"{W}id", ""), None)
        elif element.tag in _NOTES:
            note = _NOTES[element.tag], element.get(f"{W}id", "")
            yield from ((name, note) for name in itertools.islice(reversed(opened.values()), _MOST_BOOKMARKS))


@attrs.define
class _Shared:
    """What the text of a document shares with that of its notes, headers and footers."""

    styles: Styles
    lists: Numbering
    notes: dict[NoteKind, dict[str, ET.Element]]
    read: dict[tuple[NoteKind, str], WordNote] = attrs.field(factory=dict[tuple[NoteKind, str], WordNote])
    numbers: dict[NoteKind, int] = attrs.field(factory=dict[NoteKind, int])
    marked: dict[str, tuple[NoteKind, str]] = attrs.field(factory=dict[str, tuple[NoteKind, str]])
    """The kind and the id of the note at a bookmark, by the name of the bookmark."""
    open_fields: set[ET.Element] = attrs.field(factory=set[ET.Element])
    """The starts of fields that have no end: what is behind them is not their code, but text."""

    def note(self, kind: NoteKind, note_id: str) -> WordNote | None:
        """Return the note with an id; None if there is no such note."""
        key = (kind, note_id)
        if key not in self.read and note_id in self.notes[kind]:
            blocks = _Walk(self, is_note=True).story(self.notes[kind][note_id])
            self.numbers[kind] = self.numbers.get(kind, 0) + 1
            paragraphs = WordDocument(blocks=blocks).paragraphs
            self.read[key] = WordNote(kind=kind, number=self.numbers[kind], paragraphs=paragraphs)
        return self.read.get(key)


@attrs.define
class _Paragraph:
    """A paragraph while it is read."""

    properties: ET.Element | None
    looks: list[WordRun] = attrs.field(factory=list[WordRun])
    texts: list[list[str]] = attrs.field(factory=list[list[str]])
    """The texts of each run; they are joined once, at its end."""
    boxes: list[WordBlock] = attrs.field(factory=list[WordBlock])
    has_comment: bool = False
    is_covered: bool = False
    has_picture: bool = False
    unread: dict[str, None] = attrs.field(factory=dict[str, None])

    def add(self, run: WordRun) -> None:
        """Add a run; one that looks like the one before goes on with it, as Word cuts texts at every edit."""
        look = attrs.evolve(run, text="")
        if not self.looks or look != self.looks[-1] or run.note is not None:
            self.looks.append(look)
            self.texts.append([])
        self.texts[-1].append(run.text)

    @property
    def runs(self) -> tuple[WordRun, ...]:
        """The runs with their texts."""
        runs = zip(self.looks, self.texts, strict=True)
        return tuple(attrs.evolve(look, text="".join(texts)) for look, texts in runs)


@attrs.define
class _Cell:
    """A cell while its table is read: the rows below it may belong to it."""

    row: int
    column: int
    columns: int
    blocks: tuple[WordBlock, ...]
    change: TrackedChange | None
    fill: str | None
    rows: int = 1

    def done(self) -> WordCell:
        """Return the cell."""
        return WordCell(
            row=self.row,
            column=self.column,
            rows=self.rows,
            columns=self.columns,
            blocks=self.blocks,
            fill=self.fill,
            change=self.change,
        )


@attrs.define
class _Field:
    """A field around the place."""

    code: list[str] = attrs.field(factory=list[str])
    """The texts of its code."""
    is_code: bool = True
    """Whether its code is read, and not yet what it results in."""
    note: WordNote | None = None
    """The note whose mark it repeats."""


@attrs.define
class _Walk:
    """Where the walk is."""

    shared: _Shared
    is_note: bool = False
    controls: list[OpenControl] = attrs.field(factory=list[OpenControl])
    opened: list[OpenControl] = attrs.field(factory=list[OpenControl])
    """The content controls around the place."""
    links: list[WordNote | None] = attrs.field(factory=list[WordNote | None])
    """The links around the place, each with the note to whose mark it leads."""
    fields: list[_Field] = attrs.field(factory=list[_Field])
    """The fields around the place."""
    codes: int = 0
    """How many of them have their code read: counted, since a damaged file can open any number of fields."""
    tables: int = 0
    place: tuple[int, int, int] | None = None
    """The table, the row and the column."""
    behind: str | None = WHITE
    """The colour of the cell, or the white of the page. None if it is not known."""
    is_row_hidden: bool = False
    depth: int = 0

    def story(self, element: ET.Element) -> tuple[WordBlock, ...]:
        """Return the paragraphs and tables in a text, a note, a header or a footer."""
        self.shared.open_fields |= _open_fields(element)
        return self.blocks(element)

    def blocks(self, element: ET.Element) -> tuple[WordBlock, ...]:
        """Return the paragraphs and tables in an element."""
        return tuple(
            self._paragraph(child, change) if child.tag == f"{W}p" else self._table(child)
            for child, change in self._children(element, "block")
            if child.tag in {f"{W}p", f"{W}tbl"}
        )

    def _children(
        self, element: ET.Element, level: Level, change: TrackedChange | None = None
    ) -> Iterator[tuple[ET.Element, TrackedChange | None]]:
        """Yield what is in an element, with its change; what is only around something is opened.

        While the content of a content control is read, the control is open.
        """
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ContainerError("has tables, text boxes or other parts that are nested too deeply")
        for child in element:
            if child.tag == f"{W}sdt":
                control = OpenControl.of(child.find(f"{W}sdtPr"), level, self.place)
                self.controls.append(control)
                self.opened.append(control)
                for content in child.iterfind(f"{W}sdtContent"):
                    yield from self._children(content, level, change)
                self.opened.pop()
            elif child.tag in _CHANGES:
                own = _CHANGES[child.tag]
                yield from self._children(child, level, change if change in _GONE else own)
            elif child.tag == f"{_COMPATIBLE}AlternateContent":
                choice = child.find(f"{_COMPATIBLE}Choice")
                chosen = child.find(f"{_COMPATIBLE}Fallback") if choice is None else choice
                yield from () if chosen is None else self._children(chosen, level, change)
            elif child.tag == _HYPERLINK:
                self.links.append(self._linked(child))
                yield from self._children(child, level, change)
                self.links.pop()
            elif child.tag in _AROUND:
                yield from self._children(child, level, change)
            else:
                yield child, change
        self.depth -= 1

    def _linked(self, hyperlink: ET.Element) -> WordNote | None:
        note = self.shared.marked.get(hyperlink.get(f"{W}anchor", ""))
        return None if note is None or self.is_note else self.shared.note(*note)

    def _paragraph(self, element: ET.Element, change: TrackedChange | None) -> WordParagraph:
        properties = element.find(f"{W}pPr")
        paragraph = _Paragraph(properties)
        for control in self.opened:
            control.start_line(self.place)
        for child, own in self._children(element, "inline", change):
            if child.tag == f"{W}r":
                self._run(child, own, paragraph)
            elif child.tag in _FORMULAS and all(part.tag in _LINEAR for part in child.iter()):
                self._say(_words(child), WordRun(text=""), own, paragraph)
            elif child.tag == f"{W}subDoc":
                raise ContainerError("takes in the text of another file: copy the text into the document")
            else:
                self._not_read(child, paragraph)
            paragraph.has_comment |= child.tag in _COMMENTS
        of_paragraph = self.shared.styles.of_paragraph
        outline, numbering = of_paragraph(properties, "outlineLvl"), of_paragraph(properties, "numPr", "numId")
        is_item = numbering is not None and numbering != "0"
        level = of_paragraph(properties, "numPr", "ilvl")
        style = value_of(properties, "pStyle")
        counted = None if level is None else whole_number(level)
        label = self.shared.lists.label(numbering, counted, style) if numbering is not None and is_item else None
        mark = None if properties is None else properties.find(f"{W}rPr")
        return WordParagraph(
            runs=paragraph.runs,
            heading=1 + int(outline) if outline is not None and outline in _LEVELS else None,
            list_level=1 + whole_number(level) if is_item else None,
            label=label,
            change=_change_of(mark),
            has_comment=paragraph.has_comment,
            boxes=tuple(paragraph.boxes),
            is_covered=paragraph.is_covered,
            has_picture=paragraph.has_picture,
            unread=tuple(paragraph.unread),
        )

    def _run(self, element: ET.Element, change: TrackedChange | None, paragraph: _Paragraph) -> None:
        look = self._look(element, paragraph)
        for child in element:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._field(child, paragraph)
            elif tag == f"{W}instrText":
                for field in self.fields[-1:]:
                    field.code.append(child.text or "")
            elif tag in _NOTES:
                has_own_mark = child.get(f"{W}customMarkFollows", "0") in {"1", "true", "on"}
                mark = "".join(map(_text_of, element)) if has_own_mark else ""
                self._note(child, attrs.evolve(look, text=mark), change, paragraph)
                if has_own_mark:
                    return
            elif tag in _COMMENTS:
                paragraph.has_comment = True
            elif tag in _DRAWINGS:
                self._drawing(child, paragraph)
            else:
                said = _text_of(child)
                self._say(said, look, change, paragraph)
                if not said:
                    self._not_read(child, paragraph)

    def _look(self, run: ET.Element, paragraph: _Paragraph) -> WordRun:
        """Return a run without a text that looks like one in the file."""
        look = self.shared.styles.look(run.find(f"{W}rPr"), paragraph.properties, self.behind)
        repeated = self.fields[-1].note if self.fields else None
        if self.links or repeated is not None:
            return attrs.evolve(look, is_link=True, note=repeated or self.links[-1])
        return look

    def _note(self, element: ET.Element, look: WordRun, change: TrackedChange | None, paragraph: _Paragraph) -> None:
        """Add a note at its mark, which is that of the look if the note has one of its own."""
        note = None if self.is_note else self.shared.note(_NOTES[element.tag], element.get(f"{W}id", ""))
        if note is not None and not self.codes:
            is_hidden = self.is_row_hidden or look.is_hidden
            said = "" if is_hidden else look.text
            paragraph.add(WordRun(text=said, is_hidden=is_hidden, change=change, note=note))

    def _drawing(self, element: ET.Element, paragraph: _Paragraph) -> None:
        """Add what stands in the text boxes of a drawing, and what the drawing is."""
        paragraph.is_covered |= is_in_front(element, with_pictures=self.place is not None)
        paragraph.has_picture |= has_picture(element)
        behind, self.behind = self.behind, None
        for box in _boxes(element):
            if box.tag == _TEXT_PATH:
                drawn = _Paragraph(None)
                self._say(box.get("string", ""), WordRun(text=""), None, drawn)
                paragraph.boxes.append(WordParagraph(runs=drawn.runs))
            else:
                paragraph.boxes += self.blocks(box)
        self.behind = behind

    def _not_read(self, element: ET.Element, paragraph: _Paragraph) -> None:
        """Keep what an element is that has words and is not read."""
        if not self.codes and _words(element):
            name = element.tag.rpartition("}")[2]
            paragraph.unread["formula" if element.tag in _FORMULAS else f"element {name!r}"] = None

    def _say(self, text: str, look: WordRun, change: TrackedChange | None, paragraph: _Paragraph) -> None:
        """Add a text to its paragraph, and to the content controls around it."""
        if not text or self.codes:
            return
        is_hidden = self.is_row_hidden or look.is_hidden
        is_placeholder = any(control.is_placeholder for control in self.opened)
        said = "" if is_hidden else text
        paragraph.add(attrs.evolve(look, text=said, is_hidden=is_hidden, is_placeholder=is_placeholder, change=change))
        for control in self.opened:
            control.has_change |= change is not None
            if not (is_hidden or is_placeholder or change in _GONE):
                control.add(text)

    def _field(self, element: ET.Element, paragraph: _Paragraph) -> None:
        """Go into a field, from its code to its result, or out of it; one that does not begin properly is skipped."""
        kind = element.get(f"{W}fldCharType")
        if element in self.shared.open_fields:
            paragraph.unread[_OPEN_FIELD] = None
        elif kind == "begin":
            self.fields.append(_Field())
            self.codes += 1
        elif kind == "separate" and self.fields:
            field = self.fields[-1]
            self.codes -= field.is_code
            field.is_code, field.note = False, self._repeated("".join(field.code))
        elif kind == "end" and self.fields:
            self.codes -= self.fields.pop().is_code

    def _repeated(self, code: str) -> WordNote | None:
        """Return the note whose mark a field repeats."""
        repeated = _NOTE_FIELD.match(code)
        note = None if repeated is None or self.is_note else self.shared.marked.get(repeated[1])
        return None if note is None else self.shared.note(*note)

    def _table(self, element: ET.Element) -> WordTable:
        self.tables += 1
        number, before = self.tables, (self.place, self.behind)
        style = value_of(element.find(f"{W}tblPr"), "tblStyle")
        is_known = not self.shared.styles.has_fill(style)
        self.behind = fill_of(element.find(f"{W}tblPr")) or (self.behind if is_known else None)
        rows: list[tuple[list[_Cell], ET.Element | None, TrackedChange | None]] = []
        above: dict[int, _Cell] = {}
        for row, change in self._children(element, "row"):
            if row.tag == f"{W}tr":
                properties = row.find(f"{W}trPr")
                cells = self._row(row, (number, len(rows) + 1), above)
                rows.append((cells, properties, _change_of(properties) or change))
        self.place, self.behind = before
        return WordTable(
            number=number,
            rows=tuple(
                WordRow(
                    cells=tuple(cell.done() for cell in cells),
                    is_header=properties is not None and is_on(properties.find(f"{W}tblHeader")),
                    change=change,
                )
                for cells, properties, change in rows
            ),
        )

    def _row(self, element: ET.Element, at: tuple[int, int], above: dict[int, _Cell]) -> list[_Cell]:
        """Return the cells that begin in a row, and let those above go on.

        Args:
            element: The row.
            at: The number of the table and that of the row.
            above: The cells of the row above by their columns; afterwards those of this row.
        """
        properties, behind, is_hidden = element.find(f"{W}trPr"), self.behind, self.is_row_hidden
        self.is_row_hidden = is_hidden or (properties is not None and is_on(properties.find(f"{W}hidden")))
        column, cells, reached = 1 + whole_number(value_of(properties, "gridBefore")), list[_Cell](), dict[int, _Cell]()
        for child, _ in self._children(element, "cell"):
            if child.tag != f"{W}tc":
                continue
            own = child.find(f"{W}tcPr")
            columns = max(1, whole_number(value_of(own, "gridSpan"), 1))
            merged = None if own is None else own.find(f"{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            if value_of(own, "hMerge") == "continue" and cells:
                cells[-1].columns += columns
            elif goes_on and column in above:
                reached[column] = above[column]
                reached[column].rows += 1
            else:
                self.place = (*at, column)
                self.behind = fill_of(own) or behind
                change = None if own is None else _change_of(own)
                cells.append(_Cell(at[1], column, columns, self.blocks(child), change, fill_of(own)))
                reached[column] = cells[-1]
            column += columns
        self.behind, self.is_row_hidden = behind, is_hidden
        above.clear()
        above.update(reached)
        return cells


def _change_of(properties: ET.Element | None) -> TrackedChange | None:
    """Return the change that properties name, of a row, a cell or the end of a paragraph."""
    found = (_MARKS.get(child.tag) for child in (() if properties is None else properties))
    return next((change for change in found if change is not None), None)


def _text_of(element: ET.Element) -> str:
    """Return the text of a part of a run; empty if it has none."""
    tag = element.tag
    if tag in _TEXTS:
        return element.text or ""
    if tag == f"{W}br":
        return "\n"  # also of a page or a column: there are two words, not one
    return _symbol(element.get(f"{W}char", "")) if tag == f"{W}sym" else _CHARACTERS.get(tag, "")


def _words(element: ET.Element) -> str:
    """Return all words in an element."""
    return "".join(text.text or "" for text in element.iter() if text.tag in _TEXTS or text.tag == f"{_MATH}t")


def _open_fields(story: ET.Element) -> set[ET.Element]:
    """Return the starts of the fields that have no end in the cell, text box or story in which they are."""
    found: set[ET.Element] = set()
    opened: list[list[ET.Element]] = [[]]
    waiting = [(story, False)]
    while waiting:
        element, is_left = waiting.pop()
        if is_left:
            found.update(opened.pop())
            continue
        kind = element.get(f"{W}fldCharType") if element.tag == f"{W}fldChar" else None
        if element.tag in _STORIES:
            opened.append([])
            waiting.append((element, True))
        elif kind == "begin":
            opened[-1].append(element)
        elif kind == "end" and opened[-1]:
            opened[-1].pop()
        waiting += ((child, False) for child in reversed(element))
    return found.union(*opened)


def _symbol(code: str) -> str:
    """Return the character of a symbol; one of a font of symbols is in the private area of Unicode."""
    number = int(code, 16) if _CODE.fullmatch(code) else 0
    return "" if number in _HALVES or number < ord(" ") else chr(number)


def _boxes(drawing: ET.Element) -> Iterator[ET.Element]:
    """Yield the contents of the text boxes in a drawing, and its drawn texts, such as a watermark.

    The same box can stand there for old programs once more.
    """
    stack = [drawing]
    while stack:
        element = stack.pop()
        if element.tag in {f"{W}txbxContent", _TEXT_PATH}:
            yield element
            continue
        inside = list(element)
        if element.tag == f"{_COMPATIBLE}AlternateContent":
            inside = inside[:1]
        stack += reversed(inside)

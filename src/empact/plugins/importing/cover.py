"""The cover of a Council document: its lines by what they say, and the documents that change another one."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from empact import find_document_numbers, parse_document_number
from empact.diagnostics import NOT_A_PLAN, NOT_UNDERSTOOD, Place
from empact.hooks import ReadContext, Unreadable
from empact.model import Suffix
from empact.plugins.importing.layouts import Layout, plain_label
from empact.plugins.importing.markings import markings_in
from empact.plugins.importing.source import (
    Passage,
    SourceBlock,
    SourceCell,
    Sourced,
    SourceParagraph,
    SourceTable,
    joined,
)
from empact.plugins.importing.words import shown

_LANGUAGE = re.compile(r"[ ]?\([a-z]{2}\)\Z")
"""The language of a document, behind its number: ``(en)``."""
_CHANGING = re.compile(r"(?P<changed>.*\w)[ -]*(?P<issue>COR|ADD)(?![A-Za-z])")
"""The number of a document that changes another one, which can have been revised itself: ``ADD 1 REV 2``."""
_CODES = re.compile(r"(?:[A-Z][A-Z/]{1,15}[ ][0-9]{1,5}(?:[ ]|\Z))+")
_PLACE_AND_DATE = re.compile(
    r"(?P<place>[^\W\d_][\w .'-]{1,40}),[ ]+(?P<date>[0-9]{1,2}[ ][^\W\d_]{3,12}[ ][0-9]{4})"
    r"(?:[ ]+\(OR\.[ ]?[a-z]{2}\))?"
)
_ISSUER = ("council of the european union", "general secretariat")
_LONGEST_KIND = 60
_SHORTEST = 9
"""The characters of the shortest line with words of an issuer, COUNCIL OF, but for one."""
_CHANGE = {"COR": "corrects", "ADD": "adds to"}


@attrs.define
class ReadCover:
    """What the cover says."""

    texts: dict[str, Sourced] = attrs.field(factory=dict[str, Sourced])
    """Its lines by the keys of ``cover`` in a plan file, and by those of plans, such as ``co_drivers``."""
    markings: dict[str, Place] = attrs.field(factory=dict[str, Place])
    """The markings on it."""

    def add(self, field: str, passage: Passage, place: Place, between: str = " ") -> None:
        """Add to a line."""
        known = self.texts.get(field)
        whole = passage if known is None else joined((known.passage, passage), between)
        self.texts[field] = Sourced(whole, place if known is None else known.place)

    @property
    def number(self) -> str | None:
        """The number of the document, without its language; None if the cover has none."""
        text = self.texts.get("number")
        return None if text is None else _LANGUAGE.sub("", text.passage.line)

    @property
    def lines(self) -> frozenset[str]:
        """The lines of its head as they can be repeated on each page, in small letters."""
        texts = (text.passage.line for field, text in self.texts.items() if field != "covering")
        return frozenset(filter(None, (*(line.casefold() for line in texts), (self.number or "").casefold())))


def read_cover(blocks: Iterable[SourceBlock], layout: Layout, ctx: ReadContext) -> ReadCover:
    """Return what the cover says; a line that is not understood is reported.

    Raises:
        Unreadable: The document corrects another one or adds to it, and so has no whole plan. This is reported.
    """
    walk = _Walk(layout, ctx)
    for block in blocks:
        if isinstance(block, SourceTable):
            for row in block.rows:
                walk.row(row.cells)
        else:
            walk.paragraph(block)
    _refuse_changing(walk.cover, ctx)
    return walk.cover


def _refuse_changing(cover: ReadCover, ctx: ReadContext) -> None:
    number = cover.texts.get("number")
    is_one = number is not None and is_document_number(number.passage.line)
    match = _CHANGING.match(number.passage.line) if number is not None and is_one else None
    if number is None or match is None:
        return
    line, changed = number.passage.line, match["changed"]
    ctx.diagnostics.clear()  # what it says belongs to no plan
    ctx.report(
        NOT_A_PLAN,
        f"The document {line} {_CHANGE[match['issue']]} {changed}; it is not a plan.",
        number.place,
        hint=f"Read {changed}, and make the change in its plan file.",
    )
    raise Unreadable


@attrs.define
class _Walk:
    """Walks through the lines of the cover."""

    layout: Layout
    ctx: ReadContext
    cover: ReadCover = attrs.field(factory=ReadCover)
    label: str | None = None
    """The line whose label came last, and which may go on."""

    def row(self, cells: Iterable[SourceCell]) -> None:
        """Read a row of a table: a label with its text, or lines side by side."""
        said = [cell for cell in cells if cell.passage]
        if not said:
            return
        first, *others = said
        field = self._field(first.line)
        if field is not None and others:
            self.label = field
            for cell in others:
                self._add(field, cell.passage, cell.place)
            return
        if others and first.line.endswith(":"):
            words = " ".join(cell.line for cell in said)
            self.ctx.report(NOT_UNDERSTOOD, f"The line {shown(words)} of the cover is not read.", first.place)
            return
        for cell in (first, *others):
            if self.label is not None and cell.column > 1 and not others:
                self._add(self.label, cell.passage, cell.place)
                continue
            for paragraph in cell.paragraphs:
                self.paragraph(paragraph)

    def paragraph(self, paragraph: SourceParagraph) -> None:
        """Read a paragraph: a label with its text, a part of the covering text, or lines."""
        passage, place = paragraph.passage, paragraph.place
        if not passage:
            return
        label, colon, _ = passage.text.partition(":")
        field = self._field(label) if colon else None
        if field is not None:
            self.label = field
            self._add(field, passage.cut(len(label) + 1), place)
            return
        if self.label is not None and self.label not in self.cover.texts:
            self._add(self.label, passage, place)
            return
        if "subject" in self.cover.texts and _is_issuer(passage.line):
            self._begin_again()
        markings = markings_in(passage.line)
        if markings:
            self.cover.markings.update(dict.fromkeys(markings, place))
        elif self.label == "previous" and (_CODES.fullmatch(passage.line) or _begins_with_number(passage.line)):
            self._add("previous", passage, place)
        elif passage.line.casefold() in self.layout.left_out:
            pass
        elif "subject" in self.cover.texts:
            self.cover.add("covering", passage, place, "\n\n")
        else:
            at = 0
            for line in passage.text.split("\n"):
                self._line(passage.cut(at, at + len(line)), place)
                at += len(line) + 1

    def _begin_again(self) -> None:
        """Begin the cover of the plan below that of another document, such as its declassification."""
        for text in self.cover.texts.values():
            words = shown(text.passage.line)
            self.ctx.report(NOT_UNDERSTOOD, f"The line {words} of the cover above another one is not read.", text.place)
        self.cover, self.label = ReadCover(markings=self.cover.markings), None

    def _field(self, label: str) -> str | None:
        return self.layout.cover.get(plain_label(label))

    def _add(self, field: str, passage: Passage, place: Place) -> None:
        if passage:
            self.cover.add(field, passage, place)

    def _line(self, passage: Passage, place: Place) -> None:
        """Read a line of the head of the cover by what it looks like."""
        line, texts = passage.line, self.cover.texts
        issued = _PLACE_AND_DATE.fullmatch(passage.text)
        if not line or line.casefold() in self.layout.left_out:
            return
        markings = markings_in(line)
        if markings:
            self.cover.markings.update(dict.fromkeys(markings, place))
        elif issued is not None:
            self.cover.add("place", passage.cut(*issued.span("place")), place)
            self.cover.add("date", passage.cut(*issued.span("date")), place)
        elif "codes" not in texts and is_document_number(line, below=texts.get("number")):
            self.cover.add("number", passage, place)
        elif self.label is None and _CODES.fullmatch(line):
            self.cover.add("codes", passage, place)
        elif _is_issuer(line) and "kind" not in texts:
            self.cover.add("issuer", passage, place)
        elif "kind" not in texts and len(line) <= _LONGEST_KIND and self.layout.kinds.intersection(line.split()):
            self.cover.add("kind", passage, place)
        else:
            self.ctx.report(NOT_UNDERSTOOD, f"The line {shown(line)} of the cover is not read.", place)


def is_document_number(line: str, *, below: Sourced | None = None) -> bool:
    """Whether a line is the number of a document, such as ``17793/2/11 REV 2``, which is never a heading.

    Args:
        line: The line.
        below: The part of a number above it, with which it is one: ``REV 2`` below ``17793/2/11``.
    """
    above = "" if below is None else f"{_LANGUAGE.sub('', below.passage.line)} "
    return parse_document_number(above + _LANGUAGE.sub("", line)) is not None


def is_same_document(number: str, other: str) -> bool:
    """Whether two numbers are of one document: ``17793/11 REV 2`` and ``ST 17793 2011 REV 2``."""
    return _identity(number) == _identity(other)


def _identity(number: str) -> object:
    parsed = parse_document_number(number)
    if parsed is None:
        return number
    return parsed.serial, parsed.year, tuple(issue for issue in parsed.issues if issue.suffix is not Suffix.INIT)


def _begins_with_number(line: str) -> bool:
    return any(start == 0 for start, _ in find_document_numbers(line)[:1])


def _is_issuer(line: str) -> bool:
    """Whether a line has words of an issuer: its name can stand on two lines."""
    return len(line) > _SHORTEST and any(line.casefold() in issuer for issuer in _ISSUER)


def previous_documents(passage: Passage) -> list[tuple[Passage, Passage]]:
    """Return the documents that a line of the cover names, each with its subject codes."""
    text = passage.text
    starts = find_document_numbers(text)
    if not starts or any(map(str.isalnum, text[: starts[0][0]])):
        return [(passage, Passage())]
    ends = [*(start for start, _ in starts[1:]), len(text)]
    return [
        (passage.cut(start, end), passage.cut(end, end + len(text[end:behind].rstrip(" ,;"))))
        for (start, end), behind in zip(starts, ends, strict=True)
    ]

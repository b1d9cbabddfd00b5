"""Lines of signs: words and spaces, emphasis by font and by rules, and raised signs that can be the marks of notes."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from empact.model import EmphasisStyle
from empact.plugins.importing.pdf.pages import Box, Glyph
from empact.plugins.importing.printed import plain, tidy
from empact.plugins.importing.source import Passage, StyledSpan, joined

MARK = re.compile(r"[0-9]{1,3}|[ivxlc]{1,7}|[*\N{DAGGER}\N{DOUBLE DAGGER}]{1,3}")
"""A raised text that can be the mark of a note."""
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli", re.IGNORECASE)
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_HYPHENS = {ord("\N{SOFT HYPHEN}"): "-", ord("\N{HYPHEN}"): "-"}
"""A soft hyphen that is painted is seen."""
_SIGNS = {**_LIGATURES, **_HYPHENS}
_SAME_LINE = 1.0
"""How far the signs of one line stand from it, in points."""
_SMALL = 0.86
"""How small a raised sign is at most, in parts of the size of its line."""
_HIGHEST, _LOWEST = 0.75, 0.35
"""How far a sign is raised or lowered at most, in parts of that size."""
_NEAR = 0.6
"""How near a raised sign is to another sign of its line, in parts of that size."""
_SPACE = 0.18
"""The narrowest space between words, in parts of the size."""
_COLUMN = 0.9
"""The narrowest space between texts side by side, in parts of the size."""
_TWICE = 0.1
"""How near the same sign is painted again to look bold, in parts of its size."""
_LONGER = 4.0
"""How much longer than the words of its line a rule is at most that belongs to them, in points: a space can be too."""
_MOST_RULES = 200
"""The most rules at a line of words; a drawing has more."""
_UNDER = (0.02, 0.32)
_STRUCK = (-0.42, -0.12)
"""How far below its line a rule is that underlines or strikes a sign, in parts of its size."""


@attrs.frozen
class Part:
    """A part of a line, with space on both sides."""

    x0: float
    """Where it begins."""
    x1: float
    """Where it ends."""
    passage: Passage
    """What it says."""
    first: float
    """Where its first word ends."""


@attrs.frozen
class Line:
    """A line of text."""

    base: float
    """Where it stands on the page, in points from its top."""
    size: float
    """The size of most of its signs."""
    parts: tuple[Part, ...]
    """Its parts from left to right; mostly one."""
    lead: str = ""
    """The raised text with which it begins, such as the mark of a note; empty without one."""
    struck: tuple[str, ...] = ()
    """The words that are struck through."""
    new: tuple[str, ...] = ()
    """The words that are bold and underlined."""
    page: int = 1
    """Its page."""

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.parts[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.parts[-1].x1

    @property
    def first_width(self) -> float:
        """How wide its first word is."""
        return self.parts[0].first - self.parts[0].x0

    @property
    def passage(self) -> Passage:
        """What it says."""
        return joined((part.passage for part in self.parts), " ")

    def as_guess(self) -> Line:
        """Return it as a guess."""
        return attrs.evolve(
            self, parts=tuple(attrs.evolve(part, passage=part.passage.as_guess()) for part in self.parts)
        )


@attrs.frozen
class Reading:
    """How signs are read."""

    page: int
    """The number of the page."""
    rules: Sequence[Box]
    """The rules below and through words, from the top."""
    marks: Mapping[str, str]
    """The marks of notes as printed, each with that of the plan. Other raised texts are only raised."""
    links: Sequence[Box] = ()
    """Where links are, which are underlined without a meaning."""
    drops_struck: bool = False
    """Whether struck words are left out."""
    drops_new: bool = False
    """Whether bold underlined words are left out."""


def words_of(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield signs that are painted one after the other as one word."""
    word: list[Glyph] = []
    for glyph in glyphs:
        last = word[-1] if word else None
        is_same_line = last is not None and abs(glyph.base - last.base) <= _SAME_LINE
        if last is not None and not (
            is_same_line and last.text.strip() and abs(glyph.box.x0 - last.box.x1) <= _SPACE * glyph.size
        ):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


@attrs.define
class _Row:
    """The signs of a line."""

    base: float
    size: float
    signs: list[Glyph | Box]
    start: float
    """Where its first sign begins that is neither raised nor lowered."""
    ends: Sequence[float] = ()
    """Where these signs end, from left to right."""
    raised: set[int] = attrs.field(factory=set[int])
    """The ids of the raised signs."""


def lines_of(glyphs: Iterable[Glyph], gaps: Iterable[Box], reading: Reading) -> list[Line]:
    """Return the lines that signs make, from top to bottom.

    Args:
        glyphs: The signs that are seen.
        gaps: Where something is that nobody may read.
        reading: How the signs are read.
    """
    rows = _rows(list(glyphs))
    bases = [row.base for row in rows]
    alone: list[_Row] = []
    for gap in gaps:
        low = bisect_left(bases, gap.top)
        near = next((row for row in rows[low : low + 1] if row.base <= gap.bottom + gap.height), None)
        if near is not None:
            near.signs.append(gap)
        elif alone and abs(alone[-1].base - gap.bottom) <= _SAME_LINE:
            alone[-1].signs.append(gap)
        else:
            alone.append(_Row(gap.bottom, gap.height, [gap], gap.x0))
    found = (_line(row, reading) for row in sorted((*rows, *alone), key=lambda row: row.base))
    return [line for line in found if line is not None]


def _rows(glyphs: list[Glyph]) -> list[_Row]:
    """Return signs by the lines on which they stand; a raised one belongs to the line below it."""
    clusters: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if clusters and glyph.base - clusters[-1][0].base <= _SAME_LINE:
            clusters[-1].append(glyph)
        else:
            clusters.append([glyph])
    rows: list[_Row] = []
    for cluster in clusters:
        said = [glyph for glyph in cluster if glyph.text.strip()]
        if said:
            size = max(glyph.size for glyph in said)
            start, ends = min(glyph.box.x0 for glyph in said), sorted(glyph.box.x1 for glyph in said)
            rows.append(_Row(max(glyph.base for glyph in said), size, list(cluster), start, ends))
    made: list[_Row] = []
    for at, row in enumerate(rows):
        near = [*rows[at + 1 : at + 4], *rows[max(0, at - 2) : at]]
        left = [sign for sign in row.signs if not (isinstance(sign, Glyph) and _is_attached(sign, near))]
        if any(isinstance(sign, Glyph) and sign.text.strip() for sign in left):
            made.append(row)
            row.signs = left if len(left) < len(row.signs) else row.signs
    return made


def _is_attached(glyph: Glyph, rows: Iterable[_Row]) -> bool:
    """Attach a small sign to the line that it is raised above or lowered below; return False if there is none."""
    for row in rows:
        above = row.base - glyph.base
        if glyph.size > _SMALL * row.size or not -_LOWEST * row.size <= above <= _HIGHEST * row.size:
            continue
        far = _NEAR * row.size
        at = bisect_left(row.ends, glyph.box.x0 - far)
        is_near = at < len(row.ends) and row.ends[at] <= glyph.box.x0 + far
        if is_near or glyph.box.x1 <= row.start + _NEAR:
            row.signs.append(glyph)
            if above > 0:
                row.raised.add(id(glyph))
            return True
    return False


def _line(row: _Row, reading: Reading) -> Line | None:
    signs = sorted(row.signs, key=lambda sign: (sign.box if isinstance(sign, Glyph) else sign).x0)
    boxes = [sign.box if isinstance(sign, Glyph) else sign for sign in signs]
    rules = _rules_of(row, (boxes[0].x0, max(box.x1 for box in boxes)), reading.rules)
    writer = _Writer(row, reading, rules)
    for sign in signs:
        if isinstance(sign, Glyph):
            writer.add(sign)
        else:
            writer.gap(sign)
    parts = tuple(writer.finished())
    if not parts:
        return None
    return Line(row.base, row.size, parts, writer.lead, tuple(writer.struck), tuple(writer.new), reading.page)


@attrs.define
class _Piece:
    """Signs that look alike, or a passage of its own: a space, a mark or something that is withheld."""

    signs: list[str]
    looks: frozenset[EmphasisStyle] | None
    is_gap: bool = False

    @property
    def passage(self) -> Passage:
        if self.is_gap:
            return Passage(gaps=(0,))
        text, looks = "".join(self.signs), self.looks or ()
        return Passage(text, tuple(StyledSpan(0, len(text), style) for style in EmphasisStyle if style in looks))


@attrs.define
class _Writer:
    """Writes the signs of a line from left to right."""

    row: _Row
    reading: Reading
    rules: Sequence[Box]
    lead: str = ""
    struck: list[str] = attrs.field(factory=list[str])
    new: list[str] = attrs.field(factory=list[str])
    _parts: list[Part] = attrs.field(factory=list[Part])
    _pieces: list[_Piece] = attrs.field(factory=list[_Piece])
    _begin: float | None = None
    _end: float | None = None
    _first: float | None = None
    _raised: str = ""
    _last: Glyph | None = None
    _is_struck: bool = False
    _is_new: bool = False

    def gap(self, box: Box) -> None:
        """Keep that something is withheld."""
        self._flush()
        self._space(box)
        if not self._pieces or not self._pieces[-1].is_gap:
            self._pieces.append(_Piece([], None, is_gap=True))
        self._begin, self._end = box.x0 if self._begin is None else self._begin, max(box.x1, self._end or 0)

    def add(self, glyph: Glyph) -> None:
        """Write a sign."""
        if not glyph.text.strip():
            return
        last = self._last
        is_twice = last is not None and last.text == glyph.text and glyph.box.x0 - last.box.x0 < _TWICE * glyph.size
        if is_twice:
            return
        text = plain(glyph.text.translate(_SIGNS)).replace("[^", "[ ^")
        is_raised = id(glyph) in self.row.raised
        if not is_raised or self._is_apart(glyph.box):
            self._flush()
        self._space(glyph.box)
        self._begin, self._end, self._last = (
            self._begin if self._begin is not None else glyph.box.x0,
            glyph.box.x1,
            glyph,
        )
        if is_raised:
            self._raised += text
            return
        self._write(text, glyph)

    def _write(self, text: str, glyph: Glyph) -> None:
        looks = _looks(glyph.font)
        below = list(_below(glyph, self.rules))
        is_underlined = any(_UNDER[0] <= each <= _UNDER[1] for each in below)
        if is_underlined and any(link.has(*glyph.middle) for link in self.reading.links):
            is_underlined = False
        is_struck = any(_STRUCK[0] <= each <= _STRUCK[1] for each in below)
        is_new = is_underlined and EmphasisStyle.BOLD in looks and not is_struck
        if is_underlined:
            looks |= {EmphasisStyle.UNDERLINE}
        for words, is_marked, was_marked in (
            (self.struck, is_struck, self._is_struck),
            (self.new, is_new, self._is_new),
        ):
            if is_marked and was_marked and words:
                words[-1] += text if not self._after_space() else f" {text}"
            elif is_marked:
                words.append(text)
        self._is_struck, self._is_new = is_struck, is_new
        if (is_struck and self.reading.drops_struck) or (is_new and self.reading.drops_new):
            return
        last = self._pieces[-1] if self._pieces else None
        if last is None or last.looks != looks:
            self._pieces.append(_Piece([text], looks))
        else:
            last.signs.append(text)

    @property
    def _is_spaced(self) -> bool:
        """Whether there is a space before what was written last, or nothing."""
        return len(self._pieces) == 1 or self._pieces[-2].signs == [" "]

    def _after_space(self) -> bool:
        return bool(self._pieces) and self._pieces[-1].signs == [" "]

    def _is_apart(self, box: Box) -> bool:
        return self._end is not None and box.x0 - self._end > _SPACE * self.row.size

    def _space(self, box: Box) -> None:
        """Write a space before a sign, or begin a new part of the line."""
        if self._end is None or not self._is_apart(box):
            return
        self._flush()
        if box.x0 - self._end > _COLUMN * self.row.size:
            self._close()
        elif self._pieces and not (self._pieces[-1].is_gap and self._is_spaced):
            self._first = self._end if self._first is None else self._first
            self._pieces.append(_Piece([" "], None))

    def _flush(self) -> None:
        """Write a raised text: the marks of notes, or letters that are raised."""
        text, self._raised = self._raised, ""
        if not text:
            return
        if not self._parts and not self._pieces and MARK.fullmatch(text):
            self.lead = text
        marks = [each for each in re.split(r"[,\s]+", text) if each]
        if marks and all(mark in self.reading.marks for mark in marks):
            self._pieces += (_Piece([f"[^{self.reading.marks[mark]}]"], None) for mark in marks)
        else:
            self._pieces.append(_Piece([text], frozenset({EmphasisStyle.SUPERSCRIPT})))

    def _close(self) -> None:
        passage = tidy(joined_styles(piece.passage for piece in self._pieces))
        if passage and self._begin is not None and self._end is not None:
            self._parts.append(Part(self._begin, self._end, passage, self._first or self._end))
        self._pieces, self._begin, self._first = [], None, None

    def finished(self) -> Iterator[Part]:
        """Return the parts of the line."""
        self._flush()
        self._close()
        yield from self._parts


def joined_styles(pieces: Iterable[Passage]) -> Passage:
    """Return pieces of a line as one text; a style goes over the space between two of them that have it."""
    made = joined(pieces, "")
    spans: list[StyledSpan] = []
    for style in EmphasisStyle:
        last: StyledSpan | None = None
        for span in made.spans:
            if span.style is not style:
                continue
            if last is not None and not made.text[last.end : span.start].strip(" "):
                last = StyledSpan(last.start, span.end, style)
                spans[-1] = last
            else:
                spans.append(span)
                last = span
    return attrs.evolve(made, spans=tuple(sorted(spans, key=lambda span: span.start)))


@functools.lru_cache(maxsize=256)
def _looks(font: str) -> frozenset[EmphasisStyle]:
    """Return how the signs of a font are set apart, by its name."""
    looks = ((_BOLD, EmphasisStyle.BOLD), (_ITALIC, EmphasisStyle.ITALIC))
    return frozenset(style for pattern, style in looks if pattern.search(font))


def _rules_of(row: _Row, edges: tuple[float, float], rules: Sequence[Box]) -> Sequence[Box]:
    """Return the rules that belong to the words of a line: they are no longer than it.

    Args:
        row: The line.
        edges: Where its words begin and end.
        rules: The rules, from the top.
    """
    start = bisect_left(rules, row.base - row.size, key=lambda rule: rule.top)
    end = bisect_left(rules, row.base + row.size, key=lambda rule: rule.top)
    found = [rule for rule in rules[start:end] if edges[0] - _LONGER <= rule.x0 and rule.x1 <= edges[1] + _LONGER]
    return found if len(found) <= _MOST_RULES else ()


def _below(glyph: Glyph, rules: Sequence[Box]) -> Iterator[float]:
    """Yield how far below the line of a sign the rules are that go over its width, in parts of its size."""
    middle = glyph.middle[0]
    for rule in rules:
        if rule.x0 <= middle <= rule.x1:
            yield ((rule.top + rule.bottom) / 2 - glyph.base) / glyph.size

"""Paragraphs: lines go on with each other unless there is room for the next word, more space, or a bullet."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs

from empact.model import EmphasisStyle
from empact.plugins.importing.pdf.lines import Line, joined_styles
from empact.plugins.importing.printed import as_item, is_item
from empact.plugins.importing.source import Passage, StyledSpan

_MORE = 1.1
"""How much farther apart than usual the lines of two paragraphs are, in parts of the usual distance."""
_OTHER_SIZE = 1.08
_SPACE = 0.3
"""The space before a word that would have had room, in parts of the size."""
_SLACK = 1.0
"""How much room there is more than the word needs, in points."""
_ROOM = 0.6
"""The room that a sign needs, in parts of the size."""
_END_OF_WORD = 3
"""The most characters at the end of an unknown word that are read as such, if they are not a word."""
_BROKEN = re.compile(r"(?P<start>[^\W\d_]+)-\Z")
_GOES_ON = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SLASH = re.compile(r"[^\s/]/\Z")
_END = re.compile(r"[.:;!?]\W*\Z")


@attrs.frozen
class Setting:
    """How the text of a document is set."""

    leading: Mapping[float, float]
    """The usual distance of lines by their size."""
    words: frozenset[str]
    """The words inside lines, in small letters; they show which hyphens belong to a word."""
    guess: Callable[[str, Line], None]
    """Reports what is guessed about a line."""


def setting_of(texts: Iterable[Sequence[Line]], guess: Callable[[str, Line], None]) -> Setting:
    """Return how texts are set, each the lines of a cell or between the tables of a page."""
    distances: dict[float, Counter[float]] = {}
    words: set[str] = set()
    for lines in texts:
        for line in lines:
            inside = line.passage.line.split()
            words.update(word.casefold() for part in inside[:-1] for word in _WORD.findall(part))
            if len(inside) > 1 and not inside[-1].endswith("-"):  # one word can be a part of one
                words.update(word.casefold() for word in _WORD.findall(inside[-1]))
        for line, below in itertools.pairwise(lines):
            if line.size == below.size and line.page == below.page and 0 < below.base - line.base < 2 * line.size:
                distances.setdefault(line.size, Counter())[round(below.base - line.base, 1)] += 1
    leading = {size: min(_most_common(found)) for size, found in distances.items()}
    return Setting(leading, frozenset(words), guess)


def _most_common(found: Counter[float]) -> Iterable[float]:
    """Return the distances that are nearly as common as the most common one."""
    most = max(found.values())
    return (distance for distance, number in found.items() if number * 2 >= most)


@attrs.frozen
class Paragraph:
    """A paragraph."""

    lines: tuple[Line, ...]
    """Its lines."""
    passage: Passage
    """What it says."""


Right = Callable[[Line], float]
"""Returns where a full line ends that stands where a line is."""


def until(right: float) -> Right:
    """Return that full lines of a cell or a column end at a place."""
    return lambda _: right


def paragraphs_of(lines: Sequence[Line], right: Right, setting: Setting) -> list[Paragraph]:
    """Return the paragraphs that lines make.

    Args:
        lines: The lines from top to bottom; they can go on on the next page.
        right: Where a full line ends.
        setting: How the text of the document is set.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _is_new(groups[-1][-1], line, right(groups[-1][-1]), setting):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Paragraph(tuple(group), _passage(group, right, setting)) for group in groups]


def _is_new(line: Line, below: Line, right: float, setting: Setting) -> bool:
    """Whether a line begins a paragraph."""
    if is_item(below.passage) or max(line.size, below.size) > _OTHER_SIZE * min(line.size, below.size):
        return True
    if line.x1 + _SPACE * line.size + below.first_width < right - _SLACK:
        return True
    if line.page != below.page:
        return _END.search(line.passage.line) is not None and not below.passage.line[:1].islower()
    usual = setting.leading.get(line.size)
    return usual is not None and below.base - line.base > _MORE * usual


def _passage(lines: Sequence[Line], right: Right, setting: Setting) -> Passage:
    guesses: list[str] = []

    def guess(message: str, line: Line) -> None:
        guesses.append(message)
        setting.guess(message, line)

    heard = attrs.evolve(setting, guess=guess)
    pieces = [lines[0].passage]
    for line, below in itertools.pairwise(lines):
        between, is_hyphen_kept = _between(line, below, right(line), heard)
        if not is_hyphen_kept:
            pieces[-1] = pieces[-1].cut(0, len(pieces[-1].text) - 1)
        if between:
            styles = set(line.passage.styles_at(len(line.passage.text))) & set(below.passage.styles_at(0))
            common = (style for style in EmphasisStyle if style in styles)
            pieces.append(Passage(between, tuple(StyledSpan(0, len(between), style) for style in common)))
        pieces.append(below.passage)
    made = joined_styles(pieces)
    made = made.as_guess() if guesses else made
    return as_item(made) if is_item(made) else made


def _between(line: Line, below: Line, right: float, setting: Setting) -> tuple[str, bool]:
    """Return what is between two lines of a paragraph, and whether the hyphen at the end of the first is kept."""
    text, rest = line.passage.line, below.passage.line
    broken, behind = _BROKEN.search(text), _GOES_ON.match(rest)
    if _SLASH.search(text):
        return "", True
    if broken is None or behind is None:
        is_one = _is_one_word(line, below, right, setting) or re.search(r"\w-\Z", text) is not None
        return "" if is_one else " ", True
    start, end = broken["start"], behind[0]
    if start.isupper() or not end.islower():
        return "", True
    is_known, is_hyphened = (f"{start}{sign}{end}".casefold() in setting.words for sign in ("", "-"))
    if is_known and not is_hyphened:
        return "", False
    if not is_hyphened:
        setting.guess(f"The hyphen of '{start}-{end}' at the end of a line is kept.", line)
    return "", True


def _is_one_word(line: Line, below: Line, right: float, setting: Setting) -> bool:
    """Whether a word that is wider than its column goes on in the next line, without a hyphen."""
    text, behind = line.passage.line, _GOES_ON.match(below.passage.line)
    if behind is None or not _GOES_ON.fullmatch(text) or line.x1 < right - _ROOM * line.size:
        return False
    if f"{text}{behind[0]}".casefold() in setting.words:
        return True
    is_end = behind[0].islower() and len(behind[0]) <= _END_OF_WORD
    if not is_end or text.casefold() in setting.words or behind[0] in setting.words:
        return False
    setting.guess(f"The word '{text}{behind[0]}' is read from two lines.", line)
    return True

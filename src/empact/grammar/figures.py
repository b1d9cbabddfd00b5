"""Find the figures of a text: numbers with their sign, scale and unit, ranges, and years.

Each figure and each year becomes one sign of Unicode's private area, so that a pattern for the words around a figure
does not repeat how figures are written. Numbers that are part of a name ("AP 3", "action 2.1") stay words.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from empact.grammar.language import key, language
from empact.grammar.numbers import SPACES
from empact.values import value

F = "[\ue000-\ue7ff]"
"""Matches a figure in the words of :class:`Figures`."""
Y = "[\ue800-\uefff]"
"""Matches a year in the words of :class:`Figures`."""

_FIRST, _FIRST_YEAR = 0xE000, 0xE800
_MOST = _FIRST_YEAR - _FIRST
_SIGN = re.compile("[\ue000-\uefff]")
has_sign = _SIGN.search
"""Finds the first figure or year in the words of :class:`Figures`."""
_NUMBER = (
    rf"(?:[0-9]{{1,3}}(?:[{SPACES},.][0-9]{{3}}(?![0-9]))+(?:[.,][0-9]{{1,2}}(?![0-9]))?"
    r"|[0-9]{1,9}(?:[.,][0-9]{1,6})?(?![0-9]))"
)
_GROUPED = rf"(?P<whole>[0-9]{{1,3}}(?:[{SPACES},.][0-9]{{3}}(?![0-9]))+)(?:[.,](?P<part>[0-9]{{1,2}}))?"
_LOOSE = re.compile(r"(?<![\w./-])[0-9]+[./][0-9]+(?![\w-])")
"""A number that is neither a figure nor part of a name or a word: "31/03"."""
_BEFORE = 40
"""How many characters before a number decide whether it is a figure."""


@value(kw_only=True)
class Figure:
    """A number in a text, as written and as meant."""

    text: str
    """The figure as written, with its sign, scale and unit."""
    value: Decimal
    """Its value, with its scale: 2000000 for "2 million". The lower end of a range."""
    most: Decimal | None = None
    """The upper end of a range. None if it is not a range."""
    unit: str | None = None
    """Its unit, such as ``%``, ``EUR`` or ``hours``. None if it has none."""
    money: bool = False
    """Whether it is an amount of money."""
    sign: str | None = None
    """Its sign as written, such as ``+``. None if it has none."""
    scaled: bool = False
    """Whether it has a scale, such as "million"."""


@value
class Figures:
    """A text whose figures and years are single signs, and what the signs are."""

    words: str
    """The text with a sign of Unicode's private area in place of each figure and each year."""
    figures: tuple[Figure, ...]
    """The figures, in the order of their signs."""
    years: tuple[str, ...]
    """The years as written, in the order of their signs."""
    unsure: bool = False
    """Whether a figure can mean two values ("1.200 kg"): then nothing is read from the text."""

    def figure(self, sign: str) -> Figure:
        """Return the figure of a sign."""
        return self.figures[ord(sign) - _FIRST]

    def year(self, sign: str) -> int:
        """Return the year of a sign."""
        return int(self.years[ord(sign) - _FIRST_YEAR])

    def restore(self, words: str) -> str:
        """Return words of this text with their figures and years as written."""
        return _SIGN.sub(self._written, words)

    def _written(self, sign: re.Match[str]) -> str:
        number = ord(sign.group())
        return self.years[number - _FIRST_YEAR] if number >= _FIRST_YEAR else self.figures[number - _FIRST].text


class _Patterns:
    """The compiled patterns of a language."""

    def __init__(self) -> None:
        words = language()
        self.numbers = words.numbered("numbers", "words")
        self.scales = words.sorted_by("scales", "words")
        self.short = words.sorted_by("scales", "with_money")
        self.units, self.money = words.sorted_by("quantities"), words.sorted_by("money")
        self.ratios = frozenset(words.words["measures"]["ratio_units"])
        self.counted_exactly = frozenset(words.words["measures"]["divisible"])
        money, unit = _any(self.money), _any(self.units)
        glued = f"(?:{'|'.join(map(re.escape, self.short))})(?={money})"  # "30 MEUR"
        scale = f"(?:{glued}|{_any({**self.scales, **self.short})})"
        word = words.pattern("numbers", "words")
        self.figure = re.compile(
            rf"(?<![\w./,])(?:(?P<sign>\+(?:\s)?|[\u2212-]))?(?:(?P<before>{money})\s?)?"
            rf"(?:(?P<first>{_NUMBER})(?:\s?(?P<scale>{scale}))?"
            rf"(?:\s?[-–]\s?(?:{money}\s?)?(?P<last>{_NUMBER})(?:\s?(?P<last_scale>{scale}))?)?|(?P<word>{word}))"
            rf"(?:\s?(?P<after>{money})|\s?(?P<unit>{unit}))?(?![\w/]|[-–]\w|[.,][0-9])"
            rf"(?P<unknown>(?=\s?(?!{unit})[^\W\d]{{1,12}}\.?\s?{money}))?",  # "30 TEUR": of which scale
            re.IGNORECASE,
        )
        self.year = re.compile(r"(?<![\w./,])(?:19|20)[0-9]{2}(?![\w%]|[.,][0-9])")
        each = words.pattern("separators", "each")
        number = r"[0-9][0-9./]*[a-z]?(?!\w)"
        named = f"(?:{words.pattern('measures', 'named')}|(?<!\\w)(?-i:[A-Z]{{2,}}))"
        self.name = re.compile(
            rf"(?<!\w){words.pattern('measures', 'names')}"
            rf"|{named}\.?\s?{number}(?:(?:,\s?|\s?[-–]\s?|\s+{each}\s+){number}(?!\s+[^\W\d]))*",
            re.IGNORECASE,
        )
        self.no_name = re.compile(rf"(?:{_any(self.money)}|{words.pattern('measures', 'no_name')})", re.IGNORECASE)
        self.before_a_word = re.compile(
            rf"(?:^|[:;,(]|{words.pattern('measures', 'before_a_word')}|{F})\s*$", re.IGNORECASE
        )


def _any(words: dict[str, str]) -> str:
    """Return a pattern for words that may stand directly behind a number, so complete only at their end."""
    spelt = sorted(words, key=lambda word: (-len(word), word))
    ends = (re.escape(word).replace(r"\ ", r"\s+") + (r"(?!\w)" if word[-1].isalpha() else "") for word in spelt)
    return f"(?:{'|'.join(ends)})"


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


@functools.cache
def _words() -> re.Pattern[str]:
    return re.compile(language().pattern("numbers", "words"), re.IGNORECASE)


def find_figures(text: str) -> Figures | None:
    """Return a text with its figures and years as signs; None for a text that has such signs, or too many figures."""
    if _SIGN.search(text):
        return None
    if not any(map(str.isdigit, text)) and not _words().search(text):
        return Figures(text, (), ())
    figures: list[Figure] = []
    years: list[str] = []
    words: list[str] = []
    start, unsure = 0, False
    names = [match.span() for match in _patterns().name.finditer(text) if not _patterns().no_name.match(match.group())]
    position = 0
    while match := _patterns().figure.search(text, position):
        while names and names[0][1] <= match.start():
            names.pop(0)
        if names and names[0][0] < match.end():
            position = max(match.end(), names[0][1])
            continue
        position = match.end()
        year = (
            None if match["before"] or match["after"] or match["unit"] else _patterns().year.match(text, match.start())
        )
        words.append(text[start : match.start()])
        if year is not None:
            sign = chr(_FIRST_YEAR + len(years))
            years.append(year.group())
            position = year.end()
        elif match["word"] and not _patterns().before_a_word.search("".join(words)[-_BEFORE:]):
            sign = match.group()
        else:
            figure = _figure(match)
            if figure is None:
                unsure, figure = True, Figure(text=match.group(), value=Decimal(0))
            sign = chr(_FIRST + len(figures))
            figures.append(figure)
        words.append(sign)
        start = position
        if max(len(figures), len(years)) >= _MOST:
            return None
    words.append(text[start:])
    rest = _patterns().name.sub("", "".join(words))
    unsure = unsure or _LOOSE.search(rest) is not None
    return Figures("".join(words), tuple(figures), tuple(years), unsure)


def _figure(match: re.Match[str]) -> Figure | None:
    """Return the figure of a match; None if its value or its unit is not sure."""
    patterns = _patterns()
    money = match["before"] or match["after"]
    code = None if money is None else patterns.money[key(money)]
    unit = code if match["unit"] is None else patterns.units[key(match["unit"])]
    if code == "" or (match["before"] and match["after"]) or (money is None and match["unknown"] is not None):
        return None
    if match["word"]:
        return Figure(
            text=match.group(), value=Decimal(patterns.numbers[key(match["word"])]), unit=unit, money=bool(code)
        )
    scale = match["last_scale"] or match["scale"]
    if scale is not None and code is None and key(scale) not in patterns.scales:
        return None  # "5 m" without money: metres?
    values = [_number(match["first"], match["scale"] or scale, unit)]
    if match["last"]:
        values.append(_number(match["last"], scale, unit))
    known = [value for value in values if value is not None]
    if len(known) < len(values) or known != sorted(known):
        return None
    sign = match["sign"] and match["sign"].strip()
    most = known[1] if len(known) > 1 else None
    return Figure(
        text=match.group(), value=known[0], most=most, unit=unit, money=bool(code), sign=sign, scaled=scale is not None
    )


def _number(text: str, scale: str | None, unit: str | None) -> Decimal | None:
    """Return the value of a number; None if a dot or a comma can group thousands or be a decimal mark."""
    power = Decimal(1)
    if scale is not None:
        power = Decimal((_patterns().scales | _patterns().short)[key(scale)])
    grouped = re.fullmatch(_GROUPED, text)
    if grouped is None:
        return Decimal(text.replace(",", ".")) * power
    marks = {sign for sign in grouped["whole"] if not sign.isdigit()}
    single = len(grouped["whole"]) < len("1.000.000") and marks <= {".", ","}
    if single and (scale is not None or unit in _patterns().ratios):
        return Decimal(text.replace(",", ".")) * power
    if len(marks) > 1 or (single and marks == {"."} and unit in _patterns().counted_exactly):
        return None
    whole = Decimal("".join(filter(str.isdigit, grouped["whole"])))
    return (whole + (Decimal(f"0.{grouped['part']}") if grouped["part"] else 0)) * power

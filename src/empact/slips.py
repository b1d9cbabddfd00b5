"""Find the known word that a mistyped word may mean: a slip of one or two letters, and never a guess.

A wrong proposal is worse than none. So a digit is never replaced by another one, short words need almost the same
letters, and where two known words are as close, none is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping
from functools import lru_cache

from empact.values import value

_FAR = 99
_LOOK_ALIKE = frozenset(map(frozenset, ("0o", "1l", "1i")))
_SEPARATOR = re.compile(r"(?<!\d)[\W_]+|[\W_]+(?!\d)")  # not the one of 1.21, which 12.1 does not mean
_YEAR = re.compile(r"\d{4,}")
_VOWELS = frozenset("aeiouy")
_REPEATED = re.compile(r"(.)(?=\1)")
_LONG_WORD = 6
_LONG_NAME = 8
_SHORT_WORD = 3
_SHORTEST_START = 4
_MOST = 2
"""The most letters that a slip has wrong."""
_LONGEST = 100
"""A longer text is not a mistyped word."""


def slip(word: str, known: str, *, names: bool = False) -> int | None:
    """Return how many letters of a word are missing, extra, wrong or swapped (0 to 2), or None for another word.

    Both words are in lower case. Each word of a phrase is compared with its own counterpart. Two wrong letters are a
    slip only in words of six letters or more, one only in words of four; a word of three lacks a letter or has two
    swapped, a word of two lacks a letter that is there twice. ``names`` are compared more strictly.
    """
    if _letters(word) == _letters(known) != "":
        return 0
    left, right = word.split(), known.split()
    if len(left) != len(right) or len(left) == 1:
        return _slip_of_word(word, known, len(word) if names else None)
    parts = [_slip_of_word(*pair, len(word) if names else None) for pair in zip(left, right, strict=True)]
    wrong = sum(_FAR if part is None else part for part in parts)
    return wrong if wrong <= _MOST else None


@lru_cache(maxsize=4096)
def _letters(word: str) -> str:
    """Return a word without spaces, hyphens and the like."""
    return _SEPARATOR.sub("", word)


def _slip_of_word(word: str, known: str, letters: int | None) -> int | None:
    """Return the slip in one word; ``letters`` is the length of the text, where that is a name."""
    if word == known:
        return 0
    shorter = min(len(word), len(known))
    limit = 2 if shorter >= (_LONG_WORD if letters is None else _LONG_NAME) else 1
    if abs(len(word) - len(known)) > limit or (shorter <= _SHORT_WORD and not _is_short_slip(word, known)):
        return None
    if letters is not None and not _starts_alike(word, known):
        return None
    wrong = _within(word, known, limit)
    if wrong is None or letters is None:
        return wrong
    return None if _is_other_name(*_difference(word, known), letters) else wrong


def _starts_alike(word: str, known: str) -> bool:
    """Return whether two words have the same first letter, or their first two swapped: few slips are there."""
    return word[0] == known[0] or word[:2] == known[1::-1] or frozenset((word[0], known[0])) in _LOOK_ALIKE


def _difference(word: str, known: str) -> tuple[str, str]:
    """Return what is left of two words without what they have in common at their starts and ends."""
    start = next((i for i, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), min(len(word), len(known)))
    left, right = word[start:], known[start:]
    end = next(
        (i for i, (a, b) in enumerate(zip(left[::-1], right[::-1], strict=False)) if a != b), min(len(left), len(right))
    )
    return left[: len(left) - end], right[: len(right) - end]


def _is_other_name(left: str, right: str, letters: int) -> bool:
    """Return whether a difference makes another name: another ending, or another consonant in a short word."""
    if {len(left), len(right)} in ({2}, {0, 2}):
        return left != right[::-1]
    return len(left) == len(right) == 1 and letters < _LONG_WORD and not _VOWELS.issuperset(left + right)


def _is_short_slip(word: str, known: str) -> bool:
    """Return whether a word of two or three letters may lack one of the known word, or have the same letters."""
    if len(word) < _SHORT_WORD or len(known) < _SHORT_WORD:
        return _REPEATED.sub("", word) == _REPEATED.sub("", known) and len(word) > 1
    return len(word) < len(known) or sorted(word) == sorted(known) or any(map(str.isdigit, word))


def _within(word: str, known: str, limit: int) -> int | None:
    """Return the distance of two words (Damerau-Levenshtein, optimal string alignment) if it is within a limit.

    Only the cells next to the diagonal are computed: linear in the length of the words.
    """
    if len(set(word) ^ set(known)) > 2 * limit:
        return None  # each wrong letter adds one to these at most on each side
    before: dict[int, int] = {}
    last: dict[int, int]
    row: dict[int, int] = {
        j: j if j == 0 or not known[j - 1].isdigit() else _FAR for j in range(min(limit, len(known)) + 1)
    }
    for i, letter in enumerate(word, 1):
        last, before, row = before, row, dict[int, int]()
        for j in range(max(0, i - limit), min(len(known), i + limit) + 1):
            best = before.get(j, _FAR) + _extra(word, i - 1)
            if j:
                other = known[j - 1]
                best = min(best, row.get(j - 1, _FAR) + _extra(known, j - 1))
                best = min(best, before.get(j - 1, _FAR) + (0 if letter == other else _replaced(letter, other)))
                if i > 1 and j > 1 and letter == known[j - 2] and word[i - 2] == other:
                    best = min(best, last.get(j - 2, _FAR) + _swapped(word, i - 2))
            row[j] = best
        if min(row.values(), default=_FAR) > limit and min(before.values(), default=_FAR) > limit:
            return None  # two rows, since swapped letters are counted from the row before the last
    distance = row.get(len(known), _FAR)
    return distance if distance <= limit else None


def _extra(word: str, at: int) -> int:
    """Return the cost of a letter that the other word does not have; of the digits, only one typed twice is a slip."""
    letter = word[at]
    return 1 if not letter.isdigit() or (at > 0 and word[at - 1] == letter) else _FAR


def _swapped(word: str, at: int) -> int:
    """Return the cost of two swapped letters; swapped digits are a slip in a year, and another number elsewhere."""
    if not (word[at].isdigit() or word[at + 1].isdigit()):
        return 1
    return 1 if any(year.start() <= at and at + 1 < year.end() for year in _YEAR.finditer(word)) else _FAR


def _replaced(letter: str, other: str) -> int:
    if not (letter.isdigit() or other.isdigit()):
        return 1
    return 1 if frozenset((letter, other)) in _LOOK_ALIKE else _FAR


@value
class Known:
    """A known word. Two words with one meaning do not compete."""

    folded: str
    """Its form without what does not matter, such as case."""
    word: str
    """The word as it is proposed."""
    meaning: Hashable
    """What it means: words with an equal meaning are one."""


def closest(written: str, known: Collection[Known], *, names: bool = False) -> str | None:
    """Return the known word that a word is a slip of, or None if there is none, or more than one.

    Args:
        written: The folded form of a word that is not known.
        known: The known words.
        names: Whether the words are names of parties. Any word can be one, and many are close by chance, such as
            Europe and Europol. So the first letter must be right, two letters may be wrong only in eight, and another
            ending, such as Presidents and Presidency, is another name.
    """
    letters = len(_letters(written)) if len(written) <= _LONGEST else _FAR * _FAR
    near = [candidate for candidate in known if abs(len(_letters(candidate.folded)) - letters) <= _MOST + 1]
    by_meaning: dict[Hashable, tuple[int, Known]] = {}
    for candidate in near:
        wrong = slip(written, candidate.folded, names=names)
        if wrong is not None and wrong < by_meaning.get(candidate.meaning, (_FAR, candidate))[0]:
            by_meaning[candidate.meaning] = (wrong, candidate)
    ranked = sorted(by_meaning.values(), key=lambda pair: pair[0])
    if not ranked or (len(ranked) > 1 and ranked[1][0] <= ranked[0][0]):
        return None
    wrong, best = ranked[0]
    others = (other for other in near if other.meaning != best.meaning) if wrong == _MOST else ()
    if any(_within(written, other.folded, _MOST + 1) is not None for other in others):
        return None  # with two letters wrong, a word with three letters wrong is too close to exclude
    return best.word


def start_of(word: str, known: Mapping[str, str]) -> str | None:
    """Return the known word (by its folded form) that a word of four letters or more is the start of, if only one."""
    longer = [name for folded, name in known.items() if folded.startswith(word)]
    lacking = len(longer) == 1 and (len(word) >= _SHORTEST_START or len(longer[0]) - len(word) == 1 < len(word))
    return longer[0] if lacking else None

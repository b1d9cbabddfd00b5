"""The vocabulary of a plan: its different words, each with the texts that have it, listed once for all rules.

Many rules search the texts of a plan for a few words. To search all of them with a pattern takes longer than everything
else that such a rule does. So the texts are split into words once, as in the index of a book, and a rule reads only the
texts that have one of its words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from empact.diagnostics import Pointer
from empact.hooks import RuleContext
from empact.model import PartyItem, Prose
from empact.plugins.rules.texts import PlanCell, Words, derived_once, words_and_cells

WORD = re.compile(r"\w+")
_NOTE_MARK = "[^"
_BETWEEN = "\0"
"""Stands between two words in a list of words; no pattern for a word matches it."""


class TextPlace(NamedTuple):
    """The first place of a text: a text or a cell of the plan, and the index of an item of the cell."""

    part: Words | PlanCell
    item: int | None

    @property
    def at(self) -> Pointer:
        """The pointer of the text."""
        return self.part.at if self.item is None else self.part.at / "items" / self.item


class Vocabulary:
    """The different words of the texts of a plan, each with the texts that have it."""

    def __init__(self, parts: Iterable[Words | PlanCell]) -> None:
        self.places: dict[str, TextPlace] = {}
        """The different texts in document order, each with its first place. If a cell names parties or has no text,
        they are its items.
        """
        more: list[str] = []  # the texts of the cells that are listed by their items
        visited: set[int] = set()  # the ids of cells: equal cells of a plan are usually one object
        for part in parts:
            if isinstance(part, Words):
                if part.text not in self.places:
                    self.places[part.text] = TextPlace(part, None)
            elif id(part.cell) not in visited:
                visited.add(id(part.cell))
                self._add_cell(part)
                more.append(str(part.cell))
        self._texts: defaultdict[str, list[str]] = defaultdict(list)
        for text in dict.fromkeys((*self.places, *more)):
            words = WORD.findall(text)
            if _NOTE_MARK in text:  # a mark inside a word parts it in the text, but not in the text without marks
                words += WORD.findall(Prose(text=text).plain)
            for word in set(words):
                self._texts[word].append(text)
        self._listed = _BETWEEN.join(self._texts)

    def _add_cell(self, part: PlanCell) -> None:
        cell = part.cell
        if cell.text is not None and PartyItem not in map(type, cell.items):
            self.places.setdefault(cell.text, TextPlace(part, None))
            return
        for index, item in enumerate(cell.items):
            self.places.setdefault(str(item), TextPlace(part, index))

    def texts_with(self, words: re.Pattern[str]) -> frozenset[str]:
        """Return the texts that have a word in which a pattern for single words matches."""
        matches = words.finditer(self._listed)
        return self._having(self._listed[slice(*self._bounds(match))] for match in matches)

    def _bounds(self, match: re.Match[str]) -> tuple[int, int]:
        """Return where the word of a match begins and ends in the list of words."""
        end = self._listed.find(_BETWEEN, match.end())
        return self._listed.rfind(_BETWEEN, 0, match.start()) + 1, len(self._listed) if end < 0 else end

    def having(self, is_wanted: Callable[[str], object]) -> frozenset[str]:
        """Return the texts that have a word for which a function returns something true."""
        return self._having(filter(is_wanted, self._texts))

    def _having(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(text for word in dict.fromkeys(words) for text in self._texts.get(word, ()))


@derived_once
def vocabulary(ctx: RuleContext) -> Vocabulary:
    """Return the vocabulary of the plan of a context."""
    return Vocabulary(words_and_cells(ctx))


def first_words(spellings: Iterable[str]) -> str:
    """Return a regular expression for the first words of spellings, each as a complete word.

    A text with one of the spellings has its first word. Each spelling has to begin with a letter or a digit.
    """
    firsts = dict.fromkeys(WORD.findall(spelling)[0] for spelling in spellings)
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, firsts))})(?!\w)"

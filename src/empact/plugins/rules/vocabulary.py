"""The vocabulary of a plan: its different words, each with the texts that have it, listed once for all rules.

Many rules search the texts of a plan for a few words. To search all of them with a pattern takes longer than everything
else that such a rule does. So the texts are split into words once, as in the index of a book, and a rule reads only the
texts that have one of its words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from empact.diagnostics import Pointer
from empact.hooks import RuleContext
from empact.model import PartyItem, Prose
from empact.plugins.rules.texts import PlanCell, Words, derived_once, words_and_cells

WORD = re.compile(r"\w+")
_NOTE_MARK = "[^"


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

    def _add_cell(self, part: PlanCell) -> None:
        cell = part.cell
        if cell.text is not None and PartyItem not in map(type, cell.items):
            self.places.setdefault(cell.text, TextPlace(part, None))
            return
        for index, item in enumerate(cell.items):
            self.places.setdefault(str(item), TextPlace(part, index))

    def texts_with(self, words: Collection[str]) -> frozenset[str]:
        """Return the texts that have one of these words, which are in small letters.

        A text with letters of another language than English may have none: patterns know more ways to ignore the case.
        """
        return self.texts_where(lambda word: word.casefold() in words or not word.isascii())

    def texts_where(self, is_wanted: Callable[[str], bool]) -> frozenset[str]:
        """Return the texts that have a word for which a function returns True."""
        return frozenset(text for word, texts in self._texts.items() if is_wanted(word) for text in texts)


@derived_once
def vocabulary(ctx: RuleContext) -> Vocabulary:
    """Return the vocabulary of the plan of a context."""
    return Vocabulary(words_and_cells(ctx))


def first_words(*spellings: Iterable[str]) -> frozenset[str]:
    """Return the first words of spellings, in small letters; a text with one of the spellings has its first word.

    Each spelling has to begin with a letter or a digit.
    """
    return frozenset(WORD.findall(spelling)[0].casefold() for several in spellings for spelling in several)

"""The rows of a form in a table: which cell has the key, which the answer, and what stands beside them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import attrs

from empact.analysis import is_question_key
from empact.diagnostics import FORM_ANSWER, NOT_A_PLAN, Place
from empact.documents import ANSWER, REMARK, answer_in_english, takes_remark, translations
from empact.hooks import RawDocument, ReadContext, Unreadable
from empact.model import AnswerCell

_QUOTED = 40
"""The most characters of a title in a message."""


class FilledCell(NamedTuple):
    """A cell of a table that is not empty, or that is a place to fill in."""

    column: int
    """Its column, counted from 1."""
    text: str
    """What it holds, as a text."""
    kind: AnswerCell
    """What it holds."""
    hidden: bool = False
    """Whether nobody sees it."""


class KeyedRow(NamedTuple):
    """A row with the key of a question."""

    key: str
    answer: FilledCell | None
    """The cell with the answer; None if it is empty."""
    remark: FilledCell | None
    """The cell with a remark; None if it is empty, or the table has no column for remarks."""
    words: tuple[str, ...]
    """The other cells."""
    at: Place
    """The place of the answer."""


class FormTable:
    """Finds the rows of a form in a table, whose columns may have been moved or added.

    The columns are found by their titles, in any language of the documents, and the keys by their form.
    """

    def __init__(self) -> None:
        self._answers: int | None = None
        self._remarks: int | None = None
        self._above: tuple[str, ...] = ()
        """What stands in the last row above the first key: the titles of the columns."""
        self.has_keys = False
        """Whether a row has a key."""
        self.has_lost_answers = False
        """Whether a row has a key, and no column above it is that of the answers."""
        self.has_lost_remarks = False
        """Whether a row with an answer that can have a remark has no column for it."""
        self.keyless: list[Place] = []
        """The places of the answers in rows without a key."""

    def rows(self, cells: Sequence[FilledCell], place: Place) -> Iterator[KeyedRow]:
        """Yield a row of the table if it has a key; one with the titles of columns is remembered.

        Args:
            cells: The cells of the row, from left to right.
            place: The place of the row; its cell or column is that of the answer.
        """
        titles = [cell.column for cell in cells if _key(cell.text) in _titles(ANSWER)]
        key = next((cell for cell in reversed(cells) if self._is_key(cell)), None)
        if key is None:
            if not titles and any(self._is_answer(cell) for cell in cells):
                self.keyless.append(place)
            if self._answers is None and not self.has_lost_answers:
                self._above = tuple(cell.text for cell in cells if cell.text.strip())
            if titles:
                self._answers = titles[0]
                self._remarks = next((cell.column for cell in cells if _key(cell.text) in _titles(REMARK)), None)
            return
        self.has_keys = True
        if self._answers is None:
            self.has_lost_answers = True
            return
        answer = next((cell for cell in cells if cell.column == self._answers), None)
        remark = next((cell for cell in cells if cell.column == self._remarks), None)
        is_answered = answer is not None and bool(answer.text.strip())
        self.has_lost_remarks |= self._remarks is None and is_answered and takes_remark(_one_line(key.text))
        words = tuple(cell.text for cell in cells if cell not in (key, answer, remark) and cell.text.strip())
        yield KeyedRow(_one_line(key.text), answer, remark, words, place)

    def _is_answer(self, cell: FilledCell) -> bool:
        """Whether a cell of a row without a key can be an answer: below the first key a form has no other text."""
        return bool(cell.text.strip()) and (self.has_keys or cell.column == self._answers)

    def _is_key(self, cell: FilledCell) -> bool:
        """Whether a cell has a key; the words of an answer can end like one, as in "until 20310630"."""
        return cell.column not in {self._answers, self._remarks} and is_question_key(_one_line(cell.text))

    def report(self, ctx: ReadContext, place: Place) -> None:
        """Report what is lost in the table, once all its rows are read."""
        if self.has_lost_answers:
            above = " | ".join(_one_line(text)[:_QUOTED] for text in self._above)
            hint = "Restore the title of the column, as in the form that was sent."
            hint += f" The row above the first key has: {above}." if above else ""
            ctx.report(FORM_ANSWER, "No column has the title of the answers.", place, hint=hint)
        if self.has_lost_remarks:
            hint = "Restore the title of the column, as in the sheet that was sent."
            ctx.report(FORM_ANSWER, "No column has the title of the remarks.", place, hint=hint)
        for answer in self.keyless:
            hint = "Copy the key of the row from the form as it was sent, or delete the answer."
            ctx.report(FORM_ANSWER, "The answer is in a row without a key.", answer, hint=hint)

    @property
    def answers(self) -> int | None:
        """The column of the answers; None if no row has its title."""
        return self._answers


@attrs.frozen
class FoundPlaces:
    """The places of the rows of a form, by the pointers of the tree."""

    places: tuple[Place, ...]
    """The place of the answer of each row."""

    def find(self, pointer: str) -> Place | None:
        """Return the place of the answer of the row that a pointer is about."""
        parts = pointer.split("/")
        is_row = parts[:2] == ["", "rows"] and len(parts) > 2 and parts[2].isdecimal()  # noqa: PLR2004 - /rows/N
        index = int(parts[2]) if is_row else -1
        return self.places[index] if 0 <= index < len(self.places) else None


def form_document(rows: Iterable[KeyedRow], ctx: ReadContext) -> RawDocument:
    """Return the rows of a form as the tree of a returned form."""
    found = list(rows)
    if not found and ctx.diagnostics:  # the columns of its answers are lost
        raise Unreadable
    if not found:
        hint = "Use the form as it was sent, with its column of keys. Plans are read from YAML or JSON."
        ctx.report(NOT_A_PLAN, "The file has no row with the key of a question, so it is not a form.", hint=hint)
        raise Unreadable
    tree: dict[str, Any] = {"empact": "form/1", "rows": [_tree(row) for row in found]}
    return RawDocument(tree, FoundPlaces(tuple(row.at for row in found)).find)


def _tree(row: KeyedRow) -> dict[str, Any]:
    tree: dict[str, Any] = {"key": row.key, "words": list(row.words)}
    if row.answer is not None:
        tree |= {
            "answer": answer_in_english(row.key, row.answer.text),
            "cell": row.answer.kind.value,
            "hidden": row.answer.hidden,
        }
    if row.remark is not None:
        tree["remark"] = row.remark.text
        if row.remark.kind is AnswerCell.FORMULA:
            tree["cell"] = row.remark.kind.value  # what it says can change, as that of an answer
        tree["hidden"] = tree.get("hidden", False) or (row.remark.hidden and bool(row.remark.text.strip()))
    return tree


@functools.cache
def _titles(title: str) -> frozenset[str]:
    """Return the title of a column in each language."""
    return frozenset(map(_key, translations(title)))


def _key(text: str) -> str:
    return _one_line(text.casefold())


def _one_line(text: str) -> str:
    """Return a text with single spaces: programs make others of them, such as no-break ones."""
    return " ".join(text.split())

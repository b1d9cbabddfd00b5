"""Returned forms: the rows of a form that came back filled in, whatever format it has."""

from __future__ import annotations

import enum

import attrs

from empact.model.plan import Source
from empact.model.typed import checked_value


class AnswerCell(enum.Enum):
    """What a cell with an answer holds."""

    TEXT = "text"
    """A text."""
    NUMBER = "number"
    """A number."""
    DATE = "date"
    """A date."""
    FORMULA = "formula"
    """A formula, whose result is not used."""
    OTHER = "other"
    """Something else, such as "true" or an error."""


@checked_value(kw_only=True)
class FormRow:
    """One row of a form: the answer to one question."""

    key: str
    """The key of the question, such as ``C-2012:2.2/1a own be1f7d2c``."""
    answer: str = ""
    """The answer: a number in digits with a decimal point, a date as ``2031-06-30``, or a text. Empty if the cell is
    empty, or has a formula.
    """
    cell: AnswerCell = AnswerCell.TEXT
    """What the cell holds."""
    hidden: bool = False
    """Whether the row, its column or its sheet is hidden."""
    remark: str = ""
    """What stands in the column for remarks. Empty if the form has none, or the cell is empty."""
    words: tuple[str, ...] = ()
    """The other cells of the row, such as the action and what is asked."""


@checked_value(kw_only=True)
class ReturnedForm:
    """The rows of a form that came back, in the order of the file. It is understood with the plan that it is about."""

    rows: tuple[FormRow, ...]
    """The rows that have a key."""
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)
    """The file in which they were read. None if they were made in Python; it is ignored in comparisons."""

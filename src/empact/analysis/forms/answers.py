"""Read one answer of a form that came back: a number, a ratio, a day or words, or why it is asked back."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from empact.analysis.forms.asked import AnswerType, Asked, FormQuestion
from empact.grammar.answers import says_nothing
from empact.grammar.numbers import number_hint, parse_number
from empact.model import AnswerCell, FormRow
from empact.reprs import cut_repr

_RATIO = re.compile(r"(?P<value>\S.*?)\s*(?:/|\bof\b|\bsur\b|\bvon\b)\s*(?P<of>\S.*)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIELDS = {Asked.OWN: "value", Asked.TOTAL: "value"}
"""The key of an answer in a report, where it is not the word of what is asked."""

_QUOTED = 60
"""The most characters of an answer in a message."""


def quoted(text: str) -> str:
    """Quote what stands in a cell; a long text is cut."""
    return cut_repr(text, _QUOTED)


def cell_problem(row: FormRow) -> tuple[str, str] | None:
    """Return why an answer is not read, whatever it says, and what to do; None if it is read."""
    if row.hidden:
        return f"The answer {quoted(row.answer)} is in a hidden row, column or sheet.", "Show it, or delete it."
    if row.cell is AnswerCell.FORMULA:
        return "The cell has a formula, so what it says can change.", "Write the value itself."
    if row.cell is AnswerCell.OTHER:
        return (
            f"The cell has {quoted(row.answer)}, which is not a text, a number or a date.",
            "Write the answer as words.",
        )
    return None


_Read = tuple[dict[str, Any], tuple[str, str] | None]
"""The values of an answer by the key in a report; or what is wrong with it, and what to write."""


def answer_values(row: FormRow, question: FormQuestion) -> _Read:
    """Return the values that an answer states."""
    field = _FIELDS.get(question.asked, question.asked.value)
    text = " ".join(row.answer.split())
    is_share = question.asked is Asked.OWN
    if question.answer in {AnswerType.NUMBER, AnswerType.RATIO} and is_share and says_nothing(text):
        return {"nothing": True}, None
    read = _READ.get(question.answer)
    if read is not None:
        return read(row, text, field)
    if row.cell is AnswerCell.DATE or (row.cell is AnswerCell.NUMBER and question.answer is AnswerType.STATUS):
        return {}, (f"{quoted(text)} is a {row.cell.value}, and words are asked for.", "Write it in words.")
    if question.answer is AnswerType.STATUS:
        known = {word.casefold(): word for word in question.options}
        return {field: known.get(text.casefold(), text)}, None  # the check of the report knows more words
    return {field: text if question.answer is not AnswerType.WORDS else row.answer.strip()}, None


def _number(row: FormRow, text: str, field: str) -> _Read:
    if row.cell is not AnswerCell.DATE and parse_number(text) is not None:
        return {field: text}, None
    hint = number_hint(text) or "Write a number in digits; what it includes can be said in words under 'What was done'."
    return {}, (f"{quoted(text)} is not a number.", hint)


def _ratio(row: FormRow, text: str, _field: str) -> _Read:
    pair = _RATIO.fullmatch(text)
    values = () if pair is None or row.cell is not AnswerCell.TEXT else (pair["value"], pair["of"])
    if values and all(parse_number(number) is not None for number in values):
        return {"value": values[0], "of": values[1]}, None
    return {}, (f"{quoted(text)} is not two numbers.", "Write how many of how many, such as 12 of 20.")


def _day(row: FormRow, text: str, field: str) -> _Read:
    if row.cell in {AnswerCell.DATE, AnswerCell.TEXT} and _DAY.fullmatch(text):
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            pass
        else:
            return {field: text}, None
    return {}, (f"{quoted(text)} is not a date.", "Write year, month and day, such as 2031-06-30.")


_READ = {AnswerType.NUMBER: _number, AnswerType.RATIO: _ratio, AnswerType.DAY: _day}
"""How answers that are not words are read."""

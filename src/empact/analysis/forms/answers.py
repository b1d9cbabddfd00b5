"""Read one answer of a form that came back: a number, a ratio, a day or words, or why it is asked back."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from empact.analysis.forms.asked import AnswerType, Asked, FormQuestion
from empact.grammar.answers import says_nothing
from empact.grammar.numbers import number_hint, parse_number
from empact.grammar.personal_data import without_personal_data
from empact.model import AnswerCell, FormRow
from empact.reference import StatusWords
from empact.reprs import cut_repr

_RATIO = re.compile(r"(?P<value>\S.*?)\s*(?:/|\bof\b|\bsur\b|\bvon\b)\s*(?P<of>\S.*)")
_POINT = re.compile(r"(?<![0-9.])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9.])")
"""A typed number whose point separates thousands in most languages of the Union, and decimals in English."""
_NUMBERS = frozenset({AnswerType.NUMBER, AnswerType.RATIO})
_TYPED_DAY = re.compile(r"(?P<first>[0-9]{1,2})(?P<sign>[./-]) ?(?P<second>[0-9]{1,2})(?P=sign) ?(?P<year>[0-9]{4})")
"""A day as people type it: 14/01/2031, 14.1.2031."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIELDS = {Asked.OWN: "value", Asked.TOTAL: "value"}
"""The key of an answer in a report, where it is not the word of what is asked."""
_IF_NOTHING = "If there is nothing, write: nothing to report."
"""What to write for a share instead of words such as none."""
_QUOTED = 60
"""The most characters of an answer in a message."""


def quoted(text: str) -> str:
    """Quote what stands in a cell, without personal data; a long text is cut."""
    return cut_repr(without_personal_data(text), _QUOTED)  # before it is cut: half a number is not found


def cell_problem(row: FormRow) -> tuple[str, str] | None:
    """Return why an answer is not read, whatever it says, and what to do; None if it is read."""
    if row.hidden:
        return f"The answer {quoted(row.answer)} is in a hidden row, column or sheet.", "Show it, or delete it."
    if row.cell is AnswerCell.FORMULA:
        return "The cell has a formula, so what it says can change.", "Write the value itself."
    if row.cell is AnswerCell.OTHER:
        return (
            f"The cell has {quoted(row.answer)}, which is not a text, a number or a date.",
            "Format the cell as text, and write the answer itself.",
        )
    return None


_Read = tuple[dict[str, Any], tuple[str, str] | None]
"""The values of an answer by the key in a report; or what is wrong with it, and what to write."""


def answer_values(row: FormRow, question: FormQuestion, known: StatusWords) -> _Read:
    """Return the values that an answer states, with a status in one of the words that are known."""
    field = _FIELDS.get(question.asked, question.asked.value)
    text = " ".join(row.answer.split())
    is_share = question.asked is Asked.OWN
    if question.answer in _NUMBERS and is_share and says_nothing(text):
        return {"nothing": True}, None
    if question.answer in _NUMBERS and row.cell is AnswerCell.TEXT and text != question.filled:
        number = _POINT.search(text)
        if number is not None:
            return {}, (f"{quoted(text)} can be read in two ways.", number_hint(number[0]) or "")
    read = _READ.get(question.answer)
    if read is not None:
        values, wrong = read(row, text, field)
        if wrong is not None and is_share:
            wrong = wrong[0], f"{wrong[1]} {_IF_NOTHING}"
        return values, wrong
    if row.cell is AnswerCell.DATE or (row.cell is AnswerCell.NUMBER and question.answer is AnswerType.STATUS):
        return {}, (f"{quoted(text)} is a {row.cell.value}, and words are asked for.", "Write it in words.")
    if question.answer is AnswerType.STATUS:
        return _status(text, field, known)
    return {field: text if question.answer is not AnswerType.WORDS else row.answer.strip()}, None


def _status(text: str, field: str, known: StatusWords) -> _Read:
    status = known.find(text)
    if status is not None:
        return {field: status.word}, None
    return {}, (f"{quoted(text)} is not a known status.", known.hint(text))


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


def day_values(row: FormRow, text: str, field: str) -> _Read:
    """Return a day by its key in a report, or what is wrong with it.

    A day in digits is read if it has one meaning: 14/01/2031, and not 04/01/2031.
    """
    days = _days(text) if row.cell in {AnswerCell.DATE, AnswerCell.TEXT} else frozenset[dt.date]()
    if len(days) == 1:
        return {field: str(*days)}, None
    wrong = "can be read in two ways" if days else "is not a date"
    return {}, (f"{quoted(text)} {wrong}.", "Write year, month and day, such as 2031-06-30.")


def _days(text: str) -> frozenset[dt.date]:
    """Return the days that a text can mean: the day or the month can stand first."""
    typed = _TYPED_DAY.fullmatch(text)
    if typed is not None:
        year, first, second = typed["year"], typed["first"].zfill(2), typed["second"].zfill(2)
        possible = {f"{year}-{second}-{first}", f"{year}-{first}-{second}"}
    else:
        possible = {text} if _DAY.fullmatch(text) else set[str]()
    days: set[dt.date] = set()
    for each in possible:
        try:
            days.add(dt.date.fromisoformat(each))
        except ValueError:
            continue
    return frozenset(days)


_READ = {AnswerType.NUMBER: _number, AnswerType.RATIO: _ratio, AnswerType.DAY: day_values}
"""How answers that are not words are read."""

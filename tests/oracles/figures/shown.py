"""How figures, days and statuses are printed (section 4), and their codes in SDMX tables."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal

from tests.oracles.figures.inputs import (
    Answer,
    Did,
    Nothing,
    NotYet,
    Number,
    Ratio,
    Reached,
    StatusWord,
    Unchanged,
    Words,
)


class Status(enum.StrEnum):
    """The six statuses of a value."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    DISPUTED = "disputed"
    SETTLED = "settled"
    MISSING = "missing"
    NOT_DUE = "not due"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_text(day: dt.date) -> str:
    """Return a day as the page prints it: 9 July."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def month_text(day: dt.date) -> str:
    """Return the month of a day: September."""
    return MONTHS[day.month - 1]


def number_text(number: Decimal) -> str:
    """Return a number with thousands: 2,000."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure_text(figure: Answer) -> str:
    """Return a figure without what is known about it: 12, about 2,000, 12 of 20, 9 July, or its words."""
    about = "about " if isinstance(figure, Number | Ratio) and figure.estimated else ""
    if isinstance(figure, Number | Ratio):
        if isinstance(figure, Number):
            return about + number_text(figure.value)
        return f"{about}{number_text(figure.numerator)} of {number_text(figure.denominator)}"
    if isinstance(figure, Reached):
        return day_text(figure.day)
    if isinstance(figure, StatusWord):
        return figure.word
    if isinstance(figure, Words | Did):
        return figure.text
    return {NotYet: "not yet", Unchanged: "unchanged", Nothing: "nothing"}[type(figure)]


def sdmx_code(status: Status, *, estimated: bool) -> str:
    """Return the code of SDMX beside a status. A value that is final and estimated has the code of estimates."""
    if status in {Status.MISSING, Status.NOT_DUE}:
        return "O"
    if status is Status.PROVISIONAL:
        return "P"
    if status is Status.DISPUTED:
        return "U"
    return "E" if estimated else "A"

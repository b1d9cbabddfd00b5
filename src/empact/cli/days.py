"""Days on the command line."""

from __future__ import annotations

import datetime as dt

import click


def a_day(given: str) -> dt.date:
    """The day that a text names: the type of an option."""
    try:
        return dt.datetime.strptime(given, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        message = f"{given!r} is no day. Write it as YYYY-MM-DD, such as 2012-05-14."
        raise click.BadParameter(message) from None

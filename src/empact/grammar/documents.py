"""Parse numbers, subject codes and dates of documents (``17793/2/11 REV 2``, ``JAI 894``), and checkpoints."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from empact.arguments import check_text
from empact.grammar.caching import cached, of_text
from empact.model import (
    Checkpoint,
    Dates,
    DocumentNumber,
    DocumentNumbers,
    Issue,
    SubjectCode,
    SubjectCodes,
    Suffix,
    Unparsed,
)
from empact.model.timing import MONTHS

_SUFFIX = "|".join(suffix.value for suffix in Suffix)
_ISSUE = re.compile(rf"({_SUFFIX})(?:\s*([0-9]{{1,9}}))?")
_NUMBER = re.compile(
    rf"(?:doc\.?\s+)?(?:ST\s+)?([0-9]{{1,9}})(?:/([0-9]{{1,9}}))?/([0-9]{{2}})((?:\s*(?:{_SUFFIX})(?:\s*[0-9]{{1,9}})?)*)"
)
_REGISTER = re.compile(
    rf"ST(?P<sign>[- ])([0-9]{{1,9}})(?P=sign)(?:19|20)([0-9]{{2}})"
    rf"((?:(?P=sign)(?:{_SUFFIX})(?:(?P=sign)[0-9]{{1,9}})?)*)"
)
"""The number as in the Council's register: ``ST 9960 2017 INIT``, and in addresses ``ST-17793-2011-REV-2``."""

_CODE = re.compile(r"([A-Z]+)\s+([0-9]{1,9})")
_CODES = re.compile(r"\s*(?:[A-Z]+\s+[0-9]{1,9}(?:[\s,]+|$))+")
_DAY = re.compile(r"([0-9]{1,2}) ([A-Za-z]+) ([0-9]{4})")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}


@cached
def parse_document_number(text: str) -> DocumentNumber | None:
    """Return the number of a Council document, with or without ``ST``; None for any other text."""
    match = _NUMBER.fullmatch(text.strip().rstrip("."))
    in_register = _REGISTER.fullmatch(text.strip())
    if match is not None:
        serial, revision, year, issues = match.groups()
    elif in_register is not None:
        _, serial, year, issues = in_register.groups()
        issues = issues.replace("-", " ")
        revised = re.search(r"REV ([0-9]+)", issues)
        revision = None if revised is None else revised[1]
    else:
        return None
    return DocumentNumber(
        serial=int(serial),
        revision=None if revision is None else int(revision),
        year=int(year),
        issues=tuple(
            Issue(suffix=Suffix(suffix), number=int(number) if number else None)
            for suffix, number in _ISSUE.findall(issues)
        ),
    )


def find_document_numbers(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the numbers of Council documents stand in a text: the offsets at which each begins and ends.

    >>> from empact import find_document_numbers
    >>> find_document_numbers("See 17793/2/11 REV 2 JAI 894.")
    ((4, 20),)
    """
    check_text("The text", text)
    number = rf"(?<![\w/])(?:{_NUMBER.pattern}|{_REGISTER.pattern})(?![\w/])"
    return tuple(match.span() for match in re.finditer(number, text))


@cached
def parse_document_numbers(text: str) -> DocumentNumbers:
    """Parse the document number of a cell."""
    items = (parse_document_number(text) or Unparsed(text=text),) if text.strip() else ()
    return DocumentNumbers(text=text, items=items)


@of_text
def parse_subject_code(text: str) -> SubjectCode | Unparsed:
    """Return one subject code."""
    match = _CODE.fullmatch(text.strip())
    return Unparsed(text=text) if match is None else SubjectCode(series=match[1], serial=int(match[2]))


@cached
def parse_subject_codes(text: str) -> SubjectCodes:
    """Parse the subject codes of a cell, separated by white space or commas."""
    return SubjectCodes(text=text, items=tuple(_subject_codes(text)))


def _subject_codes(text: str) -> Iterator[SubjectCode | Unparsed]:
    if _CODES.fullmatch(text):
        yield from (SubjectCode(series=series, serial=int(serial)) for series, serial in _CODE.findall(text))
    elif text.strip():
        yield Unparsed(text=text)


@of_text
def parse_date(text: str) -> dt.date | None:
    """Return a date, written ``15 December 2011`` or ``2011-12-15``; None for any other text."""
    match = _DAY.fullmatch(text.strip())
    try:
        if match is None:
            return dt.date.fromisoformat(text) if _ISO.fullmatch(text) else None
        return dt.date(int(match[3]), _MONTHS[match[2].lower()], int(match[1]))
    except (ValueError, KeyError):
        return None


@of_text
def parse_checkpoint(text: str) -> Checkpoint:
    """Return a checkpoint: its name, with its date in brackets where it is given, as in ``June (2012-06-30)``."""
    name, bracket, date = text.removesuffix(")").rpartition(" (")
    on = parse_date(date) if bracket and text.endswith(")") else None
    return Checkpoint(name=text) if on is None else Checkpoint(name=name, on=on)


@cached
def parse_dates(text: str) -> Dates:
    """Parse the date of a cell."""
    return Dates(text=text, items=(parse_date(text) or Unparsed(text=text),) if text.strip() else ())

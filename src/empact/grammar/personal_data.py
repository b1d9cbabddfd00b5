"""Find e-mail addresses, telephone numbers and IBANs in a text: they identify persons, and have no place in a report.

Names, number plates and numbers of cases are not found. What is found is never repeated: only its kind is returned.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Iterator

import attrs

from empact.diagnostics import Diagnostic

_PREFIX = 2
"""The letters of the country at the start of an IBAN; two check digits follow."""
_LEAST_IBAN = 15
"""The characters of the shortest IBAN, that of Norway (ISO 13616)."""
_MOST_IBAN = 34
"""The most characters that an IBAN may have (ISO 13616)."""
_LEAST_INTERNATIONAL = 9
"""The digits from which on a number after ``+`` or ``00`` is a telephone number: +10 000 000 is an amount."""
_NATIONAL = range(9, 13)
"""The digits that a telephone number with a leading 0 has."""
_LEAST_NAMED = 7
"""The digits from which on a number after a word such as "tel." is a telephone number."""
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_DOCUMENT = re.compile("[0-9]{5,}/[0-9]{2}(?![0-9])|[0-9]+/[0-9]{2}$")
"""The number of a document of the Council: 07231/12."""
_WORDS = (
    "tel|telephone|phone|mobile|mob|fax|gsm|tél|téléphone|portable|telefon|handy|telefoon|teléfono|telefono|cellulare|"
    "telefone|telefonszám|puhelin|puh|τηλ|тел"
)
"""What stands before a telephone number, in languages of the Union."""
_MONEY = r"\s?(?:[€$£%]|(?:EUR|USD|GBP|euros?|million|kg|km|pieces)\b)"
"""What follows an amount and never a telephone number."""
_GAP = r"(?:[ \u00a0\u202f./\u2010\u2011\u2013-]|[ \t]*\r?\n[ \t]*)"
"""What stands between the groups of a number: a space, a point, a slash, a hyphen, or a line break."""
_NOT_A_BREAK = re.compile(r"[^\r\n]")


class PersonalData(enum.Enum):
    """What is searched for in the texts of a report."""

    EMAIL = "e-mail address"
    """An e-mail address."""
    IBAN = "IBAN"
    """The number of a bank account, with a right checksum."""
    TELEPHONE = "telephone number"
    """A telephone number: with ``+`` or ``00``, with a leading 0, or after a word such as "tel."."""


def personal_data(text: str) -> tuple[PersonalData, ...]:
    """Return the kinds of personal data in a text, each once.

    >>> [kind.value for kind in personal_data("Invented: call 0049 30 5550 1234 or write to desk@example.org.")]
    ['e-mail address', 'telephone number']
    >>> personal_data("Document 7231/12 of 1 March 2031: action 2.2, 1 250 000 EUR.")
    ()
    """
    kinds = {kind for kind, _, _ in _found(text)}
    return tuple(kind for kind in PersonalData if kind in kinds)


def without_personal_data(text: str) -> str:
    """Return a text with an asterisk for each character of personal data, so that a message can quote it.

    >>> without_personal_data("Invented: write to desk@example.org.")
    'Invented: write to ****************.'
    """
    for _, start, end in _found(text):
        text = f"{text[:start]}{_NOT_A_BREAK.sub('*', text[start:end])}{text[end:]}"
    return text


def masked(problem: Diagnostic) -> Diagnostic:
    """Return a problem of a report that repeats no personal data: it can quote what is written."""
    return attrs.evolve(
        problem,
        message=without_personal_data(problem.message),
        hint=None if problem.hint is None else without_personal_data(problem.hint),
    )


def _found(text: str) -> Iterator[tuple[PersonalData, int, int]]:
    """Yield what is found, with its start and end; the digits of an IBAN are not searched for telephone numbers."""
    if "@" in text or "at" in text:
        for match in _email().finditer(text):
            yield PersonalData.EMAIL, *match.span()
    if sum(map(str.isdecimal, text)) < _LEAST_NAMED:
        return
    rest = text
    for match in _iban().finditer(text):
        length = _iban_length(match[0])
        if length:
            start, end = match.start(), match.start() + length
            rest = f"{rest[:start]}{'*' * length}{rest[end:]}"
            yield PersonalData.IBAN, start, end
    for match in _telephone().finditer(rest):
        if _is_telephone(match):
            yield PersonalData.TELEPHONE, *match.span("number")


@functools.cache
def _email() -> re.Pattern[str]:
    return re.compile(r"(?<![\w.+%'-])[\w.+%'-]++ ?(?:@|\(at\)|\[at\]) ?[\w-]++(?:\.[\w-]++)++", re.IGNORECASE)


@functools.cache
def _iban() -> re.Pattern[str]:
    """Return the pattern of an IBAN as a whole, or in groups of four as it is printed."""
    groups = rf"(?:{_GAP}[A-Z0-9]{{4}}){{2,7}}(?:{_GAP}[A-Z0-9]{{1,3}})?"
    return re.compile(rf"(?<!\w)[A-Z]{{2}}[0-9]{{2}}(?:[A-Z0-9]{{11,30}}|{groups})(?!\w)", re.IGNORECASE | re.ASCII)


def _iban_length(text: str) -> int:
    """Return the length of the IBAN at the start of a text: words in capitals can follow it. 0 if there is none."""
    ends = [len(text), *(match.start() for match in reversed(list(re.finditer(r"[^A-Za-z0-9]", text))))]
    return next((end for end in ends if _is_iban(re.sub("[^A-Za-z0-9]", "", text[:end]))), 0)


def _is_iban(text: str) -> bool:
    """Whether the check digits of an IBAN are right: modulo 97, with letters as the numbers from 10 on (ISO 7064)."""
    if not _LEAST_IBAN <= len(text) <= _MOST_IBAN:
        return False
    moved = text[_PREFIX * 2 :] + text[: _PREFIX * 2]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


@functools.cache
def _telephone() -> re.Pattern[str]:
    """Return the pattern of a number in groups that can be a telephone number; :func:`_is_telephone` decides."""
    groups = rf"(?:\)?{_GAP}?\(?[0-9]++)*+"
    international = rf"(?:\+|00 ?)[1-9]{groups}"
    national = rf"\(?0[1-9][0-9]*+\)?(?: ?[/\u2013-] ?|{_GAP})?[0-9]*+(?:{_GAP}[0-9]++)*+"
    named = rf"\b(?:{_WORDS})\b\.?[ -]?(?:no|nr|number|nummer|numéro|n°)?[.:]{{0,2}} ?(?P<named>\+?\(?[0-9]{groups})"
    alone = rf"(?<![\w+])(?<![0-9][.,:/ -])(?:(?P<international>{international})|(?P<national>{national}))"
    return re.compile(rf"(?P<number>{named}|{alone})(?!\w)(?P<amount>{_MONEY})?", re.IGNORECASE)


def _is_telephone(match: re.Match[str]) -> bool:
    """Whether a number in groups is a telephone number, and not a date, a document or an amount."""
    ((kind, number),) = ((name, match[name]) for name in ("named", "international", "national") if match[name])
    groups = re.findall("[0-9]+", number)
    digits = sum(map(len, groups))
    is_amount = match["amount"] is not None and all(len(group) == 3 for group in groups[1:])  # noqa: PLR2004
    if is_amount or _is_date(groups) or _DOCUMENT.match(number):
        return False
    if kind == "international":
        return digits - 2 * number.startswith("00") >= _LEAST_INTERNATIONAL
    if kind == "named":
        return digits >= _LEAST_NAMED
    gaps = {gap.strip("()") for gap in re.findall("[^0-9]+", number)} - {""}
    is_range = len(gaps) > 1 and all(len(group) == 2 for group in groups)  # noqa: PLR2004 - 01.02-05.03.31
    return digits in _NATIONAL and not is_range and min(map(len, groups)) > 1


def _is_date(groups: list[str]) -> bool:
    """Whether numbers begin as a date does, or a span of days: a year with only days and months before it."""
    before = next((index for index, group in enumerate(groups) if _YEAR.fullmatch(group)), None)
    if before is None:
        return False
    if before == 0:
        return len(groups) > 1 and len(groups[1]) <= 2  # noqa: PLR2004 - year, month and day
    return all(len(group) <= 2 for group in groups[:before])  # noqa: PLR2004

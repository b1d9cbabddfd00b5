"""Find e-mail addresses, telephone numbers and IBANs in a text: they identify persons, and have no place in a report.

Names, number plates and numbers of cases are not found. What is found is never repeated: only its kind is returned.
"""

from __future__ import annotations

import bisect
import enum
import functools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

import attrs

from empact.diagnostics import Diagnostic, Place

_PREFIX = 2
"""The letters of the country at the start of an IBAN; two check digits follow."""
_LEAST_IBAN = 15
"""The characters of the shortest IBAN, that of Norway (ISO 13616)."""
_MOST_IBAN = 34
"""The most characters that an IBAN may have (ISO 13616)."""
_LEAST_INTERNATIONAL = 9
"""The digits from which on a number after ``+`` or ``00`` is a telephone number: +10 000 000 is an amount."""
_NORTH_AMERICAN = 11
"""The digits of a telephone number that begins with +1: +123 456 789 is an amount."""
_NATIONAL = range(9, 13)
"""The digits that a telephone number with a leading 0 has."""
_LEAST_NAMED = 7
"""The digits from which on a number after a word such as "tel." is a telephone number."""
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_DOCUMENT = re.compile("[0-9]{5,}/[0-9]{2}(?![0-9])|[0-9]+/[0-9]{2}$")
"""The number of a document of the Council: 07231/12."""
_WORDS = (
    "tel|tlf|tlfn|tfn|(?:telephone|telefon|telefoon|téléphone|telefone|teléfono|telefono)(?:s?nr|s?nummer|szám|number)?|"
    "phone|mobile|mobil|mob|fax|gsm|tél|portable|handy|cellulare|puhelin|puh|whatsapp|viber|telegram|τηλ|тел"
)
"""What stands before a telephone number, in languages of the Union."""
_BANDS = frozenset({"850", "900", "1800", "1900", "2100"})
"""The frequencies of GSM networks, in MHz: a device is called GSM 900/1800/1900."""
_UNITS = (
    "EUR|USD|GBP|euros?|million|kg|km|tonnes?|lit(?:re|er)s?|pieces|items|units|packets|packs|tablets|pills|"
    "cigarettes|sticks"
)
_AMOUNT = rf"\s?(?:[€$£%]|(?:{_UNITS})\b)"
"""What follows an amount and never a telephone number."""
_BEFORE = 24
"""The characters before a number in which a currency or a word such as "case" is looked for."""
_GAP = r"(?:[ ./-]|[ \t]*\r?\n[ \t]*)"
"""What stands between the groups of a number: a space, a point, a slash, a hyphen, or a line break."""
_BREAK = r"(?: |[ \t]*\r?\n[ \t]*)?"
"""What can stand around the @ of an e-mail address: nothing, a space, or a line break."""
_DOT = r"(?:\.| ?[(\[{]dot[)\]}] ?)"
_HIDDEN = "\ufffe"
"""What a sign that nobody sees is read as; the code point is none of a character."""
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
"""The signs that nobody sees besides those of the category Cf: control codes, and Default_Ignorable_Code_Point."""
_BLANKS = re.compile(f"[ {_HIDDEN}]*{_HIDDEN}[ {_HIDDEN}]*|  +")


class _Signs(dict[int, int | str]):
    """Each sign as it is read, as one character: spaces, digits, hyphens and full-width signs are those of ASCII."""

    def __missing__(self, code: int) -> int | str:
        sign, category = chr(code), unicodedata.category(chr(code))
        read: int | str = code
        if category == "Cf" or _UNSEEN.match(sign):
            read = _HIDDEN
        elif category == "Zs" or sign == "\t":
            read = " "
        elif category in {"Zl", "Zp"} or sign in "\v\f\x85":
            read = "\n"
        elif category == "Nd":
            read = str(unicodedata.decimal(sign))
        self[code] = read
        return read


_SIGNS = _Signs(
    {
        **{sign: sign - 0xFEE0 for sign in range(0xFF01, 0xFF5F)},  # full-width letters, digits and signs
        **dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63), "-"),
        **dict.fromkeys((0x2024, 0x3002, 0xFE52, 0xFF61), "."),
        0xFE6B: "@",
    }
)
_NOT_A_BREAK = re.compile(r"[^\r\n]")


class PersonalData(enum.Enum):
    """What is searched for in the texts of a report."""

    EMAIL = "e-mail address"
    """An e-mail address."""
    IBAN = "IBAN"
    """The number of a bank account, with a right checksum."""
    TELEPHONE = "telephone number"
    """A telephone number: with ``+`` or ``00``, with a leading 0, or after a word such as "tel."."""


def personal_data(text: str, apart_from: Collection[str] = ()) -> tuple[PersonalData, ...]:
    """Return the kinds of personal data in a text, each once.

    Args:
        text: The text.
        apart_from: What does not count, as :func:`addresses_in` returns it, such as the functional address of a form.

    >>> [kind.value for kind in personal_data("Invented: call 0049 30 5550 1234 or write to desk@example.org.")]
    ['e-mail address', 'telephone number']
    >>> personal_data("Document 7231/12 of 1 March 2031: action 2.2, 1 250 000 EUR.")
    ()
    """
    kinds = {kind for kind, start, end in _found(text) if not apart_from or _address(text[start:end]) not in apart_from}
    return tuple(kind for kind in PersonalData if kind in kinds)


def addresses_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the addresses and numbers in texts, each as a whole, without spaces and in small letters."""
    return frozenset(_address(text[start:end]) for text in texts for _, start, end in _found(text))


def _address(text: str) -> str:
    return re.sub(rf"[\s{_HIDDEN}]", "", text.translate(_SIGNS)).casefold()


def without_personal_data(text: str) -> str:
    """Return a text with an asterisk for each character of personal data, so that a message can quote it.

    >>> without_personal_data("Invented: write to desk@example.org.")
    'Invented: write to ****************.'
    """
    return _masked(text, ((start, end) for _, start, end in _found(text)))


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text with an asterisk for each character of some parts of it, but not for its line breaks."""
    parts, done = list[str](), 0
    for start, end in sorted(spans):
        if end > done:
            begin = max(start, done)
            parts += text[done:begin], _NOT_A_BREAK.sub("*", text[begin:end])
            done = end
    return "".join((*parts, text[done:]))


def masked(problem: Diagnostic) -> Diagnostic:
    """Return a problem of a report that repeats no personal data: it can quote what is written."""
    return attrs.evolve(
        problem,
        message=without_personal_data(problem.message),
        hint=None if problem.hint is None else without_personal_data(problem.hint),
        place=_masked_place(problem.place),
    )


def _masked_place(place: Place) -> Place:
    """Return a place without personal data in the name of its sheet, which a sender can change."""
    return place if not place.sheet else attrs.evolve(place, sheet=without_personal_data(place.sheet))


def _found(text: str) -> Iterator[tuple[PersonalData, int, int]]:
    """Yield what is found, with its start and end; what nobody sees in a text hides nothing.

    Such a sign is left out, and read as a space: it can stand within an address, or between it and a word.
    """
    read = text.translate(_SIGNS)
    for instead in ("", " ") if _HIDDEN in read else (" ",):
        plain, starts, places = _without_blanks(read, instead)
        for kind, start, end in _search(plain):
            first, last = (bisect.bisect_right(starts, place) - 1 for place in (start, end - 1))
            yield kind, places[first] + start - starts[first], places[last] + end - starts[last]


def _without_blanks(text: str, instead: str) -> tuple[str, list[int], list[int]]:
    """Return a text with single spaces; where each of its pieces starts, and where the piece stands in the text.

    Args:
        text: The text.
        instead: What stands for signs that nobody sees.
    """
    pieces, starts, places, length, done = list[str](), [0], [0], 0, 0
    for match in _BLANKS.finditer(text):
        blank = " " if " " in match[0] else instead
        pieces += text[done : match.start()], blank
        length += match.start() - done + len(blank)
        done = match.end()
        starts.append(length)
        places.append(done)
    return "".join((*pieces, text[done:])), starts, places


def _search(text: str) -> Iterator[tuple[PersonalData, int, int]]:
    """Yield what is found in a plain text; the digits of an IBAN are not searched for telephone numbers."""
    if "@" in text or "at" in text or "AT" in text:
        for match in _email().finditer(text):
            yield PersonalData.EMAIL, *match.span()
    if sum(map(str.isdecimal, text)) < _LEAST_NAMED:
        return
    ibans = list(_ibans(text))
    for start, end in ibans:
        yield PersonalData.IBAN, start, end
    for match in _telephone().finditer(_masked(text, ibans)):
        if _is_telephone(match):
            yield PersonalData.TELEPHONE, *match.span("number")


@functools.cache
def _email() -> re.Pattern[str]:
    """Return the pattern of an e-mail address; its last part begins with a letter: 5 @ 3.5 is a price."""
    at = r"(?:@|[(\[{]at[)\]}])"
    domain = rf"[\w-]++(?:{_DOT}[\w-]+)*{_DOT}[^\W\d_][\w-]+"
    return re.compile(rf"(?<![\w.+%'-])[\w.+%'-]++{_BREAK}{at}{_BREAK}{domain}", re.IGNORECASE)


@functools.cache
def _iban() -> re.Pattern[str]:
    """Return the pattern of the start of an IBAN, with what may belong to it as a group.

    It is written as a whole, in groups of four as it is printed, or in any groups of digits, after which the country
    and the check digits have no other letters than the four of the bank.
    """
    groups = rf"(?:{_GAP}[A-Z0-9]{{4}}){{2,7}}(?:{_GAP}[A-Z0-9]{{1,3}})?"
    printed = rf"[A-Z]{{2}}[0-9]{{2}}(?:[A-Z0-9]{{11,30}}|{groups})"
    loose = r"(?-i:[A-Z]{2}) ?[0-9]{2}(?: ?(?-i:[A-Z]{4}))?(?: ?[0-9]){8,30}"
    return re.compile(rf"(?:(?<!\w)|(?<=\bIBAN))(?=({printed}(?!\w)|{loose}(?!\w)))", re.IGNORECASE | re.ASCII)


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each IBAN in a text."""
    done = 0
    for match in _iban().finditer(text):
        length = _iban_length(match[1]) if match.start() >= done else 0
        if length:
            done = match.start() + length
            yield match.start(), done


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
    international = rf"(?:\+ ?\(?|00 ?)[1-9]{groups}"
    national = rf"\(?0[1-9][0-9]*+\)?(?: ?[/-] ?|{_GAP})?[0-9]*+(?:{_GAP}[0-9]++)*+"
    named = rf"\b(?:{_WORDS})\b\.?[ -]?(?:no|nr|number|nummer|numéro|n°)?[.:]{{0,2}} ?(?P<named>\+?\(?[0-9]{groups})"
    alone = rf"(?<![\w+])(?<![0-9][.,:/ -])(?:(?P<international>{international})|(?P<national>{national}))"
    return re.compile(rf"(?P<number>{named}|{alone})(?!\w)(?P<amount>{_AMOUNT})?", re.IGNORECASE)


@functools.cache
def _no_telephone() -> re.Pattern[str]:
    """Return the pattern of what stands before an amount, or before the number of a case."""
    money = r"(?:\b(?:EUR|USD|GBP)|[€$£]) ?"
    case = r"\b(?:case|file|dossier|invoice|warrant|ref|reference|affaire|akte|aktenzeichen|az|fall)\b"
    return re.compile(rf"(?:{money}|{case}[ .:]{{0,2}}(?:no|nr|number|n°)?[ .:]{{0,2}})\Z", re.IGNORECASE)


def _is_telephone(match: re.Match[str]) -> bool:
    """Whether a number in groups is a telephone number, and not a date, a document, a case or an amount."""
    ((kind, number),) = ((name, match[name]) for name in ("named", "international", "national") if match[name])
    groups = re.findall("[0-9]+", number)
    if _is_amount(match, groups) or _is_date(groups) or _DOCUMENT.match(number):
        return False
    digits = sum(map(len, groups))
    if kind == "named":
        return digits >= _LEAST_NAMED and not _BANDS.issuperset(groups)
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    if not number.startswith("+") and _no_telephone().search(before):
        return False
    if kind == "international":
        least = _NORTH_AMERICAN if number.lstrip("+0 (").startswith("1") else _LEAST_INTERNATIONAL
        return digits - 2 * number.startswith("00") >= least
    gaps = {gap.strip("()") for gap in re.findall("[^0-9]+", number)} - {""}
    is_range = len(gaps) > 1 and all(len(group) == 2 for group in groups)  # noqa: PLR2004 - 01.02-05.03.31
    return digits in _NATIONAL and not is_range and min(map(len, groups)) > 1


def _is_amount(match: re.Match[str], groups: list[str]) -> bool:
    """Whether a number is grouped as an amount is, and is round, has a unit, or begins with one or two digits."""
    first, thousands = groups[0], groups[1:]
    if not all(len(group) == 3 for group in thousands):  # noqa: PLR2004 - thousands
        return False
    is_round = bool(thousands) and {*thousands} == {"000"}
    is_short = bool(match["named"]) and bool(thousands) and len(first) <= 2 and first[0] != "0"  # noqa: PLR2004
    return match["amount"] is not None or is_round or (is_short and not match["named"].startswith("+"))


def _is_date(groups: list[str]) -> bool:
    """Whether numbers begin as a date does, or a span of days: a year with only days and months before it."""
    before = next((index for index, group in enumerate(groups) if _YEAR.fullmatch(group)), None)
    if before is None:
        return False
    if before == 0:
        return len(groups) > 1 and len(groups[1]) <= 2  # noqa: PLR2004 - year, month and day
    return all(len(group) <= 2 for group in groups[:before])  # noqa: PLR2004

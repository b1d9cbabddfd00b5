"""Numbers as people write them: which spaces group thousands, and what to write in place of a comma.

In most official languages of the Union a point or a space groups thousands and a comma separates decimals; in English a
comma groups them. A space has one meaning, so it is read. A number with a comma, or with several points, is not read:
the hint says what to write.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

SPACES = " \u00a0\u202f\u2009"
"""The spaces that group thousands: a plain one, a no-break one, a narrow no-break one and a thin one."""
LONGEST = 60
"""The most characters that a number has."""
NUMBER = (
    r"[-+]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?"
    rf"|[1-9][0-9]{{0,2}}(?:[{SPACES}][0-9]{{3}})+(?:\.[0-9]*)?)"
)
"""The pattern of a number: digits, or groups of three digits with spaces between them, and a decimal point."""
_WITHOUT_SPACES = dict.fromkeys(map(ord, SPACES))


def parse_number(text: str) -> Decimal | None:
    """Return the value of a number, with its digits as written; None if it is not one, or can mean two.

    >>> parse_number("1 250")
    Decimal('1250')
    >>> parse_number("1,250")
    """
    if len(text) > LONGEST or not re.fullmatch(NUMBER, text):
        return None
    try:
        return Decimal(text.translate(_WITHOUT_SPACES))
    except InvalidOperation:  # an exponent out of range
        return None


def number_hint(text: str) -> str | None:
    """Return what to write instead of a number that is not read; None for a text that has no digits.

    >>> number_hint("1,250")
    'Write 1250 if the comma separates thousands, otherwise 1.25.'
    >>> number_hint("1.125")  # read as it stands, but not where people of all languages type
    'Write 1125 if the point separates thousands, otherwise 1.1250.'
    """
    words = text.strip()[: LONGEST + 1]
    # By any sign that can separate thousands. Not compiled before, since most files have no such number.
    first, following = rf"[-+]?[1-9][0-9]{{0,2}}(?P<mark>[{SPACES},.'\u2019])[0-9]{{3}}", r"(?:(?P=mark)[0-9]{3})*"
    grouped = re.fullmatch(rf"(?P<whole>{first}{following})(?:[.,](?P<part>[0-9]+))?", words)
    decimal = re.fullmatch(r"(?P<whole>[-+]?[0-9]+),(?P<part>[0-9]+)", words)
    if grouped is None and decimal is not None:
        return f"Write {decimal['whole']}.{decimal['part']}."
    if grouped is None or len(words) > LONGEST:
        return "Write digits, and a point before decimals, such as 1250 or 12.5." if re.search("[0-9]", words) else None
    whole, part = re.sub("[^-+0-9]", "", grouped["whole"]), grouped["part"]
    mark = {",": "comma", ".": "point"}.get(grouped["mark"])
    if mark is not None and words.count(grouped["mark"]) == 1 and part is None:
        value = words.replace(",", ".")
        short = value.rstrip("0").rstrip(".")
        return f"Write {whole} if the {mark} separates thousands, otherwise {short if short != value else f'{value}0'}."
    return f"Write {whole}{'' if part is None else f'.{part}'}."

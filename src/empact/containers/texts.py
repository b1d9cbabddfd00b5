"""The texts of a file, in any encoding, and whether a marking is printed in one, however the format escapes it."""

from __future__ import annotations

import codecs
import functools
import re
import unicodedata
from collections.abc import Iterator

import attrs

from empact.values import value

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The marks at the start of a text, by which its encoding is known."""
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""The bytes that no text in an encoding with a byte for each letter has."""
_BYTE_ENCODINGS = ("cp1252", "cp1250", "cp1253", "cp1251", "iso8859-2", "iso8859-7", "iso8859-5")
"""The encodings with a byte for each letter, for the letters of the languages of the Union."""
_HEAD = 4_000
_EVEN = 0.4
"""The least share of NUL among every second byte of a text in UTF-16 in Latin letters."""
_RARE = 10
"""A text in UTF-8 may have NUL, as a plan may; a file with more than one in so many bytes is something else."""
_ESCAPE = re.compile(
    r"\\u(?P<four>[0-9A-Fa-f]{4})|\\x(?P<two>[0-9A-Fa-f]{2})|\\U(?P<eight>[0-9A-Fa-f]{8})"
    r"|\\'(?P<rtf>[0-9A-Fa-f]{2})|_x(?P<office>[0-9A-Fa-f]{4})_|\\(?P<blank>[nrtlNL])|\\(?P<other>.)"
)
"""The escapes of JSON, YAML, calendars, graphs, RTF and workbooks."""
_TAG = re.compile(r"<[^<>]{0,2000}>")
_FOLD = re.compile(r"\r?\n[ \t]")
"""Where a line of a calendar is folded, also inside a word."""
_WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"[\W_]+")
_SIGN = (
    r"(?:[\W_]|\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|_x[0-9A-Fa-f]{4}_|&[A-Za-z]{1,8};"
    r"|(?:&|(?<!&))#x?[0-9A-Fa-f]{1,6};)"
)
"""What may stand between two words of a marking: a sign, or its escape, which has letters but is not a word.

Each escape can be read in one way only, so that a search takes linear time.
"""
_LONG = 16
"""From this number of letters on, a marking is also found where a line or an element ends inside a word of it."""


@value
class Page:
    """A part of a file that has to carry a marking."""

    where: str
    """What it is, such as ``the cells of sheet 2``; empty for the whole file."""
    text: str = attrs.field(repr=False)
    """What it says; it is in no ``repr``."""
    room: int | None = None
    """How many characters of a marking there is room for. None if there is no limit."""
    is_entry: bool = False
    """Whether it is an entry of a calendar, which may be about one plan of several."""


def decoded(data: bytes) -> tuple[str, ...]:
    """Return a file as text, in each encoding that it may have; empty if it is not a text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _in(data, encoding)
    wide = _wide_encoding(data[:_HEAD])
    if wide is not None:
        return _in(data, wide)
    text = _in(data, "utf-8") if data.count(0) * _RARE <= len(data) else ()
    if text:
        return text
    if _NO_TEXT.search(data):
        return ()
    return tuple(dict.fromkeys(data.decode(encoding, "replace") for encoding in _BYTE_ENCODINGS))


def _in(data: bytes, encoding: str) -> tuple[str, ...]:
    try:
        return (data.decode(encoding),)
    except ValueError:
        return ()


def _wide_encoding(head: bytes) -> str | None:
    """Return the encoding of a text in UTF-16 without a mark, or None."""
    pairs = len(head) // 2
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[first::2].count(0), head[1 - first :: 2].count(0)
        if pairs and not others and zeros >= _EVEN * pairs:
            return encoding
    return None


def readings(text: str) -> Iterator[str]:
    """Yield a text, and what it may say: with escapes resolved, without tags, with folded lines joined."""
    yield text
    import html  # a text that says the marking as it is needs no other reading

    unescaped = html.unescape(text)
    yield _ESCAPE.sub(_resolved, unescaped)
    yield html.unescape(_TAG.sub(" ", text))
    yield _FOLD.sub("", text)
    yield _ESCAPE.sub(_resolved, _FOLD.sub("", text))


def _resolved(escape: re.Match[str]) -> str:
    code = escape["four"] or escape["two"] or escape["eight"] or escape["office"]
    if code is not None:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else ""  # noqa: PLR2004 - the last character of Unicode
    if escape["rtf"] is not None:
        return bytes.fromhex(escape["rtf"]).decode("cp1252", "replace")
    return " " if escape["blank"] is not None else escape["other"]


def is_printed(marking: str, text: str, room: int | None = None) -> bool:
    """Return whether a marking is printed in a text.

    The words of the marking are looked for, in their order and their case; whatever is neither a letter nor a digit
    may stand between them, also as an escape: each format escapes other signs, and some escape those of another one.
    A marking without any letter or digit cannot be missing.

    Args:
        marking: The marking.
        text: The text, with the escapes of its format.
        room: How many characters of the marking there is room for; None if there is no limit.
    """
    wanted = marking if room is None else marking[:room]
    pattern, letters = _pattern(wanted), _letters(wanted)
    if not letters:
        return True
    for reading in readings(text):
        plain = reading if reading.isascii() else unicodedata.normalize("NFKC", reading)
        if pattern.search(plain) or (len(letters) >= _LONG and letters in _letters(plain)):
            return True
    return False


@functools.lru_cache(maxsize=64)
def _pattern(marking: str) -> re.Pattern[str]:
    plain = unicodedata.normalize("NFKC", marking)
    last = len(plain)
    words = _APART.sub(lambda apart: _between(apart[0]) if apart.start() > 0 and apart.end() < last else "", plain)
    return re.compile(rf"(?<![^\W_]){words}(?![^\W_])")


def _between(signs: str) -> str:
    """Return the pattern for what stands between two words: control characters may be left out."""
    is_shown = any(sign.isspace() or not unicodedata.category(sign).startswith("C") for sign in signs)
    return _SIGN + ("+" if is_shown else "*")


def _letters(text: str) -> str:
    return "".join(_WORD.findall(unicodedata.normalize("NFKC", text)))

"""The names of files that are made from a text such as the id of a plan: valid on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from empact.arguments import check_text
from empact.reprs import BEYOND_ASCII

_FORBIDDEN = rf'[\x00-\x1f{BEYOND_ASCII}<>:"/\\|?*]'
_DEVICE = r"(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\xb9\xb2\xb3])"
"""The names that Windows keeps for devices, whatever the suffix, and with spaces before it."""
_SAFE = rf"(?!{_DEVICE} *(?:\.|$))(?:(?!{_FORBIDDEN}).)+(?<![. ])"
_LONGEST = 255
"""The bytes of the longest name that file systems allow."""
_ROOM = 150
"""The bytes of the longest stem: the rest is for what a format adds."""


def is_file_name(name: str) -> bool:
    """Return whether a name is valid for a file directly inside a folder, on any system.

    Separators, control characters, the characters that Windows forbids, a dot or a space at the end, and names of
    devices such as ``CON`` are not valid.
    """
    return re.fullmatch(_SAFE, name, re.DOTALL) is not None and len(name.encode(errors="replace")) <= _LONGEST


def same_file(names: Iterable[str]) -> tuple[str, str] | None:
    """Return two names that are one file on some systems, or None: they are equal, or differ only in case or accents.

    Accents differ if one name has a letter with its accent as one character, and the other as two.
    """
    known: dict[str, str] = {}
    for name in names:
        folded = (name if name.isascii() else unicodedata.normalize("NFC", name)).lower()
        if folded in known:
            return known[folded], name
        known[folded] = name
    return None


def file_stem(text: str) -> str:
    """Return a text such as the id of a plan as the stem of a file name that is valid on any system.

    A character that is not allowed becomes a hyphen; a name that begins with a dot, or that Windows keeps for a device,
    gets an underscore; a long text is cut. The id of a plan usually stays as it is.

    >>> file_stem("C-2012"), file_stem("A/B 2012"), file_stem("CON"), file_stem("..")
    ('C-2012', 'A-B 2012', 'CON_', '_')
    """
    check_text("The text", text)
    stem = re.sub(_FORBIDDEN, "-", text).encode(errors="replace")[:_ROOM].decode(errors="ignore").rstrip(". ")
    if not stem or stem.startswith("."):
        stem = f"_{stem}"
    return re.sub(rf"^{_DEVICE}(?= *(?:\.|$))", lambda match: f"{match[0]}_", stem)

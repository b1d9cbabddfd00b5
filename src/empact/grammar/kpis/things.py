"""Separates what is counted from other words beside a slash: :mod:`empact.grammar.kpis.parts` has the rule."""

from __future__ import annotations

import re
import string

from empact.grammar.kpis.patterns import kpi_patterns
from empact.grammar.language import key

STROKE = re.compile(r"\s+/\s*|/\s+")
"""A slash with a space beside it."""
_SLASH = re.compile("/")
_NO_THING = re.compile(r"[0-9,:;%]|^/|/$")
_BRACKETS = re.compile(r"\([^()]*\)")


def counted(measured: str) -> str:
    """Return what is counted, without the words of counting that it starts with."""
    match = kpi_patterns().count.search(measured)
    before = "" if match is None else measured[: match.start()].strip(" ,;:()–—-")
    first = not before or key(before) in kpi_patterns().articles
    return measured if match is None or not first else str(match["unit"])


def closed(words: str) -> str:
    """Return words whose slashes have no spaces."""
    return re.sub(r"\s*/\s*", "/", " ".join(words.split()))


def pieces_of(words: str, stroke: re.Pattern[str] = STROKE) -> list[str]:
    """Split words at slashes outside brackets."""
    hidden = _BRACKETS.sub(lambda match: "-" * len(match.group()), words)
    ends = [*(match.span() for match in stroke.finditer(hidden)), (len(words), len(words))]
    starts = (0, *(end for _, end in ends))
    return [words[start:end].strip() for start, (end, _) in zip(starts, ends, strict=False)]


def things_of(words: str) -> list[str]:
    """Return the things that words without figures name; the words themselves where they name one."""
    results = pieces_of(words, _SLASH)
    if all(key(piece) in kpi_patterns().results for piece in results[:-1]) and is_thing(results[-1]):
        return results
    pieces = pieces_of(words)
    joined = any(kpi_patterns().preposition.search(piece) for piece in pieces[:-1])
    several = all(map(is_thing, pieces)) and not joined and len(pieces) <= len(string.ascii_lowercase)
    return pieces if several else [words]


def is_thing(words: str, *, one: bool = False) -> bool:
    """Return whether words are something that is counted: a plural, but for ``one``, that no other thing joins."""
    patterns, alone = kpi_patterns(), _BRACKETS.sub(" ", words)
    if _NO_THING.search(words) or patterns.joined.search(words) or patterns.count.search(words):
        return False
    return any(map(str.isalpha, alone)) if one else patterns.plural.search(alone) is not None

"""PDF files with damage: bytes of the file or of what is packed in it, other numbers and names."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NUMBER = re.compile(rb"(?<![\w.])-?[0-9]+(?:\.[0-9]+)?(?![\w.])")
_NAME = re.compile(rb"/[A-Za-z]+")
_NUMBERS = (b"-1", b"0", b"1e9", b"99999999999", b"2147483648", b"0.00001", b"-99999", b"null", b"[1 0 R]", b"3 0 R")


def mutated_pdf(data: bytes, number: int, seed: int = 0) -> Iterator[bytes]:
    """Yield as many damaged files, always the same for the same file."""
    chance = random.Random(seed)
    for count in range(number):
        kind = count % 4
        if kind == 0:
            yield _bytes(data, chance)
        elif kind == 1:
            yield _STREAM.sub(lambda found: _packed(found, chance), data)
        else:
            yield _words(data, chance, _NUMBER if kind == 2 else _NAME)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.2 else data)
    for _ in range(chance.randrange(1, 9) if damaged else 0):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _packed(found: re.Match[bytes], chance: random.Random) -> bytes:
    """Return a stream with other content, which is packed well."""
    try:
        content = zlib.decompress(found[1])
    except zlib.error:
        return found[0]
    made = _words(content, chance, _NUMBER) if chance.random() < 0.5 else _bytes(content or b" ", chance)
    return b"stream\n" + zlib.compress(made) + b"\nendstream"


def _words(data: bytes, chance: random.Random, pattern: re.Pattern[bytes]) -> bytes:
    """Return data with some of its numbers or names changed."""
    places = [match.span() for match in pattern.finditer(data)]
    if not places:
        return data
    others = [data[slice(*chance.choice(places))] for _ in range(5)]
    made = bytearray(data)
    for start, end in sorted(chance.sample(places, min(len(places), chance.randrange(1, 6))), reverse=True):
        made[start:end] = chance.choice([*_NUMBERS, *others] if pattern is _NUMBER else others)
    return bytes(made)

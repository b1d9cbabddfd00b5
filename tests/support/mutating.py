"""Office files with damage: bytes of the file or of a part, a part that is gone or another one, or XML in a part."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from tests.support.office import archive

_WORDS = ("-1", "0", "9" * 5000, "x", "", "1048577", "16385", "NaN", "1e400", "A1:XFD1048576", "true", "rId1", "²")
"""What stands in an attribute or a text instead of what belongs there."""
_MAIN = frozenset({"word/document.xml", "word/styles.xml", "word/footnotes.xml", "content.xml", "xl/sharedStrings.xml"})
"""The parts that are read most, and so are damaged more often."""


def mutated(data: bytes, number: int, seed: int = 0) -> Iterator[bytes]:
    """Yield as many damaged files, always the same for the same file."""
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        files = {name: parts.read(name) for name in parts.namelist()}
    for count in range(number):
        if count % 5 == 0:
            yield _bytes(data, chance)
        else:
            yield archive(_parts(files, chance))


def _bytes(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data)
    for _ in range(chance.randrange(1, 6) if damaged else 0):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _parts(files: dict[str, bytes], chance: random.Random) -> dict[str, str | bytes]:
    """Return the parts of a file with some of them changed; the zip file itself is whole."""
    damaged: dict[str, str | bytes] = dict(files)
    for _ in range(chance.randrange(1, 4)):
        name = chance.choice([*files, *(file for file in files if file in _MAIN or "/worksheets/" in file)])
        kind = chance.random()
        if kind < 0.1:
            damaged.pop(name, None)
        elif kind < 0.15:
            damaged[name] = files[chance.choice([*files])]
        elif kind < 0.2:
            damaged[name] = _bytes(files[name], chance)
        else:
            damaged[name] = _markup(files[name], chance)
    return damaged


def _markup(content: bytes, chance: random.Random) -> bytes:
    """Return XML that is still well-formed: an attribute is other, an element gone, doubled, moved or renamed."""
    try:
        root = ET.fromstring(content)
    except ET.ParseError:
        return content[: chance.randrange(len(content) + 1)]
    elements = [*root.iter()]
    for _ in range(chance.randrange(1, 5)):
        parent, other = chance.choice(elements), chance.choice(elements)
        children = [*parent]
        change = chance.randrange(6)
        if change == 0 and parent.attrib:
            parent.set(chance.choice([*parent.attrib]), chance.choice(_WORDS))
        elif change == 1 and parent.attrib:
            del parent.attrib[chance.choice([*parent.attrib])]
        elif change == 2 and children:
            parent.remove(chance.choice(children))
        elif change == 3 and children:
            parent.extend([chance.choice(children)] * chance.randrange(1, 3))
        elif change == 4 and children:
            moved = chance.choice(children)
            parent.remove(moved)
            if other not in [*moved.iter()]:
                other.insert(chance.randrange(len(other) + 1), moved)
        else:
            parent.text, parent.tag = chance.choice(_WORDS), other.tag
    return ET.tostring(root)

"""Parse anchors in the plan's notation: ``section 5.2/1``, ``note 8/1/3``, ``covering``, ``6.2/participants/DZ``."""

from __future__ import annotations

import re

from empact.grammar.caching import cached
from empact.model import Anchor

_ANCHOR = re.compile(
    r"(?P<part>covering|title|subject|(?:section|note|SG) [^\s,:;/]+|[^\s,:;/]+)"
    r"(?:/(?P<cell>[a-z_]+))?"
    r"(?:/(?P<paragraph>[1-9][0-9]{0,3})(?:/(?P<sentence>[1-9][0-9]{0,3}))?)?"
    r"(?:/(?P<item>[^/].*))?"
)


@cached
def parse_anchor(text: str) -> Anchor | None:
    """Return the anchor that a text is, or None."""
    match = _ANCHOR.fullmatch(text)
    if match is None:
        return None
    paragraph, sentence = match["paragraph"], match["sentence"]
    return Anchor(
        part=match["part"],
        cell=match["cell"],
        paragraph=int(paragraph) if paragraph else None,
        sentence=int(sentence) if sentence else None,
        item=match["item"],
    )

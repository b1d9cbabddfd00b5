"""Files that are added once and never changed: entries of a ledger, and progress reports."""

from __future__ import annotations

import re
from typing import Any

import attrs

from empact.model.plan import Source
from empact.values import value

SHORT = 16
"""The number of digits of the digest at the end of a file name.

:meta hide-value:
"""
_DIGEST = re.compile(rf".*-([0-9a-f]{{{SHORT}}})", re.DOTALL)


@value(kw_only=True)
class Filed:
    """What such a file holds, with its id and its digest."""

    id: str
    """The name of the file without its suffix. It ends with the first 16 digits of the digest if ``empact`` wrote the
    file.
    """
    digest: str
    """The SHA-256 digest of the bytes of the file, 64 digits."""
    content: Any
    """What the file holds: a value with a plan and a day. Each subclass says which."""
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)
    """The file it was read from. None if it was not read from a file. Ignored in comparisons."""

    @property
    def named_digest(self) -> str | None:
        """The start of the digest at the end of its id; None if the id has none, as in a file written by hand."""
        match = _DIGEST.fullmatch(self.id)
        return None if match is None else match[1]

    @property
    def changed(self) -> bool:
        """Whether its id ends with the digest of other bytes: the file was changed after it was added."""
        named = self.named_digest
        return named is not None and not self.digest.startswith(named)

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
    """What such a file holds, with its id (the name of the file without suffix) and the SHA-256 digest of its bytes.

    ``source`` is where it was read. As in a plan, it does not count for equality.
    """

    id: str
    digest: str
    content: Any
    """A value with a plan and a day; each subclass says which."""
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)

    @property
    def named_digest(self) -> str | None:
        """The start of the digest at the end of its id; None if the id has none, as in a file written by hand."""
        found = _DIGEST.fullmatch(self.id)
        return None if found is None else found[1]

    @property
    def changed(self) -> bool:
        """Whether its id ends with the digest of other bytes: the file was changed after it was added."""
        named = self.named_digest
        return named is not None and not self.digest.startswith(named)

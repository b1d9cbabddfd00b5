"""The seam between a plugin's command and the command line."""

from __future__ import annotations

import attrs

from empact.reprs import short_repr


@attrs.frozen(kw_only=True)
class Command:
    """A command of the command line.

    ``command`` names a click command, ``"package.module:object"``, which is imported when it is called. Its context's
    ``obj`` is the session. A command of empact itself keeps its name.
    """

    name: str
    summary: str
    command: str

    __repr__ = short_repr

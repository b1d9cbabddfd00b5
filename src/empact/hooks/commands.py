"""The descriptor of a command that a plugin adds to the command line."""

from __future__ import annotations

import attrs

from empact.arguments import check_text_field, type_of
from empact.values import value

_check_command = type_of("a text such as 'package.module:object'", str)


@value(kw_only=True)
class Command:
    """A command of the command line: ``empact NAME``.

    A plugin's command cannot replace a built-in command.
    """

    name: str = attrs.field(validator=check_text_field)
    """The name on the command line."""
    summary: str = attrs.field(validator=check_text_field)
    """One sentence for ``empact --help``."""
    command: str = attrs.field(validator=_check_command)
    """The click command, as ``"package.module:object"``. It is imported when it is called; the ``obj`` of its context
    is the session.
    """

"""The descriptor of a command that a plugin adds to the command line."""

from __future__ import annotations

import attrs

from empact.arguments import check_name_field, check_text_field, code_of
from empact.values import value

_check_command = code_of("object")


@value(kw_only=True)
class Command:
    """A command of the command line: ``empact NAME``.

    A plugin's command cannot replace a built-in command.

    >>> from empact.hooks import Command
    >>> Command(name="calendar", summary="Print what is due.", command="my_plugin.calendar:calendar").name
    'calendar'
    """

    name: str = attrs.field(validator=check_name_field)
    """The name on the command line."""
    summary: str = attrs.field(validator=check_text_field)
    """One sentence for ``empact --help``."""
    command: str = attrs.field(validator=_check_command)
    """The click command, as ``"package.module:object"``. It is imported when it is called; the ``obj`` of its context
    is the session.
    """
    results: str | None = attrs.field(default=None, validator=attrs.validators.optional(_check_command))
    """The kinds of result that the command prints, as ``"package.module:name"``: a tuple of ``ResultKind``. With them,
    ``session.tree(result)`` and ``empact schema --of NAME`` know the classes of the plugin. None if it has none.
    """

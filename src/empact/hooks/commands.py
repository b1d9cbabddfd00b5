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
    results: str | None = attrs.field(default=None, validator=attrs.validators.optional(_check_command))
    """The kinds of result that the command prints, as ``"package.module:name"``: a tuple of ``ResultKind``. With them,
    ``session.tree(result)`` and ``empact schema --of NAME`` know the classes of the plugin. None if it has none.
    """

"""Find options that a message of a command names, and that the command does not have."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from click.testing import Result

_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_IN_HELP = re.compile(r"^ +(?:-\w, )?(--[a-z][a-z-]*)(?: ?/ ?(--[a-z][a-z-]*))?", re.MULTILINE)
_OF_A_NAMED_COMMAND = re.compile(
    r"'empact [^']*'|`empact [^`]*`|^\s*empact .*$|--[a-z-]+ of (?='[a-z]+ add')", re.MULTILINE
)
"""What names options together with the command that has them."""
_WRITES_TEXTS = {"documents", "export", "formats", "new", "plugins", "rules", "schema"}
"""The commands whose standard output is no message: pages of rules, documents, files of a project."""


def missing_options(words: Sequence[str], done: Result, call: Callable[[list[str]], Result]) -> set[str]:
    """Return the options that the messages of a call name, and that neither the command nor ``empact`` has.

    Args:
        words: The arguments of the call.
        done: What it printed.
        call: Makes another call of the same program: the help of the command lists its options.
    """
    if {"--help", "-h"} & {*words}:
        return set()
    is_message = not (_WRITES_TEXTS & {*words[:3]}) and "json" not in words
    printed = f"{done.stdout}\n{done.stderr}" if is_message else done.stderr
    given = {word.partition("=")[0] for word in words}
    named = {*_OPTION.findall(_OF_A_NAMED_COMMAND.sub("", printed))} - given
    known = {"--help"}
    for count in (*range(min(len(words), 3) + 1), len(words)) if named else ():  # as far as they are the command
        found = _IN_HELP.findall(call([*words[:count], "--help"]).stdout)
        known |= {option for pair in found for option in pair}
    return named - known

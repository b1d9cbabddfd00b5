"""Escapes text for GitHub-flavoured Markdown, so that nothing in it is markup."""

from __future__ import annotations

import re

from empact.hooks import printable

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
"""The characters that are markup anywhere in a line, and what makes a link of an address without brackets."""
_START = re.compile(r"\A(?:(?=[-+=:])|([0-9]+)(?=[.)]))")
"""The place of a backslash in a line that would start a list, a rule, a heading or a table."""
ITEM = "- "
"""The start of an item of a list."""
_IN_ADDRESS = re.compile(r"[\\<>&|]")


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", printable(text))


def line(text: str) -> str:
    """Return a text as one line, for a heading or a cell."""
    return _escape(" ".join(text.split()))


def item(text: str) -> str:
    """Return a text as one line, for the beginning of an item of a list: it starts no other block."""
    return _START.sub(r"\1\\", line(text))


def inline(text: str) -> str:
    """Return a text as one line that shows its line breaks, for a cell or a footnote."""
    return "<br>".join(_escape(each) for each in text.split("\n"))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs and lists of a text; line breaks are kept, and no line starts another block.

    A line that starts with a hyphen and a space is an item of a list, as in the prose of plans.
    """
    blocks: list[list[str]] = [[]]
    for each in text.split("\n"):
        words = each.strip(" \t")
        if not words.strip():
            blocks.append([])
        elif words.startswith(ITEM):
            if not (blocks[-1] and blocks[-1][-1].startswith(ITEM)):
                blocks.append([])
            blocks[-1].append(ITEM + item(words.removeprefix(ITEM)))
        else:
            if blocks[-1] and blocks[-1][-1].startswith(ITEM):
                blocks.append([])
            blocks[-1].append(_START.sub(r"\1\\", _escape(words)))
    return [("\n" if lines[0].startswith(ITEM) else "\\\n").join(lines) for lines in blocks if lines]


def address(url: str) -> str:
    """Return a web address for the target of a link between ``<`` and ``>``."""
    return _IN_ADDRESS.sub(r"\\\g<0>", printable(url))

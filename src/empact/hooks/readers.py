"""The descriptor of a reader of a file format."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from empact.arguments import as_items, check_code, check_name_field, check_suffix
from empact.values import value


def _suffixes(suffixes: str | Iterable[str]) -> tuple[str, ...]:
    items = (suffixes,) if isinstance(suffixes, str) else as_items("Reader.suffixes", "a tuple of texts", suffixes)
    for suffix in items:
        check_suffix("Each suffix of a Reader", suffix)
    return items


@value(kw_only=True)
class Reader:
    """A reader of one file format."""

    name: str = attrs.field(validator=check_name_field)
    """The name of the format."""
    suffixes: tuple[str, ...] = attrs.field(converter=_suffixes)
    """The suffixes of its files, with the dot, such as ``(".toml",)``; a string is one suffix."""
    read: str = attrs.field(validator=check_code)
    """The function, as ``"package.module:function"``; it is imported when the first file of the format is read. Its
    signature is ``f(data: bytes, ctx: ReadContext) -> RawDocument``.
    """
    forms: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    """Whether it reads forms that came back, and no plans. Another reader can read plans with the same suffix."""
    from_folders: bool = attrs.field(default=True, validator=attrs.validators.instance_of(bool))
    """Whether it also reads the files of a folder that is named. False for a format of documents, whose files are read
    only if they are named themselves: ``notes.docx`` beside ``plan.yaml`` is no plan. Such a reader gives way to one
    that reads plan files with the same suffix; it is then used by its name.
    """
    options: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_code))
    """The tuple of its options, as ``"package.module:OPTIONS"``; it is imported with the reader, since every command
    lists all readers. Their values are in ``ctx.options``. None has no option. No option can be required: a file is
    also read where none is given.
    """

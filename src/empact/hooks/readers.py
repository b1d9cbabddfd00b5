"""The descriptor of a reader of a file format."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from empact.reprs import short_repr


def _suffixes(suffixes: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str, (suffixes,) if isinstance(suffixes, str) else suffixes))


@attrs.frozen(kw_only=True)
class Reader:
    """A reader of one file format.

    Args:
        name: The name of the format.
        suffixes: The suffixes of its files, such as ``(".toml",)``; a string is one suffix.
        read: The function, as ``"package.module:function"``; it is imported when the first file of the format is
            read. Its signature is ``f(data: bytes, ctx: ReadContext) -> RawDocument``.
    """

    name: str
    suffixes: tuple[str, ...] = attrs.field(converter=_suffixes)
    read: str

    __repr__ = short_repr

"""Readers: the descriptor of a plugin that reads files of a format."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from empact.reprs import short_repr


def _suffixes(suffixes: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str, (suffixes,) if isinstance(suffixes, str) else suffixes))


@attrs.frozen(kw_only=True)
class Reader:
    """Reads files of one format.

    ``read`` names the code, ``"package.module:function"``, which is imported when the first file of the format is
    read: ``f(data: bytes, ctx: ReadContext) -> RawDocument``.
    """

    name: str
    suffixes: tuple[str, ...] = attrs.field(converter=_suffixes)
    read: str

    __repr__ = short_repr

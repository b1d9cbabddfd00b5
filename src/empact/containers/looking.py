"""Looks for a marking in a file, by its container: on each page, sheet and entry, and in each file inside it."""

from __future__ import annotations

import enum
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from empact.containers.limits import ZIP, ContainerError, EncryptedError, Limits
from empact.containers.texts import Page, decoded, is_printed
from empact.values import value

if TYPE_CHECKING:  # most files that are looked into are texts
    from empact.containers.opening import Package

_ENTRY = re.compile(r"^(BEGIN|END):(?:VEVENT|VTODO|VJOURNAL)\b", re.MULTILINE)
"""Where an entry of a calendar begins and ends: each is shown alone, so each carries the marking."""
_DEEPEST = 3
"""How many containers, one in the other, are opened."""
_GZIP = 31
"""What the library calls the header and the trailer of gzip."""
_BROKEN_GZIP = "is not a gzip file that can be opened"
_PARQUET = b"PAR1"
"""What a Parquet file starts and ends with."""
_PARQUET_MARKING = re.compile(rb"\x18\x07marking\x18([\x80-\xff]?[\x00-\x7f])")
"""The pair ``marking`` in the metadata at the end of a Parquet file: Thrift writes both as a length and a text."""
_NOT_A_PAGE = "mimetype"
"""The file in a zip file that says to programs what it is, and nothing else."""


class Container(enum.Enum):
    """What a file is, by its first bytes and its content type, regardless of its name."""

    CALENDAR = "calendar"
    TEXT = "text"
    OOXML = "ooxml"
    ODF = "odf"
    ZIP = "zip"
    GZIP = "gzip"
    PDF = "pdf"
    SQLITE = "sqlite"
    PARQUET = "parquet"
    OTHER = "other"


@value
class Look:
    """What was seen of a file."""

    container: Container
    """What the file is."""
    pages: tuple[Page, ...] = ()
    """What has to carry a marking. A file in which nothing is read has one page without a text."""
    opaque: tuple[str, ...] = ()
    """The files inside it that nobody could look into, by name; the file itself has an empty name."""

    def without(self, marking: str, of_entries: Iterable[str] = ()) -> list[str]:
        """Return where the marking is missing.

        Args:
            marking: The marking.
            of_entries: What an entry of a calendar may carry instead, such as the marking of its plan.
        """
        enough = (marking, *of_entries)
        return [
            page.where
            for page in self.pages
            if not any(is_printed(line, page.text, page.room) for line in enough[: None if page.is_entry else 1])
        ]


@attrs.define
class _Budget:
    """How much may still be unpacked: files inside files share it, so that many small bombs are one large one."""

    limits: Limits
    left: int

    def opened(self, data: bytes) -> Package:
        """Open a zip file in what is left."""
        from empact.containers.opening import open_package

        package = open_package(data, attrs.evolve(self.limits, most_unpacked=self.left))
        self.left -= sum(map(len, package.parts.values()))
        return package

    def unpacked(self, data: bytes) -> bytes:
        """Return what is in a gzip file, which may have several members.

        Raises:
            ContainerError: It cannot be unpacked, or is too large.
        """
        rest, made = data, list[bytes]()
        try:
            while rest:
                packed = zlib.decompressobj(wbits=_GZIP)
                made.append(packed.decompress(rest, self.left + 1))
                self.left -= len(made[-1])
                if self.left < 0:
                    most = self.limits.most_unpacked // 1_000_000
                    raise ContainerError(f"is larger than {most} MB when it is unpacked")
                if not packed.eof:
                    raise ContainerError(_BROKEN_GZIP)
                rest = packed.unused_data.lstrip(b"\0")
        except zlib.error:
            raise ContainerError(_BROKEN_GZIP) from None
        return b"".join(made)


@value
class _File:
    """A file that is looked into: its bytes, what may be unpacked, how deep it is in others, and its parts if any."""

    data: bytes
    budget: _Budget
    depth: int = 0
    package: Package | None = None


@value
class _Row:
    """How a container is recognised, and how it is looked into; None if it cannot be."""

    container: Container
    is_one: Callable[[_File], bool]
    look: Callable[[_File], Iterator[Page | str]] | None = None


def look(data: bytes, limits: Limits | None = None) -> Look:
    """Look into a file.

    Raises:
        ContainerError: It is a zip file or gzip and cannot be opened, or is refused.
    """
    limits = limits or Limits()
    return _look(_File(data, _Budget(limits, limits.most_unpacked)))


def _look(file: _File) -> Look:
    if file.data.startswith(ZIP) and file.depth <= _DEEPEST:
        try:
            file = _File(file.data, file.budget, file.depth, file.budget.opened(file.data))
        except EncryptedError:
            return Look(Container.ZIP, (), ("",))
    row = next(row for row in _ROWS if row.is_one(file))
    if row.look is None or file.depth > _DEEPEST:
        return Look(row.container, (), ("",))
    try:
        seen = list(row.look(file))
    except (LookupError, ValueError, SyntaxError):  # a part is missing, or is not what the others say that it is
        raise ContainerError("has parts that do not fit each other") from None
    pages = tuple(page for page in seen if isinstance(page, Page))
    opaque = tuple(name for name in seen if isinstance(name, str))
    return Look(row.container, pages if pages or opaque else (Page("", ""),), opaque)


def _starts(*starts: bytes) -> Callable[[_File], bool]:
    return lambda file: file.data.startswith(starts)


def _is_package(container: Container) -> Callable[[_File], bool]:
    return lambda file: file.package is not None and file.package.kind.value == container.value


def _is_calendar(file: _File) -> bool:
    return file.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper() == b"BEGIN:VCALENDAR"


def _text(file: _File) -> Iterator[Page | str]:
    texts = decoded(file.data)
    yield Page("", "\n".join(texts))
    for text in texts[:1]:
        for number, entry in enumerate(_entries(text), 1):
            yield Page(f"entry {number}", entry, is_entry=True)


def _entries(text: str) -> Iterator[str]:
    """Yield the entries of a calendar; one that does not end goes on to the end of the file."""
    start: int | None = None
    for line in _ENTRY.finditer(text):
        if line[1] == "BEGIN" and start is None:
            start = line.start()
        elif line[1] == "END" and start is not None:
            yield text[start : line.end()]
            start = None
    if start is not None:
        yield text[start:]


def _office(file: _File) -> Iterator[Page | str]:
    from empact.containers.pages import pages_of

    pages = None if file.package is None else pages_of(file.package)
    if pages is None:
        yield ""
    else:
        yield from pages


def _parquet(file: _File) -> Iterator[Page | str]:
    """Yield the marking in the metadata, which engines read as the pair ``marking``; without it, nothing is read."""
    length = int.from_bytes(file.data[-8:-4], "little")
    metadata = file.data[-8 - length : -8] if file.data.endswith(_PARQUET) and 0 < length < len(file.data) - 8 else b""
    pairs = [*_PARQUET_MARKING.finditer(metadata)]
    for pair in pairs:
        size = sum((byte & 0x7F) << 7 * index for index, byte in enumerate(pair[1]))
        yield Page("the metadata", metadata[pair.end() : pair.end() + size].decode(errors="replace"))
    if not pairs:
        yield ""


def _members(file: _File) -> Iterator[Page | str]:
    """Yield what is in each file of a zip file, with its name."""
    for name, content in () if file.package is None else file.package.parts.items():
        if name != _NOT_A_PAGE:
            yield from _inside(_look_inside(file, content), name)


def _gzip(file: _File) -> Iterator[Page | str]:
    inner = _look_inside(file, file.budget.unpacked(file.data))
    yield from inner.pages
    yield from inner.opaque


def _look_inside(file: _File, content: bytes) -> Look:
    return _look(_File(content, file.budget, file.depth + 1))


def _inside(inner: Look, name: str) -> Iterator[Page | str]:
    for page in inner.pages:
        yield Page(place(page.where, name), page.text, page.room, page.is_entry)
    for opaque in inner.opaque:
        yield f"{name}/{opaque}" if opaque else name


def place(where: str, name: str) -> str:
    """Return where a page is in a file with a name: ``the cells of sheet 2 in 'book.xlsx'``."""
    return f"{where} in {name!r}" if where else repr(name)


_ROWS = (
    _Row(Container.OOXML, _is_package(Container.OOXML), _office),
    _Row(Container.ODF, _is_package(Container.ODF), _office),
    _Row(Container.ZIP, lambda file: file.package is not None or file.data.startswith(b"PK\x05\x06"), _members),
    _Row(Container.GZIP, _starts(b"\x1f\x8b"), _gzip),
    _Row(Container.PDF, _starts(b"%PDF-")),
    _Row(Container.SQLITE, _starts(b"SQLite format 3\0")),
    _Row(Container.PARQUET, _starts(_PARQUET), _parquet),
    _Row(Container.CALENDAR, _is_calendar, _text),
    _Row(Container.TEXT, lambda file: not file.data or bool(decoded(file.data)), _text),
    _Row(Container.OTHER, lambda _file: True),
)
"""The containers in the order in which they are tried; the last one is everything else."""

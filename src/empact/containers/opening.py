"""Opens a zip file, and says of which kind it is: an office file (OOXML or OpenDocument) or any other.

What could do harm is refused before it is unpacked: too many parts, too much when unpacked, doubled names. In an office
file, the XML of each part is checked, by its content type and its content, regardless of its name.
"""

from __future__ import annotations

import enum
import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from empact.arguments import check_type
from empact.containers.limits import ContainerError, EncryptedError, Limits
from empact.containers.markup import fault_of, parse, starts_like_markup
from empact.reprs import short_repr
from empact.values import value

_ENTRY = b"PK\x01\x02"
"""How the entry of a part in the directory of a zip file begins."""
_HEADER = 30
"""The bytes of the shortest header before a part."""
_UNNAMED = b"up\x05\0\x01"
"""An extra field with an empty name of a part: the standard library warns about it, which no user should see."""
_MOST_RATIO = 500
"""How many times larger than its packed bytes a part may be; a part of texts and tables is seldom 50 times larger."""
_SMALL = 1_000_000
"""The bytes of a part that may be packed in any ratio."""
_TYPES = "[Content_Types].xml"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_BROKEN = "is not a zip file that can be opened"
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MANIFEST = "META-INF/manifest.xml"
_IS_ENCRYPTED = 0x1 | 0x40 | 0x2000


class PackageKind(enum.Enum):
    """What a zip file is, by its content type."""

    OOXML = "ooxml"
    ODF = "odf"
    PLAIN = "zip"


@value
class Relationship:
    """What a part of an office file refers to."""

    part: str
    """The name of the part that refers to it."""
    kind: str
    """The last word of the type of the relationship, such as ``hyperlink``."""
    id: str
    """The id of the relationship in the part."""
    target: str
    """What is referred to: the name of another part, or an address outside."""
    is_external: bool
    """Whether the target is outside the file."""


@attrs.frozen(eq=False)
class Package:
    """A zip file that is open. Its ``repr`` has no text of the file."""

    kind: PackageKind
    """What the file is, by its content type."""
    parts: Mapping[str, bytes]
    """The bytes of its parts by name, in their order."""

    __repr__ = short_repr

    def content_type(self, name: str) -> str:
        """Return the content type of a part of an OOXML file, in lower case; empty if it has none."""
        by_name, by_suffix = self._types
        return by_name.get(name.lower()) or by_suffix.get(name.lower().rpartition(".")[2], "")

    @cached_property
    def main(self) -> str | None:
        """The name of the main part of an OOXML file, or None."""
        targets = (relation.target for relation in self.relationships("") if relation.kind == "officeDocument")
        return next((target for target in targets if target in self.parts), None)

    @cached_property
    def media_type(self) -> str:
        """What the file is: of an OOXML file the content type of its main part, of an OpenDocument its ``mimetype``."""
        if self.kind is PackageKind.ODF:
            return self.parts["mimetype"].decode("ascii", "replace").strip()
        return "" if self.main is None else self.content_type(self.main)

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Return what a part of an OOXML file refers to; with an empty name, what the file itself refers to."""
        folder, name = posixpath.split(part)
        content = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        return () if content is None else tuple(_relationships(part, content))

    def all_relationships(self) -> Iterator[Relationship]:
        """Yield what all parts of an OOXML file refer to."""
        for name, content in self.parts.items():
            folder, file = posixpath.split(name)
            if file.lower().endswith(".rels"):
                yield from _relationships(posixpath.join(posixpath.dirname(folder), file[: -len(".rels")]), content)

    def is_markup(self, name: str) -> bool:
        """Return whether a part is XML by its content type or its name."""
        return self.content_type(name).endswith(("+xml", "/xml")) or name.lower().endswith((".xml", ".rels"))

    def root_of(self, name: str) -> str:
        """Return the name of the root element of a part that is XML, with its namespace."""
        return parse(self.parts[name]).tag

    @cached_property
    def _types(self) -> tuple[dict[str, str], dict[str, str]]:
        """The content types by the name of a part, and by the suffix of its name."""
        if self.kind is not PackageKind.OOXML:
            return {}, {}
        rows = [(row.tag.rpartition("}")[2], row) for row in parse(self.parts[_TYPES])]
        return (
            {
                row.get("PartName", "").lstrip("/").lower(): _media_type(row.get("ContentType", ""))
                for tag, row in rows
                if tag == "Override"
            },
            {
                row.get("Extension", "").lower(): _media_type(row.get("ContentType", ""))
                for tag, row in rows
                if tag == "Default"
            },
        )


def _media_type(text: str) -> str:
    """Return a content type without its parameters."""
    return text.partition(";")[0].strip().lower()


def _relationships(part: str, content: bytes) -> Iterator[Relationship]:
    for row in parse(content):
        target, is_external = row.get("Target", ""), row.get("TargetMode", "").lower() == "external"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
        yield Relationship(part, row.get("Type", "").rpartition("/")[2], row.get("Id", ""), target, is_external)


def open_package(data: bytes, limits: Limits | None = None) -> Package:
    """Open a zip file.

    Raises:
        EncryptedError: A part of it is encrypted.
        ContainerError: It cannot be opened, is too large, or has a part that is refused.
    """
    check_type("The data", "bytes", bytes, data)
    check_type("limits", "Limits or None", (Limits, type(None)), limits)
    limits = limits or Limits()
    if len(data) > limits.most_bytes:
        raise ContainerError(f"is larger than {limits.most_bytes // 1_000_000} MB")
    if data.count(_ENTRY) > limits.most_parts:  # before the standard library makes an object of each
        raise ContainerError(f"has more than {limits.most_parts} parts")
    if data.find(_UNNAMED, max(0, data.find(_ENTRY))) >= 0:
        raise ContainerError(_BROKEN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_places(archive.infolist())
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check(entries, limits)
            parts = {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, LookupError, RuntimeError, ValueError, OverflowError):
        raise ContainerError(_BROKEN) from None
    package = Package(_kind(parts), parts)
    if package.kind is PackageKind.ODF and b"encryption-data" in parts.get(_MANIFEST, b""):
        raise EncryptedError("is encrypted")
    if package.kind is not PackageKind.PLAIN:
        _check_markup(package)
    return package


def _check_places(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse parts that lie in one another: a small file would be unpacked many times."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise ContainerError("has parts that overlap")
        end = entry.header_offset + _HEADER + entry.compress_size


def _check(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    if sum(entry.file_size for entry in entries) > limits.most_unpacked:
        raise ContainerError(f"is larger than {limits.most_unpacked // 1_000_000} MB when it is unpacked")
    is_office = any(entry.filename == _TYPES for entry in entries)
    names: set[str] = set()
    for entry in entries:
        what = f"has a part {entry.filename!r}"
        if entry.flag_bits & _IS_ENCRYPTED:
            raise EncryptedError("is encrypted")
        if entry.file_size > max(_SMALL, _MOST_RATIO * entry.compress_size):
            raise ContainerError(f"{what} that is more than {_MOST_RATIO} times larger when it is unpacked")
        if entry.compress_type not in _METHODS:
            raise ContainerError(f"{what} that is packed in an unusual way")
        if _points_outside(entry.filename):
            raise ContainerError(f"{what}, whose name points outside the file")
        name = entry.filename.casefold() if is_office else entry.filename
        if name in names:
            raise ContainerError(f"{what} twice")
        names.add(name)


def _points_outside(name: str) -> bool:
    return "\\" in name or name.startswith("/") or ":" in name.partition("/")[0] or ".." in name.split("/")


def _kind(parts: Mapping[str, bytes]) -> PackageKind:
    if _TYPES in parts:
        return PackageKind.OOXML
    if parts.get("mimetype", b"").startswith(_OPEN_DOCUMENT.encode()):
        return PackageKind.ODF
    return PackageKind.PLAIN


def _check_markup(package: Package) -> None:
    """Refuse an office file with a part whose XML is refused; the content types are read first, and checked first."""
    for name in _types_first(package.parts):
        content = package.parts[name]
        is_declared = name == _TYPES or package.is_markup(name)
        fault = fault_of(content, is_declared=is_declared) if is_declared or starts_like_markup(content) else None
        if fault is not None:
            raise ContainerError(f"has a part {name!r} that {fault}")


def _types_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: name != _TYPES)

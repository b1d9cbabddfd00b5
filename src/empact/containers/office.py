"""Opens a workbook or a Word file that somebody sent, or says what to save it as."""

from __future__ import annotations

import enum

from empact.containers.active import has_macros
from empact.containers.limits import ZIP, ContainerError, EncryptedError, Limits
from empact.containers.opening import Package, PackageKind, open_package

RECEIVED = Limits(most_bytes=16_000_000, most_unpacked=100_000_000, most_parts=5_000)
"""How large a file may be whose content is read: the tables of people are far smaller."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file of Office 97 to 2003 begins, and also an encrypted one of today."""
_HEAD = 1024
"""The bytes in which a text shows what it is."""


class Office(enum.Enum):
    """The kinds of office files whose content is read; the value is the noun with its article."""

    WORKBOOK = "a workbook"
    WORD = "a Word document"

    @property
    def cure(self) -> str:
        """What a person does about a file of another program."""
        return f"save it as {'.xlsx' if self is Office.WORKBOOK else '.docx'}"


_KINDS = {
    "sheet.binary": "a binary workbook (.xlsb)",
    "spreadsheetml": Office.WORKBOOK.value,
    "ms-excel": Office.WORKBOOK.value,
    "wordprocessingml": Office.WORD.value,
    "ms-word": Office.WORD.value,
    "opendocument.spreadsheet": Office.WORKBOOK.value,
    "opendocument.text": "an OpenDocument text (.odt)",
}
"""What a file is, by a word of its content type."""


def open_office(data: bytes, wanted: Office, limits: Limits | None) -> Package:
    """Open a workbook or a Word file.

    Raises:
        EncryptedError: It is encrypted.
        ContainerError: It is another file, has macros, is refused, or cannot be opened.
    """
    if not data.startswith(ZIP):
        _refuse_other(data, wanted)
    package = open_package(data, limits or RECEIVED)
    kind = _kind(package)
    if kind != wanted.value:
        raise ContainerError(f"is {kind}, not {wanted.value}: {wanted.cure}")
    if has_macros(package):
        raise ContainerError(f"has macros: {wanted.cure}")
    return package


def _kind(package: Package) -> str:
    media_type = "" if package.kind is PackageKind.PLAIN else package.media_type
    return next((kind for word, kind in _KINDS.items() if word in media_type), "a file of another program")


def _refuse_other(data: bytes, wanted: Office) -> None:
    """Refuse what is no zip file, by what it begins with."""
    head = data[:_HEAD].lstrip()
    if data.startswith(_OLE):
        if _stream("EncryptedPackage") in data:
            raise EncryptedError("is encrypted: save it without a password")
        raise ContainerError(f"is a file of Office 97 to 2003: {wanted.cure}")
    if head.startswith(b"%PDF-"):
        raise ContainerError(f"is a PDF file, not {wanted.value}: {wanted.cure}")
    if head.startswith((b"{\\rtf", b"<", b"\xef\xbb\xbf<")):
        raise ContainerError(f"is a text in RTF, HTML or XML, regardless of its name: {wanted.cure}")
    raise ContainerError("is empty" if not data else f"is not {wanted.value}: {wanted.cure}")


def _stream(name: str) -> bytes:
    """Return the name of a stream as the directory of an old Office file has it."""
    return name.encode("utf-16-le")


def content_of(package: Package, name: str, limits: Limits) -> bytes:
    """Return a part whose content is read.

    Raises:
        ContainerError: It has too many elements. They are not counted one by one: each has one or two ``<``.
    """
    content = package.parts[name]
    if content.count(b"<") > 2 * limits.most_elements:
        raise ContainerError(f"has a part {name!r} with more than {limits.most_elements:,} elements")
    return content

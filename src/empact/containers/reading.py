"""Reads what is in a workbook or a Word document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from empact.arguments import check_type
from empact.containers.limits import ContainerError, EncryptedError, Limits
from empact.containers.office import RECEIVED, Office, open_office
from empact.containers.opening import Package, PackageKind
from empact.containers.word import WordDocument
from empact.containers.workbooks import Workbook

T = TypeVar("T")


def read_word(data: bytes, limits: Limits | None = None) -> WordDocument:
    """Return what is in a Word document (.docx).

    Nothing outside the file is read, and no field is updated.

    Args:
        data: The bytes of the file.
        limits: How large it may be. None for 16 MB and 100 MB unpacked, and what is usual.

    Raises:
        EncryptedError: It is encrypted.
        ContainerError: It is another file, has macros, takes in the text of another file, is too large, or is damaged.
            The text is the end of a sentence about it: "is an OpenDocument text (.odt), not a Word document: save it
            as .docx".
    """
    from empact.containers.docx import document

    return _read(data, Office.WORD, limits, lambda package: document(package, limits or Limits()))


def read_workbook(data: bytes, limits: Limits | None = None) -> Workbook:
    """Return what is in a workbook of Excel (.xlsx) or LibreOffice (.ods).

    Nothing is calculated, and nothing outside the file is read. A sheet takes the memory of the cells that are not
    empty, wherever they are.

    Args:
        data: The bytes of the file.
        limits: How large it may be. None for 16 MB and 100 MB unpacked, and what is usual.

    Raises:
        EncryptedError: It is encrypted.
        ContainerError: It is another file, has macros, is too large, or is damaged. The text is the end of a sentence
            about it, such as "is a Word document, not a workbook: save it as .xlsx".
    """

    def workbook(package: Package) -> Workbook:
        if package.kind is PackageKind.ODF:
            from empact.containers.ods import sheets
        else:
            from empact.containers.xlsx import sheets
        return Workbook(tuple(sheets(package, limits or RECEIVED)))

    return _read(data, Office.WORKBOOK, limits, workbook)


def _read(data: bytes, wanted: Office, limits: Limits | None, content: Callable[[Package], T]) -> T:
    check_type("The data", "bytes", bytes, data)
    check_type("limits", "Limits or None", (Limits, type(None)), limits)
    package = open_office(data, wanted, limits)
    try:
        return content(package)
    except (EncryptedError, ContainerError):
        raise
    except (LookupError, ValueError, SyntaxError, ArithmeticError):  # parts do not fit each other
        raise ContainerError("has parts that do not fit each other") from None

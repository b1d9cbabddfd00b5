"""How large a file may be, and what is raised if it is larger or cannot be opened: without what opens files."""

from __future__ import annotations

from empact.errors import EmpactError
from empact.values import value

ZIP = b"PK\x03\x04"
"""How a zip file with at least one part begins."""


class ContainerError(EmpactError):
    """A file cannot be opened, or is refused; the text is the end of a sentence about it: "is larger than 50 MB"."""


class EncryptedError(ContainerError):
    """A file is encrypted, so that nobody can look into it without its password."""


@value(kw_only=True)
class Limits:
    """How large a file may be.

    >>> from empact.containers import Limits
    >>> Limits(most_bytes=16_000_000, most_cells=10_000).most_cells
    10000
    """

    most_bytes: int = 500_000_000
    """The most bytes of the file itself."""
    most_unpacked: int = 500_000_000
    """The most bytes of all its parts together when they are unpacked, and the most characters of the cells of a
    workbook, which can share one text.
    """
    most_parts: int = 50_000
    """The most parts."""
    most_elements: int = 1_000_000
    """The most XML elements of a part whose content is read: rows, cells, paragraphs and what is in them."""
    most_cells: int = 300_000
    """The most cells of a workbook that are not empty."""

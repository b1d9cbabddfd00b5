"""Files that are looked into: opens zip files safely, and finds the pages of a file that have to carry a marking.

A container is what a file is, whatever its name says: a text, a workbook, a zip file, gzip. Only the standard library
is used.
"""

from empact.lazy import lazy_names as _lazy_names

__getattr__, __dir__, __all__ = _lazy_names(
    __name__,
    """
    empact.containers.active: Activity ActivePart active_parts
    empact.containers.looking: Container Look look place
    empact.containers.opening: ContainerError EncryptedError Limits Package PackageKind ZIP open_package
    empact.containers.pages: Page
    empact.containers.texts: decoded is_printed readings
    """,
)

"""Office files of others: opens a zip file safely, and reads what is in a workbook or a Word document.

Only the standard library is used. Nothing is calculated, no macro runs, and nothing outside the file is read.

What marks the pages of a file, :mod:`empact.containers.looking`, is used by ``empact`` alone.
"""

from empact.lazy import lazy_names as _lazy_names

__getattr__, __dir__, __all__ = _lazy_names(
    __name__,
    """
    empact.containers.active: Activity ActivePart active_parts
    empact.containers.all_texts: package_texts
    empact.containers.limits: ContainerError EncryptedError Limits ZIP
    empact.containers.opening: Package PackageKind Relationship open_package
    empact.containers.reading: read_word read_workbook
    empact.containers.word: TrackedChange ContentControl ControlKind NoteKind WordBlock WordCell WordDocument WordNote
        WordParagraph WordRow WordRun WordTable
    empact.containers.workbooks: CellValue Sheet SheetCell SheetComment Workbook column_letters
    """,
)

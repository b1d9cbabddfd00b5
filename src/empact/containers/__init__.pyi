# Written by docs/_scripts/public_names from the table in __init__.py.

from empact.containers.active import ActivePart as ActivePart
from empact.containers.active import Activity as Activity
from empact.containers.active import active_parts as active_parts
from empact.containers.all_texts import package_texts as package_texts
from empact.containers.limits import ZIP as ZIP
from empact.containers.limits import ContainerError as ContainerError
from empact.containers.limits import EncryptedError as EncryptedError
from empact.containers.limits import Limits as Limits
from empact.containers.opening import Package as Package
from empact.containers.opening import PackageKind as PackageKind
from empact.containers.opening import Relationship as Relationship
from empact.containers.opening import open_package as open_package
from empact.containers.reading import read_word as read_word
from empact.containers.reading import read_workbook as read_workbook
from empact.containers.word import ContentControl as ContentControl
from empact.containers.word import ControlKind as ControlKind
from empact.containers.word import NoteKind as NoteKind
from empact.containers.word import TrackedChange as TrackedChange
from empact.containers.word import WordBlock as WordBlock
from empact.containers.word import WordCell as WordCell
from empact.containers.word import WordDocument as WordDocument
from empact.containers.word import WordNote as WordNote
from empact.containers.word import WordParagraph as WordParagraph
from empact.containers.word import WordRow as WordRow
from empact.containers.word import WordRun as WordRun
from empact.containers.word import WordTable as WordTable
from empact.containers.workbooks import CellValue as CellValue
from empact.containers.workbooks import Sheet as Sheet
from empact.containers.workbooks import SheetCell as SheetCell
from empact.containers.workbooks import SheetComment as SheetComment
from empact.containers.workbooks import Workbook as Workbook
from empact.containers.workbooks import column_letters as column_letters

__all__ = [
    "ZIP",
    "ActivePart",
    "Activity",
    "CellValue",
    "ContainerError",
    "ContentControl",
    "ControlKind",
    "EncryptedError",
    "Limits",
    "NoteKind",
    "Package",
    "PackageKind",
    "Relationship",
    "Sheet",
    "SheetCell",
    "SheetComment",
    "TrackedChange",
    "WordBlock",
    "WordCell",
    "WordDocument",
    "WordNote",
    "WordParagraph",
    "WordRow",
    "WordRun",
    "WordTable",
    "Workbook",
    "active_parts",
    "column_letters",
    "open_package",
    "package_texts",
    "read_word",
    "read_workbook",
]

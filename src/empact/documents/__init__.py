"""Documents that people read, independent of a file format, and the builders of those that ship with empact.

A document knows no file format, and a writer of a format knows no plan: any writer can write any document.
"""

from empact.lazy import lazy_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from empact.documents.findings import build_findings
    from empact.documents.names import file_stem
    from empact.documents.parts import Part, cell_parts
    from empact.documents.plan_sheet import build_plan_sheet
    from empact.documents.values import (
        CellNote,
        Column,
        ColumnType,
        Document,
        FillIn,
        Hyperlink,
        Row,
        Scalar,
        Section,
        Table,
        TableCell,
        Text,
        Value,
        unique_keys,
    )
    from empact.documents.workload import build_workload
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        """
        empact.documents.findings: build_findings
        empact.documents.names: file_stem
        empact.documents.parts: Part cell_parts
        empact.documents.plan_sheet: build_plan_sheet
        empact.documents.values: CellNote Column ColumnType Document FillIn Hyperlink Row Scalar Section Table
            TableCell Text Value unique_keys
        empact.documents.workload: build_workload
        """,
    )

__all__ = [
    "CellNote",
    "Column",
    "ColumnType",
    "Document",
    "FillIn",
    "Hyperlink",
    "Part",
    "Row",
    "Scalar",
    "Section",
    "Table",
    "TableCell",
    "Text",
    "Value",
    "build_findings",
    "build_plan_sheet",
    "build_workload",
    "cell_parts",
    "file_stem",
    "unique_keys",
]

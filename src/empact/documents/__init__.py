"""Documents that people read, independent of a file format: the plan sheet.

A document knows nothing about file formats, and a writer of a format knows nothing about plans.
"""

from empact.lazy import lazy_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from empact.documents.plan_sheet import Column, Row, Table, table
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        """
        empact.documents.plan_sheet: Column Row Table table
        """,
    )

__all__ = ["Column", "Row", "Table", "table"]

"""What people read, without a format: the plan sheet.

A document knows no format, and what writes a format knows no plan.
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

"""What people read, without a format: the plan sheet.

A document knows no format, and what writes a format knows no plan.
"""

from empact.documents.plan_sheet import Column, Row, Table, table

__all__ = ["Column", "Row", "Table", "table"]

"""Documents that people read, independent of a file format: the plan sheet.

A document knows nothing about file formats, and a writer of a format knows nothing about plans.
"""

from empact.documents.plan_sheet import Column, Row, Table, table

__all__ = ["Column", "Row", "Table", "table"]

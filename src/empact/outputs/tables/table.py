"""A table: the rows of one kind, as Python and data engines read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar, overload

import attrs

from empact.model import FrozenMap
from empact.outputs.tables.columns import Column, columns_of
from empact.outputs.tables.rows import Row
from empact.reprs import call_repr

R_co = TypeVar("R_co", bound=Row, covariant=True)


@attrs.frozen(kw_only=True, eq=False)
class DataTable(Sequence[R_co], Generic[R_co]):
    """The rows of one kind, in the order of the plans.

    It is a sequence of its rows, which pandas and Polars take as they are. DuckDB, pyarrow and others read it through
    the Arrow PyCapsule interface, without copying; that needs the extra ``arrow``.

    >>> import empact
    >>> parties = empact.tables(empact.context(empact.load("oap-c-2012"))).parties
    >>> [(row.action, row.role, row.party) for row in parties][:2]
    [('C-2012:1.1', 'leader', 'Frontex'), ('C-2012:1.1', 'leader', 'Europol')]
    """

    name: str
    """The name of the table, such as ``parties``."""
    row_class: type[R_co] = attrs.field(repr=False)
    """The class of its rows, whose fields are the columns."""
    rows: tuple[R_co, ...] = attrs.field(repr=False)
    """The rows."""
    metadata: Mapping[str, str] = attrs.field(default=FrozenMap[str, str](), repr=False)
    """What the Arrow schema and a Parquet file say about the table: its ``marking``, for example, and its ``readers``
    if it is not for all who read the plan.
    """

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns, with their types and meanings."""
        return columns_of(self.row_class)

    @property
    def names(self) -> list[str]:
        """The names of the columns: ``pandas.DataFrame(table, columns=table.names)`` has them without any row too."""
        return [column.name for column in self.columns]

    @overload
    def __getitem__(self, index: int) -> R_co: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[R_co, ...]: ...
    def __getitem__(self, index: int | slice) -> R_co | tuple[R_co, ...]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[R_co]:
        return iter(self.rows)

    def __repr__(self) -> str:
        return call_repr(self, [self.name, f"rows={len(self)}"])

    @cached_property
    def _arrow(self) -> Any:
        from empact.outputs.tables.arrow import arrow_table  # only engines need it

        return arrow_table(self)

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        """Return the table as a stream of the Arrow PyCapsule interface, which engines read without copying.

        Args:
            requested_schema: The schema that the engine would like, as a capsule.

        Raises:
            MissingExtraError: arro3-core is not installed.
        """
        return self._arrow.__arrow_c_stream__(requested_schema)

"""A table in the memory layout of Arrow, made with arro3-core. Needs the extra ``arrow``."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from empact.errors import MissingExtraError
from empact.outputs.tables.columns import Column

if TYPE_CHECKING:
    import arro3.core

    from empact.outputs.tables.table import DataTable

_FIRST_DAY = dt.date(1970, 1, 1).toordinal()


def arrow_table(table: DataTable[Any]) -> Any:
    """Return a table as one of Arrow, with the meaning of each column in its metadata.

    Args:
        table: The table.

    Raises:
        MissingExtraError: arro3-core is not installed.
    """
    try:
        import arro3.core
    except ImportError:
        message = "Arrow tables need arro3-core: run 'pip install \"empact[arrow]\"'."
        raise MissingExtraError(message) from None
    arrays = [_array(column, [getattr(row, column.name) for row in table.rows]) for column in table.columns]
    fields = [
        arro3.core.Field(column.name, array.type, nullable=column.optional, metadata=_metadata(column))
        for column, array in zip(table.columns, arrays, strict=True)
    ]
    schema = arro3.core.Schema(fields, metadata={**table.metadata})
    made: Any = arro3.core.Table  # whose types name a bare `array`
    return made.from_arrays(arrays, schema=schema)


def _metadata(column: Column) -> dict[str, str]:
    said = {"meaning": column.meaning, "null": column.null, "unit": column.unit, "refers_to": column.refers_to}
    return {name: text for name, text in said.items() if text is not None}


def _array(column: Column, values: Sequence[Any]) -> Any:
    return _ARRAYS[column.type](values)


def _texts(values: Sequence[str | None]) -> arro3.core.Array:
    from arro3.core import Array, DataType

    return Array([_encodable(value) for value in values], type=DataType.utf8())


def _encodable(text: str | None) -> str | None:
    """Return a text without halves of characters, which a file typed elsewhere can have and no encoding can write."""
    return None if text is None else text.encode(errors="replace").decode()


def _truths(values: Sequence[bool | None]) -> arro3.core.Array:
    from arro3.core import Array, DataType

    return Array(values, type=DataType.bool())


def _whole_numbers(values: Sequence[int | None]) -> arro3.core.Array:
    from arro3.core import Array, DataType

    return Array(values, type=DataType.int64())


def _numbers(values: Sequence[float | None]) -> arro3.core.Array:
    from arro3.core import Array, DataType

    return Array(values, type=DataType.float64())


def _days(values: Sequence[dt.date | None]) -> arro3.core.Array:
    """Return days as the numbers of days since 1970: the library takes numbers, not dates."""
    from arro3.core import Array, DataType

    numbers = [None if day is None else day.toordinal() - _FIRST_DAY for day in values]
    return Array(numbers, type=DataType.int32()).cast(DataType.date32())


def _lists(values: Sequence[tuple[str, ...]]) -> arro3.core.Array:
    from arro3.core import (
        Array,
        DataType,
        Field,
        list_array,  # pyright: ignore[reportUnknownVariableType]  # its types name a bare `array`
    )

    ends = Array([0, *itertools.accumulate(map(len, values))], type=DataType.int32())
    item = Field("item", DataType.utf8(), nullable=False)
    return list_array(ends, _texts(tuple(itertools.chain.from_iterable(values))), type=DataType.list(item))


_ARRAYS: Mapping[str, Callable[[Sequence[Any]], Any]] = {
    "text": _texts,
    "true or false": _truths,
    "whole number": _whole_numbers,
    "number": _numbers,
    "date": _days,
    "list of text": _lists,
}

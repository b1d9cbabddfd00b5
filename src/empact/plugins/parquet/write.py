"""Writes one Parquet file for each table, with the marking in its metadata and in a column."""

from __future__ import annotations

import io
from collections.abc import Iterator
from types import ModuleType

from empact import MissingExtraError, Portfolio, tables
from empact.hooks import Artifact, ExportContext

_COMPRESSION = "zstd(3)"
"""Half the size of a file without compression, and every engine reads it."""


def write(_portfolio: Portfolio, ctx: ExportContext) -> Iterator[Artifact]:
    """Write a file for each table, named after it; those of records only if they are asked for.

    Raises:
        MissingExtraError: arro3-io is not installed.
    """
    library = _library()
    made = tables(ctx.context, marking=ctx.raised_to)
    # `empact markings` reads this pair. One only: the library writes several in an order that changes each time.
    head = {} if made.marking is None else {"marking": made.marking}
    for table in made:
        # What is for the Driver and the Support Unit alone says so.
        if ctx.options["with_records"] or "readers" not in table.metadata:
            data = io.BytesIO()
            library.write_parquet(table, data, key_value_metadata=head, compression=_COMPRESSION)
            yield Artifact(f"{table.name}.parquet", data.getvalue())


def _library() -> ModuleType:
    try:
        import arro3.io
    except ImportError:
        message = "The format 'parquet' needs arro3-io: run 'pip install \"empact[arrow]\"'."
        raise MissingExtraError(message) from None
    return arro3.io

"""Provides a reader for a suffix that another plugin reads."""

from __future__ import annotations

from collections.abc import Iterator

from empact.hooks import Reader, hookimpl


@hookimpl
def empact_readers() -> Iterator[Reader]:
    yield Reader(name="zoo", suffixes=(".YAML", ".zoo"), read="zoo_suffix:read")

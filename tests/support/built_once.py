"""Documents that are built once and written in many formats: building takes longer than writing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from empact import Plan
from empact.documents import Document
from empact.hooks import DocumentSpec
from empact.session.exporting import Export


@contextlib.contextmanager
def documents_built_once() -> Iterator[dict[tuple[object, ...], Document]]:
    """Keep each document that is built within, by its name, its plan and its options, and write the same again.

    The plans, their records, the day and the language have to be the same in all exports.
    """
    built: dict[tuple[object, ...], Document] = {}
    build = Export.build

    def build_once(export: Export, spec: DocumentSpec, plan: Plan | None, values: Mapping[str, Any]) -> Document:
        options = sorted((option.name, repr(values[option.name])) for option in spec.options)
        key = (spec.name, None if plan is None else plan.id, *options)
        if key not in built:
            built[key] = build(export, spec, plan, values)
        return built[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Export, "build", build_once)
        yield built

"""The subjects of the Python API: each public name stands in one of them, and on one page."""

from __future__ import annotations

import importlib
import pydoc
import tomllib
from collections import Counter
from typing import Any

from tests.support.paths import DOCS

from empact.lazy import table_homes

USES = ("questions", "values", "plugins")
PACKAGES = (
    "empact",
    *(f"empact.{name}" for name in ("model", "grammar", "reference", "containers", "diagnostics", "hooks", "testing")),
    *(f"empact.{name}" for name in ("analysis", "documents")),
)
"""The public packages; a name of several is described under the first."""
ALSO = {
    *(f"empact.analysis.records.{name}" for name in ("AddedReport", "AddedReports", "RefusedReport")),
    *(f"empact.analysis.records.{name}" for name in ("RedactedReport", "RedactedReports")),
    *(f"empact.analysis.records.{name}" for name in ("EntryList", "ListedEntry", "ListedReport", "ReportList")),
    "empact.analysis.claims.convention.Row",
    *(f"empact.analysis.revision_paths.{name}" for name in ("RevisionPaths", "RevisionStep")),
    *(f"empact.documents.values.{name}" for name in ("KeyedRow", "KeyedTable", "MarkedCell")),
    *(f"empact.session.folders.{name}" for name in ("FileFolder", "PlanFolder")),
    "empact.session.plugins.SessionPlugins",
    "empact.session.report_folders.ReportFolder",
    "empact.session.workspaces.Workspace",
    *(f"empact.storage.registers.{name}" for name in ("KpiReading", "OperationReading")),
    "empact.storage.ledgers.LedgerReading",
    "empact.storage.mappings.MappingReading",
    "empact.storage.practices.PracticeReading",
    "empact.storage.reading.Readings",
    "empact.storage.reports.ReportReading",
    "empact.storage.seals.SealReading",
    "empact.validation.Provided",
}
"""What comes back and has a description, but is a class that nobody imports."""

SUBJECTS: dict[str, dict[str, Any]] = tomllib.loads((DOCS / "reference" / "subjects.toml").read_text(encoding="utf-8"))


def listed() -> list[str]:
    """The names of all subjects, with their packages."""
    tables = [table[use] for table in SUBJECTS.values() for use in USES if use in table]
    return [f"{package}.{name}" for table in tables for name, package in table_homes(table).items()]


def public() -> set[str]:
    """The names of the public packages, each with the first package that has it."""
    first: dict[str, tuple[str, object]] = {}
    for package in PACKAGES:
        face = importlib.import_module(package)
        for name in face.__all__:
            value = getattr(face, name)
            before = first.get(name)
            if before is None:
                first[name] = (package, value)
            elif before[1] is not value:  # another thing with the same name, such as the section of a document
                first[f"{package}.{name}"] = (package, value)
    return {f"{package}.{key.rpartition('.')[2]}" for key, (package, _) in first.items()}


def test_each_public_name__stands_in_one_subject() -> None:
    assert [name for name, number in Counter(listed()).items() if number > 1] == []
    assert sorted(public() - set(listed())) == []
    assert sorted(set(listed()) - public() - ALSO) == []


def test_each_name_of_a_subject__is_there() -> None:
    for name in listed():
        package, _, last = name.rpartition(".")
        assert hasattr(pydoc.locate(package), last), name


def test_each_subject__says_for_whom_its_names_are() -> None:
    keys = {"group", "title", "text", *USES, "without", "inherited", "module"}
    assert [name for name, table in SUBJECTS.items() if set(table) - keys or not set(table) & set(USES)] == []
    assert next(iter(SUBJECTS.values()))["group"] == "A script"

# Written by docs/_scripts/public_names from the table in __init__.py.

import datetime
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from typing import overload

from empact import analysis as analysis
from empact import diagnostics as diagnostics
from empact import documents as documents
from empact import errors as errors
from empact import grammar as grammar
from empact import hooks as hooks
from empact import model as model
from empact import reference as reference
from empact import testing as testing
from empact.analysis import ImportedPlan, ParsedCell, PlanContext, PortfolioContext
from empact.analysis import Portfolio as Portfolio
from empact.analysis.forms.confirmations import Confirmations
from empact.analysis.revisions.applying import apply as apply
from empact.analysis.revisions.differences import Diff
from empact.config import Config as Config
from empact.diagnostics import Diagnostic as Diagnostic
from empact.diagnostics import Diagnostics as Diagnostics
from empact.diagnostics import Place as Place
from empact.diagnostics import Severity as Severity
from empact.errors import ConfigError as ConfigError
from empact.errors import EmpactError as EmpactError
from empact.errors import EntryError as EntryError
from empact.errors import ExecutorError as ExecutorError
from empact.errors import ExportError as ExportError
from empact.errors import MarkingError as MarkingError
from empact.errors import MissingExtraError as MissingExtraError
from empact.errors import PlanReadError as PlanReadError
from empact.errors import PluginError as PluginError
from empact.errors import ReleaseError as ReleaseError
from empact.errors import SealError as SealError
from empact.errors import UnknownFormatError as UnknownFormatError
from empact.errors import UnknownIdError as UnknownIdError
from empact.grammar import find_document_numbers as find_document_numbers
from empact.grammar import parse_document_number as parse_document_number
from empact.grammar import parse_kpis as parse_kpis
from empact.grammar import parse_links as parse_links
from empact.grammar import parse_parties as parse_parties
from empact.grammar import parse_targets as parse_targets
from empact.grammar import parse_timing as parse_timing
from empact.model import Action as Action
from empact.model import Plan as Plan
from empact.model import StrategicGoal as StrategicGoal
from empact.model.frozen import FrozenMap
from empact.outputs.tables.collecting import Tables as Tables
from empact.outputs.tables.collecting import tables as tables
from empact.outputs.tables.table import DataTable as DataTable
from empact.session import Session as Session
from empact.session import default_session as default_session
from empact.session.loading import T
from empact.storage.ledgers import LedgerSource
from empact.storage.mappings import MappingSource
from empact.storage.practices import PracticeSource
from empact.storage.reading import Reading as Reading
from empact.storage.records import Records as Records
from empact.storage.registers import KpiSource, OperationSource
from empact.storage.reports import ReportSource
from empact.storage.seals import SealSource
from empact.storage.sources import Readable

__version__: str

__all__ = [
    "Action",
    "Config",
    "ConfigError",
    "DataTable",
    "Diagnostic",
    "Diagnostics",
    "EmpactError",
    "EntryError",
    "ExecutorError",
    "ExportError",
    "MarkingError",
    "MissingExtraError",
    "Place",
    "Plan",
    "PlanReadError",
    "PluginError",
    "Portfolio",
    "Reading",
    "Records",
    "ReleaseError",
    "SealError",
    "Session",
    "Severity",
    "StrategicGoal",
    "Tables",
    "UnknownFormatError",
    "UnknownIdError",
    "apply",
    "confirmations",
    "context",
    "default_session",
    "diff",
    "export",
    "find_document_numbers",
    "import_plan",
    "load",
    "loads",
    "parse",
    "parse_document_number",
    "parse_kpis",
    "parse_links",
    "parse_parties",
    "parse_targets",
    "parse_timing",
    "portfolio",
    "records",
    "tables",
    "validate",
]

def confirmations(
    plan: Plan,
    *sources: Readable,
    ledger: str | os.PathLike[str] | None = None,
    add: bool = False,
    create: bool = False,
    marking: str | None = None,
    accept_text: bool = False,
    format: str | None = None,
) -> Confirmations: ...
@overload
def context(plan: Plan, /, *, as_of: datetime.date | None = None, records: Records | None = None) -> PlanContext: ...  # type: ignore[overload-overlap]  # one plan alone has a context of its own
@overload
def context(
    *plans: Plan | Portfolio,
    as_of: datetime.date | None = None,
    records: Records | None = None,
) -> PortfolioContext: ...
def diff(old: Plan, new: Plan, *, as_of: datetime.date | None = None) -> Diff: ...
@overload
def export(
    *plans: Plan | Portfolio,
    to: str,
    document: str = "plan",
    path: None = None,
    as_of: datetime.date | None = None,
    records: Records | None = None,
    release: str | None = None,
    marking: str | None = None,
    language: str = "en",
    **options: object,
) -> bytes: ...
@overload
def export(
    *plans: Plan | Portfolio,
    to: str,
    document: str = "plan",
    path: str | os.PathLike[str],
    as_of: datetime.date | None = None,
    records: Records | None = None,
    release: str | None = None,
    marking: str | None = None,
    language: str = "en",
    **options: object,
) -> None: ...
def import_plan(
    source: Readable,
    *,
    format: str | None = None,
    options: Mapping[str, object] = FrozenMap(),
) -> ImportedPlan: ...
@overload
def load(
    source: Readable,
    *,
    format: str | None = None,
    bundled: bool = False,
    options: Mapping[str, object] = FrozenMap(),
) -> Plan: ...
@overload
def load(
    source: Readable,
    kind: type[T],
    *,
    format: str | None = None,
    plans: Iterable[Plan] = (),
    options: Mapping[str, object] = FrozenMap(),
) -> T: ...
@overload
def loads(text: str, *, format: str) -> Plan: ...
@overload
def loads(text: str, *, format: str, kind: type[T], plans: Iterable[Plan] = ()) -> T: ...
def parse(
    text: str,
    column: str,
    *,
    plan: Plan | None = None,
    action: Action | str | None = None,
    as_of: datetime.date | None = None,
) -> ParsedCell: ...
def portfolio(*sources: Readable) -> Portfolio: ...
def records(
    folder: str | os.PathLike[str] | None = None,
    *,
    ledger: LedgerSource = None,
    reports: ReportSource = None,
    operations: OperationSource = None,
    kpis: KpiSource = None,
    seals: SealSource = None,
    practices: PracticeSource = None,
    mappings: MappingSource = None,
    plans: Iterable[Plan] = (),
) -> Records: ...
def validate(
    *plans: Plan | Portfolio,
    as_of: datetime.date | None = None,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    severity: Mapping[str, Severity | str] | None = None,
    profile: str | None = None,
    records: Records | None = None,
    progress: Callable[[int, int], object] | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
) -> Diagnostics: ...

"""Typed data, validation rules and a plugin API for EMPACT operational action plans."""

from __future__ import annotations

from empact.lazy import lazy_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from empact.analysis import Portfolio
    from empact.config import Config
    from empact.diagnostics import Diagnostic, Diagnostics, Place, Severity
    from empact.errors import (
        ConfigError,
        EmpactError,
        EntryError,
        ExportError,
        MissingExtraError,
        PlanReadError,
        PluginError,
        ReleaseError,
        UnknownFormatError,
        UnknownIdError,
    )
    from empact.grammar import parse_parties
    from empact.model import Action, Plan, StrategicGoal
    from empact.session import Session, default_session
    from empact.session.functions import exclusion, impact_of_leaving, progress, tasking
    from empact.storage.ledgers import LedgerReading
    from empact.storage.reading import Reading, Readings
    from empact.storage.registers import KpiReading, OperationReading
    from empact.storage.reporting import Reporting
    from empact.storage.reports import ReportReading

    _session = Session()
    context = _session.context
    export = _session.export
    load = _session.load
    loads = _session.loads
    portfolio = _session.portfolio
    validate = _session.validate

__version__ = "0.1.0"

_METHODS = ("context", "export", "load", "loads", "portfolio", "validate")
_lazy_name, __dir__ = lazy_names(
    __name__,
    """
    analysis diagnostics documents errors grammar hooks model reference testing
    empact.analysis: Portfolio
    empact.config: Config
    empact.diagnostics: Diagnostic Diagnostics Place Severity
    empact.errors: ConfigError EmpactError EntryError ExportError MissingExtraError PlanReadError PluginError
        ReleaseError UnknownFormatError UnknownIdError
    empact.grammar: parse_parties
    empact.model: Action Plan StrategicGoal
    empact.session: Session default_session
    empact.session.functions: exclusion impact_of_leaving progress tasking
    empact.storage.ledgers: LedgerReading
    empact.storage.reading: Reading Readings
    empact.storage.registers: KpiReading OperationReading
    empact.storage.reporting: Reporting
    empact.storage.reports: ReportReading
    """,
)

__all__ = [
    "Action",
    "Config",
    "ConfigError",
    "Diagnostic",
    "Diagnostics",
    "EmpactError",
    "EntryError",
    "ExportError",
    "KpiReading",
    "LedgerReading",
    "MissingExtraError",
    "OperationReading",
    "Place",
    "Plan",
    "PlanReadError",
    "PluginError",
    "Portfolio",
    "Reading",
    "Readings",
    "ReleaseError",
    "ReportReading",
    "Reporting",
    "Session",
    "Severity",
    "StrategicGoal",
    "UnknownFormatError",
    "UnknownIdError",
    "context",
    "default_session",
    "exclusion",
    "export",
    "impact_of_leaving",
    "load",
    "loads",
    "parse_parties",
    "portfolio",
    "progress",
    "tasking",
    "validate",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import empact`` is fast."""
    if name in _METHODS:
        from empact.session import default_session

        return getattr(default_session(), name)
    return _lazy_name(name)

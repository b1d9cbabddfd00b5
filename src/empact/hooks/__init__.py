"""The plugin API: everything that a plugin imports from empact stands here."""

from empact.diagnostics import (
    CUT_BY_COMMENT,
    DUPLICATE_KEY,
    EMPTY_FILE,
    MALFORMED,
    NOT_PLAIN_DATA,
    OVER_LIMIT,
    SEVERAL_DOCUMENTS,
    UNREADABLE_TEXT,
    Diagnostic,
    Edit,
    Kind,
    Place,
    Pointer,
    Severity,
)
from empact.hooks.exporting import Artifact, ExportContext, Exporter
from empact.hooks.manager import PluginInfo, PluginState
from empact.hooks.plans import BundledPlan
from empact.hooks.reading import Places, ReadContext, Reader, Spot, Unreadable
from empact.hooks.specs import (
    ProvidesExporters,
    ProvidesPlans,
    ProvidesReaders,
    ProvidesRules,
    hookimpl,
)
from empact.serde.raw import Plain, RawDocument
from empact.validation import Check, Finding, Rule, RuleContext

__all__ = [
    "CUT_BY_COMMENT",
    "DUPLICATE_KEY",
    "EMPTY_FILE",
    "MALFORMED",
    "NOT_PLAIN_DATA",
    "OVER_LIMIT",
    "SEVERAL_DOCUMENTS",
    "UNREADABLE_TEXT",
    "Artifact",
    "BundledPlan",
    "Check",
    "Diagnostic",
    "Edit",
    "ExportContext",
    "Exporter",
    "Finding",
    "Kind",
    "Place",
    "Places",
    "Plain",
    "PluginInfo",
    "PluginState",
    "Pointer",
    "ProvidesExporters",
    "ProvidesPlans",
    "ProvidesReaders",
    "ProvidesRules",
    "RawDocument",
    "ReadContext",
    "Reader",
    "Rule",
    "RuleContext",
    "Severity",
    "Spot",
    "Unreadable",
    "hookimpl",
]

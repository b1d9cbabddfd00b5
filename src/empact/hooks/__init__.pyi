# Written by docs/_scripts/public_names from the table in __init__.py.

from empact.audiences import Audience as Audience
from empact.grammar.language import Language as Language
from empact.grammar.language import language as language
from empact.hooks.commands import Command as Command
from empact.hooks.discovery import PluginInfo as PluginInfo
from empact.hooks.discovery import PluginState as PluginState
from empact.hooks.exporting import Artifact as Artifact
from empact.hooks.exporting import DocumentSpec as DocumentSpec
from empact.hooks.exporting import ExportContext as ExportContext
from empact.hooks.exporting import Exporter as Exporter
from empact.hooks.exporting import Terminal as Terminal
from empact.hooks.findings import CountedRule as CountedRule
from empact.hooks.findings import FindingList as FindingList
from empact.hooks.findings import finding_list as finding_list
from empact.hooks.formatting import FormatContext as FormatContext
from empact.hooks.formatting import Formatter as Formatter
from empact.hooks.formatting import printable_json as printable_json
from empact.hooks.loaded import EMPACT_API as EMPACT_API
from empact.hooks.plans import BundledPlan as BundledPlan
from empact.hooks.readers import Reader as Reader
from empact.hooks.specs import hookimpl as hookimpl
from empact.model import Extension as Extension
from empact.model import Party as Party
from empact.options import Option as Option
from empact.outputs.kinds import ResultKind as ResultKind
from empact.reference.printed import printed_markings as printed_markings
from empact.reprs import printable as printable
from empact.serde.cells import reads as reads
from empact.syntax.raw import Plain as Plain
from empact.syntax.raw import RawDocument as RawDocument
from empact.syntax.reading import Places as Places
from empact.syntax.reading import ReadContext as ReadContext
from empact.syntax.reading import Spot as Spot
from empact.syntax.reading import Unreadable as Unreadable
from empact.validation import Check as Check
from empact.validation import Finding as Finding
from empact.validation import Profile as Profile
from empact.validation import Related as Related
from empact.validation import Rule as Rule
from empact.validation import RuleContext as RuleContext
from empact.values import listed as listed
from empact.values import owned as owned
from empact.values import part_of as part_of
from empact.values import stand_in as stand_in
from empact.values import unlisted as unlisted

__all__ = [
    "EMPACT_API",
    "Artifact",
    "Audience",
    "BundledPlan",
    "Check",
    "Command",
    "CountedRule",
    "DocumentSpec",
    "ExportContext",
    "Exporter",
    "Extension",
    "Finding",
    "FindingList",
    "FormatContext",
    "Formatter",
    "Language",
    "Option",
    "Party",
    "Places",
    "Plain",
    "PluginInfo",
    "PluginState",
    "Profile",
    "RawDocument",
    "ReadContext",
    "Reader",
    "Related",
    "ResultKind",
    "Rule",
    "RuleContext",
    "Spot",
    "Terminal",
    "Unreadable",
    "finding_list",
    "hookimpl",
    "language",
    "listed",
    "owned",
    "part_of",
    "printable",
    "printable_json",
    "printed_markings",
    "reads",
    "stand_in",
    "unlisted",
]

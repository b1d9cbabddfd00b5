"""The plugin API: what a plugin provides, and what its code needs for that.

The values that a plugin works with are in the other public packages: ``empact.model``, ``empact.analysis``,
``empact.diagnostics`` and ``empact.documents``.
"""

from empact.lazy import lazy_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from empact.grammar.language import Language, language
    from empact.hooks.commands import Command
    from empact.hooks.discovery import PluginInfo, PluginState
    from empact.hooks.exporting import Artifact, DocumentSpec, ExportContext, Exporter
    from empact.hooks.formatting import FormatContext, Formatter, printable_json
    from empact.hooks.manager import EMPACT_API
    from empact.hooks.options import Option
    from empact.hooks.plans import BundledPlan
    from empact.hooks.readers import Reader
    from empact.hooks.specs import hookimpl
    from empact.model import Extension, Party
    from empact.reprs import printable
    from empact.serde.cells import reads
    from empact.syntax.raw import Plain, RawDocument
    from empact.syntax.reading import Places, ReadContext, Spot, Unreadable
    from empact.validation import Check, Finding, Profile, Related, Rule, RuleContext
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        """
        empact.grammar.language: Language language
        empact.hooks.commands: Command
        empact.hooks.discovery: PluginInfo PluginState
        empact.hooks.exporting: Artifact DocumentSpec ExportContext Exporter
        empact.hooks.formatting: FormatContext Formatter printable_json
        empact.hooks.manager: EMPACT_API
        empact.hooks.options: Option
        empact.hooks.plans: BundledPlan
        empact.hooks.readers: Reader
        empact.hooks.specs: hookimpl
        empact.model: Extension Party
        empact.reprs: printable
        empact.serde.cells: reads
        empact.syntax.raw: Plain RawDocument
        empact.syntax.reading: Places ReadContext Spot Unreadable
        empact.validation: Check Finding Profile Related Rule RuleContext
        """,
    )

__all__ = [
    "EMPACT_API",
    "Artifact",
    "BundledPlan",
    "Check",
    "Command",
    "DocumentSpec",
    "ExportContext",
    "Exporter",
    "Extension",
    "Finding",
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
    "Rule",
    "RuleContext",
    "Spot",
    "Unreadable",
    "hookimpl",
    "language",
    "printable",
    "printable_json",
    "reads",
]

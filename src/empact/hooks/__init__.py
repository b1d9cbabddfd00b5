"""The plugin API: what a plugin provides, and what its code needs for that.

The values that a plugin works with are in the other public packages: ``empact.model``, ``empact.analysis``,
``empact.diagnostics``, ``empact.documents`` and ``empact.containers``.
"""

from empact.lazy import lazy_names as _lazy_names

__getattr__, __dir__, __all__ = _lazy_names(
    __name__,
    """
    empact.audiences: Audience
    empact.grammar.language: Language language
    empact.hooks.commands: Command
    empact.hooks.discovery: PluginInfo PluginState
    empact.hooks.exporting: Artifact DocumentSpec ExportContext Exporter Terminal
    empact.hooks.findings: CountedRule FindingList finding_list
    empact.hooks.formatting: FormatContext Formatter printable_json
    empact.hooks.loaded: EMPACT_API
    empact.hooks.plans: BundledPlan
    empact.hooks.readers: Reader
    empact.hooks.specs: hookimpl
    empact.model: Extension Party
    empact.options: Option
    empact.outputs.kinds: ResultKind
    empact.reference.printed: printed_markings
    empact.reprs: printable
    empact.serde.cells: reads
    empact.syntax.raw: Plain RawDocument
    empact.syntax.reading: Places ReadContext Spot Unreadable
    empact.validation: Check Finding Profile Related Rule RuleContext
    empact.values: listed owned part_of stand_in unlisted
    """,
)

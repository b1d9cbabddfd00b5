"""Typed data, validation rules and a plugin API for EMPACT operational action plans."""

from empact.lazy import lazy_names as _lazy_names

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = _lazy_names(
    __name__,
    """
    analysis diagnostics documents errors grammar hooks model reference testing
    empact.analysis: Portfolio
    empact.analysis.revisions.applying: apply
    empact.config: Config
    empact.diagnostics: Diagnostic Diagnostics Place Severity
    empact.errors: ConfigError EmpactError EntryError ExecutorError ExportError MarkingError MissingExtraError
        PlanReadError PluginError ReleaseError SealError UnknownFormatError UnknownIdError
    empact.grammar: find_document_numbers parse_document_number parse_kpis parse_links parse_parties parse_targets
        parse_timing
    empact.model: Action Plan StrategicGoal
    empact.outputs.tables.collecting: Tables tables
    empact.outputs.tables.table: DataTable
    empact.session: Session default_session
    empact.session.default_session(): confirmations context diff export import_plan load loads parse portfolio
        records validate
    empact.storage.reading: Reading
    empact.storage.records: Records
    """,
)

"""Documents that people read, independent of a file format, and the builders of those that ship with empact.

A document knows no file format, and a writer of a format knows no plan: any writer can write any document.
"""

from empact.lazy import lazy_names as _lazy_names

__getattr__, __dir__, __all__ = _lazy_names(
    __name__,
    """
    empact.documents.agenda: build_agenda
    empact.documents.charts: Bar BarChart Chart GraphChart GraphEdge GraphNode TimelineBar TimelineChart
        TimelineLane TimelineMilestone
    empact.documents.council: build_council_document
    empact.documents.coverage: build_coverage
    empact.documents.driver_report: build_driver_annex build_driver_report
    empact.documents.entries: build_entries
    empact.documents.exclusion_dossier: build_exclusion
    empact.documents.findings: build_findings
    empact.documents.form_words: ANSWER REMARK answer_in_english takes_remark
    empact.documents.governance: build_governance
    empact.documents.handbook: build_handbook
    empact.documents.keys: unique_keys
    empact.documents.language: Words translations words_in
    empact.documents.lineage: build_lineage
    empact.documents.links: build_links
    empact.documents.names: file_stem
    empact.documents.charts: StackedBar StackedBarChart ValueChart ValueLine ValuePanel ValuePoint
    empact.documents.overlaps: build_overlaps
    empact.documents.parsed_cell: build_parsed_cell
    empact.documents.parts: Part RowIndex StyledText cell_parts is_code_list
    empact.documents.plan_sheet: build_plan_sheet
    empact.documents.practice_register: build_practices
    empact.documents.progress: build_progress
    empact.documents.provenance: action_refs fingerprints
    empact.documents.report_form: build_report_form
    empact.documents.reports: build_reports
    empact.documents.responsibilities: build_responsibilities
    empact.documents.revisions: build_diff
    empact.documents.rounds: build_round
    empact.documents.seals: build_seals
    empact.documents.sheet: build_sheet
    empact.documents.tables: ColumnOf column table
    empact.documents.tasking: build_tasking
    empact.documents.timeline: build_timeline
    empact.documents.values: AnyChart CellNote Column ColumnType Document FillIn Hyperlink Layout
        PlanFingerprint Row Scalar Section Table TableCell Text Value
    empact.documents.widths: ColumnNeed column_need line_pieces longest_word share_room
    empact.documents.workload: build_workload
    """,
)

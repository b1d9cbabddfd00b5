"""Documents that people read, independent of a file format, and the builders of those that ship with empact.

A document knows no file format, and a writer of a format knows no plan: any writer can write any document.
"""

from empact.lazy import lazy_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from empact.documents.agenda import build_agenda
    from empact.documents.charts import (
        Chart,
        GraphChart,
        GraphEdge,
        GraphNode,
        TimelineBar,
        TimelineChart,
        TimelineLane,
        TimelineMilestone,
    )
    from empact.documents.council import build_council_document
    from empact.documents.driver_report import build_driver_report
    from empact.documents.exclusion_dossier import build_exclusion
    from empact.documents.findings import build_findings
    from empact.documents.governance import build_governance
    from empact.documents.handbook import build_handbook
    from empact.documents.language import Words, words_in
    from empact.documents.links import build_links
    from empact.documents.names import file_stem
    from empact.documents.number_charts import (
        StackedBar,
        StackedBarChart,
        ValueChart,
        ValueLine,
        ValuePanel,
        ValuePoint,
    )
    from empact.documents.parts import Part, RowIndex, cell_parts
    from empact.documents.plan_sheet import build_plan_sheet
    from empact.documents.practice_register import build_practices
    from empact.documents.progress import build_progress
    from empact.documents.provenance import action_refs, fingerprints
    from empact.documents.responsibilities import build_responsibilities
    from empact.documents.tables import ColumnOf, column, table
    from empact.documents.tasking import build_tasking
    from empact.documents.timeline import build_timeline
    from empact.documents.values import (
        CellNote,
        Column,
        ColumnType,
        Document,
        FillIn,
        Hyperlink,
        Layout,
        PlanFingerprint,
        Row,
        Scalar,
        Section,
        Table,
        TableCell,
        Text,
        Value,
        unique_keys,
    )
    from empact.documents.workload import build_workload
    from empact.grammar.prose import without_emphasis
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        """
        empact.documents.agenda: build_agenda
        empact.documents.charts: Chart GraphChart GraphEdge GraphNode TimelineBar TimelineChart TimelineLane
            TimelineMilestone
        empact.documents.council: build_council_document
        empact.documents.driver_report: build_driver_report
        empact.documents.exclusion_dossier: build_exclusion
        empact.documents.findings: build_findings
        empact.documents.progress: build_progress
        empact.documents.provenance: action_refs fingerprints
        empact.documents.governance: build_governance
        empact.documents.handbook: build_handbook
        empact.documents.language: Words words_in
        empact.documents.links: build_links
        empact.documents.names: file_stem
        empact.documents.number_charts: StackedBar StackedBarChart ValueChart ValueLine ValuePanel ValuePoint
        empact.documents.parts: Part RowIndex cell_parts
        empact.documents.plan_sheet: build_plan_sheet
        empact.documents.practice_register: build_practices
        empact.documents.responsibilities: build_responsibilities
        empact.documents.timeline: build_timeline
        empact.documents.tables: ColumnOf column table
        empact.documents.tasking: build_tasking
        empact.documents.values: CellNote Column ColumnType Document FillIn Hyperlink Layout PlanFingerprint Row
            Scalar Section Table TableCell Text Value unique_keys
        empact.documents.workload: build_workload
        empact.grammar.prose: without_emphasis
        """,
    )

__all__ = [
    "CellNote",
    "Chart",
    "Column",
    "ColumnOf",
    "ColumnType",
    "Document",
    "FillIn",
    "GraphChart",
    "GraphEdge",
    "GraphNode",
    "Hyperlink",
    "Layout",
    "Part",
    "PlanFingerprint",
    "Row",
    "RowIndex",
    "Scalar",
    "Section",
    "StackedBar",
    "StackedBarChart",
    "Table",
    "TableCell",
    "Text",
    "TimelineBar",
    "TimelineChart",
    "TimelineLane",
    "TimelineMilestone",
    "Value",
    "ValueChart",
    "ValueLine",
    "ValuePanel",
    "ValuePoint",
    "Words",
    "action_refs",
    "build_agenda",
    "build_council_document",
    "build_driver_report",
    "build_exclusion",
    "build_findings",
    "build_governance",
    "build_handbook",
    "build_links",
    "build_plan_sheet",
    "build_practices",
    "build_progress",
    "build_responsibilities",
    "build_tasking",
    "build_timeline",
    "build_workload",
    "cell_parts",
    "column",
    "file_stem",
    "fingerprints",
    "table",
    "unique_keys",
    "without_emphasis",
    "words_in",
]

# Written by docs/_scripts/public_names from the table in __init__.py.

from empact.documents.agenda import build_agenda as build_agenda
from empact.documents.charts import Bar as Bar
from empact.documents.charts import BarChart as BarChart
from empact.documents.charts import Chart as Chart
from empact.documents.charts import GraphChart as GraphChart
from empact.documents.charts import GraphEdge as GraphEdge
from empact.documents.charts import GraphNode as GraphNode
from empact.documents.charts import StackedBar as StackedBar
from empact.documents.charts import StackedBarChart as StackedBarChart
from empact.documents.charts import TimelineBar as TimelineBar
from empact.documents.charts import TimelineChart as TimelineChart
from empact.documents.charts import TimelineLane as TimelineLane
from empact.documents.charts import TimelineMilestone as TimelineMilestone
from empact.documents.charts import ValueChart as ValueChart
from empact.documents.charts import ValueLine as ValueLine
from empact.documents.charts import ValuePanel as ValuePanel
from empact.documents.charts import ValuePoint as ValuePoint
from empact.documents.council import build_council_document as build_council_document
from empact.documents.coverage import build_coverage as build_coverage
from empact.documents.driver_report import build_driver_annex as build_driver_annex
from empact.documents.driver_report import build_driver_report as build_driver_report
from empact.documents.entries import build_entries as build_entries
from empact.documents.exclusion_dossier import build_exclusion as build_exclusion
from empact.documents.findings import build_findings as build_findings
from empact.documents.form_words import ANSWER as ANSWER
from empact.documents.form_words import REMARK as REMARK
from empact.documents.form_words import answer_in_english as answer_in_english
from empact.documents.form_words import takes_remark as takes_remark
from empact.documents.governance import build_governance as build_governance
from empact.documents.handbook import build_handbook as build_handbook
from empact.documents.keys import unique_keys as unique_keys
from empact.documents.language import Words as Words
from empact.documents.language import translations as translations
from empact.documents.language import words_in as words_in
from empact.documents.lineage import build_lineage as build_lineage
from empact.documents.links import build_links as build_links
from empact.documents.names import file_stem as file_stem
from empact.documents.overlaps import build_overlaps as build_overlaps
from empact.documents.parsed_cell import build_parsed_cell as build_parsed_cell
from empact.documents.parts import Part as Part
from empact.documents.parts import RowIndex as RowIndex
from empact.documents.parts import StyledText as StyledText
from empact.documents.parts import cell_parts as cell_parts
from empact.documents.parts import is_code_list as is_code_list
from empact.documents.plan_sheet import build_plan_sheet as build_plan_sheet
from empact.documents.practice_register import build_practices as build_practices
from empact.documents.progress import build_progress as build_progress
from empact.documents.provenance import action_refs as action_refs
from empact.documents.provenance import fingerprints as fingerprints
from empact.documents.report_form import build_report_form as build_report_form
from empact.documents.reports import build_reports as build_reports
from empact.documents.responsibilities import build_responsibilities as build_responsibilities
from empact.documents.revisions import build_diff as build_diff
from empact.documents.rounds import build_round as build_round
from empact.documents.seals import build_seals as build_seals
from empact.documents.sheet import build_sheet as build_sheet
from empact.documents.tables import ColumnOf as ColumnOf
from empact.documents.tables import column as column
from empact.documents.tables import table as table
from empact.documents.tasking import build_tasking as build_tasking
from empact.documents.timeline import build_timeline as build_timeline
from empact.documents.values import AnyChart as AnyChart
from empact.documents.values import CellNote as CellNote
from empact.documents.values import Column as Column
from empact.documents.values import ColumnType as ColumnType
from empact.documents.values import Document as Document
from empact.documents.values import FillIn as FillIn
from empact.documents.values import Hyperlink as Hyperlink
from empact.documents.values import Layout as Layout
from empact.documents.values import PlanFingerprint as PlanFingerprint
from empact.documents.values import Row as Row
from empact.documents.values import Scalar as Scalar
from empact.documents.values import Section as Section
from empact.documents.values import Table as Table
from empact.documents.values import TableCell as TableCell
from empact.documents.values import Text as Text
from empact.documents.values import Value as Value
from empact.documents.widths import ColumnNeed as ColumnNeed
from empact.documents.widths import column_need as column_need
from empact.documents.widths import line_pieces as line_pieces
from empact.documents.widths import longest_word as longest_word
from empact.documents.widths import share_room as share_room
from empact.documents.workload import build_workload as build_workload

__all__ = [
    "ANSWER",
    "REMARK",
    "AnyChart",
    "Bar",
    "BarChart",
    "CellNote",
    "Chart",
    "Column",
    "ColumnNeed",
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
    "StyledText",
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
    "answer_in_english",
    "build_agenda",
    "build_council_document",
    "build_coverage",
    "build_diff",
    "build_driver_annex",
    "build_driver_report",
    "build_entries",
    "build_exclusion",
    "build_findings",
    "build_governance",
    "build_handbook",
    "build_lineage",
    "build_links",
    "build_overlaps",
    "build_parsed_cell",
    "build_plan_sheet",
    "build_practices",
    "build_progress",
    "build_report_form",
    "build_reports",
    "build_responsibilities",
    "build_round",
    "build_seals",
    "build_sheet",
    "build_tasking",
    "build_timeline",
    "build_workload",
    "cell_parts",
    "column",
    "column_need",
    "file_stem",
    "fingerprints",
    "is_code_list",
    "line_pieces",
    "longest_word",
    "share_room",
    "table",
    "takes_remark",
    "translations",
    "unique_keys",
    "words_in",
]

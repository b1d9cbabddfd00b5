# Written by docs/_scripts/public_names from the table in __init__.py.

from empact.model.actions import Action as Action
from empact.model.actions import Channel as Channel
from empact.model.actions import ChannelUse as ChannelUse
from empact.model.actions import Funding as Funding
from empact.model.actions import FundingStatus as FundingStatus
from empact.model.actions import Initiative as Initiative
from empact.model.actions import Location as Location
from empact.model.actions import LocationKind as LocationKind
from empact.model.actions import Phase as Phase
from empact.model.actions import Reservation as Reservation
from empact.model.actions import ReservationKind as ReservationKind
from empact.model.actions import Route as Route
from empact.model.anchors import Anchor as Anchor
from empact.model.answers import Answer as Answer
from empact.model.answers import AnswerKind as AnswerKind
from empact.model.answers import Answers as Answers
from empact.model.cells import Cell as Cell
from empact.model.cells import Prose as Prose
from empact.model.cells import Unparsed as Unparsed
from empact.model.conditions import Condition as Condition
from empact.model.conditions import ConditionKind as ConditionKind
from empact.model.documents import CitedAs as CitedAs
from empact.model.documents import CitedDocument as CitedDocument
from empact.model.documents import Cover as Cover
from empact.model.documents import Dates as Dates
from empact.model.documents import DocumentNumber as DocumentNumber
from empact.model.documents import DocumentNumbers as DocumentNumbers
from empact.model.documents import Issue as Issue
from empact.model.documents import MarkingStatus as MarkingStatus
from empact.model.documents import MarkingToday as MarkingToday
from empact.model.documents import Publication as Publication
from empact.model.documents import SubjectCode as SubjectCode
from empact.model.documents import SubjectCodes as SubjectCodes
from empact.model.documents import Suffix as Suffix
from empact.model.documents import is_web_address as is_web_address
from empact.model.emphasis import Emphasis as Emphasis
from empact.model.emphasis import EmphasisStyle as EmphasisStyle
from empact.model.entry_kinds import EntryFacts as EntryFacts
from empact.model.entry_kinds import EntryKind as EntryKind
from empact.model.extensions import Extension as Extension
from empact.model.extensions import ExtensionField as ExtensionField
from empact.model.forms import AnswerCell as AnswerCell
from empact.model.forms import FormRow as FormRow
from empact.model.forms import ReturnedForm as ReturnedForm
from empact.model.frozen import FrozenMap as FrozenMap
from empact.model.kpi_definitions import CountedBy as CountedBy
from empact.model.kpi_definitions import KpiDefinition as KpiDefinition
from empact.model.kpi_definitions import KpiRegister as KpiRegister
from empact.model.kpi_definitions import OverTime as OverTime
from empact.model.ledger import CommitmentBacking as CommitmentBacking
from empact.model.ledger import EntryContent as EntryContent
from empact.model.ledger import Ledger as Ledger
from empact.model.ledger import LedgerEntry as LedgerEntry
from empact.model.ledger import PartReply as PartReply
from empact.model.ledger import Reply as Reply
from empact.model.ledger import Verdict as Verdict
from empact.model.links import FlowDirection as FlowDirection
from empact.model.links import Link as Link
from empact.model.links import LinkKind as LinkKind
from empact.model.links import LinkOrigin as LinkOrigin
from empact.model.links import Links as Links
from empact.model.links import Ref as Ref
from empact.model.mappings import FiledMapping as FiledMapping
from empact.model.mappings import MappedAction as MappedAction
from empact.model.mappings import Mappings as Mappings
from empact.model.mappings import RevisionMapping as RevisionMapping
from empact.model.measures import Adds as Adds
from empact.model.measures import AddsFacts as AddsFacts
from empact.model.measures import Baseline as Baseline
from empact.model.measures import Comparison as Comparison
from empact.model.measures import Direction as Direction
from empact.model.measures import FigureKind as FigureKind
from empact.model.measures import Kpi as Kpi
from empact.model.measures import KpiKey as KpiKey
from empact.model.measures import KpiKind as KpiKind
from empact.model.measures import KpiNumber as KpiNumber
from empact.model.measures import KpiPart as KpiPart
from empact.model.measures import Kpis as Kpis
from empact.model.measures import Target as Target
from empact.model.measures import Targets as Targets
from empact.model.operations import Operation as Operation
from empact.model.parties import Collective as Collective
from empact.model.parties import Confidence as Confidence
from empact.model.parties import Dated as Dated
from empact.model.parties import ItemRole as ItemRole
from empact.model.parties import Membership as Membership
from empact.model.parties import Parties as Parties
from empact.model.parties import Party as Party
from empact.model.parties import PartyItem as PartyItem
from empact.model.parties import PartyKind as PartyKind
from empact.model.parties import PartyName as PartyName
from empact.model.plan import Approval as Approval
from empact.model.plan import Checkpoint as Checkpoint
from empact.model.plan import CycleStep as CycleStep
from empact.model.plan import Interdependency as Interdependency
from empact.model.plan import Note as Note
from empact.model.plan import PartyStatement as PartyStatement
from empact.model.plan import Plan as Plan
from empact.model.plan import PolicyCycle as PolicyCycle
from empact.model.plan import Priority as Priority
from empact.model.plan import Section as Section
from empact.model.plan import Source as Source
from empact.model.plan import State as State
from empact.model.plan import StatementKind as StatementKind
from empact.model.plan import StrategicGoal as StrategicGoal
from empact.model.practice import Opportunity as Opportunity
from empact.model.practice import Practice as Practice
from empact.model.practice import PracticeKind as PracticeKind
from empact.model.practice import Request as Request
from empact.model.practice import Uptake as Uptake
from empact.model.proposals import Proposal as Proposal
from empact.model.proposals import ProposalKind as ProposalKind
from empact.model.provisions import Provision as Provision
from empact.model.provisions import ProvisionKind as ProvisionKind
from empact.model.provisions import Strength as Strength
from empact.model.redactions import FiledRedaction as FiledRedaction
from empact.model.redactions import Redaction as Redaction
from empact.model.reports import ActionReport as ActionReport
from empact.model.reports import Breakdown as Breakdown
from empact.model.reports import BreakdownKind as BreakdownKind
from empact.model.reports import Figure as Figure
from empact.model.reports import FigureScope as FigureScope
from empact.model.reports import FiledReport as FiledReport
from empact.model.reports import Received as Received
from empact.model.reports import Report as Report
from empact.model.reports import Reports as Reports
from empact.model.reports import Settlement as Settlement
from empact.model.reports import StatedSum as StatedSum
from empact.model.reports import StatedTotals as StatedTotals
from empact.model.seals import FiledSeal as FiledSeal
from empact.model.seals import Seal as Seal
from empact.model.seals import Seals as Seals
from empact.model.spans import Span as Span
from empact.model.spans import joined_spans as joined_spans
from empact.model.statuses import ActionStatus as ActionStatus
from empact.model.timing import Bound as Bound
from empact.model.timing import Choice as Choice
from empact.model.timing import Duration as Duration
from empact.model.timing import Milestone as Milestone
from empact.model.timing import Period as Period
from empact.model.timing import Timing as Timing
from empact.model.timing import TimingStatus as TimingStatus
from empact.model.timing import Unit as Unit
from empact.model.timing import Window as Window
from empact.model.written_for import NamedAction as NamedAction
from empact.model.written_for import WrittenFor as WrittenFor

__all__ = [
    "Action",
    "ActionReport",
    "ActionStatus",
    "Adds",
    "AddsFacts",
    "Anchor",
    "Answer",
    "AnswerCell",
    "AnswerKind",
    "Answers",
    "Approval",
    "Baseline",
    "Bound",
    "Breakdown",
    "BreakdownKind",
    "Cell",
    "Channel",
    "ChannelUse",
    "Checkpoint",
    "Choice",
    "CitedAs",
    "CitedDocument",
    "Collective",
    "CommitmentBacking",
    "Comparison",
    "Condition",
    "ConditionKind",
    "Confidence",
    "CountedBy",
    "Cover",
    "CycleStep",
    "Dated",
    "Dates",
    "Direction",
    "DocumentNumber",
    "DocumentNumbers",
    "Duration",
    "Emphasis",
    "EmphasisStyle",
    "EntryContent",
    "EntryFacts",
    "EntryKind",
    "Extension",
    "ExtensionField",
    "Figure",
    "FigureKind",
    "FigureScope",
    "FiledMapping",
    "FiledRedaction",
    "FiledReport",
    "FiledSeal",
    "FlowDirection",
    "FormRow",
    "FrozenMap",
    "Funding",
    "FundingStatus",
    "Initiative",
    "Interdependency",
    "Issue",
    "ItemRole",
    "Kpi",
    "KpiDefinition",
    "KpiKey",
    "KpiKind",
    "KpiNumber",
    "KpiPart",
    "KpiRegister",
    "Kpis",
    "Ledger",
    "LedgerEntry",
    "Link",
    "LinkKind",
    "LinkOrigin",
    "Links",
    "Location",
    "LocationKind",
    "MappedAction",
    "Mappings",
    "MarkingStatus",
    "MarkingToday",
    "Membership",
    "Milestone",
    "NamedAction",
    "Note",
    "Operation",
    "Opportunity",
    "OverTime",
    "PartReply",
    "Parties",
    "Party",
    "PartyItem",
    "PartyKind",
    "PartyName",
    "PartyStatement",
    "Period",
    "Phase",
    "Plan",
    "PolicyCycle",
    "Practice",
    "PracticeKind",
    "Priority",
    "Proposal",
    "ProposalKind",
    "Prose",
    "Provision",
    "ProvisionKind",
    "Publication",
    "Received",
    "Redaction",
    "Ref",
    "Reply",
    "Report",
    "Reports",
    "Request",
    "Reservation",
    "ReservationKind",
    "ReturnedForm",
    "RevisionMapping",
    "Route",
    "Seal",
    "Seals",
    "Section",
    "Settlement",
    "Source",
    "Span",
    "State",
    "StatedSum",
    "StatedTotals",
    "StatementKind",
    "StrategicGoal",
    "Strength",
    "SubjectCode",
    "SubjectCodes",
    "Suffix",
    "Target",
    "Targets",
    "Timing",
    "TimingStatus",
    "Unit",
    "Unparsed",
    "Uptake",
    "Verdict",
    "Window",
    "WrittenFor",
    "is_web_address",
    "joined_spans",
]

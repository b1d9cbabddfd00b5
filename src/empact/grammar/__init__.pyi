# Written by docs/_scripts/public_names from the table in __init__.py.

from empact.grammar.conditions import parse_condition as parse_condition
from empact.grammar.documents import find_document_numbers as find_document_numbers
from empact.grammar.documents import parse_checkpoint as parse_checkpoint
from empact.grammar.documents import parse_date as parse_date
from empact.grammar.documents import parse_dates as parse_dates
from empact.grammar.documents import parse_document_number as parse_document_number
from empact.grammar.documents import parse_document_numbers as parse_document_numbers
from empact.grammar.documents import parse_subject_code as parse_subject_code
from empact.grammar.documents import parse_subject_codes as parse_subject_codes
from empact.grammar.links import parse_anchor as parse_anchor
from empact.grammar.links import parse_link as parse_link
from empact.grammar.links import parse_links as parse_links
from empact.grammar.links import parse_ref as parse_ref
from empact.grammar.measures import parse_kpi as parse_kpi
from empact.grammar.measures import parse_kpis as parse_kpis
from empact.grammar.parties import parse_parties as parse_parties
from empact.grammar.parties import parse_party as parse_party
from empact.grammar.routes import parse_route as parse_route
from empact.grammar.targets import parse_target as parse_target
from empact.grammar.targets import parse_targets as parse_targets
from empact.grammar.timing import parse_timing as parse_timing
from empact.grammar.timing import parse_timing_item as parse_timing_item

__all__ = [
    "find_document_numbers",
    "parse_anchor",
    "parse_checkpoint",
    "parse_condition",
    "parse_date",
    "parse_dates",
    "parse_document_number",
    "parse_document_numbers",
    "parse_kpi",
    "parse_kpis",
    "parse_link",
    "parse_links",
    "parse_parties",
    "parse_party",
    "parse_ref",
    "parse_route",
    "parse_subject_code",
    "parse_subject_codes",
    "parse_target",
    "parse_targets",
    "parse_timing",
    "parse_timing_item",
]

"""Parse the notation of a plan's cells into model values. Parsing depends only on the text and never raises.

A function with a plural name, and ``parse_timing``, parses a cell and returns it, with its text; the others parse one
item.
"""

from empact.lazy import lazy_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from empact.grammar.anchors import parse_anchor
    from empact.grammar.conditions import parse_condition
    from empact.grammar.documents import (
        parse_checkpoint,
        parse_date,
        parse_dates,
        parse_document_number,
        parse_document_numbers,
        parse_subject_code,
        parse_subject_codes,
    )
    from empact.grammar.links import parse_link, parse_links, parse_ref
    from empact.grammar.measures import parse_kpi, parse_kpis
    from empact.grammar.parties import parse_parties, parse_party
    from empact.grammar.routes import parse_route
    from empact.grammar.targets import parse_target, parse_targets
    from empact.grammar.timing import parse_timing, parse_timing_item
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        """
        empact.grammar.anchors: parse_anchor
        empact.grammar.conditions: parse_condition
        empact.grammar.documents: parse_checkpoint parse_date parse_dates parse_document_number parse_document_numbers
            parse_subject_code parse_subject_codes
        empact.grammar.links: parse_link parse_links parse_ref
        empact.grammar.measures: parse_kpi parse_kpis
        empact.grammar.parties: parse_parties parse_party
        empact.grammar.routes: parse_route
        empact.grammar.targets: parse_target parse_targets
        empact.grammar.timing: parse_timing parse_timing_item
        """,
    )

__all__ = [
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

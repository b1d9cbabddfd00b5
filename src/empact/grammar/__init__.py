"""Parse the notation of a plan's cells into model values. Parsing depends only on the text and never raises.

A function with a plural name, and ``parse_timing``, parses a cell and returns it, with its text; the others parse one
item.
"""

from empact.lazy import lazy_names as _lazy_names

__getattr__, __dir__, __all__ = _lazy_names(
    __name__,
    """
    empact.grammar.links: parse_anchor
    empact.grammar.conditions: parse_condition
    empact.grammar.documents: find_document_numbers parse_checkpoint parse_date parse_dates parse_document_number
        parse_document_numbers parse_subject_code parse_subject_codes
    empact.grammar.links: parse_link parse_links parse_ref
    empact.grammar.measures: parse_kpi parse_kpis
    empact.grammar.parties: parse_parties parse_party
    empact.grammar.routes: parse_route
    empact.grammar.targets: parse_target parse_targets
    empact.grammar.timing: parse_timing parse_timing_item
    """,
)

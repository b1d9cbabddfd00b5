"""Facts about the EU by date: parties and their membership, the Presidency, policy cycles and priorities.

The facts are in the CSV files of this package, each row with its source and confidence. A file is read at first use.
"""

from empact.lazy import lazy_names as _lazy_names

__getattr__, __dir__, __all__ = _lazy_names(
    __name__,
    """
    empact.reference.facts: Fact
    empact.reference.parties: Composition Group
    empact.reference.languages: LANGUAGES names
    empact.reference.markings: KnownMarking Marking NationalMarking known_markings national_markings read_level
        read_marking
    empact.reference.policy: Cycle CyclePlan CyclePriority PolicyCycles Step Succession SuccessionKind cycle cycle_on
        cycles policy_cycles predecessors priority successions successors
    empact.reference.printed: printed_markings
    empact.reference.registers: Clash Register register
    empact.reference.parties: Role Tenure
    empact.reference.statuses: StatusWord StatusWords own_status_words read_status status_words
    """,
)

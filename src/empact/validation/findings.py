"""Findings of rules: a sentence, the value that it is about, and the other values that it is based on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import attrs

from empact.arguments import check_any_text_field, check_optional_any_text_field, check_type, type_of
from empact.diagnostics import Edit, Pointer, check_fix, check_pointer
from empact.reprs import cut_repr
from empact.values import value

if TYPE_CHECKING:  # what rules use when they run is not imported with their descriptors
    from empact.model import FiledMapping, FiledReport, FiledSeal, KpiRegister, LedgerEntry, Operation, Plan


def _write_pointer(value: object) -> str | None:
    return f"Pointer({cut_repr(value)})" if isinstance(value, str) else None


def _write_related(value: object) -> str | None:
    pointer = "pointer" if isinstance(value, Pointer) else _write_pointer(value)
    return f"Related({pointer}, reason)" if pointer else None


_check_pointer_type = type_of("a Pointer", Pointer, write=_write_pointer)


def _check_pointer(finding: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    _check_pointer_type(finding, attribute, value)
    check_pointer(f"{type(finding).__name__}.{attribute.name}", value)


def _check_related(_finding: object, _attribute: object, related: object) -> None:
    hint = "a tuple: (Related(pointer, reason), ...)"
    check_type("Finding.related", "a tuple of Related", tuple, related, lambda _value: hint)
    for item in cast("tuple[object, ...]", related):
        check_type("Each item of Finding.related", "a Related", Related, item, _write_related)


def _check_entry(_finding: object, _attribute: object, entry: Any) -> None:
    if entry is not None:
        from empact.model import LedgerEntry

        check_type("Finding.entry", "a LedgerEntry or None", LedgerEntry, entry)


def _check_plan(_finding: object, _attribute: object, plan: Any) -> None:
    if plan is not None:
        from empact.model import Plan

        check_type("Finding.plan", "a Plan, its id or None", (Plan, str), plan)


def _check_file(finding: object, _attribute: object, file: Any) -> None:
    if file is not None:
        from empact.model import FiledMapping, FiledReport, FiledSeal, KpiRegister, Operation

        kinds = (FiledReport, Operation, KpiRegister, FiledSeal, FiledMapping)
        where = f"{type(finding).__name__}.file"
        check_type(
            where, "a FiledReport, an Operation, a KpiRegister, a FiledSeal, a FiledMapping or None", kinds, file
        )


@value
class Related:
    """Another value that a finding is based on: of the plan, or of a file about it."""

    at: Pointer = attrs.field(validator=_check_pointer)
    """The pointer of the value in the plan, or in ``file``."""
    reason: str = attrs.field(validator=check_any_text_field)
    """Why it matters, in a few words without a full stop: "the links of action 2.1"."""
    words: str | None = attrs.field(default=None, kw_only=True, validator=check_optional_any_text_field)
    """The words of the value that are meant; None if the whole value is."""
    file: FiledReport | Operation | KpiRegister | None = attrs.field(default=None, kw_only=True, validator=_check_file)
    """The report, operation or KPI register that has the value; None if the plan has it."""


def _check_sentence(finding: object, attribute: attrs.Attribute[Any], message: Any) -> None:
    check_any_text_field(finding, attribute, message)
    if not message.strip():
        raise ValueError("Finding.message has no words. Write what is wrong, in one sentence.")


@value
class Finding:
    """A finding of a rule: one sentence with ids and numbers, and the pointer of the value that it is about.

    >>> from empact.diagnostics import Pointer
    >>> from empact.hooks import Finding
    >>> Finding("Action 1.1 has no place.", Pointer("/actions/0"), hint="Name it under 'locations'.").message
    'Action 1.1 has no place.'
    """

    message: str = attrs.field(validator=_check_sentence)
    """What is wrong, in one sentence."""
    at: Pointer = attrs.field(validator=_check_pointer)
    """The pointer of the value in the plan, or in ``entry`` or ``file``."""
    words: str | None = attrs.field(default=None, kw_only=True, validator=check_optional_any_text_field)
    """The words of the value that are meant; None if the whole value is. The place of the finding is theirs if the file
    has them as they are. Items of a cell do not need this.
    """
    hint: str | None = attrs.field(default=None, kw_only=True, validator=check_optional_any_text_field)
    """What to do; None if the message says it."""
    related: tuple[Related, ...] = attrs.field(default=(), kw_only=True, validator=_check_related)
    """Other values of the plan that the finding is based on, each with a reason."""
    fix: Edit | None = attrs.field(default=None, kw_only=True, validator=check_fix)
    """An edit that fixes the finding; None if a person has to decide."""
    entry: LedgerEntry | None = attrs.field(default=None, kw_only=True, validator=_check_entry)
    """The entry of the plan's ledger that the finding is about; None if it is about the plan or a file."""
    file: FiledReport | Operation | KpiRegister | FiledSeal | FiledMapping | None = attrs.field(
        default=None, kw_only=True, validator=_check_file
    )
    """The report, operation, KPI register, seal or mapping that the finding is about; None if it is about the plan or
    an entry.
    """
    plan: Plan | str | None = attrs.field(default=None, kw_only=True, validator=_check_plan)
    """The plan that the finding is about, or its id. Only a rule about the portfolio names it; None in all other rules,
    which are about one plan.
    """

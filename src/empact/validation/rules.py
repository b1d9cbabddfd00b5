"""Rules and their findings."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from empact.diagnostics import Edit, Kind, Pointer
from empact.reprs import short_repr

if TYPE_CHECKING:  # what rules use when they run is not imported with their descriptors
    from empact.model import LedgerEntry
    from empact.validation.contexts import Check


@attrs.frozen
class Related:
    """Another value of the plan that a finding rests on.

    - ``at``: The pointer of the value.
    - ``reason``: Why it matters, in a few words without a full stop: "the links of action 2.1".
    - ``words``: The words of the value that are meant.
    """

    at: Pointer
    reason: str
    words: str | None = attrs.field(default=None, kw_only=True)

    __repr__ = short_repr


@attrs.frozen
class Finding:
    """A finding of a rule: one sentence with ids and numbers, and the pointer of the value that it is about.

    - ``message``: What is wrong.
    - ``at``: The pointer of the value in the plan, or in ``entry``.
    - ``words``: The words of the value that are meant. The place of the finding is theirs if the file has them as they
      are. Items of a cell do not need this.
    - ``hint``: What to do.
    - ``related``: Other values of the plan that the finding rests on, each with a reason.
    - ``fix``: An edit that fixes the finding.
    - ``entry``: The entry of the plan's ledger that the finding is about, if any.
    """

    message: str
    at: Pointer
    words: str | None = attrs.field(default=None, kw_only=True)
    hint: str | None = attrs.field(default=None, kw_only=True)
    related: tuple[Related, ...] = attrs.field(default=(), kw_only=True)
    fix: Edit | None = attrs.field(default=None, kw_only=True)
    entry: LedgerEntry | None = attrs.field(default=None, kw_only=True)

    __repr__ = short_repr


def _doc_of_check(rule: Rule) -> str:
    return inspect.getdoc(rule.check) or ""


GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "1": "notation",
        "2": "links",
        "3": "time",
        "4": "parties",
        "5": "measures",
        "6": "document",
        "7": "portfolio",
        "8": "progress",
    }
)
"""The groups of the rules of empact, by the first digit of their codes.

:meta hide-value:
"""


def _usual_group(rule: Rule) -> str | None:
    return GROUPS.get(rule.code.removeprefix("OAP")[0]) if rule.prefix == "OAP" else None


@attrs.frozen(kw_only=True)
class Rule(Kind):
    """A rule: a kind of finding, with a check that runs once per plan and reports them.

    ``doc`` is the page of the rule, by default the docstring of the check. Its first line says what the rule reports,
    the rest why that matters and where the plan or its drafting rules say so. ``code`` and ``name`` are never reused.
    A good and a bad case are in ``cases/NAME.yaml`` next to the module of the check. ``group`` is a selector for
    several rules; for the rules of empact it comes from the first digit of the code (``GROUPS``).
    """

    check: Check = attrs.field(repr=False)
    doc: str = attrs.field(default=attrs.Factory(_doc_of_check, takes_self=True))
    group: str | None = attrs.field(default=attrs.Factory(_usual_group, takes_self=True))

    __repr__ = short_repr

    @property
    def summary(self) -> str:
        """The first line of ``doc``."""
        return self.doc.partition("\n")[0]

"""The good and the bad case of a rule: data next to the rule, shown on its page and run as a test."""

from __future__ import annotations

import importlib.resources
import sys
from collections.abc import Mapping, Sequence
from typing import Any, cast

import attrs

from empact.diagnostics import did_you_mean
from empact.model import PartyKind
from empact.validation.rules import Rule
from empact.values import value


@value(kw_only=True)
class ExpectedFinding:
    """A finding that the bad plan of a rule has to give."""

    at: str
    """The pointer of the value that the finding is about."""
    says: str
    """The complete message."""
    related: tuple[tuple[str, str], ...] | None = None
    """The pointers of the related values with their reasons, in the order of the finding; None if they are not
    compared.
    """


REPORTED = ("reports", "operations", "kpis", "seals", "mappings")
"""The keys of a case with files about a plan beside its ledger; each is also the name of their folder."""
_FINDING_KEYS = ("at", "says", "related")
_KEYS = ("bad", "good", "finds", "with", "as_of", "ledger", "parties", *REPORTED)


@value(kw_only=True)
class Case:
    """A plan with findings of a rule, a plan without, and the findings.

    Plans and ledger entries are texts of YAML files.
    """

    bad: str
    """The plan with findings."""
    good: str
    """The plan without findings."""
    finds: tuple[ExpectedFinding, ...]
    """The findings in the bad plan, in the order of the document."""
    as_of: str | None = None
    """The date of knowledge, for rules that need one: ``2031-06-30``. None if nothing is late or expired."""
    others: tuple[str, ...] = ()
    """Plans that are checked together with each of the two; findings in them are ignored."""
    bad_ledger: Mapping[str, str] = attrs.field(factory=dict[str, str])
    """The ledger of the bad plan: entries by id."""
    good_ledger: Mapping[str, str] = attrs.field(factory=dict[str, str])
    """The ledger of the good plan: entries by id."""
    bad_files: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict[str, Mapping[str, str]])
    """The reports and other records of the bad plan: files by id, by the name of their folder."""
    good_files: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict[str, Mapping[str, str]])
    """Those of the good plan, in the same form."""
    parties: Mapping[str, PartyKind] = attrs.field(factory=dict[str, PartyKind])
    """The kinds of invented parties by their codes."""


def case_text(rule: Rule) -> str | None:
    """Return the text of ``cases/NAME.yaml`` in the package of the rule's check, or None if there is no such file."""
    module = sys.modules.get(getattr(rule.check, "__module__", ""))
    package = getattr(module, "__package__", None)
    if not package:
        return None
    file = importlib.resources.files(package) / "cases" / f"{rule.name}.yaml"
    return file.read_text(encoding="utf-8") if file.is_file() else None


def case_of(tree: Any) -> Case:
    """Return the case in the parsed content of such a file.

    Raises:
        ValueError: A key is missing or unknown, or a party has an unknown kind.
    """
    _check_keys(tree, _KEYS)
    missing = [key for key in ("bad", "good", "finds") if key not in tree]
    if missing:
        raise ValueError(f"missing key {missing[0]!r}")
    others = cast("Sequence[object]", tree.get("with", ()))
    if isinstance(others, (str, Mapping)) or not all(isinstance(plan, str) for plan in others):
        raise ValueError("the key 'with' has a list of plans, each a text: '- |' and the lines of the plan")
    finds = tuple(map(_finding, tree["finds"]))
    as_of = tree.get("as_of")
    return Case(
        bad=str(tree["bad"]),
        good=str(tree["good"]),
        finds=finds,
        as_of=None if as_of is None else str(as_of),
        others=tuple(map(str, others)),
        bad_ledger=_files(tree, "ledger", "bad"),
        good_ledger=_files(tree, "ledger", "good"),
        bad_files={folder: _files(tree, folder, "bad") for folder in REPORTED if folder in tree},
        good_files={folder: _files(tree, folder, "good") for folder in REPORTED if folder in tree},
        parties={str(code): PartyKind(kind) for code, kind in tree.get("parties", {}).items()},
    )


def _check_keys(tree: Any, known: Sequence[str]) -> None:
    unknown = [key for key in tree if key not in known]
    if unknown:
        close = did_you_mean(str(unknown[0]), known)
        raise ValueError(f"unknown key {unknown[0]!r}" + (f", did you mean {close!r}?" if close else ""))


def _files(tree: Any, folder: str, which: str) -> dict[str, str]:
    """Return the texts of the files of a folder beside the bad or the good plan, by id."""
    return {str(id): str(text) for id, text in tree.get(folder, {}).get(which, {}).items()}


def _finding(tree: Any) -> ExpectedFinding:
    _check_keys(tree, _FINDING_KEYS)
    related = tree.get("related")
    pairs = None if related is None else tuple((str(at), str(why)) for also in related for at, why in also.items())
    return ExpectedFinding(at=str(tree["at"]), says=str(tree["says"]), related=pairs)

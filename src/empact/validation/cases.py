"""The good and the bad case of a rule: data beside the rule, shown on its page and run as a test."""

from __future__ import annotations

import importlib.resources
import sys
from collections.abc import Mapping
from typing import Any

import attrs

from empact.diagnostics import did_you_mean
from empact.reprs import short_repr
from empact.validation.rules import Rule


@attrs.frozen(kw_only=True)
class ExpectedFinding:
    """A finding of the bad case: the pointer it speaks of, its whole message, and the pointers of what it rests on."""

    at: str
    says: str
    related: tuple[str, ...] | None = None

    __repr__ = short_repr


_KEYS = ("bad", "good", "finds", "with", "as_of", "ledger")


@attrs.frozen(kw_only=True)
class Case:
    """A plan in which a rule finds something, one in which it finds nothing, and what it finds in the first.

    Both are the text of a YAML file. ``as_of`` is the date of knowledge, for rules that need one. ``others`` are plans,
    as such texts, together with which both are checked; what is found in them does not matter. ``bad_ledger`` and
    ``good_ledger`` are the entries that are recorded about the plan, by their ids, each as the text of a YAML file.
    """

    bad: str
    good: str
    finds: tuple[ExpectedFinding, ...]
    as_of: str | None = None
    others: tuple[str, ...] = ()
    bad_ledger: Mapping[str, str] = attrs.field(factory=dict[str, str])
    good_ledger: Mapping[str, str] = attrs.field(factory=dict[str, str])

    __repr__ = short_repr


def case_text(rule: Rule) -> str | None:
    """The text of ``cases/NAME.yaml`` in the package of the rule's check, or None where there is none."""
    module = sys.modules.get(getattr(rule.check, "__module__", ""))
    package = getattr(module, "__package__", None)
    if not package:
        return None
    file = importlib.resources.files(package) / "cases" / f"{rule.name}.yaml"
    return file.read_text(encoding="utf-8") if file.is_file() else None


def case_of(tree: Any) -> Case:
    """The case in the tree of such a file; ValueError tells a key that it lacks, or one that has no meaning."""
    unknown = [key for key in tree if key not in _KEYS]
    if unknown:
        close = did_you_mean(str(unknown[0]), _KEYS)
        raise ValueError(f"the key {unknown[0]!r} is not known" + (f", did you mean {close!r}?" if close else ""))
    missing = [key for key in ("bad", "good", "finds") if key not in tree]
    if missing:
        raise ValueError(f"the key {missing[0]!r} is missing")
    finds = tuple(map(_finding, tree["finds"]))
    as_of = tree.get("as_of")
    ledger = tree.get("ledger", {})
    return Case(
        bad=str(tree["bad"]),
        good=str(tree["good"]),
        finds=finds,
        as_of=None if as_of is None else str(as_of),
        others=tuple(map(str, tree.get("with", ()))),
        bad_ledger={str(id): str(text) for id, text in ledger.get("bad", {}).items()},
        good_ledger={str(id): str(text) for id, text in ledger.get("good", {}).items()},
    )


def _finding(tree: Any) -> ExpectedFinding:
    related = tree.get("related")
    places = None if related is None else tuple(map(str, related))
    return ExpectedFinding(at=str(tree["at"]), says=str(tree["says"]), related=places)

"""Digests of a plan and of its actions, by which a sheet that comes back is matched with what it was made from."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from empact.model import Plan
from empact.serde.plans import plan_tree
from empact.values import value


@value
class PlanDigests:
    """The SHA-256 digests of a plan and of each of its actions, as 64 digits from 0 to f."""

    plan: str
    """The digest of the whole plan."""
    actions: tuple[str, ...]
    """The digest of each action, in the order of the plan."""


def plan_digests(plan: Plan) -> PlanDigests:
    """Return the digests of the canonical JSON of a plan and of its actions.

    Canonical are the tree of ``plan/1`` with each cell as an object and without what is at its default, its keys
    sorted, no spaces, and every character beyond ASCII as an escape. So a digest does not depend on the format of the
    file, on where it is, or on fields that a later version of ``empact`` adds.
    """
    tree = plan_tree(plan)
    return PlanDigests(_digest(tree), tuple(map(_digest, tree.get("actions", ()))))


def _digest(tree: Any) -> str:
    text = json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()

"""The digest of a plan, by which a sheet that comes back is matched with the plan that it was made from."""

from __future__ import annotations

import functools
import hashlib
import json
import weakref
from collections.abc import Mapping
from typing import Any, cast

from empact.model import Plan
from empact.serde import files
from empact.serde.kinds import kind_of
from empact.serde.plans import plan_tree

_known: dict[int, tuple[weakref.ref[Plan], str]] = {}
"""The digests of the plans that are in use, by identity: the hash of a plan costs as much as its digest.

:meta hide-value:
"""


def plan_digest(plan: Plan) -> str:
    """Return the SHA-256 digest of the canonical JSON of a plan, as 64 digits from 0 to f.

    Canonical is the tree of ``plan/1`` with each cell as an object and without what is at its default, its keys sorted,
    no spaces, and every character beyond ASCII as an escape. So the digest does not depend on the format of the file,
    on where it is, or on fields that a later version of ``empact`` adds. It is computed once for each plan object, and
    forgotten with it.
    """
    key = id(plan)
    known = _known.get(key)
    if known is not None and known[0]() is plan:
        return known[1]
    digest = _digest(plan_tree(plan))
    _known[key] = weakref.ref(plan, functools.partial(_known.pop, key)), digest
    return digest


def record_digest(content: object) -> str:
    """Return the digest of the canonical JSON of the content of a file of any kind, such as an operation, or of texts.

    Comments, the order of keys and the spelling of values in the file do not change it.
    """
    if isinstance(content, Plan):
        return plan_digest(content)
    if isinstance(content, Mapping):
        return _digest(dict(cast("Mapping[str, str]", content)))
    return _digest(files.tree(content, kind_of(type(content))))


def _digest(tree: Any) -> str:
    text = json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()

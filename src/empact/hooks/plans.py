"""Plans that a plugin brings along."""

from __future__ import annotations

import attrs

from empact.reprs import short_repr


@attrs.frozen(kw_only=True)
class BundledPlan:
    """A plan inside a package: ``empact.load(name)`` reads it.

    ``name`` is compared like the name of a distribution (``oap-c-2012`` is ``OAP_C_2012``); ``resource`` is a file
    inside ``package``, whose suffix says its format.
    """

    name: str
    package: str
    resource: str
    summary: str = ""

    __repr__ = short_repr

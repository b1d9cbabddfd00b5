"""The descriptor of a plan that a plugin bundles."""

from __future__ import annotations

import attrs

from empact.arguments import check_name_field, check_text_field
from empact.values import value


@value(kw_only=True)
class BundledPlan:
    """A plan inside a package; ``empact.load(name)`` loads it.

    >>> from empact.hooks import BundledPlan
    >>> BundledPlan(name="oap-x-2031", package="oap_x_2031", resource="plan.yaml").name
    'oap-x-2031'
    """

    name: str = attrs.field(validator=check_name_field)
    """The name of the plan, compared like a distribution name (``oap-c-2012`` is ``OAP_C_2012``)."""
    package: str = attrs.field(validator=check_text_field)
    """The package that contains the file."""
    resource: str = attrs.field(validator=check_text_field)
    """The path of the file inside the package; its suffix determines the format."""
    summary: str = attrs.field(default="", validator=check_text_field)
    """One line about the plan for ``empact plans``; it may be empty."""

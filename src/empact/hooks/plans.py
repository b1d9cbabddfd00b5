"""The descriptor of a plan that a plugin bundles."""

from __future__ import annotations

import attrs

from empact.arguments import check_text_field
from empact.values import value


@value(kw_only=True)
class BundledPlan:
    """A plan inside a package; ``empact.load(name)`` loads it.

    Args:
        name: The name of the plan, compared like a distribution name (``oap-c-2012`` is ``OAP_C_2012``).
        package: The package that contains the file.
        resource: The file inside the package; its suffix determines the format.
        summary: One line about the plan.
    """

    name: str = attrs.field(validator=check_text_field)
    package: str = attrs.field(validator=check_text_field)
    resource: str = attrs.field(validator=check_text_field)
    summary: str = attrs.field(default="", validator=check_text_field)

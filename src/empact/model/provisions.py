"""The provisions of a plan about its own management: their kinds, how strongly they bind, and who carries them out."""

from __future__ import annotations

import enum

from empact.model.anchors import Anchor
from empact.model.parties import Parties
from empact.model.typed import checked_value


class ProvisionKind(enum.Enum):
    """The kind of a provision about the management of a plan."""

    MANAGEMENT = "management"
    """Who is responsible, and to whom it is delegated (plan section 4.1)."""
    SUPPORT = "support"
    """Who gives project support (plan section 4.2)."""
    TASKING = "tasking"
    """Who makes the tasking sheets (plan section 3)."""
    LINKS = "links"
    """Who manages the links with other plans (plan section 5.2)."""
    INTEGRATION = "integration"
    """Actions enter national planning and yearly programmes, with resources (plan section 5.2)."""
    VALIDATION = "validation"
    """COSI validates plan and tasking (plan section 5.2)."""
    LEADERSHIP = "leadership"
    """Leaders are in charge of an action (plan sections 4.1, 5.3)."""
    ACCOUNT = "account"
    """Leaders give account to the Driver (plan section 5.3)."""
    EXCLUSION = "exclusion"
    """The exclusion clause (plan section 5.3)."""
    CONTACT = "contact"
    """The Driver maintains contacts and convenes meetings (plan section 5.3)."""
    GOOD_PRACTICE = "good-practice"
    """Good and bad practice is recorded, and by whom (plan section 5.5)."""
    FRAMEWORK = "framework"
    """Management and joint actions keep to the EMPACT Terms of Reference (plan sections 4.1, 5.2)."""
    INFORMATION = "information"
    """How operational information is processed and exchanged, and progress reported (plan section 4.3)."""
    IMPLEMENTATION = "implementation"
    """The plan is carried out as its table says (plan section 5.3)."""


class Strength(enum.Enum):
    """How strongly a provision binds."""

    SHALL = "shall"
    WILL = "will"
    SHOULD = "should"
    RECOMMENDED = "recommended"
    MAY = "may"
    STATEMENT = "statement"
    """A sentence that states a fact, not an obligation."""


@checked_value(kw_only=True)
class Provision:
    """A provision of the plan about its own management."""

    kind: ProvisionKind
    """The kind of provision, such as ``exclusion``, the exclusion clause of plan section 5.3."""
    body: Parties = Parties()
    """Who carries it out, such as ``EMPACT Support Unit`` or Europol for good practice. Empty if another list of the
    plan names them.
    """
    strength: Strength | None = None
    """How strongly it binds, such as ``recommended``. None if the verb of the sentence shows it; "will now be referred
    to as the Driver" is a ``statement`` (plan section 4.1).
    """
    stated: Anchor
    """The sentence or paragraph of the provision, such as ``section 5.3/2/1``."""

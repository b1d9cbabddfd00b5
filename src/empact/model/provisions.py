"""The provisions of a plan about its own management: their kinds, how strongly they bind, and who carries them out."""

from __future__ import annotations

import enum

from empact.model.anchors import Anchor
from empact.model.parties import Parties
from empact.model.typed import checked_value


class ProvisionKind(enum.Enum):
    """The kind of a provision about the management of a plan.

    ``MANAGEMENT``: who is responsible, and to whom it is delegated (section 4.1). ``SUPPORT``: who gives project
    support (4.2). ``TASKING``: who makes the tasking sheets (3). ``LINKS``: who manages the links with other plans
    (5.2). ``INTEGRATION``: that actions enter national planning and yearly programmes, with resources
    (5.2). ``VALIDATION``: that COSI validates plan and tasking (5.2). ``LEADERSHIP``: that leaders are in charge of
    an action (4.1, 5.3). ``ACCOUNT``: that leaders give account to the Driver (5.3). ``EXCLUSION``: the exclusion
    clause (5.3). ``CONTACT``: that the Driver maintains contacts and convenes meetings (5.3). ``GOOD_PRACTICE``: that
    good and bad practice is recorded, and by whom (5.5). ``FRAMEWORK``: that management and joint actions keep to the
    EMPACT Terms of Reference (4.1, 5.2). ``INFORMATION``: how operational information is processed and exchanged, and
    progress reported (4.3). ``IMPLEMENTATION``: that the plan is carried out as its table says (5.3).
    """

    MANAGEMENT = "management"
    SUPPORT = "support"
    TASKING = "tasking"
    LINKS = "links"
    INTEGRATION = "integration"
    VALIDATION = "validation"
    LEADERSHIP = "leadership"
    ACCOUNT = "account"
    EXCLUSION = "exclusion"
    CONTACT = "contact"
    GOOD_PRACTICE = "good-practice"
    FRAMEWORK = "framework"
    INFORMATION = "information"
    IMPLEMENTATION = "implementation"


class Strength(enum.Enum):
    """How strongly a provision binds: ``STATEMENT`` is a sentence that says what is, not what has to be."""

    SHALL = "shall"
    WILL = "will"
    SHOULD = "should"
    RECOMMENDED = "recommended"
    MAY = "may"
    STATEMENT = "statement"


@checked_value(kw_only=True)
class Provision:
    """A provision of the plan about its own management, with the anchor of its sentence or paragraph.

    ``body`` is who carries it out, where the sentence names somebody who has no list of their own in the plan: the
    EMPACT Support Unit, Europol for good practice, or all agencies. ``strength`` is how strongly it binds, where the
    verb of the sentence does not say so: "will now be referred to as the Driver" is a statement (section 4.1).
    """

    kind: ProvisionKind
    body: Parties = Parties()
    strength: Strength | None = None
    stated: Anchor

"""The keys of the questions in forms: a key says what an answer is about, whatever becomes of its row."""

from __future__ import annotations

import hashlib
import re

from empact.arguments import check_text
from empact.model import Action, KpiKey, Plan
from empact.values import value

_KEY = re.compile(
    r"(?P<plan>[^\s,:;/]{1,100})(?::(?P<action>[^\s,:;/]{1,50})(?:/(?P<kpi>[0-9]{1,9}[a-z]?))?)?"
    r" (?P<asked>[a-z_-]{1,50}) (?P<digest>[0-9a-f]{8})(?: (?P<cited>[0-9a-f]{8}))?"
)


@value(kw_only=True)
class QuestionKey:
    """What a key names: ``C-2012:2.2/1a own be1f7d2c``."""

    plan: str
    """The id of the plan."""
    action: str | None
    """The number of the action; None if the question is about the plan as a whole, or about the form itself."""
    kpi: str | None
    """The number of the KPI, or of its part; None if the question is about none."""
    asked: str
    """What is asked."""
    digest: str
    """The content digest of the action, or of the actions of the plan, when the form was made."""
    cited: str | None
    """The digest of the reports that are to be settled, or of the party whose sheet it is; None in other keys."""


def parsed_key(text: str) -> QuestionKey | None:
    """Return what a key names; None if the text is not a key."""
    found = _KEY.fullmatch(text)
    return None if found is None else QuestionKey(**found.groupdict())


def is_question_key(text: str) -> bool:
    """Whether a text has the form of the key of a question, such as ``C-2012:2.2/1a own be1f7d2c``."""
    check_text("The text", text)
    return _KEY.fullmatch(text) is not None


def action_key(plan: Plan, action: Action, asked: str, kpi: KpiKey | None = None) -> str:
    """Return the key of a question about an action: ``C-2012:2.2/1a own be1f7d2c``, with its content digest."""
    of_kpi = "" if kpi is None else f"/{kpi.number}"
    return f"{plan.id}:{action.number}{of_kpi} {asked} {action.content_digest}"


def plan_key(plan: Plan, asked: str) -> str:
    """Return the key of a row of a form that is about no action: with a digest of those of all actions."""
    digests = " ".join(sorted(action.content_digest for action in plan.actions))
    return f"{plan.id} {asked} {hashlib.sha256(digests.encode()).hexdigest()[:8]}"


def sender_key(plan: Plan, asked: str, party: str) -> str:
    """Return the key of the row that says whose form it is: also with a digest of the code of the party."""
    return f"{plan_key(plan, asked)} {sender_digest(party)}"


def sender_digest(party: str) -> str:
    """Return the digest by which the key of a form names its party."""
    return hashlib.sha256(party.encode()).hexdigest()[:8]

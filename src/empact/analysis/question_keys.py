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
    """The digest of the reports that are to be settled, of the party whose form or sheet it is, or of the checkpoint of
    a form; None in other keys.
    """

    def is_made_for(self, *names: str) -> bool:
        """Whether the form was made for one of these parties or checkpoints, as its key says."""
        return self.cited is not None and self.cited in map(_cited, names)


def parsed_key(text: str) -> QuestionKey | None:
    """Return what a key names; None if the text is not a key."""
    match = _KEY.fullmatch(text)
    return None if match is None else QuestionKey(**match.groupdict())


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


def made_for_key(plan: Plan, asked: str, name: str) -> str:
    """Return the key of the row that says for which party or checkpoint a form is: also with a digest of that name.

    So a form whose cell was changed, or filled in over that of another party, is not taken for what it says.
    """
    return f"{plan_key(plan, asked)} {_cited(name)}"


def _cited(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:8]

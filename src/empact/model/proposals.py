"""Proposals: what a draft of the next plan proposes for an action of the earlier plan, until people decide."""

from __future__ import annotations

import enum

import attrs

from empact.model.cells import Prose
from empact.model.frozen import FrozenMap
from empact.model.links import check_number, check_words
from empact.model.measures import Baseline
from empact.model.typed import checked_value


class ProposalKind(enum.Enum):
    """What a draft proposes for an action of the earlier plan."""

    CONTINUE = "continue"
    """The action goes on in the next plan."""
    END = "end"
    """The action is not in the next plan."""
    ASK = "ask"
    """What is known does not decide it: ask the leaders."""


@checked_value(kw_only=True)
class Proposal:
    """What a draft of the next plan proposes for an action of the earlier plan. Who decides deletes it."""

    what: ProposalKind
    """``continue`` or ``end``; ``ask`` if what is known does not decide it."""
    why: str = attrs.field(validator=check_words)
    """The reason, from what was known on the day of the draft, such as ``planned until 2031-06-30``."""
    number: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_number))
    """The number that the action gets once the actions above it that should end are gone, in quotes, such as ``"1.2"``.
    None if its number stays, or if it should end.
    """
    parties: tuple[str, ...] = ()
    """What changes in the next plan about the parties that its cells name, such as ``All MS: HR is a
    member state from 2013-07-01 on``.
    """
    baselines: FrozenMap[str, Baseline] = FrozenMap()
    """The reported totals that nobody disputes, by the number of the KPI, in quotes, such as ``{"1": {value: 460, year:
    2031}}``.
    """
    before: FrozenMap[str, Prose] = FrozenMap()
    """The cells of the earlier action that name its dates, by column, such as ``{timing: April to June}``. In the draft
    they are empty. ``goal`` has the number of a goal that is no longer valid.
    """

    def __str__(self) -> str:
        return f"{self.what.value}: {self.why}"

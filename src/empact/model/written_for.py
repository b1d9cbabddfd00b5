"""What a record was written for: the revision of its plan, and the content of each action that it names."""

from __future__ import annotations

import attrs

from empact.diagnostics import Pointer
from empact.model.contents import is_content_digest
from empact.model.frozen import FrozenMap
from empact.model.links import Ref
from empact.model.typed import checked_value


def _check_digests(_instance: object, _attribute: object, digests: FrozenMap[str, str]) -> None:
    for action, digest in digests.items():
        if not is_content_digest(digest):
            message = f"the digest of action {action} must have 8 digits from 0 to f, such as 3f9a1c2b, not {digest!r}"
            raise ValueError(message)


@checked_value(kw_only=True)
class WrittenFor:
    """What a record was written for. Forms and commands write it; you never type it.

    With it, a record is matched with its actions if a later revision renumbers them.

    Raises:
        ValueError: A content digest does not have eight digits.
    """

    revision: str | None = None
    """The number of the plan's document at that time, such as ``17793/2/11 REV 2``. None if it had none."""
    actions: FrozenMap[str, str] = attrs.field(default=FrozenMap[str, str](), validator=_check_digests)
    """The content digest of each action that the record names, by its name in the record, such as ``{"2.1":
    3f9a1c2b}``.
    """

    def __bool__(self) -> bool:
        return self.revision is not None or bool(self.actions)


@checked_value(kw_only=True)
class NamedAction:
    """A place in a record that names an action of a plan."""

    at: Pointer
    """The pointer of the name in the record."""
    name: str
    """The name in the record: a number, or a plan and a number, such as ``C-2012:2.3``."""
    number: str
    """The number of the action in its plan."""


def named_by_refs(plan_id: str, at: Pointer, refs: tuple[Ref, ...]) -> tuple[NamedAction, ...]:
    """Return the actions of a plan among the references at a pointer of a record."""
    return tuple(
        NamedAction(at=at / index, name=str(ref), number=ref.action)
        for index, ref in enumerate(refs)
        if ref.plan in {None, plan_id} and ref.action is not None
    )

"""What a session is set up with: the functions of this package take it, and know no session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from empact.reprs import short_repr

if TYPE_CHECKING:
    from empact.config import Config
    from empact.session.plugins import SessionPlugins
    from empact.session.workspaces import Workspace


@attrs.frozen(kw_only=True, eq=False)
class Setup:
    """The plugins, the configuration and the workspace of a session.

    Args:
        plugins: The plugins, with the rules, documents, exporters, formatters and parties that they provide.
        config: The configuration; None if there is none.
        workspace: The folders of the user's records.
    """

    plugins: SessionPlugins
    config: Config | None
    workspace: Workspace

    __repr__ = short_repr

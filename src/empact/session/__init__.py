"""The session: the plugins, rules and files that belong together, and the functions that use them."""

from empact.session.defaults import default_session
from empact.session.sessions import Session

__all__ = ["Session", "default_session"]

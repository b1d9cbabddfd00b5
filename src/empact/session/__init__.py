"""The session: the plugins, rules and files that belong together, and the functions that use them."""

from empact.session.sessions import Session, default_session

__all__ = ["Session", "default_session"]

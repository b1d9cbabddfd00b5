"""The session ties plugins, rules and files together."""

from empact.session.sessions import Session, default_session

__all__ = ["Session", "default_session"]

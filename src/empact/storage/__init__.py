"""The user's files and folders: sources, readings, ledgers, practices, answers, configuration, and atomic writes.

Only this package touches the file system for a session.
"""

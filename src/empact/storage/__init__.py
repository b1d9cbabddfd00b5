"""The user's files and folders: sources, readings, ledgers, practices, answers, configuration, and atomic writes.

A session accesses the file system through this package only.
"""

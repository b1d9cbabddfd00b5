"""The reference plan, known by its bytes: another file under its name is reported when it is loaded."""

from __future__ import annotations

from empact.diagnostics import NOT_THE_REFERENCE_PLAN, Diagnostic, Place
from empact.hooks import BundledPlan
from empact.hooks.discovery import normalised

NAME = "oap-c-2012"
"""The name under which empact bundles the reference plan."""
SHA_256 = "652375cfbc3756cffcb1a836ebbf7af55a40254240e74969222fd50611423525"
"""The digest of its file."""


def reference_problems(plan: BundledPlan, data: bytes) -> tuple[Diagnostic, ...]:
    """Return the problem of a bundled plan that has the name of the reference plan and other bytes.

    The order of the plugins cannot prevent it: an earlier folder on the path of Python can hide the package, and where
    the plugin of empact is disabled, another one can provide the name.
    """
    if normalised(plan.name) != NAME:
        return ()
    from hashlib import sha256  # which takes longer to import than to calculate, and other plans do not need it

    if sha256(data).hexdigest() == SHA_256:
        return ()
    from empact.resources import resource_path

    message = f"The plan {plan.name!r} is not the reference plan of empact: its file has other bytes."
    hint = "Remove the file, or the plugin that provides it. A changed plan needs another name: see 'Publish a plugin'."
    place = Place(file=resource_path(plan.package, plan.resource))
    return (Diagnostic(kind=NOT_THE_REFERENCE_PLAN, message=message, place=place, hint=hint),)

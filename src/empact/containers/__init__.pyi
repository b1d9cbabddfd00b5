# Written by docs/_scripts/public_names from the table in __init__.py.

from empact.containers.active import ActivePart as ActivePart
from empact.containers.active import Activity as Activity
from empact.containers.active import active_parts as active_parts
from empact.containers.looking import Container as Container
from empact.containers.looking import Look as Look
from empact.containers.looking import look as look
from empact.containers.looking import place as place
from empact.containers.opening import ZIP as ZIP
from empact.containers.opening import ContainerError as ContainerError
from empact.containers.opening import EncryptedError as EncryptedError
from empact.containers.opening import Limits as Limits
from empact.containers.opening import Package as Package
from empact.containers.opening import PackageKind as PackageKind
from empact.containers.opening import open_package as open_package
from empact.containers.pages import Page as Page
from empact.containers.texts import decoded as decoded
from empact.containers.texts import is_printed as is_printed
from empact.containers.texts import readings as readings

__all__ = [
    "ZIP",
    "ActivePart",
    "Activity",
    "Container",
    "ContainerError",
    "EncryptedError",
    "Limits",
    "Look",
    "Package",
    "PackageKind",
    "Page",
    "active_parts",
    "decoded",
    "is_printed",
    "look",
    "open_package",
    "place",
    "readings",
]

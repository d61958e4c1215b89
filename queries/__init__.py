"""What was asked: the library as a whole, search, ask, target tables, exports and the command line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from queries.library import Library, open_library

__all__ = ["Library", "open_library"]


def __getattr__(name: str) -> Any:
    """The public names, loaded when first used: the command line must answer at once."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("queries.library"), name)

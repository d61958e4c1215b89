"""How high an issuer stands, by lexicon/authority.yaml."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from extract.rulebook import Data, Pattern, read


class Level(Data):
    """A height and what names of that height have in them."""

    level: int
    pattern: Pattern
    examples: tuple[str, ...]


class AuthorityFile(Data):
    """lexicon/authority.yaml: levels in order of precedence."""

    levels: tuple[Level, ...]


@lru_cache(maxsize=1)
def levels() -> tuple[Level, ...]:
    """The levels of the lexicon; a faulty file raises RuleError."""
    return read(Path(__file__).parent / "lexicon" / "authority.yaml", AuthorityFile).levels


@lru_cache(maxsize=4096)
def level_of(issuer: str) -> int:
    """From 5 (the whole country) to 1 (a town), 0 where the name does not tell."""
    return next((each.level for each in levels() if issuer and re.search(each.pattern, issuer)), 0)

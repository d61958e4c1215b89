"""What is typed, cut into words, phrases, filters, operators and brackets.

A phrase stands in "…" or “…”. Papers are full of quotation marks and brackets, so a mark opens only at the beginning of
a word and closes only before a blank, the end, or a bracket that is to be closed; everywhere else it is text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from corpus.errors import QueryError
from queries.search.asking import ASKS
from queries.search.filters import FILTER, example_of

QUOTES: Mapping[str, str] = {'"': '"', "＂": "＂", "“": "”", "「": "」"}
_OPENING = "(（"
_CLOSING = ")）"


class Kind(Enum):
    """What a piece of a query is; the value is how it is called in messages."""

    WORD = "查询词"
    PHRASE = "引号"
    FILTER = "筛选条件"
    OPEN = "左括号"
    CLOSE = "右括号"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"


_OPERATORS: Mapping[str, Kind] = {
    "AND": Kind.AND,
    "与": Kind.AND,
    "OR": Kind.OR,
    "或": Kind.OR,
    "NOT": Kind.NOT,
    "非": Kind.NOT,
}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the query; `position` counts characters from 0, `field` is set for filters."""

    kind: Kind
    text: str
    position: int
    field: str = ""


def fault(position: int, reason: str, advice: str) -> QueryError:
    """What is wrong with a query, and where."""
    return QueryError(f"查询第 {position + 1} 个字处：{reason}", advice=advice)


def tokens(text: str) -> Iterator[Token]:
    """The pieces in order; raises QueryError with the place of the fault."""
    position = depth = 0
    while position < len(text):
        character = text[position]
        if character.isspace():
            position += 1
        elif character in _OPENING:
            depth += 1
            yield Token(Kind.OPEN, character, position)
            position += 1
        elif character in _CLOSING and depth:
            depth -= 1
            yield Token(Kind.CLOSE, character, position)
            position += 1
        elif character in QUOTES and (end := _closing_quote(text, position, inside=depth > 0)) is not None:
            yield _phrase(text, position, end)
            position = end + 1
        else:
            token, position = _word_or_filter(text, position, inside=depth > 0)
            yield token


def _closing_quote(text: str, start: int, *, inside: bool) -> int | None:
    """Where the mark that opens at `start` closes; None where an opening mark of its own kind closes inside a word.

    Raises QueryError for a straight mark that nothing closes.
    """
    mark = QUOTES[text[start]]
    for position in range(start + 1, len(text)):
        if text[position] == mark:
            following = text[position + 1 : position + 2]
            if not following or following.isspace() or (inside and following in _CLOSING):
                return position
    if mark == text[start]:
        raise fault(start, f"引号 {text[start]} 没有配对", "请在短语后面补上另一半引号")
    return None


def _phrase(text: str, start: int, end: int) -> Token:
    phrase = text[start + 1 : end]
    if not phrase.strip():
        raise fault(start, "引号里没有内容", "请在引号中写上要找的原文")
    return Token(Kind.PHRASE, phrase, start)


def _word_or_filter(text: str, start: int, *, inside: bool) -> tuple[Token, int]:
    found = FILTER.match(text, start)
    if found is None:
        end = _word_end(text, start, inside=inside)
        word = text[start:end]
        return Token(_OPERATORS.get(word, Kind.WORD), word, start), end
    name, begin = found.group(1), found.end()
    if text[begin : begin + 1] in QUOTES and (close := _closing_quote(text, begin, inside=inside)) is not None:
        value, end = text[begin + 1 : close], close + 1
    else:
        end = _word_end(text, begin, inside=inside)
        value = text[begin:end]
        if ASKS.search(value):
            return Token(Kind.WORD, text[start:end], start), end
    if not value.strip():
        example = f"{name}:{example_of(name)}"
        raise fault(start, f"“{name}:”后面没有内容", f"请紧接着写上要筛选的值，例如 {example}")
    return Token(Kind.FILTER, value.strip(), start, name), end


def _word_end(text: str, start: int, *, inside: bool) -> int:
    """Before a blank, and inside brackets before the one that closes them; brackets of its own belong to the word."""
    own = 0
    for position in range(start, len(text)):
        character = text[position]
        if character.isspace():
            return position
        if character in _OPENING:
            own += 1
        elif character in _CLOSING:
            if inside and not own:
                return position
            own = max(0, own - 1)
    return len(text)

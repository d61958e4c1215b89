"""What a clerk types, as a query tree.

    query   = either
    either  = all ( OR all )*                    或
    all     = one ( [AND] one )*                 与; side by side means AND, but plain words side by side are one part
    one     = NOT one | ( either ) | "phrase" | field:value | words        非

A phrase stands in "…" or “…”. Papers are full of quotation marks and brackets, so a mark opens only at the beginning of
a word and closes only before a blank, the end, or a bracket that is to be closed; everywhere else it is text. Where a
query as a whole stands in quotation marks and cannot be read otherwise, it is one phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from corpus.errors import QueryError
from index.query import And, Field, Filter, Not, Or, Phrase, Query, Words

_QUOTES: Mapping[str, str] = {'"': '"', "＂": "＂", "“": "”", "「": "」"}
_OPENING = "(（"
_CLOSING = ")）"
_FIELDS: Mapping[str, tuple[Field, ...]] = {
    "年": (Field.YEAR,),
    "年份": (Field.YEAR,),
    "年度": (Field.YEAR,),
    "单位": (Field.ORGANIZATION, Field.ISSUER),
    "部门": (Field.ORGANIZATION, Field.ISSUER),
    "责任单位": (Field.ORGANIZATION,),
    "发文": (Field.ISSUER,),
    "机关": (Field.ISSUER,),
    "发文机关": (Field.ISSUER,),
    "文种": (Field.KIND,),
    "文号": (Field.DOCUMENT_NUMBER,),
    "发文字号": (Field.DOCUMENT_NUMBER,),
}
_EXAMPLES: Mapping[Field, str] = {
    Field.YEAR: "2011",
    Field.ORGANIZATION: "总工会",
    Field.ISSUER: "总工会",
    Field.KIND: "通知",
    Field.DOCUMENT_NUMBER: "工办",
}
_FIELD = re.compile(rf"({'|'.join(sorted(_FIELDS, key=len, reverse=True))})[:：]")
_YEAR = re.compile(r"[12]\d{3}")
_MAX_DEPTH = 30


class _Kind(Enum):
    WORD = "查询词"
    PHRASE = "引号"
    FILTER = "筛选条件"
    OPEN = "左括号"
    CLOSE = "右括号"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"


_OPERATORS: Mapping[str, _Kind] = {
    "AND": _Kind.AND,
    "与": _Kind.AND,
    "OR": _Kind.OR,
    "或": _Kind.OR,
    "NOT": _Kind.NOT,
    "非": _Kind.NOT,
}


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of the query; `position` counts characters from 0, `field` is set for filters."""

    kind: _Kind
    text: str
    position: int
    field: str = ""


def parse_query(text: str) -> Query:
    """The tree for what was typed; raises QueryError with the place of the fault."""
    if not text.strip():
        raise QueryError("没有写查询内容", advice="请输入要查的词语，例如：工资集体协商")
    stripped = text.strip()
    quoted = len(stripped) > 2 and _QUOTES.get(stripped[0]) == stripped[-1]
    try:
        tokens = list(_tokens(text))
        if quoted and any(token.kind is _Kind.WORD and token.text.endswith(stripped[-1]) for token in tokens):
            return Phrase(stripped[1:-1])
        return _Parser(tokens, len(text)).parse()
    except QueryError:
        if quoted and stripped[1:-1].strip():
            return Phrase(stripped[1:-1])
        raise


def _tokens(text: str) -> Iterator[_Token]:
    position = depth = 0
    while position < len(text):
        character = text[position]
        if character.isspace():
            position += 1
        elif character in _OPENING:
            depth += 1
            yield _Token(_Kind.OPEN, character, position)
            position += 1
        elif character in _CLOSING and depth:
            depth -= 1
            yield _Token(_Kind.CLOSE, character, position)
            position += 1
        elif character in _QUOTES and (end := _closing_quote(text, position, inside=depth > 0)) is not None:
            yield _phrase(text, position, end)
            position = end + 1
        else:
            token, position = _word_or_filter(text, position, inside=depth > 0)
            yield token


def _closing_quote(text: str, start: int, *, inside: bool) -> int | None:
    """Where the mark that opens at `start` closes; None where an opening mark of its own kind closes inside a word.

    Raises QueryError for a straight mark that nothing closes.
    """
    mark = _QUOTES[text[start]]
    for position in range(start + 1, len(text)):
        if text[position] == mark:
            following = text[position + 1 : position + 2]
            if not following or following.isspace() or (inside and following in _CLOSING):
                return position
    if mark == text[start]:
        raise _fault(start, f"引号 {text[start]} 没有配对", "请在短语后面补上另一半引号")
    return None


def _phrase(text: str, start: int, end: int) -> _Token:
    phrase = text[start + 1 : end]
    if not phrase.strip():
        raise _fault(start, "引号里没有内容", "请在引号中写上要找的原文")
    return _Token(_Kind.PHRASE, phrase, start)


def _word_or_filter(text: str, start: int, *, inside: bool) -> tuple[_Token, int]:
    found = _FIELD.match(text, start)
    if found is None:
        end = _word_end(text, start, inside=inside)
        word = text[start:end]
        return _Token(_OPERATORS.get(word, _Kind.WORD), word, start), end
    name, begin = found.group(1), found.end()
    if text[begin : begin + 1] in _QUOTES and (close := _closing_quote(text, begin, inside=inside)) is not None:
        value, end = text[begin + 1 : close], close + 1
    else:
        end = _word_end(text, begin, inside=inside)
        value = text[begin:end]
    if not value.strip():
        example = f"{name}:{_EXAMPLES[_FIELDS[name][0]]}"
        raise _fault(start, f"“{name}:”后面没有内容", f"请紧接着写上要筛选的值，例如 {example}")
    return _Token(_Kind.FILTER, value.strip(), start, name), end


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


class _Parser:
    """Reads the tokens from left to right; `_at` is the next one."""

    def __init__(self, tokens: list[_Token], length: int) -> None:
        self._tokens = tokens
        self._length = length
        self._at = 0

    def parse(self) -> Query:
        query = self._either(depth=0)
        token = self._next()
        if token is not None:
            raise _fault(token.position, "多了一个右括号", "请去掉它，或在前面补上左括号")
        return query

    def _either(self, *, depth: int) -> Query:
        parts = [self._all(depth=depth)]
        while self._take(_Kind.OR):
            parts.append(self._all(depth=depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self, *, depth: int) -> Query:
        parts = [self._one(depth=depth)]
        while (token := self._next()) is not None and token.kind not in (_Kind.OR, _Kind.CLOSE):
            explicit = self._take(_Kind.AND)
            part = self._one(depth=depth)
            last = parts[-1]
            if isinstance(part, Words) and isinstance(last, Words) and not explicit:
                parts[-1] = Words(f"{last.text} {part.text}")
            else:
                parts.append(part)
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self, *, depth: int) -> Query:
        token = self._next()
        if token is None:
            raise _fault(self._length, "查询到这里就断了", "请在后面补上查询词")
        self._at += 1
        if depth > _MAX_DEPTH:
            raise _fault(token.position, "括号或 NOT 套得太深", "请简化查询")
        if token.kind is _Kind.NOT:
            return Not(self._one(depth=depth + 1))
        if token.kind is _Kind.OPEN:
            return self._bracketed(token, depth=depth)
        if token.kind is _Kind.PHRASE:
            return Phrase(token.text)
        if token.kind is _Kind.FILTER:
            return _filter(token)
        if token.kind is _Kind.WORD:
            return Words(token.text)
        if token.kind is _Kind.CLOSE:
            raise _fault(token.position, "括号里没有内容，或右括号前缺少查询词", "请补上查询词")
        raise _fault(token.position, f"“{token.text}”前面缺少查询词", "请在它的两边各写一个查询词")

    def _bracketed(self, opening: _Token, *, depth: int) -> Query:
        query = self._either(depth=depth + 1)
        if not self._take(_Kind.CLOSE):
            raise _fault(opening.position, "左括号没有配对", "请补上右括号")
        return query

    def _next(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, kind: _Kind) -> bool:
        token = self._next()
        if token is None or token.kind is not kind:
            return False
        self._at += 1
        return True


def _filter(token: _Token) -> Query:
    fields, value = _FIELDS[token.field], token.text
    if Field.YEAR in fields and not _YEAR.fullmatch(value := value.removesuffix("年")):
        raise _fault(token.position, f"“{token.field}:{token.text}”不是四位年份", f"例如 {token.field}:2011")
    filters = tuple(Filter(field, value) for field in fields)
    return filters[0] if len(filters) == 1 else Or(filters)


def _fault(position: int, reason: str, advice: str) -> QueryError:
    return QueryError(f"查询第 {position + 1} 个字处：{reason}", advice=advice)

"""What a clerk types, as a query tree.

    query   = either
    either  = all ( OR all )*                    或
    all     = one ( [AND] one )*                 与; side by side means AND, but plain words side by side are one part
    one     = NOT one | ( either ) | "phrase" | field:value | words        非

In words and phrases ? stands for any one character and * for some. Where a query as a whole stands in quotation marks
and cannot be read otherwise, it is one phrase. In a question (`queries.search.asking`) words are looked for, whatever
marks stand in it, and nothing but filters narrows. So it is in what asks (什么, 如何) and cannot be read otherwise; in
it, as in any prose, ? and * are marks.
"""

from __future__ import annotations

import re

from corpus.errors import QueryError
from index.analysis import asked_words
from index.folding import folded
from index.query import And, Not, Or, Pattern, Phrase, Query, Words
from index.wildcards import has_wildcards
from queries.search.asking import ASKS, is_question, what_is_asked
from queries.search.filters import FILTER, filter_of
from queries.search.tokens import QUOTES, Kind, Token, fault, tokens

_MAX_DEPTH = 30
_WILDCARDS = "?*？＊"
_AROUND = "".join(QUOTES) + "".join(QUOTES.values())
# A filter's value may stand in quotation marks, blanks and all.
_PART = re.compile(rf"{FILTER.pattern}(?:\"[^\"]+\"|“[^“”]+”)|\S+")
_PROSE = re.compile("[，。：！；、,!;…]")


def parse_query(text: str) -> Query:
    """The tree for what was typed; raises QueryError with the place of the fault."""
    stripped = text.strip()
    if not stripped:
        raise QueryError("没有写查询内容", advice="请输入要查的词语，例如：工资集体协商")
    quoted = len(stripped) > 2 and QUOTES.get(stripped[0]) == stripped[-1]
    if not quoted and is_question(stripped) and (question := _question(stripped)) is not None:
        return question
    try:
        pieces = list(tokens(text))
        if quoted and any(token.kind is Kind.WORD and token.text.endswith(stripped[-1]) for token in pieces):
            return Phrase(stripped[1:-1])
        return _Parser(pieces, len(text), asks=ASKS.search(text) is not None).parse()
    except QueryError:
        if quoted and stripped[1:-1].strip():
            return Phrase(stripped[1:-1])
        if ASKS.search(stripped) and (question := _question(stripped)) is not None:
            return question
        raise


def _question(text: str) -> Query | None:
    """A question's words but for those that only ask, narrowed by its filters; None where it has no words."""
    words: list[str] = []
    filters: list[Query] = []
    for part in (found.group() for found in _PART.finditer(text)):
        named = FILTER.match(part)
        named = None if named and ASKS.search(part, named.end()) else named
        try:
            filters += [filter_of(named.group(1), part[named.end() :].strip(_AROUND), position=0)] if named else []
        except QueryError:
            named = None
        words += [] if named else [part]
    whole = " ".join(words)
    asked = next(filter(asked_words, (what_is_asked(whole), whole)), None)
    if asked is None:
        return None
    return And((Words(asked), *filters)) if filters else Words(asked)


class _Parser:
    """Reads the tokens from left to right; `_at` is the next one. `asks` says that the whole asks something."""

    def __init__(self, tokens: list[Token], length: int, *, asks: bool) -> None:
        self._tokens = tokens
        self._length = length
        self._asks = asks
        self._at = 0

    def parse(self) -> Query:
        query = self._either(depth=0)
        token = self._next()
        if token is not None:
            raise fault(token.position, "多了一个右括号", "请去掉它，或在前面补上左括号")
        return query

    def _either(self, *, depth: int) -> Query:
        parts = [self._all(depth=depth)]
        while self._take(Kind.OR):
            parts.append(self._all(depth=depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self, *, depth: int) -> Query:
        parts = [self._one(depth=depth)]
        while (token := self._next()) is not None and token.kind not in (Kind.OR, Kind.CLOSE):
            explicit = self._take(Kind.AND)
            part = self._one(depth=depth)
            last = parts[-1]
            if isinstance(part, Words) and isinstance(last, Words) and not explicit:
                parts[-1] = Words(f"{last.text} {part.text}")
            else:
                parts.append(part)
        # A mark by itself says nothing beside what does; it must not be asked for.
        parts = [part for part in parts if not _is_mark(part)] or parts
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self, *, depth: int) -> Query:
        token = self._next()
        if token is None:
            raise fault(self._length, "查询到这里就断了", "请在后面补上查询词")
        self._at += 1
        if depth > _MAX_DEPTH:
            raise fault(token.position, "括号或 NOT 套得太深", "请简化查询")
        if token.kind is Kind.NOT:
            return Not(self._one(depth=depth + 1))
        if token.kind is Kind.OPEN:
            return self._bracketed(token, depth=depth)
        if token.kind is Kind.PHRASE:
            return Pattern(token.text) if has_wildcards(folded(token.text)) else Phrase(token.text)
        if token.kind is Kind.FILTER:
            return filter_of(token.field, token.text, position=token.position)
        if token.kind is Kind.WORD:
            return _word(token.text, is_prose=self._asks or _PROSE.search(token.text) is not None)
        if token.kind is Kind.CLOSE:
            raise fault(token.position, "括号里没有内容，或右括号前缺少查询词", "请补上查询词")
        raise fault(token.position, f"“{token.text}”前面缺少查询词", "请在它的两边各写一个查询词")

    def _bracketed(self, opening: Token, *, depth: int) -> Query:
        query = self._either(depth=depth + 1)
        if not self._take(Kind.CLOSE):
            raise fault(opening.position, "左括号没有配对", "请补上右括号")
        return query

    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, kind: Kind) -> bool:
        token = self._next()
        if token is None or token.kind is not kind:
            return False
        self._at += 1
        return True


def _word(text: str, *, is_prose: bool) -> Query:
    """A word, or where ? or * stands inside of it and it is no prose, what may stand for it."""
    inside = text.strip(_WILDCARDS)
    return Pattern(inside) if has_wildcards(folded(inside)) and not is_prose else Words(inside or text)


def _is_mark(part: Query) -> bool:
    return isinstance(part, Words) and not asked_words(part.text)

"""Where in a paper stands what was asked for."""

from __future__ import annotations

from corpus.document import Document, Span
from corpus.errors import QueryError
from index.folding import fold
from index.highlight import find_query
from queries.organizations import in_any_form
from queries.reader import Reader
from queries.search import parse_query


def found_in(reader: Reader, document: Document, words: str, *, exact: Span | None = None) -> tuple[Span, ...]:
    """The stretches of the paper's text that a query asks for, in order and apart; `exact` is among them whole."""
    found: tuple[Span, ...] = ()
    if words.strip():
        try:
            query = in_any_form(parse_query(words), register=reader.register)
            found = find_query(fold(document.text), query)
        except QueryError:
            # The paper is shown all the same; the search page says what is wrong with the query.
            found = ()
    if exact is None:
        return found
    return tuple(sorted((exact, *(each for each in found if not each.overlaps(exact))), key=lambda each: each.start))

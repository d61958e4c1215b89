"""Searching: what is typed, the pages of hits, facets, words that mean the same, suggestions, saved searches."""

from queries.search.parser import parse_query

__all__ = ["parse_query"]

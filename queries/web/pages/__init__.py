"""One module a page; each takes requests and shows what `queries.library` says, and nothing is worked out here."""

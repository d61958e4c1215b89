"""Where duties are found, one finder a room: bracketed lists, sentences, tables, and what is left to a plan's author."""

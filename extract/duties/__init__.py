"""Where duties are found, a finder a room: bracketed lists, sentences, tables, and what is left to a plan's author."""

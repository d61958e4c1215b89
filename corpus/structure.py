"""From a reading to a document: its pieces, its letterhead, its outline."""

from __future__ import annotations

from corpus.articles import articles_of, pieces_of
from corpus.articles_bulletin import bulletin_pieces
from corpus.document import Document, Reading
from corpus.layout import printed
from corpus.letterhead import letterhead_of
from corpus.letterhead_metadata import metadata_of
from corpus.numbering import outline_of


def assemble(reading: Reading, *, id: str, source: str) -> Document:  # noqa: A002
    """The document of a reading. `id` is the first 16 hexadecimal digits of the original's SHA-256, `source` the path
    or name it was read from. Linear in the text's length; raises RuleError only where a word list is damaged."""
    above = printed(reading)
    metadata = metadata_of(above)
    paragraphs = above[metadata.length :]
    bulletin = bulletin_pieces(reading.text, paragraphs)
    pieces = bulletin or pieces_of(reading.text, paragraphs)
    return Document(
        id=id,
        source=source,
        media_type=reading.media_type,
        text=reading.text,
        paragraphs=reading.paragraphs,
        tables=reading.tables,
        letterhead=metadata.completing(letterhead_of(reading.text, paragraphs, pieces, bulletin=bool(bulletin))),
        outline=outline_of(paragraphs, [piece.body for piece in pieces]),
        articles=articles_of(pieces),
        recognized=reading.recognized,
        places=reading.places,
    )

"""Everything that can go wrong, as one tree. Messages are for clerks: what happened, where, what to do.

GongwenError                  the root: catch this to catch all
├── UnreadableFile            a file could not be read; the rest goes on
│   ├── EmptyFile             nothing in it
│   ├── UnknownFormat         not a format this program reads
│   ├── UnknownEncoding       text in no encoding of the list
│   ├── EncryptedFile         needs a password
│   ├── DamagedFile           truncated, or not what it claims to be
│   └── NoTextLayer           pages without readable characters
├── LibraryError              the library cannot be used as it stands
│   ├── OtherSchema           written by another version
│   ├── NotWritable           the folder cannot be written
│   └── Busy                  another program is writing it
├── RuleError                 a rules file is wrong
├── QueryError                a question cannot be understood
└── NotFound                  what was named is not there
"""

from __future__ import annotations


class GongwenError(Exception):
    """`reason` says what happened and where, `advice` what to do; both in Chinese, both shown to the clerk."""

    def __init__(self, reason: str, *, advice: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.reason}。{self.advice}" if self.advice else self.reason


class UnreadableFile(GongwenError):
    """A file could not be read."""


class EmptyFile(UnreadableFile):
    """The file holds no text at all."""


class UnknownFormat(UnreadableFile):
    """The content is of no format in the table of readers."""


class UnknownEncoding(UnreadableFile):
    """The bytes are valid text in none of the encodings that offices use."""


class EncryptedFile(UnreadableFile):
    """The file needs a password."""


class DamagedFile(UnreadableFile):
    """The file is truncated or is not what it claims to be."""


class NoTextLayer(UnreadableFile):
    """The pages hold pictures, or characters that cannot be read."""


class LibraryError(GongwenError):
    """The library cannot be used as it stands."""


class OtherSchema(LibraryError):
    """The library was written by another version of the program."""


class NotWritable(LibraryError):
    """The library's folder cannot be written."""


class Busy(LibraryError):
    """Another program is writing the library."""


class RuleError(GongwenError):
    """A rules file or word list is wrong; the reason names file, line and fault."""


class QueryError(GongwenError):
    """A query cannot be understood; the reason says where it is wrong."""


class NotFound(GongwenError):
    """A file, folder, document or record that was named does not exist."""

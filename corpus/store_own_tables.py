"""What keeps tables of its own in a library's database, beside those of the papers: accounts, corrections."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from corpus.store import DATABASE
from corpus.store_connection import connect, explained
from corpus.store_schema import Base


class OwnTables:
    """The tables of `rows` in the library in a folder, made where they are absent. Safe to share between threads."""

    rows: ClassVar[tuple[type[Base], ...]]

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._engine = connect(folder / DATABASE)
        with explained(folder):
            tables = [Base.metadata.tables[row.__tablename__] for row in self.rows]
            Base.metadata.create_all(self._engine, tables=tables)

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

"""Who may use the library's pages, who is there at the moment, and what was done: accounts, visits and the log.

Passwords come as hashes and visitors' cookies as digests: neither can be read out of the library. Every change is one
transaction of its own and does not wait for whoever reads papers in.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import DateTime, ForeignKey, String, Text, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from corpus.store_connection import explained
from corpus.store_own_tables import OwnTables
from corpus.store_schema import Base, MetaRow

_SECRET = "pages_secret"


class AccountRole(str, Enum):
    """What an account may do: read; also correct and take papers in; also look after accounts."""

    READER = "reader"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"

    @property
    def rank(self) -> int:
        """Who may more has the higher rank."""
        return list(AccountRole).index(self)

    @property
    def chinese(self) -> str:
        """The role as staff call it."""
        return {"reader": "查阅", "editor": "编辑", "administrator": "管理员"}[self.value]


@dataclass(frozen=True, slots=True)
class Account:
    """One who may use the pages."""

    name: str
    role: AccountRole
    password: str
    created_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class LogEntry:
    """Something that was done: when (UTC), by whom, what, to what, and how it went."""

    at: datetime.datetime
    who: str
    action: str
    subject: str
    detail: str


class AccountRow(Base):
    """An account; `password` is an argon2 hash."""

    __tablename__ = "accounts"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    password: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime.datetime] = mapped_column(DateTime)


class VisitRow(Base):
    """A browser that has logged in, by the digest of its cookie."""

    __tablename__ = "visits"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("accounts.name", ondelete="CASCADE"), index=True)
    until: Mapped[datetime.datetime] = mapped_column(DateTime)


class LogRow(Base):
    """A line of the log; lines are only ever added."""

    __tablename__ = "pages_log"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime.datetime] = mapped_column(DateTime)
    who: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)


# Asked for every page; putting it together takes longer than answering it.
_ANY = select(AccountRow.name).limit(1)


class Accounts(OwnTables):
    """The accounts of the library in a folder. Safe to share between threads; times are taken with their zone."""

    rows = (AccountRow, VisitRow, LogRow)

    def secret(self, *, fresh: bytes) -> bytes:
        """The key that only this library has: the one that was kept first, `fresh` where none was."""
        with explained(self._folder), self._engine.begin() as connection:
            asked = select(MetaRow.value).where(MetaRow.key == _SECRET)
            found = connection.execute(asked).scalar()
            if found is None:
                found = fresh.hex()
                connection.execute(insert(MetaRow), {"key": _SECRET, "value": found})
        return bytes.fromhex(found)

    def any(self) -> bool:
        """Whether there are accounts, so that one has to log in."""
        with explained(self._folder), self._engine.connect() as connection:
            return connection.execute(_ANY).scalar() is not None

    def account(self, name: str) -> Account | None:
        """The account of this name."""
        return next((each for each in self.accounts() if each.name == name), None)

    def accounts(self) -> tuple[Account, ...]:
        """All accounts by name."""
        with explained(self._folder), self._engine.connect() as connection:
            rows = connection.execute(select(AccountRow.__table__).order_by(AccountRow.name)).mappings()
            return tuple(Account(**{**row, "role": AccountRole(row["role"])}) for row in rows)

    def put(self, account: Account) -> None:
        """Adds the account or changes the one of this name; where it was known before, all its visits end."""
        values = {
            "name": account.name,
            "role": account.role.value,
            "password": account.password,
            "created_at": _utc(account.created_at),
        }
        with explained(self._folder), self._engine.begin() as connection:
            connection.execute(delete(VisitRow).where(VisitRow.account == account.name))
            changed = connection.execute(update(AccountRow).where(AccountRow.name == account.name).values(values))
            if not changed.rowcount:
                connection.execute(insert(AccountRow), values)

    def drop(self, name: str) -> bool:
        """Takes the account out; whether there was one. The last administrator stays as long as others are left."""
        with explained(self._folder), self._engine.begin() as connection:
            others = select(func.count()).select_from(AccountRow).where(AccountRow.name != name)
            chiefs = others.where(AccountRow.role == AccountRole.ADMINISTRATOR.value)
            # Deleting first takes the writing place, so that what is counted then stays true.
            gone = connection.execute(delete(AccountRow).where(AccountRow.name == name)).rowcount
            if connection.execute(others).scalar() and not connection.execute(chiefs).scalar():
                connection.rollback()
                return False
            return bool(gone)

    def visiting(self, key: str, *, at: datetime.datetime) -> Account | None:
        """Whose visit this is, as long as it lasts."""
        question = (
            select(AccountRow.__table__)
            .join(VisitRow, VisitRow.account == AccountRow.name)
            .where(VisitRow.key == key, VisitRow.until > _utc(at))
        )
        with explained(self._folder), self._engine.connect() as connection:
            row = connection.execute(question).mappings().first()
        return Account(**{**row, "role": AccountRole(row["role"])}) if row is not None else None

    def begin_visit(self, key: str, name: str, *, at: datetime.datetime, until: datetime.datetime) -> None:
        """The account uses this browser from now on; visits that are over are forgotten."""
        with explained(self._folder), self._engine.begin() as connection:
            connection.execute(delete(VisitRow).where((VisitRow.until <= _utc(at)) | (VisitRow.key == key)))
            connection.execute(insert(VisitRow), {"key": key, "account": name, "until": _utc(until)})

    def end_visit(self, key: str) -> None:
        """The browser's visit is over."""
        with explained(self._folder), self._engine.begin() as connection:
            connection.execute(delete(VisitRow).where(VisitRow.key == key))

    def log(self, *, at: datetime.datetime, who: str, action: str, subject: str = "", detail: str = "") -> None:
        """Adds a line to the log."""
        values = {"at": _utc(at), "who": who, "action": action, "subject": subject, "detail": detail}
        with explained(self._folder), self._engine.begin() as connection:
            connection.execute(insert(LogRow), values)

    def logged(self, *, limit: int = 200, before: int | None = None) -> Sequence[LogEntry]:
        """The latest lines of the log, the newest first."""
        question = select(LogRow.at, LogRow.who, LogRow.action, LogRow.subject, LogRow.detail)
        if before is not None:
            question = question.where(LogRow.id < before)
        with explained(self._folder), self._engine.connect() as connection:
            rows = connection.execute(question.order_by(LogRow.id.desc()).limit(limit)).mappings()
            return [LogEntry(**row) for row in rows]


def _utc(time: datetime.datetime) -> datetime.datetime:
    """As the database keeps it: UTC, without a zone."""
    return time.astimezone(datetime.timezone.utc).replace(tzinfo=None)

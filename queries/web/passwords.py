"""Passwords: argon2 hashes, and patience with those who guess."""

from __future__ import annotations

import datetime
from collections import OrderedDict
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from corpus.errors import QueryError

SHORTEST, LONGEST = 10, 200
_hasher = PasswordHasher()
# What a wrong name is checked against, so that it takes as long as a wrong password.
_NOBODY = _hasher.hash("nobody at all")
_TRIES, _TRIES_OF_ADDRESS = 5, 30
_WITHIN = datetime.timedelta(minutes=5)
_REMEMBERED = 10_000


def hashed(password: str) -> str:
    """The password's argon2 hash; raises QueryError for one that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise QueryError(f"密码要有 {SHORTEST} 到 {LONGEST} 个字符", advice="请换一个密码")
    return _hasher.hash(password)


def fits(password: str, known: str | None) -> bool:
    """Whether the password is the one of the hash; None stands for nobody, and takes as long."""
    try:
        return _hasher.verify(known or _NOBODY, password[:LONGEST]) and known is not None
    except (Argon2Error, InvalidHashError):
        return False


class Patience:
    """Counts failed tries: after five of one name within five minutes, or thirty from one address, which a whole office
    may share, nobody is let in for a while, right password or not."""

    def __init__(self) -> None:
        self._failed: OrderedDict[str, list[datetime.datetime]] = OrderedDict()
        self._lock = Lock()

    def is_out(self, *, name: str, address: str, at: datetime.datetime) -> bool:
        """Whether the name or the address has failed too often."""
        with self._lock:
            by_name, by_address = (len(self._recent(key, at)) for key in _keys(name, address))
            return by_name >= _TRIES or by_address >= _TRIES_OF_ADDRESS

    def failed(self, *, name: str, address: str, at: datetime.datetime) -> None:
        """Notes a failed try."""
        with self._lock:
            for key in _keys(name, address):
                self._failed[key] = [*self._recent(key, at), at]
                self._failed.move_to_end(key)
            while len(self._failed) > _REMEMBERED:
                self._failed.popitem(last=False)

    def passed(self, *, name: str) -> None:
        """A right password wipes the name's slate clean."""
        with self._lock:
            self._failed.pop(_keys(name, "")[0], None)

    def _recent(self, key: str, at: datetime.datetime) -> list[datetime.datetime]:
        return [time for time in self._failed.get(key, ()) if at - time < _WITHIN]


def _keys(name: str, address: str) -> tuple[str, str]:
    return f"name {name}", f"address {address}"

"""Changing the user's part of the register, and the papers' records with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import NotFound, QueryError
from corpus.store import Store
from corpus.workers import Workers
from extract.register import Organization
from index.engine import SearchEngine
from queries.ingest_report import Progress
from queries.organizations import ListedOrganization, listed_organizations
from queries.reextraction import reextract


@dataclass(frozen=True, slots=True)
class RegisterReport:
    """How many of the user's bodies are new, changed, taken out, or were so already; and how many papers' records are
    other ones since."""

    added: int
    changed: int
    removed: int
    unchanged: int
    papers: int


def change_register(
    store: Store,
    engine: SearchEngine,
    workers: Workers,
    entered: Sequence[Organization],
    *,
    listed: Sequence[Organization],
    removed: Collection[str],
    progress: Callable[[Progress], None],
) -> RegisterReport:
    """Puts the bodies in and takes the removed out, then extracts the papers that this may touch, also those that an
    interrupted change has left. `Library.change_organizations` says what counts and what raises.

    Must run inside `store.writing()`.
    """
    own = {each.name: each for each in store.register()}
    for name in removed:
        if name not in own:
            raise NotFound(f"名录中没有由用户录入的“{name}”", advice="请用 gongwen organizations 查看全称和来源")
    wanted = [*entered, *_news(listed, own=own, known=listed_organizations(store) if listed else ())]
    put = {each.name: each for each in wanted if own.get(each.name) != each}
    _check({**own, **put})
    if put or removed:
        store.put_register(tuple(put.values()), removed=removed)
    return RegisterReport(
        added=len(put.keys() - own.keys()),
        changed=len(put.keys() & own.keys()),
        removed=len(removed),
        unchanged=len(entered) + len(listed) - len(put),
        papers=reextract(store, engine, workers, progress=progress),
    )


def _news(
    rows: Iterable[Organization], *, own: Mapping[str, Organization], known: Iterable[ListedOrganization]
) -> list[Organization]:
    """What rows of the library's list say beyond what the library knows without the user."""
    listed = {each.name: each for each in known}
    found = []
    for row in rows:
        before, seen = own.get(row.name, Organization(row.name)), listed.get(row.name)
        learnt = set(seen.aliases) - set(before.aliases) if seen else set()
        aliases = tuple(alias for alias in row.aliases if alias not in learnt)
        superior = before.superior if seen and row.superior == seen.superior else row.superior
        news = Organization(row.name, aliases, superior)
        if news != Organization(row.name) or row.name in own or seen is None:
            found.append(news)
    return found


def _check(organizations: Mapping[str, Organization]) -> None:
    """Raises QueryError where a body would belong to itself, directly or through others."""
    for name in organizations:
        chain = [name]
        while superior := organizations[chain[-1]].superior:
            if superior in chain:
                told = "、".join(f"“{each}”" for each in chain)
                raise QueryError(f"上级单位互相循环：{told}", advice="请改正这些单位的上级单位后重新导入")
            if superior not in organizations:
                break
            chain.append(superior)

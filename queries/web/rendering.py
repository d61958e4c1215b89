"""From values to a page: templates that escape everything, and the few filters they use."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from corpus.document import Span
from corpus.store_accounts import AccountRole
from corpus.store_values import DocumentSummary
from corpus.view import one_line
from queries.export.columns import by_field, by_hand_text, deadline_text, paper_text
from queries.hits import SearchHit
from queries.tables.calendar import DueEntry
from queries.web.visitors import TOKEN_FIELD, visitor_of

HERE = Path(__file__).parent


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        one_line=one_line,
        paper=paper_text,
        title=title_of,
        deadline=deadline_text,
        cell=by_field,
        by_hand=by_hand_text,
        due=due_text,
        place=place_of,
        local=local_time,
        highlighted=highlighted,
        role=role_name,
        relation=relation_name,
        file_name=file_name,
    )
    environment.globals.update(link=link, words_at=words_at, token_field=TOKEN_FIELD, editor=AccountRole.EDITOR)
    environment.globals["administrator"] = AccountRole.ADMINISTRATOR
    return environment


def show(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The page that the template makes of the values and of who asks for it."""
    visitor = visitor_of(request)
    text = (
        _templates()
        .get_template(template)
        .render(**values, visitor=visitor, here=request.url.path, is_part="hx-request" in request.headers)
    )
    return HTMLResponse(text, status_code=status)


def fragment(template: str, **values: Any) -> Markup:
    """A part of a page, the same for everybody."""
    return Markup(_templates().get_template(template).render(**values))


def link(path: str, **asked: object) -> str:
    """The address of a page with what is asked of it; what is None or '' is left out."""
    pairs = [
        f"{name}={_quoted(str(each))}"
        for name, value in asked.items()
        for each in (value if isinstance(value, list | tuple) else (value,))
        if each not in (None, "")
    ]
    return f"{path}?{'&'.join(pairs)}" if pairs else path


# A page of hits has a hundred addresses, most with the same few words.
_quoted = lru_cache(maxsize=2048)(quote_plus)


def words_at(document_id: str, start: int, end: int) -> str:
    """The address of `[start, end)` of a paper's text. Tables have thousands of them, so it is put together plainly."""
    return f"/papers/{document_id}?start={start}&end={end}#hit"


def title_of(document: DocumentSummary) -> str:
    """The paper's title on one line, without marks; the name of its file where it has none."""
    return one_line(document.title) if document.title else file_name(document.source)


def file_name(source: str) -> str:
    """The name of a file without the folders it lies in, which are nobody's business."""
    return source.replace("\\", "/").rpartition("/")[2]


def due_text(entry: DueEntry, next_day: datetime.date) -> str:
    """When it is due; for what comes again the words and the next day."""
    if entry.recurrence is None:
        return deadline_text(entry.deadline)
    return f"{one_line(entry.deadline.text)}（下次{next_day}）"


def place_of(section: str) -> str:
    """Where in a paper: 二（一）2."""
    return section.replace("/", " ")


def role_name(role: str | None) -> str:
    """The part that a body has in a duty, as staff call it."""
    return {"lead": "牵头", "responsible": "负责", "support": "配合", "supervise": "监督"}.get(role or "", "")


def relation_name(relation: str) -> str:
    """What a paper does to one that it names, in a word."""
    names = {"cites": "引用", "implements": "贯彻", "transmits": "印发", "revises": "修订", "repeals": "废止"}
    return names.get(relation, relation)


def local_time(time: datetime.datetime | None) -> str:
    """A time of the library's (UTC) on the clock of this computer."""
    if time is None:
        return ""
    aware = time if time.tzinfo else time.replace(tzinfo=datetime.timezone.utc)
    return f"{aware.astimezone():%Y-%m-%d %H:%M}"


def highlighted(hit: SearchHit) -> Iterator[tuple[str, bool]]:
    """The snippet in pieces, each with whether it was asked for."""
    return pieces(hit.snippet, hit.marks, start=hit.snippet_start)


def pieces(text: str, marks: Sequence[Span], *, start: int = 0) -> Iterator[tuple[str, bool]]:
    """A stretch of a paper that begins at `start`, cut at marks that are in order and do not overlap."""
    at = start
    for mark in marks:
        first, last = max(mark.start, at), min(mark.end, start + len(text))
        if first < last:
            if at < first:
                yield text[at - start : first - start], False
            yield text[first - start : last - start], True
            at = last
    if at < start + len(text):
        yield text[at - start :], False


def as_query(asked: Mapping[str, object]) -> str:
    """What was asked as the tail of an address."""
    return link("", **asked)

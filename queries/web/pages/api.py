"""The JSON API beside the pages: the same questions and answers as the command line's `--json`, under /api.

Described by OpenAPI at /api/openapi.json. What changes something needs the header X-Form-Token, which /api/visit tells.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import HTMLResponse

from corpus.store_corrections import Entry
from queries.contract import (
    answers_json,
    extraction_json,
    organizations_json,
    search_json,
    summary_json,
    target_row_json,
)
from queries.contract_records import Json, deadline_json
from queries.corrections.actions import LONGEST, Hand
from queries.corrections.cells import FIELDS
from queries.corrections.table import FinishedRow
from queries.web.desk import desk_of
from queries.web.pages.paper import PaperId
from queries.web.pages.targets import wanted_of
from queries.web.rendering import show
from queries.web.tables import Wanted, row_of, table_of
from queries.web.visitors import Visitor, editing, reading

router = APIRouter(prefix="/api", dependencies=[Depends(reading)], tags=["gongwen"])

Limit = Annotated[int, Query(ge=1, le=100, description="最多多少条")]
Editor = Annotated[Visitor, Depends(editing)]


class CellChange(BaseModel):
    """A cell to be corrected."""

    document: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    key: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", description="行的标识，见 /api/table")]
    field: Annotated[str, Field(pattern=f"^({'|'.join(FIELDS)})$")]
    text: Annotated[str, Field(max_length=LONGEST)]


@router.get("", include_in_schema=False, response_class=HTMLResponse)
def described(request: Request) -> HTMLResponse:
    """The API for people to read."""
    schema: dict[str, Any] = request.app.openapi()
    described = {
        path: {
            method: {
                "summary": each["summary"],
                "description": each["description"],
                "parameters": [
                    {"name": of["name"], "required": of["required"], "description": of.get("description", "")}
                    for of in each.get("parameters", ())
                ],
            }
            for method, each in methods.items()
        }
        for path, methods in schema["paths"].items()
    }
    return show(request, "api.html", paths=described)


@router.get("/visit", summary="当前用户和令牌")
def visit(visitor: Annotated[Visitor, Depends(reading)]) -> Json:
    """Who is asking, and the token that calls which change something have to bring."""
    return {"name": visitor.name, "role": visitor.role.value if visitor.role else None, "token": visitor.token}


@router.get("/search", summary="检索")
def search(
    request: Request,
    words: Annotated[str, Query(alias="q", min_length=1, max_length=1000, description="检索词")],
    limit: Limit = 10,
    offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> Json:
    """As `gongwen search --json`."""
    return search_json(desk_of(request).reader.search(words, limit=limit, offset=offset))


@router.get("/ask", summary="提问")
def ask(
    request: Request,
    question: Annotated[str, Query(alias="q", min_length=1, max_length=500, description="问题")],
    limit: Limit = 5,
) -> Json:
    """As `gongwen ask --json`."""
    return answers_json(desk_of(request).reader.ask(question, limit=limit))


@router.get("/documents", summary="文件清单")
def documents(request: Request, limit: Limit = 100, offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0) -> Json:
    """The papers, by id."""
    papers = desk_of(request).papers
    return {"total": len(papers), "documents": [summary_json(each) for each in papers[offset : offset + limit]]}


@router.get("/documents/{document_id}", summary="一份文件的正文和记录")
def document(request: Request, document_id: PaperId) -> Json:
    """As `gongwen extract --json`, of a paper in the library."""
    reader = desk_of(request).reader
    return extraction_json(reader.document(document_id), reader.extraction(document_id))


@router.get("/organizations", summary="单位名录")
def organizations(request: Request) -> Json:
    """As `gongwen organizations --json`."""
    return organizations_json(desk_of(request).reader.organizations())


@router.get("/targets", summary="目标和责任")
def targets(
    request: Request,
    wanted: Annotated[Wanted, Depends(wanted_of)],
    limit: Limit = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Json:
    """As `gongwen targets --json`, a page at a time: the rows as they count, `correction` telling what people said."""
    desk = desk_of(request)
    rows = desk.reader.targets(
        document=wanted.document or None,
        organization=wanted.organization or None,
        subordinates=wanted.subordinates,
        year=wanted.year,
        lamps=[wanted.lamp] if wanted.lamp else (),
        on=desk.today,
    )
    return {"total": len(rows), "targets": [target_row_json(row) for row in rows[offset : offset + limit]]}


@router.get("/table", summary="分解表（含提取结果和人工修改）")
def table(
    request: Request,
    wanted: Annotated[Wanted, Depends(wanted_of)],
    limit: Limit = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Json:
    """The finished table: each cell with what the extraction says now and what a person said."""
    rows = table_of(desk_of(request), wanted)
    return {"total": len(rows), "rows": [_row_json(row) for row in rows[offset : offset + limit]]}


@router.post("/table/cells", summary="修改一格", responses={403: {"description": "没有权限或令牌"}})
def correct(request: Request, visitor: Editor, change: CellChange) -> Json:
    """Corrects a cell; the row as it is then."""
    desk = desk_of(request)
    row, paper = row_of(desk, change.document, change.key)
    hand = Hand(desk.corrections, visitor.name or "", desk.now())
    hand.correct(row, paper, field=change.field, text=change.text)
    return _row_json(row_of(desk, change.document, change.key)[0])


def _row_json(row: FinishedRow) -> Json:
    return {
        "number": row.number,
        "key": row.key,
        "document": summary_json(row.document),
        "section": row.section,
        "start": row.place.start,
        "end": row.place.end,
        "quote": row.quote,
        "state": row.state,
        "doubts": list(row.doubts),
        "deadline": deadline_json(row.deadline),
        "cells": {
            name: {
                "text": cell.text,
                "extracted": cell.said if row.row is not None else None,
                "corrected": cell.is_corrected,
                "doubts": list(cell.doubts),
                "spans": [[span.start, span.end] for span in cell.spans],
            }
            for name, cell in row.cells.items()
        },
        "history": [_entry_json(entry) for entry in (row.standing.entries if row.standing else ())],
    }


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "at": entry.at.replace(tzinfo=datetime.timezone.utc).isoformat(),
        "who": entry.who,
        "action": entry.action,
        "field": entry.field,
        "before": entry.before,
        "after": entry.after,
        "undoes": entry.undoes,
    }

"""What editors do to the rows of a target table."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from corpus.errors import NotFound
from queries.corrections.actions import LONGEST, Hand
from queries.corrections.cells import FIELDS
from queries.web.desk import desk_of
from queries.web.pages.targets import show_row, wanted_of
from queries.web.rendering import link
from queries.web.tables import Wanted, row_of, table_of, whole_table
from queries.web.visitors import Visitor, editing

router = APIRouter(include_in_schema=False)

Editor = Annotated[Visitor, Depends(editing)]
DocumentId = Annotated[str, Form(pattern=r"^[0-9a-f]{16}$")]
RowKey = Annotated[str, Form(pattern=r"^[0-9a-f]{32}$")]
RowNumber = Annotated[int, Form(ge=0, le=1_000_000)]
FieldName = Annotated[str, Form(pattern=f"^({'|'.join(FIELDS)})$")]
Text = Annotated[str, Form(max_length=LONGEST)]


def hand_of(request: Request, visitor: Visitor) -> Hand:
    """The visitor at work on tables, now."""
    desk = desk_of(request)
    return Hand(desk.corrections, visitor.name or "", desk.now())


@router.post("/targets/confirm")
def confirm(
    request: Request, visitor: Editor, document: DocumentId, key: RowKey, number: RowNumber = 0
) -> HTMLResponse:
    """The row is right."""
    row, paper = row_of(desk_of(request), document, key)
    hand_of(request, visitor).confirm(row, paper)
    return _again(request, document, key, number)


@router.post("/targets/correct")
def correct(
    request: Request,
    visitor: Editor,
    document: DocumentId,
    key: RowKey,
    field: FieldName,
    text: Text = "",
    number: RowNumber = 0,
) -> HTMLResponse:
    """The cell says this instead."""
    row, paper = row_of(desk_of(request), document, key)
    hand_of(request, visitor).correct(row, paper, field=field, text=text)
    return _again(request, document, key, number)


@router.post("/targets/drop")
def drop(request: Request, visitor: Editor, document: DocumentId, key: RowKey, number: RowNumber = 0) -> HTMLResponse:
    """The row does not belong into the table."""
    row, paper = row_of(desk_of(request), document, key)
    hand_of(request, visitor).drop(row, paper)
    return _again(request, document, key, number)


@router.post("/targets/undo")
def undo(
    request: Request,
    visitor: Editor,
    document: DocumentId,
    key: RowKey,
    entry: Annotated[int, Form(ge=1, le=2**62)],
    number: RowNumber = 0,
) -> Response:
    """Takes one entry of a row's history back."""
    row, _ = row_of(desk_of(request), document, key)
    if row.standing is None:
        raise NotFound("没有这一条修改记录", advice="请刷新页面后再试")
    hand_of(request, visitor).undo(entry, anchor=row.standing.anchor)
    try:
        return _again(request, document, key, number)
    except NotFound:
        # A row that was added is gone with its adding.
        return HTMLResponse("")


@router.post("/targets/add")
def add(
    request: Request,
    visitor: Editor,
    document: DocumentId,
    task: Text = "",
    indicator: Text = "",
    value: Text = "",
    deadline: Text = "",
    owners: Text = "",
    helpers: Text = "",
    note: Text = "",
) -> Response:
    """A row of a person's own in a paper's table."""
    paper, _ = whole_table(desk_of(request).reader, document)
    cells = {
        "task": task,
        "indicator": indicator,
        "value": value,
        "deadline": deadline,
        "owners": owners,
        "helpers": helpers,
        "note": note,
    }
    key = hand_of(request, visitor).add(paper, cells)
    return RedirectResponse(link("/targets", document=document, order="place") + f"#row-{key}", status_code=303)


@router.post("/targets/undo-last")
def undo_last(request: Request, visitor: Editor, wanted: Annotated[Wanted, Depends(wanted_of)]) -> Response:
    """Takes back what the visitor did last to this table."""
    hand_of(request, visitor).undo_last(table_of(desk_of(request), wanted))
    return RedirectResponse(link("/targets", **wanted.asked), status_code=303)


def _again(request: Request, document: str, key: str, number: int) -> HTMLResponse:
    return show_row(request, *row_of(desk_of(request), document, key), number=number)

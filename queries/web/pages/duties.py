"""All that one organization is held to, as a page of its own."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse

from corpus.errors import NotFound
from extract.records import Role
from queries.tables.narrowing import row_lamp
from queries.web.desk import desk_of
from queries.web.rendering import show
from queries.web.visitors import reading

router = APIRouter(dependencies=[Depends(reading)], default_response_class=HTMLResponse, include_in_schema=False)

_MOST_BODIES = 120
_MOST_DUTIES = 400


@router.get("/duties")
def duties(
    request: Request,
    organization: Annotated[str, Query(max_length=200)] = "",
    role: Annotated[str, Query(pattern="^(lead|responsible|support|supervise)?$")] = "",
    year: Annotated[str, Query(pattern=r"^(\d{4})?$")] = "",
    subordinates: bool = False,
) -> HTMLResponse:
    """The duties of an organization by its part in them, with lamps; without one, the organizations to choose from."""
    desk = desk_of(request)
    asked = {"organization": organization.strip(), "role": role, "year": year, "subordinates": subordinates}
    if not organization.strip():
        bodies = sorted(desk.reader.organizations(), key=lambda body: -body.duties)[:_MOST_BODIES]
        return show(request, "duties.html", asked=asked, bodies=bodies, groups=(), count=0, left=0, trouble=None)
    try:
        found = desk.reader.duties(
            organization.strip(),
            subordinates=subordinates,
            year=int(year) if year else None,
            roles=[Role(role)] if role else (),
        )
    except NotFound as error:
        return show(request, "duties.html", asked=asked, bodies=(), groups=(), count=0, left=0, trouble=error)
    rules = desk.reader.lamps()
    shown = [(duty, row_lamp(duty.row, on=desk.today, lamps=rules)) for duty in found[:_MOST_DUTIES]]
    groups = [(name, list(each)) for name, each in groupby(shown, key=lambda pair: pair[0].body.role.value)]
    return show(
        request,
        "duties.html",
        asked=asked,
        bodies=(),
        groups=groups,
        count=len(found),
        left=max(0, len(found) - _MOST_DUTIES),
        trouble=None,
    )

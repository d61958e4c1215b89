"""The ask page: a question in; answers with the clause that they rest on, to be narrowed down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse

from queries.web.desk import desk_of
from queries.web.rendering import role_name, show, title_of
from queries.web.visitors import reading

if TYPE_CHECKING:
    from queries.ask.answers import Answer

router = APIRouter(dependencies=[Depends(reading)], default_response_class=HTMLResponse, include_in_schema=False)

_MOST = 20
_KINDS = {"organization": "谁", "quantity": "多少", "date": "何时"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice to narrow by: its label, what to ask then, and whether it is chosen now."""

    label: str
    asked: dict[str, str]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A way to narrow the answers, with its choices."""

    name: str
    choices: tuple[Choice, ...]


@router.get("/ask")
def ask(
    request: Request,
    question: Annotated[str, Query(alias="q", max_length=500)] = "",
    year: Annotated[str, Query(pattern=r"^(\d{4})?$")] = "",
    role: Annotated[str, Query(pattern="^(lead|responsible|support|supervise)?$")] = "",
    paper: Annotated[str, Query(pattern="^([0-9a-f]{16})?$")] = "",
) -> HTMLResponse:
    """The answers, best first, and what they can be narrowed by."""
    if not question.strip():
        return show(request, "ask.html", question="", kind="", answers=(), narrowing=())
    answers = desk_of(request).reader.ask(question.strip(), limit=_MOST)
    asked = {"year": year, "role": role, "paper": paper}
    kept = [answer for answer in answers.answers if _fits(answer, **asked)]
    return show(
        request,
        "ask.html",
        question=question.strip(),
        kind=_KINDS.get(answers.kind, ""),
        answers=kept,
        narrowing=_narrowing(answers.answers, asked),
    )


def _fits(answer: Answer, *, year: str, role: str, paper: str) -> bool:
    return (
        (not year or str(answer.document.year) == year)
        and (not role or answer.role == role)
        and (not paper or answer.document.id == paper)
    )


def _narrowing(answers: tuple[Answer, ...], asked: dict[str, str]) -> list[Narrowing]:
    """The ways in which the answers differ, each with its choices."""
    papers = [answer.document for answer in answers]
    ways = (
        ("年度", "year", {str(paper.year): f"{paper.year}年" for paper in papers if paper.year}),
        ("分工", "role", {answer.role: role_name(answer.role) for answer in answers if answer.role}),
        ("文件", "paper", {paper.id: paper.document_number or title_of(paper) for paper in papers}),
    )
    return [
        Narrowing(name, tuple(_choice(field, value, label, asked) for value, label in sorted(choices.items())))
        for name, field, choices in ways
        if len(choices) > 1 or asked[field]
    ]


def _choice(field: str, value: str, label: str, asked: dict[str, str]) -> Choice:
    chosen = asked[field] == value
    return Choice(label, {**asked, field: "" if chosen else value}, chosen)

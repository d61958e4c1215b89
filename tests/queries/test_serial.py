"""Records survive the store: rows and back, for every extraction."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from corpus.document import Span
from corpus.store_values import StoredRecord
from extract.records import (
    Basis,
    Comparator,
    DateKind,
    DateMention,
    Deadline,
    Extraction,
    OrganizationMention,
    Quantity,
    QuantityRole,
    Responsibility,
    Responsible,
    Role,
    Target,
)
from extract.serial import extraction_of, rows_of

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
places = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(sorted)
days = st.none() | st.dates()
figures = st.decimals(allow_nan=False, allow_infinity=False)


def made(record, /, **fields):
    """A strategy for a record of the kind at any place."""
    return st.builds(lambda place, rest: record(*place, **rest), places, st.fixed_dictionaries(fields))


spans = places.map(lambda place: Span(*place))
deadlines = st.none() | made(Deadline, text=words, since=days, until=days, basis=words)
quantities = made(
    Quantity,
    text=words,
    value=figures,
    max_value=st.none() | figures,
    unit=words,
    comparator=st.sampled_from(Comparator),
    role=st.sampled_from(QuantityRole),
)
bodies = made(Responsible, organization=words, text=words, role=st.sampled_from(Role), basis=st.sampled_from(Basis))
targets = made(
    Target,
    section=words,
    task=words,
    indicator=words,
    indicator_spans=st.lists(spans, max_size=2).map(tuple),
    quantity=quantities,
    deadline=deadlines,
    responsible=st.lists(bodies, max_size=2).map(tuple),
    confidence=st.floats(0, 1),
)
duties = made(
    Responsibility,
    section=words,
    task=words,
    organization=words,
    text=words,
    organization_span=spans,
    role=st.sampled_from(Role),
    basis=st.sampled_from(Basis),
    deadline=deadlines,
)


def some(record):
    return st.lists(record, max_size=2).map(tuple)


extractions = st.builds(
    Extraction,
    dates=some(made(DateMention, text=words, since=days, until=days, kind=st.sampled_from(DateKind))),
    quantities=some(quantities),
    organizations=some(made(OrganizationMention, text=words, name=words)),
    targets=some(targets),
    responsibilities=some(duties),
)


@given(extraction=extractions)
@settings(max_examples=60, deadline=None)
def test_rows_and_back(extraction: Extraction):
    assert extraction_of(rows_of(extraction)) == extraction


def test_rows_name_the_bodies_with_their_roles():
    body = Responsible(0, 2, organization="甲局", text="甲", role=Role.LEAD, basis=Basis.EXPLICIT)
    quantity = Quantity(
        3, 5, text="5家", value=Decimal(5), unit="家", comparator=Comparator.EQUAL, role=QuantityRole.TARGET
    )
    target = Target(
        0,
        9,
        section="",
        task="",
        indicator="",
        indicator_spans=(),
        quantity=quantity,
        deadline=None,
        responsible=(body,),
        confidence=1.0,
    )
    date = DateMention(1, 3, text="三月", since=None, until=datetime.date(2022, 3, 31), kind=DateKind.DEADLINE)
    rows = rows_of(Extraction(dates=(date,), targets=(target, target)))
    assert [(row.kind, row.ordinal, row.organizations) for row in rows] == [
        ("date", 0, ()),
        ("target", 0, (("甲局", "lead"),)),
        ("target", 1, (("甲局", "lead"),)),
    ]


@pytest.mark.parametrize(
    ("kind", "payload", "error"),
    [("none", "{}", KeyError), ("date", "{}", ValidationError), ("date", "", ValidationError)],
)
def test_what_is_no_record_is_refused(kind: str, payload: str, error: type[Exception]):
    with pytest.raises(error):
        extraction_of([StoredRecord(kind, 0, 0, 1, payload)])

"""The JSON of single records, schema 1; see `queries.contract`."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extract.records import (
    DateMention,
    Deadline,
    Quantity,
    Record,
    Responsibility,
    Responsible,
    Target,
    Words,
)

if TYPE_CHECKING:
    from queries.targets import ByHand, Said

Json = dict[str, Any]


def date_json(date: DateMention) -> Json:
    """A date; `from` and `to` are closed, null is open."""
    return {
        "text": date.text,
        "start": date.start,
        "end": date.end,
        "from": day(date.since),
        "to": day(date.until),
        "kind": date.kind.value,
        "year_basis": date.year_basis,
        **sureness_json(date),
    }


def quantity_json(quantity: Quantity) -> Json:
    """A figure; whole values are written without a decimal point."""
    return {
        "text": quantity.text,
        "start": quantity.start,
        "end": quantity.end,
        "value": number(quantity.value),
        "max_value": number(quantity.max_value),
        "unit": quantity.unit,
        "comparator": quantity.comparator.value,
        "role": quantity.role.value,
        **sureness_json(quantity),
    }


def target_json(target: Target) -> Json:
    """A figure to be reached, with its deadline and the bodies that must reach it."""
    return {
        "start": target.start,
        "end": target.end,
        "section": target.section,
        "task": target.task,
        "indicator": target.indicator,
        "quantity": quantity_json(target.quantity),
        "deadline": deadline_json(target.deadline),
        "responsible": [responsible_json(body) for body in target.responsible],
        "scope": words_json(target.scope),
        "base": words_json(target.base),
        "change": target.change,
        **sureness_json(target),
    }


def words_json(words: Words | None) -> Json | None:
    """Some words and where they stand."""
    return {"text": words.text, "start": words.start, "end": words.end} if words else None


def sureness_json(record: Record) -> Json:
    """How sure a record is and the codes of what it rests on."""
    return {"confidence": record.confidence, "reasons": list(record.reasons)}


def responsible_json(body: Responsible) -> Json:
    """A body that must reach a target."""
    return {
        "organization": body.organization,
        "text": body.text,
        "role": body.role.value,
        "basis": body.basis.value,
    }


def responsibility_json(duty: Responsibility) -> Json:
    """A duty of one body."""
    return {
        "start": duty.start,
        "end": duty.end,
        "section": duty.section,
        "task": duty.task,
        "organization": duty.organization,
        "text": duty.text,
        "role": duty.role.value,
        "basis": duty.basis.value,
        "deadline": deadline_json(duty.deadline),
        **sureness_json(duty),
    }


def deadline_json(deadline: Deadline | None) -> Json | None:
    """When it is due, in the paper's words and as days."""
    if deadline is None:
        return None
    return {"text": deadline.text, "from": day(deadline.since), "to": day(deadline.until)}


def by_hand_json(by_hand: ByHand | None) -> Json | None:
    """What people said of a row: `cells` are those that they answer for, each with what the extraction gives (null
    where it gives no such row); who confirmed or added the row. Null where nobody said anything."""
    if by_hand is None:
        return None
    return {
        "cells": {
            field: {"text": said.text, "extracted": said.extracted, **_said_json(said)}
            for field, said in by_hand.cells.items()
        },
        "confirmed": _said_json(by_hand.confirmed) if by_hand.confirmed else None,
        "added": _said_json(by_hand.added) if by_hand.added else None,
    }


def _said_json(said: Said) -> Json:
    return {"who": said.who, "at": said.at.replace(tzinfo=datetime.timezone.utc).isoformat()}


def day(date: datetime.date | None) -> str | None:
    """ISO 8601, or None."""
    return date.isoformat() if date else None


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: an integer where the value is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)

"""Pages saved as one file (.mht, .mhtml: RFC 2557): the page itself among what it shows."""

from __future__ import annotations

import email
import email.policy
from email.errors import MessageError
from email.message import Message

BEGINNING = 8192
OF_LETTERS = ("to", "cc", "received", "delivered-to")


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a page with its parts, and not a letter, which is built alike."""
    head = data[:BEGINNING].lower()
    if b"mime-version:" not in head or b"content-type:" not in head:
        return False
    message = _message(data[:BEGINNING])
    if message is None or any(message[name] for name in OF_LETTERS):
        return False
    kind = message.get_content_type()
    return kind == "text/html" or (
        kind == "multipart/related" and message.get_param("type", "text/html") == "text/html"
    )


def page_in(data: bytes) -> tuple[bytes, str | None] | None:
    """The page's bytes and the encoding that its part declares; None where there is no page."""
    message = _message(data)
    for part in message.walk() if message is not None else ():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return (payload, part.get_content_charset()) if isinstance(payload, bytes) else None
    return None


def _message(data: bytes) -> Message | None:
    try:
        return email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    except (MessageError, ValueError, LookupError):
        return None

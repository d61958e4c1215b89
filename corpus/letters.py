"""Letters (.eml, RFC 5322): what they say is a paper, what is attached are files."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart

from corpus.encoding import decode
from corpus.errors import DamagedFile

# Header lines, of which a letter's beginning consists, and those that only letters have.
HEADER = re.compile(rb"[!-9;-~]{1,70}:|[ \t]")
OF_LETTERS = re.compile(rb"^(?:from|received|return-path|delivered-to|message-id):", re.I | re.M)
OTHERS = re.compile(rb"^(?:to|cc|subject|date|mime-version|content-type):", re.I | re.M)
CHARSETS_OF_GB = ("gb2312", "gbk", "gb_2312-80")  # programs name these and write GB18030
TEXT = "正文.txt"
PAGE = "正文.html"
FORWARDED = "转发的邮件.eml"
FAULTS = (MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError)


def is_letter(beginning: bytes) -> bool:
    """Whether the bytes begin with the header of a letter, and with nothing else."""
    head = re.split(rb"\r?\n\r?\n", beginning.lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)[0]
    if not OF_LETTERS.search(head) or not OTHERS.search(head):
        return False
    return all(HEADER.match(line) for line in head.splitlines()[:-1])


def parts_of_letter(data: bytes) -> list[tuple[str, bytes]]:
    """The letter's own text (below its subject) and its attachments, as names and bytes; pictures that its page shows
    are left out. Raises DamagedFile."""
    try:
        message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=email.policy.default)
        return [*_own_text(message), *_attached(message)]
    except FAULTS as error:
        raise DamagedFile("邮件已损坏，内容读不出来", advice="请在邮件程序中重新导出后再试") from error


def _own_text(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    body = message.get_body(("plain", "html"))
    if body is None or body.is_attachment():
        return
    content = _bytes_of(body)
    if body.get_content_subtype() == "html":
        yield PAGE, content
        return
    words = _text_of(content, body.get_content_charset())
    if words.strip():
        yield TEXT, f"{message['subject'] or ''}\n{words}".strip().encode()


def _attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for part in message.iter_attachments():
        if part.get_content_type() == "message/rfc822":
            yield part.get_filename() or FORWARDED, part.get_payload(0).as_bytes()  # type: ignore[union-attr]
        elif part.is_multipart():
            yield from _attached(part)
        elif part.get_filename() or part.get_content_maintype() != "image":
            yield part.get_filename() or "附件", _bytes_of(part)


def _bytes_of(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text_of(content: bytes, charset: str | None) -> str:
    """The words of a text part: in the charset that it names, else as any text."""
    named = (charset or "").lower()
    if named in CHARSETS_OF_GB:
        return decode(content)
    try:
        return content.decode(named)
    except (UnicodeDecodeError, LookupError):
        return decode(content)

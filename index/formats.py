"""What files of a kind are called by those who look for them: the short names of media types."""

from __future__ import annotations

FORMATS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/msword": "doc",
    "application/vnd.ms-works": "wps",
    "application/rtf": "rtf",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/pdf": "pdf",
    "application/ofd": "ofd",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-excel.sheet.binary.macroenabled.12": "xlsb",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "text/csv": "csv",
    "text/html": "html",
    "text/plain": "txt",
    "application/xml": "xml",
}


def format_of(media_type: str) -> str:
    """The short name; of pictures their own (`png`), of what is not known the part behind the slash."""
    return FORMATS.get(media_type) or media_type.rpartition("/")[2]

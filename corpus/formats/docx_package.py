"""Word packages of other kinds made like the usual one: the strict form of the standard (ISO/IEC 29500 part 1), whose
names are other, and macro files and templates (.docm .dotx .dotm), whose content type is. Macros are never run."""

from __future__ import annotations

import io
import zipfile

CONTENT_TYPES = "[Content_Types].xml"
USUAL = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OTHERS = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
STRICT, TRANSITIONAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
NAMES = {
    STRICT + b"wordprocessingml/main": TRANSITIONAL + b"wordprocessingml/2006/main",
    STRICT + b"officeDocument/": TRANSITIONAL + b"officeDocument/2006/",
    STRICT + b"drawingml/": TRANSITIONAL + b"drawingml/2006/",
}


def usual(data: bytes) -> bytes:
    """The package in its usual form: `data` itself where it is so already.

    Raises zipfile.BadZipFile, KeyError where there is no list of content types.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        types = package.read(CONTENT_TYPES)
        is_strict = any(STRICT in package.read(name) for name in package.namelist() if name.startswith("_rels/"))
        if not is_strict and not any(other in types for other in OTHERS):
            return data
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as made:
            for member in package.infolist():
                content = package.read(member)
                if member.filename.endswith((".xml", ".rels")):
                    content = _renamed(content)
                made.writestr(member.filename, content)
        return stream.getvalue()


def _renamed(content: bytes) -> bytes:
    for name, other in (*NAMES.items(), *((name, USUAL) for name in OTHERS)):
        content = content.replace(name, other)
    return content

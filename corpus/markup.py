"""XML from strangers: no entities, no DTD, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from corpus.errors import DamagedFile

Element: TypeAlias = Any  # an element of lxml, which comes without types


def parsed(data: bytes) -> Element:
    """The root of an XML part. Raises DamagedFile for what is no well-formed XML, or has a DTD."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise DamagedFile("文件内的 XML 已损坏，读不出来", advice="请重新获取或在原软件中另存后再试") from error
    if root is None or root.getroottree().docinfo.doctype:
        raise DamagedFile("文件内的 XML 带有文档类型定义，已拒绝读取", advice="请确认文件来源，或在原软件中另存后再试")
    return root


def name_of(element: Element) -> str:
    """The element's name without its namespace; '' for a processing instruction."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def within(element: Element, *path: str) -> Iterator[Element]:
    """The descendants at a path of names, in whatever namespace; in document order."""
    if not path:
        yield element
        return
    for child in element:
        if name_of(child) == path[0]:
            yield from within(child, *path[1:])


def words_at(element: Element, *path: str) -> str:
    """The words of the first descendant at a path, '' where there is none."""
    found = next(within(element, *path), None)
    return (found.text or "").strip() if found is not None else ""

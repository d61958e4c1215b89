"""What of a saved page is the paper: without what surrounds it (navigation, foot, share bars, links to other pages)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.formats.html_blocks import is_layout
from corpus.markup import Element

UNSEEN = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "button", "select",
    "textarea", "input", "head",
)  # fmt: skip
AROUND = ("nav", "footer", "aside", "dialog", "menu")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Names that page makers give to what surrounds a paper, as whole words of a class or id (top_nav, share-box).
SURROUNDING = re.compile(
    r"(?:^|[\W_])(?:nav\w*|menu|footer?|foot\w*|bread\w*|crumbs?|share\w*|bdshare\w*|related|recommend\w*|sidebar|side|"
    r"toolbar|tools?|fontsize|print|copyright|pager?|pagination|comments?|login|search\w*|banner|qrcode|ewm|dqwz|"
    r"location|position|xgxw|xglj|xgwj|xgyd|xgjd|fenxiang|daohang)(?:$|[\W_])",
    re.IGNORECASE,
)
# Names that site systems in use at offices give to the paper itself.
USUAL = re.compile(
    r"(?:^|\s)(?:TRS_Editor|TRS_UEDITOR|trs_editor_view|UCAP-CONTENT|zoom(?:con)?|pages_content|"
    r"(?:article|news|detail|text|main|xxgk|zw|gk|wz|xl)[-_]?(?:content|con|body|text|nr)|conTxt|contentText|"
    r"content|content_?(?:body(?:_txt)?|area|views)|articleC|nr|ContentRegion|view|bt_content|mainText|arti_content|wp_articlecontent|vsb_content\w*|"
    r"Custom_UnionStyle|js_content|rich_media_content)(?:\s|$)",
    re.IGNORECASE,
)
SENTENCE = re.compile("[，。；：、！？]")
HOLDERS = frozenset(
    ["body", "div", "td", "section", "article", "main", "center", "form", "span", "dd", "li", "table", "tbody", "tr"]
)
PARTS = ("p", "br", "div", "table", "li", "section", "tr", "h1", "h2", "h3", "h4")
FOOT = re.compile(
    r"版权所有|[Cc]opyright|ICP备|公网安备|技术支持|网站标识码|(?:点击|浏览|访问|阅读)(?:次?数|量)|您?(?:当前|现在)的?位置|主办单位?[：:]"
)
MOST_OF = 0.9  # the paper's element holds so much of the page's prose
LITTLE = 0.2
HALF = 0.5  # what hides so much of the page is shown by a script
MUCH = 0.8  # an element with a usual name is believed from so much on
HEADINGS = ("h1", "h2", "h3")
TITLE_NAMES = re.compile(r"title|biaoti|(?:^|[\W_])bt(?:$|[\W_])|headline", re.IGNORECASE)
TITLE_ENDS = re.compile(r"[-_—|–－]+(?=[^-_—|–－]*$)")
SHORTEST_TITLE, LONGEST_TITLE = 4, 150
ATTACHED = re.compile(r"(?:相关)?附件(?:下载)?[\d一二三四五]*[:：.、]")
MOST_ATTACHED = 500


@dataclass(frozen=True, slots=True)
class Page:
    """The paper on a page: the element that holds it, its title where that stands elsewhere ('' else), and what is
    printed below it as attachments."""

    content: Element
    title: str
    attached: tuple[Element, ...]


def without_surroundings(body: Element) -> None:
    """Takes out of a page what is not shown and what surrounds a paper by its tag or name; text after it stays.

    What holds much of the page's prose stays whatever its name (a page may call all of itself `print`, or show its
    text only when a script says so).
    """
    for element in list(body.iter(*UNSEEN, *AROUND)):
        _drop(element, body)
    for element in list(body.iter("header")):
        if not any(True for _ in element.iter(*HEADINGS)):
            _drop(element, body)
    prose = _prose(body)
    for element in list(body.iter()):
        hidden = HIDDEN.search(element.get("style") or "") is not None or element.get("hidden") is not None
        if hidden and _prose(element) <= HALF * prose:
            _drop(element, body)
    around = list(_named_surroundings(body))
    if sum(_prose(element) for element in around) <= HALF * prose:
        for element in around:
            _drop(element, body)


def _named_surroundings(body: Element) -> Iterator[Element]:
    """The outermost elements that are named for what surrounds a paper and hold little of the page's prose."""
    prose = _prose(body)
    taken: set[Element] = set()
    for element in body.iter():
        if element.getparent() in taken:
            taken.add(element)
            continue
        names = _names(element)
        if SURROUNDING.search(names) and not USUAL.search(names) and _prose(element) <= LITTLE * prose:
            taken.add(element)
            yield element


def page_of(body: Element, titles: list[str]) -> Page:
    """The paper in a page's body whose surroundings are gone. `titles` are what the page's head calls it."""
    content = _content(body)
    return Page(content, _title(body, content, titles), tuple(_attached(body, content)))


def _content(body: Element) -> Element:
    """The smallest element that holds nearly all of the page's prose; inside of it the largest one of a usual name, if
    it holds most. Never a part of a table with data: the table then."""
    weights = _weights(body)
    content = body
    while True:
        inner = max(content, key=lambda child: weights.get(child, 0), default=None)
        if inner is None or inner.tag not in HOLDERS or weights.get(inner, 0) < MOST_OF * weights[body]:
            break
        if not any(True for _ in inner.iter(*PARTS)) and weights[inner] < weights[content]:
            break
        content = inner
    named = [element for element in content.iter() if USUAL.search(_names(element)) or element.tag == "article"]
    best = max(named, key=lambda element: weights.get(element, 0), default=None)
    if best is not None and weights.get(best, 0) >= MUCH * weights[content] > 0:
        content = best
    tables = [above for above in (content, *content.iterancestors("table")) if above.tag == "table"]
    return next((table for table in reversed(tables) if not is_layout(table)), content)


def _weights(body: Element) -> dict[Element, float]:
    """How much prose each element holds: the words of sentences outside of links count fully, others a little."""
    weights: dict[Element, float] = {}
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            weights[element] = 0.0 if element.tag == "a" else _weight(element.text)
        elif element is not body:
            parent = element.getparent()
            weights[parent] += weights[element] if element.tag != "a" else 0.0
            weights[parent] += 0.0 if parent.tag == "a" else _weight(element.tail)
    return weights


def _weight(text: str | None) -> float:
    words = "".join((text or "").split())
    return 0.0 if FOOT.search(words) else len(words) * (1.0 if SENTENCE.search(words) else 0.1)


def _prose(element: Element) -> float:
    return sum(_weight(text) for text in element.itertext())


def _names(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def _title(body: Element, content: Element, titles: list[str]) -> str:
    """The title printed above the paper, '' where the paper's own element begins with it."""
    opening = _bare("".join(content.itertext()))[: 3 * LONGEST_TITLE]
    known = [_bare(title) for title in titles]
    shown = [words for words in _headings(body, content) if SHORTEST_TITLE <= len(_bare(words)) <= LONGEST_TITLE]
    named = [
        words for words in shown if any(_bare(words) in title or title in _bare(words) for title in known if title)
    ]
    found = max(named, key=len, default="") or next(iter(shown), "")
    if not found and known:
        found = TITLE_ENDS.split(titles[0])[0].strip()
        found = found if SHORTEST_TITLE <= len(found) <= LONGEST_TITLE else ""
    return "" if not found or _bare(found) in opening else found


def _headings(body: Element, content: Element) -> Iterator[str]:
    """The words of what looks like a title before the paper's own element or around it, first headings by tag."""
    above = set(content.iterancestors())
    inside = {content, *content.iterdescendants()}
    candidates = [
        element
        for element in body.iter()
        if element not in inside
        and element not in above
        and (element.tag in HEADINGS or TITLE_NAMES.search(_names(element)))
        and not any(True for _ in element.iter("a"))
    ]
    for element in sorted(candidates, key=lambda element: element.tag not in HEADINGS):
        yield " ".join("".join(element.itertext()).split())


def _attached(body: Element, content: Element) -> Iterator[Element]:
    """The elements below the paper that list its attachments (附件：…)."""
    inside = {content, *content.iterdescendants()}
    seen_content = False
    taken: set[Element] = set()
    for element in body.iter():
        seen_content = seen_content or element is content
        if not seen_content or element in inside or any(above in taken for above in element.iterancestors()):
            continue
        words = _bare("".join(element.itertext()))
        if len(words) <= MOST_ATTACHED and ATTACHED.match(words) and ATTACHED.sub("", words, count=1):
            taken.add(element)
            yield element


def _drop(element: Element, body: Element) -> None:
    """Takes an element out, not the words after it."""
    parent = element.getparent()
    if element is body or parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _bare(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", text)

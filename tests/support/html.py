"""What every page must be, whatever it shows: titled, labelled, in French, and free of anything inline."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from django.http import HttpResponse
from lxml import html

Element = html.HtmlElement
_BUTTONS = "//button | //a[@href] | //input[@type='submit']"
_ENTRIES = "//input[not(@type='hidden') and not(@type='submit')] | //select | //textarea"


def page_of(answer: HttpResponse) -> Element:
    """The page, once it was found to be sound."""
    assert answer.status_code == 200, answer.status_code
    tree = html.document_fromstring(answer.content.decode())
    found = faults(tree)
    assert not found, found
    return tree


def faults(tree: Element) -> list[str]:
    """What is wrong with a page; empty for a sound one."""
    return [*_document(tree), *_inline(tree), *_names(tree), *_order(tree)]


def text_of(element: Element) -> str:
    return " ".join(element.text_content().split())


def rows_of(tree: Element) -> list[list[str]]:
    """The cells of all table bodies, as text."""
    return [[text_of(cell) for cell in row.xpath("./th | ./td")] for row in tree.xpath("//tbody/tr")]


def detail_of(tree: Element) -> list[list[str]]:
    """The cells of the portal's detail, as text."""
    rows = tree.xpath("//table[contains(@class, 'rows--list')]/tbody/tr")
    return [[text_of(cell) for cell in row.xpath("./th | ./td")] for row in rows]


def _document(tree: Element) -> Iterator[str]:
    if tree.get("lang") != "fr":
        yield "no lang"
    if not tree.findtext(".//title", "").strip(" –").removesuffix("radlad").strip(" –"):
        yield "no title of its own"
    if len(tree.xpath("//h1")) != 1:
        yield "not exactly one h1"
    if len(tree.xpath("//main")) != 1:
        yield "not exactly one main"
    identifiers = tree.xpath("//@id")
    yield from (f"id twice: {one}" for one in {i for i in identifiers if identifiers.count(i) > 1})
    for attribute in ("aria-labelledby", "aria-describedby", "for"):
        for value in tree.xpath(f"//@{attribute}"):
            yield from (f"{attribute} of nothing: {one}" for one in value.split() if one not in identifiers)


def _inline(tree: Element) -> Iterator[str]:
    yield from (f"inline script {one.attrib}" for one in tree.xpath("//script[not(@src)]"))
    yield from ("inline style" for _ in tree.xpath("//style | //*[@style]"))
    yield from (f"handler {one}" for one in tree.xpath("//@*[starts-with(name(), 'on')]"))
    for address in tree.xpath("//script/@src | //link/@href | //img/@src | //form/@action"):
        if not address.startswith("/") or address.startswith("//"):
            yield f"from outside: {address}"


def _names(tree: Element) -> Iterator[str]:
    for entry in tree.xpath(_ENTRIES):
        label = tree.xpath("//label[@for=$id]", id=entry.get("id", ""))
        if not label or not text_of(label[0]):
            yield f"no label: {entry.get('name')}"
    for button in tree.xpath(_BUTTONS):
        if not text_of(button) and not button.get("aria-label"):
            yield f"no name: {html.tostring(button)!r}"
    yield from ("image without alt" for _ in tree.xpath("//img[not(@alt)]"))
    yield from ("table without caption" for _ in tree.xpath("//table[not(caption)]"))
    yield from ("heading without scope" for _ in tree.xpath("//th[not(@scope)]"))
    yield from ("fieldset without legend" for _ in tree.xpath("//fieldset[not(legend)]"))


def _order(tree: Element) -> Iterator[str]:
    """Focus follows the page: nothing jumps the queue, and the way past the header comes first."""
    yield from (f"tabindex {one}" for one in tree.xpath("//@tabindex") if int(one) > 0)
    first = tree.xpath("//body//a[@href] | //body//button")[0]
    if not first.get("href", "").startswith("#") or not tree.xpath("//*[@id=$id]", id=first.get("href")[1:]):
        yield "the first link does not skip to the content"
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4")]
    yield from (f"h{b} after h{a}" for a, b in pairwise(levels) if b > a + 1)

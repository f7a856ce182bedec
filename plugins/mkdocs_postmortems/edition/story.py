"""The body of a postmortem for everybody: without what is internal, read anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from mkdocs_postmortems.edition.chat import is_chat
from mkdocs_postmortems.edition.hidden import WORD, Hidden
from mkdocs_postmortems.model import Body, Postmortem, Section
from mkdocs_postmortems.source.internal import cut_internal
from mkdocs_postmortems.source.link import without_links
from mkdocs_postmortems.source.section import is_called, read_whys
from mkdocs_postmortems.source.timeline import read_timeline

Scrub = Callable[[str], str]
"""Returns a text without links into chats, and without what leads to an internal postmortem."""


def scrub_of(hidden: Hidden, path: str) -> Scrub:
    """Return what scrubs the texts of the postmortem at `path`."""

    def refuses(address: str) -> bool:
        return is_chat(address) or hidden.of_postmortem(address, path)

    def named(match: re.Match[str]) -> str:
        return "(an internal postmortem)" if hidden.is_id(match[0]) else match[0]

    return lambda text: WORD.sub(named, without_links(text, refuses))


def public_body(postmortem: Postmortem, headings: Mapping[str, str], scrub: Scrub) -> Body:
    """Return the body without what its markers hide and the sections that it names as internal.

    `headings` is that of `known_headings`.
    """
    hidden = () if postmortem.internal is True else postmortem.internal
    body = postmortem.body
    preamble, sections = _cut(body)
    kept = tuple(
        _scrubbed(section, scrub)
        for section in sections
        if not any(is_called(section, name, headings) for name in hidden)
    )
    public = body.model_copy(update={"preamble": scrub(preamble), "sections": kept})
    timeline, whys = public.section("timeline"), public.section("five-whys")
    read = read_timeline(timeline.text, postmortem.started) if timeline else None
    return public.model_copy(
        update={
            "timeline": read.events if read else (),
            "timeline_notes": read.around if read else "",
            "whys": read_whys(whys.text) if whys else (),
        }
    )


def texts_of(body: Body) -> Iterator[str]:
    """Yield what the author wrote, in its order: the preamble, then heading and text by turns."""
    yield body.preamble
    for section in body.sections:
        yield section.heading
        yield section.text


def _cut(body: Body) -> tuple[str, list[Section]]:
    """Return preamble and sections without what is internal.

    What remains of a section whose heading is internal belongs to what stands before it. A section
    of which nothing remains is left out.
    """
    first, *rest = cut_internal(tuple(texts_of(body))).texts
    preamble, sections = (first or "").strip("\n"), list[Section]()
    headings, texts = rest[::2], rest[1::2]
    for section, heading, text in zip(body.sections, headings, texts, strict=True):
        left = (text or "").strip("\n")
        if heading is not None and (left or not section.text):
            changes = {"heading": heading.strip(), "text": left}
            sections.append(section.model_copy(update=changes))
        elif heading is None and left and sections:
            joined = f"{sections[-1].text}\n\n{left}"
            sections[-1] = sections[-1].model_copy(update={"text": joined})
        elif heading is None and left:
            preamble = f"{preamble}\n\n{left}"
    return preamble, sections


def _scrubbed(section: Section, scrub: Scrub) -> Section:
    heading, text = scrub(section.heading), scrub(section.text)
    return section.model_copy(update={"heading": heading, "text": text})

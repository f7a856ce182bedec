"""PM316: what a public postmortem says of internal ones."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.model import Postmortem, Visibility
from mkdocs_postmortems.source.internal import without_internal
from mkdocs_postmortems.source.link import addresses_in, target_of
from mkdocs_postmortems.source.record import Finding

_HINT = "The public edition leaves it out; make that one public, or mark what refers to it"


def public_references(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM316: a public postmortem names and links no internal one."""
    if postmortem.visibility is not Visibility.PUBLIC:
        return
    for index, ident in enumerate(postmortem.related):
        if ident in context.internal.values():
            loc = ("related", index)
            yield Finding(loc, "PM316", f'found the internal postmortem "{ident[:80]}"', _HINT)
    for section in postmortem.body.sections:
        text = without_internal(section.text)
        linked = {target_of(postmortem.path, address) for address in addresses_in(text)}
        for path in sorted(context.internal.keys() & linked):
            message = f"found a link to the internal postmortem {path}"
            place = section.text.find(path.rpartition("/")[2])
            line = section.text_line + section.text.count("\n", 0, max(0, place))
            yield Finding(("body",), "PM316", message, _HINT, at=(line, 1, 1))

"""The search in the header of a page: a link to its page, which a script makes a dialog of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" aria-hidden="true">'
    '<path d="M10 3a7 7 0 0 1 5.6 11.2l5.1 5.1-1.4 1.4-5.1-5.1A7 7 0 1 1 10 3m0 2a5 5 0 1 0 0 10'
    ' 5 5 0 0 0 0-10"/></svg>'
)
_HEADER, _SOURCE, _END = 'class="md-header__inner', '<div class="md-header__source">', "</nav>"


def search_box(page: str, severities: Sequence[str], preview: bool) -> str:
    """Return the link to the address `page`.

    Results are marked by the configured `severities`; `preview` says that the index is made a
    moment after the page.
    """
    ranked = escape(json.dumps(list(severities), ensure_ascii=False), quote=True)
    return (
        f'<div class="pm-find" data-pm-find="{ranked}"{" data-preview" if preview else ""}>'
        f'<a class="pm-find__open" href="{escape(page, quote=True)}" aria-keyshortcuts="/ s f">'
        f"{_ICON}<span>Search</span><kbd>/</kbd></a></div>"
    )


def in_header(html: str, box: str) -> str:
    """Return a page with the box at the end of its header, before the link to the repository.

    A theme without Material's header gets no box.
    """
    before, header, after = html.partition(_HEADER)
    inside, end, rest = after.partition(_END)
    if not header or not end:
        return html
    inside, source, repository = inside.partition(_SOURCE)
    return f"{before}{header}{inside}{box}{source}{repository}{end}{rest}"

"""What happened in a period, for a chat, an e-mail or an issue."""

from collections.abc import Callable

from mkdocs_postmortems.analysis.digest import summarise
from mkdocs_postmortems.exports.digest.html_format import write_html
from mkdocs_postmortems.exports.digest.markdown_format import write_markdown
from mkdocs_postmortems.exports.digest.message import Message
from mkdocs_postmortems.exports.digest.slack_format import write_slack
from mkdocs_postmortems.exports.digest.text_format import write_text
from mkdocs_postmortems.exports.digest.wording import tell

FORMATS: dict[str, Callable[[Message], str]] = {
    "text": write_text,
    "markdown": write_markdown,
    "slack": write_slack,
    "html": write_html,
}

__all__ = ["FORMATS", "Message", "summarise", "tell"]

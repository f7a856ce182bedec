"""Which addresses lead into a chat or a meeting: what is said there was said among colleagues."""

from __future__ import annotations

from urllib.parse import urlsplit

_HOSTS = (
    *("slack.com", "teams.microsoft.com", "teams.live.com", "teams.cloud.microsoft"),
    *("chat.google.com", "meet.google.com", "discord.com", "discord.gg", "discordapp.com"),
    *("zulipchat.com", "webex.com", "zoom.us", "app.element.io", "matrix.to", "t.me"),
    *("telegram.me", "wa.me", "web.whatsapp.com", "gitter.im", "app.gather.town"),
)
_NAMES = {
    *("chat", "slack", "teams", "mattermost", "zulip", "rocketchat", "rocket", "matrix"),
    *("element", "discord", "webex", "zoom", "jitsi", "meet", "irc"),
}
_SCHEMES = {"slack", "msteams", "tg", "irc", "ircs", "zoommtg", "xmpp"}


def is_chat(address: str) -> bool:
    """Say whether an address is that of a chat: a known service, or a host such as `chat.`.

    One without a scheme is, if it has a path. So is one that was made harmless: `hxxps`, `[.]`.
    """
    plain = address.strip().replace("[.]", ".").replace("[:]", ":")
    try:
        if urlsplit(plain).scheme.casefold() in _SCHEMES:
            return True
        has_host = "//" in plain
        parts = urlsplit(plain if has_host else f"//{plain}")
        host = (parts.hostname or "").casefold()
    except ValueError:
        return True
    if not has_host and not parts.path.strip("/"):
        return False
    known = any(host == name or host.endswith(f".{name}") for name in _HOSTS)
    # `chat.md/x` may be a path; `chat.example.com/x` is none.
    labels = host.split(".")
    return known or (len(labels) > (1 if has_host else 2) and labels[0] in _NAMES)

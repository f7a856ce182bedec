"""Who acts in a sentence: a person, or software that has the same name."""

from __future__ import annotations

import re

from mkdocs_postmortems.checks.prose import sentence

_ROLES = (
    "engineer|operator|developer|author|reviewer|responder|admin(?:istrator)?"
    "|on-?call(?:er| engineer)?|employee|contractor|manager|sre|dba|team|intern|person|people"
    "|member|colleague"
)

# Names such as cert-manager stay whole, and the limit keeps a long line of dashes from being read
# again from each of them.
PERSON = (
    r"(?<!\w)(?<!\w[-/@])(?:i|we|he|she|they|you|someone|somebody|anyone|nobody|no(?:-| )one"
    rf"|everyone|(?:the |an? |our |their )?(?:[\w-]{{1,40}}+ )?(?:{_ROLES})s?|@[\w-]{{1,40}})"
)
"""A pattern of who can be meant, for text in lower case with single spaces."""

_SHARED_ROLE = re.compile(
    r"(?:([\w-]{1,40}+) *+)?\b(operator|manager|member|responder|admin|team)s?\b"
)
_SOFTWARE = re.compile(
    r"(?<![\w-])(?:boot|cache|certificate|cloud|cluster|config|configuration|connection|credential"
    r"|data|database|device|django|dns|etcd|file|job|k8s|kafka|key|kubernetes|lock|log|memory"
    r"|microsoft|ms|mysql|network|node|ocsp|package|password|pod|postgres|postgresql|process"
    r"|prometheus|queue|quorum|raft|redis|replica|resource|ring|secrets?|service|session|storage"
    r"|tag|task|traffic|transaction|volume|window|wordpress) *+$"
)
_KUBERNETES = re.compile(r"\b(?:kubernetes|k8s|crds?|custom resources?|reconcil\w*|helm|pods?)\b")
_MACHINE = re.compile(
    r"\b(?:alarm|alert|alerting|automation|bot|canary|check|ci|code|compiler|controller|dashboard"
    r"|deploy|deployment|failover|gateway|job|linter|load balancer|migration|monitor|monitoring"
    r"|parser|pipeline|probe|proxy|rollout|rule|scheduler|script|server|service|software|suite"
    r"|system|test|tool|tooling|validation|validator)s?"
    r"(?: ++(?:itself|probably|clearly|also|really|is|are|was|were))*+ *+$"
)


def is_software(match: re.Match[str]) -> bool:
    """Say whether the role in a match is one of software: a package manager, for instance."""
    role = _SHARED_ROLE.search(match[0])
    if role is None:
        return False
    before, found, after = sentence(match)
    if role[2] == "operator" and _KUBERNETES.search(f"{before}{found}{after}"):
        return True
    return bool(_SOFTWARE.search(role[1] or before))


def is_after_machine(match: re.Match[str]) -> bool:
    """Say whether what stands before the match in its sentence ends with a machine."""
    before, _, _ = sentence(match)
    return bool(_MACHINE.search(before))

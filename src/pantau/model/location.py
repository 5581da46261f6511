"""An address as somebody gave it in, the one form by which its versions and copies are one series out."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

TRACKING = re.compile(
    r"utm_.*|mtm_.*|pk_(campaign|kwd|source|medium|content)|at_(medium|campaign|custom\d*)|hsa_.*|__?hs(tc|sc|fp|enc|mi)"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|igshid|igsh|li_fat_id|_ga|_gl"
    r"|mc_[ce]id|mkt_tok|vero_id|oly_(anon|enc)_id|s_cid|ns_(source|mchannel|campaign|linkname|fee)|cmpid|ocid"
    r"|smid|guccounter|guce_referr(er|al).*|spm|share_?source|ref_?src|traffic_source|__twitter_impression",
    re.IGNORECASE,
)
"""Parameters that say how a reader came to a page, never which page it is."""
VIEWS = frozenset({("amp", ""), ("amp", "1"), ("outputtype", "amp"), ("page", "all"), ("single", "1")})
"""Parameters that ask for another layout of the same article: accelerated, or all its parts on one page."""
ALIASES = ("www", "m", "mobile", "amp")
"""First labels of a host under which the same site is served for other screens."""
SHARED_SUFFIXES = frozenset(
    {"ac", "co", "com", "edu", "gov", "go", "mil", "net", "ne", "or", "org", "sch", "web"}
)
"""Second labels under which others register names: m.co.uk is a site of its own, m.paper.co.uk is not."""
UNESCAPED = "-._~!$&'()*+,;=:@"
"""Stands unescaped in a path: RFC 3986, sections 2.3 and 3.3."""
HOST = re.compile(r"[^\s\\@%:]+|\[[0-9a-f:.]+\]")
CACHES = (
    re.compile(
        r"https?://(?:www\.)?google\.[a-z.]{2,6}/amp/(?P<secure>s/)?(?P<rest>[^/]+\..+)", re.IGNORECASE
    ),
    re.compile(
        r"https?://[^/]+\.cdn\.ampproject\.org/[cvi]/(?P<secure>s/)?(?P<rest>[^/]+\..+)", re.IGNORECASE
    ),
)


def canonical_location(location: str) -> str:
    """The form of a web address that all its variants share; any other location stays as it is.

    Lower-case host without www, m, mobile or amp; https; no default port, fragment, tracking parameters, AMP marks
    or closing slash; parameters in order. A key to compare by, not an address to fetch. Applying it twice changes
    nothing. Normal form after RFC 3986, section 6.2.
    """
    if not is_address(location):
        return location
    try:
        return _canonical(_uncached(location.strip()))
    except ValueError:
        return location


def is_address(location: str) -> bool:
    """Whether `location` is a web address rather than the name of a file."""
    return location.lstrip()[:8].lower().startswith(("http://", "https://"))


def _canonical(address: str) -> str:
    parts = urlsplit(address)
    host = _host(parts.hostname or "")
    if not HOST.fullmatch(host):
        raise ValueError(address)
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return urlunsplit(("https", host + port, _path(parts.path), _query(parts.query), ""))


def _uncached(address: str) -> str:
    """The publisher's own address of a page that an AMP cache serves."""
    for cache in CACHES:
        found = cache.fullmatch(address)
        if found:
            return f"https://{found['rest']}"
    return address


def _host(host: str) -> str:
    name = host.lower() if host.isascii() else host.encode("idna").decode()
    labels = [label for label in name.split(".") if label]
    while len(labels) > 2 and labels[0] in ALIASES and not _is_suffix(labels[1:]):
        labels = labels[1:]
    bare = ".".join(labels)
    return f"[{bare}]" if ":" in bare else bare


def _is_suffix(labels: list[str]) -> bool:
    return len(labels) == 2 and len(labels[1]) == 2 and labels[0] in SHARED_SUFFIXES


def _path(path: str) -> str:
    kept: list[str] = []
    for segment in (unquote(part, errors="surrogateescape") for part in path.split("/")):
        if segment == "..":
            del kept[-1:]
        elif segment not in ("", "."):
            kept.append(quote(segment, UNESCAPED, errors="surrogateescape"))
    return "/".join(["", *_without_amp(kept)])


def _without_amp(segments: list[str]) -> list[str]:
    """An article's path without its AMP mark; a path that is nothing else keeps it."""
    while len(segments) > 1 and segments[-1].lower() == "amp":
        segments = segments[:-1]
    while len(segments) > 1 and segments[0].lower() == "amp":
        segments = segments[1:]
    return (
        [*segments[:-1], re.sub(r"(?i)(?<=.)(\.amp)+(?=(\.html?)?$)", "", segments[-1])] if segments else []
    )


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = [
        pair for pair in pairs if not TRACKING.fullmatch(pair[0]) and (pair[0].lower(), pair[1]) not in VIEWS
    ]
    return urlencode(sorted(kept), errors="surrogateescape")

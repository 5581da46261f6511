"""Materials and samples that the tests of collecting share."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from pantau.collect.formats import FORMATS
from pantau.collect.material import Budget, Material, opened
from pantau.collect.unfold import unfold
from pantau.collect.values import Limits, Pointer, Refusal
from pantau.model.report import Capture

NOW = datetime(2031, 3, 4, 5, 6, tzinfo=UTC)
Result = Capture | Refusal | Pointer


def material(data: bytes, name: str = "input", limits: Limits | None = None, **fields: Any) -> Material:
    bounds = limits or Limits()
    made = Material(
        file=opened(data),
        label=name,
        name=name,
        location=name,
        channel="files",
        captured=NOW,
        limits=bounds,
        budget=Budget(bounds),
        top=True,
    )
    return msgspec.structs.replace(made, **fields)


def found(data: bytes, name: str = "input", limits: Limits | None = None, **fields: Any) -> list[Result]:
    return list(unfold(material(data, name, limits, **fields), FORMATS))


def captures(results: list[Result]) -> list[Capture]:
    return [result for result in results if isinstance(result, Capture)]


def refusals(results: list[Result]) -> dict[str, str]:
    """Each refused input with its message."""
    return {result.input: str(result.error) for result in results if isinstance(result, Refusal)}


def pointers(results: list[Result]) -> list[Pointer]:
    return [result for result in results if isinstance(result, Pointer)]


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


def tarred(members: Mapping[str, bytes], kind: bytes = tarfile.REGTYPE, mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.type = kind
            info.linkname = "target" if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE) else ""
            info.size = len(data) if kind == tarfile.REGTYPE else 0
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Kabar Pelabuhan</title><language>id</language>
<item><title>Feri berlayar &amp; kembali</title><link>https://kabar.example/1</link>
<description>Ringkas.</description><content:encoded><![CDATA[<p>Feri berlayar lagi, kata syahbandar.</p>]]></content:encoded>
<pubDate>Tue, 04 Mar 2031 08:00:00 +0700</pubDate><dc:creator>Rani</dc:creator>
<source url="https://wire.example/feed">Kantor Berita</source></item>
<item><guid isPermaLink="true">https://kabar.example/2</guid><title>Dermaga ditutup</title>
<description>Dermaga ditutup sampai pekan depan.</description></item>
<item><title>Tanpa tautan</title><description>Isi.</description></item>
</channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Port Watch</title>
<entry><title type="html">Ferry &lt;b&gt;sails&lt;/b&gt;</title><link rel="alternate" href="/ferry"/><id>tag:port.example,2031:1</id>
<updated>2031-03-04T01:00:00Z</updated><author><name>R. Sari</name></author>
<source><title>The Wire</title></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry sails again.</p></div></content></entry>
<entry><title>Pier closed</title><id>tag:port.example,2031:2</id><published>2031-03-03T01:00:00Z</published>
<summary>The pier is closed.</summary></entry></feed>"""

RDF = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://old.example/"><title>Old Post</title></channel>
<item rdf:about="https://old.example/1"><title>Bridge open</title><link>https://old.example/1</link>
<description>The bridge is open.</description><dc:date>2031-03-04</dc:date></item></rdf:RDF>"""

SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://kabar.example/1 </loc><news:news><news:publication><news:name>Kabar</news:name>
<news:language>id</news:language></news:publication><news:publication_date>2031-03-04</news:publication_date>
<news:title>Feri berlayar</news:title></news:news></url>
<url><loc>https://kabar.example/2</loc><lastmod>2031-03-01</lastmod></url><url><lastmod>2031</lastmod></url></urlset>"""

INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://kabar.example/map1.xml.gz</loc></sitemap></sitemapindex>"""

LINES = b"""{"url": "https://kabar.example/1", "title": "Feri", "text": "Feri berlayar.", "published": "2031-03-04"}
{"url": "https://kabar.example/2", "text": "Dermaga ditutup.", "outlet": "kabar.example", "language": "id"}
"""

JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Port Watch", "language": "en",
"items": [{"id": "1", "url": "https://port.example/1", "content_html": "<p>Ferry sails.</p>", "title": "Ferry",
"date_published": "2031-03-04T01:00:00Z", "authors": [{"name": "R. Sari"}]},
{"id": "https://port.example/2", "summary": "Pier closed."}, {"summary": "No address."}]}"""

HTML = b"<!DOCTYPE html>\n<html><head><title>Ferry</title></head><body><p>The ferry sails again.</p></body></html>"
TEXT = b"Feri berlayar lagi, kata syahbandar pada Selasa (4/3).\n"
SAMPLES = {
    "rss": RSS,
    "atom": ATOM,
    "rdf": RDF,
    "sitemap": SITEMAP,
    "index": INDEX,
    "lines": LINES,
    "feed": JSON_FEED,
    "html": HTML,
    "text": TEXT,
    "zip": zipped({"a.txt": TEXT, "b/c.jsonl": LINES}),
    "tar": tarred({"a.txt": TEXT, "b/c.xml": RSS}),
    "tar.gz": tarred({"a.txt": TEXT, "b/c.xml": RSS}, mode="w:gz"),
    "tar.bz2": tarred({"a.txt": TEXT}, mode="w:bz2"),
    "tar.xz": tarred({"a.txt": TEXT}, mode="w:xz"),
}

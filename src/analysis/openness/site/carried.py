"""What a chart's files say of themselves wherever they go: editions, definition, parameters, license, citation.

SVG says it in ``<metadata>``, PNG in chunks of text, CSV in a sidecar by the rules of CSVW (W3C, 2015). All of it
comes from what the report was made from: the same report gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

from openness.site import citing
from openness.site.pages.provenance import Vintage
from openness.site.run.notebook import ReportInfo

SIDECAR = "csv-metadata.json"
LICENSE, LICENSE_URL = "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"
_PNG = b"\x89PNG\r\n\x1a\n"
_END = struct.pack(">I", 0) + b"IEND"


def carry(
    files: Mapping[str, bytes], report: ReportInfo, values: Mapping[str, Any], editions: Iterable[Vintage]
) -> dict[str, bytes]:
    """Return a report's files of charts, each with what it is about, and a sidecar for each CSV."""
    used = tuple(editions)
    found: dict[str, bytes] = {}
    for name, content in files.items():
        stem, _, kind = name.rpartition(".")
        about = _about(report, values, used, stem)
        if kind == "svg":
            found[name] = _in_svg(content, about)
        elif kind == "png":
            found[name] = _in_png(content, about)
        else:
            found[name] = content
            found[f"{stem}.{SIDECAR}"] = _sidecar(content, name, about)
    return found


def _about(report: ReportInfo, values: Mapping[str, Any], editions: tuple[Vintage, ...], figure: str) -> dict[str, Any]:
    named = [f"{one.source} {one.vintage}" for one in editions]
    told = citing.of_making(report, values, named, figure)
    return {
        "title": f"{report.title}: {figure}",
        "license": LICENSE,
        "license_url": LICENSE_URL,
        "citation": told.apa(),
        "report": report.name,
        "definition": values.get("definition"),
        "parameters": dict(values),
        "sources": [
            {
                "source": one.source,
                "edition": one.vintage,
                "producer": one.producer,
                "title": one.title,
                "url": one.url,
                "license": one.license,
                "citation": one.citation,
                "table_sha256": one.sha256,
            }
            for one in editions
        ],
    }


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _credits(about: Mapping[str, Any]) -> list[str]:
    return [f"{one['producer']}, {one['title']}, {one['edition']} ({one['license']})" for one in about["sources"]]


def _in_svg(content: bytes, about: Mapping[str, Any]) -> bytes:
    """Return a drawing with a ``<metadata>`` of Dublin Core right behind its opening tag."""
    end = content.index(b">", content.index(b"<svg")) + 1
    lines = [
        ("title", about["title"]),
        ("creator", citing.AUTHORS),
        ("rights", about["license_url"]),
        *(("source", one) for one in _credits(about)),
        ("description", _json({name: about[name] for name in ("report", "definition", "parameters")})),
        ("bibliographicCitation", about["citation"]),
    ]
    body = "".join(f"<dc:{name}>{escape(str(value))}</dc:{name}>" for name, value in lines)
    block = f'<metadata xmlns:dc="http://purl.org/dc/terms/">{body}</metadata>'
    return content[:end] + block.encode() + content[end:]


def _in_png(content: bytes, about: Mapping[str, Any]) -> bytes:
    """Return a picture with chunks of text before its end; its pixels are as they were."""
    texts = {
        "Title": about["title"],
        "Author": citing.AUTHORS,
        "Copyright": f"{about['license']} {about['license_url']}",
        "Source": "; ".join(_credits(about)),
        "Description": about["citation"],
        "Comment": _json({name: about[name] for name in ("report", "definition", "parameters")}),
    }
    end = content.rindex(_END)
    return content[:end] + b"".join(_text_chunk(*one) for one in texts.items()) + content[end:]


def _text_chunk(keyword: str, text: str) -> bytes:
    """Return an ``iTXt`` chunk, which is UTF-8: keyword, no compression, no language."""
    data = b"iTXt" + keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode()
    return struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))


def texts_of_png(content: bytes) -> dict[str, str]:
    """Return the texts that a picture carries, by keyword."""
    found = {}
    for kind, data in _chunks(content):
        if kind == b"iTXt":
            keyword, _, rest = data.partition(b"\0")
            found[keyword.decode("latin-1")] = rest[4:].decode()
    return found


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += length + 12


def _sidecar(content: bytes, name: str, about: Mapping[str, Any]) -> bytes:
    """Return the description of a table: https://www.w3.org/TR/tabular-metadata/."""
    columns = next(csv.reader(io.StringIO(content.decode())), [])
    document = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name,
        "dc:title": about["title"],
        "dc:creator": citing.AUTHORS,
        "dc:license": {"@id": about["license_url"]},
        "dc:source": _credits(about),
        "dc:bibliographicCitation": about["citation"],
        "notes": [{key: about[key] for key in ("report", "definition", "parameters", "sources")}],
        "tableSchema": {"columns": [{"titles": column} for column in columns]},
    }
    return (_json(document, indent=2) + "\n").encode()

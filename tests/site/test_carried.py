"""What charts say of themselves wherever they go."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import vl_convert

from openness.site import carried
from openness.site.pages.provenance import Vintage
from openness.site.run.notebook import ReportInfo

EDITION = Vintage(
    source="osai",
    vintage="2026-06-12",
    title="Main database",
    producer="European Open Source AI Index",
    url="https://osai-index.eu/",
    license="CC-BY-4.0",
    license_url="https://creativecommons.org/licenses/by/4.0/",
    citation="cite <us> & them",
    published="2026-06-12",
    accessed="2026-06-13",
    version="",
    rows=1,
    sha256="0" * 64,
    left_out=(),
)
REPORT = ReportInfo("a-report", "Who <opens> what & why", Path("a_report.ipynb"), ())
VALUES = {"definition": "open_weights", "since": 2018, "countries": ["DE"]}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>'


@pytest.fixture(scope="module")
def files():
    png = vl_convert.svg_to_png(SVG.decode())
    return {"bars.csv": b"period,open_share\n2020,0.5\n", "bars.svg": SVG, "bars.png": png}


@pytest.fixture(scope="module")
def found(files):
    return carried.carry(files, REPORT, VALUES, [EDITION])


def test_a_table_keeps_its_bytes_and_gets_a_sidecar_that_names_it(files, found):
    assert found["bars.csv"] == files["bars.csv"]
    told = json.loads(found["bars.csv-metadata.json"])
    assert told["@context"] == "http://www.w3.org/ns/csvw"
    assert told["url"] == "bars.csv"
    assert told["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert told["tableSchema"]["columns"] == [{"titles": "period"}, {"titles": "open_share"}]
    (note,) = told["notes"]
    assert (note["definition"], note["parameters"]) == ("open_weights", VALUES)
    assert [(one["source"], one["edition"], one["license"]) for one in note["sources"]] == [
        ("osai", "2026-06-12", "CC-BY-4.0")
    ]


def test_a_drawing_is_still_xml_and_says_edition_parameters_license_and_citation(found):
    root = ET.fromstring(found["bars.svg"])
    told = {}
    for one in root[0]:
        told.setdefault(one.tag.rpartition("}")[2], []).append(one.text)
    assert root[0].tag.endswith("metadata")
    assert told["title"] == ["Who <opens> what & why: bars"]
    assert told["source"] == ["European Open Source AI Index, Main database, 2026-06-12 (CC-BY-4.0)"]
    assert told["rights"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert json.loads(told["description"][0])["parameters"] == VALUES
    assert "editions osai 2026-06-12; parameters definition=open_weights" in told["bibliographicCitation"][0]


def test_a_picture_has_texts_and_the_same_pixels(files, found):
    told = carried.texts_of_png(found["bars.png"])
    assert sorted(told) == ["Author", "Comment", "Copyright", "Description", "Source", "Title"]
    assert json.loads(told["Comment"])["definition"] == "open_weights"
    assert carried.texts_of_png(files["bars.png"]) == {}
    before = [one for one in carried._chunks(files["bars.png"]) if one[0] == b"IDAT"]
    assert [one for one in carried._chunks(found["bars.png"]) if one[0] == b"IDAT"] == before


def test_the_same_report_gives_the_same_bytes(files, found):
    assert carried.carry(files, REPORT, VALUES, [EDITION]) == found

"""CHAOSS: software projects that changed their license, and forks that followed."""

from openness.sources.source import Producer, Source

SOURCE = Source(
    name="relicensing",
    title="CHAOSS license changes",
    short="CHAOSS",
    producer=Producer(
        producer="CHAOSS, Data Science Working Group",
        title="License changes and forks",
        url="https://github.com/chaoss/wg-data-science/tree/main/dataset/license-changes",
        license_id="MIT",
        license_url="https://github.com/chaoss/wg-data-science/blob/main/LICENSE",
        citation=(
            "CHAOSS Data Science Working Group, License Change Dataset. https://github.com/chaoss/wg-data-science"
        ),
    ),
    place=80,
    has_releases=False,
)

"""GitHub Innovation Graph: developers by license, economy and quarter."""

from openness.sources.source import Producer, Source

SOURCE = Source(
    name="github_licenses",
    title="GitHub Innovation Graph",
    short="GitHub",
    producer=Producer(
        producer="GitHub",
        title="Innovation Graph, licenses",
        url="https://github.com/github/innovationgraph",
        license_id="CC0-1.0",
        license_url="https://github.com/github/innovationgraph/blob/main/LICENSE.txt",
        citation="GitHub Innovation Graph, https://innovationgraph.github.com",
        dating="An edition bears the last day of its last quarter.",
    ),
    place=90,
    has_releases=False,
)

"""The European Open Source AI Index."""

from openness.sources.source import Answers, Producer, Source

CRITERIA = (
    "datasources_basemodel",
    "datasources_endmodel",
    "weights_basemodel",
    "weights_endmodel",
    "trainingcode",
    "code",
    "hardware_architecture",
    "preprint",
    "paper",
    "modelcard",
    "datasheet",
    "package",
    "api",
    "licenses",
)
"""All criteria of both sets in the index's own order; the set of 12 has neither ``package`` nor ``api``."""

DATABASE = "https://github.com/Language-Technology-Assessment/main-database/blob"
"""The index's database, one file an entry; a version of it keeps what the index said then."""

_DROPPED = ("package", "api")
"""Criteria that the index had until March 2026."""

SOURCE = Source(
    name="osai",
    title="European Open Source AI Index",
    short="OSAI",
    producer=Producer(
        producer="European Open Source AI Index",
        title="Main database",
        url="https://osai-index.eu/",
        license_id="CC-BY-4.0",
        license_url="https://creativecommons.org/licenses/by/4.0/",
        citation=(
            "Liesenfeld, A. and Dingemanse, M., 2024. Rethinking open source generative AI: open-washing and the EU AI "
            "Act. In Proceedings of the 2024 ACM Conference on Fairness, Accountability, and Transparency "
            "(pp. 1774-1787). https://doi.org/10.1145/3630106.3659005. Index: https://doi.org/10.5281/zenodo.15386042"
        ),
    ),
    place=20,
    required=(
        "file",
        "system.name",
        "system.endmodellicense",
        "system.releasedate",
        "org.name",
        "weights_endmodel.class",
    ),
    # An entry that leaves a criterion out gets no points for it, and is judged by all 12 all the same.
    may_lack=tuple(f"{name}.{part}" for name in CRITERIA if name not in _DROPPED for part in ("class", "link")),
    types={
        "Non-academic (Company)": "company",
        "Non-academic (Chinese AI Tiger)": "company",
        "Non-academic (Big Tech)": "big_tech",
        "Non-academic (American Big Tech)": "big_tech",
        "Non-academic (Chinese Big Tech)": "big_tech",
        "Non-academic (European Big Tech)": "big_tech",
        "Non-academic (Research community)": "community",
        "Non-academic (Research institution)": "nonprofit",
        # It may be a company or not; the tag alone does not say.
        "Non-academic (Research lab)": "unknown",
        "Non-academic (Individual)": "individual",
        "Academic (University)": "academic",
        "Academic (Research institution)": "academic",
        "Academic (Research community)": "community",
        "Academic (Individual)": "individual",
    },
    concepts={
        "datasources_basemodel": "base_training_data",
        "datasources_endmodel": "training_data",
        "weights_basemodel": "base_weights",
        "weights_endmodel": "weights",
        "trainingcode": "training_code",
        # The index's "code" is documentation of the code, not the code.
        "code": "code_documentation",
        "hardware_architecture": "architecture",
        "preprint": "report",
        "paper": "paper",
        "modelcard": "model_card",
        "datasheet": "data_card",
        "licenses": "license",
    },
    definitions=Answers(
        (
            "open_weights",
            "open_unrestricted",
            "osi_license",
            "tier_open",
            "osaid",
            "osai_half",
            "training_data_open",
            "training_code_open",
        )
    ),
    metrics=Answers(
        ("osai", "opening_up", "osaid", "release_gradient", "eosai_matrix"),
        {
            "mof": "it judges whether a part can be had and is documented, not under which license",
            "aa_openness": (
                "it does not judge by the index's archetypes of access, license and disclosure, and has no license of "
                "the methodology"
            ),
        },
    ),
    claims=Answers(("listed", "license_name"), {"open_weights": "it judges weights, and that is practice"}),
    practices=Answers(("data_closed", "license_not_open", "below_half", "fails_osaid")),
    has_records=True,
)

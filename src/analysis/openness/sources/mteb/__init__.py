"""The model records of the Massive Text Embedding Benchmark."""

from openness.sources.source import Answers, Producer, Source

SOURCE = Source(
    name="mteb",
    title="MTEB",
    short="MTEB",
    producer=Producer(
        producer="MTEB",
        title="Model records of the Massive Text Embedding Benchmark",
        url="https://github.com/embeddings-benchmark/mteb",
        license_id="Apache-2.0",
        license_url="https://github.com/embeddings-benchmark/mteb/blob/main/LICENSE",
        citation=(
            "Muennighoff, N., Tazi, N., Magne, L. and Reimers, N., 2023. MTEB: Massive Text Embedding Benchmark. In "
            "Proceedings of EACL 2023 (pp. 2014-2037). https://doi.org/10.18653/v1/2023.eacl-main.148"
        ),
        dating="An edition bears the day on which the files of the package's version were made.",
    ),
    place=50,
    required=("name", "release_date", "license", "open_weights", "public_training_code", "public_training_data"),
    concepts={"weights": "weights", "training_code": "training_code", "training_data": "training_data"},
    definitions=Answers(
        ("open_weights", "open_unrestricted", "osi_license", "tier_open", "training_data_open", "training_code_open")
    ),
    metrics=Answers(
        ("release_gradient",),
        {
            "mof": "it knows whether weights, code and data can be had, not under which license each is",
            "osaid": "it names no license of the code, so that nothing could pass, and takes a blank for closed",
            "aa_openness": (
                "it does not judge by the index's archetypes of access, license and disclosure, and says nothing of "
                "disclosure"
            ),
            "eosai_matrix": "it names no license of the code, which three of the four definitions ask for",
        },
    ),
    claims=Answers(("license_name", "open_weights")),
    practices=Answers(("data_closed", "license_not_open")),
)

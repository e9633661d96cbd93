"""models.dev, an open database of models that are offered over an API."""

from openness.sources.source import Answers, Producer, Source

_FEW_LICENSES = "it states a license for four models only"

MADE_FROM_API = "api"
"""The list of models made from what providers offer, not the publisher's own records of base models."""

SOURCE = Source(
    name="models_dev",
    title="models.dev",
    short="models.dev",
    producer=Producer(
        producer="models.dev",
        title="Base models",
        url="https://models.dev",
        license_id="MIT",
        license_url="https://github.com/anomalyco/models.dev/blob/dev/LICENSE",
        citation="models.dev, an open database of AI models, https://github.com/anomalyco/models.dev.",
    ),
    place=60,
    required=("file", "lab", "name", "release_date", "open_weights"),
    lists=("all", MADE_FROM_API),
    concepts={"weights": "weights"},
    definitions=Answers(
        ("open_weights",), dict.fromkeys(("open_unrestricted", "osi_license", "tier_open"), _FEW_LICENSES)
    ),
    metrics=Answers(
        ("release_gradient",),
        {
            "mof": "it knows of weights alone",
            "osaid": "it says nothing of the training data or code",
            "aa_openness": (
                "it does not judge by the index's archetypes of access, license and disclosure; it says whether "
                "weights are open"
            ),
            "eosai_matrix": "it says nothing of code or data, which three of the four definitions ask for",
        },
    ),
    claims=Answers(("license_name", "open_weights")),
    practices=Answers(("license_not_open",)),
)

"""Epoch AI's database of models."""

from openness.sources.source import Answers, Producer, Source

SOURCE = Source(
    name="epoch",
    title="Epoch AI",
    short="Epoch AI",
    producer=Producer(
        producer="Epoch AI",
        title="Data on AI models",
        url="https://epoch.ai/data/ai-models",
        license_id="CC-BY-4.0",
        license_url="https://creativecommons.org/licenses/by/4.0/",
        citation="Epoch AI, 'Data on AI Models', published online at epoch.ai.",
    ),
    place=10,
    required=("Model", "Organization", "Publication date", "Domain", "Parameters", "Model accessibility", "lists"),
    types={
        "Industry": "company",
        "Academia": "academic",
        "Research collective": "community",
        "Government": "government",
    },
    # In the order in which they speak for a model that several hold; Epoch AI says that they agree, and they do.
    lists=("all", "notable", "large_scale", "frontier"),
    concepts={"weights": "weights", "training_code": "training_code", "inference_code": "inference_code"},
    grades_access=True,
    definitions=Answers(("open_weights", "open_unrestricted", "training_code_open")),
    metrics=Answers(
        ("release_gradient", "epoch_access"),
        {
            "mof": "it knows of weights and code alone, and of licenses from notes",
            "osaid": "it says nothing of the training data, and names licenses in notes only",
            "aa_openness": (
                "it does not judge by the index's archetypes of access, license and disclosure, and says nothing of "
                "data"
            ),
            "eosai_matrix": "it says nothing of the data, which two of the four definitions ask for",
        },
    ),
    claims=Answers(("license_name", "open_weights")),
    practices=Answers(("license_not_open",)),
)

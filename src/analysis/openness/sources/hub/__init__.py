"""The Hugging Face Hub."""

from openness.sources.source import Answers, Producer, Source

ORIGINALS = "not_repackaged"
"""The list without repositories that show that they hold another one's weights."""

SOURCE = Source(
    name="hub",
    title="Hugging Face Hub",
    short="Hub",
    producer=Producer(
        producer="llmfit",
        title="Hugging Face Hub metadata of the package llmfit",
        url="https://github.com/AlexsJones/llmfit",
        license_id="MIT",
        license_url="https://github.com/AlexsJones/llmfit/blob/main/LICENSE",
        citation="Jones, A., llmfit, model metadata from the Hugging Face Hub, https://github.com/AlexsJones/llmfit.",
        dating=(
            "The package dates neither its files nor their content; an edition bears the day on which its version was "
            "tagged, that of 2026-10-05 the date of the newest release in it."
        ),
    ),
    place=40,
    # not the license: the package keeps its tag since the edition of 2026-07-02
    required=("name", "parameters_raw", "pipeline_tag", "release_date"),
    lists=("all", "curated", ORIGINALS),
    definitions=Answers(
        ("open_unrestricted", "osi_license", "tier_open"), {"open_weights": "every model on the Hub can be downloaded"}
    ),
    metrics=Answers(
        why_not={
            "mof": "it knows the license of a repository, not which components are there",
            "osaid": "it says nothing of the training data or code: it has the license tag of a repository",
            "release_gradient": (
                "every model on the Hub can be downloaded, and it does not say which are open beyond that"
            ),
            "aa_openness": (
                "it does not judge by the index's archetypes of access, license and disclosure; it has license tags "
                "alone"
            ),
            "eosai_matrix": "it has the license tag of a repository, and nothing on code or data",
        }
    ),
    claims=Answers(("license_name",), {"open_weights": "all its weights can be downloaded, which claims nothing"}),
    practices=Answers(("license_not_open",)),
    dates_releases=False,
    page="https://huggingface.co/",
)

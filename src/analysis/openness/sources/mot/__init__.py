"""The Model Openness Tool."""

from openness.sources.source import LICENSE, Answers, Producer, Source

SOURCE = Source(
    name="mot",
    title="Model Openness Tool",
    short="MOT",
    producer=Producer(
        producer="LF AI & Data Foundation",
        title="Model Openness Tool",
        url="https://github.com/lfai/model_openness_tool",
        license_id="MIT",
        license_url="https://github.com/lfai/model_openness_tool/blob/main/LICENSE",
        citation=(
            "White, M., Haddad, I., Osborne, C., Liu, X.-Y., Abdelmonsef, A., Varghese, S. and Le Hors, A., 2024. The "
            "Model Openness Framework: promoting completeness and openness for reproducibility, transparency, and "
            "usability in artificial intelligence. https://arxiv.org/abs/2403.13784. Records: "
            "LF AI & Data, Model Openness Tool."
        ),
    ),
    place=30,
    required=("file", "release.name", "release.producer", "components"),
    concepts={
        "Model parameters (Final)": "weights",
        "Model parameters (Intermediate)": "intermediate_weights",
        "Datasets": "training_data",
        "Evaluation data": "evaluation_data",
        "Training code": "training_code",
        "Inference code": "inference_code",
        "Data preprocessing code": "data_code",
        "Evaluation code": "evaluation_code",
        "Model architecture": "architecture",
        "Technical report": "report",
        "Research paper": "paper",
        "Model card": "model_card",
        "Data card": "data_card",
        "Evaluation results": "evaluation_results",
    },
    judges=LICENSE,
    metrics=Answers(
        ("mof", "osaid", "eosai_matrix"),
        {
            "release_gradient": (
                "it says what a release contains, not how it can be had, and lists models that are served over an API"
            ),
            "aa_openness": (
                "it does not judge by the index's archetypes of access, license and disclosure; it lists components "
                "and licenses"
            ),
        },
    ),
    claims=Answers(("license_name",), {"open_weights": "it says what a release contains, not how it is called"}),
    practices=Answers(
        ("license_not_open", "fails_osaid"),
        {"data_closed": "it judges the license of data, not whether they are withheld"},
    ),
    no_trend="its only date is the day of a record's last edit, so nothing is known of when a release came out",
)

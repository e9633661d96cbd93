"""The Foundation Model Transparency Index, which judges developers."""

from openness.sources.source import Answers, Producer, Source

LABELS = ("Domain", "Subdomain", "Indicator")

SOURCE = Source(
    name="fmti",
    title="Foundation Model Transparency Index",
    short="FMTI",
    producer=Producer(
        producer="Stanford Center for Research on Foundation Models",
        title="Foundation Model Transparency Index",
        url="https://crfm.stanford.edu/fmti/",
        license_id="CC-BY-4.0",
        license_url="https://creativecommons.org/licenses/by/4.0/",
        citation=(
            "Bommasani, R., Klyman, K., Longpre, S., Kapoor, S., Maslej, N., Xiong, B., Zhang, D. and Liang, P., 2023. "
            "The Foundation Model Transparency Index. https://arxiv.org/abs/2310.12941. Bommasani, R., Klyman, K., "
            "Kapoor, S., Longpre, S., Xiong, B., Maslej, N. and Liang, P., 2024. The 2024 Foundation Model "
            "Transparency Index. https://arxiv.org/abs/2407.12929. Wan, A., Klyman, K., Kapoor, S., Maslej, N., "
            "Longpre, S., Xiong, B., Liang, P. and Bommasani, R., 2025. The 2025 Foundation Model Transparency Index."
        ),
        dating=(
            "The index names its waves by month; an edition bears the day on which its repository announced the wave."
        ),
    ),
    place=70,
    required=("Wave", *LABELS),
    metrics=Answers(
        ("fmti",),
        {
            "mof": "it asks what a developer discloses, not what is released under which license",
            "osaid": "it judges what developers disclose of themselves, not releases and their licenses",
            "release_gradient": "it judges developers, not the access to a release",
            "aa_openness": (
                "it does not judge by the index's archetypes of access, license and disclosure; its indicators are met "
                "or not by a developer"
            ),
            "eosai_matrix": "it judges what developers disclose of themselves, not the parts of a release",
        },
    ),
    no_trend="it judges developers in waves, not releases by date, and the wave of 2025 asks other questions",
)

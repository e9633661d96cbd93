"""What the metadata of the Hugging Face Hub mean here."""

import polars as pl

from openness.sources.common.licensed import open_access, with_license
from openness.sources.common.log import log_dates, log_numbers, log_others, log_where
from openness.sources.common.pieces import Pieces, above_zero, no_components, sole_developer, with_columns_of
from openness.sources.common.published import account, release_ids, with_date
from openness.sources.hub import SOURCE

OPTIONAL = ("license", "hf_downloads", "hf_likes")

FLOOR = "2022-03-02"
"""The day on which the Hub began to record when a repository was created; all older ones bear it."""

PIPELINES = {
    "text-generation": "language",
    "sentence-similarity": "language",
    "translation": "language",
    "image-text-to-text": "multimodal",
    "image-to-text": "multimodal",
    "any-to-any": "multimodal",
    "text-to-speech": "audio",
    "automatic-speech-recognition": "audio",
    "audio-to-audio": "audio",
    # Features of text, images or sound: the tag does not say of what.
    "feature-extraction": "unknown",
    "unknown": "unknown",
}

REPACKAGED = (
    r"(?i)[-_.](?:gguf|ggml|gptq|awq|exl[23]|mlx|bnb|onnx|openvino|hqq|dwq|quantized|autoround|w[48]a(?:4|8|16)"
    r"|(?:nv|mx)?fp[48](?:a(?:4|8|16))?|int[48]|o?q[2-8]e?(?:[-_][k0-9](?:[-_][sml])?)?"
    r"|[2-8](?:\.\d+)?-?bits?|[2-8](?:\.\d+)?bpw)(?:$|[-_.])"
)
"""Words in a repository's name that say it holds another one's weights in another format or precision."""

REPACKAGERS = ("TheBloke", "lmstudio-community", "mlx-community", "unsloth")
"""Accounts that upload other developers' models; there are more, which a name alone does not show."""


def clean(facts: pl.DataFrame) -> Pieces:
    """Clean one vintage.

    A repository is a release, its account the developer. A date at the floor means "on or before" and is no release
    date; downloads and likes of a repository that was not looked up are unknown. Lists: ``all``; ``curated`` (picked by
    hand, the others because they were trending); ``not_repackaged`` (without the repositories that hold another one's
    weights by their name or account, whose license tag is a copy).
    """
    facts = with_columns_of(facts, OPTIONAL).with_columns(pl.col("name").alias("release_name"))
    dated = facts.with_columns(pl.when(pl.col("release_date") != FLOOR).then("release_date").alias("_created"))
    kept = with_license(with_date(dated.rename({"release_date": "_published"}), "_created"), "license").with_columns(
        pl.Series("release_id", release_ids(SOURCE.name, facts["name"]), dtype=pl.String),
        pl.col("pipeline_tag").replace_strict(PIPELINES, default="unknown").alias("modality"),
        above_zero(pl.col("parameters_raw").cast(pl.Int64, strict=False)).alias("parameter_count"),
        open_access().alias("access"),
        _looked_up("hf_downloads").alias("downloads"),
        _looked_up("hf_likes").alias("likes"),
    )
    return Pieces(
        releases=kept,
        components=no_components(),
        developers=sole_developer(kept, account("name")),
        lists=_lists(kept),
        log=_unused_values(kept),
    )


def _lists(kept: pl.DataFrame) -> pl.DataFrame:
    discovered = pl.col("_discovered").is_not_null() if "_discovered" in kept.columns else pl.lit(value=True)
    members = {
        "all": pl.lit(value=True),
        "curated": ~discovered,
        "not_repackaged": ~pl.col("name").str.contains(REPACKAGED) & ~account("name").is_in(REPACKAGERS),
    }
    return pl.concat(
        kept.filter(condition).select("release_id", pl.lit(name).alias("list")) for name, condition in members.items()
    )


NOT_LOOKED_UP = (pl.col("hf_downloads") == "0") & (pl.col("hf_likes") == "0") & pl.col("_published").is_null()
"""Repositories met in a listing that gives neither downloads, likes nor date: the package writes zeros for them."""


def _looked_up(column: str) -> pl.Expr:
    return pl.when(~NOT_LOOKED_UP.fill_null(value=False)).then(pl.col(column).cast(pl.Int64, strict=False))


def _unused_values(kept: pl.DataFrame) -> list[dict]:
    is_floor = (pl.col("_published") == FLOOR).fill_null(value=False)
    floor = "the Hub's first date: created on that day or before; treated as unknown"
    return [
        *log_where(kept, is_floor, "_published", "out_of_range", floor, "release_date"),
        *log_dates(kept.filter(~is_floor), "_published", "release_date"),
        *log_others(kept, "pipeline_tag", PIPELINES, "not a tag this reader knows"),
        *log_numbers(kept, "parameters_raw", "parameter_count", "parameters"),
        *log_where(
            kept,
            NOT_LOOKED_UP,
            "hf_downloads",
            "out_of_range",
            "zero downloads and likes and no date: not looked up; both treated as unknown",
        ),
    ]

"""What MTEB's model records mean here."""

import re
from math import prod

import polars as pl

from openness.sources.common.licensed import open_access, with_license
from openness.sources.common.log import log_dates, log_numbers, log_others, log_where
from openness.sources.common.pieces import Pieces, component, sole_developer, with_columns_of
from openness.sources.common.published import account, first_link, release_ids, trimmed, with_date
from openness.sources.mteb import SOURCE
from openness.tables.cases import first_of

OPTIONAL = ("n_parameters", "framework", "reference", "adapted_from")
PUBLIC = {"training_code": "public_training_code", "training_data": "public_training_data"}

# Baselines of the benchmark (a random encoder, a person), settings of a model ("x (embed_dim=512)") and names that were
# not read are no releases.
_NO_RELEASE = {
    r"^(?:mteb|baseline)/": "a baseline of the benchmark, not a release",
    r"^<.*>$": "code that the table could not evaluate, which names no model",
    r" \(.*=.*\)$": "a setting of a model that has a record of its own",
}
_PLACEHOLDER = r"^<.*>$"
_FACTOR = re.compile(r"\d+(?:\.\d+)?")
_SUM = re.compile(rf"<(?:int\()?({_FACTOR.pattern}(?: [*+] {_FACTOR.pattern})*)\)?>")


def clean(facts: pl.DataFrame) -> Pieces:
    """Clean one vintage.

    Baselines and settings of models are dropped, and of records with one name all but the fullest. The source says
    nothing on what a model works on.
    """
    named = with_columns_of(facts, OPTIONAL).with_columns(trimmed("name").alias("release_name"))
    log: list[dict] = []
    for pattern, reason in _NO_RELEASE.items():
        is_none = pl.col("release_name").str.contains(pattern)
        log += log_where(named, is_none, "name", "dropped", reason)
        named = named.filter(~is_none)
    kept = _fullest(named)
    twins = named.join(kept, on="row", how="anti")
    log += log_where(twins, pl.lit(value=True), "name", "dropped", "another record has the name and says as much")
    dated = with_date(kept.rename({"release_date": "_published", "adapted_from": "_adapted_from"}), "_published")
    releases = with_license(dated.with_columns(trimmed("license")), "license").with_columns(
        pl.Series("release_id", release_ids(SOURCE.name, kept["release_name"]), dtype=pl.String),
        pl.lit("unknown").alias("modality"),
        pl.Series("parameter_count", [parameters(text) for text in kept["n_parameters"]], dtype=pl.Int64),
        _base().alias("adapted_from"),
    )
    releases = releases.with_columns(_access().alias("access"))
    return Pieces(
        releases=releases,
        components=_components(releases),
        developers=sole_developer(releases, account("release_name")),
        lists=releases.select("release_id", pl.lit("all").alias("list")),
        log=log + _unused_values(releases),
    )


def parameters(text: str | None) -> int | None:
    """Return a number of parameters; the table holds some as sums and products (``<int(326 * 1000000.0)>``)."""
    if text is None:
        return None
    if text.isascii() and text.isdigit():
        return int(text) or None
    found = _SUM.fullmatch(text)
    if not found:
        return None
    total = sum(prod(float(factor) for factor in term.split(" * ")) for term in found.group(1).split(" + "))
    return round(total) or None


def _fullest(named: pl.DataFrame) -> pl.DataFrame:
    facts = [pl.col(column) for column in named.columns if column not in {"row", "release_name"}]
    return (
        named.with_columns(pl.sum_horizontal(column.is_not_null() for column in facts).alias("_facts"))
        .sort("_facts", descending=True, maintain_order=True)
        .unique("release_name", keep="first", maintain_order=True)
        .sort("row")
        .drop("_facts")
    )


_PLACE = r"^/"
"""Some records name a folder of the machine that the model was trained on, which names no model."""


def _base() -> pl.Expr:
    """Return the model that a record is adapted from, without its address on the Hub or its setting."""
    name = trimmed("_adapted_from").str.strip_prefix("https://huggingface.co/").str.replace(r" \(.*=.*\)$", "")
    return pl.when(~name.str.contains(_PLACE)).then(name)


def _access() -> pl.Expr:
    weights, is_api = pl.col("open_weights"), pl.col("framework").str.contains("'API'", literal=True)
    otherwise = first_of({"api": (weights == "False") & is_api, "unreleased": weights == "False"}, "unknown")
    return pl.when(weights == "True").then(open_access()).otherwise(otherwise)


def _components(releases: pl.DataFrame) -> pl.DataFrame:
    """Return weights, training code and training data.

    A record without ``open_weights`` is a stub that gives none of the three. In the others a blank is "assumed not
    publicly available", MTEB's own words for it.
    """
    has_facts = pl.col("open_weights").is_in(["True", "False"]).fill_null(value=False)
    weights = pl.col("open_weights").replace_strict({"True": "open", "False": "closed"}, default="missing")
    parts = [component(releases, "weights", weights, first_link("reference"), is_licensed=True)]
    for name, column in PUBLIC.items():
        value = pl.col(column)
        is_missing, is_closed = ~has_facts | value.str.contains(_PLACEHOLDER), value.is_null() | (value == "False")
        status = first_of({"missing": is_missing, "closed": is_closed}, "open")
        parts.append(component(releases, name, status, first_link(column)))
    return pl.concat(parts)


def _unused_values(releases: pl.DataFrame) -> list[dict]:
    log = log_dates(releases, "_published", "release_date")
    log += log_others(releases, "open_weights", ("True", "False"), "neither True nor False; treated as unknown")
    for column in PUBLIC.values():
        is_code = pl.col(column).str.contains(_PLACEHOLDER)
        reason = "code that the table could not evaluate; treated as missing"
        log += log_where(releases, is_code, column, "unrecognized", reason)
    reason = "a folder of somebody's machine, which names no model; treated as unknown"
    log += log_where(
        releases, trimmed("_adapted_from").str.contains(_PLACE), "_adapted_from", "unrecognized", reason, "adapted_from"
    )
    return log + log_numbers(releases, "n_parameters", "parameter_count", "parameters", "unrecognized")

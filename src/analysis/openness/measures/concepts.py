"""The same part of a release under the names that different sources give it.

Sources judge by different rules: the index whether a part can be had and is documented, the Model Openness Tool
whether it is listed under an open license, Epoch AI how weights and code may be used, MTEB whether a link is there.
A concept says that they look at the same part, not that they ask the same thing of it.
"""

import polars as pl

from openness.sources import SOURCES

AREAS = ("weights", "data", "code", "documents", "license")

AREA_OF = {
    "weights": "weights",
    "base_weights": "weights",
    "intermediate_weights": "weights",
    "training_data": "data",
    "base_training_data": "data",
    "evaluation_data": "data",
    "training_code": "code",
    "inference_code": "code",
    "data_code": "code",
    "evaluation_code": "code",
    "code_documentation": "documents",
    "architecture": "documents",
    "report": "documents",
    "paper": "documents",
    "model_card": "documents",
    "data_card": "documents",
    "evaluation_results": "documents",
    "license": "license",
}
"""Concept -> the area of a release that it belongs to, in the order in which concepts are shown."""


def concept_of() -> dict[tuple[str, str], str]:
    """Return source and component -> concept; the other components (package, api, optional parts) have none."""
    return {
        (name, component): concept for name, source in SOURCES.items() for component, concept in source.concepts.items()
    }


def with_concepts(components: pl.DataFrame) -> pl.DataFrame:
    """Return the components that have a concept, with ``concept`` and ``area``."""
    known = pl.DataFrame(
        [(source, component, concept, AREA_OF[concept]) for (source, component), concept in concept_of().items()],
        schema={"source": pl.String, "component": pl.String, "concept": pl.String, "area": pl.String},
        orient="row",
    )
    return components.join(known, on=["source", "component"], how="inner", maintain_order="left")

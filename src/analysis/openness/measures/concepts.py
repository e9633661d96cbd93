"""The same part of a release under the names that different sources give it.

Sources judge by different rules: the index whether a part can be had and is documented, the Model Openness Tool
whether it is listed under an open license, Epoch AI how weights and code may be used, MTEB whether a link is there.
A concept says that they look at the same part, not that they ask the same thing of it.
"""

from __future__ import annotations

import polars as pl

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

CONCEPT_OF = {
    ("osai", "datasources_basemodel"): "base_training_data",
    ("osai", "datasources_endmodel"): "training_data",
    ("osai", "weights_basemodel"): "base_weights",
    ("osai", "weights_endmodel"): "weights",
    ("osai", "trainingcode"): "training_code",
    # The index's "code" is documentation of the code, not the code.
    ("osai", "code"): "code_documentation",
    ("osai", "hardware_architecture"): "architecture",
    ("osai", "preprint"): "report",
    ("osai", "paper"): "paper",
    ("osai", "modelcard"): "model_card",
    ("osai", "datasheet"): "data_card",
    ("osai", "licenses"): "license",
    ("mot", "Model parameters (Final)"): "weights",
    ("mot", "Model parameters (Intermediate)"): "intermediate_weights",
    ("mot", "Datasets"): "training_data",
    ("mot", "Evaluation data"): "evaluation_data",
    ("mot", "Training code"): "training_code",
    ("mot", "Inference code"): "inference_code",
    ("mot", "Data preprocessing code"): "data_code",
    ("mot", "Evaluation code"): "evaluation_code",
    ("mot", "Model architecture"): "architecture",
    ("mot", "Technical report"): "report",
    ("mot", "Research paper"): "paper",
    ("mot", "Model card"): "model_card",
    ("mot", "Data card"): "data_card",
    ("mot", "Evaluation results"): "evaluation_results",
    ("epoch", "weights"): "weights",
    ("epoch", "training_code"): "training_code",
    ("epoch", "inference_code"): "inference_code",
    ("mteb", "weights"): "weights",
    ("mteb", "training_code"): "training_code",
    ("mteb", "training_data"): "training_data",
    ("models_dev", "weights"): "weights",
}
"""Source and component -> concept; components that are not here (package, api, optional parts) have none."""


def with_concepts(components: pl.DataFrame) -> pl.DataFrame:
    """Return the components that have a concept, with ``concept`` and ``area``."""
    known = pl.DataFrame(
        [(source, component, concept, AREA_OF[concept]) for (source, component), concept in CONCEPT_OF.items()],
        schema={"source": pl.String, "component": pl.String, "concept": pl.String, "area": pl.String},
        orient="row",
    )
    return components.join(known, on=["source", "component"], how="inner", maintain_order="left")

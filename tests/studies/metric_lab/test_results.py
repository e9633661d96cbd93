"""Every result of the laboratory is as it is declared."""

import pytest
from tests.studies.declared import differences

from openness.measures.transparency import wave_changes
from openness.metrics.registry import METRICS
from openness.studies.metric_lab import (
    agreement,
    data,
    disagreements,
    gates,
    mof_classes,
    osi_validation,
    results,
    robustness,
    sheet,
    side_by_side,
    support,
    views,
)
from openness.tables import store as tables


@pytest.fixture(scope="module")
def made(real):
    lab = data.load()
    index, tool = (lab.components.filter(source=source) for source in ("osai", "mot"))
    pooled = agreement.pooled(lab.components, lab.families, draws=20)
    gated = gates.gates(lab.components, lab.scores)
    scores, means = views.wave_rows(lab.transparency)
    one = sheet.sheet(lab, "osai:olmo")
    validation = osi_validation.against_osi(lab.records(), osi_validation.read_validation(), lab.families)
    found = disagreements.disagreements(lab.scores, lab.components, lab.families)
    correlations = agreement.rank_correlation(lab.scores, lab.families)
    assert wave_changes(lab.transparency).height == 2
    return {
        "SUPPORT": support.grid(lab.widest, METRICS),
        "SUPPORT_COUNTS": support.counts(lab.widest),
        "SIDE_BY_SIDE": side_by_side.side_by_side(lab.widest, lab.every_family),
        "SHEET_SCORES": one.scores,
        "SHEET_PARTS": one.parts,
        "SHEET_CLAUSES": one.clauses,
        "SHEET_DEFINITIONS": one.definitions,
        "MOF_CLASSES": mof_classes.class_counts(tables.read("scores").filter(source="mot")),
        "MOF_STRINGS": mof_classes.string_changes(tool),
        "VALIDATION": osi_validation.table(validation),
        "CORRELATIONS": views.with_headings(correlations, lab.scores),
        "AGREEMENT": agreement.source_agreement(lab.components, lab.families, each_concept=False, draws=20),
        "READINGS": agreement.reading_rows(pooled),
        "CONFLICTS": disagreements.table(found),
        "RANKS": views.rank_rows(robustness.rank_intervals(index, robustness.Drawing(draws=100)), lab.releases),
        "VARIANTS": robustness.variants(index, lab.releases, robustness.Drawing(draws=100)),
        "GATE_SHARES": gates.share_table(gates.closed_behind(gated, lab.releases)),
        "HIDDEN": gates.hidden_table(gated, lab.releases),
        "WAVE_SCORES": scores,
        "WAVE_MEANS": means,
        "MATCHES": support.match_counts(lab.families),
    }


def test_results_are_as_they_are_declared(made):
    wrong = {name: differences(frame, getattr(results, name)) for name, frame in made.items()}
    assert {name: found for name, found in wrong.items() if found} == {}

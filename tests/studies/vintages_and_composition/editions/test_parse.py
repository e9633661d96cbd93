"""Which editions a user means."""

import pytest

from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.vintages_and_composition.editions.ask import parse


@pytest.mark.parametrize(
    ("texts", "source", "expected"),
    [
        (("epoch@2025-04-23", "epoch@2026-03-30"), None, ("epoch", "2025-04-23", "2026-03-30")),
        (("epoch@2025-04-23", "latest"), None, ("epoch", "2025-04-23", "2026-03-30")),
        (("2025-04-23", "2026-03-30"), None, ("epoch", "2025-04-23", "2026-03-30")),
        (("2025-05-12", "2026-06-12"), "osai", ("osai", "2025-05-12", "2026-06-12")),
        (("2025-05-12", "latest"), None, ("osai", "2025-05-12", "2026-06-12")),
    ],
)
def test_a_date_needs_its_source_only_where_several_have_it(real, texts, source, expected):
    assert parse(texts, source) == expected


@pytest.mark.parametrize(
    ("texts", "source", "error", "message"),
    [
        (("epoch@2025-04-23", "osai@2026-06-12"), None, BadValueError, "one source can be compared, found epoch, osai"),
        (("epoch@2025-04-23", "latest"), "osai", BadValueError, "found epoch, osai"),
        (("2025-04-23", "2026-06-12"), None, BadValueError, "no source has editions of both"),
        (("latest", "latest"), None, BadValueError, "name one, as epoch@"),
        (
            ("2025-04-24", "latest"),
            None,
            UnknownNameError,
            "unknown vintage or report folder '2025-04-24'; did you mean",
        ),
        (("epok@latest", "epok@latest"), None, UnknownNameError, "unknown source 'epok'; did you mean 'epoch'"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(real, texts, source, error, message):
    with pytest.raises(error, match=message):
        parse(texts, source)

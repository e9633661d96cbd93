import pytest

from openness.licenses import permits
from openness.licenses.rights.asker import Company
from openness.licenses.rights.places import is_within, may_be_within
from openness.licenses.rights.table import RELATIONS
from openness.project.errors import BadValueError, UnknownNameError

SMALL = Company("Japan", 1000)
USE, HOST, TUNE, MERGE, QUANTIZE, DISTILL, TRAIN, EMBED, COPY = range(len(RELATIONS))


def _answers(identifier, company):
    return permits(identifier, company)["answer"].to_list()


ALLOWED = ["if", "unknown", "if", "if", "if", "no", "no", "if", "if"]


@pytest.mark.parametrize(
    ("company", "answers"),
    [
        (SMALL, ALLOWED),
        (Company("Japan", 700_000_000), ALLOWED),
        (Company("Japan", 700_000_001), ["no"] * 9),
        (Company("France", 1000), ["no"] * 9),
        (Company("United Kingdom", 1000), ALLOWED),
    ],
)
def test_size_and_country_decide_what_a_company_may_do(invented, company, answers):
    assert _answers("LicenseRef-heron-1.0", company) == answers


def test_a_region_that_only_the_use_policy_excludes_counts_and_is_cited_there(invented):
    found = permits("LicenseRef-heron-1.0", Company("Germany", 5))
    assert found.row(USE) == (
        "use it in a commercial product",
        "no",
        "EU is excluded",
        "heron-1.0-use-policy 2",
    )


def test_a_name_that_only_large_companies_must_display_binds_no_small_one(invented):
    small = permits("LicenseRef-egret-2.0", SMALL)["because"].to_list()
    large = permits("LicenseRef-egret-2.0", Company("Japan", 100_000_001))["because"].to_list()
    assert "“Egret” must be displayed" not in small[COPY]
    assert "“Egret” must be displayed" in large[COPY]


def test_what_was_not_verified_is_unknown_and_never_allowed(invented):
    assert "yes" not in _answers("LicenseRef-plover-0.1", SMALL)
    policy = permits("LicenseRef-heron-1.0-use-policy", SMALL)
    assert policy["answer"].to_list() == ["unknown"] * 9
    assert "a use policy licenses nothing" in policy["because"][USE]


@pytest.mark.parametrize(
    ("country", "region", "inside"),
    [
        ("France", "EU", True),
        ("Norway", "EU", False),
        ("Norway", "EEA", True),
        ("European Union", "EU", True),
        ("European Union", "EEA", True),
        ("European Economic Area", "EU", False),
        ("United Kingdom", "UK", True),
        ("South Korea", "South Korea", True),
        ("Japan", "South Korea", False),
        ("China", "China", True),
        ("United States", "US", True),
        ("United Kingdom", "Korea", False),
    ],
)
def test_countries_lie_in_regions(country, region, inside):
    assert is_within(country, region) is inside


@pytest.mark.parametrize(
    ("place", "region", "possible"),
    [
        ("European Union", "Germany", True),
        ("European Economic Area", "EU", True),
        ("European Union", "Japan", False),
        ("Japan", "EU", False),
        ("Japan", "the Northern Hemisphere", True),
    ],
)
def test_a_union_may_lie_in_part_in_a_region_and_anybody_in_one_that_nobody_knows(place, region, possible):
    assert may_be_within(place, region) is possible


@pytest.mark.parametrize(
    ("company", "message"),
    [
        (("Japan", -1), "no fewer than 0"),
        (("", 1), "country is blank"),
        (("Japan", 1, -5.0), "0"),
        (("Japan", float("nan")), "no fewer than 0"),
        (("Japan", float("inf")), "no fewer than 0"),
        (("Japan", 1, 5, "euros"), "three letters"),
    ],
)
def test_an_impossible_company_is_refused(invented, company, message):
    with pytest.raises(BadValueError, match=message):
        permits("LicenseRef-heron-1.0", Company(*company))


def test_a_sector_is_known_or_the_nearest_is_named():
    assert Company(sector="Medical").sector == "health"
    with pytest.raises(UnknownNameError, match=r"did you mean 'health'"):
        Company(sector="helth")


@pytest.mark.parametrize("spelled", ["DE", "deu", "germany", " Germany ", "Czech Republic", "CZ", "EU", "Cyprus"])
def test_an_exclusion_of_the_union_holds_however_a_country_is_written(invented, spelled):
    assert _answers("LicenseRef-heron-1.0", Company(spelled, 1000)) == ["no"] * 9


@pytest.mark.parametrize(
    ("spelled", "name"),
    [("U.S.A.", "United States"), ("us", "United States"), ("UK", "United Kingdom"), ("EU", "European Union")],
)
def test_a_company_is_named_by_the_country_as_the_project_names_it(spelled, name):
    assert Company(spelled, 1).country == name


@pytest.mark.parametrize("wrong", ["Atlantis", "Multinational", "unknown", "Europe"])
def test_what_is_no_country_has_no_company(wrong):
    with pytest.raises(BadValueError, match=f"unknown country '{wrong}'"):
        Company(wrong, 1)


def test_an_unknown_license_is_refused_by_name(invented):
    with pytest.raises(UnknownNameError, match=r"did you mean 'LicenseRef-heron-1.0'"):
        permits("LicenseRef-heronn-1.0", SMALL)

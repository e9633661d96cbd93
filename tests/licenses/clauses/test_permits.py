import pytest

from openness.licenses.clauses.permits import Company, is_within, permits
from openness.project.errors import BadValueError, UnknownNameError

USE, COPY, CHANGE, TRAIN, ANY = range(5)
SMALL = Company("Japan", 1000)


def _answers(identifier, company):
    return permits(identifier, company)["answer"].to_list()


@pytest.mark.parametrize(
    ("company", "answers"),
    [
        (SMALL, ["yes", "yes", "yes", "no", "no"]),
        (Company("Japan", 700_000_000), ["yes", "yes", "yes", "no", "no"]),
        (Company("Japan", 700_000_001), ["no"] * 5),
        (Company("France", 1000), ["no"] * 5),
        (Company("United Kingdom", 1000), ["yes", "yes", "yes", "no", "no"]),
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
    assert _answers("LicenseRef-plover-0.1", SMALL) == ["unknown"] * 4 + ["no"]
    policy = permits("LicenseRef-heron-1.0-use-policy", SMALL)
    assert policy["answer"][USE] == "unknown"
    assert policy["because"][USE] == "on commercial use nothing was verified"


@pytest.mark.parametrize(
    ("country", "region", "inside"),
    [
        ("France", "EU", True),
        ("Norway", "EU", False),
        ("Norway", "EEA", True),
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
    ("company", "message"),
    [(("Japan", -1), "no fewer than 0"), (("", 1), "country is blank"), (("Japan", 1, -5.0), "0")],
)
def test_an_impossible_company_is_refused(invented, company, message):
    with pytest.raises(BadValueError, match=message):
        permits("LicenseRef-heron-1.0", Company(*company))


@pytest.mark.parametrize("spelled", ["DE", "deu", "germany", " Germany ", "Czech Republic", "CZ", "EU", "Cyprus"])
def test_an_exclusion_of_the_union_holds_however_a_country_is_written(invented, spelled):
    assert _answers("LicenseRef-heron-1.0", Company(spelled, 1000)) == ["no"] * 5


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
    with pytest.raises(UnknownNameError, match="unknown license"):
        permits("LicenseRef-heronn-1.0", SMALL)


def test_an_exclusion_from_some_models_is_a_condition_and_no_ban():
    found = permits("LicenseRef-llama-4", Company("Germany", 1000))
    assert found["answer"].to_list() == ["on conditions", "on conditions", "on conditions", "on conditions", "no"]
    assert "EU is excluded from the multimodal models" in found["because"][USE]

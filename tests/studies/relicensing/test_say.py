"""Sentences on changes of license; pytest --inline-snapshot=fix writes them anew."""

import pytest
from inline_snapshot import snapshot
from tests.studies.prose import wrapped
from tests.studies.relicensing.moves import FORKS, SMALL, table

from openness.project.errors import OpennessError
from openness.studies.relicensing import changes as relicensing
from openness.studies.relicensing import say, selection, spells, views
from openness.studies.relicensing.changes import direction_variants, style_shares
from openness.tables import store as tables


def everything(history, forks, styles, selected=None, days=365):
    """Every sentence of the page, in its order."""
    changes = history if selected is None else selected
    counts, ways = relicensing.counts(changes), direction_variants(changes)
    firsts, dated, after = (
        selection.begun(one(history), changes)
        for one in (spells.first_changes, spells.time_to_first_change, spells.spells_after_first_change)
    )
    returns = selection.begun(relicensing.return_moves(history), changes.filter(direction="tighter"), "tightened_date")
    return [
        say.finding(ways, relicensing.basis(changes)),
        say.unknown(relicensing.without_direction(counts)),
        *say.counted_otherwise(relicensing.ranges(ways)),
        say.lasting(views.first_spans(dated, firsts)),
        say.lasting_afterwards(spells.still_in_force(spells.survival(after))),
        say.returns(relicensing.returned(returns, counts)),
        say.forked(relicensing.answered(relicensing.forks_after(changes, forks, days)), days),
        say.backdrop(relicensing.backdrop(styles)),
    ]


@pytest.fixture(scope="module")
def published(real):
    history, forks, pushers = (tables.read(name) for name in ("license_changes", "license_forks", "github_licenses"))
    return history, forks, style_shares(pushers)


def test_the_page(published):
    assert wrapped(everything(*published)) == snapshot("""\
- Of the decisions that moved a license to another tier, 3 of 26 on software (12%, 95% interval 4–29%) and 25
  of 37 on models (68%, 95% interval 51–80%) loosened it; the intervals do not overlap. These moves (63
  decisions, 45 developers, from 2016 to 2026) were found and not sampled: they show what was done, not how
  often licenses change.
- Of 138 changes 39 stayed within a tier, such as from a permissive license to a copyleft one; of 24 the
  direction is unknown, because what was read of the licenses leaves more than one open.
- Software: looser are from 0% of 22 (0–15%) under "First decision of each developer" to 36% of 36 (22–52%)
  under "Unknown: all looser"; as decisions 12%.
- Models: looser are from 52% of 48 (38–66%) under "Unknown: all tighter" to 75% of 48 (61–85%) under
  "Unknown: all looser"; as decisions 68%.
- Among those that changed it the first license lasted at the median: of software 3.9 years (n = 30); of
  models 0.3 years (n = 16). Projects that never changed are not in the data, so this says nothing about how
  long licenses last.
- 2 years after the first change the license that came then was still in force: software 88% (n = 50, 95%
  interval 75–94%); models 52% (n = 39, 95% interval 35–67%).
- Known to have loosened a license later: 9 of 43 projects that tightened one, at the median after 1.3 years.
  Open again: Dgraph; Elasticsearch; Kibana; RediSearch; Redis; RedisJSON; Mistral, largest. Tightened once
  more: Fish Speech.
- Of 32 tightened licenses of software, the work of 23 decisions, 8 were, as far as known, forked within 365
  days, at the median after 40.
- On GitHub, of pushers by recognized license, from 2020-Q1 to 2025-Q3: permissive 78% to 82%, strong copyleft
  17% to 13%, network copyleft 2% to 3%.\
""")


def test_of_few_changes_no_share_is_told(published):
    assert wrapped(everything(SMALL, FORKS, published[2])[:-1]) == snapshot("""\
- Of the decisions that moved a license to another tier, 1 of 2 on software (too few for a share) and 1 of 1
  on models (too few for a share) loosened it. These moves (3 decisions, 2 developers, from 2020 to 2022) were
  found and not sampled: they show what was done, not how often licenses change.
- Of 5 changes 0 stayed within a tier, such as from a permissive license to a copyleft one; of 1 the direction
  is unknown, because what was read of the licenses leaves more than one open.
- No way of counting has enough moves for a share.
- Among those that changed it the first license lasted at the median: of software too few to say (n = 1); of
  models too few to say (n = 1). Projects that never changed are not in the data, so this says nothing about
  how long licenses last.
- 2 years after the first change the license that came then was still in force: software too few for a share
  (n = 2); models too few for a share (n = 1).
- Known to have loosened a license later: 1 of 2 projects that tightened one, after 2.0 years. Open again:
  Heron.
- Of 2 tightened licenses of software, the work of 1 decision, 1 was, as far as known, forked within 365 days,
  after 60.\
""")
    one_year = selection.select(SMALL, "software", 2020, 2020)
    assert wrapped(everything(SMALL, FORKS, published[2], one_year)[:1]) == snapshot("""\
- Of the decisions that moved a license to another tier, 0 of 1 on software (too few for a share) loosened it.
  These moves (1 decision, 1 developer, of 2020) were found and not sampled: they show what was done, not how
  often licenses change.\
""")


def test_of_no_change_every_sentence_says_so(published):
    assert wrapped(everything(table(), FORKS.clear(), published[2])[:-1]) == snapshot("""\
- No change of license has a known direction to another tier.
- Of 0 changes 0 stayed within a tier, such as from a permissive license to a copyleft one; of 0 the direction
  is unknown, because what was read of the licenses leaves more than one open.
- No way of counting has enough moves for a share.
- Of no project here whose first license was changed is that license dated.
- No license that came with a first change has been watched for 2 years.
- No license was tightened.
- No license of software was tightened; forks of models were not looked for.\
""")


def test_what_no_license_was_watched_long_enough_for_is_not_said(published):
    late = selection.select(published[0], since=2025)
    assert everything(*published, late)[-4] == snapshot(
        "No license that came with a first change has been watched for 2 years."
    )


def test_a_change_that_is_younger_than_the_days_asked_for_has_not_been_followed():
    young = table(
        ("software", "Heron", "Birds", "2020-01-01", "X", "tighter", None),
        ("software", "Stork", "Birds", "2025-06-01", "X", "tighter", None),
    )
    assert relicensing.forks_after(young, FORKS, 365)["is_followed"].to_list() == [True, False]
    said = [say.forked(relicensing.answered(relicensing.forks_after(young, FORKS, days)), days) for days in (365, 3000)]
    assert wrapped(said) == snapshot("""\
- Of 1 tightened license of software, the work of 1 decision, 1 was, as far as known, forked within 365 days,
  after 60. 1 younger than that is left out.
- No tightened license of software here is 3000 days old, so nothing can be said of forks.\
""")


@pytest.mark.parametrize("kind", ["all", "software", "model"])
@pytest.mark.parametrize("since", [None, 2016, 2020, 2024])
@pytest.mark.parametrize("carried", [True, False])
def test_every_selection_can_be_put_into_words(published, kind, since, carried):
    for until in (None, 2017, 2023, 2026):
        try:
            asked = selection.select(published[0], kind, since, until, carried=carried)
        except OpennessError:
            continue
        for one in everything(*published, asked):
            assert one.endswith(".")
            assert not {"None", "nan"} & set(one.removeprefix("None ").split())

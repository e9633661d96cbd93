"""Sentences on changes of license; pytest --inline-snapshot=fix writes them anew."""

import pytest
from inline_snapshot import snapshot
from tests.studies.prose import wrapped
from tests.studies.relicensing.moves import FORKS, SMALL, table

from openness.project.errors import OpennessError
from openness.studies.relicensing import changes as relicensing
from openness.studies.relicensing import say, selection, spells, views
from openness.studies.relicensing.changes import style_shares, ways_of_counting
from openness.tables import store as tables


def everything(history, forks, styles, selected=None, days=365):
    """Every sentence of the page, in its order."""
    changes = history if selected is None else selected
    counts, ways = relicensing.counts(changes), ways_of_counting(changes)
    gates = tables.read("license_gates")
    others = views.other_move_rows(views.other_moves(gates, changes))
    firsts, dated, after = (
        selection.begun(one(history), changes)
        for one in (spells.first_changes, spells.time_to_first_change, spells.spells_after_first_change)
    )
    returns = selection.begun(relicensing.return_moves(history), changes.filter(direction="tighter"), "tightened_date")
    return [
        say.finding(relicensing.told(counts, ways)),
        say.unknown(relicensing.without_direction(counts)),
        *say.counted_otherwise(relicensing.ranges(ways)),
        say.lasting(views.first_spans(dated, firsts)),
        say.changed_again(spells.changed_again(after)),
        say.gates(views.gates_told(views.gate_rows(gates, changes), others)),
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
- Our list of software projects that changed their license has 71 changes: 3 decisions loosened a license and
  23 tightened one. The list of AI models of which the same weights or code got another license has 23: 10
  decisions loosened a license and 3 tightened one. The list of AI models whose next generation came under
  another license has 44: 17 decisions loosened a license and 11 tightened one. The lists were collected by
  hand and are no samples: these are counts of what was found, and say neither how often licenses change nor
  whether one list differs from another.
- Within a tier, such as from a permissive license to a copyleft one, stayed: software 20 of 71 changes;
  models, same work 9 of 23 changes; models, next generation 13 of 44 changes. Unknown is the direction,
  because what was read of the licenses leaves more than one open, of 13 (software); 1 (models, same work); 3
  (models, next generation).
- Software, counted in 6 ways: 0 to 7 looser and 12 to 32 tighter; more looser than tighter in 0 of the ways.
- Models, same work, counted in 6 ways: 7 to 10 looser and 2 to 4 tighter; more looser than tighter in 6 of
  the ways.
- Models, next generation, counted in 6 ways: 2 to 17 looser and 1 to 11 tighter; more looser than tighter in
  6 of the ways.
- Among those on the lists whose first license is dated, it lasted at the median: software 3.9 years (n = 30);
  models, same work 0.4 years (n = 13); models, next generation too few to say (n = 3). Projects that never
  changed are not on them, so this says nothing about how long licenses last.
- Of the licenses that came with a first change and are 2 years old or more, changed again within 2 years, as
  far as known: software 6 of 44; models, same work 2 of 10; models, next generation 5 of 10.
- A revenue gate came with Qwen3.8-Max (Alibaba), GLM-5.3 (Zhipu AI), Kimi K3 (Moonshot AI) and MiniMax M3. Of
  8 other changes from one generation of models to the next that were found in the same year, 4 loosened the
  license (EXAONE (LG AI Research), Hunyuan (Tencent), Command (Cohere), Gemma (Google)); 1 tightened it
  (MiniMax); 2 kept the tier (Nemotron (NVIDIA), Fish Speech (Fish Audio)); 1 cannot be told (Jamba (AI21
  Labs)).
- Known to have loosened a license later, of the projects on each list that tightened one: software 6 of 32
  (at the median after 3.6 years); models, same work 1 of 2 (after 0.6 years); models, next generation 3 of 11
  (at the median after 0.7 years). Open again: Dgraph; Elasticsearch; Kibana; RediSearch; Redis; RedisJSON;
  Mistral, largest. Tightened once more: Fish Speech.
- Of 32 tightened licenses of software, the work of 23 decisions, 8 were, as far as known, forked within 365
  days, at the median after 40.
- On GitHub, of pushers by recognized license, from 2020-Q1 to 2025-Q3: permissive 78% to 82%, strong copyleft
  17% to 13%, network copyleft 2% to 3%.\
""")


def test_of_few_changes_no_share_is_told(published):
    assert wrapped(everything(SMALL, FORKS, published[2])[:-1]) == snapshot("""\
- Our list of software projects that changed their license has 3 changes: 1 decision loosened a license and 1
  tightened one. The list of AI models of which the same weights or code got another license has 2: 1 decision
  loosened a license and 0 tightened one. The lists were collected by hand and are no samples: these are
  counts of what was found, and say neither how often licenses change nor whether one list differs from
  another.
- Within a tier, such as from a permissive license to a copyleft one, stayed: software 0 of 3 changes; models,
  same work 0 of 2 changes. Unknown is the direction, because what was read of the licenses leaves more than
  one open, of 0 (software); 1 (models, same work).
- Software, counted in 5 ways: 0 to 1 looser and 1 to 2 tighter; more looser than tighter in 0 of the ways.
- Models, same work, counted in 5 ways: 1 looser and 0 tighter; more looser than tighter in 5 of the ways.
- Among those on the lists whose first license is dated, it lasted at the median: software too few to say (n =
  1); models, same work too few to say (n = 1). Projects that never changed are not on them, so this says
  nothing about how long licenses last.
- Of the licenses that came with a first change and are 2 years old or more, changed again within 2 years, as
  far as known: software 0 of 2; models, same work 0 of 1.
- No change asked for led to a license with a revenue gate that was looked into.
- Known to have loosened a license later, of the projects on each list that tightened one: software 1 of 2
  (after 2.0 years). Open again: Heron.
- Of 2 tightened licenses of software, the work of 1 decision, 1 was, as far as known, forked within 365 days,
  after 60.\
""")
    one_year = selection.select(SMALL, "software", 2020, 2020)
    assert wrapped(everything(SMALL, FORKS, published[2], one_year)[:1]) == snapshot("""\
- Our list of software projects that changed their license has 2 changes: 0 decisions loosened a license and 1
  tightened one. The lists were collected by hand and are no samples: these are counts of what was found, and
  say neither how often licenses change nor whether one list differs from another.\
""")


def test_of_no_change_every_sentence_says_so(published):
    assert wrapped(everything(table(), FORKS.clear(), published[2])[:-1]) == snapshot("""\
- There is no change.
- There is no change.
- No move on a list is looser or tighter, however it is counted.
- Of no project here whose first license was changed is that license dated.
- No license that came with a first change is 2 years old.
- No change asked for led to a license with a revenue gate that was looked into.
- No license was tightened.
- No license of software was tightened; forks of models were not looked for.\
""")


def test_what_no_license_was_watched_long_enough_for_is_not_said(published):
    late = selection.select(published[0], since=2025)
    assert everything(*published, late)[-5] == "No license that came with a first change is 2 years old."


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

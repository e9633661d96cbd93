import jinja2
import pytest

from openness.project.errors import UnknownNameError
from openness.words import templates


@pytest.fixture
def say(tmp_path):
    (tmp_path / "say.md.j2").write_text(
        """
{% macro share(rows) %}
Of {{ rows | length | counted("release") }}
  {% for row in rows %}{{ row.share | percent }} ({{ percents(row.lower, row.upper) }}){{ ", " if not loop.last }}
  {%- endfor %}.
{% endmacro %}
{% macro twice(word) %}{{ word | capital }}. {{ share([]) }}{% endmacro %}
""",
        encoding="utf-8",
    )
    return templates.beside(str(tmp_path / "say.py"))


def test_a_sentence_is_one_line_made_of_values_and_of_how_numbers_read(say):
    rows = [{"share": 0.421, "lower": 0.1, "upper": 0.5}, {"share": 0.001, "lower": 0.0, "upper": 0.2}]
    assert say("share", rows=rows) == "Of 2 releases 42% (10–50%), <1% (0–20%)."
    assert say("twice", word="open") == "Open. Of 0 releases ."


def test_what_is_not_there_is_never_left_blank(say):
    with pytest.raises(jinja2.UndefinedError):
        say("share", rows=[{"share": 0.4}])
    with pytest.raises(UnknownNameError, match="did you mean 'twice'"):
        say("twise", word="open")
    with pytest.raises(TypeError):
        say("share", row=[])

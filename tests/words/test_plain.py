import polars as pl

from openness.words import plain as words


def test_a_table_prints_aligned_with_numbers_to_the_right():
    frame = pl.DataFrame({"group": ["corporate", "x"], "n": [5, 123], "share": [0.5, None]})
    assert words.as_text(frame) == "group        n  share\ncorporate    5  0.500\nx          123      -"

"""Sentences compute nothing: every ``say.py`` and its template is read, not run, and held to that.

They may choose rows by what stands in them (a comparison, ``filter(group=...)``), order them by a column, and write
numbers as text. They may not count, add, average, find ends or do sums: whoever charts a frame has its numbers, and a
number that only a sentence knows is in no table, no test and no other chart. A number that is not measured but belongs
to the words has an entry in ``ALLOWED``, with the reason.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

import openness.studies

STUDIES = Path(openness.studies.__file__).parent
MODULES = sorted(STUDIES.rglob("say.py"))
TEMPLATES = sorted(STUDIES.rglob("say.md.j2"))

COMPUTING = frozenset({
    "abs", "agg", "arg_max", "arg_min", "concat", "count", "cum_sum", "diff", "explode", "first", "group_by", "head",
    "join", "last", "len", "max", "mean", "median", "min", "mode", "n_unique", "null_count", "over", "pivot", "product",
    "quantile", "rank", "rolling", "round", "shift", "sign", "slice", "std", "sum", "tail", "unique", "value_counts",
    "var", "with_columns",
})  # fmt: skip
"""Methods that make numbers or rows that were not in a frame; taking a row apart (``row``, ``rows``) is none."""
BUILTINS = frozenset({"Counter", "abs", "divmod", "len", "max", "min", "pow", "round", "sum"})
TYPES = frozenset({"DataFrame", "Series"})
"""What a sentence may know of polars: an expression over columns is a computation."""
SIZES = frozenset({"height", "shape", "width"})

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
IN_TEMPLATES = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg)

_VERB = "the verb has the sign: a share that falls, falls by 2 points and not by -2"
ALLOWED = {
    ("trend_inference/say.py", "turn * row['points_per_year']"): _VERB,
    ("trend_inference/say.py", "turn * row[name]"): _VERB,
}
"""(file, what stands there) -> why it is no computation on a frame."""


def found_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=of, attr=name)) if name in COMPUTING and not _is_text(of, name):
                yield ast.unparse(node)
            case ast.Call(func=ast.Name(id=name)) if name in BUILTINS:
                yield ast.unparse(node)
            case ast.Attribute(value=ast.Name(id="pl"), attr=name) if name not in TYPES:
                yield ast.unparse(node)
            case ast.Attribute(attr=name) if name in SIZES:
                yield ast.unparse(node)
            case ast.BinOp(op=op) | ast.AugAssign(op=op) if isinstance(op, ARITHMETIC) and not _is_of_lists(node):
                yield ast.unparse(node)
            case ast.UnaryOp(op=ast.USub(), operand=operand) if not isinstance(operand, ast.Constant):
                yield ast.unparse(node)


def found_in_template(source: str) -> Iterator[str]:
    tree = jinja2.Environment().parse(source)
    for node in tree.find_all(IN_TEMPLATES):
        yield f"line {node.lineno}: {type(node).__name__}"
    for node in tree.find_all(nodes.Filter):
        if node.name in (COMPUTING | {"length"}) - {"first", "join", "last"}:
            yield f"line {node.lineno}: {node.name}"


def _is_of_lists(node: ast.AST) -> bool:
    """Return whether lists or tuples are put together, one of which is written out."""
    sides = [node.left, node.right] if isinstance(node, ast.BinOp) else [node.value]
    return isinstance(node.op, ast.Add) and any(isinstance(one, ast.List | ast.ListComp | ast.Tuple) for one in sides)


def _is_text(of: ast.expr, name: str) -> bool:
    """Return whether what is joined is text, by a text that is written out."""
    return name == "join" and isinstance(of, ast.Constant)


def _name(path: Path) -> str:
    return path.relative_to(STUDIES).as_posix()


def computed(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    found = found_in_template(text) if path.suffix == ".j2" else found_in(ast.parse(text))
    return [one for one in found if (_name(path), one) not in ALLOWED]


@pytest.mark.parametrize("path", [*MODULES, *TEMPLATES], ids=_name)
def test_a_sentence_computes_nothing(path):
    assert computed(path) == []


@pytest.mark.parametrize(
    "line",
    [
        "total = frame['n'].sum()",
        "own = frame.filter(pl.col('n') > 5)",
        "said = f'{frame.height} releases'",
        "share = row['open'] / row['n']",
        "least = min(row['n'], row['other_n'])",
        "top = frame.head(3)",
        "found = frame.join(other, on='group')",
        "total += row['n']",
        "value = -row['points']",
    ],
)
def test_a_computation_is_found(line):
    assert list(found_in(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        "rows = frame.filter(group='corporate').sort('n').to_dicts()",
        "said = [row for row in rows if row['n'] >= least and row['lower'] > -1]",
        "text = ', '.join(names)",
        "sentences = [first, *others] + ['end']",
        "nothing = frame.is_empty()",
    ],
)
def test_choosing_ordering_and_writing_is_no_computation(line):
    assert list(found_in(ast.parse(line))) == []


@pytest.mark.parametrize("line", ["{{ a.n + 1 }}", "{{ rows | length }}", "{% set x = 1 - a.share %}", "{{ -a }}"])
def test_a_computation_of_a_template_is_found(line):
    assert list(found_in_template(line))
    assert list(found_in_template("{{ a.share | percent }}{% if a.n < 5 %}{{ names | join(', ') }}{% endif %}")) == []


def test_every_exception_is_still_needed():
    found = {(_name(path), one) for path in MODULES for one in found_in(ast.parse(path.read_text(encoding="utf-8")))}
    assert set(ALLOWED) - found == set()

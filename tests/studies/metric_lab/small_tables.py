"""Small tables for the tests of agreement, robustness and gates."""

import polars as pl

from openness.tables import schema
from openness.tables import store as tables

VINTAGE = "2030-01-01"
KEYS = ["release_id", "source", "vintage"]


def components(rows, vintage=VINTAGE):
    """Rows of release, component and status, and evidence where there is any; the source is the release's prefix."""
    full = [
        [
            release,
            release.split(":")[0],
            vintage,
            component,
            status,
            None,
            ["NOASSERTION"],
            "NOASSERTION",
            *(rest or [None]),
            None,
        ]
        for release, component, status, *rest in rows
    ]
    return pl.DataFrame(full, schema=tables.polars_schema(schema.COMPONENTS), orient="row")


def table(criteria, releases, vintage=VINTAGE):
    """Components from a letter a criterion: o open, p partial, c closed, u unlicensed, m missing, n not applicable."""
    names = {"o": "open", "p": "partial", "c": "closed", "u": "unlicensed", "m": "missing", "n": "not_applicable"}
    return components(
        [
            (release, criterion, names[letter])
            for release, letters in releases.items()
            for criterion, letter in zip(criteria, letters, strict=True)
        ],
        vintage,
    )


def scores(rows, vintage=VINTAGE):
    """Rows of metric, release and score; a score of None is none; a fourth field says that it is a stub."""
    full = [
        {
            "release_id": release,
            "source": release.split(":")[0],
            "vintage": vintage,
            "metric": metric,
            "metric_version": "1",
            "score": score,
            "score_max": 4.0,
            "judged_count": 0 if stub else 4,
            "criterion_count": 4,
            "is_stub": bool(stub),
        }
        for metric, release, score, *stub in rows
    ]
    return pl.DataFrame(full, schema=tables.polars_schema(schema.SCORES))


def families(pairs, vintage=VINTAGE):
    """Release -> family; None where the name fits several."""
    rows = [
        (
            release,
            release.split(":")[0],
            vintage,
            family,
            family or release,
            "alias" if family else "ambiguous",
            None,
            None,
        )
        for release, family in pairs.items()
    ]
    return pl.DataFrame(rows, schema=tables.polars_schema(schema.RELEASE_FAMILIES), orient="row")


def groups(pairs):
    """Release -> group, as rows of releases."""
    rows = [(release, release.split(":")[0], VINTAGE, group) for release, group in pairs.items()]
    return pl.DataFrame(rows, schema=dict.fromkeys([*KEYS, "developer_group"], pl.String), orient="row")


ONE = [0, 1, 1, 2, 2, 3, 3, 4, 4, 4, 1, 0]
OTHER = [0, 1, 2, 1, 2, 3, 2, 4, 3, 4, 0, 1]


def two_frameworks(n=12):
    """Scores of ``n`` families by two frameworks of two sources, and the families."""
    rows = [("osai", f"osai:{i}", float(ONE[i])) for i in range(n)]
    rows += [("mof", f"mot:{i}", float(OTHER[i])) for i in range(n)]
    same = families({f"{source}:{i}": f"f{i}" for source in ("osai", "mot") for i in range(n)})
    return scores(rows), same


def two_sources(n, osai, mot):
    """What two sources say of the training data of ``n`` families, and the families."""
    rows = [(f"osai:{i}", "datasources_endmodel", osai(i)) for i in range(n)]
    rows += [(f"mot:{i}", "Datasets", mot(i)) for i in range(n)]
    same = families({f"{source}:{i}": f"f{i}" for source in ("osai", "mot") for i in range(n)})
    return components(rows), same

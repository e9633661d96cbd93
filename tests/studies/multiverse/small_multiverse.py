"""A small list of releases in the shape of Epoch AI's, and a literal table of specifications."""

from datetime import datetime

import polars as pl

from openness.studies.multiverse import results, specifications
from openness.studies.multiverse.cells import counted
from openness.studies.multiverse.choices import NOT_APPLICABLE
from openness.tables import schema
from openness.tables import store as tables

OLD, NEW = "2029-06-30", "2031-02-15"
ACCESS = {"o": "open_unrestricted", "r": "open_restricted", "c": "api", "?": "unknown"}
TYPES = {"corporate": "company", "community": "academic", "unknown": "unknown"}


def release(
    number,
    developers,
    year,
    access,
    *,
    lists=("all",),
    vintage=NEW,
    source="epoch",
    month=3,
    published=None,
    modality="language",
):
    """A release of developers, each a name and a type, the first of whom decides ``developer_type``.

    The source puts them all on the side ``published``, by default where they are.
    """
    kinds = {type_ for _, type_ in developers}
    mixed = {"corporate", "community"} <= kinds
    group = "mixed" if mixed else "unknown" if "unknown" in kinds else kinds.pop()
    id_ = f"{source}:{number}"
    row = {
        "release_id": id_,
        "source": source,
        "vintage": vintage,
        "release_name": id_,
        "developer_id": "+".join(name for name, _ in developers) or None,
        "developer_type": TYPES[developers[0][1]],
        "developer_group": group,
        "published_developer_type": TYPES[developers[0][1]] if published is None else TYPES[published],
        "published_developer_group": published or group,
        "country": "unknown",
        "release_date": datetime(year, month, 1) if year else None,
        "date_precision": "day" if year else "none",
        "modality": modality,
        "license_ids": ["NOASSERTION"],
        "license_tier": "unspecified",
        "access": ACCESS[access],
        "license_certainty": "none",
    }
    keys = {"release_id": id_, "source": source, "vintage": vintage}
    named = [
        {**keys, "position": place, "developer_id": name, "published_name": name, "developer_type": TYPES[type_]}
        for place, (name, type_) in enumerate(developers, start=1)
    ]
    return row, named, [{**keys, "list": name} for name in lists]


def frames(releases):
    """The tables that the multiverse reads, of releases made by :func:`release`."""
    rows, named, lists = zip(*releases, strict=True)

    def table(of, records):
        filled = [{name: record.get(name) for name in of.column_names} for record in records]
        return pl.DataFrame(filled, schema=tables.polars_schema(of))

    return {
        "releases": table(schema.RELEASES, rows),
        "components": pl.DataFrame(schema=tables.polars_schema(schema.COMPONENTS)),
        "scores": pl.DataFrame(schema=tables.polars_schema(schema.SCORES)),
        "release_lists": table(schema.RELEASE_LISTS, [one for part in lists for one in part]),
        "release_developers": table(schema.RELEASE_DEVELOPERS, [one for part in named for one in part]),
        "release_families": table(schema.RELEASE_FAMILIES, [_family(row) for row in rows]),
    }


def _family(row):
    """A family of its own for every release, but for one whose number says of which it is: ``family/number``."""
    return {
        **{name: row[name] for name in ("release_id", "source", "vintage")},
        "release_family_id": row["release_id"].rpartition("/")[0] or row["release_id"],
    }


def specs_of(tables):
    """All specifications of the tables of :func:`frames`."""
    return specifications.specifications(counted(tables))


def two_sides():
    """Releases of 2030 by six companies (two of seven open) and six universities (five of six open), and then some.

    One company has two releases; one release of a company is not judged; a team of both (open) is named company first;
    a developer of unknown type has a closed release; a company's release of 2031 is in no full period. By the source's
    own word the last company (one closed release) is none.
    """
    company = [(f"firm-{i}", "corporate") for i in range(6)]
    school = [(f"school-{i}", "community") for i in range(6)]
    made = [(company[i], access) for i, access in enumerate("oocccc")]
    made += [(company[0], "c"), (company[1], "?")]
    made += [(school[i], access) for i, access in enumerate("ooooro"[:5])] + [(school[5], "c")]
    releases = [
        release(i, [developer], 2030, access, published="community" if developer == company[5] else None)
        for i, (developer, access) in enumerate(made)
    ]
    releases += [
        release(20, [company[2], school[0]], 2030, "o"),
        release(21, [("nobody-knows", "unknown")], 2030, "c"),
        release(22, [company[3]], 2031, "o"),
        release(23, [company[3]], None, "o"),
    ]
    return frames(releases)


BASE = {
    "estimand": "share_difference",
    "source": "epoch",
    "vintage": "2031-01-01",
    "list": "all",
    "definition": "open_weights",
    "typing": "curated",
    "unit": "series",
    "group_rule": "every",
    "mixed": "left_out",
    "unknown_developer": NOT_APPLICABLE,
    "every": "year",
    "span": "three_years",
    "blank": "left_out",
    "weighting": "release",
    "mix": "standardized",
    "min_group": 5,
    "n_corporate": 10,
    "n_community": 10,
    "corporate_developers": 5,
    "community_developers": 5,
    "reason": None,
    "is_latest": True,
    "is_default": False,
    "is_repeat": False,
}


def spec(estimate, lower=None, upper=None, **changed):
    bounds = (None, None) if estimate is None else (lower, upper)
    reason = "fewer than 10 judged releases by corporate developers" if estimate is None else None
    row = {**BASE, "reason": reason, "estimate": estimate, "lower": bounds[0], "upper": bounds[1], **changed}
    return {name: row[name] for name in results.SPECIFICATIONS.names}


def table(*rows):
    return pl.DataFrame(rows, schema=results.SPECIFICATIONS.schema)


SPECS = table(
    spec(-0.4, -0.6, -0.2, is_default=True),
    spec(-0.1, -0.3, 0.1, blank="closed"),
    spec(-0.3, -0.5, -0.1, weighting="developer"),
    spec(0.1, -0.1, 0.3, blank="closed", weighting="developer"),
    spec(0.2, 0.1, 0.3, source="osai", vintage="2031-02-01", mixed=NOT_APPLICABLE),
    spec(0.2, 0.1, 0.3, source="osai", vintage="2031-02-01", mixed=NOT_APPLICABLE, span="last", is_repeat=True),
    spec(-0.5, -0.7, -0.3, vintage="2029-01-01", is_latest=False),
    spec(-0.4, -0.6, -0.2, min_group=10, is_repeat=True),
    spec(None, min_group=20),
    spec(None, source="hub", vintage="2031-03-01"),
)


def row_of(frame, **where):
    (row,) = frame.filter(**where).to_dicts()
    return row

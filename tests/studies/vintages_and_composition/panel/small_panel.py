"""Three editions of an index in a few rows: four criteria, four again, then three."""

from tests.studies.vintages_and_composition.editions.small_editions import edition

FIRST, SECOND, THIRD = "2030-01-01", "2030-02-01", "2030-02-02"
FOUR = ("weights_endmodel", "code", "package", "licenses")
THREE = ("weights_endmodel", "code", "licenses")
_LETTERS = {"o": "open", "p": "partial", "c": "closed", "-": "missing"}


def index(vintage, entries, criteria=FOUR, models=None, groups=None, renamed=None):
    """Entry -> its statuses as letters; models: entry -> exact name, where it is another than the entry's."""
    models, groups = models or {}, groups or {}
    ids = {name: f"osai:{name.lower()}" for name in entries}
    return edition(
        vintage,
        [
            {
                "release_name": name,
                "year": 2029,
                "developer_group": groups.get(name, "corporate"),
                "developer_id": f"lab-{name.lower()}",
            }
            for name in entries
        ],
        source="osai",
        components=[
            (ids[name], criterion, _LETTERS[letter])
            for name, letters in entries.items()
            for criterion, letter in zip(criteria, letters, strict=True)
            if letter in _LETTERS
        ],
        families=[(one, models.get(name, name), f"lab/{models.get(name, name)}") for name, one in ids.items()],
    )


EDITIONS = [
    index(FIRST, {"Kept": "opcc", "Moved": "occc", "Blank": "o-cc", "Other": "oooo", "File": "cccc", "Gone": "cccc"}),
    index(
        SECOND,
        {"Kept": "opcc", "Moved": "ooco", "Blank": "oopc", "Other": "cccc", "Renamed": "cccc", "Fresh": "oooo"},
        models={"Other": "Other 2", "Renamed": "File"},
    ),
    index(
        THIRD,
        {"Kept": "opc", "Moved": "ooo", "Blank": "ooc", "Other": "ccc", "Renamed": "ccc", "Fresh": "ooo"},
        criteria=THREE,
        models={"Other": "Other 2", "Renamed": "File"},
    ),
]
"""From the first to the second everything moves; from the second to the third the criteria alone."""

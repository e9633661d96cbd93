"""Examples and allowed values that ``--help`` shows below a command's options."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

SOURCES = "epoch, osai, mot, hub, mteb, models_dev, fmti"
DEFINITIONS = (
    "open_weights, open_unrestricted, osi_license, tier_open, osai_half, training_data_open, training_code_open, "
    "osaid, mof_class_3_or_better"
)
METRICS = "osai, opening_up, mof, osaid, release_gradient, epoch_access, fmti, aa_openness, eosai_matrix"

EXAMPLES = {
    "trend": (
        "openness trend --source osai --definition osai_half --by modality --csv",
        "openness trend --where 'parameters>7B' --by country,developer_group --every half",
        "openness trend --data mine.csv --columns date=When,developer=Org,license=Lic",
    ),
    "developer match": ('openness developer match Nvidia AI2 "Qwen team"',),
    "find": ('openness find "Qwen2.5 72B"', "openness find olmo --json"),
    "compare-releases": ('openness compare-releases "Llama 3.1" gpt-oss-120b "OLMo 2" --html side-by-side.html',),
    "report": (
        "openness report --list",
        "openness report --only corporate-vs-community -p since=2021 -p every=half",
        "openness report --only corporate-vs-community -p definition=open_weights,open_unrestricted --sweep",
    ),
    "score": ("openness score mof model.yml --json", "openness score osai --release olmo --what-if"),
    "export": ("openness export osai:olmo", "openness export osai:olmo --badge osai"),
    "compare": (
        "openness compare epoch@2025-04-23 epoch@2026-03-30 --since 2023",
        "openness compare reports/latest reports/other",
    ),
    "import": ("openness import osai ../main-database --version 73f7227",),
    "build": ("openness build",),
    "cite": ("openness cite", "openness cite osai --bibtex", "openness cite overview"),
    "doctor": ("openness doctor",),
    "license match": ('openness license match "Apache 2.0 (code), CC BY-NC 4.0 (weights)"',),
    "license read": ("openness license read LICENSE.txt",),
    "license show": ("openness license show LicenseRef-llama-3.1",),
    "license explain": ("openness license explain LicenseRef-llama-3.1",),
    "license unknown": ("openness license unknown --source hub --at-least 10",),
}
"""Command -> calls of it that work."""

ALLOWED = {
    "trend": {"--source": SOURCES, "--definition": DEFINITIONS},
    "compare": {"--source": SOURCES, "--definition": DEFINITIONS},
    "score": {"METRIC": METRICS},
}
"""Command -> option -> its values; a test holds them against the registries, which help must not import."""


def add_to(app: typer.Typer, before: str = "") -> None:
    """Write examples and allowed values below the help of every command."""
    for command in app.registered_commands:
        name = before + (command.name or (command.callback.__name__ if command.callback else ""))
        lines = [f"{option}: {values}" for option, values in ALLOWED.get(name, {}).items()]
        lines += [f"Example: {call}" for call in EXAMPLES.get(name, ())]
        if lines:
            command.epilog = "\n\n".join(lines)
    for group in app.registered_groups:
        if group.typer_instance is not None:
            add_to(group.typer_instance, f"{before}{group.name} ")

"""Which clause answers which relation, and why: every rule of ``openness license may``, in one place."""

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

RELATIONS = MappingProxyType(
    {
        "use": "use it in a commercial product",
        "host": "offer it to others as a service",
        "fine-tune": "publish a fine-tuned version",
        "merge": "publish a merge with other weights",
        "quantize": "publish a quantized version",
        "distill": "train a model to perform like it",
        "train-on-outputs": "train another model with its outputs",
        "embed": "ship it inside a product",
        "redistribute": "pass copies on",
    }
)
"""What can be asked, in words."""

ALL = tuple(RELATIONS)
MAKES = ("fine-tune", "merge", "quantize")
"""Relations that make a changed version of the work."""
MODELS = ("distill", "train-on-outputs")
"""Relations that make another model with what the work puts out."""
PASSES_ON = ("redistribute", "embed", *MAKES)
"""Relations in which a copy, changed or not, comes into other hands; not those of MAKES if the changes are kept."""
RUNS = tuple(one for one in ALL if one != "redistribute")
SHOWN = ("use", "host", *PASSES_ON)

GIVEN = "given"
NO, UNKNOWN, IF, YES = "no", "unknown", "if", "yes"
ANSWERS = (YES, IF, NO, UNKNOWN)


@dataclass(frozen=True)
class Rule:
    """What follows for some relations from one value of a clause."""

    clause: str
    when: Any  # the value; GIVEN: any but null, false, none and an empty list
    relations: tuple[str, ...]
    answer: str
    words: str
    because: str  # our reasoning
    commercial: bool | None = None  # only for those who ask for a commercial purpose, or only for the others
    published: bool | None = None  # only where the changed version is published, or only where it is kept

    def applies(self, value: Any) -> bool:
        """Return whether a value sets the rule off; a list does with any of its entries."""
        if self.when == GIVEN:
            return value not in (None, False, "none", (), [])
        return self.when in value if isinstance(value, (tuple, list)) else value == self.when


RULES = (
    Rule("commercial_use", "no", ALL, NO, "commercial use is not allowed",
         "The grant is for purposes that are not commercial; whatever is done with the work needs the grant.",
         commercial=True),
    Rule("commercial_use", "no", ALL, IF, "only for purposes that the license does not count as commercial",
         "Some such licenses allow all but commercial purposes, others research alone; the section says which.",
         commercial=False),
    Rule("commercial_use", "registration", ALL, IF, "only after registration with the licensor",
         "The right begins with the registration.", commercial=True),
    Rule("registration_required", True, ALL, IF, "only after registration with the licensor",
         "The right begins with the registration."),
    Rule("behavioural_use_restrictions", True, RUNS, IF, "not for the purposes that the license forbids",
         "Each relation but passing copies on runs the work for a purpose of one's own or of one's customers."),
    Rule("redistribution", False, PASSES_ON, NO, "copies may not be passed on",
         "A changed version or a product holds a copy.", published=True),
    Rule("redistribution", False, ("redistribute", "embed"), NO, "copies may not be passed on",
         "Keeping changes to oneself does not help with copies.", published=False),
    Rule("derivatives", False, MAKES, NO, "modified versions may not be passed on",
         "A fine-tuned, merged or quantized model is the work changed.", published=True),
    Rule("derivatives", False, MAKES, UNKNOWN, "whether changes may be made and kept is not recorded",
         "The clause is false where changes may be kept to oneself and where none may be made.", published=False),
    Rule("attribution_notice", True, PASSES_ON, IF, "notices and credit must go along",
         "The duty is on copies, changed or not.", published=True),
    Rule("copy_of_terms", True, PASSES_ON, IF, "a copy of the license, or a link to it, must go along",
         "The duty is on copies, changed or not.", published=True),
    Rule("use_restrictions_flow_down", True, PASSES_ON, IF, "whoever receives it must be bound to the use restrictions",
         "The duty is on copies, changed or not.", published=True),
    Rule("branding_required", GIVEN, SHOWN, IF, "“{}” must be displayed with the product, service or model",
         "The licenses that ask for a display ask it of products and services with the work in them, too.",
         published=True),
    Rule("branding_required", GIVEN, ("use", "host", "redistribute", "embed"), IF,
         "“{}” must be displayed with the product or service", "As above; changes that are kept are not shown.",
         published=False),
    Rule("model_name_prefix", GIVEN, MAKES, IF, "its name must contain “{}”",
         "The duty is on models made from the work.", published=True),
    Rule("share_alike", True, MAKES, IF, "only under the same license", "The duty is on changed versions.",
         published=True),
    Rule("output_training_restriction", "ban_other_models", MODELS, NO, "outputs may not improve other models",
         "Both relations train another model with outputs."),
    Rule("output_training_restriction", "ban_competing", MODELS, IF, "not for a model that competes",
         "Only models that compete are barred; whether one does, who asks knows."),
    Rule("output_training_restriction", "noncommercial_only", MODELS, NO,
         "outputs may train models only non-commercially",
         "Who asks has a commercial purpose.", commercial=True),
    Rule("output_training_restriction", "noncommercial_only", MODELS, IF, "only non-commercially",
         "Who asks says that the purpose is not commercial.", commercial=False),
    Rule("output_training_restriction", "branding_only", MODELS, IF, "the model must bear the licensor's name",
         "The right comes with a name."),
    Rule("outputs", "covers_work", ("merge",), IF, "only into a version of it, not to improve another model",
         "Where the work itself may not improve other models, merging it into one does."),
)  # fmt: skip

FORBIDDING = MappingProxyType(
    {
        "commercial_use": ALL,
        "registration_required": (),
        "behavioural_use_restrictions": RUNS,
        "geo_exclusion": ALL,
        "redistribution": PASSES_ON,
        "derivatives": MAKES,
        "output_training_restriction": MODELS,
        "outputs": (),
        "business_restriction": ("host",),
        "thresholds": ALL,
    }
)
"""Clause -> relations that it could forbid: undecided, it makes the answer unknown."""

BINDING = MappingProxyType(
    {
        "registration_required": ALL,
        "behavioural_use_restrictions": ("redistribute",),
        "business_restriction": tuple(one for one in ALL if one != "host"),
        "attribution_notice": PASSES_ON,
        "copy_of_terms": PASSES_ON,
        "use_restrictions_flow_down": PASSES_ON,
        "branding_required": SHOWN,
        "model_name_prefix": MAKES,
        "share_alike": (*MAKES, "embed"),
        "outputs": ("merge",),
    }
)
"""Clause -> relations to which it could add a duty: undecided, it is something to look up, so never a plain yes."""

OF_PUBLISHING = frozenset(
    {
        "redistribution",
        "attribution_notice",
        "copy_of_terms",
        "use_restrictions_flow_down",
        "model_name_prefix",
        "share_alike",
        "branding_required",
    }
)
"""Clauses that changed versions set off only when they are published."""

_PLAIN = ("CC0-", "CC-BY-", "CDLA-", "ODC-By-", "ODbL-", "PDDL-")


def is_plain(identifier: str) -> bool:
    """Return whether a license is one of the standard ones for works and data, all of them read.

    None of them bars a line of business (commercial use as such is a clause of its own), limits what outputs train,
    asks for a display, or counts a distilled model as a changed version.
    """
    return identifier.startswith(_PLAIN)


FREE_OF_DUTIES = frozenset({"CC0-1.0", "PDDL-1.0", "Unlicense", "0BSD", "MIT-0", "WTFPL"})
"""Licenses that ask for nothing of who passes the work on."""

_VERSIONS = re.compile(r"-(?:only|or-later)$")


def base(identifier: str) -> str:
    """Return an id without what says whether later versions count."""
    return _VERSIONS.sub("", identifier)


# What single licenses say beyond the clauses, each read in its text. Id -> section that says so.
_RAIL = ("bigscience-bloom-rail-1.0", "bigscience-openrail-m", "creativeml-openrail-m", "openrail-pp-m")
_HUNYUAN = (
    "tencent-hunyuan-3d-2.0-community",
    "tencent-hunyuan-community",
    "tencent-hunyuan-community-2025-11-25",
    "tencent-hunyuan-community-2024-12-03",
)
DISTILLED = MappingProxyType(
    {
        **{f"LicenseRef-{name}": "1" for name in (*_RAIL, "deepseek-model-1.0", "baai-aquila")},
        **dict.fromkeys(("LicenseRef-gemma", "LicenseRef-gemma-2024-04-01"), "1.1(e)"),
        **{f"LicenseRef-{name}": "1.g" for name in _HUNYUAN},
        "LicenseRef-bigcode-openrail-m-v1": "1.i",
        "LicenseRef-openatom-model-1.0": "1.3",
        "LicenseRef-sarashina-nc": "1.iii",
    }
)
"""A model that was trained to perform like the work counts as a changed version of it."""

NOT_DISTILLED = frozenset(
    {
        *(f"LicenseRef-llama-{version}" for version in ("1", "2", "3", "3.1", "3.2", "3.3", "4")),
        *("LicenseRef-databricks-open-model", "LicenseRef-nvidia-open-model", "LicenseRef-yi-1.0", "LicenseRef-yi-2.0"),
        *("LicenseRef-mistral-mrl-0.1", "LicenseRef-qwen", "LicenseRef-tongyi-qianwen", "LicenseRef-exaone-1.1-nc"),
        *("LicenseRef-falcon-2-11b-tii-1.0", "LicenseRef-minimax-01-model-2025-01-15", "LicenseRef-apple-ascl"),
        *("LicenseRef-stability-community", "LicenseRef-stability-nc-research", "LicenseRef-fair-ai-public-1.0"),
        *("LicenseRef-kimi-k2-modified-mit", "LicenseRef-fair-noncommercial-research-2025-04-17"),
        *("LicenseRef-dots", "LicenseRef-tabpfn", "LicenseRef-fcl-1.0", "LicenseRef-polyform-strict-1.0.0"),
        *("LicenseRef-bluelm", "LicenseRef-lingowhale", "LicenseRef-songgeneration"),
        *("SSPL-1.0", "Elastic-2.0", "BUSL-1.1", "PolyForm-Noncommercial-1.0.0"),
    }
)
"""Texts searched for a passage that counts such a model as a changed version; none was found. SSPL says of what running
it puts out that it is covered only if its content is the work (2, https://www.mongodb.com/licensing/server-side-public-license);
Elastic (https://www.elastic.co/licensing/elastic-license) and BUSL (https://mariadb.com/bsl11/) do not speak of it. So
with approved and Creative Commons licenses."""

HOSTED = MappingProxyType(
    {
        **{f"LicenseRef-{name}": "1; 4" for name in (*_RAIL, "deepseek-model-1.0", "baai-aquila")},
        **dict.fromkeys(("LicenseRef-gemma", "LicenseRef-gemma-2024-04-01"), "1.1(b); 3.1"),
        **{f"LicenseRef-{name}": "1.d" for name in _HUNYUAN},
        "LicenseRef-bigcode-openrail-m-v1": "1.k",
        "LicenseRef-openatom-model-1.0": "1.11; 3.1",
    }
)
"""Offering it as a service counts as passing it on, and is allowed as that is."""

_LLAMA_HOSTING = "1.b.i"
NOT_HOSTED = MappingProxyType(
    {
        **{f"LicenseRef-llama-{version}": _LLAMA_HOSTING for version in ("3", "3.1", "3.2", "3.3", "4")},
        "LicenseRef-llama-2": "1.a",
        "LicenseRef-stability-community": "IV.a",
    }
)
"""Read: nothing limits services; where they are named, only display and notices are asked of them."""

FORBIDS_HOSTING = MappingProxyType(
    {
        "LicenseRef-stability-nc-research-2023-11-28": "1.b",
        "FSL-1.1-ALv2": "Permitted Purpose",
        "FSL-1.1-MIT": "Permitted Purpose",
        "LicenseRef-polyform-shield-1.0.0": "Noncompete",
        "LicenseRef-polyform-internal-use-1.0.0": "Internal Business Use",
    }
)
"""Offering it as a service is forbidden, in a section of its own, or as a substitute for the work itself."""

INTERNAL_ONLY = MappingProxyType({"LicenseRef-polyform-internal-use-1.0.0": "Internal Business Use"})
"""Only the business of who holds the license: a product of its own may run it inside, and hand nobody its functions."""

NETWORK = MappingProxyType({"AGPL-3.0": "13", "OSL-3.0": "5", "EUPL-1.2": "5"})
"""Who lets others use a changed version over a network owes them its source."""

LIMITS = MappingProxyType(
    {
        "offering the program as a service": (
            ("host",),
            IF,
            "all programs that the service is run with must be published under the same license",
        ),
        "other software used to offer the service": ((), IF, ""),
        "offering the software as a managed service": (("host",), NO, "it may not be offered as a managed service"),
        "offering the software to others as a product or a service": (
            ("host",),
            NO,
            "it may not be offered to others as a product or a service",
        ),
        "license keys": (MAKES, IF, "what license keys protect may be neither removed nor bypassed"),
    }
)
"""Limits of records that no clause covers: relations, answer, words. One that is not here makes answers unknown."""

STRONG = frozenset({"SSPL-1.0"})
"""Copyleft of whole programs by a license that is not open, so has no style among ``moves.STYLES``."""

DUTIES_OF_HOSTS = MappingProxyType(
    {"SSPL-1.0": ("13", "all programs that the service is run with must be published under the same license")}
)
"""Licenses whose limit on hosting is a duty to publish, and no ban."""

BLANKS = MappingProxyType(
    {
        "BUSL-1.1": MappingProxyType(
            {
                "commercial_use": "the licensor fills in what production use it grants, from none to nearly all: see "
                "the Additional Use Grant in the file",
                "business_restriction": "the Additional Use Grant in the file says",
            }
        )
    }
)
"""Licenses that are a form: what the licensor writes into it decides. Source: https://mariadb.com/bsl11/"""

COMPATIBLE = MappingProxyType(
    {
        "GPL-2.0-or-later": (("GPL-2.0", "GPL-3.0"), "9"),
        "LGPL-2.0": (("GPL-2.0", "GPL-3.0"), "3"),
        "LGPL-2.1": (("GPL-2.0", "GPL-3.0"), "3"),
        "LGPL-3.0": (("GPL-3.0",), "2.b"),
        "MPL-2.0": (("GPL-2.0", "GPL-3.0", "LGPL-2.1", "LGPL-3.0", "AGPL-3.0"), "3.3"),
        "CC-BY-SA-3.0": (("CC-BY-SA-4.0",), "4.b"),
        "CC-BY-SA-4.0": (("GPL-3.0",), "3.b"),
        "CC-BY-NC-SA-3.0": (("CC-BY-NC-SA-4.0",), "4.b"),
        "EUPL-1.2": (
            ("GPL-2.0", "GPL-3.0", "AGPL-3.0", "OSL-2.1", "OSL-3.0", "EPL-1.0", "MPL-2.0", "LGPL-2.1", "LGPL-3.0"),
            "5, Appendix",
        ),
    }
)
"""Copyleft license -> other licenses that its changed versions may be under, and the section that says so.

Sources: https://www.gnu.org/licenses/license-list.html, https://creativecommons.org/compatiblelicenses/,
https://www.mozilla.org/MPL/2.0/, https://eur-lex.europa.eu/eli/dec_impl/2017/863/oj
"""

AT_ODDS = MappingProxyType(
    {
        ("Apache-2.0", "GPL-2.0"): "its patent termination and indemnity are restrictions that version 2 of the GPL "
        "does not let anybody add (https://www.gnu.org/licenses/license-list.html#apache2)"
    }
)
"""Pairs that may not go together although each asks for no more than notices, and why."""

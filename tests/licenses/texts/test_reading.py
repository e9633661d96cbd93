"""What the reader of texts must get right beyond one sentence: quotes, scope, edited texts, encodings."""

from pathlib import Path

import pytest
import yaml

from openness.licenses.clauses.declared import OF_TEXTS, default
from openness.licenses.texts.read import read_text

LABELS = Path(__file__).parent / "read_texts.yml"
GRANT = "Example Labs grants you a worldwide, royalty-free license to use, reproduce, distribute and modify the Model. "
END = (
    "The Model is provided as is, without warranty of any kind, and nobody is liable for any damage that comes of it. "
)
MIT = (
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated "
    'documentation files (the "Software"), to deal in the Software without restriction, including without limitation '
    "the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and "
    "to permit persons to whom the Software is furnished to do so, subject to the following conditions:\n\n"
    "The above copyright notice and this permission notice shall be included in all copies or substantial portions of "
    "the Software.\n\n"
    'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO '
    "THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE "
    "AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF "
    "CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS "
    "IN THE SOFTWARE.\n"
)


def _read(*sentences, grant=GRANT):
    body = "\n\n".join(f"{number}. {text}" for number, text in enumerate((grant, *sentences, END), start=1))
    return read_text(f"Example Model License\n\n{body}")


@pytest.mark.parametrize(
    ("clause", "value", "sentence"),
    [
        # What is forbidden, and what only looks so.
        ("commercial_use", "no", "Any use of the Model for a commercial purpose requires a separate license from us."),
        ("commercial_use", "no", "No commercial rights are granted."),
        ("commercial_use", "no", "The Model may be used for purposes other than commercial or production use."),
        ("commercial_use", "yes", '"Personal use" means use by an individual solely for his or her own non-commercial purposes.'),
        ("registration_required", False, "Notices shall be sent by registered mail to the registered office of the licensor."),
        ("military_ban", False, "You must not harm minors with it. You may not export it for any purpose that trade control laws prohibit, including chemical weapons."),
        ("behavioural_use_restrictions", False, "You may not export or re-export the Model to any embargoed country or for weapons."),
        ("behavioural_use_restrictions", True, "You are not allowed to use, copy or distribute the Model for any military or illegal purposes."),
        # What goes along with copies.
        ("attribution_notice", True, "This agreement shall be distributed alongside the Model."),
        ("attribution_notice", True, "The copyright statement and this license statement should be included in all copies."),
        ("attribution_notice", True, "You must ensure that whoever gets a copy of the Model from you also gets a copy of these terms."),
        ("attribution_notice", True, "This notice may not be removed or altered."),
        ("branding_required", None, 'You must display: "This product includes software developed by Example Labs".'),
        ("model_name_prefix", "Example", 'You should also add "Example" to the beginning of any such AI model name.'),
        ("model_name_prefix", "Example", 'The name of the Model and of each derivative model shall begin with "Example".'),
        ("share_alike", True, "If you make derivative works available, you may only do so under the terms of this agreement."),
        ("share_alike", False, "You may distribute the Model only under the terms of this license."),
        ("use_restrictions_flow_down", None, "You must not use the Model to harm minors or to harass. You may distribute it with a copy of this agreement."),
        # Outputs.
        ("output_training_restriction", "ban_competing", "You may not use the outputs to train, fine-tune or distill a model that is competitive with the Model."),
        ("output_training_restriction", "noncommercial_only", "You will not use the Model or any outputs in connection with any commercial uses."),
        ("output_training_restriction", "ban_other_models", "You will not use any output to create or improve any foundational generative AI model."),
        ("output_training_restriction", "none", "Derivatives include, but are not limited to, the use of outputs to train other models."),
        ("commercial_use", "no", "Any commercial use of the Model or any derivative work thereof is prohibited."),
        ("use_policy_form", "attachment", "Appendix: Prohibited uses. You agree you will not use the Model to: harm minors; harass; defame; abuse; commit fraud."),
        # How it ends, and who may change it.
        ("litigation_termination", "patent", "If you make any written claim that the Model infringes a patent, your licenses end immediately."),
        ("litigation_termination", "none", "Either party may bring a claim before the courts of Example City."),
        ("terminates_on_breach", True, "Any attempt to do otherwise is void, and will automatically terminate your rights under this license."),
        ("revocable", True, "This agreement continues until it is terminated by either party."),
        ("revocable", False, "No contributor can revoke this license."),
        ("licensor_may_amend", True, "This agreement may be revised occasionally, and the revised agreement takes effect at once."),
        ("licensor_may_amend", True, "Your use must follow the policy at our site. The licensor may update it from time to time."),
        ("licensor_may_amend", False, "No one other than the steward has the right to modify this agreement."),
        ("licensor_may_amend", False, "We may publish new versions of this license, and you may choose to follow them."),
        ("patent", "none", "You must retain all copyright, patent, trademark and attribution notices of the license."),
    ],
)  # fmt: skip
def test_a_sentence_is_read_with_its_negations_and_its_subject(clause, value, sentence):
    assert _read(sentence).clauses[clause] == value


@pytest.mark.parametrize(
    ("value", "grant"),
    [
        ((True, True), "Permission to use, copy, modify, and distribute this software for any purpose is hereby granted. "),
        ((True, True), "You may copy, share and adapt the data for any purpose. "),
        ((True, False), "You may copy and share the data. You may not modify the data. "),
        ((False, False), "You may use the software. It is forbidden to copy, merge, publish, distribute or sell the software. "),
        ((False, False), "You may use and modify the weights. You must not publish or share the weights, except within your organization. "),
        ((None, None), "You may use the model for your own studies. "),
    ],
)  # fmt: skip
def test_copies_and_changes_follow_from_what_is_given(value, grant):
    found = _read("Notices stay in place.", grant=grant)
    assert (found.clauses["redistribution"], found.clauses["derivatives"]) == value


def test_a_title_that_speaks_of_distribution_gives_nothing():
    text = (
        "License for Use, Reproduction and Distribution\n\n"
        '"Distribution" means any publication of the model.\n\n'
        "We grant you the right to run the model on your own machine for as long as you like, without any payment.\n\n"
    )
    assert read_text(text + END).clauses["redistribution"] is None


def test_the_quote_of_a_grant_is_the_grant():
    found = _read("You must keep the notices.")
    for name in ("redistribution", "derivatives"):
        assert found.evidence[name].quote.startswith("grants you")
        assert found.evidence[name].line == 3


def test_the_title_is_the_first_line_with_words_unless_that_is_a_paragraph():
    assert _read("You must keep the notices.").title == "Example Model License"
    assert read_text(f"---\n\n# **Some License**\n\n{GRANT}{END}").title == "Some License"
    assert read_text(GRANT * 3 + END).title is None


def test_irrevocable_is_a_statement_with_words_of_its_own():
    found = _read("This license is perpetual and irrevocable.")
    assert found.evidence["revocable"].quote in ("perpetual", "irrevocable")


def test_a_policy_that_follows_its_license_is_attached_and_decides_by_silence():
    found = _read(
        "Your use must adhere to the Acceptable Use Policy, which is hereby incorporated by reference.",
        "Acceptable Use Policy. You agree you will not use the Model to: violate the law; exploit or harm minors; harass "
        "or defame anyone; commit fraud; spread disinformation; promote terrorism; abuse or discriminate.",
    )
    assert found.clauses["use_policy_form"] == "attachment"
    assert found.clauses["military_ban"] is False
    assert found.clauses["geo_exclusion"] == ()


def test_a_license_that_names_its_policy_first_is_no_policy():
    text = (
        'Example Noncommercial License\n\n"Acceptable Use Policy" means the policy that is part of this agreement.\n\n'
        f"{GRANT}You will not use the Model for any commercial purpose.\n\n{END}"
    )
    found = read_text(text)
    assert found.clauses["commercial_use"] == "no"
    assert found.clauses["redistribution"] is True


def test_a_ban_on_commercial_use_outweighs_a_threshold():
    found = _read(
        "The license is given solely for non-commercial research purposes.",
        "If you have more than 700 million monthly active users, you must request a license from us.",
    )
    assert found.clauses["commercial_use"] == "no"
    assert found.clauses["user_threshold"] == 700_000_000


@pytest.mark.parametrize(
    "added",
    [
        "The Software may be used for non-commercial purposes only.",
        "You may not use the Software for military purposes or to harm others.",
        "If your annual revenue exceeds US$ 20 million, you must obtain a commercial license.",
        'If you have more than 100 million monthly active users, you shall prominently display "Example".',
        "You may not use the outputs to improve any other AI model.",
    ],
)
@pytest.mark.parametrize("place", ["before", "within", "after"])
def test_an_edited_standard_text_is_not_that_standard(added, place):
    edited = {
        "before": f"{added}\n\n{MIT}",
        "within": MIT.replace("THE SOFTWARE IS", f"{added}\n\nTHE SOFTWARE IS"),
        "after": f"{MIT}\n\n{added}\n",
    }[place]
    found = read_text(f"MIT License\n\nCopyright (c) 2024 Example Labs\n\n{edited}")
    assert found.id in (None, "LicenseRef-modified-mit")
    assert found.family == "mit"


@pytest.mark.parametrize("place", ["within", "after"])
def test_a_standard_text_with_a_condition_of_no_known_kind_is_not_that_standard(place):
    added = "All products that contain the Software must be announced to its authors."
    edited = (
        MIT.replace("THE SOFTWARE IS", f"{added}\n\nTHE SOFTWARE IS") if place == "within" else f"{MIT}\n\n{added}\n"
    )
    assert read_text(f"MIT License\n\n{edited}").id is None


def test_a_copyright_line_does_not_make_a_standard_text_another():
    assert read_text(f"MIT License\n\nCopyright (c) 2024 Example Labs\nAll rights reserved.\n\n{MIT}").id == "MIT"


def test_a_line_with_a_version_names_no_license():
    text = f"Some Other Terms\n\nVersion: 2.0\n\nDate of Release: November 4, 2023\n\n{GRANT}\n\n{END}"
    assert read_text(text).id is None


@pytest.mark.parametrize("encoding", ["cp1252", "gb18030", "utf-16", "utf-8-sig"])
def test_curly_quotes_survive_every_usual_encoding(encoding):
    text = f"Example License\n\n{GRANT}\n\nYou shall prominently display “Built with Example” on a website.\n\n{END}"
    assert read_text(text.encode(encoding)).clauses["branding_required"] == "Built with Example"


def test_quotes_that_were_read_in_the_wrong_encoding_are_mended():
    text = f"Example License\n\n{GRANT}\n\nYou shall prominently display “Built with Example” on a website.\n\n{END}"
    broken = text.encode("utf-8").decode("cp1252", errors="replace")
    assert read_text(broken).clauses["branding_required"] == "Built with Example"


def _expected(label, clause):
    if clause in label.get("undecided", ()):
        return None
    value = (label.get("clauses") or {}).get(clause, default(clause))
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize(("by_record", "abstained"), [(True, 0.01), (False, 0.05)])
def test_what_a_text_does_not_say_is_read_as_labeled_too(license_texts, by_record, abstained):
    """Nothing is wrong; by its words alone a text leaves more undecided than by what was read by hand."""
    cells, wrong, unsaid = 0, [], 0
    for stem, label in yaml.safe_load(LABELS.read_text(encoding="utf-8")).items():
        if not label.get("clauses"):
            continue
        found = read_text((license_texts / f"{stem}.txt").read_bytes(), by_record=by_record)
        for name in OF_TEXTS:
            if name in label.get("unsure", ()):
                continue
            cells += 1
            expected, value = _expected(label, name), found.clauses[name]
            if (value or None) == (expected or None) and (value is None) == (expected is None):
                continue
            if name in found.undecided:
                unsaid += 1
            else:
                wrong.append((stem, name, value, expected))
    assert wrong == []
    assert unsaid <= abstained * cells


def test_every_quote_stands_in_its_text(license_texts):
    for stem in ("llama3.1", "gpl-3.0", "hunyuan-a13b", "cc-by-nc-4.0"):
        text = (license_texts / f"{stem}.txt").read_text(encoding="utf-8")
        found = read_text(text)
        lines = text.splitlines()
        for name, evidence in found.evidence.items():
            first = evidence.quote.split()[0].strip("\"'")
            assert first in lines[evidence.line - 1].replace("\u201c", '"').replace("\u201d", '"'), (stem, name)

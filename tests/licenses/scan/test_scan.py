"""Bulk reading of folders, checkouts and texts."""

import io
import json
import os
import sys

import pytest

from openness.cli import main
from openness.licenses.clauses import verdicts
from openness.licenses.scan import bases, card, files, hashes, lines

MIT = """MIT License

Copyright (c) 2031 Example Labs

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without
limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the
Software, and to permit persons to whom the Software is furnished to do so, subject to the following
conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions
of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED
TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL
THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF
CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER
DEALINGS IN THE SOFTWARE.
"""


def _card(*rows):
    return "\n".join(["---", *rows, "---", "# A model", ""])


def _one(path):
    (found,) = lines.of_path(path)
    return found


def test_a_checkout_whose_tag_and_file_agree(tmp_path):
    (tmp_path / "README.md").write_text(_card("license: mit"), encoding="utf-8")
    (tmp_path / "LICENSE").write_text(MIT, encoding="utf-8")
    (tmp_path / "NOTICE.txt").write_text("Made by somebody.", encoding="utf-8")
    found = _one(tmp_path)
    assert (found["kind"], found["agree"], found["expression"], found["tier"]) == ("repository", True, "MIT", "open")
    assert [(one["role"], one["id"]) for one in found["files"]] == [("license", "MIT"), ("notice", None)]


def test_a_tag_that_its_file_does_not_bear_out(tmp_path):
    (tmp_path / "README.md").write_text(_card("license: apache-2.0"), encoding="utf-8")
    (tmp_path / "LICENSE").write_text(MIT, encoding="utf-8")
    found = _one(tmp_path)
    assert (found["agree"], found["agreement"]) == (False, "the tag says Apache-2.0, the file is MIT")


@pytest.mark.parametrize(
    ("rows", "agree", "agreement"),
    [
        (["license: other", "license_name: MIT License"], True, "tag and file name the same license"),
        (["license: other", "license_name: heron-labs"], None, "the tag names no license that is known"),
        (["base_model: nobody/nothing"], None, "no tag"),
        (["license: [mit, mit]"], True, "tag and file name the same license"),
        (["license: [mit"], None, "no tag"),
        (["license: {a: b}"], None, "no tag"),
        (["license: true"], None, "no tag"),
    ],
)
def test_tags_as_they_come(tmp_path, rows, agree, agreement):
    (tmp_path / "README.md").write_text(_card(*rows), encoding="utf-8")
    (tmp_path / "LICENSE").write_text(MIT, encoding="utf-8")
    found = _one(tmp_path)
    assert (found["agree"], found["agreement"]) == (agree, agreement)


def test_what_says_apache_on_a_base_of_llama_is_told_what_the_base_demands(tmp_path):
    rows = ["license: apache-2.0", "base_model: meta-llama/Llama-3.1-8B-Instruct", "base_model_relation: quantized"]
    (tmp_path / "README.md").write_text(_card(*rows), encoding="utf-8")
    (base,) = _one(tmp_path)["bases"]
    assert base["says"] == "says Apache-2.0, base is LicenseRef-llama-3.1"
    assert (base["relation"], base["answer"], base["known_by"]) == ("quantize", "no", "publisher")
    assert ("its name must contain “Llama”", "1.b.i") in {(one["words"], one["section"]) for one in base["demands"]}


def test_what_keeps_the_license_of_its_base_is_only_on_conditions(tmp_path):
    (tmp_path / "README.md").write_text(_card("license: llama3.1", "base_model: [unsloth/Meta-Llama-3.1-8B]"))
    (base,) = _one(tmp_path)["bases"]
    assert (base["answer"], base["known_by"]) == ("if", "name")


@pytest.mark.parametrize(
    ("model", "license_"),
    [
        ("meta-llama/Llama-2-7b-hf", "LicenseRef-llama-2"),
        ("meta-llama/Meta-Llama-3-8B", "LicenseRef-llama-3"),
        ("meta-llama/Llama-3.2-1B", "LicenseRef-llama-3.2"),
        ("meta-llama/Llama-3.3-70B-Instruct", "LicenseRef-llama-3.3"),
        ("meta-llama/Llama-4-Scout-17B-16E", "LicenseRef-llama-4"),
        ("codellama/CodeLlama-7b-hf", "LicenseRef-llama-2"),
        ("google/gemma-2-9b", "LicenseRef-gemma"),
        ("google/gemma-4-9b", None),
        ("Qwen/Qwen2.5-7B", "Apache-2.0"),
        ("Qwen/Qwen2.5-72B-Instruct", "LicenseRef-qwen"),
        ("Qwen/Qwen2.5-3B", "LicenseRef-qwen-research"),
        ("mistralai/Mistral-7B-v0.1", "Apache-2.0"),
        ("mistralai/Mistral-Large-2407", None),
        ("nobody/tinyllama-1.1B", None),
        ("", None),
    ],
)
def test_bases_are_known_by_name_or_not_at_all(model, license_):
    assert bases.find(model).license == license_
    if license_:
        verdicts.resolve(license_)


def test_a_tag_that_leaves_a_choice_keeps_it(tmp_path):
    (tmp_path / "README.md").write_text(_card("license: CC-BY-NC-4.0 OR Apache-2.0"), encoding="utf-8")
    found = _one(tmp_path)
    assert (found["expression"], found["tier"]) == ("CC-BY-NC-4.0 OR Apache-2.0", "open")


def test_loose_texts_have_a_line_each_and_folders_of_code_none(tmp_path):
    (tmp_path / "mit.txt").write_text(MIT, encoding="utf-8")
    (tmp_path / "else.md").write_text("Nothing of a license.", encoding="utf-8")
    (tmp_path / "code.py").write_text("license = 1", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "LICENSE").write_text(MIT, encoding="utf-8")
    found = list(lines.of_path(tmp_path))
    assert [(one["files"][0]["path"], one["files"][0]["id"]) for one in found] == [
        ("else.md", None),
        ("mit.txt", "MIT"),
    ]


def test_checkouts_below_a_folder_have_a_line_each(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "README.md").write_text(_card("license: mit"), encoding="utf-8")
    assert [one["path"].rsplit("/", 1)[-1] for one in lines.of_path(tmp_path)] == ["one", "two"]


def test_nothing_hostile_raises(tmp_path):
    (tmp_path / "README.md").write_bytes(b"---\nlicense: \xff\xfe\x00mit\nbase_model: " + b"[" * 5000 + b"\n---\n")
    (tmp_path / "LICENSE").write_bytes(bytes(range(1, 256)) * 200)
    (tmp_path / "LICENSE.bin.txt").write_bytes(b"\x00" * 1000)
    (tmp_path / "LICENSE.pdf").write_bytes(b"%PDF-1.7\nbroken")
    (tmp_path / "COPYING").symlink_to(tmp_path / "COPYING")
    (tmp_path / "EULA").symlink_to("/etc/hostname")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "NOTICE")
    (tmp_path / "USE_POLICY.md").mkdir()
    (tmp_path / os.fsdecode(b"LICENSE-\xff")).write_text(MIT, encoding="utf-8")
    found = json.loads(json.dumps(_one(tmp_path), ensure_ascii=False).encode())
    notes = {one["path"]: one["note"] for one in found["files"]}
    assert notes["NOTICE"] == "no regular file: not read"
    assert "leads out" in notes["EULA"]
    assert "cannot be read" in notes["COPYING"]
    assert notes["LICENSE.bin.txt"] == "holds binary data: not read"
    assert "PDF" in notes["LICENSE.pdf"]
    assert found["notes"]


def test_a_huge_file_is_read_in_part_and_says_so(tmp_path):
    (tmp_path / "LICENSE").write_text(MIT + "x " * files.MOST, encoding="utf-8")
    (one,) = _one(tmp_path)["files"]
    assert one["note"].startswith("only the first 4,000,000 bytes are read")


def test_front_matter_that_never_ends_or_expands_is_a_note():
    assert card.read(b"---\nlicense: mit\n").note == "the front matter has no end"
    assert card.read(b"# no card") == card.Card()
    bomb = ["---", "a: &a [x,x,x,x,x,x,x,x,x]"]
    bomb += [
        f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert card.read("\n".join([*bomb, "license: mit", "---", ""]).encode()).license == ("mit",)
    assert card.read(b"---\r\nlicense: mit\r\n---\r\n").license == ("mit",)


def test_half_a_character_is_printed_as_a_mark_and_an_empty_folder_says_so(tmp_path, capsys):
    (tmp_path / "README.md").write_text(_card(r'license: "mit\ud800"'), encoding="utf-8")
    (tmp_path / "below").mkdir()
    for path, lines_ in ((tmp_path, 1), (tmp_path / "below", 0)):
        with pytest.raises(SystemExit) as left:
            main(["license", "scan", str(path)])
        out = capsys.readouterr()
        assert (left.value.code, out.out.count("\n")) == (0, lines_)
        assert ("holds no text" in out.err) is (lines_ == 0)


def test_standard_input_is_a_text_or_a_card(monkeypatch, capsys):
    for text, expression in ((MIT, "MIT"), (_card("license: gemma"), "LicenseRef-gemma"), ("", "NOASSERTION")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        with pytest.raises(SystemExit) as left:
            main(["license", "scan", "-"])
        assert left.value.code == 0
        (line,) = capsys.readouterr().out.splitlines()
        assert json.loads(line)["expression"] == expression


def test_standard_input_without_an_end_is_read_as_far_as_a_file(monkeypatch, capsys):
    class Endless(io.BytesIO):
        def read(self, size=-1):
            assert 0 < size < 10_000_000
            return b"We grant you a license. " * (size // 24) + b"x" * (size % 24)

    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": Endless()}))
    with pytest.raises(SystemExit) as left:
        main(["license", "scan", "-"])
    assert left.value.code == 0
    assert "only the first 4,000,000 bytes are read" in capsys.readouterr().out


def test_a_path_that_is_not_there_is_one_line_and_exit_status_two(capsys):
    with pytest.raises(SystemExit) as left:
        main(["license", "scan", "nowhere/at/all"])
    out = capsys.readouterr()
    assert (left.value.code, out.out) == (2, "")
    assert "is not there" in out.err


def test_a_hash_is_of_the_words_and_not_of_who_or_how():
    shouted = MIT.upper().replace("\n", "\r\n   ").replace("EXAMPLE LABS", "SOMEBODY ELSE")
    assert hashes.of(MIT) == hashes.of(shouted) == hashes.of(MIT.encode())
    assert hashes.of(MIT) != hashes.of(MIT.replace("without restriction", "with restriction"))
    assert hashes.of("MIT License") is None


def test_every_known_hash_names_a_license_that_is_known():
    assert len(hashes.known()) > 50
    for digest, name in hashes.known().items():
        assert len(digest) == 64
        assert verdicts.resolve(name) == name


def test_the_texts_at_hand_are_named_by_their_hash(license_texts):
    found = {one["files"][0]["path"]: one["files"][0] for one in lines.of_path(license_texts)}
    for stem, name in (
        ("llama3.1", "LicenseRef-llama-3.1"),
        ("kimi-k2-modified-mit", "LicenseRef-kimi-k2-modified-mit"),
    ):
        assert (found[f"{stem}.txt"]["id"], found[f"{stem}.txt"]["known_by"]) == (name, "hash")


def test_hashes_are_written_and_found_again(invented, tmp_path, capsys):
    (tmp_path / "heron.txt").write_text("word " * 50, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["license", "hash", str(tmp_path / "heron.txt"), "--id", "heron-1.0", "--write"])
    assert left.value.code == 0
    assert "LicenseRef-heron-1.0  heron.txt" in capsys.readouterr().out
    written = (invented / "licenses" / "hashes.yml").read_text(encoding="utf-8")
    assert written.endswith(f"{hashes.of('word ' * 50)}: LicenseRef-heron-1.0\n")
    (invented / "licenses" / "hashes.yml").unlink()


def pdf(lines: list[str]) -> bytes:
    """Return a PDF of one page with these lines."""
    shown = " ".join(f"({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj T*" for line in lines)
    stream = f"BT /F1 9 Tf 11 TL 40 760 Td {shown} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(out),
    )


def test_the_words_of_a_pdf_are_read(tmp_path):
    (tmp_path / "LICENSE.pdf").write_bytes(pdf(MIT.splitlines()))
    (line,) = lines.of_path(tmp_path)
    (file,) = line["files"]
    assert (file["id"], file["tier"], file["note"]) == ("MIT", "open", None)

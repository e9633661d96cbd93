"""A single option is given once, and one form of output: the parser alone would keep one and say nothing."""

import pytest

from openness.cli import app, license_app, main
from openness.project.commands import Strict


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("trend --source hub --source epoch", "--source is given 2 times, expected once"),
        ("trend --since 2020 --since=2021 --since 2022", "--since is given 3 times, expected once"),
        ("trend --json --json", "--json is given 2 times, expected once"),
        ("score osai --vintage all --vintage latest", "--vintage is given 2 times, expected once"),
        ("score osai --what-if --no-what-if", "--what-if/--no-what-if is given 2 times, expected once"),
        ("compare a b --by country --by modality", "--by is given 2 times, expected once"),
        ("export osai:olmo --badge osai --badge mof", "--badge is given 2 times, expected once"),
        ("report --jobs 1 --jobs 2", "--jobs is given 2 times, expected once"),
        ("build --out a --out b", "--out is given 2 times, expected once"),
        ("import hub . --vintage 2026-01-01 --vintage 2026-01-02", "--vintage is given 2 times, expected once"),
        ("license match MIT --json --json", "--json is given 2 times, expected once"),
    ],
)
def test_a_single_option_given_twice_is_one_line_and_exit_status_2(arguments, message, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments.split())
    said = capsys.readouterr()
    assert (stopped.value.code, said.err, said.out) == (2, f"openness: {message}\n", "")


def test_every_command_is_strict():
    commands = [*app.registered_commands, *license_app.registered_commands]
    assert len(commands) > 10
    assert all(command.cls is Strict for command in commands)


def test_options_that_may_be_given_several_times_still_may(real, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["trend", "--country", "FR", "--country", "DE", "--where", "access=api", "--where", "list=all", "--csv"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith("period,group,n,")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("trend --csv --json", "--json and --csv are given, expected one of them"),
        ("score osai --json --csv", "--json and --csv are given, expected one of them"),
        ("compare a b --json --csv", "--json and --csv are given, expected one of them"),
        ("license match MIT --jsonl --json", "--json and --jsonl are given, expected one of them"),
        ("license matrix --json --csv", "--json and --csv are given, expected one of them"),
    ],
)
def test_two_forms_of_output_at_once_are_refused(arguments, message, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments.split())
    said = capsys.readouterr()
    assert (stopped.value.code, said.err, said.out) == (2, f"openness: {message}\n", "")

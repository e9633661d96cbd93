from openness.tables import schema


def test_keys_are_columns_and_are_required():
    for table in schema.TABLES:
        columns = {column.name: column for column in table.columns}
        assert set(table.key) <= set(columns), table.name
        assert all(columns[name].required for name in table.key), table.name


def test_suffixes_and_booleans_mean_one_thing_each():
    for table in schema.TABLES:
        for column in table.columns:
            if column.name.endswith("_count"):
                assert column.type == "integer", column.name
            if column.name.endswith("_date"):
                assert column.type == "datetime", column.name
            # The names of the clauses are set by the plan.
            if column not in schema.CLAUSES:
                assert (column.type == "boolean") == column.name.startswith(("is_", "has_")), column.name
            assert column.description.endswith("."), column.name


def test_a_column_that_two_tables_share_has_one_type():
    types = {}
    for table in schema.TABLES:
        for column in table.columns:
            assert types.setdefault(column.name, column.type) == column.type, column.name


def test_the_columns_that_others_call_by_name_are_there():
    assert schema.RELEASES.column_names == [
        "release_id", "source", "vintage", "release_name", "developer_id", "developer_name", "developer_type",
        "developer_group", "published_developer_type", "published_developer_group", "country", "release_date",
        "date_precision", "modality", "parameter_count", "license_raw", "license_ids", "license_expression",
        "license_tier", "access", "license_certainty", "license_noted", "training_compute", "downloads", "likes",
        "adapted_from",
    ]  # fmt: skip
    assert schema.COMPONENTS.column_names == [
        "release_id", "source", "vintage", "component", "status", "license_raw", "license_ids", "license_expression",
        "evidence_url", "published_status",
    ]  # fmt: skip
    assert schema.SCORES.column_names == [
        "release_id", "source", "vintage", "metric", "metric_version", "score", "score_max", "label", "first_failure",
        "judged_count", "criterion_count", "weakest_component", "is_stub",
    ]  # fmt: skip


def test_frictionless_fields_carry_constraints():
    fields = {field["name"]: field for field in schema.frictionless(schema.RELEASES)["fields"]}
    assert fields["access"]["constraints"] == {"required": True, "enum": list(schema.ACCESS_GRADES)}
    assert fields["license_ids"]["type"] == "array"
    assert fields["parameter_count"]["constraints"] == {"minimum": 0}

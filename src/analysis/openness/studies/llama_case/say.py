"""Whether Llama is open source, in plain words."""

import polars as pl

from openness.words.numbers import counted, listing, plural


def finding(licenses: pl.DataFrame, answers: pl.DataFrame) -> str:
    """Return in one paragraph whether the licenses are open source, and by how many definitions releases are open."""
    approved = licenses.filter(osi="yes").height
    failing = licenses["violated"].drop_nulls().to_list()
    criteria = sorted({int(number) for one in failing for number in one.split(", ")})
    numbers = f"{plural(len(criteria), 'criterion', 'criteria')} {listing([str(one) for one in criteria])}"
    said = [
        f"Of {counted(licenses.height, 'license version')}, the Open Source Initiative has approved "
        f"{approved or 'none'}; {len(failing)} {plural(len(failing), 'violates', 'violate')} the Open Source Definition"
        f"{f', {numbers} among them' if criteria else ''}."
    ]
    if answers.height:
        yes, no = (answers.filter(answer=one).height for one in ("yes", "no"))
        always = [
            title
            for (title,), part in answers.group_by("definition", maintain_order=True)
            if set(part["answer"]) == {"yes"}
        ]
        said += [
            f"Under {counted(answers['definition'].n_unique(), 'definition')} of open, the answers for "
            f"{counted(answers['release'].n_unique(), 'release')} are {yes} yes, {no} no and "
            f"{answers.height - yes - no} unknown.",
            f"All of them are open by: {listing(always)}." if always else "No definition calls all of them open.",
        ]
    return " ".join(said)

"""Needs are found in records alone, the same in the audit, in its pictures and in every worker."""

from __future__ import annotations

from dialogo.audit.run import run
from dialogo.audit.shelf import checks
from dialogo.language.found_needs import needs_found
from dialogo.language.label import labelled
from dialogo.language.taught import Taught
from dialogo.simulation.sample import sample

CHECK = "content/needs-without-content"


def test_needs_are_found_in_records_alone_and_an_audit_without_a_desk_tells_them() -> None:
    records = sample("en")
    records = records.of_company(records.companies()[0])
    own = needs_found(records)
    assert own.needs is not None
    again = needs_found(records.of_company(records.company or ""))
    assert again.needs is not None
    assert again.needs.names == own.needs.names
    assert "when will my order arrive" in own.needs.names

    span = records.span()
    assert span is not None

    def told(taught: Taught) -> object:
        finding = checks()[CHECK](labelled(records, taught), span)
        return finding.reading.figure, finding.reading.words["needs"]

    (found,) = (one for one in run(records).findings if one.check.id == CHECK)
    assert (found.reading.figure, found.reading.words["needs"]) == told(own) != told(Taught())


def test_few_messages_have_the_needs_that_are_common_everywhere() -> None:
    records = sample("en")
    company = records.companies()[0]
    few = records.of_company(company)
    first = few.row("SELECT min(sent_at) AS at FROM messages WHERE author_kind = 'customer'")["at"]
    assert needs_found(few.as_of(first)) == Taught()
    assert labelled(few.as_of(first)).has("message_labels")

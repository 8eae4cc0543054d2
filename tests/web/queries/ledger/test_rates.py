"""The desk and the library find the pay of the same names."""

from __future__ import annotations

import duckdb

from dialogo.web.queries.ledger.rates import name_of


def test_a_name_is_compared_as_the_librarys_ledger_compares_it() -> None:
    letters = [chr(code) for code in range(1, 0x20000) if not 0xD800 <= code < 0xE000]
    names = [f"{letter}Ada {letter}" for letter in letters] + ["İBRAHİM", "ΝΙΚΟΣ", " straße "]
    told = duckdb.connect().execute(
        "SELECT n, lower(trim(n)) FROM (SELECT unnest(?) AS n)", [names]
    )
    assert [(name, name_of(name)) for name in names] == told.fetchall()
    assert name_of("\u00a0ΝΙΚΟΣ\u3000") == name_of("νικοσ")

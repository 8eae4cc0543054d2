"""Options come from the environment or a file; a wrong one is told before anything starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from ipaddress import ip_network
from pathlib import Path

import pytest

from dialogo.records.errors import BadInput
from dialogo.web.settings.options import OPTIONS, Options, read, sources

Write = Callable[[str], dict[str, str]]


@pytest.fixture
def file(tmp_path: Path) -> Write:
    """Writes dialogo.toml into an empty data folder; the environment that names the folder."""

    def write(text: str) -> dict[str, str]:
        (tmp_path / "dialogo.toml").write_text(text, encoding="utf-8")
        return {"DIALOGO_DATA": str(tmp_path)}

    return write


def test_nothing_set_is_one_sqlite_file_on_this_machine(tmp_path: Path) -> None:
    options = read({"DIALOGO_DATA": str(tmp_path)})
    assert (options.data, options.database, options.host) == (tmp_path, "", "127.0.0.1")
    assert options.hosts == ("localhost", "127.0.0.1", "[::1]")
    assert options.https is False


def test_the_environment_wins_over_the_file(file: Write) -> None:
    environment = file('port = 9000\nthreads = 3\nproxies = ["10.0.0.0/8", "::1"]\ndebug = true')
    options = read({**environment, "DIALOGO_PORT": "9001"})
    assert (options.port, options.threads, options.debug) == (9001, 3, True)
    assert options.proxies == (ip_network("10.0.0.0/8"), ip_network("::1"))
    told = sources({**environment, "DIALOGO_PORT": "9001"})
    assert told["port"] == "DIALOGO_PORT"
    assert told["threads"].endswith("dialogo.toml")


def test_an_empty_variable_is_as_good_as_none(tmp_path: Path) -> None:
    assert read({"DIALOGO_DATA": str(tmp_path), "DIALOGO_PORT": ""}).port == 8000


def test_the_address_makes_names_and_https(tmp_path: Path) -> None:
    options = read({"DIALOGO_DATA": str(tmp_path), "DIALOGO_ADDRESS": "https://desk.example/"})
    assert options.address == "https://desk.example"
    assert options.https is True
    assert options.hosts[0] == "desk.example"


def test_listening_in_the_network_it_answers_to_the_names_of_this_machine(tmp_path: Path) -> None:
    import socket

    options = read({"DIALOGO_DATA": str(tmp_path), "DIALOGO_HOST": "0.0.0.0"})  # noqa: S104
    assert socket.gethostname() in options.hosts


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PORT", "abc", "“abc” will not do. Write a whole number from 1 to 65535."),
        ("PORT", "70000", "“70000” will not do."),
        ("WORKERS", "-1", "“-1” will not do."),
        ("LANGUAGE", "de", "Write en or it."),
        ("ADDRESS", "desk.example", "Write the address without a path"),
        ("ADDRESS", "https://desk.example/below", "Write the address without a path"),
        ("PROXIES", "10.0.0.0/99", "Write IP addresses or ranges"),
        ("LOG_LEVEL", "loud", "Write debug, info, warning or error."),
        ("DEBUG", "maybe", "Write yes or no."),
        ("METRICS_TOKEN", "short", "Write at least 32 characters."),
        ("MAIL", "mail.example", "Write an address as in smtp+tls://"),
    ],
)
def test_a_wrong_value_is_told_with_its_place_and_what_to_write(
    tmp_path: Path, variable: str, value: str, said: str
) -> None:
    with pytest.raises(BadInput) as wrong:
        read({"DIALOGO_DATA": str(tmp_path), f"DIALOGO_{variable}": value})
    assert wrong.value.say("en").startswith(f"DIALOGO_{variable}: ")
    assert said in wrong.value.say("en")
    assert wrong.value.say("it") != wrong.value.say("en")


@pytest.mark.parametrize(
    "address",
    ["mysql://user:hunter2@host/name", "postgresql://user:hunter2@host", "hunter2", "host/name"],
)
def test_a_wrong_secret_is_told_without_showing_it(tmp_path: Path, address: str) -> None:
    with pytest.raises(BadInput) as wrong:
        read({"DIALOGO_DATA": str(tmp_path), "DIALOGO_DATABASE": address})
    assert "hunter2" not in wrong.value.say("en")
    assert "postgresql://utente:password@host:5432/nome" in wrong.value.say("it")


def test_secrets_do_not_show_in_print(tmp_path: Path) -> None:
    secret = "hunter2" * 6
    options = read({"DIALOGO_DATA": str(tmp_path), "DIALOGO_SECRET_KEY": secret})
    assert options.secret_key == secret
    assert "hunter2" not in repr(options)


def test_an_unknown_name_is_refused_with_the_one_that_was_meant(file: Write) -> None:
    with pytest.raises(BadInput, match="Did you mean DIALOGO_DATABASE"):
        read({**file(""), "DIALOGO_DATABSE": "x"})
    with pytest.raises(BadInput, match=r'dialogo\.toml, key "prot".*Did you mean port'):
        read(file("prot = 9000"))


def test_what_kubernetes_sets_beside_a_service_of_this_name_is_not_meant(tmp_path: Path) -> None:
    service = {
        "DIALOGO_PORT": "tcp://10.0.0.7:8000",
        "DIALOGO_PORT_8000_TCP_ADDR": "10.0.0.7",
        "DIALOGO_SERVICE_HOST": "10.0.0.7",
    }
    assert read({"DIALOGO_DATA": str(tmp_path), **service}).port == 8000


def test_a_file_that_is_no_toml_or_not_there_is_told(file: Write, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="this is no TOML"):
        read(file("port 9000"))
    with pytest.raises(BadInput, match="DIALOGO_CONFIG names this file"):
        read({"DIALOGO_CONFIG": str(tmp_path / "other.toml")})


def test_half_a_sign_in_provider_is_told(tmp_path: Path) -> None:
    given = {"DIALOGO_DATA": str(tmp_path), "DIALOGO_OIDC_ISSUER": "https://login.example"}
    with pytest.raises(BadInput, match="without oidc_client_id and oidc_client_secret"):
        read(given)


def test_every_option_says_what_it_means_in_both_languages() -> None:
    assert list(OPTIONS) == [one.name for one in fields(Options)]
    assert [name for name, one in OPTIONS.items() if one.means.en == one.means.it] == []

"""What whoever runs the desk may set, by environment or by one TOML file."""
# ruff: noqa: RUF009  (`option` makes a field, as `dataclasses.field` does)

from __future__ import annotations

import os
import socket
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dialogo.records.errors import BadInput
from dialogo.records.text import Lang, Text
from dialogo.web.settings.option import (
    ADDRESS,
    COUNT,
    COUNT_OR_NONE,
    DATABASE,
    DAYS,
    FLAG,
    FORMAT,
    ISSUER,
    LANGUAGE,
    LEVEL,
    LIST,
    LONG,
    LONGS,
    MAIL,
    MEGABYTES,
    NETWORKS,
    PATH,
    PORT,
    TEXT,
    Network,
    Option,
    option,
)

CONFIG = "DIALOGO_CONFIG"
FILE = "dialogo.toml"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
# Read elsewhere (the command line, the server's own processes), so no options of this table.
_OTHERS = {"DIALOGO_LANG", CONFIG, "DIALOGO_STATIC"}
_SIGNING_IN = "DIALOGO_CONNECT_"  # secrets for `dialogo connect`
# What Kubernetes sets in every container beside a service called "dialogo".
_SERVICE = ("DIALOGO_SERVICE_", "DIALOGO_PORT_")


@dataclass(frozen=True)
class Options:
    """Every option with its value in force; the empty value of a text means: not set."""

    data: Path = option(
        PATH,
        None,
        en="Folder of the database, the uploads and the key. Else the user's own data folder.",
        it="Cartella del database, dei file caricati e della chiave. Altrimenti quella dei dati "
        "dell'utente.",
    )
    database: str = option(
        DATABASE,
        "",
        en="PostgreSQL to keep everything in. Else one SQLite file in the data folder.",
        it="PostgreSQL in cui tenere tutto. Altrimenti un file SQLite nella cartella dei dati.",
        secret=True,
    )
    host: str = option(
        TEXT,
        "127.0.0.1",
        en="Where to listen. 127.0.0.1: only this machine; 0.0.0.0: the whole network.",
        it="Dove ascoltare. 127.0.0.1: solo questa macchina; 0.0.0.0: tutta la rete.",
    )
    port: int = option(PORT, 8000, en="The port to listen on.", it="La porta su cui ascoltare.")
    address: str = option(
        ADDRESS,
        "",
        en="How people reach the desk from outside; links in mails begin with it. With https, "
        "cookies travel encrypted only.",
        it="Come si raggiunge la scrivania dall'esterno; i link nelle e-mail cominciano così. Con "
        "https, i cookie viaggiano solo cifrati.",
    )
    hsts_days: int = option(
        DAYS,
        30,
        en="For how many days browsers are told to come by https only, once they have.",
        it="Per quanti giorni si dice ai browser di tornare solo con https, una volta venuti così.",
    )
    proxies: tuple[Network, ...] = option(
        NETWORKS,
        (),
        en="The reverse proxies before the desk: only from these it believes X-Forwarded-For and "
        "X-Forwarded-Proto.",
        it="I reverse proxy davanti alla scrivania: solo a questi crede su X-Forwarded-For e "
        "X-Forwarded-Proto.",
    )
    language: Lang = option(
        LANGUAGE,
        "en",
        en="The language for whoever has chosen none and whose browser asks for neither.",
        it="La lingua per chi non ne ha scelta una e ha un browser che non ne chiede nessuna delle "
        "due.",
    )
    upload_limit: int = option(
        MEGABYTES,
        2000,
        en="The largest file that can be uploaded, in megabytes.",
        it="Il file più grande che si può caricare, in megabyte.",
    )
    workers: int = option(
        COUNT_OR_NONE,
        1,
        en="Processes that `dialogo run` starts for work in the background. 0: none, where "
        "`dialogo work` runs elsewhere.",
        it="Processi che `dialogo run` avvia per il lavoro in secondo piano. 0: nessuno, dove "
        "`dialogo work` gira altrove.",
    )
    processes: int = option(
        COUNT_OR_NONE,
        0,
        en="Processes that make pages. 0: one for each processor of the machine, at most 4.",
        it="Processi che preparano le pagine. 0: uno per ogni processore della macchina, al "
        "massimo 4.",
    )
    threads: int = option(
        COUNT,
        8,
        en="How many pages each of these processes makes at the same time.",
        it="Quante pagine prepara ognuno di questi processi nello stesso momento.",
    )
    mail: str = option(
        MAIL,
        "",
        en="The server that mails go out by. Without it, none are sent and links are shown.",
        it="Il server da cui partono le e-mail. Senza, non ne partono, e i link vengono mostrati.",
        secret=True,
    )
    mail_from: str = option(
        TEXT,
        "",
        en="The sender of mails, as in Dialogo <desk@example.com>.",
        it="Il mittente delle e-mail, come Dialogo <desk@example.com>.",
    )
    allowed_hosts: tuple[str, ...] = option(
        LIST,
        (),
        en="Servers of networks that may be reached although their addresses are private: names, "
        "addresses or networks, as in gotosocial.lan, 10.0.0.7, 192.168.0.0/16.",
        it="Server di reti sociali raggiungibili anche se il loro indirizzo è privato: nomi, "
        "indirizzi o reti, per esempio gotosocial.lan, 10.0.0.7, 192.168.0.0/16.",
    )
    practice: bool = option(
        FLAG,
        False,
        en="Offer the practice network to every company, and not to the sample company only.",
        it="Offre la rete di prova a tutte le aziende, e non solo a quella di esempio.",
    )
    oidc_issuer: str = option(
        ISSUER,
        "",
        en="The OpenID provider by which people may sign in.",
        it="Il provider OpenID con cui si può accedere.",
    )
    oidc_name: str = option(
        TEXT,
        "",
        en="What the provider is called on the sign-in page.",
        it="Come si chiama il provider nella pagina di accesso.",
    )
    oidc_client_id: str = option(
        TEXT,
        "",
        en="The name by which the provider knows the desk.",
        it="Il nome con cui il provider conosce la scrivania.",
    )
    oidc_client_secret: str = option(
        TEXT,
        "",
        en="The secret that the provider gave the desk.",
        it="Il segreto che il provider ha dato alla scrivania.",
        secret=True,
    )
    oidc_domains: tuple[str, ...] = option(
        LIST,
        (),
        en="People whose confirmed address is of one of these domains come in by the provider "
        "without an invitation. Else only who was invited.",
        it="Chi ha un indirizzo confermato di uno di questi domini entra dal provider senza "
        "invito. Altrimenti solo chi è stato invitato.",
    )
    oidc_trust_email: bool = option(
        FLAG,
        False,
        en="Let the provider's word for an address lead to the person who has it here. Only for a "
        "provider that checks addresses.",
        it="Lascia che la parola del provider su un indirizzo porti alla persona che qui lo ha. "
        "Solo per un provider che controlla gli indirizzi.",
    )
    log_format: str = option(
        FORMAT,
        "console",
        en="Lines for people, or JSON for machines.",
        it="Righe per le persone, o JSON per le macchine.",
    )
    log_level: str = option(
        LEVEL,
        "info",
        en="From which weight on it is logged.",
        it="Da quale peso in su si registra.",
    )
    metrics_token: str = option(
        LONG,
        "",
        en="Whoever asks for /metrics must show this as a bearer token. Without it, only this "
        "machine may ask.",
        it="Chi chiede /metrics deve mostrarlo come bearer token. Senza, può chiedere solo questa "
        "macchina.",
        secret=True,
    )
    secret_key: str = option(
        LONG,
        "",
        en="The key that seals sessions and stored secrets. Else one is drawn once and kept in the "
        "data folder; several machines need the same.",
        it="La chiave che sigilla sessioni e segreti conservati. Altrimenti ne viene estratta una, "
        "tenuta nella cartella dei dati; più macchine devono avere la stessa.",
        secret=True,
    )
    secret_key_old: tuple[str, ...] = option(
        LONGS,
        (),
        en="Former keys, newest first: they still open what they sealed.",
        it="Le chiavi precedenti, dalla più recente: aprono ancora ciò che hanno sigillato.",
        secret=True,
    )
    debug: bool = option(
        FLAG,
        False,
        en="Show programmers what went wrong. Never where others can reach the desk.",
        it="Mostra ai programmatori che cosa è andato storto. Mai dove altri possono arrivare.",
    )

    @property
    def https(self) -> bool:
        """Whether people reach the desk encrypted."""
        return self.address.startswith("https://")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which the desk answers: `address`, and this machine's own.

        Its own are those of the loopback, and of the network where it listens there.
        """
        named = urlsplit(self.address).hostname
        own = () if self.host in LOOPBACK else _own_names(self.host)
        return tuple(dict.fromkeys([*([named] if named else []), *LOOPBACK, *own]))


OPTIONS: dict[str, Option] = {
    one.name: Option(one.name, default=one.default, **one.metadata) for one in fields(Options)
}

_WRONG = Text(en="{given} will not do. Write {wanted}.", it="{given} non va. Scrivete {wanted}.")
_SECRET = Text(en="what it says", it="ciò che c'è scritto")
_UNKNOWN = Text(
    en="there is no such option.{near} All of them: dialogo settings.",
    it="non esiste un'opzione così.{near} Tutte quante: dialogo settings.",
)
_NEAR = Text(en=" Did you mean {name}?", it=" Forse {name}?")
_NO_FILE = Text(
    en="{variable} names this file, and there is none. Make it, or unset {variable}.",
    it="{variable} indica questo file, che non c'è. Createlo, o togliete {variable}.",
)
_NO_TOML = Text(
    en="this is no TOML ({why}). Write a line for each option, as in: port = 8000",
    it="questo non è TOML ({why}). Scrivete una riga per opzione, per esempio: port = 8000",
)
_INCOMPLETE = Text(
    en="without {missing} nobody can sign in by OpenID. Set it too, or unset {given}.",
    it="senza {missing} nessuno può accedere con OpenID. Impostate anche quello, o togliete "
    "{given}.",
)


def _own_names(host: str) -> tuple[str, ...]:
    """What this machine is called in its network, as far as it knows."""
    name = socket.gethostname()
    with suppress(OSError):
        addresses = socket.gethostbyname_ex(name)[2]
        return (host, name, f"{name}.local", *addresses)
    return (host, name, f"{name}.local")


@dataclass(frozen=True)
class Given:
    """A value as it was given, and where."""

    option: Option
    value: str
    file: Path | None = None


def read(environment: Mapping[str, str] | None = None) -> Options:
    """The options in force; raises `BadInput` that says where and what to write instead."""
    environment = os.environ if environment is None else environment
    given = {**_in_file(environment), **_in_environment(environment)}
    values = {name: _value(one) for name, one in given.items()}
    if "data" not in values:
        values["data"] = _own_folder()
    options = Options(**values)
    _check_together(options)
    return options


def sources(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Where each option that is set was set: a variable's name or a file's path."""
    environment = os.environ if environment is None else environment
    given = {**_in_file(environment), **_in_environment(environment)}
    return {name: str(one.file or one.option.variable) for name, one in given.items()}


def _own_folder() -> Path:
    from platformdirs import user_data_path  # only with the extra `desk`

    return user_data_path("dialogo", appauthor=False)


def _in_environment(environment: Mapping[str, str]) -> dict[str, Given]:
    known = {one.variable: one for one in OPTIONS.values()}
    found: dict[str, Given] = {}
    for variable, value in environment.items():
        if variable in known and value and not _of_a_service(variable, value):
            found[known[variable].name] = Given(known[variable], value)
        elif (
            variable.startswith("DIALOGO_")
            and variable not in {*known, *_OTHERS}
            and not variable.startswith(_SIGNING_IN)
            and not _of_a_service(variable, value)
        ):
            raise BadInput(_UNKNOWN, file=variable, near=_near(variable, list(known)))
    return found


def _of_a_service(variable: str, value: str) -> bool:
    return variable.startswith(_SERVICE) or (
        variable == "DIALOGO_PORT" and value.startswith("tcp://")
    )


def _in_file(environment: Mapping[str, str]) -> dict[str, Given]:
    named = environment.get(CONFIG, "")
    if named:
        path = Path(named).expanduser()
        if not path.is_file():
            raise BadInput(_NO_FILE, file=path, variable=CONFIG)
    else:
        folder = environment.get("DIALOGO_DATA", "")
        path = (Path(folder).expanduser() if folder else _own_folder()) / FILE
        if not path.is_file():
            return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise BadInput(_NO_TOML, file=path, why=str(wrong)) from wrong
    found = {}
    for name, value in table.items():
        if name not in OPTIONS:
            raise BadInput(_UNKNOWN, file=path, key=name, near=_near(name, list(OPTIONS)))
        found[name] = Given(OPTIONS[name], _as_text(value), path)
    return found


def _as_text(value: Any) -> str:
    """A TOML value as it would stand in the environment."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _near(name: str, names: list[str]) -> Text:
    close = get_close_matches(name, names, n=1)
    if not close:
        return Text(en="", it="")
    return Text(en=_NEAR.say("en", name=close[0]), it=_NEAR.say("it", name=close[0]))


def _value(given: Given) -> Any:
    one = given.option
    try:
        return one.kind.read(given.value)
    except ValueError:
        said = _SECRET if one.secret else f"“{given.value}”"
        place = {"file": given.file, "key": one.name} if given.file else {"file": one.variable}
        raise BadInput(_WRONG, **place, given=said, wanted=one.kind.wanted) from None


def _check_together(options: Options) -> None:
    needed = ("oidc_issuer", "oidc_client_id", "oidc_client_secret")
    given = [name for name in needed if getattr(options, name)]
    missing = [name for name in needed if not getattr(options, name)]
    if given and missing:
        raise BadInput(_INCOMPLETE, file=missing[0], missing=missing, given=given)

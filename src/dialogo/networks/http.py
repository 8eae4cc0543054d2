"""The one door to HTTP: times out, keeps off private addresses, turns failures into five errors.

Every redirect goes through the same checks; credentials go to no other server than the first; no
proxy of the environment is used, and no cookie is kept.
"""

from __future__ import annotations

import json
import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cached_property
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpcore
import httpx

from dialogo import __version__
from dialogo.networks.addresses import Allowed, Checked
from dialogo.networks.errors import NetworkError, Refused, Throttled, Unreachable, Unsettled
from dialogo.networks.metered import SHUT, Meter
from dialogo.records.text import Text

__all__ = ["Allowed", "Door", "ahead", "retry_at"]

CONNECT, READ, TOTAL = 10.0, 30.0, 90.0  # seconds: to connect, for one step, for all of a request
SECONDS = timedelta(seconds=2)  # what a `Date` may lag behind by its rounding and its way
MOST_BYTES = 20_000_000  # of an answer; media are not fetched through here
AGENT = f"Dialogo/{__version__}"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

AWAY = Text(en="{host} cannot be reached now.", it="{host} ora non si raggiunge.")
CUT = Text(
    en="the connection to {host} broke off after the request had gone out.",
    it="il collegamento con {host} si è interrotto dopo l'invio della richiesta.",
)
TROUBLE = Text(
    en="{host} has trouble of its own (status {status}).",
    it="{host} ha un problema suo (stato {status}).",
)
TOO_MUCH = Text(
    en="{host} asks for a pause until {retry_at}.", it="{host} chiede una pausa fino a {retry_at}."
)
BAD_ADDRESS = Text(
    en="{url} is no address of a web server. It begins with https://.",
    it="{url} non è l'indirizzo di un server web. Comincia con https://.",
)
CERTIFICATE = Text(
    en="the certificate of {host} is not good: {reason}. Whoever runs that server can mend it.",
    it="il certificato di {host} non è valido: {reason}. Può rimediare chi gestisce quel server.",
)
ELSEWHERE = Text(
    en="{host} sends us on and on, or to an address that is not encrypted ({url}).",
    it="{host} rimanda altrove troppe volte, o a un indirizzo non cifrato ({url}).",
)
TOO_LONG = Text(
    en="the answer of {host} is longer than {most} bytes.",
    it="la risposta di {host} supera {most} byte.",
)


@dataclass
class Door:
    """Requests to one server at a time. `now` tells the time (for `retry_at`); `asked` is called
    before each request, and may raise `Throttled` (see `pace.py`). `meter` is asked where calls
    are charged (see `metered.py`). `read` and `total` are seconds: for one step, and for a whole
    request with its answer; `most` is bytes of an unpacked answer.
    """

    now: Callable[[], datetime]
    allowed: Allowed = field(default_factory=Allowed)
    asked: Callable[[str], None] = lambda host: None
    verify: bool | ssl.SSLContext = True
    read: float = READ
    total: float = TOTAL
    most: int = MOST_BYTES
    meter: Meter = SHUT

    @cached_property
    def _backend(self) -> Checked:
        return Checked(self.allowed)

    @cached_property
    def _client(self) -> httpx.Client:
        transport = httpx.HTTPTransport(verify=self.verify, retries=0)
        transport._pool._network_backend = self._backend
        return httpx.Client(
            transport=transport,
            timeout=httpx.Timeout(self.read, connect=CONNECT),
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            trust_env=False,
        )

    def ask(
        self,
        method: str,
        url: str,
        *,
        sends: bool | None = None,
        redirects: int = 3,
        longer: float = 0,
        **content: Any,
    ) -> httpx.Response:
        """The answer, whatever its status below 500 but 429; raises the errors of `errors.py`.

        `sends`: whether doing it twice would matter (default: by the method). Then a failure after
        the request has gone out is `Unsettled`, else `Unreachable`. Only what does not send follows
        redirects. `longer`: seconds beyond `total` that it may last, for what carries a video.
        """
        address = _address(url)
        host = address.host
        risky = method not in SAFE if sends is None else sends
        # From before it is let through: a process that was frozen in between sends nothing more.
        self._backend.deadline = time.monotonic() + self.total + longer
        if longer:  # and so may what it carries be looked at before anything is answered
            content["timeout"] = httpx.Timeout(self.read + longer, connect=CONNECT)
        self.asked(host)
        response = self._try(method, address, risky, content)
        if response.next_request is not None and method in SAFE and not risky:
            onward = response.next_request.url
            if not redirects or (address.scheme == "https" and onward.scheme != "https"):
                raise Refused(ELSEWHERE, code="redirect", host=host, url=str(onward))
            rest = _onward(content, same=_origin(address) == _origin(onward))
            return self.ask(method, str(onward), sends=sends, redirects=redirects - 1, **rest)
        self._judge(response, host, risky)
        return response

    def close(self) -> None:
        if "_client" in self.__dict__:
            self._client.close()

    def _try(
        self, method: str, url: httpx.URL, risky: bool, content: Mapping[str, Any]
    ) -> httpx.Response:
        """Any answer; every failure of the way there and back as one of the five errors."""
        doubt = Unsettled if risky else Unreachable
        try:
            return self._read(method, url, content, doubt)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise _away(error, url.host) from error
        except (httpx.UnsupportedProtocol, httpx.LocalProtocolError) as error:
            raise Refused(BAD_ADDRESS, code=type(error).__name__, url=str(url)) from error
        except (httpx.TransportError, httpcore.TimeoutException, zlib.error) as error:
            raise doubt(CUT, code=type(error).__name__, host=url.host) from error

    def _read(
        self,
        method: str,
        url: httpx.URL,
        content: Mapping[str, Any],
        doubt: type[NetworkError],
    ) -> httpx.Response:
        with self._client.stream(method, url, **content) as response:
            body = bytearray()
            for part in _unpacked(response, self.most):
                body += part
                if len(body) > self.most:
                    kind = doubt if doubt is Unsettled else Refused
                    raise kind(TOO_LONG, code="too-long", host=url.host, most=self.most)
        response._content = bytes(body)
        return response

    def _judge(self, response: httpx.Response, host: str, risky: bool) -> None:
        status = response.status_code
        if status == 429:
            at = retry_at(_waits(response), self.now())
            raise Throttled(TOO_MUCH, retry_at=at, code="429", host=host)
        if status >= 500:
            kind = Unsettled if risky else Unreachable
            raise kind(TROUBLE, code=str(status), host=host, status=status)


def _address(url: str) -> httpx.URL:
    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError, TypeError) as error:
        raise Refused(BAD_ADDRESS, code="address", url=url[:200]) from error
    if address.scheme not in ("http", "https") or not address.host:
        raise Refused(BAD_ADDRESS, code="address", url=url[:200])
    return address


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _away(error: httpx.TransportError, host: str) -> Unreachable:
    """Nothing has gone out: nobody is there, or who is there cannot show who they are."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = cause.verify_message
            return Unreachable(CERTIFICATE, code="certificate", host=host, reason=reason)
        cause = cause.__cause__ or cause.__context__
    return Unreachable(AWAY, code=type(error).__name__, host=host)


def _unpacked(response: httpx.Response, most: int) -> Iterator[bytes]:
    """The body, unpacked by and by, so that no small answer becomes a big one unseen."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing in ("identity", ""):
        yield from response.iter_raw()
        return
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise httpx.RemoteProtocolError(f"packed as {packing[:40]}, which was not asked for")
    unpacker = zlib.decompressobj(47)  # gzip or zlib, as its head says
    for part in response.iter_raw():
        yield unpacker.decompress(part, most + 1)
    if not unpacker.eof and response.request.method != "HEAD" and response.num_bytes_downloaded:
        raise httpx.RemoteProtocolError("the packed answer ends too early")


def _onward(content: Mapping[str, Any], same: bool) -> dict[str, Any]:
    """What goes along to where we are sent on: to another server no credentials and no body."""
    if same:
        return {name: value for name, value in content.items() if name in ("headers", "auth")}
    headers = {
        name: value
        for name, value in dict(content.get("headers") or {}).items()
        if name.lower() in ("accept", "accept-language")
    }
    return {"headers": headers} if headers else {}


def _waits(response: httpx.Response) -> Mapping[str, str]:
    """The headers, and where they are silent the pause that some name in the body only: Telegram
    as `parameters.retry_after`, others as `retry_after`."""
    try:
        told = json.loads(response.content)
    except ValueError:
        return response.headers
    inner = told.get("parameters", told) if isinstance(told, dict) else None
    wait = inner.get("retry_after") if isinstance(inner, dict) else None
    if not isinstance(wait, int | float):
        return response.headers
    return {"retry-after": str(wait), **response.headers}


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime:
    """When a throttled request may come again: `Retry-After` (seconds or a date), the rate limit's
    reset (seconds, epoch seconds or a time), else a minute from now; never less than a second,
    never more than a day. A moment is told by the server's clock, which `Date` compares with ours.
    """
    for name in ("retry-after", "ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset"):
        wait = _wait(headers.get(name, ""), _moment(headers.get("date", "")) or now)
        if wait is not None:
            break
    else:
        wait = timedelta(minutes=1)
    return now + min(max(wait, timedelta(seconds=1)), timedelta(days=1))


def ahead(headers: Mapping[str, str], now: datetime) -> timedelta:
    """By how much the clock of whoever answered just now is ahead of ours, as its `Date` tells (in
    whole seconds); nothing where it does not."""
    theirs = _moment(headers.get("date", ""))
    found = theirs - now if theirs else timedelta()
    return found if abs(found) > SECONDS else timedelta()


def _wait(written: str, theirs: datetime) -> timedelta | None:
    """How long, from `theirs`: what their clock shows now."""
    try:
        number = float(written)
    except ValueError:
        moment = _moment(written)
        return moment - theirs if moment else None
    if not 0 <= number < 10_000_000_000:
        return None
    if number > 1e9:
        return datetime.fromtimestamp(number, UTC) - theirs
    return timedelta(seconds=number)


def _moment(written: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = parse(written)
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        except (ValueError, TypeError, OverflowError):
            continue
    return None

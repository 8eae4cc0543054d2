"""A planned piece whose hour has come becomes letters, all of them at once and only once; and what
becomes of the letters becomes of the piece.

`go_on` goes on from whatever state it finds. That a piece is being sent is stored together with its
letters, so that whoever is killed in between has done nothing, or all of it; from there on a letter
is sent once as every letter is (docs/decisions/0010-letters.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.content import fitting, seal, states
from dialogo.web.actions.content.loudly import tell
from dialogo.web.actions.films import keeping, words
from dialogo.web.actions.letters import making
from dialogo.web.actions.letters.fitting import looked_at, network_called
from dialogo.web.actions.letters.making import Way
from dialogo.web.actions.letters.picture import GivenPicture, Look
from dialogo.web.actions.letters.picture_ready import ready
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.actions.letters.states import said
from dialogo.web.models.content import Piece, PieceStep, Version
from dialogo.web.models.films import Film, LetterFilm, PieceFilm
from dialogo.web.models.letters import Letter
from dialogo.web.queries.content.accounts import versions_of
from dialogo.web.queries.content.alike import ALIKE, notices
from dialogo.web.queries.content.approving import approved_by_right, author_of
from dialogo.web.queries.content.guard import kept_waiting
from dialogo.web.queries.counting import limits_of
from dialogo.web.queries.films import where
from dialogo.web.queries.letter_reasons import BEFORE, PAUSED, SIGNED_OUT
from dialogo.web.queries.team.zones import zone_of

# What was due so long ago is not what anybody expects to read now: a person decides (house rule).
TOO_LATE = timedelta(hours=2)

UNAPPROVED = Text(
    en="It did not go out: it is not what was approved, or who approved it may not. Have it "
    "approved again.",
    it="Non è uscito: non è ciò che è stato approvato, o chi lo ha approvato non può farlo. "
    "Fatelo approvare di nuovo.",
)
LATE = Text(
    en="It did not go out: its hour was {at}, and the desk came to it only now. Send it now, or "
    "choose another hour.",
    it="Non è uscito: doveva uscire il {at}, e la scrivania se n'è occupata solo ora. Inviatelo "
    "adesso, o scegliete un'altra ora.",
)
REPEATED = Text(
    en="It did not go out: the same words went out on {network} at {at}, after it was planned. "
    "Change it, or send it nevertheless.",
    it="Non è uscito: le stesse parole sono uscite su {network} il {at}, dopo che è stato "
    "programmato. Modificatelo, o inviatelo comunque.",
)
FIRST_ANSWER = Text(
    en="It did not go out: it sells, and {n:question waits|questions wait} for an answer for "
    "longer than was promised. Answer first; then send it, or say why it goes on.",
    it="Non è uscito: vende, e {n:domanda attende|domande attendono} risposta da più di quanto "
    "promesso. Prima rispondete; poi inviatelo, o dite perché va avanti.",
)
ALL_DROPPED = Text(
    en="Nothing of it went out: everything was dropped on the way.",
    it="Non ne è uscito nulla: tutto è stato scartato per strada.",
)
FAULT = Text(
    en="It did not go out: something went wrong that Dialogo did not expect ({what}). The log "
    "tells more, under piece {number}.",
    it="Non è uscito: è andato storto qualcosa che Dialogo non si aspettava ({what}). Il registro "
    "dice di più, alla voce piece {number}.",
)
_STUCK = Q(state=Letter.REFUSED) | (Q(state=Letter.HELD) & ~Q(error_code=BEFORE))
Hung = Sequence[tuple[GivenPicture, Look]]

log = structlog.get_logger("dialogo.content")


def due(now: datetime) -> QuerySet[Piece]:
    """Pieces with which something is to be done: their hour has come, their letters have all come
    to rest, or one of those is stuck, or no longer is, and the piece does not say so."""
    letters = Letter.objects.filter(version__piece=OuterRef("pk"))
    over, stuck = ~Exists(letters.filter(state__in=Letter.OPEN)), Exists(letters.filter(_STUCK))
    waited = (SIGNED_OUT, PAUSED)  # what its letters no longer wait for, once it sends again
    over_now = ~Exists(letters.filter(_STUCK, error_code=OuterRef("error_code")))
    unsaid = stuck & (Q(error__isnull=True) | (Q(error_code__in=waited) & over_now))
    settled = ~stuck & Q(error__isnull=False)
    return Piece.objects.filter(state__in=(Piece.PLANNED, Piece.SENDING)).filter(
        Q(state=Piece.PLANNED, due_at__lte=now, error__isnull=True)
        | (Q(state=Piece.SENDING) & (over | unsaid | settled))
    )


def go_on(number: int) -> str | None:
    """Does what is due with a piece; the state it is in afterwards, None if there was nothing."""
    piece = due(timezone.now()).select_related("workspace", "by").filter(pk=number).first()
    if piece is None:
        return None
    try:
        if piece.state == Piece.PLANNED:
            _set_out(piece)
        else:
            _settle(piece)
    except BadInput as wrong:  # it has gone on meanwhile, or does not fit
        if piece.state == Piece.PLANNED and getattr(wrong, "code", "") != "state":
            _stop(piece, getattr(wrong, "code", "bad"), wrong.text, getattr(wrong, "values", {}))
    except DatabaseError:
        raise  # nothing is known to be wrong with the piece: it comes up again
    except Exception as fault:
        if piece.state != Piece.PLANNED:
            raise
        log.exception("content.fault", piece=number)
        values = {"what": type(fault).__name__, "number": str(number)}
        _stop(piece, "unexpected", FAULT, values)
    return Piece.objects.values_list("state", flat=True).get(pk=number)


def rest_after_restore(now: datetime) -> int:
    """What a restored backup had planned for hours that have passed may have gone out since it was
    made: a person decides. How many those are; in the caller's transaction."""
    count = 0
    passed = Piece.objects.filter(state=Piece.PLANNED, due_at__lte=now, error__isnull=True)
    for piece in passed.select_related("workspace"):
        values = {"at": _here(piece)}
        error = said(LATE, values)
        count += Piece.objects.filter(pk=piece.pk).update(error=error, error_code="late")
    return count


def _set_out(piece: Piece) -> None:
    """Its letters are made in the transaction in which it is being sent."""
    prepared = _pictures(piece)  # takes its time, which nobody else has to wait for
    now = timezone.now()
    with transaction.atomic():
        saves = piece.saves
        piece = states.locked(piece, Piece.PLANNED)
        if piece.saves != saves or piece.error or piece.due_at is None or piece.due_at > now:
            return
        if not seal.holds(piece) or not approved_by_right(
            piece.workspace_id, piece, author_of(piece)
        ):
            _stop(piece, "unapproved", UNAPPROVED, {})
            return
        if now - piece.due_at > TOO_LATE:
            _stop(piece, "late", LATE, {"at": _here(piece)})
            return
        film = where.of_piece(piece)
        if film is not None and _waits(piece, film):
            return  # it comes up again
        fitting.check(piece)
        if n := kept_waiting(piece, now):
            _stop(piece, "waits", FIRST_ANSWER, {"n": n})
            return
        if _repeats(piece, now):
            return
        for version in versions_of(piece):
            _letters(piece, version, prepared[version.connection_id], film)
        states.move(piece, Piece.SENDING)


def _pictures(piece: Piece) -> Mapping[int, Hung]:
    """Its pictures as each account takes them."""
    given = [
        GivenPicture(one.name, bytes(one.data), one.alt) for one in piece.pictures.order_by("place")
    ]
    found: dict[int, Hung] = {}
    for version in versions_of(piece):
        made = ready(given, limits_of(version.connection))
        seen = looked_at(version.connection, made, private=False)
        found[version.connection_id] = list(zip(made, seen, strict=True))
    return found


def _waits(piece: Piece, film: PieceFilm) -> bool:
    """Whether its video is not ready yet for every account, as when what a server takes has changed
    since it was planned; then it is made so."""
    keeping.prepare(piece)
    codes = {flaw.code for flaw in fitting.flaws(piece)}
    return film.film.state == Film.WAITING or "film-waits" in codes


def _letters(piece: Piece, version: Version, pictures: Hung, film: PieceFilm | None = None) -> None:
    """The letters of one account: the parts of its thread, then the first comment, each after the
    one before it, and each sealed as it was approved."""
    before: Letter | None = None
    author = author_of(piece)
    texts = version.sent_texts or [""]
    texts += [version.sent_comment] if version.first_comment else []
    for part, text in enumerate(texts):
        letter = Letter(
            workspace=piece.workspace,
            connection=version.connection,
            by_id=author,
            text=text,
            language=version.language or piece.language or None,
            after=before,
            version=version,
            part=part,
            approved_by_id=piece.approved_by_id,
            approved_at=piece.approved_at,
        )
        making.make(letter, Way(may_send=True), pictures if part == 0 else ())
        if film is not None and part == 0:
            goes = where.going_to(film.film, limits_of(version.connection))
            if goes is None:  # gone since it was looked at
                raise WontDo(words.WAITS, code="film-waits")
            said = {"alt": film.alt, "captions": film.captions}
            LetterFilm.objects.create(letter=letter, film=goes, **said)
        letter.approved_digest = seal.of_letter(letter)
        letter.save(update_fields=["approved_digest"])
        before = letter


def _repeats(piece: Piece, now: datetime) -> bool:
    """Whether it would say what has gone out since it was planned; then it is stopped."""
    planned = PieceStep.objects.filter(piece=piece, state=Piece.PLANNED).order_by("-pk")
    since = planned.values_list("at", flat=True).first() or now
    for one in notices(piece, now, since=since):
        if one.kind == ALIKE:
            at = one.at.astimezone(zone_of(piece.workspace))
            values = {"network": network_called(one.connection.network), "at": at}
            _stop(piece, "alike", REPEATED, values)
            return True
    return False


def _settle(piece: Piece) -> None:
    """As its letters stand."""
    letters = Letter.objects.filter(version__piece=piece)
    stuck = letters.filter(_STUCK).order_by("pk").first()
    if stuck is not None:
        code, error = (stuck.error_code or stuck.state)[:40], stuck.error or {}
        if piece.error is None:
            _say(piece, code, error)
        elif piece.error_code != code:
            Piece.objects.filter(pk=piece.pk, saves=piece.saves).update(
                error=error, error_code=code
            )
    elif letters.filter(state__in=Letter.OPEN).exists():
        _say(piece, "", None)
    elif letters.filter(state__in=(Letter.SENT, Letter.DELETED)).exists():
        states.move(piece, Piece.PUBLISHED)
    else:
        fields: dict[str, Any] = {"error": said(ALL_DROPPED), "error_code": "dropped"}
        states.move(piece, Piece.APPROVED, None, ALL_DROPPED, **fields)


def _stop(piece: Piece, code: str, says: Text, values: Mapping[str, object]) -> None:
    _say(piece, code, said(says, values))


def _say(piece: Piece, code: str, error: dict[str, Any] | None) -> None:
    """Notes what keeps it, and tells people; of two who would, one does."""
    with transaction.atomic():
        same = Piece.objects.filter(pk=piece.pk, state=piece.state, saves=piece.saves)
        same = same.filter(error__isnull=error is not None)
        if same.update(error=error, error_code=code[:40]) and error is not None:
            PieceStep.objects.create(
                piece=piece, at=timezone.now(), was=piece.state, state=piece.state, says=error
            )
            tell(piece)
            log.warning("content.stopped", piece=piece.pk, code=code)


def _here(piece: Piece) -> datetime | None:
    return piece.due_at.astimezone(zone_of(piece.workspace)) if piece.due_at else None

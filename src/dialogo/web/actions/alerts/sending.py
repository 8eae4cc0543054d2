"""Sending the letters of alerts: mail and push to people, calls to the hook; again after growing
pauses.

A letter that is being sent takes no more alerts, and comes up again if its sender was killed: late
beats never, and its key tells a hook that it has seen it.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dialogo.dialogue.promise_lines import PRIORITIES
from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.web.actions.alerts import budgets, posts, stuck
from dialogo.web.actions.alerts.calling import NotSent, call, check_taken
from dialogo.web.actions.alerts.pushing import push
from dialogo.web.actions.alerts.signing import HEADER, ID, signature
from dialogo.web.models.alerts import Alert, AlertLetter, AlertRules
from dialogo.web.models.content import PieceStep
from dialogo.web.queries.alerts import still
from dialogo.web.queries.team.zones import zone_of

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))

SUBJECT = Text(
    en="{n:promise is|promises are} about to break",
    it="{n:promessa sta|promesse stanno} per saltare",
)
BODY = Text(
    en="Somebody waits for an answer, and the promise on reply time is about to break:\n\n{lines}\n"
    "\nWhoever sees to one says so in the desk; then nobody else is called.",
    it="Qualcuno attende una risposta, e la promessa sui tempi sta per saltare:\n\n{lines}\n\n"
    "Chi se ne occupa lo dice nella scrivania; allora non si chiama nessun altro.",
)
LINE = Text(
    en="{name} on {network}, due {at}\n  {url}", it="{name} su {network}, entro {at}\n  {url}"
)
NO_MAIL = Text(
    en="This desk has no way to send mail. Whoever runs it can set DIALOGO_MAIL.",
    it="Questa installazione non può inviare posta. Chi la gestisce può impostare DIALOGO_MAIL.",
)
NOT_SENT = Text(
    en="The mail could not be handed over: {reason}.",
    it="Il messaggio non è stato accettato: {reason}.",
)

log = structlog.get_logger("dialogo.alerts")


def send(number: int) -> str:
    """Sends a letter whose time has come; the state that it is in then."""
    now = timezone.now()
    with transaction.atomic():
        mine = AlertLetter.objects.select_for_update(of=("self",)).select_related(
            "workspace", "person", "device", "piece__workspace", "budget__workspace"
        )
        letter = mine.filter(pk=number, state=AlertLetter.WAITING, due_at__lte=now).first()
        if letter is None:
            return ""
        about = letter.alerts.select_related("conversation").order_by("due_at", "pk")
        alerts = list(about if letter.way == AlertLetter.HOOK else still(about))
        steps = posts.still(letter)
        tells = alerts or steps or (letter.piece and letter.piece.error) or letter.budget
        if not tells:
            letter.state = AlertLetter.MOOT
            letter.save()
            return letter.state
        letter.due_at = now + PAUSES[min(letter.tries, len(PAUSES) - 1)]
        letter.tries += 1
        letter.save()
    try:
        _hand_over(letter, alerts, steps, now)
    except NotSent as why:
        letter.error = why.said
        over = why.ends or letter.tries > len(PAUSES)
        letter.state = AlertLetter.FAILED if over else AlertLetter.WAITING
        letter.due_at = max(letter.due_at, why.until or now)
        log.warning("alerts.not_sent", letter=letter.pk, way=letter.way, tries=letter.tries)
    else:
        letter.error, letter.state, letter.sent_at = None, AlertLetter.SENT, timezone.now()
    letter.save(update_fields=["state", "error", "sent_at", "due_at"])
    return letter.state


def _hand_over(
    letter: AlertLetter, alerts: list[Alert], steps: list[PieceStep], now: datetime
) -> None:
    if letter.way == AlertLetter.HOOK:
        body = stuck.body_of(letter) if letter.piece else body_of(letter, alerts)
        _call(letter, body, now)
    elif letter.way == AlertLetter.PUSH:
        push(letter, alerts, steps)
    else:
        _mail(letter, alerts, steps)


def _mail(letter: AlertLetter, alerts: list[Alert], steps: list[PieceStep]) -> None:
    if not settings.OPTIONS.mail:
        raise NotSent(NO_MAIL)
    assert letter.person is not None  # noqa: S101  (narrowing only: only the hook is nobody)
    lang: Lang = "it" if letter.person.lang == "it" else "en"
    if letter.piece:
        subject, body = stuck.said_of(letter.piece, lang)
    elif steps:
        subject, body = posts.said_of(steps, letter.workspace, lang)
    elif letter.budget:
        subject, body = budgets.said_of(letter.budget, lang)
    else:
        subject = SUBJECT.say(lang, n=len(alerts))
        body = BODY.say(lang, lines="\n".join(_line(alert, lang) for alert in alerts))
    mail = EmailMessage(
        f"{letter.workspace.name}: {subject}".replace("\n", " ").replace("\r", " "),
        body,
        to=[letter.person.email],
        headers={
            "Message-ID": f"<{letter.key}@alerts.dialogo>",
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        mail.send()
    except OSError as trouble:
        raise NotSent(NOT_SENT, {"reason": str(trouble)[:200]}) from trouble


def _line(alert: Alert, lang: Lang) -> str:
    one = alert.conversation
    due = alert.due_at.astimezone(zone_of(alert.workspace))
    name = " ".join((one.author_name or one.author).split())[:80]
    return LINE.say(
        lang, name=name, network=network_name(one.network, lang), at=f"{due:%d/%m %H:%M}",
        url=address_of(alert),
    )  # fmt: skip


def address_of(alert: Alert) -> str:
    """Where the conversation is read; a path, where the desk does not know its own address."""
    path = reverse("conversation", args=[alert.workspace.slug, alert.conversation_id])
    return f"{settings.OPTIONS.address or ''}{path}"


def body_of(letter: AlertLetter, alerts: list[Alert]) -> bytes:
    """What the hook is told: no word of what anybody wrote, and nobody's name."""
    told: dict[str, Any] = {
        "id": str(letter.key),
        "kind": "promises",
        "workspace": letter.workspace.slug,
        "alerts": [
            {
                "id": alert.pk,
                "step": alert.to,
                "conversation": alert.conversation_id,
                "url": address_of(alert),
                "network": alert.conversation.network,
                "priority": PRIORITIES[alert.conversation.priority],
                "waiting_since": alert.since.isoformat(),
                "due_at": alert.due_at.isoformat(),
            }
            for alert in alerts
        ],
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _call(letter: AlertLetter, body: bytes, now: datetime) -> None:
    rules = AlertRules.objects.filter(workspace=letter.workspace_id).first()
    if rules is None or not rules.hook:
        return  # nobody listens any more
    headers = {
        "Content-Type": "application/json",
        ID: str(letter.key),
        HEADER: signature(body, int(now.timestamp()), (rules.secret, rules.former)),
    }
    check_taken(call(rules.hook, body, headers))

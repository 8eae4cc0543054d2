"""Posts that wait for an approval, and what was decided about them: who is told, and in what words.

Whoever may approve is told once an asking; its author is told that it is approved, or sent back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from dialogo.records.text import Lang, Text
from dialogo.web.actions.alerts.laying import STEPS, tell
from dialogo.web.actions.content.making import called
from dialogo.web.models.alerts import AlertLetter, AlertRules
from dialogo.web.models.content import Piece, PieceStep
from dialogo.web.models.workspace import Membership, Workspace
from dialogo.web.queries.content.approving import approvers, author_of, may_approve
from dialogo.web.queries.team.zones import zone_of

WAIT = Text(
    en="{n:post waits|posts wait} for your approval",
    it="{n:post attende|post attendono} la vostra approvazione",
)
APPROVED = Text(en="{n:post was|posts were} approved", it="{n:post approvato|post approvati}")
BACK = Text(en="{n:post was|posts were} sent back", it="{n:post rimandato|post rimandati}")
DECIDED = Text(
    en="{n:post was|posts were} decided", it="{n:post è stato deciso|post sono stati decisi}"
)
WAIT_LINE = Text(en="“{title}”, asked for by {who}", it="«{title}», approvazione chiesta da {who}")
APPROVED_LINE = Text(en="“{title}”: approved by {who}", it="«{title}»: approvato da {who}")
APPROVED_OUTSIDE = Text(en="“{title}”: approved by a link", it="«{title}»: approvato con un link")
BACK_LINE = Text(en="“{title}” ({who})\n  {why}", it="«{title}» ({who})\n  {why}")
BACK_OUTSIDE = Text(en="“{title}”\n  {why}", it="«{title}»\n  {why}")
MEANT = Text(en="meant for {at}", it="pensato per il {at}")
GOES_OUT = Text(en="goes out on {at}", it="esce il {at}")
UNPLANNED = Text(en="goes out once it is planned", it="esce quando sarà programmato")
OWN_CHOICE = Text(
    en="Whoever wants no such mail says so here:\n  {url}",
    it="Chi non desidera questi messaggi lo indica qui:\n  {url}",
)
SOMEBODY = Text(en="a program", it="un programma")


def asked(step: PieceStep) -> None:
    """Tells whoever may approve a piece that it waits for them; `step` asked for it. Who asked is
    told only if nobody else could: a program may have asked in their name. In the caller's
    transaction."""
    piece, author = step.piece, author_of(step.piece)
    whom = [
        person
        for person in sorted(approvers(piece.workspace))
        if may_approve(piece.workspace, person, author)
    ]
    _lay(piece.workspace, [one for one in whom if one != step.by_id] or whom, step)


def decided(step: PieceStep, asked_by: int | None, link_of: int | None = None) -> None:
    """Tells its author, who asked, and whose link it was, what `step` decided."""
    piece = step.piece
    whom = dict.fromkeys([author_of(piece), asked_by, link_of])
    _lay(piece.workspace, [one for one in whom if one and one != step.by_id], step)


def still(letter: AlertLetter) -> list[PieceStep]:
    """What a letter has to tell by now: of each piece the last of its steps; no longer those that
    wait for nobody, or not for its reader, and nothing to whoever has left."""
    there = Membership.objects.filter(
        workspace=letter.workspace, person=letter.person, person__is_active=True
    )
    if not there.exists():
        return []
    rows = letter.steps.select_related("piece__workspace", "by").order_by("pk")
    last = {step.piece_id: step for step in rows}
    return [step for step in last.values() if not _waits(step) or _for(letter, step.piece)]


def title_of(steps: Sequence[PieceStep], lang: Lang) -> str:
    """What a letter is about, in a few words; those that wait come first."""
    waiting = sum(map(_waits, steps))
    if waiting:
        return WAIT.say(lang, n=waiting)
    kinds = {step.state for step in steps}
    says = (
        {Piece.APPROVED: APPROVED, Piece.DRAFT: BACK}[kinds.pop()] if len(kinds) == 1 else DECIDED
    )
    return says.say(lang, n=len(steps))


def said_of(steps: Sequence[PieceStep], workspace: Workspace, lang: Lang) -> tuple[str, str]:
    """Subject and body of the mail."""
    parts = []
    for some, says in (
        ([one for one in steps if _waits(one)], WAIT),
        ([one for one in steps if one.state == Piece.APPROVED], APPROVED),
        ([one for one in steps if one.state == Piece.DRAFT], BACK),
    ):
        if some:
            lines = "\n\n".join(_line(step, lang) for step in some)
            parts.append(f"{_first_big(says.say(lang, n=len(some)))}:\n\n{lines}")
    place = reverse("alerts", args=[workspace.slug])
    parts.append(OWN_CHOICE.say(lang, url=f"{settings.OPTIONS.address or ''}{place}#posts"))
    return title_of(steps, lang), "\n\n".join(parts) + "\n"


def path_of(workspace: Workspace, steps: Sequence[PieceStep]) -> str:
    """Where it is read: the one post, or the calendar."""
    if len(steps) == 1:
        return reverse("piece", args=[workspace.slug, steps[0].piece_id])
    return reverse("calendar", args=[workspace.slug])


def _lay(workspace: Workspace, whom: Iterable[int], step: PieceStep) -> None:
    # Of two who ask in one instant the second waits, and adds to the letter of the first.
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
    there = Membership.objects.filter(
        workspace=workspace, person__in=list(whom), person__is_active=True
    )
    wants = dict(there.order_by("person").values_list("person", "post_mail"))
    if not wants:
        return
    rules = AlertRules.objects.filter(workspace=workspace).first() or AlertRules()
    told = {person: [step] for person in wants}
    by_mail = {person: [step] for person, wanted in wants.items() if wanted}
    mailed = by_mail if settings.OPTIONS.mail else {}
    tell(workspace, rules, step.at, of=STEPS, told=told, mailed=mailed)


def _waits(step: PieceStep) -> bool:
    return step.state == Piece.ASKED


def _for(letter: AlertLetter, piece: Piece) -> bool:
    """Whether a piece still waits for whom a letter goes to."""
    return piece.state == Piece.ASKED and may_approve(
        piece.workspace, letter.person_id, author_of(piece)
    )


def _line(step: PieceStep, lang: Lang) -> str:
    piece = step.piece
    values = {"title": called(piece), "who": step.by or SOMEBODY}
    if _waits(step):
        line = WAIT_LINE.say(lang, **values)
        line += f", {MEANT.say(lang, at=_here(piece))}" if piece.due_at else ""
    elif step.state == Piece.APPROVED:
        line = (APPROVED_LINE if step.by else APPROVED_OUTSIDE).say(lang, **values)
        planned = piece.state == Piece.PLANNED
        then = GOES_OUT.say(lang, at=_here(piece)) if planned else UNPLANNED.say(lang)
        line += f", {then}"
    else:
        why = (step.says or {}).get(lang, "")
        line = (BACK_LINE if step.by else BACK_OUTSIDE).say(lang, **values, why=why)
    path = reverse("piece", args=[piece.workspace.slug, piece.pk])
    return f"{line}\n  {settings.OPTIONS.address or ''}{path}"


def _here(piece: Piece) -> datetime | None:
    return piece.due_at.astimezone(zone_of(piece.workspace)) if piece.due_at else None


def _first_big(says: str) -> str:
    return says[:1].upper() + says[1:]

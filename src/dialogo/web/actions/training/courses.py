"""Courses: offered, taken by somebody on a day, ended; the minutes go into the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.learning import keep_minutes
from dialogo.web.actions.training.certificates import months_after
from dialogo.web.models.person import Person
from dialogo.web.models.team import Colleague
from dialogo.web.models.training import Certificate, Course, CourseDone
from dialogo.web.models.workspace import Workspace

SAME = Text(
    en="There is a course called {title} already. Change that one, or name this one otherwise.",
    it="C'è già un corso di nome {title}. Modificate quello, o date a questo un altro nome.",
)
TO_COME = Text(
    en="That day is still to come. Note it when it is done.",
    it="Quel giorno deve ancora venire. Annotatelo quando è fatto.",
)
OFFERED = Text(en="offers the course {title}", it="propone il corso {title}")
CHANGED = Text(en="changed the course {title}", it="ha modificato il corso {title}")
ENDED = Text(en="ended the course {title}", it="ha chiuso il corso {title}")
DONE = Text(en="noted that {name} took {title}", it="ha annotato che {name} ha seguito {title}")
TAKEN_BACK = Text(
    en="took back that {name} took {title}",
    it="ha tolto l'annotazione che {name} ha seguito {title}",
)


def offer(
    by: Person, workspace: Workspace, wanted: Mapping[str, Any], people: Iterable[Colleague]
) -> Course:
    """A new course (`wanted` as `Course` has it); raises `BadInput` where its title is taken."""
    return _keep(by, Course(workspace=workspace, made_by=by), wanted, people, OFFERED)


def change(
    by: Person, course: Course, wanted: Mapping[str, Any], people: Iterable[Colleague]
) -> Course:
    """A course is otherwise; what was noted of it follows its title into the records."""
    before = course.title
    with transaction.atomic():
        changed = _keep(by, course, wanted, people, CHANGED)
        if changed.title != before:
            for done in changed.done.select_related("colleague"):
                _count(changed.workspace, done.colleague, done.day, before, changed.kind)
                _count(changed.workspace, done.colleague, done.day, changed.title, changed.kind)
    return changed


@transaction.atomic
def end(by: Person, course: Course) -> None:
    """It is offered no more; what was noted of it stays."""
    course.ended_at = timezone.now()
    course.save(update_fields=["ended_at"])
    about = f"course:{course.pk}"
    trail.note(by, course.workspace, "training.end", about, ENDED, title=course.title)


def take(
    by: Person, course: Course, colleague: Colleague, day: date, minutes: int, *, today: date
) -> CourseDone:
    """Somebody took a course on a day, for so many minutes; it certifies them where it does.

    Raises `BadInput` for a day to come. Noted again for the same day, the newer minutes count.
    """
    if day > today:
        raise BadInput(TO_COME)
    with transaction.atomic():
        done, _ = CourseDone.objects.update_or_create(
            course=course, colleague=colleague, day=day, defaults={"minutes": minutes, "by": by}
        )
        _count(course.workspace, colleague, day, course.title, course.kind)
        if course.certificate_months:
            Certificate.objects.update_or_create(
                colleague=colleague,
                title=course.title,
                issued_on=day,
                defaults={"expires_on": months_after(day, course.certificate_months), "by": by},
            )
        about = f"course:{course.pk}"
        values = {"name": colleague.name, "title": course.title}
        trail.note(by, course.workspace, "training.done", about, DONE, **values)
    return done


@transaction.atomic
def take_back(by: Person, done: CourseDone) -> None:
    """It was not so after all: the minutes go from the records, and what it certified."""
    course, colleague = done.course, done.colleague
    done.delete()
    _count(course.workspace, colleague, done.day, course.title, course.kind)
    if course.certificate_months:
        same = Certificate.objects.filter(colleague=colleague, issued_on=done.day)
        same.filter(title=course.title).delete()
    values = {"name": colleague.name, "title": course.title}
    about = f"course:{course.pk}"
    trail.note(by, course.workspace, "training.take-back", about, TAKEN_BACK, **values)


def _keep(
    by: Person, course: Course, wanted: Mapping[str, Any], people: Iterable[Colleague], says: Text
) -> Course:
    for name, value in wanted.items():
        setattr(course, name, value)
    try:
        with transaction.atomic():
            course.save()
            course.people.set(people)
            about = f"course:{course.pk}"
            trail.note(by, course.workspace, "training.offer", about, says, title=course.title)
    except IntegrityError:
        raise BadInput(SAME, title=course.title) from None
    return course


def _count(workspace: Workspace, colleague: Colleague, day: date, title: str, kind: str) -> None:
    same = CourseDone.objects.filter(colleague=colleague, day=day, course__title=title)
    total = same.aggregate(total=Sum("minutes"))["total"] or 0
    keep_minutes(workspace, colleague.name, day, subject=title, kind=kind, minutes=total)

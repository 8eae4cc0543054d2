"""The steps for newcomers, and how far each has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogo.web.models.team import Colleague
from dialogo.web.models.training import Newcomer, OnboardingStep, StepDone
from dialogo.web.models.workspace import Workspace


@dataclass(frozen=True)
class Way:
    """A newcomer with every step, each with when it was done (None: not yet)."""

    newcomer: Newcomer
    steps: Sequence[tuple[OnboardingStep, StepDone | None]]

    @property
    def done(self) -> int:
        return sum(done is not None for _, done in self.steps)


def steps(workspace: Workspace) -> list[OnboardingStep]:
    """The steps in their order."""
    found = OnboardingStep.objects.filter(workspace=workspace, dropped_at=None)
    return list(found.order_by("place", "pk"))


def ways(workspace: Workspace, in_order: Sequence[OnboardingStep]) -> list[Way]:
    """Everybody who is a newcomer now, by name: two queries."""
    rows = Newcomer.objects.filter(colleague__workspace=workspace, ended_at=None)
    found = list(rows.select_related("colleague__person").order_by("colleague__name"))
    done: dict[int, dict[int, StepDone]] = {}
    for one in StepDone.objects.filter(newcomer__in=found):
        done.setdefault(one.newcomer_id, {})[one.step_id] = one
    return [
        Way(newcomer, [(step, done.get(newcomer.pk, {}).get(step.pk)) for step in in_order])
        for newcomer in found
    ]


def newcomer(workspace: Workspace, number: int) -> Newcomer | None:
    """One newcomer of the workspace."""
    found = Newcomer.objects.filter(colleague__workspace=workspace, pk=number)
    return found.select_related("colleague__workspace").first()


def step(workspace: Workspace, number: int) -> OnboardingStep | None:
    """One step of the workspace that still is one."""
    found = OnboardingStep.objects.filter(workspace=workspace, dropped_at=None, pk=number)
    return found.select_related("workspace").first()


def may_begin(team: Sequence[Colleague], there: Sequence[Way]) -> list[Colleague]:
    """Colleagues who are no newcomers now."""
    begun = {way.newcomer.colleague_id for way in there}
    return [one for one in team if one.pk not in begun]

"""Person: somebody who signs in to the desk."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class People(BaseUserManager["Person"]):
    """Makes people; e-mail addresses are kept in small letters, so that one person is one row."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> Person:
        person = self.model(email=email.strip().lower(), **values)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """`runs_desk`: may make workspaces and set the installation itself.

    `lang` and `theme` empty: as the browser says. `zone` empty: the workspace's.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    lang = models.CharField(max_length=5, blank=True)
    theme = models.CharField(max_length=5, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    runs_desk = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

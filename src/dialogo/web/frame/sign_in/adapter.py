"""How allauth behaves at the desk: closed sign-up, our words, secrets encrypted, sign-ins noted."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import people, trail
from dialogo.web.frame import mail
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.frame.sign_in.letters import LETTERS
from dialogo.web.frame.sign_in.words import ERRORS, SAID
from dialogo.web.models import secrets
from dialogo.web.models.person import Person

log = logging.getLogger(__name__)
SIGNED_IN = Text(en="signed in", it="ha fatto l'accesso")
PASSKEY = Text(en="Passkey {number}", it="Passkey {number}")


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up by themselves: people come by a link, an invitation or their company."""

    error_messages = DefaultAccountAdapter.error_messages | {
        code: said(text) for code, text in ERRORS.items()
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(  # noqa: PLR0917  (allauth's signature)
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        text = SAID.get(message_template or "")
        spoken = message or (text.say(lang()) if text else None)
        if spoken:
            messages.add_message(request, level, spoken, extra_tags=extra_tags)

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        letter = LETTERS[template_prefix]
        values = {
            name: timezone.localtime(value) if name == "timestamp" else value
            for name, value in context.items()
            if isinstance(name, str)
        }
        return EmailMessage(
            self.format_email_subject(letter.subject.say(lang())),
            letter.body.say(lang(), **values),
            self.get_from_email(),
            [email],
            headers=headers,
        )

    def get_reset_password_from_key_url(self, key: str) -> str:
        uidb36, _, token = key.partition("-")
        given = {"uidb36": uidb36, "key": token}
        path = reverse("account_reset_password_from_key", kwargs=given)
        return mail.link(self.request, path)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is down keeps nobody from changing their password."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            log.exception("mail could not be sent: %s", template_prefix)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        trail.note(user, None, "people.sign_in", f"person:{user.pk}", SIGNED_IN)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response


class SecondSteps(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    """Seeds of codes are stored encrypted."""

    error_messages = DefaultMFAAdapter.error_messages | {
        code: said(text) for code, text in ERRORS.items()
    }

    def encrypt(self, text: str) -> str:
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.decrypt(encrypted_text)

    def generate_authenticator_name(self, user: Person, type: Any) -> str:  # noqa: A002  (allauth's name)
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return PASSKEY.say(lang(), number=number)

    def _get_site_name(self) -> str:
        return "Dialogo"


class CompanySignIn(DefaultSocialAccountAdapter):  # type: ignore[misc]  # as above
    """Who comes in by the company's own sign-in: invited people, and those of its domains."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        code: said(text) for code, text in ERRORS.items()
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Stops whoever is new here and may not become somebody; says why."""
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        email = next((a.email for a in sociallogin.email_addresses if a.verified), "").lower()
        if not email:
            reason = "unproved"
        elif Person.objects.filter(email=email).exists():
            reason = "known"
        elif not self._may_come(email):
            reason = "uninvited"
        else:
            return
        name = sociallogin.provider.name
        page = render(request, "socialaccount/refused.html", {"reason": reason, "provider": name})
        page.status_code = 403
        raise ImmediateHttpResponse(page)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True  # whoever may not has been stopped above

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        person = super().populate_user(request, sociallogin, data)
        person.name = str(data.get("name") or "")[:120]
        return person

    def _may_come(self, email: str) -> bool:
        domain = email.rpartition("@")[2]
        return domain in settings.OIDC_DOMAINS or people.is_invited(email)

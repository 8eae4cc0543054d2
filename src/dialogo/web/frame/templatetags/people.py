"""Tags about accounts, permissions and mail: the rows of tabs that more than one page stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.urls import reverse

from dialogo.records.text import Text
from dialogo.web.frame import mail, permissions
from dialogo.web.frame.reader import lang
from dialogo.web.models.roles import Role

register = template.Library()


@dataclass(frozen=True)
class Tab:
    title: str
    url: str
    current: bool


ACCOUNT = {
    "account": Text(en="Account", it="Account"),
    "account_password": Text(en="Password", it="Password"),
    "mfa_index": Text(en="Passkeys and second step", it="Passkey e secondo passaggio"),
    "usersessions_list": Text(en="Sessions", it="Sessioni"),
    "socialaccount_connections": Text(en="Company sign-in", it="Accesso aziendale"),
}
# Each with the permission that it takes to see it.
SETTINGS = {
    "settings": (Text(en="Company", it="Azienda"), "settings.see"),
    "hours": (Text(en="Business hours", it="Orario"), "settings.see"),
    "people": (Text(en="People", it="Persone"), "settings.see"),
    "canned": (Text(en="Kept answers", it="Risposte pronte"), "answers.see"),
    "documents": (Text(en="Documents", it="Documenti"), "answers.see"),
    "reading": (Text(en="Reading of texts", it="Lettura dei testi"), "reading.see"),
    "roles": (Text(en="Who may what", it="Chi può che cosa"), "settings.see"),
    "tokens": (Text(en="Programs (API)", it="Programmi (API)"), "tokens.see"),
    "trail": (Text(en="Trail", it="Registro"), "trail.see"),
    "work": (Text(en="Background work", it="Lavoro in secondo piano"), "work.see"),
}


def _tab(title: Text, url: str, path: str, names: list[str]) -> Tab:
    """The current tab is the one whose address is the longest start of the path."""
    longest = max((other for other in names if path.startswith(other)), key=len, default="")
    return Tab(title.say(lang()), url, url == longest)


@register.inclusion_tag("account/tabs.html", takes_context=True)
def account_tabs(context: RequestContext) -> dict[str, Any]:
    """The pages of one's own account."""
    urls = {name: reverse(name) for name in ACCOUNT}
    if not settings.OPTIONS.oidc_issuer:
        del urls["socialaccount_connections"]
    path = context.request.path if context.request else ""
    shown = [_tab(ACCOUNT[name], url, path, list(urls.values())) for name, url in urls.items()]
    return {"tabs": shown}


@register.inclusion_tag("settings/tabs.html", takes_context=True)
def settings_tabs(context: RequestContext) -> dict[str, Any]:
    """The pages of a workspace's settings, as far as the reader may see them."""
    slug = context["workspace"].slug
    role: Role = context["role"]
    urls = {
        name: reverse(name, kwargs={"workspace": slug})
        for name, (_, needed) in SETTINGS.items()
        if role in permissions.by_id(needed).roles
    }
    path = context.request.path if context.request else ""
    shown = [_tab(SETTINGS[name][0], url, path, list(urls.values())) for name, url in urls.items()]
    return {"tabs": shown}


@register.simple_tag(takes_context=True)
def may(context: RequestContext, permission: str) -> bool:
    """`{% may "people.change" as change %}`: whether the reader may, here."""
    return context.get("role") in permissions.by_id(permission).roles


@register.simple_tag
def mail_is_set() -> bool:
    """Whether the desk can send mail."""
    return mail.mail_is_set()

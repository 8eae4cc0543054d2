"""What a password must not be, said in both languages."""

from __future__ import annotations

from django.contrib.auth import password_validation as django

from dialogo.records.text import Text
from dialogo.web.frame.reader import lang

SHORT = Text(
    en="This is too short: it takes {n} characters or more.",
    it="È troppo corta: servono almeno {n} caratteri.",
)
COMMON = Text(
    en="Too many people use this one; it is guessed first.",
    it="La usano in troppi: è tra le prime che si provano.",
)
NUMBERS = Text(en="Numbers alone are not enough.", it="Solo cifre non bastano.")
ALIKE = Text(
    en="It is too close to your name or address.",
    it="Somiglia troppo al nome o all'indirizzo.",
)


class LongEnough(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return SHORT.say(lang(), n=self.min_length)


class NotCommon(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return COMMON.say(lang())


class NotNumbersAlone(django.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return NUMBERS.say(lang())


class NotOneself(django.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return ALIKE.say(lang())

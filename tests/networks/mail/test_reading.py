"""Mails as the world writes them become messages: by people, by machines, broken, hostile."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.networks.letter import Ref
from dialogo.networks.mail.reading import plain, read
from dialogo.networks.seen import Message

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
HEAD = "From: Ada <Ada@Fan.test>\nTo: care@desk.test\nMessage-ID: <1@fan.test>\n"


def message(text: str) -> Message:
    return read(text.replace("\n", "\r\n").encode(), "care@desk.test", NOW)


def test_a_plain_mail_says_who_when_and_what() -> None:
    found = message(
        HEAD + "Subject: =?utf-8?q?Perch=C3=A9?=\nDate: Sat, 21 Nov 2026 10:00:00 +0100\n\nHello\n"
    )
    assert (found.ref, found.author.id, found.author.name) == (
        Ref("1@fan.test"),
        "ada@fan.test",
        "Ada",
    )
    assert (found.subject, found.text, found.place) == ("Perché", "Hello", "email")
    assert found.sent_at == datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    assert (found.conversation, found.in_reply_to) == ("1@fan.test", None)
    assert (found.ours, found.addressed, found.automated) == (False, True, False)


def test_a_thread_is_known_by_its_first_mail() -> None:
    found = message(HEAD + "References: <a@x> <b@x>\n <c@x>\nIn-Reply-To: <c@x>\n\nHello")
    assert (found.conversation, found.in_reply_to) == ("a@x", "c@x")
    assert found.ref.root == Ref("a@x")
    assert message(HEAD + "In-Reply-To: <c@x>\n\nHello").conversation == "c@x"
    assert message(HEAD + "References: <a@x> <b@x>\n\nHello").in_reply_to == "b@x"


@pytest.mark.parametrize(
    "line",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated; x=y",
        "Precedence: bulk",
        "Precedence: auto_reply",
        "List-Id: <news.shop.test>",
        "X-Autoreply: yes",
        "Return-Path: <>",
    ],
)
def test_what_a_machine_wrote_is_flagged(line: str) -> None:
    assert message(f"{HEAD}{line}\n\nI am away").automated is True


@pytest.mark.parametrize("line", ["Auto-Submitted: no", "Precedence: normal", "Return-Path: <a@b>"])
def test_what_a_person_wrote_is_not(line: str) -> None:
    assert message(f"{HEAD}{line}\n\nHello").automated is False


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_bounce_is_noticed_at_the_mail_that_did_not_arrive(kind: str) -> None:
    found = message(
        "From: MAILER-DAEMON@mx.test\nTo: care@desk.test\nMessage-ID: <b@mx.test>\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\n\n'
        "--x\nContent-Type: text/plain\n\nIt could not be delivered.\n"
        "--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.test\n\n"
        f"--x\nContent-Type: {kind}\n\nFrom: care@desk.test\nMessage-ID: <ours@desk.test>\n\n"
        "--x--\n"
    )
    assert (found.in_reply_to, found.conversation) == ("ours@desk.test", "ours@desk.test")
    assert (found.automated, found.text) == (True, "It could not be delivered.")


def test_a_page_becomes_words() -> None:
    found = message(
        HEAD + "Content-Type: text/html; charset=utf-8\n\n"
        "<style>p{}</style><p>Hello &amp; <b>good</b>\nday</p><p>Bye<br>Ada</p><script>x()</script>"
    )
    assert found.text == "Hello & good day\n\nBye\nAda"


def test_the_plain_part_is_preferred_and_attachments_are_listed() -> None:
    found = message(
        HEAD + 'Content-Type: multipart/mixed; boundary="x"\n\n'
        '--x\nContent-Type: multipart/alternative; boundary="y"\n\n'
        "--y\nContent-Type: text/plain\n\nPlain\n"
        "--y\nContent-Type: text/html\n\n<p>Rich</p>\n--y--\n"
        '--x\nContent-Type: image/png\nContent-Disposition: attachment; filename="a.png"\n\n00\n'
        "--x\nContent-Type: application/pdf\n"
        'Content-Disposition: attachment; filename="b.pdf"\n\n0\n'
        "--x--\n"
    )
    assert found.text == "Plain"
    assert [(one.kind, one.alt) for one in found.attachments] == [
        ("picture", "a.png"),
        ("file", "b.pdf"),
    ]


def test_our_own_mail_is_ours_whatever_the_case() -> None:
    found = message("From: The roastery <Care@Desk.Test>\nTo: ada@fan.test\n\nHello")
    assert (found.ours, found.addressed) == (True, False)


def test_a_mail_without_an_id_has_the_same_one_each_time() -> None:
    text = "From: ada@fan.test\n\nHello"
    assert message(text).ref == message(text).ref != message(text + "!").ref


def test_nobody_writes_from_the_future() -> None:
    assert message(HEAD + "Date: Sat, 21 Nov 2099 10:00:00 +0000\n\nHello").sent_at == NOW


@given(st.binary(max_size=400))
def test_any_bytes_become_a_message(data: bytes) -> None:
    assert read(data, "care@desk.test", NOW).place == "email"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "From",
                    "To",
                    "Date",
                    "Subject",
                    "Message-ID",
                    "References",
                    "In-Reply-To",
                    "Content-Type",
                    "Content-Transfer-Encoding",
                    "Auto-Submitted",
                ]
            ),
            st.text(max_size=40)
            | st.sampled_from(
                [
                    "text/html",
                    "multipart/report",
                    "multipart/mixed; boundary=x",
                    "text/plain; charset=nonsense",
                    "base64",
                    "message/rfc822",
                ]
            ),
        ),
        max_size=8,
    ),
    st.text(max_size=100),
)
def test_any_headers_become_a_message(headers: list[tuple[str, str]], body: str) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    found = read(f"{lines}\r\n{body}".encode(), "care@desk.test", NOW)
    assert found.sent_at <= NOW
    assert found.ref.id


@given(st.text(max_size=300))
def test_no_markup_is_left(markup: str) -> None:
    assert "<script" not in plain(f"<script>{markup}</script>".replace("&", "")).lower()

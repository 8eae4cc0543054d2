"""What only Bluesky does, on a real network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from dialogo.networks.bluesky import NETWORK
from dialogo.networks.bluesky.connector import BlueskyConnector
from dialogo.networks.bluesky.identity import resolve
from dialogo.networks.bluesky.ways import grant_by_password
from dialogo.networks.connector import Connector
from dialogo.networks.errors import Refused, SignedOut, Unsettled
from dialogo.networks.letter import Captions, Letter, Picture, Ref
from tests.networks.bluesky.people import PATIENCE, Network
from tests.networks.bluesky.world import BlueskyWorld, door
from tests.networks.fault_proxy import Fault
from tests.networks.inbox import Inbox, until
from tests.networks.pocket import Pocket
from tests.networks.words import film, letter, now, picture, shown, words
from tests.web.films import film as made


@pytest.fixture
def company(bluesky_world: BlueskyWorld) -> Iterator[Connector]:
    connector = bluesky_world.connect()
    yield connector
    bluesky_world.calm()
    connector.close()


def test_a_reply_that_was_faster_than_its_post_is_found_in_the_thread(
    bluesky_world: BlueskyWorld, company: Connector
) -> None:
    """The AppView tells nobody of a reply that it sees before what it answers."""
    inbox = Inbox()
    inbox.pull(company)
    what = letter(words("Who is first?"))
    uri = f"at://{bluesky_world.company.did}/app.bsky.feed.post/{what.key[:13]}"
    cid = bluesky_world.network.settled(bluesky_world.publish(words("Any")))["cid"]
    ada = bluesky_world.person("ada")
    reply = ada.reply_at_once({"uri": uri, "cid": cid, "record": {}}, words("Me."))
    bluesky_world.network.settled(reply)
    assert company.send(what).ref.id == uri
    message = inbox.message(company, reply, PATIENCE)
    assert (message.place, message.addressed) == ("comment", True)
    told = bluesky_world.company.ask("GET", "app.bsky.notification.listNotifications")
    assert reply not in [one["uri"] for one in told["notifications"]]


def test_a_backlog_of_several_pages_is_pulled_whole(
    bluesky_world: BlueskyWorld, company: Connector
) -> None:
    """The network's pages end at a millisecond, and the first one ends amid four that share it."""
    inbox = Inbox()
    inbox.pull(company)
    texts = [words(f"Number {number}") for number in range(130)]
    ada = bluesky_world.person("ada")
    known = ada.mention_all(bluesky_world.handle, bluesky_world.company.did, texts, every=4)
    until(lambda: set(known) <= set(_told_of(bluesky_world)) or None, PATIENCE)
    inbox.pull(company)
    assert set(known) <= set(inbox.messages)


def _told_of(world: BlueskyWorld) -> list[str]:
    """What the AppView has for us in its list of notifications, in pages that overlap."""
    found: list[str] = []
    for limit in (100, 71, 37):
        page: dict[str, str] = {}
        for _ in range(130 // limit + 1):
            asked = {"limit": limit, **page}
            name = "app.bsky.notification.listNotifications"
            told = world.company.ask("GET", name, params=asked)
            found += [one["uri"] for one in told["notifications"]]
            page = {"cursor": told["cursor"]} if told.get("cursor") else {}
    return found


def test_a_letter_that_was_changed_on_the_network_is_not_written_over(
    bluesky_world: BlueskyWorld, company: Connector
) -> None:
    what = letter(words("Open at nine."))
    ref = company.send(what).ref
    text = words("Open at ten.")
    bluesky_world.company.edit(ref.id, text)
    assert company.send(what).ref.id == ref.id
    assert shown(bluesky_world, text).id == ref.id


def test_pictures_that_are_there_are_not_uploaded_again(
    bluesky_world: BlueskyWorld, company: Connector
) -> None:
    what = letter(words("In the shop"), pictures=(picture("The counter", 3),))
    bluesky_world.trouble("cut before", sending=True)
    with pytest.raises(Unsettled) as doubt:
        company.send(what)
    bluesky_world.calm()
    before = len(bluesky_world.proxy.seen)
    receipt = company.send(replace(what, kept=doubt.value.kept))
    sent = [one.request.path for one in bluesky_world.proxy.seen[before:]]
    assert not any("uploadBlob" in path for path in sent)
    assert shown(bluesky_world, what.text).alts == ("The counter",)
    assert receipt.kept == doubt.value.kept


def test_a_video_goes_as_a_blob_with_its_shape_and_once(
    bluesky_world: BlueskyWorld, company: Connector
) -> None:
    said = Captions("it", b"WEBVTT\n\n00:00:00.000 --> 00:00:00.400\nGira")
    clip = film("The drum turns", made(0.4), width=320, height=180, captions=(said,))
    what = letter(words("Half a minute"), film=clip)
    bluesky_world.trouble("cut before", sending=True)
    with pytest.raises(Unsettled) as doubt:
        company.send(what)
    bluesky_world.calm()
    before = len(bluesky_world.proxy.seen)
    receipt = company.send(replace(what, kept=doubt.value.kept or {}))
    sent = [one.request.path for one in bluesky_world.proxy.seen[before:]]
    assert not any("uploadBlob" in path for path in sent)
    shown(bluesky_world, what.text)
    (there,) = company.thread(receipt.ref)
    (hung,) = there.attachments
    assert (hung.kind, hung.alt) == ("film", "The drum turns")
    (kept,) = bluesky_world.network.settled(receipt.ref.id)["record"]["embed"]["captions"]
    about = (kept["lang"], kept["file"]["mimeType"], kept["file"]["size"])
    assert about == ("it", "text/vtt", len(said.data))
    wordy = replace(clip, captions=(replace(said, data=bytes(20_001)),))
    with pytest.raises(Refused) as too_wordy:
        company.send(letter(words("Too wordy"), film=wordy))
    assert too_wordy.value.code == "captions"
    long = letter(words("Too long"), film=replace(clip, seconds=181.0))
    with pytest.raises(Refused) as refused:
        company.send(long)
    assert refused.value.code == "film"


def test_a_picture_that_went_lost_is_asked_for_again(company: Connector) -> None:
    cid = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"
    blob = f'{{"$type":"blob","ref":{{"$link":"{cid}"}},"mimeType":"image/png","size":100}}'
    what = letter(words("Lost"), pictures=(picture("Nothing"),), kept={"picture-0": blob})
    with pytest.raises(Refused) as refused:
        company.send(what)
    assert (refused.value.code, refused.value.kept) == ("BlobNotFound", {})


def test_names_in_a_letter_are_told(bluesky_world: BlueskyWorld, company: Connector) -> None:
    ada = bluesky_world.person("ada")
    receipt = company.send(letter(words(f"Thanks to @{ada.handle} and @nobody.test")))
    told = until(
        lambda: (
            [
                one
                for one in ada.ask("GET", "app.bsky.notification.listNotifications")[
                    "notifications"
                ]
                if one["uri"] == receipt.ref.id
            ]
            or None
        ),
        PATIENCE,
    )
    assert told[0]["reason"] == "mention"


def test_a_reply_finds_the_versions_that_it_must_name(
    bluesky_world: BlueskyWorld, company: Connector
) -> None:
    question = bluesky_world.mention(words("By its address alone?"))
    bluesky_world.network.settled(question)
    what = letter(words("That is enough."), reply_to=Ref(question))
    receipt = company.send(what)
    assert shown(bluesky_world, what.text).in_reply_to == question
    assert receipt.ref.root is not None
    assert receipt.ref.root.id == question


def test_an_answer_to_what_is_gone_is_refused(
    bluesky_world: BlueskyWorld, company: Connector
) -> None:
    question = bluesky_world.mention(words("Never mind."))
    bluesky_world.network.settled(question)
    bluesky_world.remove(question)
    until(lambda: bluesky_world.network.show(question) is None or None, PATIENCE)
    with pytest.raises(Refused) as refused:
        company.send(letter(words("But we do."), reply_to=Ref(question)))
    assert refused.value.code == "RecordNotFound"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": ""}, "empty"),
        ({"text": "👩‍👩‍👧‍👦" * 200}, "too-many-bytes"),
        ({"text": "x", "audience": "followers"}, "audience"),
        ({"text": "x", "pictures": (picture("a"),) * 5}, "too-many-pictures"),
    ],
)
def test_what_bluesky_would_refuse_is_refused_before(
    company: Connector, change: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        company.send(letter("x", **change) if "text" not in change else _letter(change))
    assert refused.value.code == code


def _letter(change: dict[str, object]) -> Letter:
    return replace(letter("x"), **change)  # type: ignore[arg-type]  # the fields as given above


def test_a_picture_that_is_too_large_is_refused_by_the_server(company: Connector) -> None:
    big = Picture("noise", "image/png", "Noise", 9, 9, lambda: picture("x").bytes() + b"0" * 2**21)
    with pytest.raises(Refused):
        company.send(letter(words("Too large"), pictures=(big,)))


def test_an_access_token_that_is_over_is_renewed_once(bluesky_world: BlueskyWorld) -> None:
    """Three hours from now the access token is over; the server, which lives now, renews it."""
    pocket = Pocket(**bluesky_world.pocket.held)
    later = replace(door(), now=lambda: now() + timedelta(hours=3))
    company = BlueskyConnector(bluesky_world.granted.settings, pocket, later)
    assert company.whoami().id == bluesky_world.company.did
    assert pocket.held["refresh"] != bluesky_world.pocket.held["refresh"]


def test_a_session_that_ended_begins_again_by_the_password(bluesky_world: BlueskyWorld) -> None:
    held = dict(bluesky_world.pocket.held)
    pocket = Pocket(**{**held, "access": held["access"][:-4] + "AAAA", "refresh": "nonsense"})
    company = NETWORK.connect(bluesky_world.granted.settings, pocket, door())
    assert company.whoami().id == bluesky_world.company.did
    assert pocket.held["password"] == held["password"]


def test_a_revoked_app_password_signs_out(bluesky_world: BlueskyWorld) -> None:
    owner, name = bluesky_world.company, words("revoked")[-14:]
    made = owner.ask("POST", "com.atproto.server.createAppPassword", json={"name": name})
    filled = {
        "handle": owner.handle,
        "password": made["password"],
        "server": bluesky_world.proxy.url,
    }
    granted = grant_by_password({}, filled, door())
    owner.ask("POST", "com.atproto.server.revokeAppPassword", json={"name": name})
    pocket = Pocket(**granted.secrets)
    later = replace(door(), now=lambda: now() + timedelta(hours=3))
    with pytest.raises(SignedOut):
        BlueskyConnector(granted.settings, pocket, later).whoami()
    assert pocket.held == granted.secrets


def test_a_wrong_password_signs_nobody_in(bluesky_world: BlueskyWorld) -> None:
    filled = {"handle": bluesky_world.handle, "password": "x", "server": bluesky_world.network.pds}
    with pytest.raises(SignedOut) as out:
        grant_by_password({}, filled, door())
    assert out.value.code == "AuthenticationRequired"


def test_a_name_leads_to_the_server_it_lives_on(
    network: Network, bluesky_world: BlueskyWorld
) -> None:
    found = resolve(f"@{bluesky_world.handle}", door(), network.pds, network.plc)
    assert (found.did, found.handle, found.server) == (
        bluesky_world.company.did,
        bluesky_world.handle,
        network.pds,
    )
    assert resolve(found.did, door(), network.pds, network.plc) == found
    for nobody in ("nobody.test", "no name", "", "did:plc:short"):
        with pytest.raises(Refused):
            resolve(nobody, door(), network.pds, network.plc)


def test_what_is_anothers_is_not_taken_down(
    bluesky_world: BlueskyWorld, company: Connector
) -> None:
    known = bluesky_world.mention(words("Not yours."))
    with pytest.raises(Refused) as refused:
        company.delete(Ref(known))
    assert refused.value.code == "not-ours"


def test_private_messages_are_there_only_where_the_server_passes_them_on(
    bluesky_world: BlueskyWorld, company: Connector
) -> None:
    """The real server cannot reach the real service from here, and says 500."""
    assert company.limits.directs is True
    without = NETWORK.connect(bluesky_world.granted.settings, bluesky_world.pocket, door())
    assert without.limits.directs is False
    assert without.pull(None).cursor
    without.close()


def test_a_private_letter_whose_answer_was_lost_is_found_by_its_words(
    bluesky_world: BlueskyWorld, company: Connector
) -> None:
    question = bluesky_world.direct(words("Is anybody there?"))
    conversation = question.partition("/")[0]
    what = letter(words("We are."), conversation=conversation, audience="direct")
    assert company.find(what) is None
    bluesky_world.proxy.next(
        Fault.ANSWER_LOST, lambda request: request.path.endswith("convo.sendMessage")
    )
    with pytest.raises(Unsettled):
        company.send(what)
    found = company.find(what)
    assert found is not None
    assert found.ref.id == shown(bluesky_world, what.text).id

"""Captions of any program become a plain WebVTT, which is read as itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dialogo.web.actions.films.captions import GivenCaptions, taken
from dialogo.web.actions.films.captions import read as read_given
from dialogo.web.actions.letters.refused import WontDo

SRT = (
    "\ufeff1\r\n00:00:01,000 --> 00:00:03,5\r\n<i>Beans</i> & drums: 1 < 2\r\n"
    "{\\an8}{\\c}Above\r\n\r\n"
    "2\r\n01:00:00,250 --> 01:00:01,000 X1:10\r\n<font color=red></font>\r\n\r\n"
)
VTT = """WEBVTT - a title

STYLE
::cue { background: url(https://elsewhere.example/) }

NOTE somebody's remark

intro
00:05.000 --> 00:06.000 align:left
<v Ada>Ground &amp; <00:05.500>brewed

00:01.000 --> 00:02.000
&lt;b&gt; is no tag here
"""


def read(data: bytes | str, name: str = "") -> str:
    return read_given(GivenCaptions("en", data, name))


def test_times_and_words_stay_and_nothing_else_does() -> None:
    assert read(SRT.encode(), "roast.srt") == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:03.500\nBeans &amp; drums: 1 &lt; 2\nAbove"
    )
    assert read(VTT) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n&lt;b&gt; is no tag here"
        "\n\n00:00:05.000 --> 00:00:06.000\nGround &amp; brewed"
    )
    older = "00:00,0 --> 00:01,0\nCaffè".encode("cp1252")
    assert read(older) == read(older.decode("cp1252").encode("utf-16"))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("WEBVTT\n\nno times", "holds no captions"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nx", "Line 3 of a.vtt is no line of times"),
        ("x\n\n1\n0:0:1 --> later\nx", "Line 4 of a.vtt is no line of times"),
        ("x" * 500_001, "too big"),
        ("00:01,0 --> 00:02,0\nx\n\n" * 5_001, "too big"),
        (b"\x00\x01\x02", "holds no captions"),
    ],
)
def test_what_is_none_says_where_and_why(data: bytes | str, says: str) -> None:
    with pytest.raises(WontDo, match=says):
        read(data, "a.vtt")


def test_a_video_has_one_text_a_language() -> None:
    text = "00:01,0 --> 00:02,0\nx"
    one = {"text": read(text)}
    given_ = [GivenCaptions("it", ""), GivenCaptions("pt-BR", text), GivenCaptions("de", text)]
    assert taken(given_) == [{"lang": "de", **one}, {"lang": "pt-BR", **one}]
    for wrong in ("", "italiano", "../it", "it\n"):
        with pytest.raises(WontDo, match="is no language"):
            taken([GivenCaptions(wrong, text)])
    many = [GivenCaptions(f"a{chr(97 + n)}", text) for n in range(21)]
    with pytest.raises(WontDo, match="in 20 languages"):
        taken(many)


@given(some.lists(some.text(max_size=40), min_size=1, max_size=5))
def test_what_it_gives_is_read_as_itself(texts: list[str]) -> None:
    cues = [f"00:0{n},0 --> 00:0{n + 1},0\n{text}" for n, text in enumerate(texts)]
    try:
        made = read("\n\n".join(cues))
    except WontDo:
        return
    assert read(made) == made
    assert "\x00" not in made

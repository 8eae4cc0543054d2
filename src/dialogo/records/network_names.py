"""How the networks write their own names."""

from __future__ import annotations

from dialogo.records.text import Lang, Text

# What is no network out there is called in the reader's words.
_OURS = {"fake": Text(en="Practice network", it="Rete di prova")}
_NAMES = {
    "x": "X", "youtube": "YouTube", "linkedin": "LinkedIn", "tiktok": "TikTok",
    "whatsapp": "WhatsApp",
}  # fmt: skip


def network_name(network: str, lang: Lang = "en") -> str:
    """`linkedin` → `LinkedIn`; one that is not known here begins with a capital."""
    if network in _OURS:
        return _OURS[network].say(lang)
    return _NAMES.get(network, network[:1].upper() + network[1:])

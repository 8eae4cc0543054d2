"""How the networks write their own names."""

from __future__ import annotations

_NAMES = {
    "x": "X", "youtube": "YouTube", "linkedin": "LinkedIn", "tiktok": "TikTok",
    "whatsapp": "WhatsApp",
}  # fmt: skip


def network_name(network: str) -> str:
    """`linkedin` → `LinkedIn`; one that is not known here begins with a capital."""
    return _NAMES.get(network, network[:1].upper() + network[1:])

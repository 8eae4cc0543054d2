"""Scripts that other libraries' own Pythons run; see benchmarks/returns_peers.py."""

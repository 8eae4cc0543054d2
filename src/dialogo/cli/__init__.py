"""The command line: the one door, with the web, at which the clock may be read."""

from dialogo.cli.group import Dialogo

main = Dialogo()

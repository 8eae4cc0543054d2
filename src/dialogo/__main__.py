"""python -m dialogo: the command line, where no script is on the path."""

from dialogo.cli import main

main()

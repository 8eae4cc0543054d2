"""What every page stands in: who may enter, in which language, with which way about."""

"""Training: what makes the language models of Dialogo from texts; none of it is shipped."""

from os import environ

# One thread, so that sums are taken in the same order, and models come out the same, everywhere;
# read by NumPy's libraries when they are loaded.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    environ.setdefault(_name, "1")

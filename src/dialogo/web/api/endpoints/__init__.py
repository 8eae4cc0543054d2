"""The operations, one file for each thing that they are about; each puts them on its `router`."""

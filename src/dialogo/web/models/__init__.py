"""What the desk stores. Django finds its models here; a new module needs no entry by hand."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

"""The blogs or sites of one account, each with settings of its own."""

from typing import Literal

from automations.spec.words import Address, Model, Text


class Parts(Model):
    """What an account holds several of, and where they are listed.

    Settings with `per` "blog" or "site" are visited once for each. `{part}` in an address, a label or a public path is
    its name.
    """

    what: Literal["blog", "site"]
    list_url: Address | None = None
    """The page from which `parts` in `script.py` lists them; None where the person names them."""
    seen: Text
    """When a source last showed how they are listed."""

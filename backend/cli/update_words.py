"""Every word that `update` says."""

APPLIED = "In use from now on: {title}."
LOOKED = "Signed, newer and fit for this Unconsent: {title}. Nothing was changed, as you only looked."
NOTHING = "{title} is in use already. Nothing to do."
HELD_BACK = "Nothing was changed: this update reaches or does more than before, and nobody said yes. If you agree:"
QUESTION = "Use {title}, with all that stands above?"
ROLLED_BACK = "The catalogue of this release is in use again; {file} is gone."
NO_ROLL_BACK = "The catalogue of this release is in use already. Nothing to do."
LEFT_OUT = "Accounts at platforms that only the update knew cannot be used until it is applied again."
TRUSTED = "Trusted from now on, for catalogue updates: {key}"
PACKAGED = "The catalogue of this release is in use; no update was applied."
IN_USE = "In use: {title}, made for Unconsent {minimum_engine} and newer."
NO_KEYS = (
    "No key is trusted, so no update can be used yet. When you know the maker's public key: "
    "unconsent update --trust-key KEY"
)
KEYS = "Trusted keys"
SERVICE = "A service runs here and still uses the catalogue that it began with. Stop it and start it again."
NO_SOURCE = (
    "Say where the update is: unconsent update FILE, or its https address. "
    "To keep the address, set UNCONSENT_CATALOGUE_URL. Nothing is ever fetched by itself."
)
ONE_THING = "--rollback and --show go alone: neither takes a file, an address or a key."
NO_CHANGES = "Every platform stays as it is."
UNKNOWN = "Named in it, and not known here anyway: {names}."
KINDS = {"added": "new", "changed": "changed", "gone": "no longer known; its accounts cannot be used"}
HOSTS = "Reaches new hosts: {names}"
LEADS_TO = "Leads you to new addresses: {names}"
PRESSES = "Presses or fills in, new: {names}"
SETTINGS = "New or changed settings: {names}"
LEFT = "Settings that are gone: {names}"
RETIRED = "Retired, and not visited any more: {names}"
PAUSED = "Left alone for now: {why}"
MOST = 12
"""How many texts are told; --json tells all."""


def listed(names: tuple[str, ...]) -> str:
    """The names, and how many more there are."""
    more = f" and {len(names) - MOST} more (--json tells all)" if len(names) > MOST else ""
    return ", ".join(shown(one) for one in names[:MOST]) + more


def shown(text: str) -> str:
    """The text as it may stand on a terminal: what it comes from has not been agreed to yet."""
    return "".join(one if one.isprintable() else "\ufffd" for one in text)

"""Services without a folder of their own: what is known of them, read strictly from `others.toml`."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from automations.spec.words import Address, Model, Slug, Text

FILE = Path(__file__).with_name("others.toml")


class Service(Model):
    """What was found about one service; what is not given is not known. Nothing of it was tried on a live account."""

    slug: Slug
    name: Text
    nothing_found: bool = False
    what: Text | None = None
    """The setting with its label, or what the service says instead of having one."""
    urls: tuple[Address, ...] = ()
    where: Text | None = None
    """Where to go, in words."""
    see: Slug | None = None
    """The platform that it shares its settings with."""
    control: Text | None = None
    """What is there to act on; None where there is nothing to do."""
    out: Text | None = None
    default: Text | None = None
    regions: Text | None = None
    """Regions and plans."""
    result: Text | None = None
    """What comes of it, and how far Unconsent can follow."""
    unknown: tuple[Text, ...] = ()
    """What nobody could find out, each as the end of "Not known: ..."."""
    confidence: Literal["high", "medium", "low"] | None = None
    confidence_note: Text | None = None
    seen: Text | None = None
    """The date of the newest source."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        said = {name for name in self.model_fields_set if getattr(self, name)} - {"slug", "name", "nothing_found"}
        if self.nothing_found and said:
            raise ValueError(f"nothing_found: something is said all the same: {', '.join(sorted(said))}")
        if not self.nothing_found and not (self.what and self.confidence):
            raise ValueError("what: say what was found and how sure it is, or nothing_found")
        return self


class Contact(Model):
    """Whom to write to. `service` is empty where the company belongs to none of the services here."""

    company: Text
    service: Slug | None = None
    post: Text
    email: Text | None = None
    url: Address | None = None
    note: Text | None = None


class Others(Model):
    """The whole file."""

    seen: date
    """Date of the newest source."""
    contacts_seen: Text
    sources: tuple[Text, ...]
    services: tuple[Service, ...]
    contacts: tuple[Contact, ...]

    @model_validator(mode="after")
    def _slugs_are_its_own(self) -> Self:
        slugs = [one.slug for one in self.services]
        if len(set(slugs)) < len(slugs):
            raise ValueError("services: the same slug twice")
        strays = {one.service for one in self.contacts if one.service} - set(slugs)
        if strays:
            raise ValueError(f"contacts: there is no service {', '.join(sorted(strays))}")
        return self

    def contact(self, service: Service) -> Contact | None:
        """Whom to write to about a service."""
        return next((one for one in self.contacts if one.service == service.slug), None)


def load_others(file: Path = FILE) -> Others:
    """Reads the file; a wrong one is an error of ours."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return Others.model_validate_json(json.dumps(data, default=str))

"""Settings that platforms have in common: the same value behind the pages of several of them."""

from automations.spec.words import Model, Slug, Text


class SharedWith(Model):
    """Settings with the same id in the files of these platforms are one and the same: where one is changed, all are."""

    slugs: tuple[Slug, ...]
    note: Text
    """What changes along with it, in words for people; shown before a run."""

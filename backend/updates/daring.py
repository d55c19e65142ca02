"""What a platform file dares more than the one before it: what a run does by itself, and what counts as an opt-out."""

from collections.abc import Iterator

from automations.spec import Action, Platform, Setting, SignIn

READINESS = ("never", "with_consent", "allowed")


def dared(new: Platform, old: Platform) -> Iterator[str]:
    """One sentence for each."""
    if READINESS.index(new.unattended) > READINESS.index(old.unattended):
        yield f"Running unattended was {old.unattended!r}, and is {new.unattended!r}."
    if new.place != old.place:
        yield f"It runs at {str(new.place)!r} instead of {str(old.place)!r}."
    if new.pace.gap_seconds[0] < old.pace.gap_seconds[0]:
        yield f"Pages follow after {new.pace.gap_seconds[0]:g} seconds instead of {old.pace.gap_seconds[0]:g}."
    if new.dictionary != old.dictionary:
        yield "Labels are taken from another dictionary of the page."
    yield from _signing_in(new.sign_in, old.sign_in)
    stops = {(one.kind, one.what) for one in new.signals}
    yield from (f"It stops no more at: {one.what}." for one in old.signals if (one.kind, one.what) not in stops)
    known = {one.id: one for one in old.settings}
    for setting in new.settings:
        yield from _about(setting, known.get(setting.id))
    forms = {one.id for one in old.forms if not one.not_driven}
    driven = (one.id for one in new.forms if not one.not_driven)
    yield from (f"{one} is a form that may be sent." for one in driven if one not in forms)


def _signing_in(new: SignIn | None, old: SignIn | None) -> Iterator[str]:
    if new is None:
        return
    if old is None or (new.url, new.probe) != (old.url, old.probe):
        yield f"One signs in at {new.url}, and {new.probe} shows who is signed in."
    if new.credentials == "allowed" and (old is None or old.credentials != "allowed"):
        yield "A stored password may be typed in."
    if old and new.identity != old.identity:
        yield "Who is signed in is read in another way."


def _about(new: Setting, old: Setting | None) -> Iterator[str]:
    if new.action is Action.SET and (old is None or old.action is not Action.SET):
        yield f"{new.id} is changed by every run."
    elif new.action is Action.ASK_FIRST and (old is None or old.action not in (Action.SET, Action.ASK_FIRST)):
        yield f"{new.id} may be changed when it is named."
    if old and (new.control.kind, new.control.out) != (old.control.kind, old.control.out):
        yield f"{new.id} is out when its {new.control.kind} is {new.control.out or 'as chosen'}."
    elif old and _chosen(new) != _chosen(old):
        yield f"{new.id} is out with another choice than before."
    if old and (new.proofs, new.api, new.public) != (old.proofs, old.api, old.public):
        yield f"{new.id} is proven in another way."
    if old and old.only_once and new.only_once != old.only_once:
        yield f"{new.id} is changed where it was held back before."
    if old and old.retired and not new.retired:
        yield f"{new.id} was retired, and is visited again."


def _chosen(setting: Setting) -> set[str]:
    """What the control shows or is called once it is out, where it has more than two states."""
    control = setting.control
    named = (*control.options.values(), *control.shows.values(), *control.done.values())
    return {text for texts in named for text in texts}

"""The ways in which the corpus bends practice pages: what visitors see (`bend.js`), and what the server does.

An operator that is benign keeps role, name and behaviour: a run should still succeed. All others may end in any honest
way. Nothing here knows what the engine does; what is true is asked of the server.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from automations.outcome import ProofKind
from automations.practice import drawings, replies
from automations.practice.scenario import Scenario
from automations.practice.site import LANGUAGE
from automations.practice.twist import Twist, joined
from automations.spec import Kind, Setting
from automations.texts import all_texts
from tests.corpus import servers
from tests.corpus.servers import Make, Spot

BENDS = Path(__file__).with_name("bend.js")
SCRIPT = re.compile(r"(<script src=[^>]*main\.js)")
ALL_KINDS = frozenset(Kind)
BOXES = frozenset({Kind.CHECKBOX, Kind.SWITCH})
TOGGLES = BOXES | {Kind.PRESSED_BUTTON}
IN_THE_PAGE = ALL_KINDS - {Kind.BANNER}
"""All but a banner: it lies upon the page, so nobody can scroll to what is far below in it, and what is told by the
name of a link is not told any more when there is another such link."""


@dataclass(frozen=True, kw_only=True)
class Operator:
    """One way to bend a page. `bends`: the function in `bend.js`, where it has one; `make`: what the server does."""

    name: str
    benign: bool = False
    bends: bool = True
    make: Make | None = None
    kinds: frozenset[Kind] = ALL_KINDS
    """Kinds of control on which it has any effect."""
    setting: str = ""
    """The one setting on which it has any effect, where it has so few."""
    stated: bool = False
    """Only where the platform's own answers state the value too: a page that always lies cannot be told by itself."""
    named: bool = False
    """Only where every button is known by its name: one that is known by its id alone is lost with the id."""
    scenario: Scenario = Scenario.SHARING_ON
    translated: bool = False
    """Whether the account uses another language than English."""

    def concerns(self, setting: Setting) -> bool:
        """Whether it changes anything for this setting."""
        here = setting.control.kind in self.kinds and self.setting in ("", setting.id)
        told = ProofKind.API in setting.proofs or not self.stated
        known = setting.save.kind != "button" or bool(setting.save.labels) or not self.named
        return here and told and known and bool(languages(setting) or not self.translated)


def languages(setting: Setting) -> tuple[str, ...]:
    """The languages, besides English, in which the setting's label is known."""
    return tuple(sorted(set(setting.control.labels) - {LANGUAGE}))


def drawn(*names: str, benign: bool = False, kinds: frozenset[Kind] = ALL_KINDS) -> tuple[Operator, ...]:
    """Operators that are functions of `bend.js`."""
    return tuple(Operator(name=name, benign=benign, kinds=kinds) for name in names)


def answered(name: str, make: Make, *, benign: bool = False) -> Operator:
    """An operator of the server."""
    return Operator(name=name, benign=benign, bends=False, make=make)


BENIGN = (
    Operator(name="ids", benign=True, named=True),
    *drawn("testids", "classes", "nesting", "order", "spaces", "quotes", "marks", "capitals", benign=True),
    *drawn("css_capitals", "shadow", "frame", "fieldset", "open_details", "neighbours", benign=True),
    Operator(name="far_below", benign=True, kinds=IN_THE_PAGE),
    *drawn("sticky_bars", "right_to_left", "scaled", "slides_in", "passing_overlay", "late", benign=True),
    *drawn("drawn_again", "changes_places_soon", "hidden_twin", "hidden_frame", "lively", benign=True),
    Operator(name="heading_of_the_same_name", benign=True, kinds=IN_THE_PAGE),
    *drawn("as_a_switch", "as_a_button", benign=True, kinds=BOXES),
    Operator(name="translated", benign=True, bends=False, translated=True),
    answered("slow_values", servers.late("read", 0.6), benign=True),
    answered("slow_pages", servers.late("page", 0.6), benign=True),
    answered("slow_saves", servers.late("write", 0.5), benign=True),
    answered("cookie_bar", lambda spot: drawings.consent_banner(), benign=True),
    answered("new_switch", lambda spot: drawings.new_setting(), benign=True),
)
NAMES = (
    *drawn("inverted_name", "blocking_name", "double_negative", "hidden_not", "drawn_not", "overriding_name"),
    *drawn("second_label", "unlabelled", "unknown_language", "link_in_the_middle"),
    answered("relabelled", servers.rows(drawings.relabelled)),
    answered("inverted_client", servers.rows(drawings.inverted)),
)
COPIES = (
    *drawn("twin_before", "twin_after", "twin_offscreen", "twin_in_frame", "twin_in_sandbox", "near_misses"),
    *drawn("only_near_misses", "only_offscreen", "only_transparent", "only_in_closed_details", "only_in_closed_root"),
    *drawn("only_in_hidden_frame", "closed_details", "empty"),
    answered("twice", servers.rows(drawings.twice)),
    answered("missing", servers.rows(drawings.missing)),
)
STATES = (
    *drawn("disabled", "disabled_fieldset", "aria_disabled", "inert", "busy"),
    *drawn("inverted_in_all", "contradictory", kinds=BOXES),
    Operator(name="shows_off", kinds=BOXES, stated=True),
    Operator(name="draws_inverted", bends=False, make=servers.drawn_inverted, kinds=BOXES, stated=True),
    *drawn("half_on", "flickering", kinds=TOGGLES),
    answered("values_do_not_come", servers.late("read", 12)),
    Operator(name="never_loads", bends=False, make=servers.flags(neverLoads=True), stated=True),
    answered("service_worker", servers.told_as_saved),
    answered("old_values", servers.kept_by_the_browser),
)
INTERRUPTIONS = (
    *drawn("asks_first", "asks_for_more", "grabs_focus", "swaps_under_the_pointer", "jumps_away"),
    answered("prompt", lambda spot: drawings.prompt()),
    answered("interstitial", servers.interstitial_after(0)),
    answered("interstitial_later", servers.interstitial_after(1)),
)
SAVES = (
    answered("sends_nothing", servers.flags(sendsNothing=True)),
    answered("flips_back_at_once", servers.flags(sendsNothing=True, flipsBackAfter=0)),
    answered("flips_back_soon", servers.flags(sendsNothing=True, flipsBackAfter=2000)),
    answered("flips_back_late", servers.flags(sendsNothing=True, flipsBackAfter=10000)),
    Operator(name="saves_one_of_many", bends=False, make=servers.one_of_many, setting="harbour.fleet"),
    answered("ignored", lambda spot: replies.writes_ignored(spot.only)),
    answered("refused_politely", servers.answers_with(200, {"errors": [{"code": 131, "message": "Internal error"}]})),
    answered("refused_in_html", servers.answers_with(200, "<p>Something went wrong</p>")),
    answered("save_fails", servers.answers_with(500)),
    answered("save_forbidden", servers.answers_with(403)),
    answered("save_limited", servers.answers_with(429)),
    answered("reverts_at_once", servers.taken_back(0)),
    answered("reverts_soon", servers.taken_back(0.3)),
    answered("reverts_late", servers.taken_back(2)),
    answered("reverts_much_later", servers.taken_back(10)),
)
TROUBLE = (
    *drawn("nameless_account"),
    Operator(name="wrong_account", bends=False, scenario=Scenario.WRONG_ACCOUNT),
    answered("reads_fail", servers.reads_answer(500)),
    answered("reads_limited", servers.reads_answer(429)),
    answered("pages_limited", servers.pages_answer(429)),
    answered("redirected_home", servers.led_to()),
    answered("redirected_elsewhere", servers.led_to("https://elsewhere.example/settings")),
    answered("challenge", servers.stopped("challenge")),
    answered("locked", servers.stopped("locked")),
    answered("down", lambda spot: replies.down(502)),
    answered("session_ends", lambda spot: replies.session_ends_after_a_write()),
    answered("signed_out_shell", servers.gone_after(0)),
    answered("signed_out_later", servers.gone_after(1)),
)
ADVERSARIAL = NAMES + COPIES + STATES + INTERRUPTIONS + SAVES + TROUBLE
ALL = BENIGN + ADVERSARIAL


def twist_of(operators: tuple[Operator, ...], spot: Spot, seed: int) -> Twist:
    """All the operators as one twist of the practice."""
    made = [operator.make(spot) for operator in operators if operator.make]
    names = [operator.name for operator in operators if operator.bends]
    return joined(*made, _bending(names, spot.setting, seed)) if names else joined(*made)


def _bending(names: list[str], setting: Setting, seed: int) -> Twist:
    texts = all_texts(setting.control.labels)
    script = f"{BENDS.read_text(encoding='utf-8')}\nbend({json.dumps(names)}, {json.dumps(texts)}, {seed});"
    guarded = f"<script>(() => {{ 'use strict';\n{script}\n}})();</script>\n"
    return Twist(html=lambda html: SCRIPT.sub(lambda found: guarded + found[1], html, count=1))

"""A view as HTML: an almost empty page, its script, and what the script needs to draw the rest."""

import html
import json
import random
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from automations.practice.site import Banner, FormPage, Page, SignInForm, Site, said
from automations.practice.twist import View
from automations.practice.wire import put

CLIENT = Path(__file__).parent / "client"
SCRIPTS = ("recorder.js", "store.js", "draw.js", "choices.js", "forms.js", "sheets.js", "start.js")
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")

_HTML = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{assets}/practice/main.css">
</head>
<body>
<div id="root"></div>
<script type="application/json" id="view">{view}</script>
{state}<script src="{assets}/practice/main.js"></script>
</body>
</html>
"""


def html_of(view: View) -> str:
    """The page as it is served."""
    state = f"<script>window.__INITIAL_STATE__={_json(_state(view))};</script>\n" if view.flags.get("stated") else ""
    state += view.site.states(view) if view.site.states else ""
    return _HTML.format(
        language=html.escape(view.language),
        direction="rtl" if view.language.split("-")[0] in RIGHT_TO_LEFT else "ltr",
        title=html.escape(f"{said(view.page.title, view.language)} / {view.site.platform.name}"),
        assets=f"https://{view.site.assets}" if view.site.assets else "",
        view=_json(_for_client(view)),
        state=state,
    )


def script_of(site: Site) -> str:
    """The client of one platform: the shared files, then what draws the platform's own, then the start."""
    *shared, start = [(CLIENT / name).read_text(encoding="utf-8") for name in SCRIPTS]
    own = site.script.read_text(encoding="utf-8") if site.script else ""
    return "(() => {\n'use strict';\n" + "\n".join((*shared, own, start)) + "\n})();\n"


def style_of(site: Site) -> str:
    """The style sheet: the shared one, then the platform's own."""
    own = site.style.read_text(encoding="utf-8") if site.style else ""
    return (CLIENT / "main.css").read_text(encoding="utf-8") + own


def _for_client(view: View) -> dict[str, Any]:
    site, page, language = view.site, view.page, view.language
    return {
        "platform": site.platform.name,
        "title": said(page.title, language),
        "path": page.path,
        "kind": page.kind,
        "handle": view.handle,
        "language": language,
        "lines": [said(line, language) for line in page.lines],
        "waits": page.waits,
        "onError": page.on_error,
        "onLoadFailure": page.on_load_failure,
        "save": said(page.save, language),
        "container": page.container,
        "csrf": site.csrf,
        "texts": {key: said(labels, language) for key, labels in site.said.items()},
        "menu": [_link(link.to, said(link.title, language), said(link.text, language)) for link in site.menu],
        "rows": [replace(row).wire(site) for row in view.rows],
        "traps": _traps(page, language),
        "banner": _banner(site.banner, language) if view.banner and site.banner else None,
        "prompt": view.prompt,
        "form": _objection(page.form, view, language) if page.form else None,
        "signIn": _form(site.sign_in) if page.kind == "sign_in" and site.sign_in else None,
        "flags": {"seed": random.randrange(1_000_000), **view.flags},  # noqa: S311
    }


def _link(to: str, title: str, text: str) -> dict[str, str]:
    return {"to": to, "title": title, "text": text}


def _traps(page: Page, language: str) -> list[dict[str, str]]:
    return [
        {
            "loses": trap.loses,
            "button": said(trap.button, language),
            "question": said(trap.question, language),
            "confirm": said(trap.confirm, language),
        }
        for trap in page.traps
    ]


def _banner(banner: Banner, language: str) -> dict[str, str]:
    return {
        "text": said(banner.text, language),
        "refuse": said(banner.refuse, language),
        "accept": said(banner.accept, language),
    }


def _objection(form: FormPage, view: View, language: str) -> dict[str, Any]:
    texts = {name: said(getattr(form, name), language) for name in ("button", "sent", "more")}
    asked = {name: getattr(form, name).get(language, ("",))[0] for name in ("question", "answer")}
    return {
        **texts,
        **asked,
        "postsTo": form.posts_to,
        "email": view.email,
        "asksCode": form.asks_code,
        "stays": form.stays,
    }


def _form(form: SignInForm) -> dict[str, Any]:
    return asdict(form)


def _state(view: View) -> dict[str, Any]:
    """Stored values as a page's own script states them."""
    settings: dict[str, Any] = {}
    for door in view.site.doors:
        for setting, field in door.fields.items():
            if setting in view.values:
                put(settings, field.read, view.values[setting])
    return {"settings": {"remote": {"settings": settings}}}


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")

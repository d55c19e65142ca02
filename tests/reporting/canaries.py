"""Twenty personal things that a page may show to somebody who is `anna_qwzjort` there; all bear "qwzj" or "anna"."""

HANDLE = "anna_qwzjort"
PERSONAL = (HANDLE, "qwzjhome", "qwzjclub")
"""What Unconsent knows of her: her handle, and her own names for her accounts."""
CANARIES = (
    HANDLE,
    f"@{HANDLE}",
    "Anna Qwzjort",
    "ANNA_QWZJORT",
    "Änna-Qwzjört",
    "anna\u00ad_qwzj\u00adort",
    "\uff41nna\uff3fqwzjort",
    "Fotos von Qwzjorts Garten",
    "Anna: qwzj ist an",
    "An qwzj@example.org senden",
    "An qwzj\uff20example.org senden",
    "https://qwzj.example/a/b?c=d zeigen",
    "qwzj.example.org zeigen",
    "www.qwzj zeigen",
    "+49 151 qwzj 5550",
    "qwzj-Straße 7, Hinterhaus",
    "qwzj \u0664\u0665",
    "Als qwzjhome anmelden",
    "Zu qwzjclub wechseln",
    "Wort " * 24 + "qwzj",
)
"""The last one is cut before what is personal; all others are left out whole."""

"""Every sentence of messages, and about them, that a person sees."""

from collections.abc import Mapping

from backend.flow.findings import What
from backend.messenger.form import Ended, Why

TITLE = "Unconsent: {what}"
ONE = "something needs a look"
SEVERAL = "{count} things need a look"
WEEK = "how things stand"
TEST_TITLE = "Unconsent: a test"
TEST = "This is a test. What looks at your accounts find will be told here."
FOUND: Mapping[What, str] = {
    What.CAME_BACK: "{who}: “{setting}” came back on ({day}). Opt out again.",
    What.NEEDS_YOU: "{who}: “{setting}” cannot be looked at until you act ({day}).",
    What.LETTER_DUE: "The time to answer your letter to {company} is over ({day}). Note the answer, or go on.",
    What.RENAMED: "{who}: “{setting}” is not where it was known ({day}).",
    What.NEW_SETTING: "{who}: a switch that Unconsent does not know yet ({day}).",
    What.REPAIRED: "{who}: “{setting}” had come back on, and was opted out again ({day}).",
    What.LOOK_DUE: "{who}: it is time to look again, in your own browser ({day}).",
}
WHOLE_ACCOUNT = "the account"
MORE = "… and {count} more."
REPEAT = "You may have got this before: nobody here knows whether the last try arrived."
WHERE = "What was seen stays in Unconsent. This message holds nothing of it."
SINCE = "Found since {day}:"
NOTHING_NEW = "Nothing new was found."
ACCOUNTS = "Your accounts:"
NO_ACCOUNTS = "You have no accounts here yet."
GONE = "“{name}” takes no messages any more. Remove it, or allow messages anew in that browser."
FAMILY = "Your family:"
ONE_OF_FAMILY = "{name}: {accounts}, {need}."
ALL_WELL = "nobody needs to act"
NEED = "{count} need somebody to act"
NEEDS = "1 needs somebody to act"
NOT_LOOKED = "{who}: nobody has looked yet."
STANDS = "{who}: {counts}. Last looked at on {day}."

UNKNOWN_KIND = "This kind of address stays on the machine, or sends in the open, so it is not used here."
SENT = "A test message was sent to {name}. Look whether it came."
SAID: Mapping[Why, str] = {
    Why.UNREADABLE: (
        "This is not an address that Apprise knows, or a part of it is missing. Write it as Apprise has it, as in "
        "ntfys://ntfy.example/my-topic or mailtos://USER:PASSWORD@example.org"
    ),
    Why.LOCAL: UNKNOWN_KIND + " Choose one that goes to a mailbox, a chat or a phone.",
    Why.MISSING: "This kind needs a package that is not installed with Unconsent. Choose another one.",
    Why.PRIVATE: (
        "It leads to an address inside the network, or to one that no message may go to. Use a public address; the "
        "owner of the service can allow private ones (UNCONSENT_NOTIFY_PRIVATE)."
    ),
    Why.CLEAR: (
        "It would travel through the internet in the clear, or to a server that proves nothing. Use the encrypted "
        "form, as jsons:// or mailtos://, and leave the certificate checked."
    ),
    Why.FILE: "It asks for a file or a program of this machine, which is never used. Leave that part out.",
    Why.UNKNOWN_HOST: "There is no server of that name. Check the address.",
    Why.UNREACHABLE: "The server cannot be reached. Check the address, and whether it is up.",
    Why.CERTIFICATE: "The server's certificate is not valid for it, so nothing was given to it. Check the address.",
    Why.DENIED: "The server does not let it in. Check the user name, password or token in the address.",
    Why.ANSWER: "The server answered {status} instead of taking it. Check the address, or try again later.",
    Why.SILENT: "The server did not answer in time. Whether the message arrived is not known.",
    Why.FAILED: "It was not taken, and nothing says why. Check the address, and try again later.",
    Why.GONE: (
        "That browser takes no messages any more: it was shut out or signed out, they were forbidden there, or what it "
        "kept was cleared. Remove it here, and allow messages anew in that browser."
    ),
    Why.NOT_OURS: (
        "The push service of that browser takes nothing from here now. If that stays so, remove it here, and allow "
        "messages anew in that browser."
    ),
}
NO_BROWSER = "is not one that a browser gives. Allow messages anew in that browser."
NO_TARGET = "There is no {name!r} among the places where you are told. {nearest}"
TAKEN = "{name} is there already. Choose another name, or remove it first."
TOO_MANY = "There are {most} places already, which is the most. Remove one first."
TOO_LONG = "An address has at most {most} signs."
NO_ZONE = "is not one that is known here. Give it as Europe/Berlin or America/New_York."
NO_LENGTH = "begin and end at the same time. Leave them out, if you want none."


def said(ended: Ended) -> str:
    """What came of a try that did not go well."""
    return said_of(ended.why or Why.FAILED, ended.status)


def said_of(why: Why, status: int | None) -> str:
    """The same, as it is stored."""
    return SAID[why].format(status=status)


def accounts(count: int) -> str:
    """How many accounts."""
    return "1 account" if count == 1 else f"{count} accounts"


def need(count: int) -> str:
    """How many of them need somebody."""
    return ALL_WELL if not count else NEEDS if count == 1 else NEED.format(count=count)


def things(count: int) -> str:
    """The subject of a message about so many findings."""
    return TITLE.format(what=ONE if count == 1 else SEVERAL.format(count=count))

"""Declares `letters`. What the commands do is imported when they are called, so that help is quick."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from backend.cli import letter_mail_commands
from backend.cli.call import finish

Region = Literal["eu", "uk", "us", "other"]
Language = Literal["en", "de", "fr", "es", "pt", "it", "nl"]
ByPerson = Literal["email", "form", "post"]
Id = Annotated[str, typer.Argument(metavar="ID", help="As `letters` lists it; its beginning is enough.")]
Day = typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="On which day; today unless said otherwise.")
On = Annotated[datetime | None, Day]
Platform = Annotated[str, typer.Argument(metavar="PLATFORM", help="A platform, or a company as `whatsapp`.")]
Name = Annotated[str | None, typer.Argument(metavar="NAME", help="Your name for the account.", show_default=False)]
InRegion = Annotated[
    Region | None, typer.Option("--region", help="Where you live; it decides on the law.", show_default=False)
]
InLanguage = Annotated[Language, typer.Option("--language", help="Of the letter.")]
USES = "What you object to: ai_training, data_sharing, ads, profiling. Repeatable; otherwise the first three."
About = Annotated[list[str] | None, typer.Option("--about", metavar="USE", help=USES)]
Setting = Annotated[
    list[str] | None, typer.Option("--setting", metavar="SETTING", help="A setting to be named. Repeatable.")
]
Handle = Annotated[
    str | None, typer.Option(metavar="HANDLE", help="The name by which they know you; otherwise the account's.")
]
YourName = Annotated[str | None, typer.Option("--name", metavar="NAME", help="Your own name.")]
Email = Annotated[str | None, typer.Option("--email", metavar="EMAIL", help="Where they can answer.")]
Address = Annotated[
    str | None, typer.Option("--address", metavar="ADDRESS", help="Your postal address; \\n between its lines.")
]
Remember = Annotated[
    bool, typer.Option("--remember", help="Keep name, e-mail and address, sealed, for the next letters.")
]
To = Annotated[
    str | None, typer.Option("--to", metavar="EMAIL", help="Which of their addresses, where several are known.")
]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    letters = typer.Typer(help="Writes objections, and keeps their deadlines.", no_args_is_help=False)
    letters.callback(invoke_without_command=True)(every_letter)
    for command in (write, listed, show, edit, send, sent, answered, complaint, close, remove):
        letters.command("list" if command is listed else command.__name__)(command)
    letter_mail_commands.add_to(letters)
    app.add_typer(letters, name="letters")


def every_letter(context: typer.Context) -> None:
    """Writes objections, and keeps their deadlines. Without a word after it: lists them."""
    if context.invoked_subcommand is None:
        listed(context)


def write(
    context: typer.Context,
    platform: Platform,
    name: Name = None,
    region: InRegion = None,
    language: InLanguage = "en",
    about: About = None,
    setting: Setting = None,
    handle: Handle = None,
    your_name: YourName = None,
    email: Email = None,
    address: Address = None,
    remember: Remember = False,
    to: To = None,
) -> None:
    """Writes a letter. It is a draft, of which nothing is sent."""
    from backend.cli.letter_writing import Wanted, written

    wanted = Wanted(
        about=platform,
        account=name,
        region=region,
        language=language,
        uses=tuple(about or ()),
        settings=tuple(setting or ()),
        handle=handle,
        name=your_name,
        email=email,
        address=address,
        remember=remember,
        to=to,
    )
    finish(context, written(context.obj, wanted))


def listed(context: typer.Context) -> None:
    """Lists the letters, newest first."""
    from backend.cli.letter_list import listed

    finish(context, listed(context.obj))


def show(
    context: typer.Context,
    id: Id,
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write it to a file, for paper.")] = None,
    eml: Annotated[
        Path | None, typer.Option("--eml", metavar="FILE", help="Write a mail draft with what is enclosed.")
    ] = None,
    zip: Annotated[
        Path | None, typer.Option("--zip", metavar="FILE", help="Write everything: the letter and what is enclosed.")
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Only the text, to be changed and given to `edit`.")] = False,
) -> None:
    """Shows one letter, or writes it to a file."""
    from backend.cli.letter_list import shown

    files = {form: file for form, file in (("pdf", pdf), ("eml", eml), ("zip", zip)) if file}
    finish(context, shown(context.obj, id, files, only_text=text))


def edit(
    context: typer.Context,
    id: Id,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="The new text; `-`: standard input.")
    ] = None,
    subject: Annotated[str | None, typer.Option("--subject", metavar="TEXT", help="A new subject.")] = None,
) -> None:
    """Replaces the text of a draft."""
    from backend.cli.letter_writing import edited

    finish(context, edited(context.obj, id, file, subject))


def send(
    context: typer.Context,
    id: Id,
    approve: Annotated[
        str | None,
        typer.Option("--approve", metavar="HASH", help="What `show --json` says, when nobody is there to be asked."),
    ] = None,
) -> None:
    """Sends it through your own mail server. The whole letter is shown, and you are asked first."""
    from backend.cli.letter_sending import sent_by_smtp

    finish(context, sent_by_smtp(context.obj, id, approve))


def sent(
    context: typer.Context,
    id: Id,
    on: On = None,
    by: Annotated[ByPerson | None, typer.Option("--by", help="How you sent it.", show_default=False)] = None,
) -> None:
    """Notes that you have sent it yourself. From then on its deadline is kept."""
    from backend.cli.letter_sending import sent_by_person

    finish(context, sent_by_person(context.obj, id, on.date() if on else None, by))


def answered(
    context: typer.Context,
    id: Id,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What they say, in your words.")],
    on: On = None,
    until: Annotated[
        datetime | None,
        typer.Option("--until", formats=["%Y-%m-%d"], metavar="DATE", help="They only ask for more time, until then."),
    ] = None,
) -> None:
    """Notes an answer."""
    from backend.cli.letter_sending import answer_noted

    days = (on.date() if on else None, until.date() if until else None)
    finish(context, answer_noted(context.obj, id, note, *days))


def complaint(context: typer.Context, id: Id) -> None:
    """Writes a complaint to the authority. A draft, with your letter and the receipts of the account enclosed."""
    from backend.cli.letter_writing import complained

    finish(context, complained(context.obj, id))


def close(context: typer.Context, id: Id) -> None:
    """Puts a letter aside. Nothing reminds of it any more."""
    from backend.cli.letter_sending import closed

    finish(context, closed(context.obj, id))


def remove(
    context: typer.Context, id: Id, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False
) -> None:
    """Deletes a letter with what it says."""
    from backend.cli.letter_sending import removed

    finish(context, removed(context.obj, id, sure=yes))

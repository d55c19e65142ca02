"""Every sentence about letters that a person sees outside of the letters themselves."""

A_REQUEST = "A letter is a request. Whether the platform follows it, only its answer tells."
NO_NAME = "Your name is missing: give it with the letter, or put it where it says {placeholder}."
NO_EMAIL = "Your e-mail address is missing, so nobody could answer: put it where it says {placeholder}."
NO_HANDLE = "It is not known under which name {platform} knows you: put it where it says {placeholder}."
NO_AUTHORITY = (
    "It is not known which authority watches over {company}. In the EU you may turn to the one of the country where "
    "you live: put its name and address where it says {placeholder}."
)
LEAD_AUTHORITY = "In the EU you may complain to the authority of the country where you live instead, in its language."
YOUR_REASONS = (
    "An objection under Article 21(1) rests on reasons of your own situation. The letter gives a general one: "
    "put yours there, if you can."
)
OUTSIDE_CALIFORNIA = (
    "It leans on the law of California. Several other states have laws of their own; the letter asks for the same "
    "there."
)
FORM_ONLY = "{company} takes no e-mail that is known here. Copy the text into the form: {url}"
SEVERAL_EMAILS = "It goes to {chosen}. Other addresses that are known: {others}. Choose one with the recipient."
NOTHING_KNOWN = "Neither a platform nor a company of that name has an address here. Known: {known}."
NO_WAY = "No address of {company} is known for this region. Nothing was written."
NOT_THEIRS = "{email} is no address that is known of {company}. Known: {known}."
NO_EMAILS = "none"
WHICH_ACCOUNT = "There are several accounts at {platform}: {names}. Say which one the letter is about."
NO_LETTER = "There is no letter {id!r}. `letters` lists them all."
SEVERAL = "Several letters begin with {id!r}: {ids}. Type more of it."
NOT_A_DRAFT = "This letter is {state}, so it cannot be changed any more. Write a new one, if something is missing."
NOT_WRITTEN_YET = "This letter is {state}. Only one that was sent can be answered."
ONLY_DRAFTS = "This letter is {state}. Only a draft can be sent."
UNSURE = (
    "It was handed to the mail server, and no answer came: nobody here knows whether it went out. Look "
    "into the folder of sent mail. If it is there, note it as sent; if not, change the text, or save it again as it is."
)
UNFILLED = "{placeholders} still stands in the letter. Put in what belongs there first. Nothing was sent."
EMPTY = "A letter needs a subject and a text. Nothing was changed."
NO_ADDRESS = "No e-mail address of {company} is known, so it cannot be sent by mail. {instead}"
BY_FORM = "Use the form: {url}"
BY_POST = "Send it on paper: {post}"
NO_MAILBOX = "No mail server of yours is known yet. Set one up first, or send the letter yourself."
OTHER_TEXT = (
    "What was approved is not what would be sent now: the letter was changed meanwhile. Nothing was sent. Read it "
    "again, and approve that."
)
TOO_EARLY = (
    "The time to answer ends on {due}. A complaint can be written from the day after, or when they have answered."
)
NO_COMPLAINT = "There is no complaint about a letter for this region. Complaints are for the EU and the UK."
OF_A_COMPLAINT = "This is a complaint already. A complaint is written about an objection."
SENT_FIRST = "This letter is {state}. A complaint is about one that was sent."
IN_FUTURE = "{day} has not come yet. Give a day until today."
BEFORE_SENT = "{day} lies before the day on which the letter was sent, {sent}."
UNTIL_LATER = "{day} is over already. Give the day until which they asked for more time."
DUE = "The time to answer the letter of {sent} to {company} ended on {due}."
DUE_NEXT = "Note the answer if there was one. If not, a complaint to the authority can be written."
DUE_NEXT_PLAIN = "Note the answer if there was one. If not, you may write again."
DUE_EXTENDED = "They may have asked for more time: note that with the answer."
NO_SETTING = "{name} has no setting {setting!r}. {nearest}"
NO_EMAIL_ADDRESS = "What was given is no e-mail address. Give it as name@example.org."
NO_LINE = "The {what} is too long, or holds signs that cannot be printed. Give up to {most} letters, digits or signs."
TOO_MANY_LINES = "A postal address has at most {most} lines."

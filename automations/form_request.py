"""The page's own request that carries what a form says, and how the platform answered it."""

import json
from collections.abc import Callable
from urllib.parse import unquote_plus, urlsplit

from playwright.async_api import Error, Page, Request, Response

from automations.answers import ASKING, Answer, json_of
from automations.form_page import Sheet


class Sending:
    """Listens to a page from the moment before its button is pressed. What was sent never leaves this object."""

    def __init__(self, page: Page, *, belongs: Callable[[str], bool], sheet: Sheet) -> None:
        self._belongs = belongs
        self._carried = sheet.email or sheet.reason
        self._answered: list[Response] = []
        page.on("response", self._hear)

    async def answer(self) -> Answer | None:
        """How the platform answered the request that carries the form; None while it has not."""
        for response in self._answered:
            try:
                body = json_of(await response.text())
            except Error:  # none to be read, as of a redirect
                body = None
            where = urlsplit(response.url).path
            return Answer(method=response.request.method, where=where, status=response.status, body=body)
        return None

    def _hear(self, response: Response) -> None:
        request = response.request
        ours = request.method not in ASKING and self._belongs(urlsplit(request.url).netloc)
        if ours and self._carries(request):
            self._answered.append(response)

    def _carries(self, request: Request) -> bool:
        """Whether its body holds the e-mail address, else the reason, as forms or as JSON write them."""
        said = (request.post_data_buffer or b"").decode("utf-8", "replace")
        spelled = {self._carried, json.dumps(self._carried)[1:-1]}
        return bool(self._carried) and any(one in text for one in spelled for text in (said, unquote_plus(said)))

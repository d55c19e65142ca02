"""The counts of the whole corpus, added up over all its parts and workers, at the end of the session."""

from collections.abc import Iterator

import pytest

from tests.corpus.counts import BENIGN_AT_LEAST, COUNTS, Counts

TOLD: list[Counts] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Collects what each part has counted; on the process that prints the summary."""
    if report.when == "call":
        TOLD.extend(Counts.from_text(str(value)) for name, value in report.user_properties if name == COUNTS)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """R4 is about the corpus as a whole: a share below it fails the session."""
    if TOLD and sum(TOLD, Counts()).benign_share < BENIGN_AT_LEAST:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the counts."""
    if TOLD:
        terminalreporter.section("corpus")
        for line in sum(TOLD, Counts()).lines():
            terminalreporter.write_line(line)

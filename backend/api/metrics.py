"""Numbers for Prometheus, in its text format (version 0.0.4): how outcomes are spread, and how much is going on."""

from collections.abc import Iterable, Mapping

from backend.api.desk import Desk
from backend.flow.jobs import State
from backend.version import installed_version

Sample = tuple[Mapping[str, str], int]


async def exposition(desk: Desk) -> str:
    """All of them."""
    counts = await desk.lookups.counts()
    jobs = await desk.lookups.jobs_by_state()
    outcomes: list[Sample] = [
        ({"platform": one.platform, "setting": one.setting, "outcome": one.outcome}, one.number) for one in counts
    ]
    return "".join(
        (
            _metric("unconsent_build_info", "gauge", "The version.", [({"version": installed_version()}, 1)]),
            _metric("unconsent_outcomes", "gauge", "Stored outcomes by platform and setting.", outcomes),
            _metric(
                "unconsent_jobs", "gauge", "Jobs by state.", [({"state": one.value}, jobs.get(one, 0)) for one in State]
            ),
            _metric("unconsent_event_streams", "gauge", "Listeners to events.", [({}, len(desk.streams))]),
        )
    )


def _metric(name: str, kind: str, help: str, samples: Iterable[Sample]) -> str:
    lines = [f"# HELP {name} {help}", f"# TYPE {name} {kind}"]
    for labels, value in samples:
        inside = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
        lines.append(f"{name}{{{inside}}} {value}" if inside else f"{name} {value}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

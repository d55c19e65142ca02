"""Reads at a steady rate from a process of its own: `python -m tests.api.steady_reader PORT`, the token on stdin."""

import http.client
import json
import sys
import threading
import time

A_SECOND, SECONDS, THREADS = 200, 10, 16
PATHS = ("me", "accounts", "jobs", "receipts")


def read(port: int, token: str) -> dict[str, float]:
    """Milliseconds from when each request was due until it was answered, and how many were answered with 200."""
    waits: list[float] = []
    good: list[int] = []
    start = time.perf_counter() + 0.2

    def reader(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for one in range(number, A_SECOND * SECONDS, THREADS):
            due = start + one / A_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
            path = f"/api/v1/{PATHS[one % len(PATHS)]}"
            connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
            answer = connection.getresponse()
            answer.read()
            waits.append((time.perf_counter() - due) * 1000)
            good.append(answer.status == 200)

    threads = [threading.Thread(target=reader, args=(number,)) for number in range(THREADS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    waits.sort()
    return {"p50": waits[len(waits) // 2], "p99": waits[len(waits) * 99 // 100], "good": sum(good)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(read(int(sys.argv[1]), sys.stdin.readline().strip())))

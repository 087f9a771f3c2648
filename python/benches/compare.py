"""Times the Python package against trafilatura on the same pages, in one run, and watches the memory it takes.

usage: python python/benches/compare.py [--pages N] FOLDER-OR-FILES

Both get the same pages by turns, one core each, and Dateline makes every object of every article: its dictionary of all
fields. Then Dateline parses the pages again and again up to N (100,000 unless told), and the memory of the process is
printed at each tenth.
"""

import argparse
import gzip
import sys
import time
from pathlib import Path

import dateline

LIMIT = 200
"""The pages that are timed."""

TURNS = 3


def pages(paths: list) -> list:
    """The pages in files and folders, also gzipped, by name."""
    files = [Path(path) for path in paths]
    files = [file for path in files for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    found = []
    for file in files:
        if file.name.endswith((".html", ".htm", ".html.gz")):
            found.append(gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes())
    return found


def memory() -> float:
    """The memory of this process, in MiB."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def timed(work, given: list) -> float:
    start = time.process_time()
    for page in given:
        work(page)
    return time.process_time() - start


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=100_000)
    options.add_argument("paths", nargs="+")
    options = options.parse_args()
    all_pages = pages(options.paths)
    step = max(1, len(all_pages) // LIMIT)
    some = all_pages[::step][:LIMIT]
    print(f"{len(some)} of {len(all_pages)} pages, {sum(map(len, some)) / len(some) / 1024:.0f} KiB on average")

    try:
        import trafilatura
    except ImportError:
        print("trafilatura is not installed, so nothing is compared")
    else:
        times = {"trafilatura": [], "dateline": []}
        for _ in range(TURNS):
            times["trafilatura"].append(timed(lambda page: trafilatura.bare_extraction(page, with_metadata=True), some))
            times["dateline"].append(timed(lambda page: dateline.parse(page).to_dict(), some))
        for name, turns in times.items():
            rates = ", ".join(f"{len(some) / turn:.0f}" for turn in turns)
            print(f"{name}: {rates} pages a second of processor time")
        ratios = [one / other for one, other in zip(times["trafilatura"], times["dateline"])]
        print(f"dateline is {min(ratios):.1f} to {max(ratios):.1f} times as fast")

    start = time.time()
    marks = {1_000, *range(options.pages // 10, options.pages + 1, options.pages // 10)}
    first = 0.0
    for number in range(1, options.pages + 1):
        dateline.parse(some[number % len(some)]).to_dict()
        if number in marks:
            first = first or memory()
            change = (memory() / first - 1) * 100
            print(f"page {number}: {memory():.1f} MiB ({change:+.1f} %), {number / (time.time() - start):.0f} pages a second")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

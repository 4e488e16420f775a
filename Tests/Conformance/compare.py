"""Compares what trailsift found with what the evaluator expects, for one seed of random-rules.

    compare.py SEED FOLDER

FOLDER holds expected.jsonl and events.ndjson of the generator, and found.ndjson of trailsift.
"""

import json
import pathlib
import sys

SHOWN = 10


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main(seed, folder):
    folder = pathlib.Path(folder)
    events = lines(folder / "events.ndjson")
    rules = lines(folder / "expected.jsonl")
    # Events are known by their eventID; the generator gives each its own.
    index = {event["eventID"]: number for number, event in enumerate(events)}
    if len(index) != len(events):
        sys.exit("the events have no eventID of their own")
    found = {rule["rule"]: set() for rule in rules}
    for hit in lines(folder / "found.ndjson"):
        found[hit["rule"]["id"]].add(index[hit["event"]["eventID"]])

    wrong = 0
    for rule in rules:
        expected = set(rule["matches"])
        for number in sorted(expected ^ found[rule["rule"]]):
            wrong += 1
            if wrong <= SHOWN:
                text = (folder / "rules" / rule["file"]).read_text(encoding="utf-8")
                answer = "matches" if number in expected else "does not match"
                print(f"--- {rule['file']}: expected: it {answer}\n{text}{json.dumps(events[number])}")
    pairs = len(rules) * len(events)
    hits = sum(len(rule["matches"]) for rule in rules)
    print(f"seed {seed}: {pairs - wrong} of {pairs} pairs agree ({hits} of them matches)")
    if wrong:
        print((folder / "errors.txt").read_text(encoding="utf-8")[:2000], file=sys.stderr)
    return 1 if wrong or pairs == 0 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

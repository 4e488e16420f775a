"""Counts the CloudTrail records below a folder, with nothing but Python's json, gzip and csv.

    count-records.py FOLDER

Each folder right below FOLDER is a set. For each, one line of JSON:

    {"set": "a", "files": ["a/x.json"], "broken": ["a/y.json"], "events": 3, "others": 1,
     "hits": 2, "distinctHits": 1}

`files` hold JSON and are well-formed to the end; only they are counted. `broken` ones begin like
JSON and are not. `others` are records that are no events. A hit is an event that answers the rule
of `is_hit`; of hits with the same eventID one is distinct.

`kind` defines an event as trailsift does (CloudTrail user guide, "Record contents", "Insights
events", "Aggregated events"), so that the counts can be compared: a wrong definition does not show
here. How files are read and cut, and how events inside of records are found, is Python's own.
"""

import csv
import gzip
import io
import json
import pathlib
import sys

DECODER = json.JSONDecoder()


class NotJSON(Exception):
    """A file of something else, such as a licence."""


def values(text):
    """The JSON values of a text, one behind the other with blanks or nothing between them."""
    place = 0
    while True:
        while place < len(text) and text[place] in " \t\r\n":
            place += 1
        if place == len(text):
            return
        value, place = DECODER.raw_decode(text, place)
        yield value


def table(text):
    """The events in a table's cells; a table without any is not to be read."""
    found = []
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            try:
                value = json.loads(cell)
            except ValueError:
                continue
            if isinstance(value, dict) and kind(value) == "event":
                found.append(value)
    if not found:
        raise NotJSON
    return found


def contents(path):
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotJSON from None
    if path.suffix == ".csv":
        return table(text)
    if text.lstrip()[:1] not in ("{", "["):
        raise NotJSON
    return list(values(text))


def kind(record):
    source = record.get("eventSource")
    if isinstance(source, str) and ":" in source:
        return "notification"
    if record.get("eventCategory") == "Insight" or record.get("eventType") == "AwsCloudTrailInsight":
        return "event"
    if record.get("eventType") == "AwsAggregatedEvent":
        return "event"
    if "eventName" in record and str(source).endswith(".amazonaws.com"):
        return "event"
    if "digestStartTime" in record:
        return "digest"
    present = {name for name, value in record.items() if value is not None}
    if "eventVersion" in present and str(record.get("eventType")).startswith("Aws"):
        return "event"
    many = len(present & MEMBERS) >= 3
    return "event" if many and present & TELLING and present & NAMING else "unknown"


TELLING = {"eventVersion", "awsRegion", "userIdentity", "recipientAccountId", "sourceIPAddress"}
NAMING = {"eventSource", "eventName", "eventType", "eventVersion"}
MEMBERS = TELLING | NAMING | {
    "eventCategory", "eventTime", "eventID", "requestParameters", "responseElements",
    "insightDetails",
}


def inside(value):
    """The events in a value, the outermost of those in each other, and the objects without any that
    are in a list with some."""
    if isinstance(value, str):
        try:
            return inside(json.loads(value)) if value[:1] in ("{", "[") else []
        except ValueError:
            return []
    if isinstance(value, dict):
        if kind(value) == "event":
            return [value]
        return [found for member in value.values() for found in inside(member)]
    if not isinstance(value, list):
        return []
    each = [(element, inside(element)) for element in value]
    if any(found for _, found in each):
        each = [(e, found or [e] if isinstance(e, dict) else found) for e, found in each]
    return [one for _, found in each for one in found]


def records(value):
    """The events in a value, or itself; each element of a list by itself."""
    if isinstance(value, list):
        for element in value:
            yield from records(element)
    elif isinstance(value, dict) and isinstance(value.get("Records"), list):
        yield from records(value["Records"])
    elif isinstance(value, dict):
        yield from inside(value) or [value]
    else:
        yield value


def is_hit(event):
    """selection: {eventName|startswith: [Get, List, Describe]}; filter: {awsRegion: us-east-1};
    condition: selection and not filter"""
    name = str(event.get("eventName")).lower()
    return name.startswith(("get", "list", "describe")) and (
        str(event.get("awsRegion")).lower() != "us-east-1"
    )


def count(folder, root):
    files, broken, events, others, hits, seen = [], [], 0, 0, 0, set()
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name.startswith("."):
            continue
        name = str(path.relative_to(root))
        try:
            found = list(records(contents(path)))
        except NotJSON:
            continue
        except (ValueError, EOFError, OSError):
            broken.append(name)
            continue
        files.append(name)
        for record in found:
            if not isinstance(record, dict) or kind(record) != "event":
                others += 1
                continue
            events += 1
            if is_hit(record):
                hits += 1
                # A hit without an eventID is like no other.
                seen.add(record.get("eventID") or object())
    return {
        "set": folder.name, "files": files, "broken": broken, "events": events, "others": others,
        "hits": hits, "distinctHits": len(seen),
    }


def main(root):
    root = pathlib.Path(root)
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        print(json.dumps(count(folder, root)))


if __name__ == "__main__":
    main(*sys.argv[1:])

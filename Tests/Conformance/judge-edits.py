"""Edits rules with trailsift and lets other tools judge what it wrote: PyYAML, pySigma, `sigma check`.

    judge-edits.py PROGRAM FOLDER [--limit N]

PROGRAM is the built trailsift, FOLDER holds rule files (*.yml, at any depth). In a copy of each rule a
region is allowed, and in another an exception is added. The judges are asked:

    lines     only those of the condition, of `modified` and of regions went
    PyYAML    old and new are the same data but for `modified`, the condition, the new filter, regions
    pySigma   both load; each old search is as before; for every choice of true and false for the
              searches the new condition is the old one and not the filter; the filter has the
              values that were asked for
    sigma     `sigma check` finds nothing that it did not find before

Needs pySigma, sigma-cli and PyYAML in the Python that runs it, and no network. Exit status: 0 all
agree, 1 some do not.
"""

import argparse
import ast
import collections
import datetime
import difflib
import itertools
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

import yaml
from sigma.collection import SigmaCollection
from sigma.conditions import (
    ConditionAND,
    ConditionIdentifier,
    ConditionNOT,
    ConditionOR,
    ConditionSelector,
)
from sigma.rule import SigmaDetectionItem, SigmaRule
from sigma.types import SigmaNull, SigmaNumber, SigmaString

REGION = "ap-east-1"
EXCEPTIONS = [
    {"userIdentity.arn": ["arn:aws:iam::111122223333:role/build"]},
    {"userIdentity.arn": ["arn:aws:iam::111122223333:role/it's"], "awsRegion": ["eu-west-1"]},
    {"userAgent": ["Boto3/1.34: #x", "aws-cli"], "recipientAccountId": ["111122223333"]},
    {"requestParameters.bucket-name": ["- a", "true", "C:\\dir"]},
]
# They ask the network for lists of tags, and edits touch none.
UNASKED = ["attacktag", "d3_fendtag"]


class Disagreement(Exception):
    pass


def require(condition, text):
    if not condition:
        raise Disagreement(text)


# What is written


def other_lines(old, new):
    """Lines that went and look like none of those that an edit may take."""
    may_go = re.compile(rb"modified|condition|awsRegion|" + REGION.encode(), re.IGNORECASE)
    went = difflib.ndiff([repr(x) for x in old.splitlines(True)], [repr(x) for x in new.splitlines(True)])
    lines = [ast.literal_eval(line[2:]) for line in went if line.startswith("- ")]
    return [line for line in lines if not may_go.search(line)]


def documents(text):
    class Loader(yaml.SafeLoader):
        pass

    # Dates stay as they are written.
    Loader.yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers if "timestamp" not in tag]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return list(yaml.load_all(text, Loader))


def without_region(value):
    if isinstance(value, list):
        rest = [without_region(x) for x in value]
        return [x for x in rest if not (isinstance(x, str) and x.lower() == REGION)]
    if isinstance(value, dict):
        return {
            key: regions(item) if key == "awsRegion" else without_region(item)
            for key, item in value.items()
        }
    return value


def regions(value):
    entries = value if isinstance(value, list) else [value]
    rest = [x for x in entries if str(x).lower() != REGION]
    # The last entry stays, and one value may have become a list.
    return rest or [REGION]


def check_data(old, new, index, is_region):
    require(len(old) == len(new), "PyYAML: other documents")
    for number, (before, after) in enumerate(zip(old, new)):
        if number != index:
            require(before == after, f"PyYAML: document {number + 1} changed")
    before, after = dict(old[index]), dict(new[index])
    modified = after.pop("modified", None)
    before.pop("modified", None)
    require(modified == TODAY, f"PyYAML: modified is {modified!r}")
    detection_before, detection_after = dict(before.pop("detection")), dict(after.pop("detection"))
    require(before == after and list(before) == list(after), "PyYAML: other keys changed")
    detection_before.pop("condition"), detection_after.pop("condition")
    added = [key for key in detection_after if key not in detection_before]
    require(len(added) <= 1, f"PyYAML: {added} are new")
    filters = {key: detection_after.pop(key) for key in added}
    if is_region:
        detection_before, detection_after = map(without_region, (detection_before, detection_after))
    require(detection_before == detection_after, "PyYAML: a search changed")
    return filters


# What it means


def rules(text):
    loaded = SigmaCollection.from_yaml(text, collect_errors=True)
    return [rule for rule in loaded.rules if isinstance(rule, SigmaRule)]


def value_of(item, names, truth):
    if isinstance(item, ConditionIdentifier):
        return truth[item.identifier]
    if isinstance(item, ConditionSelector):
        chosen = [x.identifier for x in item.resolve_referenced_detections(names)]
        values = [truth[x] for x in chosen]
        kind = str(item.args[0]).lower()
        return all(values) if kind == "all" else any(values)
    values = [value_of(x, names, truth) for x in item.args]
    if isinstance(item, ConditionNOT):
        return not values[0]
    return all(values) if isinstance(item, ConditionAND) else any(values)


def check_conditions(old, new, name):
    before, after = old.detection, new.detection
    names = list(before.detections)
    trees = [x.parse(False) for x in before.parsed_condition], [
        x.parse(False) for x in after.parsed_condition
    ]
    require(len(trees[0]) == len(trees[1]), "pySigma: other conditions")
    if len(names) <= 11:
        choices = itertools.product([False, True], repeat=len(names))
    else:
        source = random.Random(1)
        choices = ([source.random() < 0.5 for _ in names] for _ in range(2000))
    for choice in choices:
        truth = dict(zip(names, choice))
        for left, right in zip(*trees):
            was = value_of(left, before, truth)
            for excepted in (False, True) if name else (False,):
                now = value_of(right, after, {**truth, **({name: excepted} if name else {})})
                require(now == (was and not excepted), f"pySigma: the condition differs at {truth}")


def items(detection):
    """What a search says, in a form that compares."""
    if isinstance(detection, SigmaDetectionItem):
        values = [
            (type(x).__name__, "" if isinstance(x, SigmaNull) else str(x))
            for x in detection.original_value
        ]
        return detection.field, [x.__name__ for x in detection.modifiers], values
    return str(detection.item_linking), [items(x) for x in detection.detection_items]


def says(value, text):
    """Whether a value is this text and no pattern, or the number that it says."""
    if isinstance(value, SigmaNumber):
        return str(value.number) == text
    return isinstance(value, SigmaString) and list(value.s) == [text]


def check_meaning(old, new, filters, wanted, is_region):
    require(not new.errors or len(new.errors) == len(old.errors), f"pySigma: {new.errors}")
    if old.errors:
        return False
    name = next(iter(filters), None)
    check_conditions(old, new, name)
    for key, detection in old.detection.detections.items():
        same = items(detection) == items(new.detection.detections[key])
        require(same or is_region, f"pySigma: {key} differs")
    if name and wanted:
        found = new.detection.detections[name].detection_items
        require([x.field for x in found] == list(wanted), f"pySigma: the filter has {found}")
        for item, texts in zip(found, wanted.values()):
            values = item.original_value
            right = len(values) == len(texts) and all(map(says, values, texts))
            require(right, f"pySigma: the filter says {values}, not {texts}")
    return True


def issues(folder):
    command = [str(pathlib.Path(sys.executable).parent / "sigma"), "check", "--pass-on-error"]
    for name in UNASKED:
        command += ["--exclude", name]
    report = folder.with_suffix(".xml")
    done = subprocess.run(
        command + ["--junitxml", str(report), str(folder)], capture_output=True, text=True
    )
    if not report.exists():
        sys.exit(f"sigma check did not work:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    found = collections.Counter()
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("failure") is not None:
            file = pathlib.Path(case.get("file", "")).name.split(":")[0]
            found[case.get("classname"), file] += 1
    return found


# Running


def edit(program, path, arguments, choice):
    command = [program, *arguments[:1], str(path), *arguments[1:], *choice, "--author", "judge"]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stderr.strip()


def rule_choices(path):
    """Documents of the file that hold a rule, with what tells trailsift which one is meant."""
    loaded = documents(path.read_bytes().decode("utf-8-sig"))
    places = [
        (index, item) for index, item in enumerate(loaded)
        if isinstance(item, dict) and "detection" in item and "action" not in item
    ]
    if len(places) == 1:
        return [(places[0][0], [])]
    return [(index, ["--rule-id", str(item.get("id") or item["title"])]) for index, item in places]


def judge(path, copy, index, wanted, is_region):
    old, new = path.read_bytes(), copy.read_bytes()
    unusual = other_lines(old, new)
    before, after = old.decode("utf-8-sig"), new.decode("utf-8-sig")
    filters = check_data(documents(before), documents(after), index, is_region)
    old_rules, new_rules = rules(before), rules(after)
    require(len(old_rules) == len(new_rules), "pySigma: other rules")
    judged = False
    for pair in zip(old_rules, new_rules):
        # The edited one, or each in a file that pySigma finds fault with.
        if pair[1].errors or str(pair[0].modified) != str(pair[1].modified) or len(old_rules) == 1:
            judged |= check_meaning(*pair, filters, wanted, is_region)
    return unusual, judged


def main():
    global TODAY
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    TODAY = datetime.date.today().isoformat()
    paths = sorted(options.folder.rglob("*.yml"))[: options.limit]
    work = pathlib.Path(tempfile.mkdtemp(prefix="judge-"))
    before, after = work / "before", work / "after"
    counts = dict.fromkeys(["files", "not loaded", "edits", "refused", "judged by pySigma", "wrong"], 0)
    for number, path in enumerate(paths):
        counts["files"] += 1
        try:
            choices = rule_choices(path)
        except (yaml.YAMLError, UnicodeDecodeError):
            choices = []
        if not choices:
            counts["not loaded"] += 1
            continue
        for index, choice in choices:
            exception = EXCEPTIONS[number % len(EXCEPTIONS)]
            where = [x for f, values in exception.items() for v in values for x in ("--where", f"{f}={v}")]
            for kind, arguments, wanted in [
                ("allow", ["allow", "--region", REGION], None),
                ("except", ["except", *where], exception),
            ]:
                name = f"{number:05d}-{index}-{kind}.yml"
                copy = after / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                before.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
                choice = choice + [
                    x for name in set(re.findall(r"%(\w+)%", path.read_text("utf-8-sig", "replace")))
                    for x in ("--define", f"{name}=known")
                ]
                status, words = edit(options.program, copy, arguments, choice)
                if status != 0:
                    loaded = status != 65
                    counts["refused" if loaded else "not loaded"] += 1
                    same = copy.read_bytes() == path.read_bytes()
                    print(f"{path} ({kind}): {words.splitlines()[-1] if words else status}")
                    if not same:
                        counts["wrong"] += 1
                        print(f"WRONG {path} ({kind}): refused, but changed")
                    copy.unlink()
                    continue
                counts["edits"] += 1
                shutil.copyfile(path, before / name)
                try:
                    unusual, judged = judge(path, copy, index, wanted, kind == "allow")
                    counts["judged by pySigma"] += judged
                    if unusual:
                        print(f"look at {copy} ({path.name}): {unusual[:3]}")
                except Disagreement as error:
                    counts["wrong"] += 1
                    print(f"WRONG {path} ({kind}): {error}; see {copy}")
    old, new = issues(before), issues(after)
    counts["issues before"], counts["issues after"] = old.total(), new.total()
    for (kind, file), more in (new - old).items():
        counts["wrong"] += more
        print(f"WRONG {file}: sigma check finds {kind}, and did not before")
    print(", ".join(f"{name}: {count}" for name, count in counts.items()))
    sys.exit(1 if counts["wrong"] or not counts["edits"] else 0)


if __name__ == "__main__":
    main()

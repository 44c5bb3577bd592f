#!/usr/bin/env python3
"""SARIF of every book of tests/golden/findings against the JSON Schema of SARIF 2.1.0. 77: skipped.

The schema comes with the validator of package.json; jsonschema is a package of PyPI and of Debian (python3-jsonschema).
What the schema cannot say is looked at here: rules are found by their index, and columns lie in their lines.
"""
import argparse
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SCHEMA = HERE / "node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json"


def skip(reason):
    print(f"skipped: {reason}", file=sys.stderr)
    sys.exit(77)


def sarif_of(tiebook, case, book):
    run = subprocess.run([tiebook, "check", "--format", "sarif", book.name], cwd=case, capture_output=True)
    return json.loads(run.stdout) if run.returncode in (0, 1) else None


def faults_of_places(case, run):
    """Regions that do not lie in their file as the run says that lines end."""
    ends = run["newlineSequences"]
    for result in run["results"]:
        if run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] != result["ruleId"]:
            yield f"ruleIndex of {result['ruleId']}"
        place = result["locations"][0]["physicalLocation"]
        file, region = case / place["artifactLocation"]["uri"], place["region"]
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue
        for end in ends:
            text = text.replace(end, "\n")
        lines = text.split("\n")
        if region["startLine"] > len(lines) or region["endLine"] > len(lines):
            yield f"line {region} of {len(lines)}"
        elif region.get("endColumn", 1) > len(lines[region["endLine"] - 1]) + 1:
            yield f"column {region}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tiebook", required=True)
    args = parser.parse_args()
    try:
        import jsonschema
    except ImportError:
        skip("no jsonschema; it is python3-jsonschema in Debian, jsonschema in PyPI")
    if not SCHEMA.exists():
        skip("no schema of SARIF; npm ci in tests/interop installs it")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    checked = failed = 0
    for book in sorted((HERE.parent / "golden/findings").glob("*/*.y*ml")):
        sarif = sarif_of(args.tiebook, book.parent, book)
        if sarif is None:
            continue
        checked += 1
        faults = [f"{list(e.absolute_path)}: {e.message[:200]}" for e in validator.iter_errors(sarif)]
        for fault in faults or faults_of_places(book.parent, sarif["runs"][0]):
            failed += 1
            print(f"{book.parent.name}/{book.name}: {fault}")
    broken = {"version": "2.1.0", "runs": [{"tool": {}}]}
    if validator.is_valid(broken) or checked < 60:
        sys.exit(f"the schema finds no faults, or only {checked} books were checked")
    print(f"{checked} books, {failed} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

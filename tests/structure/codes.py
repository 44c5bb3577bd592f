#!/usr/bin/env python3
"""Every code of src/base/rules.def has a golden case that triggers it: every-code-has-a-case.

tests/golden/findings/CODE/ must be a case whose expected output shows [CODE] (or, in JSON, "CODE").
A folder there that no code has is an error too: its code was renamed or removed.
"""

import pathlib
import re
import sys

RULE = re.compile(r'^\s*TB_RULE\(\s*[A-Z0-9_]+\s*,\s*"([^"]+)"', re.MULTILINE)


def problems(project):
    codes = RULE.findall((project / "src/base/rules.def").read_text(encoding="utf-8"))
    if not codes:
        return ["src/base/rules.def: no codes found, so this test tests nothing"]
    found = [f"src/base/rules.def: {code} stands twice" for code in sorted({c for c in codes if codes.count(c) > 1})]
    cases = project / "tests/golden/findings"
    for code in codes:
        case = cases / code
        if not (case / "cmd").is_file():
            found.append(f"{code}: no case tests/golden/findings/{code}/")
            continue
        shown = b"".join(p.read_bytes() for p in (case / "stdout", case / "stderr") if p.is_file())
        if f"[{code}]".encode() not in shown and f'"{code}"'.encode() not in shown:
            found.append(f"{code}: the case tests/golden/findings/{code}/ does not trigger it")
    known = set(codes)
    if cases.is_dir():
        found += [f"tests/golden/findings/{p.name}: no such code" for p in sorted(cases.iterdir())
                  if p.is_dir() and p.name not in known]
    return found


if __name__ == "__main__":
    result = problems(pathlib.Path(sys.argv[1]))
    print("\n".join(result) or "every code has its case")
    sys.exit(1 if result else 0)

"""What the structure tests share: the files of src/, and C text without comments and literals."""

import re

TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]*)"|<([^>\n]*)>|(\S[^\n]*))', re.MULTILINE)


def files(project):
    """Every C file and table below src/, sorted, as paths."""
    return sorted(p for p in (project / "src").rglob("*") if p.suffix in (".c", ".h", ".def"))


def without_comments(text, literals=True):
    """The text with comments (and with literals=False strings too) blanked, line breaks kept."""
    def blank(match):
        token = match.group()
        if token[0] != "/" and literals:
            return token
        return re.sub(r"[^\n]", " ", token)
    return TOKEN.sub(blank, text)


def includes(text):
    """(line, quoted name or None, angled name or None, anything else or None) of each #include."""
    text = without_comments(text)
    for match in INCLUDE.finditer(text):
        yield (text.count("\n", 0, match.start()) + 1, *match.groups())

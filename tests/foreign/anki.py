"""anki.py EXPECTED.ndjson FILE: would Anki find in FILE the notes that EXPECTED describes?

Reads as Anki's importer does (rslib/src/import_export/text/csv): header lines "#key:value" first,
later lines that begin with "#" are comments, records as CSV with the separator of the header, tags
parted by white space, fields as HTML.
"""
import csv
import html.parser
import json
import sys


class Text(html.parser.HTMLParser):
    """The text that a card shows; any tag that is not ours is a fault."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text = ""

    def handle_starttag(self, tag, attrs):
        assert tag in ("br", "b", "span") and not attrs, (tag, attrs)
        self.text += "\n" if tag == "br" else ""

    def handle_data(self, data):
        self.text += data.replace("\xa0", " ")


def shown(field):
    parser = Text()
    parser.feed(field)
    parser.close()
    return parser.text


def plain(text):
    return (text or "").replace("\xa0", " ") or "-"


def front(want):
    lines = [plain(want["stem"])]
    said = any(w in want["stem"].lower() for w in ("choose", "select"))
    lines += ["(choose %d)" % want["select"]] if want["select"] > 1 and not said else []
    lines += [""] + ["%s. %s" % (chr(65 + i), plain(o["text"])) for i, o in enumerate(want["options"])]
    return "\n".join(lines)


def back(want):
    options = list(enumerate(want["options"]))
    text = "\n".join("%s. %s" % (chr(65 + i), plain(o["text"])) for i, o in options if o["correct"])
    text += "\n\n" + plain(want["explanation"]) if want.get("explanation") else ""
    text += "\n" if any("feedback" in o for _, o in options) else ""
    for i, o in options:
        text += "\n%s: %s" % (chr(65 + i), plain(o["feedback"])) if o.get("feedback") else ""
    return text


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        expected = [json.loads(line) for line in f.read().split("\n") if line]
    with open(sys.argv[2], encoding="utf-8", newline="") as f:
        lines = f.read().split("\n")
    head = {}
    while lines[0].startswith("#"):
        key, value = lines.pop(0)[1:].split(":", 1)
        head[key.strip().lower()] = value
    assert head["separator"] == "tab" and head["html"] == "true", head
    assert not lines[0].startswith("tags:")
    body = "\n".join(line for line in lines if not line.startswith("#"))
    notes = [n for n in csv.reader(body.split("\n"), delimiter="\t", strict=True) if n]
    guid, tags = int(head["guid column"]) - 1, int(head["tags column"]) - 1
    assert len(notes) == len(expected), (len(notes), len(expected))
    for note, want in zip(notes, expected):
        fields = [c for i, c in enumerate(note) if i not in (guid, tags)]
        assert len(note) == 4, note
        assert note[guid] == want["id"], (note[guid], want["id"])
        assert note[tags].split() == [mark(t) for t in want["tags"]], note[tags]
        assert shown(fields[0]) == front(want), (want["id"], shown(fields[0]), front(want))
        assert shown(fields[1]) == back(want), (want["id"], shown(fields[1]), back(want))
        for bad in ("\\(", "\\[", "[sound", "[latex", "{{c"):
            assert bad not in "".join(fields), (want["id"], bad)
    print("%s: %d notes as expected" % (sys.argv[2], len(notes)))


def mark(tag):
    return "".join("_" if c.isspace() else c for c in tag)


main()

"""aiken.py EXPECTED.ndjson FILE: the questions of FILE by the rules of Moodle's importer.

The rules (question/format/aiken/format.php): lines are trimmed and ignored when shorter than two
bytes; a capital letter with . or ) is an option, and its label is not looked at; "ANSWER:" and a
capital letter end a question; any other line is the stem, and a second one replaces it.
"""
import json
import re
import sys


def read(data):
    questions, stem, options = [], None, []
    for line in data.split("\n"):
        line = line.strip(" \t\r")
        if len(line.encode()) < 2:
            continue
        if re.match(r"[A-Z][).]([ \t]|$)", line):
            options.append(line[2:].strip(" \t"))
        elif line.startswith("ANSWER:"):
            key = line[7:].strip()
            assert re.fullmatch("[A-Z]", key) and ord(key) - 65 < len(options), line
            questions.append((stem, options, ord(key) - 65))
            stem, options = None, []
        else:
            assert stem is None, "a second line replaces the stem: %r" % line
            assert not options, "a stem between options: %r" % line
            stem = line
    assert stem is None and not options
    return questions


def one_line(text):
    return re.sub(r"[ \t\n]*\n[ \t\n]*", " ", text) or "-"


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        expected = [json.loads(line) for line in f.read().split("\n") if line]
    expected = [q for q in expected if sum(o["correct"] for o in q["options"]) == 1]
    with open(sys.argv[2], encoding="utf-8", newline="") as f:
        found = read(f.read())
    assert len(found) == len(expected), (len(found), len(expected))
    for (stem, options, key), want in zip(found, expected):
        text = one_line(want["stem"])
        if len(text) < 2 or re.match(r"[A-Z][).]|ANSWER:", text):
            text = "Question: " + text
        assert stem == text, (stem, text)
        assert options == [one_line(o["text"]) for o in want["options"]], (options, want)
        assert want["options"][key]["correct"], want
    print("%s: %d questions as expected" % (sys.argv[2], len(found)))


main()

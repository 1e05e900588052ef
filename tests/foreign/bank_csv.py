"""bank_csv.py EXPECTED.ndjson FILE.csv: does Python's csv module find in FILE what EXPECTED says?"""
import csv
import json
import re
import sys

FORMULA = re.compile(r"'*[=+\-@\t\r]")
NUMBER = re.compile(r"'*[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z")


def text(cell):
    """A cell without the guard before what a spreadsheet would run; nothing is left unguarded."""
    runs = FORMULA.match(cell) and not NUMBER.match(cell)
    assert not runs or cell.startswith("'"), cell
    return (cell[1:] if runs else cell).strip(" \t\n")


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        expected = [json.loads(line) for line in f.read().split("\n") if line]
    with open(sys.argv[2], encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, strict=True))
    assert len(rows) == len(expected), (len(rows), len(expected))
    for row, want in zip(rows, expected):
        assert None not in row and None not in row.values(), row  # as many cells as the header has
        assert row["id"] == want["id"], row
        assert text(row["stem"]) == (want["stem"] or "-"), (row["stem"], want["stem"])
        assert int(row["select"]) == want["select"] and float(row["points"]) == want["points"], row
        assert text(row["explanation"]) == want.get("explanation", ""), row["explanation"]
        key = "".join(chr(65 + i) for i, o in enumerate(want["options"]) if o["correct"])
        assert row["answer"] == key, (row["answer"], key)
        for i in range(26):
            letter = chr(97 + i)
            o = want["options"][i] if i < len(want["options"]) else {"text": ""}
            assert text(row.get("option_" + letter, "")) == o["text"], (row, letter)
            assert text(row.get("feedback_" + letter, "")) == o.get("feedback", ""), (row, letter)
    print("%s: %d rows as expected" % (sys.argv[2], len(rows)))


main()

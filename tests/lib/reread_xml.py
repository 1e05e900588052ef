#!/usr/bin/env python3
"""Read banks in XML with Python's own XML, HTML and zip readers, and compare with what they were made of.

    reread_xml.py moodle|qti12|qti21|qti3 BANK.json FILE [no-key]

qti3: a folder that another program made of a QTI 2.1 package.  Knows nothing of our C code but what
the formats promise: stems, options, keys, comments, points.
"""
import html.parser
import json
import os
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def wanted(text, as_html):
    """What a reader must see of a text: U+FFFD for what XML forbids, one kind of space."""
    text = FORBIDDEN.sub("\ufffd", text or "")
    if as_html:
        text = text.replace("\t", "    ")
    return text.replace("\u00a0", " ").strip()


class Text(html.parser.HTMLParser):
    """What HTML shows: line breaks as line feeds, references resolved."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []

    def handle_startendtag(self, tag, attrs):
        if tag != "br" or attrs:
            raise SystemExit("a tag got through: <%s/>" % tag)
        self.parts.append("\n")

    def handle_starttag(self, tag, attrs):
        raise SystemExit("a start tag got through: <%s>" % tag)

    def handle_endtag(self, tag):
        raise SystemExit("an end tag got through: </%s>" % tag)

    def handle_data(self, data):
        self.parts.append(data)

    def handle_comment(self, data):
        raise SystemExit("a comment got through")

    handle_decl = handle_pi = unknown_decl = handle_comment


def shown(markup):
    parser = Text()
    parser.feed(markup)
    parser.close()
    return "".join(parser.parts).replace("\u00a0", " ").strip()


def local(node):
    return node.tag.rsplit("}", 1)[-1]


def bare(root):
    """Names without their namespaces."""
    for node in root.iter():
        node.tag = local(node)
    return root


def equal(got, want, what):
    if got != want:
        raise SystemExit("%s differs\n  got  %r\n  want %r" % (what, got, want))


# ---- Moodle XML ---------------------------------------------------------------------------------


def moodle_text(node, question, what):
    """Compare one element's text with the question's, in the format that it names."""
    text = node.findtext("text") or ""
    if node.get("format") == "html":
        equal(shown(text), wanted(question, True), what)
    else:
        equal(node.get("format"), "plain_text", what + ": format")
        equal(text.replace("\u00a0", " ").strip(), wanted(question, False), what)


def moodle(bank, path, key):
    questions = ET.parse(path).getroot().findall("question")
    equal(questions[0].get("type"), "category", "the first question")
    equal(
        questions[0].findtext("category/text"),
        "$course$/top/" + FORBIDDEN.sub("\ufffd", bank["title"] or "amiquiz").replace("/", "//"),
        "category",
    )
    equal(len(questions) - 1, len(bank["questions"]), "number of questions")
    for node, q in zip(questions[1:], bank["questions"]):
        moodle_question(node, q, key)


def moodle_question(node, q, key):
    moodle_text(node.find("questiontext"), q["stem"], "stem")
    comment = node.find("generalfeedback")
    if key and q["explanation"]:
        moodle_text(comment, q["explanation"], "explanation")
    else:
        equal(comment, None, "explanation")
    equal(float(node.findtext("defaultgrade")), q["points"], "points")
    if q["id"]:
        equal(node.findtext("idnumber").replace("\u00a0", " ").strip(), wanted(q["id"], False), "idnumber")
    answers = node.findall("answer")
    equal(len(answers), len(q["options"]), "number of options")
    for answer, option in zip(answers, q["options"]):
        moodle_answer(node, answer, option, key)
    if key:
        right = [float(a.get("fraction")) for a in answers if float(a.get("fraction")) > 0]
        equal(round(sum(right) / 100, 2), 1.0, "sum of the weights")
        if len(right) > 1 or q["select"] > 1:
            equal(node.findtext("single"), "false", "single")


def moodle_answer(node, answer, option, key):
    if node.get("type") == "truefalse":
        equal(answer.findtext("text"), option["text"].lower(), "option")
    else:
        moodle_text(answer, option["text"], "option")
    equal(float(answer.get("fraction")) > 0, key and option["correct"], "key")
    comment = answer.find("feedback")
    if key and option["feedback"]:
        moodle_text(comment, option["feedback"], "feedback")
    else:
        equal(comment, None, "feedback")


# ---- Packages -----------------------------------------------------------------------------------


def open_package(path):
    """The files of a package by name: checksums right, names harmless, listed in the manifest."""
    with zipfile.ZipFile(path) as package:
        equal(package.testzip(), None, "checksums")
        names = package.namelist()
        equal(len(names), len(set(names)), "number of names")
        for info in package.infolist():
            equal(info.date_time, (1980, 1, 1, 0, 0, 0), "time")
            equal(info.compress_type, zipfile.ZIP_STORED, "method")
            if info.filename.startswith("/") or ".." in info.filename:
                raise SystemExit("a name that leads out of the package: " + info.filename)
        files = {name: package.read(name) for name in names}
    manifest = bare(ET.fromstring(files["imsmanifest.xml"]))
    listed = sorted(node.get("href") for node in manifest.iter("file"))
    equal(listed, sorted(set(names) - {"imsmanifest.xml"}), "the manifest's files")
    identifiers = [node.get("identifier") for node in manifest.iter("resource")]
    equal(len(identifiers), len(set(identifiers)), "number of resources")
    return files, manifest


def mattext(node):
    node = node.find(".//mattext")
    text = node.text or ""
    return shown(text) if node.get("texttype") == "text/html" else text.strip(), node.get("texttype")


def qti12_text(node, want, what):
    got, kind = mattext(node)
    equal(got.replace("\u00a0", " "), wanted(want, kind == "text/html"), what)


def qti12(bank, path, key):
    files, manifest = open_package(path)
    equal([r.get("type") for r in manifest.iter("resource")], ["imsqti_xmlv1p2"], "resource type")
    root = bare(ET.fromstring(files["assessment.xml"]))
    items = root.findall("assessment/section/item")
    equal(len(items), len(bank["questions"]), "number of questions")
    equal(len({i.get("ident") for i in items}), len(items), "number of names")
    for item, q in zip(items, bank["questions"]):
        order = [local(n) for n in item]
        equal(order, sorted(order, key=["itemmetadata", "presentation", "resprocessing", "itemfeedback"].index), "order")
        qti12_question(item, q, key)


def qti12_question(item, q, key):
    qti12_text(item.find("presentation/material"), q["stem"], "stem")
    labels = item.findall(".//response_label")
    equal(len(labels), len(q["options"]), "number of options")
    fields = {f.findtext("fieldlabel"): f.findtext("fieldentry") for f in item.iter("qtimetadatafield")}
    equal(float(fields["points_possible"]), q["points"], "points")
    comments = {f.get("ident"): f for f in item.findall("itemfeedback")}
    scored = [c for c in item.iter("respcondition") if c.find("setvar") is not None]
    equal(len(scored), 1 if key else 0, "number of scoring conditions")
    if not key:
        equal((comments, item.find("resprocessing")), ({}, None), "what tells the key")
    for label, option in zip(labels, q["options"]):
        qti12_text(label, option["text"], "option")
        if key:
            qti12_key(item, scored[0], label.get("ident"), option, fields["question_type"], comments)
    if key and q["explanation"]:
        qti12_text(comments["general_fb"], q["explanation"], "explanation")


def qti12_key(item, scored, ident, option, kind, comments):
    every = [v.text for v in scored.iter("varequal")]
    refused = [v.text for v in scored.findall(".//not/varequal")]
    equal(ident in every and ident not in refused, option["correct"], "key")
    if kind == "multiple_answers_question":
        equal(ident in refused, not option["correct"], "what must not be chosen")
    links = [
        c.find("displayfeedback").get("linkrefid")
        for c in item.iter("respcondition")
        if c.findtext("conditionvar/varequal") == ident and c.find("displayfeedback") is not None
    ]
    equal(len(links), 1 if option["feedback"] else 0, "number of comments")
    if links:
        qti12_text(comments[links[0]], option["feedback"], "feedback")


def xhtml(node):
    """The text of an element, its <br/> as line feeds; anything else in it is an error."""
    parts = [node.text or ""]
    for child in node:
        equal((local(child), child.text, len(child)), ("br", None, 0), "what stands in a text")
        parts += ["\n", child.tail or ""]
    return "".join(parts).replace("\u00a0", " ").strip()


def qti21(bank, path, key):
    files, manifest = open_package(path)
    test = bare(ET.fromstring(files["assessment.xml"]))
    refs = [r.get("href") for r in test.iter("assessmentItemRef")]
    types = [r.get("type") for r in manifest.iter("resource")]
    equal(types, ["imsqti_test_xmlv2p1"] + ["imsqti_item_xmlv2p1"] * len(refs), "resource types")
    equal(len(refs), len(bank["questions"]), "number of questions")
    identifiers = set()
    for ref, q in zip(refs, bank["questions"]):
        item = bare(ET.fromstring(files[ref]))
        identifiers.add(item.get("identifier"))
        qti2_question(item, q, key, "")
    equal(len(identifiers), len(refs), "number of names")


def as_windows(value):
    """The other program takes C1 controls through HTML numbers, which HTML reads as Windows-1252."""
    if isinstance(value, str):
        return re.sub("[\x80-\x9f]", lambda c: c[0].encode("latin-1").decode("cp1252", "replace"), value)
    if isinstance(value, dict):
        return {name: as_windows(v) for name, v in value.items()}
    return [as_windows(v) for v in value] if isinstance(value, list) else value


def qti3(bank, path, key):
    bank = as_windows(bank)
    test = bare(ET.parse(os.path.join(path, "assessment.xml")).getroot())
    refs = [r.get("href") for r in test.iter("qti-assessment-item-ref")]
    equal(len(refs), len(bank["questions"]), "number of questions")
    for ref, q in zip(refs, bank["questions"]):
        qti2_question(bare(ET.parse(os.path.join(path, ref)).getroot()), q, key, "qti-")


def qti2_question(item, q, key, prefix):
    """QTI 2 and 3 have the same elements; 3 spells them with a prefix and hyphens."""
    def name(*words):
        return prefix + ("-".join(words) if prefix else words[0] + "".join(w.title() for w in words[1:]))

    equal(xhtml(item.find(name("item", "body") + "/p")), wanted(q["stem"], True), "stem")
    choices = list(item.iter(name("simple", "choice")))
    equal([xhtml(c) for c in choices], [wanted(o["text"], True) for o in q["options"]], "options")
    response = item.find(name("response", "declaration"))
    right = [v.text for v in response.iter(name("value"))]
    letters = [c.get("identifier") for c in choices]
    equal(right, [l for l, o in zip(letters, q["options"]) if key and o["correct"]], "key")
    comments = [
        (c.get("outcomeIdentifier") or c.get("outcome-identifier"), c.get("identifier"), c)
        for c in item.iter(name("modal", "feedback"))
    ]
    want = [("FEEDBACK", l, o["feedback"]) for l, o in zip(letters, q["options"]) if o["feedback"]]
    want += [("EXPLAINED", "general_fb", q["explanation"])] if q["explanation"] else []
    got = [(o, i, xhtml(c.find(name("content", "body")) if c.find(name("content", "body")) is not None else c)) for o, i, c in comments]
    equal(got, [(o, i, wanted(t, True)) for o, i, t in want] if key else [], "comments")


def main():
    kind, source, path = sys.argv[1:4]
    with open(source, encoding="utf-8") as file:
        bank = json.load(file)
    {"moodle": moodle, "qti12": qti12, "qti21": qti21, "qti3": qti3}[kind](bank, path, sys.argv[4:] != ["no-key"])
    print("%s: %d questions as they should be" % (os.path.basename(path), len(bank["questions"])))


main()

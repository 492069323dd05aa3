"""What a tagged PDF says, as poppler reads it: each value of a table behind the heads that it stands under, the outermost first."""
import re
import subprocess

LINE = re.compile(r"( *)([A-Z][A-Za-z0-9]*)(?: <(\w+)>)?(?: \((?:block|inline)\))?:?$")


def parse(text):
    """Elements in order: their type, ID, heads' IDs and text."""
    found = []
    for line in text.splitlines():
        said = line.strip()
        start = LINE.match(line)
        if start:
            found.append({"kind": start[2], "id": start[3], "heads": [], "text": ""})
        elif said.startswith("/Headers"):
            found[-1]["heads"] = re.findall(r"\((\w+)\)", said)
        elif said.startswith('"'):
            found[-1]["text"] += said[1:-1]
    return found


def names_of(heads, by_id, seen=()):
    """The texts of heads with those above them, each once."""
    names = []
    for head in heads:
        if head in seen:
            continue
        for name in names_of(by_id[head]["heads"], by_id, (*seen, head)) + [by_id[head]["text"]]:
            if name and name not in names:
                names.append(name)
    return names


def say(pdf):
    text = subprocess.run(["pdfinfo", "-struct-text", str(pdf)], capture_output=True, check=True).stdout.decode()
    elements = parse(text)
    by_id = {e["id"]: e for e in elements if e["id"]}
    lines = []
    for element in elements:
        if element["kind"] == "Table":
            lines.append("table")
        elif element["kind"] == "TD" and element["text"]:
            lines.append("  " + " / ".join(names_of(element["heads"], by_id)) + ": " + element["text"])
        elif element["text"] and element["kind"] not in ("TH", "TD"):
            lines.append(f"{element['kind']} {element['text']}")
    return "\n".join(lines) + "\n"

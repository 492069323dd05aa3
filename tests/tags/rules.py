"""What must hold of a tagged PDF beyond what validators look at: every mark held once, by the element that the parent tree
names; reading order; full grids; heads that exist. find(pdf) gives a list of (rule, what is wrong)."""
import pikepdf

SHOWS = {"Tj", "TJ", "'", '"', "Do", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"}
RULES = {
    "content": "everything shown stands in a mark or an artifact",
    "artifact": "artifacts and marks do not stand in each other",
    "running": "page numbers and running lines say which they are",
    "mark-twice": "a mark stands once on its page",
    "mark-held": "each mark is held by one element",
    "parent-tree": "the parent tree names the element that holds the mark",
    "parent": "an element's parent holds it",
    "order": "marks ascend as they are read",
    "grid": "a table is a full grid",
    "ids": "IDs are told apart and listed",
    "heads": "cells name heads that there are, and have some where there are any",
    "headings": "headings go down step by step",
    "alt": "figures have words",
    "claims": "title, language and standards are said",
}


class Document:
    def __init__(self, pdf):
        self.pdf = pdf
        self.wrong = []
        self.marks = {}  # (page, number) -> how often in the content
        self.held = {}  # the same -> element
        self.order = []  # (page, number) as the tree has them

    def say(self, rule, what):
        assert rule in RULES
        self.wrong.append((rule, what))


def read_content(d):
    for number, page in enumerate(d.pdf.pages):
        stack = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                tag = str(operands[0])
                properties = operands[1] if name == "BDC" else {}
                mark = int(properties["/MCID"]) if "/MCID" in properties else None
                kind = "artifact" if tag == "/Artifact" else "mark" if mark is not None else "other"
                if kind != "other" and any(k != "other" for k in stack):
                    d.say("artifact", f"page {number + 1}: {tag} inside {stack}")
                if kind == "artifact" and properties and properties.get("/Attached") and "/Subtype" not in properties:
                    d.say("running", f"page {number + 1}")
                if kind == "mark":
                    key = (number, mark)
                    d.marks[key] = d.marks.get(key, 0) + 1
                stack.append(kind)
            elif name == "EMC":
                stack.pop()
            elif name in SHOWS and not any(k != "other" for k in stack):
                d.say("content", f"page {number + 1}: {name}")


def kids_of(element):
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def walk(d, element, parent, pages, level, visit):
    if parent is not None and element.get("/P").objgen != parent.objgen:
        d.say("parent", f"{element.get('/S')} {element.objgen}")
    visit(element)
    for kid in kids_of(element):
        if isinstance(kid, (int,)) or (isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR"):
            mark = kid if isinstance(kid, int) else int(kid["/MCID"])
            page = element.get("/Pg") if isinstance(kid, int) else kid["/Pg"]
            key = (pages.get(page.objgen) if page is not None else None, mark)
            if key in d.held:
                d.say("mark-held", f"{key} by two elements")
            d.held[key] = element
            if element.get("/S") != "/Figure":
                d.order.append(key)
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            walk(d, kid, element, pages, level + 1, visit)


def number_tree(node):
    entries = {}
    for kid in node.get("/Kids", []):
        entries.update(number_tree(kid))
    numbers = list(node.get("/Nums", []))
    for at in range(0, len(numbers), 2):
        entries[int(numbers[at])] = numbers[at + 1]
    return entries


def name_tree(node):
    names = []
    for kid in node.get("/Kids", []):
        names += name_tree(kid)
    listed = list(node.get("/Names", []))
    return names + [(bytes(listed[i]), listed[i + 1]) for i in range(0, len(listed), 2)]


def check_marks(d, root):
    for key, times in d.marks.items():
        if times > 1:
            d.say("mark-twice", f"{key}")
        if key not in d.held:
            d.say("mark-held", f"{key} by none")
    for key in d.held:
        if key not in d.marks:
            d.say("mark-held", f"{key} is not in the content")
    tree = number_tree(root["/ParentTree"])
    for number, page in enumerate(d.pdf.pages):
        named = tree.get(int(page.get("/StructParents", -1)), [])
        for (at, mark), element in d.held.items():
            if at == number and (mark >= len(named) or named[mark].objgen != element.objgen):
                d.say("parent-tree", f"page {number + 1}, mark {mark}")
    last = {}
    for page, mark in d.order:
        if mark <= last.get(page, -1):
            d.say("order", f"page {page}, mark {mark}")
        last[page] = mark


def attribute(element, key, default=None):
    attributes = element.get("/A")
    for one in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if one is not None and key in one:
            return one[key]
    return default


def rows_of(table):
    groups = []
    for kid in kids_of(table):
        groups.append([kid] if kid["/S"] == "/TR" else kids_of(kid))
    return groups


def check_table(d, table):
    columns = None
    for group in rows_of(table):
        taken = [0] * 1000
        for row in group:
            at = 0
            for cell in kids_of(row):
                while taken[at]:
                    at += 1
                for column in range(at, at + int(attribute(cell, "/ColSpan", 1))):
                    if taken[column]:
                        d.say("grid", f"cells overlap in {row.objgen}")
                    taken[column] = int(attribute(cell, "/RowSpan", 1))
            width = sum(1 for rows in taken if rows)
            columns = columns or width
            if width != columns or any(taken[:width].count(0) for _ in [0]):
                d.say("grid", f"{width} columns instead of {columns} in {row.objgen}")
            taken = [rows - 1 if rows else 0 for rows in taken]
        if any(taken):
            d.say("grid", f"a cell reaches below its group in {table.objgen}")
    cells = [cell for group in rows_of(table) for row in group for cell in kids_of(row)]
    return cells


def check_heads(d, tables, root):
    listed = name_tree(root["/IDTree"]) if "/IDTree" in root else []
    ids = {}
    for cell in (c for cells in tables for c in cells):
        if "/ID" in cell:
            if bytes(cell["/ID"]) in ids:
                d.say("ids", f"{cell['/ID']} twice")
            ids[bytes(cell["/ID"])] = cell
    if [name for name, _ in listed] != sorted(ids) or any(ids[n].objgen != e.objgen for n, e in listed if n in ids):
        d.say("ids", "the ID tree does not list them in order")
    for cells in tables:
        heads = any(cell["/S"] == "/TH" for cell in cells)
        for cell in cells:
            named = [bytes(head) for head in attribute(cell, "/Headers", [])]
            if any(name not in ids or ids[name].objgen == cell.objgen for name in named):
                d.say("heads", f"{cell.objgen} names a head that is none")
            if cell["/S"] == "/TH" and attribute(cell, "/Scope") not in ("/Row", "/Column"):
                d.say("heads", f"{cell.objgen} has no scope")
        if heads and len(cells) > 1 and not any(attribute(c, "/Headers") for c in cells if c["/S"] == "/TD"):
            if any(c["/S"] == "/TD" for c in cells):
                d.say("heads", "no cell of a table with heads names any")


def check_claims(d):
    catalog = d.pdf.Root
    with d.pdf.open_metadata() as metadata:
        if not metadata.get("dc:title"):
            d.say("claims", "no title")
        text = str(metadata)
        for words in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part"):
            if words not in text:
                d.say("claims", f"no {words}")
    if str(catalog.get("/Lang", "")) == "" or not catalog.get("/MarkInfo", {}).get("/Marked"):
        d.say("claims", "no language, or not marked")
    if not catalog.get("/ViewerPreferences", {}).get("/DisplayDocTitle") or "/OutputIntents" not in catalog:
        d.say("claims", "title not displayed, or no output intent")


def find(pdf):
    d = Document(pdf)
    read_content(d)
    check_claims(d)
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        d.say("claims", "no structure")
        return d.wrong
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    elements = []
    for kid in kids_of(root):
        walk(d, kid, root, pages, 0, elements.append)
    check_marks(d, root)
    check_heads(d, [check_table(d, e) for e in elements if e["/S"] == "/Table"], root)
    level = 0
    for element in elements:
        kind = str(element["/S"])
        if kind == "/Figure" and not str(element.get("/Alt", "")):
            d.say("alt", f"{element.objgen}")
        if kind[1] == "H" and kind[2:].isdigit():
            if int(kind[2:]) > level + 1:
                d.say("headings", f"{kind} below H{level}")
            level = int(kind[2:])
    return d.wrong

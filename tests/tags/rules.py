"""What must hold of a tagged PDF beyond what validators look at: every mark held once, by the element that the parent tree
names; reading order; full grids; heads that exist. find(pdf) gives a list of (rule, what is wrong)."""
import pikepdf

SHOWS = {"Tj", "TJ", "'", '"', "Do", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"}
SCOPE_ALONE = 50000  # cells of a table that need not name their heads
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
    "place": "cells stand on the page as in the grid, from left to right and from top to bottom",
    "beside": "a cell stands under or beside its heads",
    "ids": "IDs are told apart and listed",
    "heads": "cells name heads that there are, and have some where there are any",
    "links": "a link says where it leads, and stands in the element that says its words",
    "headings": "headings go down step by step",
    "alt": "figures have words",
    "claims": "title, language and standards are said",
}


class Document:
    def __init__(self, pdf):
        self.pdf = pdf
        self.wrong = []
        self.marks = {}  # (page, number) -> how often in the content
        self.places = {}  # (page, number) -> where the text of the mark begins
        self.held = {}  # the same -> element
        self.linked = {}  # annotation -> elements
        self.order = []  # (page, number) as the tree has them

    def say(self, rule, what):
        assert rule in RULES
        self.wrong.append((rule, what))


def read_content(d):
    for number, page in enumerate(d.pdf.pages):
        stack, open_mark = [], None
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
                    open_mark = key = (number, mark)
                    d.marks[key] = d.marks.get(key, 0) + 1
                stack.append(kind)
            elif name == "EMC":
                open_mark = None if stack.pop() == "mark" else open_mark
            elif name in ("Td", "Tm") and open_mark is not None:
                d.places.setdefault(open_mark, tuple(float(value) for value in operands[-2:]))
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
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
            d.linked.setdefault(kid["/Obj"].objgen, []).append(element)
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


def marks_of(element, pages):
    """The marks of an element and of what is in it, as (page, number)."""
    marks = []
    for kid in kids_of(element):
        if isinstance(kid, int):
            marks.append((pages[element["/Pg"].objgen], kid))
        elif not isinstance(kid, pikepdf.Dictionary):
            continue
        elif kid.get("/Type") == "/MCR":
            marks.append((pages[kid["/Pg"].objgen], int(kid["/MCID"])))
        elif "/S" in kid:
            marks += marks_of(kid, pages)
    return marks


def grid_of(table):
    """(cell, row, column) of each, in a grid that was found full."""
    found, first = [], 0
    for group in rows_of(table):
        taken = {}
        for number, row in enumerate(group):
            column = 0
            for cell in kids_of(row):
                while (number, column) in taken:
                    column += 1
                found.append((cell, first + number, column))
                for below in range(int(attribute(cell, "/RowSpan", 1))):
                    for beside in range(int(attribute(cell, "/ColSpan", 1))):
                        taken[number + below, column + beside] = True
        first += len(group)
    return found


def check_places(d, table, pages):
    """Only what is printed can be out of place; cells over several rows stand beside many."""
    seen = {}  # (page, row) -> [(column, x, y, rows)]
    for cell, row, column in grid_of(table):
        first = {}
        for key in marks_of(cell, pages):
            if key in d.places:
                first.setdefault(key[0], d.places[key])
        for page, (x, y) in first.items():
            seen.setdefault((page, row), []).append((column, x, y, int(attribute(cell, "/RowSpan", 1))))
    above = {}  # page -> the lowest line of the rows above
    for (page, row), cells in sorted(seen.items()):
        if any(a[1] >= b[1] for a, b in zip(cells, cells[1:])):
            d.say("place", f"page {page + 1}, row {row + 1}: not from left to right")
        if any(y >= above.get(page, y + 1) for _, _, y, _ in cells):
            d.say("place", f"page {page + 1}, row {row + 1}: not below the rows before it")
        lowest = [y for _, _, y, rows in cells if rows == 1]
        above[page] = min([above.get(page, 1e9), *lowest])


def check_beside(d, table):
    grid = grid_of(table)
    heads = {bytes(cell["/ID"]): (cell, row, column) for cell, row, column in grid if "/ID" in cell}
    for cell, row, column in grid:
        for name in attribute(cell, "/Headers", []):
            if bytes(name) not in heads:
                d.say("beside", f"{cell.objgen} names a head of another table, or none")
                continue
            head, head_row, head_column = heads[bytes(name)]
            end = head_column + int(attribute(head, "/ColSpan", 1))
            above = head_row < row and head_column < column + int(attribute(cell, "/ColSpan", 1)) and column < end
            beside = head_row <= row and end <= column
            if not (above if attribute(head, "/Scope") == "/Column" else beside):
                d.say("beside", f"{cell.objgen} in row {row + 1}, column {column + 1}")


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
        if heads and 1 < len(cells) <= SCOPE_ALONE and not any(attribute(c, "/Headers") for c in cells if c["/S"] == "/TD"):
            if any(c["/S"] == "/TD" for c in cells):
                d.say("heads", "no cell of a table with heads names any")


def check_links(d, root):
    tree = number_tree(root["/ParentTree"])
    annotations = set()
    for number, page in enumerate(d.pdf.pages):
        for annotation in page.get("/Annots", []):
            annotations.add(annotation.objgen)
            elements = d.linked.get(annotation.objgen, [])
            named = tree.get(int(annotation.get("/StructParent", -1)))
            if len(elements) != 1 or elements[0]["/S"] != "/Link":
                d.say("links", f"page {number + 1}: in {len(elements)} elements")
            elif named is None or named.objgen != elements[0].objgen or len(kids_of(elements[0])) < 2:
                d.say("links", f"page {number + 1}: not found by its key, or without words")
            if not str(annotation.get("/Contents", "")) or page.get("/Tabs") != "/S":
                d.say("links", f"page {number + 1}: does not say where it leads, or the page has no order")
    if set(d.linked) - annotations:
        d.say("links", "an element has a link that is on no page")


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
    check_links(d, root)
    tables = [e for e in elements if e["/S"] == "/Table"]
    check_heads(d, [check_table(d, e) for e in tables], root)
    if not any(rule in ("grid", "mark-held") for rule, _ in d.wrong):
        for table in tables:
            check_places(d, table, pages)
            check_beside(d, table)
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

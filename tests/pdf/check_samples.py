"""Reads the painter's sample documents with qpdf, poppler and mupdf: check_samples.py WRITER FOLDER"""
import pathlib
import re
import subprocess
import sys

NOT_INSTALLED = 77
LINES = [
    "一⼀一⼀",
    "𠮷野家𬱖𫖯䶮𰻞",
    "1,234,567.89万元 ≥95% 100‰",
    "Office affluent, fjord AVATAR To",
    "（甲）“乙”‘丙’《丁》〔2024〕、。！",
    "café à la über",
    "葛󠄀城 x̃y café",
]
FORM_VALUES = ["项目绩效目标申报表", "13020024P00001000012", "其中：财政资金", "1,234.50", "完成养护面积（平方米）",
               "≤1234.5万元", "罕见字：𠮷𬱖，部首⼀与一，Office affairs", "单位名称：第1中学 §7919"]


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True)
    assert done.returncode == 0, f"{command}: {done.stdout.decode()}{done.stderr.decode()}"
    noise = re.sub(r"(warning: ICC support is not available|page .*)\n", "", done.stderr.decode())
    assert not noise.strip(), f"{command}: {noise}"
    return done.stdout.decode()


def check_structure(pdf, pages):
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", pdf)
    assert pdf.read_bytes().startswith(b"%PDF-1.7\n")
    info = run("pdfinfo", pdf)
    for expected in ["Title:           项目绩效目标申报表 <甲&乙>", "Author:          某单位",
                     "Subject:         budget (2024)", "Producer:        biaoce 0.1", f"Pages:           {pages}\n",
                     "PDF version:     1.7"]:
        assert expected in info, (expected, info)
    metadata = run("pdfinfo", "-meta", pdf)
    assert "&lt;甲&amp;乙&gt;" in metadata
    assert 'xmp:CreateDate="2023-11-14T22:13:20Z"' in metadata
    trailer = run("qpdf", "--show-object=trailer", pdf)
    assert "/ID [ <" in trailer
    catalog = run("qpdf", "--show-object=1", pdf)
    assert "/Lang (zh-CN)" in catalog and "/DisplayDocTitle true" in catalog


def check_fonts(pdf):
    rows = run("pdffonts", pdf).splitlines()[2:]
    assert rows
    for row in rows:
        assert re.match(r"[A-Z]{6}\+\S+ +CID (Type 0C|TrueType) +Identity-H +yes yes yes", row), row


def check_order(pdf):
    """The codes of a form on one page count in the order of characters, in each of its fonts that share a map."""
    raw = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", pdf, "-"], capture_output=True).stdout
    maps = [bytes(b"".join(re.findall(rb"\[(.*?)\]", found))) for found in re.findall(rb"beginbfrange(.*?)endbfrange", raw)]
    fonts = len(re.findall(rb"/CIDFontType0C", raw))
    assert maps and fonts
    longest = [bytes.fromhex(text.decode()).decode("utf-16-be") for text in re.findall(rb"<(.*?)>", max(maps, key=len))]
    falls = sum(b < a for a, b in zip(longest, longest[1:]))
    assert len(longest) > fonts and falls < fonts, (falls, fonts, longest)


def main(writer, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = subprocess.run([writer, folder]).returncode
    if written == NOT_INSTALLED:
        return NOT_INSTALLED
    assert written == 0
    for name, pages in [("form", 1), ("texts", 1), ("book", 200)]:
        check_structure(folder / f"{name}.pdf", pages)
        check_fonts(folder / f"{name}.pdf")
    check_order(folder / "form.pdf")
    text = run("pdftotext", "-layout", folder / "form.pdf", "-")
    for value in FORM_VALUES:
        assert value in text, (value, text)
    read = [line for line in run("pdftotext", "-layout", folder / "texts.pdf", "-").replace("\f", "").split("\n") if line]
    assert read == LINES, read
    read = [line for line in run("mutool", "draw", "-F", "text", folder / "texts.pdf").replace("\f", "").split("\n") if line]
    assert read == LINES, read
    for tool in [["pdftoppm", "-r", "30", "-png", "-f", "200"], ["mutool", "draw", "-r", "30", "-o", folder / "m.png"]]:
        run(*tool, folder / "book.pdf", *([folder / "p"] if tool[0] == "pdftoppm" else ["200"]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))

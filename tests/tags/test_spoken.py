"""What example records say when they are read aloud, compared with expected/: test_spoken.py BIAOCE. UPDATE=1 rewrites."""
import os
import pathlib
import subprocess
import sys
import tempfile

import spoken

HERE = pathlib.Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
RECORDS = ["community-road.yaml", "futian-project.yaml", "jinan-department.yaml", "quanzhou-fund-declaration.yaml",
           "mof-self-evaluation.yaml", "../tests/tags/parted/record.yaml"]


def main(biaoce):
    failed = 0
    for record in RECORDS:
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "out.pdf"
            subprocess.run([biaoce, "render", "-q", "--force", "--pdf", "a-2a", "-T", str(HERE / "parted"), "-o", str(out),
                            str(EXAMPLES / record)], check=False, capture_output=True)
            said = spoken.say(out)
        name = pathlib.Path(record)
        expected = HERE / "expected" / ((name.parent.name or name.stem) + ".txt")
        if os.environ.get("UPDATE"):
            expected.parent.mkdir(exist_ok=True)
            expected.write_text(said, encoding="utf-8")
        elif said != expected.read_text(encoding="utf-8"):
            failed += 1
            for old, new in zip(expected.read_text(encoding="utf-8").splitlines(), said.splitlines()):
                if old != new:
                    print(f"{record}: expected `{old}`, said `{new}`")
                    break
    print(f"{len(RECORDS)} records, {failed} failed")
    return 1 if failed else 0


sys.exit(main(sys.argv[1]))

#!/usr/bin/python3
"""Checks the house rules that a compiler does not: which room may include which, which library
stands in which room only, how includes are written, and how long files are.

    includes_test.py PROJECT_FOLDER
"""
import re
import sys
import tempfile
from pathlib import Path

# What the files of each room may include besides their own: engine/README.md draws it.
ROOMS = {
    "core": set(),
    "random": {"core"},
    "sampling": {"core", "random"},
    "model": {"core", "random"},
    "scenario": {"core", "random", "sampling"},
    "run": {"core", "random", "sampling", "model", "scenario"},
    "results": {"core"},
    "analysis": {"core", "random"},
    "study": {"core", "random", "sampling", "model", "scenario", "run", "analysis"},
}

# The one folder that knows a library, so that replacing it touches no other.
LIBRARIES = {
    r"(tbb|oneapi)/": "engine/run",
    r"(hdf5|H5\w*)\.h|hdf5_hl": "engine/results",
    r"openssl/": "engine/results",
    r"xxhash": "engine/core",
    r"toml(\+\+|plusplus)": "engine/scenario",
    r"boost/program_options": "tools/e2roi",
    r"xlsxwriter": "tools/e2roi",
}

MOST_LINES = 400
# The reason why a file may be longer.
LONG_FILES = {}

INCLUDE = re.compile(r'^\s*#\s*include\s*(<([^>]+)>|"([^"]+)")', re.MULTILINE)


def sources(root, *folders):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".cpp", ".hpp", ".h", ".cc"):
                yield path


def include_mistakes(root):
    for path in sources(root, "engine", "tools/e2roi"):
        name = path.relative_to(root).as_posix()
        room = path.relative_to(root).parts[1]
        for match in INCLUDE.finditer(path.read_text(encoding="utf-8")):
            in_quotes, included = match[3], match[2] or match[3]
            for pattern, home in LIBRARIES.items():
                if re.match(pattern, included) and not name.startswith(home + "/"):
                    yield f"{name} includes <{included}>, which only {home} may"
            if not in_quotes:
                continue
            parts = included.split("/")
            if name.startswith("tools/"):
                if parts[0] not in ("engine", "tools") and not included.startswith("e2roi_"):
                    yield f'{name} includes "{included}": write it from the project\'s folder'
            elif parts[0] != "engine" or len(parts) < 3:
                yield f'{name} includes "{included}": write it "engine/room/file.hpp"'
            elif parts[1] != room and parts[1] not in ROOMS.get(room, set()):
                yield f"{name}: room {room} may not include room {parts[1]} ({included})"


def room_mistakes(root):
    for folder in sorted((root / "engine").iterdir()):
        if folder.is_dir() and folder.name not in ROOMS:
            yield f"engine/{folder.name} is a room that this test does not know"


def size_mistakes(root):
    for path in sources(root, "engine", "tools", "tests"):
        name = path.relative_to(root).as_posix()
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > MOST_LINES and name not in LONG_FILES:
            yield f"{name} has {lines} lines, more than {MOST_LINES}: split it by noun"


def mistakes(root):
    return [*room_mistakes(root), *include_mistakes(root), *size_mistakes(root)]


def test_that_it_can_fail():
    """A small tree with one mistake of each kind: each is found, and nothing else."""
    files = {
        "engine/core/good.hpp": '#include <vector>\n#include "engine/core/other.hpp"\n',
        "engine/core/up.hpp": '#include "engine/run/run.hpp"\n',
        "engine/model/sideways.hpp": '#include "engine/sampling/distribution.hpp"\n',
        "engine/model/thread.cpp": "#  include <tbb/parallel_for.h>\n",
        "engine/run/good.cpp": '#include <tbb/info.h>\n#include "engine/model/block.hpp"\n',
        "engine/run/file.cpp": "#include <hdf5.h>\n#include <H5DSpublic.h>\n",
        "engine/analysis/text.cpp": "#include <toml++/toml.h>\n",
        "engine/scenario/near.cpp": '#include "read.hpp"\n',
        "engine/scenario/options.cpp": "#include <boost/program_options.hpp>\n",
        "engine/cellar/new.hpp": "",
        "tools/e2roi/good.cpp": '#include "engine/run/run.hpp"\n#include "e2roi_build.hpp"\n',
        "tools/e2roi/near.cpp": '#include "verb.hpp"\n',
        "tests/core/long_test.cpp": "\n" * 401,
    }
    expected = [
        "engine/cellar is a room",
        "engine/analysis/text.cpp includes <toml++/toml.h>",
        "engine/core/up.hpp: room core may not include room run",
        "engine/model/sideways.hpp: room model may not include room sampling",
        "engine/model/thread.cpp includes <tbb/parallel_for.h>",
        "engine/run/file.cpp includes <hdf5.h>",
        "engine/run/file.cpp includes <H5DSpublic.h>",
        'engine/scenario/near.cpp includes "read.hpp"',
        "engine/scenario/options.cpp includes <boost/program_options.hpp>",
        'tools/e2roi/near.cpp includes "verb.hpp"',
        "tests/core/long_test.cpp has 401 lines",
    ]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        found = mistakes(root)
    assert len(found) == len(expected), found
    for text, start in zip(found, expected):
        assert text.startswith(start), (text, start)


def main():
    test_that_it_can_fail()
    root = Path(sys.argv[1])
    found = mistakes(root)
    for text in found:
        print(text)
    count = len(list(sources(root, "engine", "tools", "tests")))
    assert count > 20, "this is not the project's folder"
    print(f"{count} files, {len(found)} mistakes")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

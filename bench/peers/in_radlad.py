"""Reads documents whole: `python -m bench.peers.in_radlad OUT FILE…`; leaves the words and the fields it found."""

import json
import sys
from pathlib import Path

from radlad.domain.errors import RadladError
from radlad.pipeline.result import as_error, as_result
from radlad.pipeline.stages import read
from radlad.pipeline.zones import Words


def main(out: Path, files: list[Path]) -> None:
    for file in files:
        pages: list[Words] = []
        try:
            result = as_result(file.name, read(file, None, words=pages))
        except RadladError as error:
            result = as_error(file.name, error)
        (out / f"{file.stem}.json").write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
        text = "\n".join(" ".join(str(word[0]) for word in page) for page in pages)
        (out / f"{file.stem}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])

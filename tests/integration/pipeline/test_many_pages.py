"""A file of more pages than is usual, where the setting allows it: every action opens it, not only the look at it."""

import io

import pypdfium2
import pytest

from radlad.domain.errors import DocumentError
from radlad.pipeline.subprocess import ReaderProcess

PAGES = 250
BOX = (0.0, 0.0, 0.5, 0.5)
ACTIONS = {
    "inspect": lambda reader, file, out: reader.inspect(file, "long.pdf"),
    "render": lambda reader, file, out: reader.render(file, PAGES, 20, out / "page.png"),
    "words": lambda reader, file, out: reader.words(file, PAGES),
    "zone": lambda reader, file, out: reader.zone(file, PAGES, 0, BOX),
    "read": lambda reader, file, out: reader.read(file, "long.pdf"),
}


@pytest.fixture(scope="module")
def long_file(tmp_path_factory):
    """Blank pages of 1 cm: nothing to read on them."""
    drawn = io.BytesIO()
    with pypdfium2.PdfDocument.new() as pdf:
        for _ in range(PAGES):
            pdf.new_page(28, 28)
        pdf.save(drawn)
    path = tmp_path_factory.mktemp("long") / "long.pdf"
    path.write_bytes(drawn.getvalue())
    return path


@pytest.fixture(scope="module")
def readers():
    with ReaderProcess(max_pages=300) as generous, ReaderProcess() as usual:
        yield generous, usual


@pytest.mark.parametrize("action", ACTIONS)
def test_a_file_within_the_limit_set_is_opened_and_refused_beyond_it(readers, long_file, tmp_path, action):
    generous, usual = readers
    ACTIONS[action](generous, long_file, tmp_path)
    with pytest.raises(DocumentError) as refused:
        ACTIONS[action](usual, long_file, tmp_path)
    assert refused.value.code == "TOO_MANY_PAGES"

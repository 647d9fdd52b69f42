"""Models kept compiled read as those compiled anew; nothing that stands in their place keeps a reader from reading."""

import hashlib

import numpy as np
import pytest

from radlad.readers.ocr import compiled, models, runtime
from radlad.readers.ocr.compiled import Compiled

NAME, WHEEL = models.RECOGNISER, "3.0"
KEPT = Compiled(b"a model\nof two lines", ["", "é", " "])


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "FOLDER", tmp_path / "share")
    compiled._kind.cache_clear()
    yield tmp_path / "share"
    compiled._kind.cache_clear()


def keep():
    compiled.keep(NAME, WHEEL, "openvino-int8", KEPT)


def test_what_is_kept_comes_back_whole():
    keep()
    assert compiled.kept(NAME, WHEEL, "openvino-int8") == KEPT


def test_there_is_none_before_any_is_kept():
    assert compiled.kept(NAME, WHEEL, "openvino-int8") is None


@pytest.mark.parametrize(
    ("name", "wheel", "chosen"),
    [
        (models.DETECTOR, WHEEL, "openvino-int8"),
        (NAME, "3.1", "openvino-int8"),
        (NAME, WHEEL, "openvino-f32"),
        (NAME, WHEEL, "onnxruntime"),
    ],
)
def test_another_model_version_or_runtime_has_none(name, wheel, chosen):
    keep()
    assert compiled.kept(name, wheel, chosen) is None


@pytest.mark.parametrize("what", ["processor", "openvino", "code"])
def test_what_was_compiled_by_other_means_is_passed_over_and_replaced(folder, tmp_path, monkeypatch, what):
    keep()
    if what == "processor":
        monkeypatch.setattr(runtime, "flags", lambda: ["avx512_bf16", "amx_bf16"])
    elif what == "openvino":
        monkeypatch.setattr(compiled.importlib.metadata, "version", lambda name: "2027.1")
    else:
        (tmp_path / "other.py").write_text("other code")
        monkeypatch.setattr(compiled, "_MAKERS", (*compiled._MAKERS, tmp_path / "other.py"))
    compiled._kind.cache_clear()
    assert compiled.kept(NAME, WHEEL, "openvino-int8") is None
    keep()
    assert compiled.kept(NAME, WHEEL, "openvino-int8") == KEPT
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    "damage", [lambda c: c[:-5], lambda c: b"", lambda c: c[:40] + b"?" + c[41:], lambda c: c[32:]]
)
def test_a_damaged_file_is_passed_over(folder, damage):
    keep()
    (path,) = folder.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    assert compiled.kept(NAME, WHEEL, "openvino-int8") is None


def test_a_folder_that_cannot_be_written_is_told(folder):
    folder.write_text("in the way")
    with pytest.raises(OSError, match="share"):
        keep()


@pytest.mark.ocr
def test_what_is_no_model_of_openvinos_is_compiled_anew():
    compiled.keep(NAME, models.version(), "openvino-f32", Compiled(b"no model", ["?"]))
    network, alphabet = models.recogniser("openvino-f32")
    assert len(alphabet) > 100
    assert network(np.zeros((2, 3, 48, 64), np.float32)).shape[2] == len(alphabet)


@pytest.mark.ocr
@pytest.mark.parametrize(("name", "shape"), [(models.DETECTOR, (1, 3, 96, 160)), (models.RECOGNISER, (2, 3, 48, 192))])
def test_a_kept_model_answers_to_the_last_bit_as_one_compiled_anew(folder, monkeypatch, name, shape):
    picture = np.random.default_rng(5).uniform(-1, 1, shape).astype(np.float32)
    anew, alphabet = models._loaded(name, runtime.name())
    compiled.main()
    assert {hashlib.sha256(path.read_bytes()[32:]).digest() for path in folder.iterdir()} == {
        path.read_bytes()[:32] for path in folder.iterdir()
    }
    monkeypatch.setattr(models, "source", None)
    kept, known = models._loaded(name, runtime.name())
    assert known == alphabet
    assert (kept(picture) == anew(picture)).all()

"""A document's file stands in the store under its own digest; the name tells the digest back."""

import pytest

from radlad.web.acquisition.stored import digest_of_key, key_of

DIGEST = "ab" + "0" * 62


def test_a_name_tells_its_digest():
    assert key_of(DIGEST) == f"ab/{DIGEST}"
    assert digest_of_key(key_of(DIGEST)) == DIGEST


@pytest.mark.parametrize(
    "name", ["restitutions/1.xlsx", f"ab/{DIGEST[:-1]}", f"ab/{DIGEST}\n", f"x/ab/{DIGEST}", DIGEST]
)
def test_the_name_of_anything_else_tells_none(name):
    assert digest_of_key(name) is None

"""The names under which files are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.model.error import ProblemKind, TowpathError
from towpath.model.numbered import LONGEST
from towpath.transfer.names import check_name, is_temporary, possible_on_windows, temporary_name

NAMES = st.one_of(
    st.binary(min_size=1, max_size=LONGEST), st.text(min_size=1, max_size=63).map(lambda text: text.encode())
).filter(lambda name: b"/" not in name)


@given(NAMES, st.sampled_from([b"", b"/folder", b"/a\nb/\xff"]))
def test_a_temporary_name_is_possible_wherever_the_name_is(name: bytes, folder: bytes) -> None:
    temporary = temporary_name("batch", folder + b"/" + name)
    beside, _, own = temporary.rpartition(b"/")
    assert beside == folder
    assert len(own) < 143, "what an encrypted disk takes"
    assert is_temporary(own)
    assert not is_temporary(name) or name.endswith(b".towpath")
    assert temporary == temporary_name("batch", folder + b"/" + name)
    try:
        name.decode()
    except UnicodeDecodeError:
        return
    own.decode()  # cut between two characters


def test_different_files_and_batches_have_different_ones() -> None:
    long = b"/" + b"n" * 200
    names = {temporary_name(batch, long + end) for batch in ("one", "two") for end in (b"a", b"b")}
    assert len(names) == 4


@pytest.mark.parametrize("name", [b"n" * 256, b"", b".", b"..", b"a\0b"])
def test_names_that_cannot_be(name: bytes) -> None:
    with pytest.raises(TowpathError) as raised:
        check_name(b"/folder/" + name, is_local=False)
    assert raised.value.problem.kind is ProblemKind.NAME_IMPOSSIBLE


def test_names_that_windows_keeps_for_itself() -> None:
    for name in (b"con", b"NUL.txt", b"Com1", b"lpt9.tar.gz", b"a:b", b"what?", b"dot.", b"space ", b"tab\t"):
        assert not possible_on_windows(name), name
    for name in (b"console", b"com", b"com10", b".hidden", b"two words", "größer.txt".encode()):
        assert possible_on_windows(name), name

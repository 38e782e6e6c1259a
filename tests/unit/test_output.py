"""What the listing verbs print."""

import pytest
from msgspec.structs import replace

from towpath.cli.output import connection_values, print_connections
from towpath.model.connection import Connection, Hop
from towpath.model.state import ConnectionState

LAB = ConnectionState(connection=Connection(id="lab", name="lab", target=Hop(host="inner")))


@pytest.mark.parametrize("with_state", [True, False])
def test_a_connection_that_is_not_saved_says_so(capsys: pytest.CaptureFixture[str], with_state: bool) -> None:
    quick = replace(LAB, connection=replace(LAB.connection, id="quick", name="quick"), saved=False)
    print_connections((LAB, quick), with_state=with_state)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines[1:]] == ["lab", "quick (not saved)"]
    assert [connection_values(state)["saved"] for state in (LAB, quick)] == [True, False]

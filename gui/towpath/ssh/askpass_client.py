"""The SSH_ASKPASS program: run by ssh as a script of its own, so it imports nothing of Towpath. See askpass.py.

Where there is no Python to run scripts (an installed bundle), Towpath itself runs it, as the verb `askpass`.
"""

import json
import os
import socket
import sys


def main() -> int:
    """Hand the question over, print the answer; 1 when there is none."""
    question = {"prompt": sys.argv[-1], "kind": os.environ.get("SSH_ASKPASS_PROMPT", "")}
    with socket.socket(socket.AF_UNIX) as connected:
        connected.connect(os.environ["TOWPATH_ASKPASS_SOCKET"])
        connected.sendall(json.dumps(question).encode())
        connected.shutdown(socket.SHUT_WR)
        with connected.makefile("rb") as answers:
            answer = answers.read()
    if not answer.startswith(b"+"):
        return 1
    sys.stdout.buffer.write(answer[1:] + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Answers queries over one store in a process of its own, so that it can be killed and can reach nothing else.

Run as a script: `worker.py STORE MEMORY`, the memory in bytes beyond what the opened store needs. Requests are lines of
JSON on standard input; answers, on standard output, are a line of JSON each, followed by as many bytes as it says.
"""

import ctypes
import itertools
import json
import platform
import resource
import struct
import sys
from typing import Any

import pyoxigraph as ox

_SOCKET_CALL = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_ALLOW, _REFUSE_WITH_EACCES = 0x7FFF0000, 0x00050000 | 13


def close_network() -> bool:
    """Make the kernel refuse new sockets to this process; False where that cannot be had."""
    known = _SOCKET_CALL.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    architecture, call = known
    # seccomp filter: load architecture, compare; load call number, compare; refuse or allow
    lines = [(0x20, 0, 0, 4), (0x15, 0, 2, architecture), (0x20, 0, 0, 0), (0x15, 1, 0, call)]
    lines += [(0x06, 0, 0, _ALLOW), (0x06, 0, 0, _REFUSE_WITH_EACCES)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(lines), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, set_seccomp, filter_mode = 38, 22, 2
    if libc.prctl(no_new_privileges, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(set_seccomp, filter_mode, ctypes.c_void_p(ctypes.addressof(program)), 0, 0) == 0)


def term(value: Any) -> dict[str, Any]:
    """Return a term as SPARQL 1.1 Query Results JSON."""
    if isinstance(value, ox.NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, ox.BlankNode):
        return {"type": "bnode", "value": value.value}
    if isinstance(value, ox.Triple):
        parts = {"subject": value.subject, "predicate": value.predicate, "object": value.object}
        return {"type": "triple", "value": {name: term(part) for name, part in parts.items()}}
    item = {"type": "literal", "value": value.value}
    if value.language:
        item["xml:lang"] = value.language
    elif value.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
        item["datatype"] = value.datatype.value
    return item


def answer(store: ox.Store, query: str, rows: int) -> tuple[str, bytes]:
    """Return the kind of the answer (rows, boolean, graph, large) and its content."""
    found = store.query(query)
    if isinstance(found, ox.QueryBoolean):
        return "boolean", json.dumps({"head": {}, "boolean": bool(found)}).encode()
    if isinstance(found, ox.QueryTriples):
        triples = {str(triple) for triple in itertools.islice(found, rows + 1)}
        if len(triples) > rows:
            return "large", b""
        return "graph", "".join(f"{line} .\n" for line in sorted(triples)).encode()
    names = [variable.value for variable in found.variables]
    bindings = [
        {name: term(row[name]) for name in names if row[name] is not None} for row in itertools.islice(found, rows + 1)
    ]
    if len(bindings) > rows:
        return "large", b""
    content = {"head": {"vars": names}, "results": {"bindings": bindings}}
    return "rows", json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def serve(folder: str, memory: int) -> None:
    """Answer until standard input ends."""
    closed = close_network()
    store = ox.Store.read_only(folder)
    with open("/proc/self/statm", encoding="ascii") as file:
        used = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + memory, resource.RLIM_INFINITY))
    sys.stdout.buffer.write(json.dumps({"kind": "ready", "size": 0, "closed": closed}).encode() + b"\n")
    sys.stdout.buffer.flush()
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            kind, content = answer(store, request["query"], request["rows"])
        except MemoryError:
            kind, content = "memory", b""
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            kind, content = "error", str(error).encode()
        sys.stdout.buffer.write(json.dumps({"kind": kind, "size": len(content)}).encode() + b"\n" + content)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))

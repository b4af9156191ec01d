"""Checks a log against its anchor by nothing but proof.md, the page beside this file: no code of Waybill is used.

    python3 verify_log.py LOG [ANCHOR]      ANCHOR is <LOG>.anchor.json where none is named

Prints number of events, root and verdict. Exit status: 0 whole, 6 damaged, 1 no log or no anchor.
"""

import decimal, hashlib, json, re, sys, urllib.parse

NAMED = {"correlationid": "$correlationId", "causationid": "$causationId"}
ENVELOPE = "specversion id source type subject time recordedtime sequence revision dataschema chainhash data".split()
FORMS = {"specversion": r"1\.0", "sequence": r"\d{20}", "revision": r"0|[1-9]\d*", "chainhash": r"[0-9a-f]{64}"}


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def each_name_once(pairs):
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return dict(pairs)


def number(value):  # RFC 8785: the shortest text that gives the same double, as ECMAScript lays it out
    shortest = decimal.Decimal(repr(value)).normalize()
    if value == 0 or 1e-6 <= abs(value) < 1e21:
        return format(abs(shortest) if value == 0 else shortest, "f")
    sign, digits, exponent = shortest.as_tuple()
    head, rest = str(digits[0]), "".join(map(str, digits[1:]))
    return "-" * sign + head + "." * bool(rest) + rest + "e" + format(exponent + len(rest), "+d")


def canonical(value):  # RFC 8785
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return number(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)


def event_of(line):
    event = json.loads(line.decode("utf-8"), object_pairs_hook=each_name_once, parse_int=float)
    event = {name: value for name, value in event.items() if value is not None}
    for name in event:
        if name != "data" and not (re.fullmatch("[a-z0-9]+", name) and isinstance(event[name], str)):
            raise ValueError(f"{name} is no attribute of text")
    for name, form in FORMS.items():
        if not re.fullmatch(form, event[name], re.ASCII):
            raise ValueError(f"{name} is {event[name]}")
    return event


def chain_hash(previous, event):
    schema, version = event["dataschema"].rsplit(":", 1)
    if schema != "urn:waybill:schema:" + urllib.parse.quote(event["type"], safe="!'()*") or not isinstance(event["data"], dict):
        raise ValueError("dataschema or data is not as the page says")
    further = {NAMED.get(name, name): event[name] for name in event if name not in ENVELOPE}
    parts = [event[name] for name in ("source", "subject", "revision", "id", "type")]
    parts += [version, event["time"], event["recordedtime"], str(len(further))]
    for name in sorted(further):
        parts += [name, further[name]]
    parts = [previous] + [part.encode("utf-8", "surrogatepass") for part in parts + [canonical(event["data"])]]
    return sha256(*(len(part).to_bytes(4, "big") + part for part in parts))


def grow(peaks, node):  # peaks: (leaves below, hash), the largest first
    size = 1
    while peaks and peaks[-1][0] == size:
        node, size = sha256(b"\x01", peaks.pop()[1], node), 2 * size
    peaks.append((size, node))


def root_of(peaks):
    root = peaks[-1][1] if peaks else sha256()
    for _, left in reversed(peaks[:-1]):
        root = sha256(b"\x01", left, root)
    return root.hex()


def verify(log, anchor):
    problems, heads, ids, peaks, size, roots = [], {}, set(), [], 0, {0: sha256().hex()}
    for size, line in enumerate(log, 1):
        if not line.endswith(b"\n"):
            raise ValueError(f"line {size} has no end")
        event = event_of(line)
        revision, previous = heads.get(event["subject"], (-1, b""))
        stored = bytes.fromhex(event["chainhash"])
        for wrong, what in (
            (event["source"] != anchor["ledger"], "is of another ledger"),
            (int(event["sequence"]) != size, "is out of order"),
            (int(event["revision"]) != revision + 1, "is out of order in its stream"),
            (event["id"] in ids, "has an id that was there before"),
            (chain_hash(previous, event) != stored, "does not have the hash that follows from it"),
        ):
            if wrong:
                problems.append(f"line {size} {what}")
        heads[event["subject"]] = (int(event["revision"]), stored)
        ids.add(event["id"])
        grow(peaks, sha256(b"\x00", stored))
        if size == anchor["size"]:
            roots[size] = root_of(peaks)
    if roots.get(anchor["size"]) != anchor["root"]:
        problems.append(f"the first {anchor['size']} events are not those of the anchor")
    return size, root_of(peaks), problems


if __name__ == "__main__":
    name = sys.argv[1]
    try:
        with open(name, "rb") as log, open((sys.argv + [name + ".anchor.json"])[2]) as anchor:
            count, root, found = verify(log, json.load(anchor))
    except (OSError, ValueError, KeyError, AttributeError, TypeError, OverflowError, RecursionError) as problem:
        print(f"cannot be read: {problem!r}")
        sys.exit(1)
    print(f"{count} events, root {root}", *(found or ["whole"]), sep="\n")
    sys.exit(6 if found else 0)

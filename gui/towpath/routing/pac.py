"""Rules become a PAC file (proxy auto-configuration): a program that browsers run for each request.

Plain ECMAScript 5 without the functions that browsers give to PAC files: some of them look names up on this machine,
and not every browser has all. It knows nothing but "to the router" and "direct"; the rest is the router's to decide.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from towpath.model.forward import Endpoint
from towpath.model.site_rule import Route
from towpath.routing.rules import RuleBook

LONGEST = 1_000_000
"""Characters. Chromium takes no PAC file of more than 1,048,576 bytes, and goes without it then."""

# The tables are read by JSON.parse, since a key `__proto__` in an object literal would be no key. Nothing in them needs
# to be escaped in a JavaScript string with single quotes, but backslashes of regular expressions.
_PAC = """"use strict";
var ROUTER = %(router)s, TO_ROUTER = '%(to_router)s', OTHERWISE = %(otherwise)s;
var DOMAINS = JSON.parse('%(domains)s'), HOSTS = JSON.parse('%(hosts)s');
var NETWORKS = JSON.parse('%(networks)s'), REGEXES = JSON.parse('%(regexes)s');
var has = Object.prototype.hasOwnProperty;
for (var n = 0; n < REGEXES.length; n++) REGEXES[n][1] = new RegExp(REGEXES[n][1], "i");

function hex(number, digits) {
  var text = number.toString(16);
  while (text.length < digits) text = "0" + text;
  return text;
}

function bitsOf4(host) {
  var parts = /^(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})$/.exec(host), bits = "", i;
  if (!parts) return "";
  for (i = 1; i < 5; i++) {
    if (+parts[i] > 255) return "";
    bits += hex(+parts[i], 2);
  }
  return bits;
}

function groupsOf6(text) {
  var groups = text === "" ? [] : text.split(":"), bits = "", i, last;
  for (i = 0; i < groups.length; i++) {
    last = i === groups.length - 1 ? bitsOf4(groups[i]) : "";
    if (!last && !/^[0-9a-f]{1,4}$/.test(groups[i])) return null;
    bits += last || hex(parseInt(groups[i], 16), 4);
  }
  return bits;
}

function bitsOf6(host) {
  var halves = host.split("::"), first = groupsOf6(halves[0]), second;
  if (host.indexOf(":") < 0 || halves.length > 2 || first === null) return "";
  if (halves.length === 1) return first.length === 32 ? first : "";
  second = groupsOf6(halves[1]);
  if (second === null || first.length + second.length > 28) return "";
  while (first.length + second.length < 32) first += "0";
  return first + second;
}

function inNetworks(bits, tables, best) {
  var length, whole, key;
  for (length in tables) if (has.call(tables, length)) {
    whole = length >> 2;
    key = bits.slice(0, whole);
    if (length & 3) key += (parseInt(bits.charAt(whole), 16) & (15 << (4 - (length & 3)))).toString(16);
    if (has.call(tables[length], key) && tables[length][key] < best) best = tables[length][key];
  }
  return best;
}

function FindProxyForURL(url, host) {
  var best = TO_ROUTER.length, bits, rest, i;
  host = host.toLowerCase();
  if (host.charAt(0) === "[") host = host.slice(1, -1);
  if (host.charAt(host.length - 1) === ".") host = host.slice(0, -1);
  if (host === "localhost" || host.slice(-10) === ".localhost" || host === "::1") return "DIRECT";
  if (/^::ffff:7f[0-9a-f]{2}:/.test(host)) return "DIRECT";
  if (has.call(HOSTS, host)) best = HOSTS[host];
  if ((bits = bitsOf4(host))) {
    if (host.slice(0, 4) === "127.") return "DIRECT";
    best = inNetworks(bits, NETWORKS[4], best);
  } else if ((bits = bitsOf6(host))) {
    best = inNetworks(bits, NETWORKS[6], best);
    if (bits.slice(0, 24) === "00000000000000000000ffff") best = inNetworks(bits.slice(24), NETWORKS[4], best);
  } else {
    for (rest = host; rest !== ""; rest = i < 0 ? "" : rest.slice(i + 1)) {
      if (has.call(DOMAINS, rest) && DOMAINS[rest] < best) best = DOMAINS[rest];
      i = rest.indexOf(".");
    }
  }
  for (i = 0; i < REGEXES.length && REGEXES[i][0] < best; i++) {
    if (REGEXES[i][1].test(host)) best = REGEXES[i][0];
  }
  return (best < TO_ROUTER.length ? TO_ROUTER.charAt(best) === "1" : OTHERWISE) ? ROUTER : "DIRECT";
}
"""

_ALL_TO_ROUTER = """"use strict";
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/^\\[|\\]$/g, "").replace(/\\.$/, "");
  if (host === "localhost" || host.slice(-10) === ".localhost" || host === "::1") return "DIRECT";
  if (/^::ffff:7f[0-9a-f]{2}:/.test(host)) return "DIRECT";
  if (/^127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$/.test(host)) return "DIRECT";
  return %(router)s;
}
"""


def pac_text(book: RuleBook, router: Endpoint) -> str:
    """The PAC file that sends to the router what these rules send through a connection, or block.

    Never another proxy behind it, nor `DIRECT`: a browser would take the other way for all sites after one was
    refused. Rules that are too many for a browser become a file that sends everything to the router.
    """
    to_router = json.dumps(f"SOCKS5 {router}")
    text = _PAC % {
        "router": to_router,
        "to_router": "".join("0" if rule.route is Route.DIRECT else "1" for rule in book.rules),
        "otherwise": "true" if book.everything_via else "false",
        "domains": _table(book.domains),
        "hosts": _table(book.hosts),
        "networks": _table({str(version): _networks(book, version) for version in (4, 6)}),
        "regexes": _table(book.regexes).replace("\\", "\\\\").replace("'", "\\'"),
    }
    return text if len(text) <= LONGEST else _ALL_TO_ROUTER % {"router": to_router}


def _table(values: object) -> str:
    return json.dumps(values, separators=(",", ":"))


def _networks(book: RuleBook, version: int) -> Mapping[str, Mapping[str, int]]:
    """By length of the prefix, then by the prefix in hexadecimal digits, the last one filled up with zeros."""
    return {
        str(length): {_hex(prefix, length): place for prefix, place in prefixes.items()}
        for (of_version, length), prefixes in book.networks.items()
        if of_version == version
    }


def _hex(prefix: int, length: int) -> str:
    digits = -(-length // 4)
    return f"{prefix << (4 * digits - length):0{digits}x}" if digits else ""

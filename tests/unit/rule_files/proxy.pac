// The office's sites through the tunnel. Keep in order!
var TUNNEL = "SOCKS5 127.0.0.1:1080; SOCKS 127.0.0.1:1080";
const LAB = 'SOCKS5 ' + "127.0.0.1:1081";

/* what comes first wins */
var tunnelled = [
  "*://*.corp.example/*",
  "*://wiki.example.org/*",
  '*intranet*',
  "http://printer.example/*",
  "*://build.example:8080/*",   // a port
  "https://news.example/today/*",
];

var labs = [".lab.example", "lab2.example"];
var unknown = ["who.example", "knows.example"];
var domains = {"hash.example": 1, "map.example": 1};

function FindProxyForURL(url, host) {
  host = host.toLowerCase();
  if (isPlainHostName(host) || dnsDomainIs(host, ".home.example") || host == "router.example")
    return "DIRECT";
  if (shExpMatch(host, "10.*") && url.substring(0, 5) == "http:") {
    return TUNNEL;
  }
  if (isInNet(host, "172.16.0.0", "255.240.0.0")) return TUNNEL;
  if (/^ci[0-9]+\.example$/.test(host)) { return LAB; }
  for (var i = 0; i < tunnelled.length; i++) {
    if (shExpMatch(url, tunnelled[i])) {
      return TUNNEL;
    }
  }
  for (const lab of labs) {
    if (dnsDomainIs(host, lab)) return LAB;
  }
  if (weekdayRange("SAT", "SUN")) return "DIRECT";
  if (host in domains) return TUNNEL;
  if (dnsResolve(host) == "192.0.2.1") return pick(host);
  return "DIRECT";
}

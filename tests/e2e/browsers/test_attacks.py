"""What web pages try with the router's port, from inside real browsers: they learn nothing, and change nothing."""

import contextlib
import http.client
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.chromium import Chromium
from tests.support.intranet import EVERYWHERE, ONLY_HERE, REBINDING, Browser, Intranet
from tests.support.namespace import connect
from tests.support.rules import rule

REFUSED_WITHOUT_WORDS = "ERR_HTTP_RESPONSE_CODE_FAILURE"
"""What Chromium calls it."""
TRIES = """(async urls => {
  const learnt = [];
  const loads = (name, change) => new Promise(resolve => {
    const element = Object.assign(document.createElement(name), {
      onload: () => resolve(true), onerror: () => resolve(false),
    });
    change(element);
    document.head.append(element);
  });
  const post = { method: "POST", body: JSON.stringify({ mode: "off" }) };
  const changes = [{ method: "PUT", body: "x" }, { method: "DELETE" }, post];
  for (const url of urls) {
    for (const how of [{}, { credentials: "include" }, { headers: { "X-Towpath": "1" } }, ...changes]) {
      await fetch(url, how).then(async reply => learnt.push([url, reply.status, await reply.text()])).catch(() => null);
    }
    await fetch(url, { ...post, mode: "no-cors", headers: { "Content-Type": "text/plain" } }).catch(() => null);
    navigator.sendBeacon(url, "x");
    const socket = new WebSocket(url.replace("http", "ws"));
    socket.onopen = () => { learnt.push([url, "socket"]); socket.close(); };
    await new Promise(resolve => { socket.onclose = resolve; });
    if (await loads("img", image => { image.src = url; })) learnt.push([url, "image"]);
    if (await loads("script", script => { script.src = url; })) learnt.push([url, "script"]);
    if (await loads("link", link => { link.rel = "stylesheet"; link.href = url; })) learnt.push([url, "style"]);
    if (window.FindProxyForURL) learnt.push([url, "ran"]);
  }
  return learnt;
})"""
FORMS = """(async urls => {
  for (const url of urls) {
    await new Promise(resolve => {
      const frame = Object.assign(document.createElement("iframe"), { name: url });
      const form = document.createElement("form");
      Object.assign(form, { method: "post", enctype: "text/plain", action: url, target: url });
      form.append(Object.assign(document.createElement("input"), { name: "GET / HTTP/1.1", value: "x" }));
      document.body.append(frame, form);
      frame.onload = resolve;
      form.submit();
    });
  }
})"""


@pytest.fixture
def urls(world: Intranet, browser: Browser) -> list[str]:
    """What a page might guess, and what it cannot."""
    world.follow(browser, rule(EVERYWHERE, connection="a"))
    pac = urlsplit(world.state.pac_url)
    paths = ("/", "/proxy.pac", "/wpad.dat", "/rules", pac.path, f"{pac.path}?{pac.query}")
    return [f"http://{host}:{pac.port}{path}" for host in ("127.0.0.1", "localhost") for path in paths]


def kept(world: Intranet) -> tuple[object, ...]:
    """What no page may change."""
    state = world.state
    saved = Path(world.env["XDG_CONFIG_HOME"], "towpath", "towpath.json").read_bytes()
    return state.mode, state.rules, state.router, state.pac_url, saved


def run(browser: Browser, expression: str) -> object:
    result: object = browser.run(expression if isinstance(browser, Chromium) else f"return {expression}")
    return result


def test_a_foreign_page_learns_nothing(world: Intranet, browser: Browser, urls: list[str]) -> None:
    before, mark = kept(world), world.sites.mark()
    assert browser.get(f"http://{ONLY_HERE}/") == "VIA=HERE"
    assert run(browser, f"{TRIES}({json.dumps(urls)})") == []
    assert kept(world) == before
    # It learns of a site on this machine that knows no better: the browser did try.
    learnt = run(browser, f"{TRIES}({json.dumps(['http://127.0.0.1/x'])})")
    assert isinstance(learnt, list)
    assert ["http://127.0.0.1/x", "script"] in learnt
    methods = {request.split()[0] for request in world.sites.requests("SELF", since=mark)}
    assert methods >= {"GET", "POST", "OPTIONS"}


def test_a_posted_form_changes_nothing(world: Intranet, browser: Browser, urls: list[str]) -> None:
    before, mark = kept(world), world.sites.mark()
    browser.get(f"http://{ONLY_HERE}/")
    run(browser, f"{FORMS}({json.dumps([*urls, 'http://127.0.0.1/x'])})")
    assert kept(world) == before
    assert "POST 127.0.0.1 /x" in world.sites.requests("SELF", since=mark)


def test_a_name_that_leads_here_learns_nothing(world: Intranet, browser: Browser, urls: list[str]) -> None:
    """DNS rebinding: the page and the router are one site to the browser."""
    pac = urlsplit(world.state.pac_url)
    site = f"http://{REBINDING}:{pac.port}"
    shown = {browser.get(f"{site}{path}") for path in ("/", "/wpad.dat", pac.path, f"{pac.path}?{pac.query}")}
    assert shown in ({""}, {REFUSED_WITHOUT_WORDS})
    fetch = "Promise.all(%s.map(url => fetch(url, { method: '%s' }).then(reply => reply.text(), () => '')))"
    for method in ("GET", "POST", "OPTIONS"):
        urls = [f"{site}/", f"{site}{pac.path}?{pac.query}"]
        assert run(browser, fetch % (json.dumps(urls), method)) == ["", ""]
    assert "FindProxyForURL" in read(world, pac.port, f"{pac.path}?{pac.query}")  # it was there to be seen


def read(world: Intranet, port: int | None, path: str) -> str:
    """As a program of the user's does."""
    assert port
    router = http.client.HTTPConnection("127.0.0.1", port)
    with contextlib.closing(router), connect(port, enter=world.enter) as router.sock:
        router.request("GET", path)
        return router.getresponse().read().decode()

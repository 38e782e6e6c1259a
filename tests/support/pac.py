"""What a browser makes of a PAC file."""

from PySide6.QtQml import QJSEngine, QJSValue


class Pac:
    """Evaluates one, in a JavaScript engine."""

    def __init__(self, text: str) -> None:
        self._engine = QJSEngine()
        result: object = self._engine.evaluate(text)
        assert isinstance(result, QJSValue)  # which PySide's own stubs deny
        assert not result.isError(), result.toString()
        self._find = self._engine.globalObject().property("FindProxyForURL")

    def __call__(self, host: str) -> str:
        shown = f"[{host}]" if ":" in host else host
        found = self._find.call([QJSValue(f"https://{shown}/"), QJSValue(host)])
        assert found.isString(), found.toString()
        return found.toString()

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>Activity</name>
        <message>
            <source>Connected again</source>
            <translation>Wieder verbunden</translation>
        </message>
        <message>
            <source>Connected at try {tries}</source>
            <translation>Im {tries}. Versuch verbunden</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>Verbunden</translation>
        </message>
        <message>
            <source>Could not connect yet; tried once since {time}</source>
            <translation>Noch nicht verbunden; einmal versucht seit {time}</translation>
        </message>
        <message>
            <source>Could not connect yet; tried {tries} times since {time}</source>
            <translation>Noch nicht verbunden; {tries}-mal versucht seit {time}</translation>
        </message>
        <message>
            <source>Forward {forward} listens on {address}</source>
            <translation>Die Weiterleitung {forward} lauscht an {address}</translation>
        </message>
        <message>
            <source>whether to trust the host key of {subject}</source>
            <translation>ob dem Host-Schlüssel von {subject} zu trauen ist</translation>
        </message>
        <message>
            <source>the password of {subject}</source>
            <translation>das Passwort von {subject}</translation>
        </message>
        <message>
            <source>the passphrase of {subject}</source>
            <translation>die Passphrase von {subject}</translation>
        </message>
        <message>
            <source>a code for {subject}</source>
            <translation>ein Code für {subject}</translation>
        </message>
        <message>
            <source>whether a command may run: {subject}</source>
            <translation>ob ein Befehl laufen darf: {subject}</translation>
        </message>
        <message>
            <source>whether to replace {subject}</source>
            <translation>ob {subject} ersetzt werden soll</translation>
        </message>
        <message>
            <source>Asked for: {question}</source>
            <translation>Gefragt: {question}</translation>
        </message>
        <message>
            <source>Answered: {question}</source>
            <translation>Beantwortet: {question}</translation>
        </message>
        <message>
            <source>Declined: {question}</source>
            <translation>Abgelehnt: {question}</translation>
        </message>
        <message>
            <source>No longer asked for: {question}</source>
            <translation>Nicht mehr gefragt: {question}</translation>
        </message>
        <message>
            <source>Transferred {subject}: {files} files, {size}</source>
            <translation>{subject} übertragen: {files} Dateien, {size}</translation>
        </message>
        <message>
            <source>Transfer of {subject} ended with failures: {failed} of {files} files</source>
            <translation>Die Übertragung von {subject} endete mit Fehlern: {failed} von {files} Dateien</translation>
        </message>
        <message>
            <source>Transfer of {subject} was cancelled</source>
            <translation>Die Übertragung von {subject} wurde abgebrochen</translation>
        </message>
        <message>
            <source>Transfer of {subject} was paused</source>
            <translation>Die Übertragung von {subject} wurde angehalten</translation>
        </message>
        <message>
            <source>Browsers no longer follow the rules for sites</source>
            <translation>Browser folgen den Regeln für Websites nicht mehr</translation>
        </message>
        <message>
            <source>Browsers follow the rules for sites</source>
            <translation>Browser folgen den Regeln für Websites</translation>
        </message>
        <message>
            <source>Browsers go through {connection} with everything</source>
            <translation>Browser gehen mit allem über {connection}</translation>
        </message>
        <message>
            <source>The proxy setting of {desktop} leads browsers to Towpath</source>
            <translation>Die Proxy-Einstellung von {desktop} führt Browser zu Towpath</translation>
        </message>
        <message>
            <source>The proxy setting of {desktop} is as it was before</source>
            <translation>Die Proxy-Einstellung von {desktop} ist wieder wie zuvor</translation>
        </message>
        <message>
            <source>Another program changed the proxy setting of {desktop}; it is left alone</source>
            <translation>Ein anderes Programm hat die Proxy-Einstellung von {desktop} geändert; sie bleibt so</translation>
        </message>
        <message>
            <source>The proxy setting of {desktop} could not be changed</source>
            <translation>Die Proxy-Einstellung von {desktop} ließ sich nicht ändern</translation>
        </message>
        <message>
            <source>Towpath crashed the last time; the crash report is kept on this computer</source>
            <translation>Towpath ist beim letzten Mal abgestürzt; der Absturzbericht liegt auf diesem Computer</translation>
        </message>
        <message>
            <source>Towpath did not come to an orderly end the last time: it was killed, or the computer went down</source>
            <translation>Towpath hat beim letzten Mal nicht ordentlich geendet: Es wurde abgeschossen, oder der Computer ging aus</translation>
        </message>
        <message>
            <source>Towpath {version} started</source>
            <translation>Towpath {version} gestartet</translation>
        </message>
        <message>
            <source>Towpath ended</source>
            <translation>Towpath beendet</translation>
        </message>
        <message>
            <source>Connecting</source>
            <translation>Verbindet</translation>
        </message>
        <message>
            <source>Connection lost</source>
            <translation>Verbindung abgebrochen</translation>
        </message>
        <message>
            <source>Waits for somebody to log in</source>
            <translation>Wartet, dass sich jemand anmeldet</translation>
        </message>
        <message>
            <source>Waits for the network</source>
            <translation>Wartet auf das Netz</translation>
        </message>
        <message>
            <source>Could not connect</source>
            <translation>Verbinden war nicht möglich</translation>
        </message>
        <message>
            <source>Disconnected</source>
            <translation>Getrennt</translation>
        </message>
        <message>
            <source>Forward {forward} has trouble</source>
            <translation>Die Weiterleitung {forward} hat Schwierigkeiten</translation>
        </message>
        <message>
            <source>Forward {forward} was taken down</source>
            <translation>Die Weiterleitung {forward} wurde beendet</translation>
        </message>
        <message>
            <source>Began to transfer {subject}</source>
            <translation>Übertragung von {subject} begonnen</translation>
        </message>
        <message>
            <source>Changes of {file} were not uploaded</source>
            <translation>Änderungen an {file} wurden nicht hochgeladen</translation>
        </message>
        <message>
            <source>Opened {application}</source>
            <translation>{application} geöffnet</translation>
        </message>
        <message>
            <source>Closed {application}</source>
            <translation>{application} geschlossen</translation>
        </message>
        <message>
            <source>The computer woke up</source>
            <translation>Der Computer ist aufgewacht</translation>
        </message>
        <message>
            <source>The network changed</source>
            <translation>Das Netz hat gewechselt</translation>
        </message>
        <message>
            <source>The network is gone</source>
            <translation>Das Netz ist weg</translation>
        </message>
        <message>
            <source>Something to know</source>
            <translation>Zur Kenntnis</translation>
        </message>
        <message>
            <source>Unexpected: {text}</source>
            <translation>Unerwartet: {text}</translation>
        </message>
    </context>
    <context>
        <name>ActivityDetail</name>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>Was zu tun ist</translation>
        </message>
        <message>
            <source>&amp;Show the connection</source>
            <translation>&amp;Verbindung zeigen</translation>
        </message>
        <message>
            <source>Cop&amp;y</source>
            <translation>K&amp;opieren</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>Verbindung</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>Stufe</translation>
        </message>
    </context>
    <context>
        <name>ActivityModel</name>
        <message>
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>Verbindung</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Was geschah</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
    </context>
    <context>
        <name>ActivityPage</name>
        <message>
            <source>Nothing that happened is like that</source>
            <translation>So etwas ist nicht geschehen</translation>
        </message>
        <message>
            <source>Nothing has happened yet</source>
            <translation>Noch ist nichts geschehen</translation>
        </message>
        <message>
            <source>Here you will see when connections come up, are lost and come back, and why; what was asked, what was transferred, and what went wrong.</source>
            <translation>Hier ist zu sehen, wann Verbindungen entstehen, abbrechen und wiederkommen, und warum; was gefragt, was übertragen wurde, und was misslang.</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>Wird gelesen …</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Kopieren</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>&amp;Exportieren …</translation>
        </message>
        <message>
            <source>Open the &amp;log folder</source>
            <translation>Ordner der &amp;Log-Dateien öffnen</translation>
        </message>
        <message>
            <source>&amp;Forget all of it…</source>
            <translation>Alles &amp;vergessen …</translation>
        </message>
        <message>
            <source>Log &amp;details, too</source>
            <translation>Auch &amp;Einzelheiten protokollieren</translation>
        </message>
        <message>
            <source>Search what happened</source>
            <translation>In Geschehenem suchen</translation>
        </message>
        <message>
            <source>Of which connection</source>
            <translation>Von welcher Verbindung</translation>
        </message>
        <message>
            <source>All connections</source>
            <translation>Alle Verbindungen</translation>
        </message>
        <message>
            <source>How much it matters</source>
            <translation>Wie wichtig es ist</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>Alles</translation>
        </message>
        <message>
            <source>Warnings and failures</source>
            <translation>Warnungen und Fehler</translation>
        </message>
        <message>
            <source>Failures only</source>
            <translation>Nur Fehler</translation>
        </message>
        <message>
            <source>More for the log</source>
            <translation>Mehr zum Protokoll</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Was geschah</translation>
        </message>
        <message>
            <source>Towpath ended unexpectedly the last time</source>
            <translation>Towpath hat beim letzten Mal unerwartet geendet</translation>
        </message>
        <message>
            <source>a crash report is kept on this computer; nothing was sent</source>
            <translation>ein Absturzbericht liegt auf diesem Computer; nichts wurde gesendet</translation>
        </message>
        <message>
            <source>&amp;View the report</source>
            <translation>Bericht &amp;ansehen</translation>
        </message>
        <message>
            <source>C&amp;opy it</source>
            <translation>&amp;Kopieren</translation>
        </message>
        <message>
            <source>Forget what happened</source>
            <translation>Geschehenes vergessen</translation>
        </message>
        <message>
            <source>Forget all that happened?</source>
            <translation>Alles Geschehene vergessen?</translation>
        </message>
        <message>
            <source>The list is emptied; log files and crash reports are deleted.</source>
            <translation>Die Liste wird geleert; Log-Dateien und Absturzberichte werden gelöscht.</translation>
        </message>
        <message>
            <source>&amp;Forget</source>
            <translation>&amp;Vergessen</translation>
        </message>
    </context>
    <context>
        <name>ActivityWords</name>
        <message>
            <source>Detail</source>
            <translation>Einzelheit</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>Warnung</translation>
        </message>
        <message>
            <source>Failure</source>
            <translation>Fehler</translation>
        </message>
    </context>
    <context>
        <name>AddressLine</name>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Hide the token</source>
            <translation>Token verbergen</translation>
        </message>
        <message>
            <source>Show the token</source>
            <translation>Token zeigen</translation>
        </message>
    </context>
    <context>
        <name>AdvancedTab</name>
        <message>
            <source>Probe a silent server every</source>
            <translation>Stummen Server prüfen alle</translation>
        </message>
        <message>
            <source>never</source>
            <translation>nie</translation>
        </message>
        <message>
            <source>Count it as gone after</source>
            <translation>Als verloren gilt er nach</translation>
        </message>
        <message>
            <source> unanswered probes</source>
            <translation> unbeantworteten Prüfungen</translation>
        </message>
        <message>
            <source>Check the forwards every</source>
            <translation>Weiterleitungen prüfen alle</translation>
        </message>
        <message>
            <source>only when asked</source>
            <translation>nur auf Wunsch</translation>
        </message>
        <message>
            <source>Connect again when the connection is lost</source>
            <translation>Neu verbinden, wenn die Verbindung abbricht</translation>
        </message>
        <message>
            <source>First try after</source>
            <translation>Erster Versuch nach</translation>
        </message>
        <message>
            <source>Later tries at most every</source>
            <translation>Spätere Versuche höchstens alle</translation>
        </message>
        <message>
            <source>Give up after</source>
            <translation>Aufgeben nach</translation>
        </message>
        <message>
            <source>Time asleep or without a network does not count</source>
            <translation>Zeit im Ruhezustand oder ohne Netz zählt nicht</translation>
        </message>
        <message>
            <source>A login that needed you (password, one-time code) is never repeated without you.</source>
            <translation>Eine Anmeldung, die jemanden brauchte (Passwort, Einmalcode), wird nie von selbst wiederholt.</translation>
        </message>
        <message>
            <source>SFTP server command</source>
            <translation>SFTP-Server-Befehl</translation>
        </message>
        <message>
            <source>Run on the target instead of its SFTP server, to transfer files as another user</source>
            <translation>Läuft auf dem Ziel anstelle seines SFTP-Servers, etwa um Dateien als anderer Benutzer zu übertragen</translation>
        </message>
        <message>
            <source>Programs and terminals there</source>
            <translation>Programme und Terminals dort</translation>
        </message>
    </context>
    <context>
        <name>AgentDialog</name>
        <message>
            <source>Add to the agent</source>
            <translation>In den Agenten laden</translation>
        </message>
        <message>
            <source>Add {key} to the agent</source>
            <translation>{key} in den Agenten laden</translation>
        </message>
        <message>
            <source>The agent keeps it open: logins of Towpath, ssh and git need no passphrase until then.</source>
            <translation>Der Agent hält ihn offen: Anmeldungen von Towpath, ssh und git brauchen so lange keine Passphrase.</translation>
        </message>
        <message>
            <source>Agent</source>
            <translation>Agent</translation>
        </message>
        <message>
            <source>{agent} at {socket}</source>
            <translation>{agent} an {socket}</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Until you log out</source>
            <translation>Bis zum Abmelden</translation>
        </message>
        <message>
            <source>For one hour</source>
            <translation>Eine Stunde</translation>
        </message>
        <message>
            <source>For 8 hours: a working day</source>
            <translation>8 Stunden: ein Arbeitstag</translation>
        </message>
        <message>
            <source>For a time of your own</source>
            <translation>Eigene Dauer</translation>
        </message>
        <message>
            <source>Minutes</source>
            <translation>Minuten</translation>
        </message>
        <message>
            <source> minutes</source>
            <translation> Minuten</translation>
        </message>
        <message>
            <source>&amp;Ask before each use</source>
            <translation>&amp;Vor jeder Verwendung fragen</translation>
        </message>
        <message>
            <source>The agent shows a question of its own (ssh-askpass) whenever somebody logs in with it.</source>
            <translation>Der Agent stellt eine eigene Frage (ssh-askpass), wann immer sich jemand damit anmeldet.</translation>
        </message>
        <message>
            <source>A&amp;gent</source>
            <translation>A&amp;gent</translation>
        </message>
        <message>
            <source>&amp;Keep it</source>
            <translation>&amp;Behalten</translation>
        </message>
        <message>
            <source>A&amp;dd</source>
            <translation>&amp;Laden</translation>
        </message>
    </context>
    <context>
        <name>AgentForwarding</name>
        <message>
            <source>Let programs there use the keys of my agent (ForwardAgent)</source>
            <translation>Programme dort dürfen die Schlüssel meines Agenten verwenden (ForwardAgent)</translation>
        </message>
        <message>
            <source>Anybody with root there can use your keys while you are connected. A jump host needs no agent.</source>
            <translation>Wer dort root ist, kann diese Schlüssel verwenden, solange die Verbindung steht. Ein Sprunghost braucht keinen Agenten.</translation>
        </message>
    </context>
    <context>
        <name>AgentsStrip</name>
        <message>
            <source>No ssh-agent runs here: each login asks for a key's passphrase, unless it is remembered. Most desktops start one; in a terminal, eval $(ssh-agent) does.</source>
            <translation>Hier läuft kein ssh-agent: Jede Anmeldung fragt nach der Passphrase eines Schlüssels, wenn sie nicht gemerkt ist. Die meisten Desktops starten einen; im Terminal tut es eval $(ssh-agent).</translation>
        </message>
        <message>
            <source>It listens at {socket}</source>
            <translation>Er lauscht an {socket}</translation>
        </message>
    </context>
    <context>
        <name>Amounts</name>
        <message>
            <source>↓ {down}/s  ↑ {up}/s</source>
            <translation>↓ {down}/s  ↑ {up}/s</translation>
        </message>
        <message>
            <source>{down} received and {up} sent since it came up; connections: {open} open, {all} in all</source>
            <translation>{down} empfangen und {up} gesendet, seit sie steht; Verbindungen: {open} offen, {all} insgesamt</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>gerade eben</translation>
        </message>
        <message>
            <source>{n} s ago</source>
            <translation>vor {n} s</translation>
        </message>
        <message>
            <source>{n} min ago</source>
            <translation>vor {n} min</translation>
        </message>
        <message>
            <source>{n} h ago</source>
            <translation>vor {n} h</translation>
        </message>
        <message>
            <source>on an unknown day</source>
            <translation>an einem unbekannten Tag</translation>
        </message>
        <message>
            <source>{n} s</source>
            <translation>{n} s</translation>
        </message>
        <message>
            <source>{n} min</source>
            <translation>{n} min</translation>
        </message>
        <message>
            <source>{hours} h {minutes} min</source>
            <translation>{hours} h {minutes} min</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>noch {time}</translation>
        </message>
    </context>
    <context>
        <name>AppearanceSection</name>
        <message>
            <source>Appearance</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>Textgröße</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>Farben</translation>
        </message>
        <message>
            <source>Of the size that the system has set.</source>
            <translation>Bezogen auf die Größe, die das System vorgibt.</translation>
        </message>
        <message>
            <source>From the next start on. The command line is in English.</source>
            <translation>Ab dem nächsten Start. Die Befehlszeile spricht Englisch.</translation>
        </message>
    </context>
    <context>
        <name>Autostart</name>
        <message>
            <source>it is switched off in its file</source>
            <translation>in seiner Datei ist es abgeschaltet</translation>
        </message>
        <message>
            <source>the program that it names is not there</source>
            <translation>das Programm, das darin steht, gibt es nicht</translation>
        </message>
        <message>
            <source>it is switched off in the settings of the desktop</source>
            <translation>in den Einstellungen des Desktops ist es abgeschaltet</translation>
        </message>
    </context>
    <context>
        <name>BackupDialog</name>
        <message>
            <source>Back up</source>
            <translation>Sichern</translation>
        </message>
        <message>
            <source>Back up to {file}</source>
            <translation>In {file} sichern</translation>
        </message>
        <message>
            <source>The backup holds your connections and settings, and the key files of ~/.ssh as they are. Passwords that the keyring keeps are not in it.</source>
            <translation>Die Sicherung enthält Verbindungen und Einstellungen und die Schlüsseldateien aus ~/.ssh, wie sie sind. Passwörter im Schlüsselbund sind nicht dabei.</translation>
        </message>
        <message>
            <source>Without this passphrase nobody can open it, you neither. The program age can open it, too.</source>
            <translation>Ohne diese Passphrase kann niemand sie öffnen, auch ihr Besitzer nicht. Das Programm age kann sie ebenfalls öffnen.</translation>
        </message>
        <message>
            <source>&amp;Back up</source>
            <translation>S&amp;ichern</translation>
        </message>
        <message>
            <source>Encrypting…</source>
            <translation>Wird verschlüsselt …</translation>
        </message>
        <message>
            <source>The backup was written, without these keys</source>
            <translation>Die Sicherung ist geschrieben, ohne diese Schlüssel</translation>
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>Dismiss</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>Bookmarks</name>
        <message>
            <source>Bookmarks (this folder is one)</source>
            <translation>Lesezeichen (dieser Ordner ist eines)</translation>
        </message>
        <message>
            <source>Bookmarks</source>
            <translation>Lesezeichen</translation>
        </message>
        <message>
            <source>Bookmark this folder</source>
            <translation>Lesezeichen für diesen Ordner</translation>
        </message>
        <message>
            <source>Bookmark both folders</source>
            <translation>Lesezeichen für beide Ordner</translation>
        </message>
        <message>
            <source>Organise bookmarks…</source>
            <translation>Lesezeichen ordnen …</translation>
        </message>
    </context>
    <context>
        <name>BookmarksDialog</name>
        <message>
            <source>Bookmarks</source>
            <translation>Lesezeichen</translation>
        </message>
        <message>
            <source>&amp;Synchronised browsing</source>
            <translation>&amp;Gemeinsam blättern</translation>
        </message>
        <message>
            <source>Double-click a name, or press F2, to change it.</source>
            <translation>Doppelklick auf einen Namen oder F2 ändert ihn.</translation>
        </message>
    </context>
    <context>
        <name>Breadcrumbs</name>
        <message>
            <source>Folders in between</source>
            <translation>Ordner dazwischen</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>Pfad</translation>
        </message>
        <message>
            <source>Click beside the folders to type a path</source>
            <translation>Neben die Ordner klicken, um einen Pfad einzugeben</translation>
        </message>
    </context>
    <context>
        <name>BringBackBanner</name>
        <message>
            <source>Connect a&amp;gain</source>
            <translation>Wi&amp;eder verbinden</translation>
        </message>
        <message>
            <source>Those that need a code or a password wait until you log in</source>
            <translation>Was einen Code oder ein Passwort braucht, wartet auf die Anmeldung</translation>
        </message>
        <message>
            <source>Up when Towpath ended: {names}</source>
            <translation>Standen, als Towpath endete: {names}</translation>
        </message>
    </context>
    <context>
        <name>Browser</name>
        <message>
            <source>direct</source>
            <translation>direkt</translation>
        </message>
        <message>
            <source>blocked</source>
            <translation>gesperrt</translation>
        </message>
        <message>
            <source>through {name}</source>
            <translation>über {name}</translation>
        </message>
        <message>
            <source>through a connection that was removed</source>
            <translation>über eine entfernte Verbindung</translation>
        </message>
        <message>
            <source>off</source>
            <translation>aus</translation>
        </message>
        <message>
            <source>by the rules</source>
            <translation>nach den Regeln</translation>
        </message>
        <message>
            <source>everything {way}</source>
            <translation>alles {way}</translation>
        </message>
        <message>
            <source>Browsers go their own way; those opened here follow the rules.</source>
            <translation>Browser gehen ihren eigenen Weg; die hier geöffneten folgen den Regeln.</translation>
        </message>
        <message>
            <source>Sites with a rule go its way, all others directly.</source>
            <translation>Websites mit einer Regel gehen deren Weg, alle anderen direkt.</translation>
        </message>
        <message>
            <source>Sites with a rule go its way, all others through</source>
            <translation>Websites mit einer Regel gehen deren Weg, alle anderen über</translation>
        </message>
        <message>
            <source>another program changed the proxy setting of {desktop}</source>
            <translation>ein anderes Programm hat die Proxy-Einstellung von {desktop} geändert</translation>
        </message>
        <message>
            <source>the proxy setting of {desktop} could not be changed</source>
            <translation>die Proxy-Einstellung von {desktop} ließ sich nicht ändern</translation>
        </message>
        <message>
            <source>This desktop has no proxy setting that browsers follow: open a browser from here.</source>
            <translation>Dieser Desktop hat keine Proxy-Einstellung, der Browser folgen: von hier aus einen Browser öffnen.</translation>
        </message>
        <message>
            <source>{desktop} has no proxy setting that browsers follow: open a browser from here.</source>
            <translation>{desktop} hat keine Proxy-Einstellung, der Browser folgen: von hier aus einen Browser öffnen.</translation>
        </message>
        <message>
            <source>The proxy setting of {desktop} is left alone, as you chose in the settings: open a browser from here.</source>
            <translation>Die Proxy-Einstellung von {desktop} bleibt unberührt, wie in den Einstellungen gewählt: von hier aus einen Browser öffnen.</translation>
        </message>
        <message>
            <source>The proxy setting of {desktop} is not Towpath's. It is {now}.</source>
            <translation>Die Proxy-Einstellung von {desktop} ist nicht die von Towpath. Sie ist {now}.</translation>
        </message>
        <message>
            <source>The proxy setting of {desktop} is not Towpath's. It has no proxy.</source>
            <translation>Die Proxy-Einstellung von {desktop} ist nicht die von Towpath. Es gibt keinen Proxy.</translation>
        </message>
        <message>
            <source>The proxy setting of {desktop} is Towpath's. Switched off, {before} comes back.</source>
            <translation>Die Proxy-Einstellung von {desktop} ist die von Towpath. Nach dem Ausschalten gilt wieder {before}.</translation>
        </message>
        <message>
            <source>The proxy setting of {desktop} is Towpath's. Switched off, there is no proxy, as before.</source>
            <translation>Die Proxy-Einstellung von {desktop} ist die von Towpath. Nach dem Ausschalten gibt es keinen Proxy, wie zuvor.</translation>
        </message>
        <message>
            <source>Another program changed the proxy setting of {desktop} to {now}. It is left alone.</source>
            <translation>Ein anderes Programm hat die Proxy-Einstellung von {desktop} auf {now} geändert. Sie bleibt so.</translation>
        </message>
        <message>
            <source>Another program took the proxy out of the setting of {desktop}. It is left alone.</source>
            <translation>Ein anderes Programm hat den Proxy aus der Einstellung von {desktop} entfernt. Sie bleibt so.</translation>
        </message>
        <message>
            <source>The proxy setting of {desktop} could not be changed.</source>
            <translation>Die Proxy-Einstellung von {desktop} ließ sich nicht ändern.</translation>
        </message>
        <message>
            <source>this desktop</source>
            <translation>diesem Desktop</translation>
        </message>
    </context>
    <context>
        <name>BrowserButton</name>
        <message>
            <source>Open a &amp;browser</source>
            <translation>&amp;Browser öffnen</translation>
        </message>
        <message>
            <source>A browser with a profile of its own, in which nothing goes another way</source>
            <translation>Ein Browser mit eigenem Profil, in dem nichts einen anderen Weg geht</translation>
        </message>
        <message>
            <source>Looking for browsers…</source>
            <translation>Suche nach Browsern …</translation>
        </message>
        <message>
            <source>No browser was found that can have a profile of its own.</source>
            <translation>Kein Browser gefunden, der ein eigenes Profil haben kann.</translation>
        </message>
        <message>
            <source>Install Chromium, Chrome, Edge, Brave, Vivaldi or Firefox.</source>
            <translation>Chromium, Chrome, Edge, Brave, Vivaldi oder Firefox installieren.</translation>
        </message>
        <message>
            <source>{browser}, by the rules</source>
            <translation>{browser}, nach den Regeln</translation>
        </message>
        <message>
            <source>All through {name}</source>
            <translation>Alles über {name}</translation>
        </message>
    </context>
    <context>
        <name>BrowserPage</name>
        <message>
            <source>Sites &amp;just seen</source>
            <translation>&amp;Gerade aufgerufene Websites</translation>
        </message>
        <message>
            <source>&amp;Why does a site go that way?</source>
            <translation>&amp;Warum geht eine Website diesen Weg?</translation>
        </message>
    </context>
    <context>
        <name>BrowserSection</name>
        <message>
            <source>Browser</source>
            <translation>Browser</translation>
        </message>
        <message>
            <source>The browser switch changes the desktop's proxy setting</source>
            <translation>Der Browser-Schalter ändert die Proxy-Einstellung des Desktops</translation>
        </message>
        <message>
            <source>Connections brought up by a browser</source>
            <translation>Verbindungen, die ein Browser herstellt</translation>
        </message>
        <message>
            <source>End after </source>
            <translation>Enden nach </translation>
        </message>
        <message>
            <source> min without a request</source>
            <translation> min ohne Anfrage</translation>
        </message>
        <message>
            <source>Stay up</source>
            <translation>Bleiben bestehen</translation>
        </message>
        <message>
            <source>Show which sites browsers asked for just now</source>
            <translation>Zeigen, welche Websites Browser gerade aufgerufen haben</translation>
        </message>
        <message>
            <source>Desktop</source>
            <translation>Desktop</translation>
        </message>
        <message>
            <source>Otherwise only browsers that are opened here, or given the PAC address, follow the rules.</source>
            <translation>Sonst folgen nur Browser den Regeln, die hier geöffnet sind oder die PAC-Adresse haben.</translation>
        </message>
        <message>
            <source>Sites</source>
            <translation>Websites</translation>
        </message>
        <message>
            <source>The list is never written down, and is gone when Towpath ends.</source>
            <translation>Die Liste wird nie aufgeschrieben und ist weg, wenn Towpath endet.</translation>
        </message>
    </context>
    <context>
        <name>CandidateTable</name>
        <message>
            <source>What can be added</source>
            <translation>Was hinzukommen kann</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>Wo</translation>
        </message>
        <message>
            <source>Remarks</source>
            <translation>Anmerkungen</translation>
        </message>
    </context>
    <context>
        <name>Candidates</name>
        <message>
            <source>There already</source>
            <translation>Schon da</translation>
        </message>
        <message>
            <source>Has a password stored</source>
            <translation>Hat ein gespeichertes Passwort</translation>
        </message>
    </context>
    <context>
        <name>ChecksumRow</name>
        <message>
            <source>Co&amp;mpute</source>
            <translation>B&amp;erechnen</translation>
        </message>
        <message>
            <source>Computing the checksum</source>
            <translation>Prüfsumme wird berechnet</translation>
        </message>
        <message>
            <source>SHA-256</source>
            <translation>SHA-256</translation>
        </message>
        <message>
            <source>Cop&amp;y</source>
            <translation>K&amp;opieren</translation>
        </message>
        <message>
            <source>Paste one to compare it with</source>
            <translation>Zum Vergleichen eine einfügen</translation>
        </message>
        <message>
            <source>Expected SHA-256</source>
            <translation>Erwartetes SHA-256</translation>
        </message>
        <message>
            <source>&amp;Stop</source>
            <translation>&amp;Anhalten</translation>
        </message>
        <message>
            <source>is the same</source>
            <translation>stimmt überein</translation>
        </message>
        <message>
            <source>differs</source>
            <translation>weicht ab</translation>
        </message>
    </context>
    <context>
        <name>CodeDialog</name>
        <message>
            <source>{account} asks</source>
            <translation>{account} fragt</translation>
        </message>
        <message>
            <source>The server refused what was typed. Try again.</source>
            <translation>Der Server hat die Eingabe abgelehnt. Noch einmal versuchen.</translation>
        </message>
        <message>
            <source>These texts come from the server.</source>
            <translation>Diese Texte kommen vom Server.</translation>
        </message>
        <message>
            <source>&amp;Continue</source>
            <translation>&amp;Weiter</translation>
        </message>
    </context>
    <context>
        <name>Columns</name>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Compared</source>
            <translation>Verglichen</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Modified</source>
            <translation>Geändert</translation>
        </message>
        <message>
            <source>Permissions</source>
            <translation>Rechte</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Besitzer</translation>
        </message>
        <message>
            <source>only here</source>
            <translation>nur hier</translation>
        </message>
        <message>
            <source>newer</source>
            <translation>neuer</translation>
        </message>
        <message>
            <source>older</source>
            <translation>älter</translation>
        </message>
        <message>
            <source>different</source>
            <translation>anders</translation>
        </message>
        <message>
            <source>same</source>
            <translation>gleich</translation>
        </message>
        <message>
            <source>leads to {target}</source>
            <translation>führt zu {target}</translation>
        </message>
        <message>
            <source>{n} bytes</source>
            <translation>{n} Bytes</translation>
        </message>
    </context>
    <context>
        <name>CommandDialog</name>
        <message>
            <source>May this command run on your computer?</source>
            <translation>Darf dieser Befehl auf diesem Computer laufen?</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>It stands in {place}.</source>
            <translation>Er steht in {place}.</translation>
        </message>
        <message>
            <source>Once approved, it runs without a question until a letter of it changes.</source>
            <translation>Einmal erlaubt, läuft er ohne Frage, bis sich ein Buchstabe daran ändert.</translation>
        </message>
        <message>
            <source>&amp;Do not run it</source>
            <translation>&amp;Nicht ausführen</translation>
        </message>
        <message>
            <source>&amp;Run it</source>
            <translation>&amp;Ausführen</translation>
        </message>
        <message>
            <source>The file with the settings for {host} asks a program which of them apply.</source>
            <translation>Die Datei mit den Einstellungen für {host} fragt ein Programm, welche davon gelten.</translation>
        </message>
        <message>
            <source>{host} is reached through a program of this computer.</source>
            <translation>{host} ist über ein Programm dieses Computers erreichbar.</translation>
        </message>
        <message>
            <source>A program tells which host keys {host} may show.</source>
            <translation>Ein Programm sagt, welche Host-Schlüssel {host} zeigen darf.</translation>
        </message>
    </context>
    <context>
        <name>CompareDialog</name>
        <message>
            <source>Compare the key of {hosts}</source>
            <translation>Schlüssel von {hosts} vergleichen</translation>
        </message>
        <message>
            <source>Compare a fingerprint</source>
            <translation>Fingerabdruck vergleichen</translation>
        </message>
        <message>
            <source>Paste what the administrator gave you, over a way that nobody else could write to: SHA256:…, sixteen pairs of digits, what ssh-keygen -l prints, or the whole public key.</source>
            <translation>Hier einfügen, was der Administrator mitgeteilt hat, und zwar auf einem Weg, auf dem sonst niemand schreiben kann: SHA256:…, sechzehn Ziffernpaare, die Ausgabe von ssh-keygen -l oder den ganzen öffentlichen Schlüssel.</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>Fingerabdruck</translation>
        </message>
        <message>
            <source>host or host:port; empty for all that are known</source>
            <translation>Host oder Host:Port; leer für alle bekannten</translation>
        </message>
        <message>
            <source>&amp;Fingerprint</source>
            <translation>&amp;Fingerabdruck</translation>
        </message>
        <message>
            <source>&amp;Host</source>
            <translation>&amp;Host</translation>
        </message>
        <message>
            <source>&amp;Compare</source>
            <translation>&amp;Vergleichen</translation>
        </message>
        <message>
            <source>Revoked: do not trust it</source>
            <translation>Widerrufen: nicht vertrauen</translation>
        </message>
        <message>
            <source>It is the same key</source>
            <translation>Es ist derselbe Schlüssel</translation>
        </message>
        <message>
            <source>It is another key</source>
            <translation>Es ist ein anderer Schlüssel</translation>
        </message>
        <message>
            <source>Typed: {typed}
Known: {known}
Do not log in there before you know why.</source>
            <translation>Eingegeben: {typed}
Bekannt: {known}
Dort nicht anmelden, bevor der Grund klar ist.</translation>
        </message>
        <message>
            <source>{host} is known by other keys:</source>
            <translation>{host} ist mit anderen Schlüsseln bekannt:</translation>
        </message>
        <message>
            <source>Nothing to compare with</source>
            <translation>Nichts zum Vergleichen</translation>
        </message>
        <message>
            <source>No key of {host} is known yet. Its first login shows one: compare it there.</source>
            <translation>Von {host} ist noch kein Schlüssel bekannt. Die erste Anmeldung zeigt einen: dort vergleichen.</translation>
        </message>
        <message>
            <source>No known host has this key</source>
            <translation>Kein bekannter Host hat diesen Schlüssel</translation>
        </message>
    </context>
    <context>
        <name>Completion</name>
        <message>
            <source>Folders that begin so</source>
            <translation>Ordner, die so beginnen</translation>
        </message>
    </context>
    <context>
        <name>ConfigPlace</name>
        <message>
            <source>Follows {host} in {file}, line {line}</source>
            <translation>Folgt {host} in {file}, Zeile {line}</translation>
        </message>
        <message>
            <source>Follows {host} in {file}</source>
            <translation>Folgt {host} in {file}</translation>
        </message>
    </context>
    <context>
        <name>ConnectionEditor</name>
        <message>
            <source>Edit connection</source>
            <translation>Verbindung bearbeiten</translation>
        </message>
        <message>
            <source>New connection</source>
            <translation>Neue Verbindung</translation>
        </message>
        <message>
            <source>&amp;Connection</source>
            <translation>&amp;Verbindung</translation>
        </message>
        <message>
            <source>&amp;Way there</source>
            <translation>&amp;Weg dorthin</translation>
        </message>
        <message>
            <source>&amp;Login</source>
            <translation>&amp;Anmeldung</translation>
        </message>
        <message>
            <source>&amp;Forwards</source>
            <translation>Weiter&amp;leitungen</translation>
        </message>
        <message>
            <source>&amp;Advanced</source>
            <translation>&amp;Erweitert</translation>
        </message>
        <message>
            <source>lab machine</source>
            <translation>Labor-Rechner</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Log in to</source>
            <translation>Anmelden an</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Gruppe</translation>
        </message>
        <message>
            <source>The machine you want to reach, as user@host:port; port 22 may be left out.
Gateways on the way belong under “Way there”, ports to reach under “Forwards”.</source>
            <translation>Der Rechner, der erreicht werden soll, als benutzer@host:port; Port 22 kann entfallen.
Gateways auf dem Weg gehören unter „Weg dorthin“, zu erreichende Ports unter „Weiterleitungen“.</translation>
        </message>
        <message>
            <source>the machine</source>
            <translation>der Rechner</translation>
        </message>
        <message>
            <source>a connection with this name exists</source>
            <translation>eine Verbindung dieses Namens gibt es schon</translation>
        </message>
    </context>
    <context>
        <name>ConnectionList</name>
        <message>
            <source>favourite</source>
            <translation>Favorit</translation>
        </message>
        <message>
            <source>follows {file}</source>
            <translation>folgt {file}</translation>
        </message>
    </context>
    <context>
        <name>ConnectionsPage</name>
        <message>
            <source>Add connection…</source>
            <translation>Verbindung hinzufügen …</translation>
        </message>
        <message>
            <source>Paste an ssh command…</source>
            <translation>ssh-Befehl einfügen …</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Verbinden</translation>
        </message>
        <message>
            <source>Browse files</source>
            <translation>Dateien ansehen</translation>
        </message>
        <message>
            <source>Open a web app…</source>
            <translation>Web-App öffnen …</translation>
        </message>
        <message>
            <source>Edit…</source>
            <translation>Bearbeiten …</translation>
        </message>
        <message>
            <source>Check all forwards now</source>
            <translation>Alle Weiterleitungen jetzt prüfen</translation>
        </message>
        <message>
            <source>Copy as ssh command</source>
            <translation>Als ssh-Befehl kopieren</translation>
        </message>
        <message>
            <source>Copy snippet for ~/.ssh/config</source>
            <translation>Abschnitt für ~/.ssh/config kopieren</translation>
        </message>
        <message>
            <source>Put first in the tray</source>
            <translation>Im Infobereich nach vorn</translation>
        </message>
        <message>
            <source>Duplicate…</source>
            <translation>Duplizieren …</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Entfernen …</translation>
        </message>
        <message>
            <source>Search connections</source>
            <translation>Verbindungen suchen</translation>
        </message>
        <message>
            <source>&amp;Add</source>
            <translation>&amp;Hinzufügen</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>Verbindungen</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Nichts gefunden</translation>
        </message>
        <message>
            <source>Put with the others in the tray</source>
            <translation>Im Infobereich zu den anderen</translation>
        </message>
        <message>
            <source>Disconnect</source>
            <translation>Trennen</translation>
        </message>
        <message>
            <source>{name} copy</source>
            <translation>{name} (Kopie)</translation>
        </message>
        <message>
            <source>Remove connection</source>
            <translation>Verbindung entfernen</translation>
        </message>
        <message>
            <source>Remove {name}?</source>
            <translation>{name} entfernen?</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>&amp;Entfernen</translation>
        </message>
    </context>
    <context>
        <name>ConvertDialog</name>
        <message>
            <source>Convert a key</source>
            <translation>Schlüssel umwandeln</translation>
        </message>
        <message>
            <source>Convert {file} for OpenSSH</source>
            <translation>{file} für OpenSSH umwandeln</translation>
        </message>
        <message>
            <source>{file} stays as it is. The new key has the same passphrase, and servers take it for the same key.</source>
            <translation>{file} bleibt, wie sie ist. Der neue Schlüssel hat dieselbe Passphrase, und für Server ist er derselbe Schlüssel.</translation>
        </message>
        <message>
            <source>Name of the new file</source>
            <translation>Name der neuen Datei</translation>
        </message>
        <message>
            <source>Its passphrase</source>
            <translation>Ihre Passphrase</translation>
        </message>
        <message>
            <source>If it has one</source>
            <translation>Falls sie eine hat</translation>
        </message>
        <message>
            <source>New &amp;file in ~/.ssh</source>
            <translation>Neue &amp;Datei in ~/.ssh</translation>
        </message>
        <message>
            <source>Its &amp;passphrase</source>
            <translation>Ihre &amp;Passphrase</translation>
        </message>
        <message>
            <source>&amp;Convert</source>
            <translation>&amp;Umwandeln</translation>
        </message>
    </context>
    <context>
        <name>DeleteDialog</name>
        <message>
            <source>Move to trash</source>
            <translation>In den Papierkorb</translation>
        </message>
        <message>
            <source>Move {what} to the trash?</source>
            <translation>{what} in den Papierkorb legen?</translation>
        </message>
        <message>
            <source>Delete for good</source>
            <translation>Endgültig löschen</translation>
        </message>
        <message>
            <source>Delete {what} for good?</source>
            <translation>{what} endgültig löschen?</translation>
        </message>
        <message>
            <source>counting…</source>
            <translation>wird gezählt …</translation>
        </message>
        <message>
            <source>Of links, the link goes; what it leads to stays.</source>
            <translation>Von Links geht der Link; wohin er führt, bleibt.</translation>
        </message>
        <message>
            <source>Move to &amp;trash</source>
            <translation>In den &amp;Papierkorb</translation>
        </message>
        <message>
            <source>&amp;Delete for good</source>
            <translation>&amp;Endgültig löschen</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>und {n} weitere</translation>
        </message>
        <message>
            <source>What is deleted on {machine} is gone at once and for good: there is no way back.</source>
            <translation>Was auf {machine} gelöscht wird, ist sofort und endgültig weg: Es gibt kein Zurück.</translation>
        </message>
        <message>
            <source>{count}, counting…</source>
            <translation>{count}, wird gezählt …</translation>
        </message>
        <message>
            <source>In all: {count}</source>
            <translation>Insgesamt: {count}</translation>
        </message>
        <message>
            <source>; some folders cannot be listed, so that there may be more</source>
            <translation>; manche Ordner lassen sich nicht lesen, es kann also mehr sein</translation>
        </message>
        <message>
            <source>How much is in it could not be counted.</source>
            <translation>Wie viel darin ist, ließ sich nicht zählen.</translation>
        </message>
    </context>
    <context>
        <name>Detail</name>
        <message>
            <source>&amp;Edit…</source>
            <translation>&amp;Bearbeiten …</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Mehr</translation>
        </message>
        <message>
            <source>More for this connection</source>
            <translation>Mehr zu dieser Verbindung</translation>
        </message>
        <message>
            <source>Browse files</source>
            <translation>Dateien ansehen</translation>
        </message>
        <message>
            <source>Way there</source>
            <translation>Weg dorthin</translation>
        </message>
        <message>
            <source>&amp;Log in again</source>
            <translation>Neu &amp;anmelden</translation>
        </message>
        <message>
            <source>&amp;Retry now</source>
            <translation>&amp;Jetzt versuchen</translation>
        </message>
        <message>
            <source>&amp;Show that line</source>
            <translation>Diese &amp;Zeile zeigen</translation>
        </message>
        <message>
            <source>Forwards</source>
            <translation>Weiterleitungen</translation>
        </message>
        <message>
            <source>No forwards yet. One makes a service behind this connection reachable here, or one of yours reachable there.</source>
            <translation>Noch keine Weiterleitungen. Eine macht einen Dienst hinter dieser Verbindung hier erreichbar, oder einen von hier dort.</translation>
        </message>
        <message>
            <source>Add &amp;forward…</source>
            <translation>&amp;Weiterleitung hinzufügen …</translation>
        </message>
        <message>
            <source>Web apps</source>
            <translation>Web-Apps</translation>
        </message>
        <message>
            <source>&amp;Disconnect</source>
            <translation>&amp;Trennen</translation>
        </message>
        <message>
            <source>&amp;Connect</source>
            <translation>&amp;Verbinden</translation>
        </message>
        <message>
            <source>tried {n} times in vain</source>
            <translation>{n}-mal vergeblich versucht</translation>
        </message>
    </context>
    <context>
        <name>EditLine</name>
        <message>
            <source>{folder} on {machine}</source>
            <translation>{folder} auf {machine}</translation>
        </message>
        <message>
            <source>Open {name} again</source>
            <translation>{name} noch einmal öffnen</translation>
        </message>
        <message>
            <source>Upload {name} now</source>
            <translation>{name} jetzt hochladen</translation>
        </message>
        <message>
            <source>Stop editing {name}</source>
            <translation>{name} nicht mehr bearbeiten</translation>
        </message>
        <message>
            <source>the file there was changed meanwhile</source>
            <translation>die Datei dort wurde inzwischen geändert</translation>
        </message>
        <message>
            <source>uploaded at {time}</source>
            <translation>um {time} hochgeladen</translation>
        </message>
        <message>
            <source>uploaded whenever it is saved</source>
            <translation>wird bei jedem Speichern hochgeladen</translation>
        </message>
        <message>
            <source>the copy here is {path}</source>
            <translation>die Kopie hier ist {path}</translation>
        </message>
        <message>
            <source>Stop editing</source>
            <translation>Nicht mehr bearbeiten</translation>
        </message>
        <message>
            <source>Discard the changes of {name}?</source>
            <translation>Änderungen an {name} verwerfen?</translation>
        </message>
        <message>
            <source>They were not uploaded, and only the copy here has them. It will be deleted.</source>
            <translation>Sie wurden nicht hochgeladen, und nur die Kopie hier enthält sie. Sie wird gelöscht.</translation>
        </message>
        <message>
            <source>&amp;Discard changes</source>
            <translation>Änderungen &amp;verwerfen</translation>
        </message>
        <message>
            <source>&amp;Keep editing</source>
            <translation>&amp;Weiter bearbeiten</translation>
        </message>
    </context>
    <context>
        <name>EditMessages</name>
        <message>
            <source>{name} is not uploaded</source>
            <translation>{name} ist nicht hochgeladen</translation>
        </message>
    </context>
    <context>
        <name>EditStrip</name>
        <message>
            <source>Files being edited</source>
            <translation>Dateien in Bearbeitung</translation>
        </message>
    </context>
    <context>
        <name>Edits</name>
        <message>
            <source>OPENING</source>
            <translation>WIRD GEÖFFNET</translation>
        </message>
        <message>
            <source>UP TO DATE</source>
            <translation>AKTUELL</translation>
        </message>
        <message>
            <source>UPLOADING</source>
            <translation>WIRD HOCHGELADEN</translation>
        </message>
        <message>
            <source>WAITING FOR YOU</source>
            <translation>WARTET AUF DICH</translation>
        </message>
        <message>
            <source>NOT UPLOADED</source>
            <translation>NICHT HOCHGELADEN</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>Export what helps to find a fault</source>
            <translation>Exportieren, was hilft, einen Fehler zu finden</translation>
        </message>
        <message>
            <source>One text file with what happened, the log, crash reports, the versions in use, and your settings and connections. Nothing is sent to anybody: read it before you pass it on.</source>
            <translation>Eine Textdatei mit dem, was geschah, dem Log, Absturzberichten, den verwendeten Versionen und den Einstellungen und Verbindungen. Niemandem wird etwas gesendet: vor dem Weitergeben lesen.</translation>
        </message>
        <message>
            <source>Passwords, tokens in addresses and private keys are removed. Names of machines, users and files are in it unless you hide them.</source>
            <translation>Passwörter, Tokens in Adressen und private Schlüssel sind entfernt. Namen von Rechnern, Benutzern und Dateien stehen darin, wenn sie nicht verborgen werden.</translation>
        </message>
        <message>
            <source>&amp;Hide names: host-1, user-1, path-1</source>
            <translation>&amp;Namen verbergen: host-1, user-1, path-1</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>&amp;Exportieren …</translation>
        </message>
        <message>
            <source>Text files (*.txt)</source>
            <translation>Textdateien (*.txt)</translation>
        </message>
        <message>
            <source>Exported to {file}; secrets removed: {n}</source>
            <translation>In {file} exportiert; entfernte Geheimnisse: {n}</translation>
        </message>
    </context>
    <context>
        <name>Fact</name>
        <message>
            <source>What happened</source>
            <translation>Was geschah</translation>
        </message>
        <message>
            <source>with pseudonyms in place of machines, users and paths</source>
            <translation>mit Decknamen statt Rechnern, Benutzern und Pfaden</translation>
        </message>
        <message>
            <source>with all names</source>
            <translation>mit allen Namen</translation>
        </message>
        <message>
            <source>it has no passphrase</source>
            <translation>sie hat keine Passphrase</translation>
        </message>
        <message>
            <source>choose one that you can remember</source>
            <translation>eine wählen, die sich merken lässt</translation>
        </message>
        <message>
            <source>restore</source>
            <translation>wiederherstellen</translation>
        </message>
        <message>
            <source>another file has this name</source>
            <translation>eine andere Datei heißt so</translation>
        </message>
        <message>
            <source>it is {status} already</source>
            <translation>sie ist schon {status}</translation>
        </message>
        <message>
            <source>cannot go on with this transfer</source>
            <translation>diese Übertragung kann nicht weitergehen</translation>
        </message>
        <message>
            <source>{files_failed} of {files_found} files failed</source>
            <translation>{files_failed} von {files_found} Dateien gescheitert</translation>
        </message>
        <message>
            <source>it needs a connection to go through</source>
            <translation>es fehlt eine Verbindung, über die es geht</translation>
        </message>
        <message>
            <source>choose one</source>
            <translation>eine wählen</translation>
        </message>
        <message>
            <source>, or make the rule a temporary one</source>
            <translation>, oder die Regel zu einer vorläufigen machen</translation>
        </message>
        <message>
            <source>this connection is not saved</source>
            <translation>diese Verbindung ist nicht gespeichert</translation>
        </message>
        <message>
            <source>the connection has this forward already</source>
            <translation>die Verbindung hat diese Weiterleitung schon</translation>
        </message>
        <message>
            <source>its ProxyCommands lead from gateway to gateway without an end</source>
            <translation>seine ProxyCommands führen endlos von Gateway zu Gateway</translation>
        </message>
        <message>
            <source>mend them there</source>
            <translation>sie dort berichtigen</translation>
        </message>
        <message>
            <source>it closed the connection</source>
            <translation>es hat die Verbindung geschlossen</translation>
        </message>
        <message>
            <source>it is of another version</source>
            <translation>es ist eine andere Version</translation>
        </message>
        <message>
            <source>it ended</source>
            <translation>es wurde beendet</translation>
        </message>
        <message>
            <source>it sent something unknown: it is of another version</source>
            <translation>es hat etwas Unbekanntes gesendet: es ist eine andere Version</translation>
        </message>
        <message>
            <source>cannot synchronise</source>
            <translation>kein Abgleich</translation>
        </message>
        <message>
            <source>it listens on a Unix socket, which has no port</source>
            <translation>sie lauscht an einem Unix-Socket, der keinen Port hat</translation>
        </message>
        <message>
            <source>the line is too long</source>
            <translation>die Zeile ist zu lang</translation>
        </message>
        <message>
            <source>no greeting came first</source>
            <translation>es kam zuerst keine Begrüßung</translation>
        </message>
        <message>
            <source>the token is wrong</source>
            <translation>das Token ist falsch</translation>
        </message>
        <message>
            <source>a stream needs a connection of its own</source>
            <translation>ein Strom braucht eine eigene Verbindung</translation>
        </message>
        <message>
            <source>this folder must belong to you, and nobody else may enter it</source>
            <translation>dieser Ordner muss dem eigenen Benutzer gehören, und sonst darf niemand hinein</translation>
        </message>
        <message>
            <source>this profile is thrown away when Towpath ends</source>
            <translation>dieses Profil wird weggeworfen, wenn Towpath endet</translation>
        </message>
        <message>
            <source>the demo</source>
            <translation>die Vorführung</translation>
        </message>
        <message>
            <source>the program ended before its changes were uploaded</source>
            <translation>das Programm endete, bevor die Änderungen hochgeladen waren</translation>
        </message>
        <message>
            <source>upload it now, or discard the changes</source>
            <translation>jetzt hochladen oder die Änderungen verwerfen</translation>
        </message>
        <message>
            <source>, and its connection was not saved</source>
            <translation>, und ihre Verbindung wurde nicht gespeichert</translation>
        </message>
        <message>
            <source>its changes were not uploaded</source>
            <translation>die Änderungen wurden nicht hochgeladen</translation>
        </message>
        <message>
            <source>upload them, or discard them</source>
            <translation>hochladen oder verwerfen</translation>
        </message>
        <message>
            <source>it has ended, or a window has taken the profile over</source>
            <translation>er ist beendet, oder ein Fenster hat das Profil übernommen</translation>
        </message>
        <message>
            <source>a request of that name is under way already</source>
            <translation>eine Anfrage dieses Namens läuft schon</translation>
        </message>
        <message>
            <source>cannot begin this</source>
            <translation>das kann nicht beginnen</translation>
        </message>
        <message>
            <source>that is what a browser is for</source>
            <translation>dafür ist ein Browser da</translation>
        </message>
        <message>
            <source>choose a folder of another machine</source>
            <translation>einen Ordner eines anderen Rechners wählen</translation>
        </message>
        <message>
            <source>cannot download a URL here</source>
            <translation>eine URL lässt sich hierher nicht herunterladen</translation>
        </message>
        <message>
            <source>the files of one command all lie on one machine</source>
            <translation>die Dateien eines Befehls liegen alle auf einem Rechner</translation>
        </message>
        <message>
            <source>cannot do this</source>
            <translation>das geht nicht</translation>
        </message>
        <message>
            <source>it is not up</source>
            <translation>sie steht nicht</translation>
        </message>
        <message>
            <source>bring it up first</source>
            <translation>erst herstellen</translation>
        </message>
        <message>
            <source>the server reads keys from somewhere else, or refuses keys of this kind</source>
            <translation>der Server liest Schlüssel von woanders, oder lehnt Schlüssel dieser Art ab</translation>
        </message>
        <message>
            <source>there, `sshd -T | grep -i -e authorizedkeys -e pubkey` tells which files it reads</source>
            <translation>dort zeigt `sshd -T | grep -i -e authorizedkeys -e pubkey`, welche Dateien er liest</translation>
        </message>
        <message>
            <source>another one is under way</source>
            <translation>es läuft schon einer</translation>
        </message>
        <message>
            <source>wait for its end</source>
            <translation>dessen Ende abwarten</translation>
        </message>
        <message>
            <source>this check</source>
            <translation>diese Prüfung</translation>
        </message>
        <message>
            <source>what the server asks</source>
            <translation>was der Server fragt</translation>
        </message>
        <message>
            <source>choose a file that was exported from the queue</source>
            <translation>eine Datei wählen, die aus der Warteschlange exportiert wurde</translation>
        </message>
        <message>
            <source>a synchronisation is no part of such a file</source>
            <translation>ein Abgleich gehört nicht in eine solche Datei</translation>
        </message>
        <message>
            <source>compare the two folders again later</source>
            <translation>die beiden Ordner später neu vergleichen</translation>
        </message>
        <message>
            <source>a touch of your security key</source>
            <translation>eine Berührung des Sicherheitsschlüssels</translation>
        </message>
        <message>
            <source>the files of one transfer all lie on one machine</source>
            <translation>die Dateien einer Übertragung liegen alle auf einem Rechner</translation>
        </message>
        <message>
            <source>cannot begin this transfer</source>
            <translation>diese Übertragung kann nicht beginnen</translation>
        </message>
        <message>
            <source>it has not ended</source>
            <translation>es ist noch nicht beendet</translation>
        </message>
        <message>
            <source>cannot clear this transfer</source>
            <translation>diese Übertragung lässt sich nicht entfernen</translation>
        </message>
        <message>
            <source>forgotten</source>
            <translation>vergessen</translation>
        </message>
        <message>
            <source>it is no absolute path</source>
            <translation>es ist kein absoluter Pfad</translation>
        </message>
        <message>
            <source>the desktop's browser</source>
            <translation>der Browser des Desktops</translation>
        </message>
        <message>
            <source>it is not among those that were opened lately</source>
            <translation>sie ist nicht unter den zuletzt geöffneten</translation>
        </message>
        <message>
            <source>this web application</source>
            <translation>diese Web-App</translation>
        </message>
        <message>
            <source>it is a pipe or a device</source>
            <translation>es ist eine Pipe oder ein Gerät</translation>
        </message>
        <message>
            <source>choose another name</source>
            <translation>einen anderen Namen wählen</translation>
        </message>
        <message>
            <source>the disk is full</source>
            <translation>der Datenträger ist voll</translation>
        </message>
        <message>
            <source>another program has changed it meanwhile</source>
            <translation>ein anderes Programm hat sie inzwischen geändert</translation>
        </message>
        <message>
            <source>nothing was written; look at it again</source>
            <translation>nichts wurde geschrieben; noch einmal ansehen</translation>
        </message>
        <message>
            <source>the disk is read-only</source>
            <translation>der Datenträger ist schreibgeschützt</translation>
        </message>
        <message>
            <source>the disk quota is used up</source>
            <translation>das Plattenkontingent ist aufgebraucht</translation>
        </message>
        <message>
            <source>the file is larger than the disk, or a limit of this account, allows</source>
            <translation>die Datei ist größer, als der Datenträger oder eine Grenze dieses Kontos erlaubt</translation>
        </message>
        <message>
            <source>the name is too long</source>
            <translation>der Name ist zu lang</translation>
        </message>
        <message>
            <source>the disk takes no name that is not valid text</source>
            <translation>der Datenträger nimmt keinen Namen, der kein gültiger Text ist</translation>
        </message>
        <message>
            <source>the system does not permit it</source>
            <translation>das System erlaubt es nicht</translation>
        </message>
        <message>
            <source>this names no site</source>
            <translation>das benennt keine Website</translation>
        </message>
        <message>
            <source>write a URL, or the name of a host</source>
            <translation>eine URL oder den Namen eines Hosts angeben</translation>
        </message>
        <message>
            <source>a host has only ASCII in it</source>
            <translation>ein Host enthält nur ASCII</translation>
        </message>
        <message>
            <source>write names with other letters in Punycode (xn--…)</source>
            <translation>Namen mit anderen Buchstaben in Punycode schreiben (xn--…)</translation>
        </message>
        <message>
            <source>it has no characters, or more than {longest}</source>
            <translation>er hat keine Zeichen, oder mehr als {longest}</translation>
        </message>
        <message>
            <source>a ) has no ( before it</source>
            <translation>vor einer ) fehlt die (</translation>
        </message>
        <message>
            <source>write fewer * + ? {} and |, or ^ at the beginning; for all hosts of a domain, corp.example alone</source>
            <translation>weniger * + ? {} und | schreiben, oder ^ an den Anfang; für alle Hosts einer Domain genügt corp.example</translation>
        </message>
        <message>
            <source>it can be tried on a host in so many ways that it may take very long</source>
            <translation>es lässt sich auf so viele Arten an einem Host versuchen, dass es sehr lange dauern kann</translation>
        </message>
        <message>
            <source>too many groups lie inside each other</source>
            <translation>zu viele Gruppen liegen ineinander</translation>
        </message>
        <message>
            <source>^ and $, and groups with a ^ in them, cannot be repeated, or left out</source>
            <translation>^ und $ sowie Gruppen mit einem ^ darin lassen sich nicht wiederholen oder weglassen</translation>
        </message>
        <message>
            <source>a quantifier follows another one</source>
            <translation>ein Quantor folgt auf einen anderen</translation>
        </message>
        <message>
            <source>there is nothing before {sign} to be repeated</source>
            <translation>vor {sign} steht nichts, was zu wiederholen wäre</translation>
        </message>
        <message>
            <source>{sign} stands alone</source>
            <translation>{sign} steht allein</translation>
        </message>
        <message>
            <source>write \{sign} for the sign itself</source>
            <translation>für das Zeichen selbst \{sign} schreiben</translation>
        </message>
        <message>
            <source>groups that begin with (? are not understood, but for (?:</source>
            <translation>Gruppen, die mit (? beginnen, werden nicht verstanden, außer (?:</translation>
        </message>
        <message>
            <source>a ( has no ) after it</source>
            <translation>nach einer ( fehlt die )</translation>
        </message>
        <message>
            <source>\d, \w and signs such as \. are</source>
            <translation>\d, \w und Zeichen wie \. schon</translation>
        </message>
        <message>
            <source>\{sign} is not understood</source>
            <translation>\{sign} wird nicht verstanden</translation>
        </message>
        <message>
            <source>[] has nothing in it</source>
            <translation>[] enthält nichts</translation>
        </message>
        <message>
            <source>in [ ] a range goes from one sign to a later one</source>
            <translation>in [ ] geht ein Bereich von einem Zeichen zu einem späteren</translation>
        </message>
        <message>
            <source>write \- for the sign itself</source>
            <translation>für das Zeichen selbst \- schreiben</translation>
        </message>
        <message>
            <source>a [ has no ] after it</source>
            <translation>nach einem [ fehlt das ]</translation>
        </message>
        <message>
            <source>{sign} may mean something else in [ ]</source>
            <translation>{sign} kann in [ ] etwas anderes bedeuten</translation>
        </message>
        <message>
            <source>a quantifier { } counts from a smaller to a larger number</source>
            <translation>ein Quantor { } zählt von einer kleineren zu einer größeren Zahl</translation>
        </message>
        <message>
            <source>write ssh://user@host:port or sftp://user@host:port/path</source>
            <translation>ssh://benutzer@host:port oder sftp://benutzer@host:port/pfad schreiben</translation>
        </message>
        <message>
            <source>has characters that no address has, or too many of them</source>
            <translation>enthält Zeichen, die keine Adresse hat, oder zu viele davon</translation>
        </message>
        <message>
            <source>not an address</source>
            <translation>keine Adresse</translation>
        </message>
        <message>
            <source>not an address of a machine</source>
            <translation>keine Adresse eines Rechners</translation>
        </message>
        <message>
            <source>has more in it than a machine and a path</source>
            <translation>enthält mehr als einen Rechner und einen Pfad</translation>
        </message>
        <message>
            <source>ssh on {gate} would log in to {host} with the keys and names that live on {gate}. Here {gate} is a jump host, and this machine's keys are used. If that machine takes none of them, install one there.</source>
            <translation>ssh auf {gate} würde sich an {host} mit den Schlüsseln und Namen anmelden, die auf {gate} liegen. Hier ist {gate} ein Sprunghost, und die Schlüssel dieses Rechners gelten. Nimmt jener Rechner keinen davon, dort einen installieren.</translation>
        </message>
        <message>
            <source>{text} of the ssh to {gate} is left out: make a connection to {gate} for it.</source>
            <translation>{text} des ssh zu {gate} ist ausgelassen: dafür eine Verbindung zu {gate} anlegen.</translation>
        </message>
        <message>
            <source>not a port number</source>
            <translation>keine Portnummer</translation>
        </message>
        <message>
            <source>use 1 to 65535</source>
            <translation>1 bis 65535 verwenden</translation>
        </message>
        <message>
            <source>not an IPv6 address</source>
            <translation>keine IPv6-Adresse</translation>
        </message>
        <message>
            <source>write [address]:port for an IPv6 address with a port</source>
            <translation>[Adresse]:Port schreiben, für eine IPv6-Adresse mit Port</translation>
        </message>
        <message>
            <source>not a host name</source>
            <translation>kein Hostname</translation>
        </message>
        <message>
            <source>leave it out: it is asked for, and can be kept in the keyring</source>
            <translation>weglassen: danach wird gefragt, und es kann in den Schlüsselbund</translation>
        </message>
        <message>
            <source>there is a password in it</source>
            <translation>es steht ein Passwort darin</translation>
        </message>
        <message>
            <source>this address</source>
            <translation>diese Adresse</translation>
        </message>
        <message>
            <source>not a user name</source>
            <translation>kein Benutzername</translation>
        </message>
        <message>
            <source>write user@host:port</source>
            <translation>benutzer@host:port schreiben</translation>
        </message>
        <message>
            <source>not a host and a port</source>
            <translation>kein Host mit Port</translation>
        </message>
        <message>
            <source>write host:port</source>
            <translation>host:port schreiben</translation>
        </message>
        <message>
            <source>{n} and {n_2} ports</source>
            <translation>{n} und {n_2} Ports</translation>
        </message>
        <message>
            <source>the two ranges of ports differ in length</source>
            <translation>die beiden Portbereiche sind verschieden lang</translation>
        </message>
        <message>
            <source>write 8888-8891:host:8888-8891</source>
            <translation>8888-8891:host:8888-8891 schreiben</translation>
        </message>
        <message>
            <source>a range of ports</source>
            <translation>ein Bereich von Ports</translation>
        </message>
        <message>
            <source>give one port</source>
            <translation>einen Port angeben</translation>
        </message>
        <message>
            <source>not a port or address:port</source>
            <translation>kein Port und keine Adresse:Port</translation>
        </message>
        <message>
            <source>not a dynamic forward</source>
            <translation>keine dynamische Weiterleitung</translation>
        </message>
        <message>
            <source>write port, or host:port, as after ssh -D</source>
            <translation>port oder host:port schreiben, wie nach ssh -D</translation>
        </message>
        <message>
            <source>not a {word} forward</source>
            <translation>keine Weiterleitung der Art {word}</translation>
        </message>
        <message>
            <source>write port:host:hostport, as after ssh -{value}</source>
            <translation>port:host:hostport schreiben, wie nach ssh -{value}</translation>
        </message>
        <message>
            <source>not a range of ports</source>
            <translation>kein Bereich von Ports</translation>
        </message>
        <message>
            <source>the lower port first, at most {most_ports}</source>
            <translation>den niedrigeren Port zuerst, höchstens {most_ports}</translation>
        </message>
        <message>
            <source>not the path of a Unix socket</source>
            <translation>nicht der Pfad eines Unix-Sockets</translation>
        </message>
        <message>
            <source>an absolute path of at most {longest_path} bytes</source>
            <translation>ein absoluter Pfad von höchstens {longest_path} Bytes</translation>
        </message>
        <message>
            <source>not a label</source>
            <translation>keine Bezeichnung</translation>
        </message>
        <message>
            <source>up to 60 characters without : = and comma</source>
            <translation>bis zu 60 Zeichen ohne : = und Komma</translation>
        </message>
        <message>
            <source>not a name</source>
            <translation>kein Name</translation>
        </message>
        <message>
            <source>up to 80 characters without : and comma, not starting with -</source>
            <translation>bis zu 80 Zeichen ohne : und Komma, nicht mit - am Anfang</translation>
        </message>
        <message>
            <source>not a command</source>
            <translation>kein Befehl</translation>
        </message>
        <message>
            <source>one line, such as sudo /usr/lib/openssh/sftp-server</source>
            <translation>eine Zeile, etwa sudo /usr/lib/openssh/sftp-server</translation>
        </message>
        <message>
            <source>not a rate</source>
            <translation>keine Geschwindigkeit</translation>
        </message>
        <message>
            <source>bytes a second, such as 500k or 2M</source>
            <translation>Bytes pro Sekunde, etwa 500k oder 2M</translation>
        </message>
        <message>
            <source>less than a byte a second</source>
            <translation>weniger als ein Byte pro Sekunde</translation>
        </message>
        <message>
            <source>0 for no limit</source>
            <translation>0 für unbegrenzt</translation>
        </message>
        <message>
            <source>write [address]:port for an IPv6 address</source>
            <translation>[Adresse]:Port schreiben, für eine IPv6-Adresse</translation>
        </message>
        <message>
            <source>write sftp://user@host/path</source>
            <translation>sftp://benutzer@host/pfad schreiben</translation>
        </message>
        <message>
            <source>not a path</source>
            <translation>kein Pfad</translation>
        </message>
        <message>
            <source>not an address of files</source>
            <translation>keine Adresse von Dateien</translation>
        </message>
        <message>
            <source>has a password in it</source>
            <translation>enthält ein Passwort</translation>
        </message>
        <message>
            <source>leave it out: you are asked for it</source>
            <translation>weglassen: danach wird gefragt</translation>
        </message>
        <message>
            <source>begins with a dash</source>
            <translation>beginnt mit einem Strich</translation>
        </message>
        <message>
            <source>write user@host</source>
            <translation>benutzer@host schreiben</translation>
        </message>
        <message>
            <source>write for example: vncviewer %h::%p</source>
            <translation>zum Beispiel schreiben: vncviewer %h::%p</translation>
        </message>
        <message>
            <source>put it into the background</source>
            <translation>ihn in den Hintergrund schicken</translation>
        </message>
        <message>
            <source>begin another command</source>
            <translation>einen weiteren Befehl beginnen</translation>
        </message>
        <message>
            <source>send its output to another program</source>
            <translation>seine Ausgabe an ein anderes Programm leiten</translation>
        </message>
        <message>
            <source>redirect it</source>
            <translation>ihn umleiten</translation>
        </message>
        <message>
            <source>begin a group of commands</source>
            <translation>eine Gruppe von Befehlen beginnen</translation>
        </message>
        <message>
            <source>paste the one command alone</source>
            <translation>nur diesen einen Befehl einfügen</translation>
        </message>
        <message>
            <source>a shell would {what}</source>
            <translation>eine Shell würde {what}</translation>
        </message>
        <message>
            <source>a second command</source>
            <translation>ein zweiter Befehl</translation>
        </message>
        <message>
            <source>paste one at a time</source>
            <translation>immer nur einen einfügen</translation>
        </message>
        <message>
            <source>a dash that a word processor has made</source>
            <translation>ein Strich, den eine Textverarbeitung gesetzt hat</translation>
        </message>
        <message>
            <source>type a hyphen in its place: -</source>
            <translation>stattdessen einen Bindestrich tippen: -</translation>
        </message>
        <message>
            <source>only a shell could say what this stands for</source>
            <translation>nur eine Shell könnte sagen, wofür das steht</translation>
        </message>
        <message>
            <source>write that in its place</source>
            <translation>stattdessen ausschreiben</translation>
        </message>
        <message>
            <source>a quote that is not closed</source>
            <translation>ein Anführungszeichen, das nicht geschlossen ist</translation>
        </message>
        <message>
            <source>add the closing {quote}</source>
            <translation>das schließende {quote} ergänzen</translation>
        </message>
        <message>
            <source>a rule is for hosts, not for pages</source>
            <translation>eine Regel gilt für Hosts, nicht für Seiten</translation>
        </message>
        <message>
            <source>leave out what is before and after the host's name</source>
            <translation>weglassen, was vor und nach dem Namen des Hosts steht</translation>
        </message>
        <message>
            <source>it is no network of addresses, and no regular expression</source>
            <translation>es ist kein Adressbereich und kein regulärer Ausdruck</translation>
        </message>
        <message>
            <source>it names no site</source>
            <translation>es benennt keine Website</translation>
        </message>
        <message>
            <source>an empty pattern</source>
            <translation>ein leeres Muster</translation>
        </message>
        <message>
            <source>{hint}; for all sites use Everything</source>
            <translation>{hint}; für alle Websites Alles verwenden</translation>
        </message>
        <message>
            <source>a * stands only before a dot at the beginning</source>
            <translation>ein * steht nur vor einem Punkt am Anfang</translation>
        </message>
        <message>
            <source>rules do not tell ports apart, and it is no IPv6 address</source>
            <translation>Regeln unterscheiden keine Ports, und es ist keine IPv6-Adresse</translation>
        </message>
        <message>
            <source>leave out the port</source>
            <translation>den Port weglassen</translation>
        </message>
        <message>
            <source>it is not the name of a host</source>
            <translation>es ist nicht der Name eines Hosts</translation>
        </message>
        <message>
            <source>it is neither a name nor an address</source>
            <translation>es ist weder Name noch Adresse</translation>
        </message>
        <message>
            <source>ssh cannot let the system choose the port</source>
            <translation>ssh kann den Port nicht vom System wählen lassen</translation>
        </message>
        <message>
            <source>bring it up first, or give it a port of its own</source>
            <translation>erst herstellen oder einen eigenen Port geben</translation>
        </message>
        <message>
            <source>tells ssh's version</source>
            <translation>zeigt die Version von ssh</translation>
        </message>
        <message>
            <source>tells what ssh can do</source>
            <translation>zeigt, was ssh kann</translation>
        </message>
        <message>
            <source>talks to another ssh</source>
            <translation>spricht mit einem anderen ssh</translation>
        </message>
        <message>
            <source>-B {value}: the interface cannot be chosen here, an address of it can (-b).</source>
            <translation>-B {value}: die Schnittstelle lässt sich hier nicht wählen, aber eine ihrer Adressen (-b).</translation>
        </message>
        <message>
            <source>-I {value}: keys in a PKCS#11 module are used through the agent (ssh-add -s {value}).</source>
            <translation>-I {value}: Schlüssel in einem PKCS#11-Modul gehen über den Agenten (ssh-add -s {value}).</translation>
        </message>
        <message>
            <source>-K: Kerberos logins are not possible here.</source>
            <translation>-K: Anmeldungen mit Kerberos sind hier nicht möglich.</translation>
        </message>
        <message>
            <source>-w {value}: tunnel devices are not possible here, forwards are.</source>
            <translation>-w {value}: Tunnel-Geräte sind hier nicht möglich, Weiterleitungen schon.</translation>
        </message>
        <message>
            <source>-W {value}: a connection does not join standard input and output to a machine; `towpath stdio` does, and a forward to it makes it reachable.</source>
            <translation>-W {value}: eine Verbindung verbindet nicht Standardeingabe und -ausgabe mit einem Rechner; `towpath stdio` tut es, und eine Weiterleitung macht ihn erreichbar.</translation>
        </message>
        <message>
            <source>-s: the subsystem is not started; files are on the page Files.</source>
            <translation>-s: das Subsystem wird nicht gestartet; Dateien sind auf der Seite Dateien.</translation>
        </message>
        <message>
            <source>-G: only prints the configuration; here it becomes a connection.</source>
            <translation>-G: gibt nur die Konfiguration aus; hier wird es eine Verbindung.</translation>
        </message>
        <message>
            <source>too long for a command</source>
            <translation>zu lang für einen Befehl</translation>
        </message>
        <message>
            <source>see: man ssh</source>
            <translation>siehe: man ssh</translation>
        </message>
        <message>
            <source>{program} has no long options</source>
            <translation>{program} hat keine langen Optionen</translation>
        </message>
        <message>
            <source>{program} has no such option</source>
            <translation>{program} hat keine solche Option</translation>
        </message>
        <message>
            <source>its value is missing</source>
            <translation>der Wert dazu fehlt</translation>
        </message>
        <message>
            <source>a file in the folder where ssh would run</source>
            <translation>eine Datei in dem Ordner, in dem ssh laufen würde</translation>
        </message>
        <message>
            <source>write its whole path</source>
            <translation>den ganzen Pfad schreiben</translation>
        </message>
        <message>
            <source>not a list of gateways</source>
            <translation>keine Liste von Gateways</translation>
        </message>
        <message>
            <source>write user@gateway:port,…</source>
            <translation>benutzer@gateway:port,… schreiben</translation>
        </message>
        <message>
            <source>not a keyword with its value</source>
            <translation>kein Schlüsselwort mit Wert</translation>
        </message>
        <message>
            <source>write -o Keyword=value</source>
            <translation>-o Schlüsselwort=Wert schreiben</translation>
        </message>
        <message>
            <source>{what} is left out: there is nothing like it here.</source>
            <translation>{what} ist ausgelassen: Hier gibt es nichts dergleichen.</translation>
        </message>
        <message>
            <source>The password in the address is not taken over: it is asked for.</source>
            <translation>Das Passwort in der Adresse wird nicht übernommen: Es wird erfragt.</translation>
        </message>
        <message>
            <source>the user name is missing</source>
            <translation>der Benutzername fehlt</translation>
        </message>
        <message>
            <source>not a command that connects</source>
            <translation>kein Befehl, der verbindet</translation>
        </message>
        <message>
            <source>no machine is named</source>
            <translation>kein Rechner ist genannt</translation>
        </message>
        <message>
            <source>as in: ssh ann@host</source>
            <translation>wie in: ssh ann@host</translation>
        </message>
        <message>
            <source>{command}: runs when a terminal of this connection is opened, not when it comes up.</source>
            <translation>{command}: läuft, wenn ein Terminal dieser Verbindung geöffnet wird, nicht wenn sie entsteht.</translation>
        </message>
        <message>
            <source>version 1 of the protocol, which no ssh speaks any more</source>
            <translation>Version 1 des Protokolls, die kein ssh mehr spricht</translation>
        </message>
        <message>
            <source>leave it out</source>
            <translation>weglassen</translation>
        </message>
        <message>
            <source>{what} and connects to nothing</source>
            <translation>{what} und verbindet mit nichts</translation>
        </message>
        <message>
            <source>-M {value} is left out: Towpath sees by itself whether the connection is alive.</source>
            <translation>-M {value} ist ausgelassen: Towpath sieht von selbst, ob die Verbindung lebt.</translation>
        </message>
        <message>
            <source>-R {spec} is left out: a SOCKS proxy for the far machine is not possible here.</source>
            <translation>-R {spec} ist ausgelassen: Ein SOCKS-Proxy für den fernen Rechner ist hier nicht möglich.</translation>
        </message>
        <message>
            <source>not a forward</source>
            <translation>keine Weiterleitung</translation>
        </message>
        <message>
            <source>as in: -L 8080:intranet:80</source>
            <translation>wie in: -L 8080:intranet:80</translation>
        </message>
        <message>
            <source>no other machine is named</source>
            <translation>kein anderer Rechner ist genannt</translation>
        </message>
        <message>
            <source>as in: scp file ann@host:folder</source>
            <translation>wie in: scp datei ann@host:ordner</translation>
        </message>
        <message>
            <source>Only the first of these machines becomes a connection.</source>
            <translation>Nur der erste dieser Rechner wird eine Verbindung.</translation>
        </message>
        <message>
            <source>Copying {path} is left out: files are on the page Files, or see `towpath get`.</source>
            <translation>Das Kopieren von {path} ist ausgelassen: Dateien sind auf der Seite Dateien, oder siehe `towpath get`.</translation>
        </message>
        <message>
            <source>-{letter} is left out: it is about copying.</source>
            <translation>-{letter} ist ausgelassen: Es betrifft das Kopieren.</translation>
        </message>
        <message>
            <source>-{letter} {value} is left out: it is about copying.</source>
            <translation>-{letter} {value} ist ausgelassen: Es betrifft das Kopieren.</translation>
        </message>
        <message>
            <source># Towpath has to be running. This belongs into ~/.ssh/config, before a section for all hosts.</source>
            <translation># Towpath muss laufen. Das gehört in ~/.ssh/config, vor einen Abschnitt für alle Hosts.</translation>
        </message>
        <message>
            <source># Machines behind it, by the names they have there</source>
            <translation># Rechner dahinter, mit den Namen, die sie dort haben</translation>
        </message>
        <message>
            <source>: put them in place of this example.</source>
            <translation>: sie an die Stelle dieses Beispiels setzen.</translation>
        </message>
        <message>
            <source>the connection: a text in it is more than a line</source>
            <translation>die Verbindung: ein Text darin ist mehr als eine Zeile</translation>
        </message>
        <message>
            <source>the password of its proxy: nc asks for none</source>
            <translation>das Passwort ihres Proxys: nc fragt nach keinem</translation>
        </message>
        <message>
            <source>{what}=… before the command is left out.</source>
            <translation>{what}=… vor dem Befehl ist ausgelassen.</translation>
        </message>
        <message>
            <source>The password for sshpass is not taken over: it is asked for, and can be kept in the keyring.</source>
            <translation>Das Passwort für sshpass wird nicht übernommen: Es wird erfragt und kann in den Schlüsselbund.</translation>
        </message>
        <message>
            <source>ssh as another user of this machine</source>
            <translation>ssh als anderer Benutzer dieses Rechners</translation>
        </message>
        <message>
            <source>leave sudo out; keys and files are then yours</source>
            <translation>sudo weglassen; dann gelten die eigenen Schlüssel und Dateien</translation>
        </message>
        <message>
            <source>no command of ssh, scp, sftp or autossh</source>
            <translation>kein Befehl von ssh, scp, sftp oder autossh</translation>
        </message>
        <message>
            <source>as in: ssh -p 2222 ann@host</source>
            <translation>wie in: ssh -p 2222 ann@host</translation>
        </message>
        <message>
            <source>they differ, and it cannot be told which is newer</source>
            <translation>sie sind verschieden, und welche neuer ist, lässt sich nicht sagen</translation>
        </message>
        <message>
            <source>, in which something is left alone</source>
            <translation>, worin etwas unberührt bleibt</translation>
        </message>
        <message>
            <source>a URL begins with https://, http:// or ftp:// and the name of a machine, and has no spaces</source>
            <translation>eine URL beginnt mit https://, http:// oder ftp:// und dem Namen eines Rechners und hat keine Leerzeichen</translation>
        </message>
        <message>
            <source>write for example: https://example.org/file.tar.gz</source>
            <translation>zum Beispiel schreiben: https://example.org/file.tar.gz</translation>
        </message>
        <message>
            <source>write http://host:8888/…, host:8888 or 8888</source>
            <translation>http://host:8888/…, host:8888 oder 8888 schreiben</translation>
        </message>
        <message>
            <source>this is too long for an address</source>
            <translation>das ist zu lang für eine Adresse</translation>
        </message>
        <message>
            <source>it is too long, or has control characters in it</source>
            <translation>sie ist zu lang, oder enthält Steuerzeichen</translation>
        </message>
        <message>
            <source>a port has one colon before it</source>
            <translation>ein Port hat einen Doppelpunkt vor sich</translation>
        </message>
        <message>
            <source>only http, https, vnc and rdp are opened</source>
            <translation>nur http, https, vnc und rdp werden geöffnet</translation>
        </message>
        <message>
            <source>it names no port</source>
            <translation>sie nennt keinen Port</translation>
        </message>
        <message>
            <source>there is no address</source>
            <translation>es ist keine Adresse da</translation>
        </message>
        <message>
            <source>it names no machine</source>
            <translation>sie nennt keinen Rechner</translation>
        </message>
        <message>
            <source>the port is not a number from 1 to 65535</source>
            <translation>der Port ist keine Zahl von 1 bis 65535</translation>
        </message>
        <message>
            <source>; it had to be written in place, and a part of it is there now</source>
            <translation>; es musste an Ort und Stelle geschrieben werden, und ein Teil davon steht jetzt dort</translation>
        </message>
        <message>
            <source>retry, or restore what was there</source>
            <translation>noch einmal versuchen, oder wiederherstellen, was dort war</translation>
        </message>
        <message>
            <source>the forward was taken down</source>
            <translation>die Weiterleitung wurde beendet</translation>
        </message>
        <message>
            <source>there is a file of that name already</source>
            <translation>eine Datei dieses Namens gibt es schon</translation>
        </message>
        <message>
            <source>the name {host} cannot be looked up: {strerror}</source>
            <translation>der Name {host} lässt sich nicht nachschlagen: {strerror}</translation>
        </message>
        <message>
            <source>looking up the name</source>
            <translation>beim Nachschlagen des Namens</translation>
        </message>
        <message>
            <source>{address} is no address of this machine</source>
            <translation>{address} ist keine Adresse dieses Rechners</translation>
        </message>
        <message>
            <source>the name has no address</source>
            <translation>der Name hat keine Adresse</translation>
        </message>
        <message>
            <source> of the wanted kind</source>
            <translation> der gewünschten Art</translation>
        </message>
        <message>
            <source>it has no address</source>
            <translation>er hat keine Adresse</translation>
        </message>
        <message>
            <source>this system has no Unix sockets</source>
            <translation>dieses System hat keine Unix-Sockets</translation>
        </message>
        <message>
            <source>another user's program</source>
            <translation>das Programm eines anderen Benutzers</translation>
        </message>
        <message>
            <source>Towpath itself</source>
            <translation>Towpath selbst</translation>
        </message>
        <message>
            <source>general failure</source>
            <translation>allgemeiner Fehler</translation>
        </message>
        <message>
            <source>its rules do not allow it</source>
            <translation>seine Regeln erlauben es nicht</translation>
        </message>
        <message>
            <source>network unreachable</source>
            <translation>Netz nicht erreichbar</translation>
        </message>
        <message>
            <source>host unreachable</source>
            <translation>Host nicht erreichbar</translation>
        </message>
        <message>
            <source>connection refused</source>
            <translation>Verbindung abgelehnt</translation>
        </message>
        <message>
            <source>it took too long</source>
            <translation>es dauerte zu lange</translation>
        </message>
        <message>
            <source>it cannot connect</source>
            <translation>er kann nicht verbinden</translation>
        </message>
        <message>
            <source>it does not know this kind of address</source>
            <translation>er kennt diese Art von Adresse nicht</translation>
        </message>
        <message>
            <source>waiting for the proxy {place}</source>
            <translation>beim Warten auf den Proxy {place}</translation>
        </message>
        <message>
            <source>it is not a SOCKS5 proxy</source>
            <translation>es ist kein SOCKS5-Proxy</translation>
        </message>
        <message>
            <source>name or password is too long for SOCKS5</source>
            <translation>Name oder Passwort ist zu lang für SOCKS5</translation>
        </message>
        <message>
            <source>it refused the name or the password</source>
            <translation>er hat Namen oder Passwort abgelehnt</translation>
        </message>
        <message>
            <source>it wants a name and a password, or does not take these</source>
            <translation>er will einen Namen und ein Passwort, oder nimmt diese nicht</translation>
        </message>
        <message>
            <source>it wants a kind of login that Towpath does not know</source>
            <translation>er will eine Art der Anmeldung, die Towpath nicht kennt</translation>
        </message>
        <message>
            <source>error {status}</source>
            <translation>Fehler {status}</translation>
        </message>
        <message>
            <source>it could not reach {host}: {why}</source>
            <translation>er konnte {host} nicht erreichen: {why}</translation>
        </message>
        <message>
            <source>the name {host} is too long</source>
            <translation>der Name {host} ist zu lang</translation>
        </message>
        <message>
            <source>it does not end its answer</source>
            <translation>er beendet seine Antwort nicht</translation>
        </message>
        <message>
            <source>it is not an HTTP proxy</source>
            <translation>es ist kein HTTP-Proxy</translation>
        </message>
        <message>
            <source>it wants a name and a password</source>
            <translation>er will einen Namen und ein Passwort</translation>
        </message>
        <message>
            <source>it could not reach {place}: {code} {reason}</source>
            <translation>er konnte {place} nicht erreichen: {code} {reason}</translation>
        </message>
        <message>
            <source>{host} is not a host name</source>
            <translation>{host} ist kein Hostname</translation>
        </message>
        <message>
            <source>no route</source>
            <translation>kein Weg</translation>
        </message>
        <message>
            <source>timed out</source>
            <translation>Zeit abgelaufen</translation>
        </message>
        <message>
            <source>not a group name</source>
            <translation>kein Gruppenname</translation>
        </message>
        <message>
            <source>up to 60 characters</source>
            <translation>bis zu 60 Zeichen</translation>
        </message>
        <message>
            <source>no colon, and at most 255 bytes</source>
            <translation>kein Doppelpunkt und höchstens 255 Bytes</translation>
        </message>
        <message>
            <source>not the name of an algorithm</source>
            <translation>nicht der Name eines Verfahrens</translation>
        </message>
        <message>
            <source>names with commas between them</source>
            <translation>Namen mit Kommas dazwischen</translation>
        </message>
        <message>
            <source>a name is missing</source>
            <translation>ein Name fehlt</translation>
        </message>
        <message>
            <source>not one line of text</source>
            <translation>nicht eine Zeile Text</translation>
        </message>
        <message>
            <source>type one line, as in ssh_config</source>
            <translation>eine Zeile schreiben, wie in ssh_config</translation>
        </message>
        <message>
            <source>a quote is not closed</source>
            <translation>ein Anführungszeichen ist nicht geschlossen</translation>
        </message>
        <message>
            <source>no pattern</source>
            <translation>kein Muster</translation>
        </message>
        <message>
            <source>such as *.o</source>
            <translation>etwa *.o</translation>
        </message>
        <message>
            <source>a name is needed</source>
            <translation>ein Name fehlt</translation>
        </message>
        <message>
            <source>it is damaged: {error}</source>
            <translation>es ist beschädigt: {error}</translation>
        </message>
        <message>
            <source>only files can be taken from another program</source>
            <translation>aus anderen Programmen lassen sich nur Dateien übernehmen</translation>
        </message>
        <message>
            <source>it lies on another machine, {host}</source>
            <translation>es liegt auf einem anderen Rechner, {host}</translation>
        </message>
        <message>
            <source>copy it to this machine first</source>
            <translation>erst auf diesen Rechner kopieren</translation>
        </message>
        <message>
            <source>that cannot be written in a name</source>
            <translation>das lässt sich in einem Namen nicht schreiben</translation>
        </message>
        <message>
            <source>these dots mean a folder that is there already</source>
            <translation>diese Punkte bedeuten einen Ordner, den es schon gibt</translation>
        </message>
        <message>
            <source>no name can contain a slash</source>
            <translation>kein Name kann einen Schrägstrich enthalten</translation>
        </message>
        <message>
            <source>there are characters in it that cannot be seen</source>
            <translation>es sind unsichtbare Zeichen darin</translation>
        </message>
        <message>
            <source>it is too long: {n} bytes of {most_name_bytes}</source>
            <translation>er ist zu lang: {n} Bytes von {most_name_bytes}</translation>
        </message>
        <message>
            <source>the other side has no such folder, so the panes go their own ways again</source>
            <translation>die andere Seite hat keinen solchen Ordner, darum gehen die Seiten wieder eigene Wege</translation>
        </message>
        <message>
            <source>it is not in a folder</source>
            <translation>es liegt nicht in einem Ordner</translation>
        </message>
        <message>
            <source>no file can be called that</source>
            <translation>keine Datei kann so heißen</translation>
        </message>
        <message>
            <source>a folder cannot be moved into itself</source>
            <translation>ein Ordner lässt sich nicht in sich selbst verschieben</translation>
        </message>
        <message>
            <source>a folder cannot be copied into itself</source>
            <translation>ein Ordner lässt sich nicht in sich selbst kopieren</translation>
        </message>
        <message>
            <source>it is in that folder already</source>
            <translation>es liegt schon in diesem Ordner</translation>
        </message>
        <message>
            <source>choose another folder</source>
            <translation>einen anderen Ordner wählen</translation>
        </message>
        <message>
            <source>it is there for a while only</source>
            <translation>sie gilt nur eine Weile</translation>
        </message>
        <message>
            <source>FoxyProxy has no patterns for networks of IPv6 addresses</source>
            <translation>FoxyProxy hat keine Muster für Netze von IPv6-Adressen</translation>
        </message>
        <message>
            <source>FoxyProxy holds regular expressions against URLs; this one would fit other parts of them</source>
            <translation>FoxyProxy wendet reguläre Ausdrücke auf URLs an; dieser würde auf andere Teile davon passen</translation>
        </message>
        <message>
            <source>it has more than {most_rules} rules</source>
            <translation>sie hat mehr als {most_rules} Regeln</translation>
        </message>
        <message>
            <source>it has more than {what} MB</source>
            <translation>sie hat mehr als {what} MB</translation>
        </message>
        <message>
            <source>it has bytes in it that are no text in UTF-8</source>
            <translation>sie enthält Bytes, die kein Text in UTF-8 sind</translation>
        </message>
        <message>
            <source>it is no text</source>
            <translation>es ist kein Text</translation>
        </message>
        <message>
            <source> and {what} more</source>
            <translation> und {what} weitere</translation>
        </message>
        <message>
            <source>carried over, but {remark}</source>
            <translation>übernommen, aber {remark}</translation>
        </message>
        <message>
            <source>it stands behind what is for all sites, and had no effect</source>
            <translation>sie steht hinter dem, was für alle Websites gilt, und war wirkungslos</translation>
        </message>
        <message>
            <source>it is for all sites, and was switched off</source>
            <translation>sie gilt für alle Websites und war ausgeschaltet</translation>
        </message>
        <message>
            <source>it is for all sites that no rule is for: use Everything</source>
            <translation>sie gilt für alle Websites ohne Regel: Alles verwenden</translation>
        </message>
        <message>
            <source>this machine itself always goes direct</source>
            <translation>dieser Rechner selbst geht immer direkt</translation>
        </message>
        <message>
            <source>no connection is known for {goes}: say through which it shall go</source>
            <translation>für {goes} ist keine Verbindung bekannt: sagen, worüber es gehen soll</translation>
        </message>
        <message>
            <source>{remark}, which would let more go direct than there</source>
            <translation>{remark}, wodurch mehr direkt ginge als dort</translation>
        </message>
        <message>
            <source>the proxy {where}</source>
            <translation>der Proxy {where}</translation>
        </message>
        <message>
            <source>the proxy {name} ({where})</source>
            <translation>der Proxy {name} ({where})</translation>
        </message>
        <message>
            <source>the proxy {name}</source>
            <translation>der Proxy {name}</translation>
        </message>
        <message>
            <source>these sites</source>
            <translation>diese Websites</translation>
        </message>
        <message>
            <source>this is not base64</source>
            <translation>das ist kein base64</translation>
        </message>
        <message>
            <source>the base64 has no proper end, or is damaged</source>
            <translation>das base64 hat kein richtiges Ende oder ist beschädigt</translation>
        </message>
        <message>
            <source>it has options, and a rule is for all that comes from a site</source>
            <translation>sie hat Optionen, und eine Regel gilt für alles von einer Website</translation>
        </message>
        <message>
            <source>list of sites</source>
            <translation>Liste von Websites</translation>
        </message>
        <message>
            <source>hosts file</source>
            <translation>hosts-Datei</translation>
        </message>
        <message>
            <source>it is no URL</source>
            <translation>es ist keine URL</translation>
        </message>
        <message>
            <source>it has no pattern</source>
            <translation>sie hat kein Muster</translation>
        </message>
        <message>
            <source>it is no pattern for hosts</source>
            <translation>es ist kein Muster für Hosts</translation>
        </message>
        <message>
            <source>it has more than {most_proxies} proxies</source>
            <translation>sie hat mehr als {most_proxies} Proxys</translation>
        </message>
        <message>
            <source>mode {mode}</source>
            <translation>Modus {mode}</translation>
        </message>
        <message>
            <source>it was set to one proxy for all sites: use Everything</source>
            <translation>sie war auf einen Proxy für alle Websites gestellt: Alles verwenden</translation>
        </message>
        <message>
            <source>rules do not tell windows and tabs apart</source>
            <translation>Regeln unterscheiden keine Fenster und Tabs</translation>
        </message>
        <message>
            <source>whether it goes direct, or as {text} says, cannot be told for all of its sites</source>
            <translation>ob es direkt geht oder wie {text} sagt, lässt sich nicht für alle ihre Websites sagen</translation>
        </message>
        <message>
            <source>it goes where another PAC file says</source>
            <translation>es geht, wohin eine andere PAC-Datei sagt</translation>
        </message>
        <message>
            <source>it goes as the system's settings, or a PAC file, say</source>
            <translation>es geht, wie die Einstellungen des Systems oder eine PAC-Datei sagen</translation>
        </message>
        <message>
            <source>it is for {scheme} only, and a rule is for all of a site</source>
            <translation>sie gilt nur für {scheme}, und eine Regel gilt für die ganze Website</translation>
        </message>
        <message>
            <source>it has no patterns, so no site goes through it</source>
            <translation>er hat keine Muster, also geht keine Website darüber</translation>
        </message>
        <message>
            <source>{kind} has no end, or is not understood</source>
            <translation>{kind} hat kein Ende oder wird nicht verstanden</translation>
        </message>
        <message>
            <source>too much lies inside each other</source>
            <translation>zu vieles liegt ineinander</translation>
        </message>
        <message>
            <source>a {text} closes nothing</source>
            <translation>ein {text} schließt nichts</translation>
        </message>
        <message>
            <source>a {text} is not closed</source>
            <translation>ein {text} ist nicht geschlossen</translation>
        </message>
        <message>
            <source>an object</source>
            <translation>ein Objekt</translation>
        </message>
        <message>
            <source>an array</source>
            <translation>ein Array</translation>
        </message>
        <message>
            <source>“{name}” has something in it that is no object</source>
            <translation>„{name}“ enthält etwas, das kein Objekt ist</translation>
        </message>
        <message>
            <source>“{name}” should be {wanted}</source>
            <translation>„{name}“ sollte {wanted} sein</translation>
        </message>
        <message>
            <source>something follows the end</source>
            <translation>nach dem Ende folgt noch etwas</translation>
        </message>
        <message>
            <source>it is no JSON object</source>
            <translation>es ist kein JSON-Objekt</translation>
        </message>
        <message>
            <source>this is not JSON: {detail}</source>
            <translation>das ist kein JSON: {detail}</translation>
        </message>
        <message>
            <source>a value is missing</source>
            <translation>ein Wert fehlt</translation>
        </message>
        <message>
            <source>it ends too early</source>
            <translation>es endet zu früh</translation>
        </message>
        <message>
            <source>a text has no end</source>
            <translation>ein Text hat kein Ende</translation>
        </message>
        <message>
            <source>a text has signs in it that cannot be</source>
            <translation>ein Text enthält Zeichen, die nicht sein können</translation>
        </message>
        <message>
            <source>a name in quotation marks is missing</source>
            <translation>ein Name in Anführungszeichen fehlt</translation>
        </message>
        <message>
            <source>a : is missing</source>
            <translation>ein : fehlt</translation>
        </message>
        <message>
            <source>a , or {end} is missing</source>
            <translation>ein , oder {end} fehlt</translation>
        </message>
        <message>
            <source>profile {on}</source>
            <translation>Profil {on}</translation>
        </message>
        <message>
            <source>no rule sends such a site through the proxy it is an exception of</source>
            <translation>keine Regel schickt eine solche Website über den Proxy, von dem sie eine Ausnahme ist</translation>
        </message>
        <message>
            <source>profile {name}</source>
            <translation>Profil {name}</translation>
        </message>
        <message>
            <source>it was not on, and no rule sends a site there</source>
            <translation>es war nicht eingeschaltet, und keine Regel schickt eine Website dorthin</translation>
        </message>
        <message>
            <source>it was not on: its rules are there, and switched off</source>
            <translation>es war nicht eingeschaltet: Seine Regeln sind da, und ausgeschaltet</translation>
        </message>
        <message>
            <source>it goes as the system's settings say</source>
            <translation>es geht, wie die Einstellungen des Systems sagen</translation>
        </message>
        <message>
            <source>there is no profile {name}</source>
            <translation>ein Profil {name} gibt es nicht</translation>
        </message>
        <message>
            <source>profile {name} refers to itself</source>
            <translation>das Profil {name} verweist auf sich selbst</translation>
        </message>
        <message>
            <source>in profile {name}, line {line}: {detail}</source>
            <translation>im Profil {name}, Zeile {line}: {detail}</translation>
        </message>
        <message>
            <source>a profile of the kind “{kind}” cannot be said by rules</source>
            <translation>ein Profil der Art „{kind}“ lässt sich nicht durch Regeln sagen</translation>
        </message>
        <message>
            <source>a proxy for one scheme; here all goes where {host}:{port} is for</source>
            <translation>ein Proxy für ein Schema; hier geht alles dorthin, wofür {host}:{port} da ist</translation>
        </message>
        <message>
            <source>which of its sites are among those of {text} cannot be told</source>
            <translation>welche ihrer Websites unter denen von {text} sind, lässt sich nicht sagen</translation>
        </message>
        <message>
            <source>conditions “{kind}” are not known here</source>
            <translation>Bedingungen „{kind}“ sind hier nicht bekannt</translation>
        </message>
        <message>
            <source>it counts the dots in a host's name, which no rule does</source>
            <translation>sie zählt die Punkte im Namen eines Hosts, was keine Regel tut</translation>
        </message>
        <message>
            <source>it is for some days, and a rule is for all of them</source>
            <translation>sie gilt an manchen Tagen, und eine Regel an allen</translation>
        </message>
        <message>
            <source>it is for some hours, and a rule is for all of them</source>
            <translation>sie gilt zu manchen Stunden, und eine Regel zu allen</translation>
        </message>
        <message>
            <source>it is switched off, and has no pattern</source>
            <translation>sie ist ausgeschaltet und hat kein Muster</translation>
        </message>
        <message>
            <source>SwitchyOmega rule list</source>
            <translation>Regelliste von SwitchyOmega</translation>
        </message>
        <message>
            <source>Switchy rule list</source>
            <translation>Regelliste von Switchy</translation>
        </message>
        <message>
            <source>it does not say where these sites go</source>
            <translation>es sagt nicht, wohin diese Websites gehen</translation>
        </message>
        <message>
            <source>a section “{section}” is not known here</source>
            <translation>ein Abschnitt „{section}“ ist hier nicht bekannt</translation>
        </message>
        <message>
            <source>its rules depend on each other in too many ways</source>
            <translation>ihre Regeln hängen auf zu viele Arten voneinander ab</translation>
        </message>
        <message>
            <source>for all names that end so there, for this domain here</source>
            <translation>dort für alle Namen, die so enden, hier für diese Domain</translation>
        </message>
        <message>
            <source>it asks for several things at once</source>
            <translation>sie fragt nach mehrerem zugleich</translation>
        </message>
        <message>
            <source>conditions of this kind are not understood</source>
            <translation>Bedingungen dieser Art werden nicht verstanden</translation>
        </message>
        <message>
            <source>it is for all sites but some</source>
            <translation>sie gilt für alle Websites außer einigen</translation>
        </message>
        <message>
            <source>it is no network of addresses</source>
            <translation>es ist kein Adressbereich</translation>
        </message>
        <message>
            <source>where these sites go cannot be told without running the file</source>
            <translation>wohin diese Websites gehen, lässt sich nicht sagen, ohne die Datei auszuführen</translation>
        </message>
        <message>
            <source>only arrays of texts are understood</source>
            <translation>nur Arrays von Texten werden verstanden</translation>
        </message>
        <message>
            <source>it is no plain text</source>
            <translation>es ist kein einfacher Text</translation>
        </message>
        <message>
            <source>what it leads to is no plain “return”</source>
            <translation>wohin es führt, ist kein einfaches „return“</translation>
        </message>
        <message>
            <source>it is under a further condition</source>
            <translation>es steht unter einer weiteren Bedingung</translation>
        </message>
        <message>
            <source>statements of this kind are not understood</source>
            <translation>Anweisungen dieser Art werden nicht verstanden</translation>
        </message>
        <message>
            <source>where it goes cannot be told without running the file</source>
            <translation>wohin es geht, lässt sich nicht sagen, ohne die Datei auszuführen</translation>
        </message>
        <message>
            <source>where it goes is not understood</source>
            <translation>wohin es geht, wird nicht verstanden</translation>
        </message>
        <message>
            <source>it has more than {longest} characters</source>
            <translation>es hat mehr als {longest} Zeichen</translation>
        </message>
        <message>
            <source>it is for a part of a site, and a rule is for all of it</source>
            <translation>sie gilt für einen Teil einer Website, und eine Regel für die ganze</translation>
        </message>
        <message>
            <source>it is for one port, and a rule is for all of them</source>
            <translation>sie gilt für einen Port, und eine Regel für alle</translation>
        </message>
        <message>
            <source>it is for a word anywhere in a URL, and a rule is for hosts</source>
            <translation>sie gilt für ein Wort irgendwo in einer URL, und eine Regel gilt für Hosts</translation>
        </message>
        <message>
            <source>for {scheme} only there, for all of the site here</source>
            <translation>dort nur für {scheme}, hier für die ganze Website</translation>
        </message>
        <message>
            <source>for subdomains only there, for the domain itself, too, here</source>
            <translation>dort nur für Subdomains, hier auch für die Domain selbst</translation>
        </message>
        <message>
            <source>also for names with such an address there, for addresses written as such here</source>
            <translation>dort auch für Namen mit einer solchen Adresse, hier für Adressen, die so geschrieben sind</translation>
        </message>
        <message>
            <source>it fits no URL</source>
            <translation>es passt auf keine URL</translation>
        </message>
        <message>
            <source>rules are for web sites, not for {scheme}</source>
            <translation>Regeln gelten für Websites, nicht für {scheme}</translation>
        </message>
        <message>
            <source>it is for a user of a site, and a rule is for all users</source>
            <translation>sie gilt für einen Benutzer einer Website, und eine Regel für alle</translation>
        </message>
        <message>
            <source>waiting for its connection</source>
            <translation>beim Warten auf die Verbindung</translation>
        </message>
        <message>
            <source>it may be locked</source>
            <translation>vielleicht ist er gesperrt</translation>
        </message>
        <message>
            <source>it does not say which keys it holds</source>
            <translation>er sagt nicht, welche Schlüssel er hält</translation>
        </message>
        <message>
            <source>it may be locked, or know no such limits</source>
            <translation>vielleicht ist er gesperrt oder kennt keine solchen Grenzen</translation>
        </message>
        <message>
            <source>the agent did not sign</source>
            <translation>der Agent hat nicht unterschrieben</translation>
        </message>
        <message>
            <source>there is none</source>
            <translation>es gibt keine</translation>
        </message>
        <message>
            <source>no agent listens there</source>
            <translation>dort lauscht kein Agent</translation>
        </message>
        <message>
            <source>nobody asked for it</source>
            <translation>niemand hat darum gebeten</translation>
        </message>
        <message>
            <source>key exchange</source>
            <translation>Schlüsselaustausch</translation>
        </message>
        <message>
            <source>host key</source>
            <translation>Host-Schlüssel</translation>
        </message>
        <message>
            <source>more than a question</source>
            <translation>mehr als eine Frage</translation>
        </message>
        <message>
            <source>; tried {tried}</source>
            <translation>; versucht: {tried}</translation>
        </message>
        <message>
            <source>this connection allows no such keys</source>
            <translation>diese Verbindung erlaubt keine solchen Schlüssel</translation>
        </message>
        <message>
            <source>the server takes RSA keys with SHA-1 only</source>
            <translation>der Server nimmt RSA-Schlüssel nur mit SHA-1</translation>
        </message>
        <message>
            <source>not {name}: {why}</source>
            <translation>nicht {name}: {why}</translation>
        </message>
        <message>
            <source>the ssh-agent did not sign with it: {error}</source>
            <translation>der ssh-Agent hat nicht damit unterschrieben: {error}</translation>
        </message>
        <message>
            <source>{name} (which Towpath does not speak)</source>
            <translation>{name} (das Towpath nicht spricht)</translation>
        </message>
        <message>
            <source>no key, as none was found</source>
            <translation>kein Schlüssel, da keiner gefunden wurde</translation>
        </message>
        <message>
            <source>it asks without end</source>
            <translation>er fragt endlos</translation>
        </message>
        <message>
            <source>a command said more than was expected of it</source>
            <translation>ein Befehl sagte mehr, als von ihm erwartet war</translation>
        </message>
        <message>
            <source>install OpenSSH</source>
            <translation>OpenSSH installieren</translation>
        </message>
        <message>
            <source>look at the commands of its Match exec lines, and at CanonicalizeHostname</source>
            <translation>die Befehle der Zeilen mit Match exec ansehen, und CanonicalizeHostname</translation>
        </message>
        <message>
            <source>look at the file</source>
            <translation>die Datei ansehen</translation>
        </message>
        <message>
            <source>ssh -G HOST says the same</source>
            <translation>ssh -G HOST sagt dasselbe</translation>
        </message>
        <message>
            <source>mend ProxyJump there</source>
            <translation>ProxyJump dort berichtigen</translation>
        </message>
        <message>
            <source>hostname contains invalid characters</source>
            <translation>der Hostname enthält ungültige Zeichen</translation>
        </message>
        <message>
            <source>remote username contains invalid characters</source>
            <translation>der Name des fernen Benutzers enthält ungültige Zeichen</translation>
        </message>
        <message>
            <source>it asks the name service</source>
            <translation>es fragt den Namensdienst</translation>
        </message>
        <message>
            <source>!final: versions of ssh differ in whether it has the files read twice</source>
            <translation>!final: Versionen von ssh unterscheiden sich darin, ob die Dateien damit zweimal gelesen werden</translation>
        </message>
        <message>
            <source>Too many recursive configuration includes</source>
            <translation>Includes sind zu tief verschachtelt</translation>
        </message>
        <message>
            <source>Include: versions of ssh differ in what % and ${ mean there</source>
            <translation>Include: Versionen von ssh unterscheiden sich darin, was % und ${ dort bedeuten</translation>
        </message>
        <message>
            <source>write the path itself</source>
            <translation>den Pfad selbst schreiben</translation>
        </message>
        <message>
            <source>forwardagent path</source>
            <translation>Pfad bei ForwardAgent</translation>
        </message>
        <message>
            <source>install OpenSSH, which can, or write it otherwise</source>
            <translation>OpenSSH installieren, das es kann, oder es anders schreiben</translation>
        </message>
        <message>
            <source>Invalid number of ConnectionAttempts</source>
            <translation>ungültige Zahl bei ConnectionAttempts</translation>
        </message>
        <message>
            <source>Cannot fork into background without a command to execute.</source>
            <translation>ohne Befehl geht es nicht in den Hintergrund</translation>
        </message>
        <message>
            <source>a path with both a blank and a token is not told apart here</source>
            <translation>ein Pfad mit Leerzeichen und Platzhalter wird hier nicht auseinandergehalten</translation>
        </message>
        <message>
            <source>Bad forwarding specification.</source>
            <translation>Unbrauchbare Angabe einer Weiterleitung.</translation>
        </message>
        <message>
            <source>Missing argument.</source>
            <translation>Ein Wert fehlt.</translation>
        </message>
        <message>
            <source>Missing target argument.</source>
            <translation>Das Ziel fehlt.</translation>
        </message>
        <message>
            <source>extra arguments at end of line</source>
            <translation>am Ende der Zeile steht zu viel</translation>
        </message>
        <message>
            <source>not a host</source>
            <translation>kein Host</translation>
        </message>
        <message>
            <source>a proxy that listens at the far machine is not possible here</source>
            <translation>ein Proxy, der am fernen Rechner lauscht, ist hier nicht möglich</translation>
        </message>
        <message>
            <source>its owner is somebody else, or others may write to it</source>
            <translation>sie gehört jemand anderem, oder andere dürfen sie beschreiben</translation>
        </message>
        <message>
            <source>use a file</source>
            <translation>eine Datei verwenden</translation>
        </message>
        <message>
            <source>keyword include empty argument</source>
            <translation>ein leerer Wert bei Include</translation>
        </message>
        <message>
            <source>write the names, or a * in its place</source>
            <translation>die Namen oder stattdessen ein * schreiben</translation>
        </message>
        <message>
            <source>invalid quotes</source>
            <translation>ungültige Anführungszeichen</translation>
        </message>
        <message>
            <source>which networks this machine is in</source>
            <translation>in welchen Netzen dieser Rechner ist</translation>
        </message>
        <message>
            <source>what a session is for</source>
            <translation>wofür eine Sitzung ist</translation>
        </message>
        <message>
            <source>the remote command</source>
            <translation>der ferne Befehl</translation>
        </message>
        <message>
            <source>keyword host empty argument</source>
            <translation>ein leerer Wert bei Host</translation>
        </message>
        <message>
            <source>Match: versions of ssh read its quotes, its = or its comment differently</source>
            <translation>Match: Versionen von ssh lesen Anführungszeichen, = oder Kommentar darin verschieden</translation>
        </message>
        <message>
            <source>write each value as one word, or in double quotes</source>
            <translation>jeden Wert als ein Wort oder in doppelten Anführungszeichen schreiben</translation>
        </message>
        <message>
            <source>'all' cannot be combined with other Match attributes</source>
            <translation>„all“ lässt sich nicht mit anderen Bedingungen von Match verbinden</translation>
        </message>
        <message>
            <source>install OpenSSH, which can, or write the section as a Host</source>
            <translation>OpenSSH installieren, das es kann, oder den Abschnitt als Host schreiben</translation>
        </message>
        <message>
            <source>One or more attributes required for Match</source>
            <translation>Match braucht mindestens eine Bedingung</translation>
        </message>
        <message>
            <source>the options</source>
            <translation>die Optionen</translation>
        </message>
        <message>
            <source>GSSAPIAuthentication: Kerberos tickets are not used here, other methods are</source>
            <translation>GSSAPIAuthentication: Kerberos-Tickets werden hier nicht verwendet, andere Verfahren schon</translation>
        </message>
        <message>
            <source>HostbasedAuthentication: is not possible here</source>
            <translation>HostbasedAuthentication: ist hier nicht möglich</translation>
        </message>
        <message>
            <source>PKCS11Provider: add the token to your agent instead (ssh-add -s)</source>
            <translation>PKCS11Provider: den Token stattdessen in den Agenten laden (ssh-add -s)</translation>
        </message>
        <message>
            <source>Tunnel: network devices are not tunnelled here</source>
            <translation>Tunnel: Netzgeräte werden hier nicht getunnelt</translation>
        </message>
        <message>
            <source>LocalCommand: does not run here</source>
            <translation>LocalCommand: läuft hier nicht</translation>
        </message>
        <message>
            <source>BindInterface: is not honoured; BindAddress is</source>
            <translation>BindInterface: wird nicht beachtet; BindAddress schon</translation>
        </message>
        <message>
            <source>RevokedHostKeys: is not read; @revoked lines of known_hosts are</source>
            <translation>RevokedHostKeys: wird nicht gelesen; Zeilen mit @revoked in known_hosts schon</translation>
        </message>
        <message>
            <source>VerifyHostKeyDNS: keys are not looked up in DNS</source>
            <translation>VerifyHostKeyDNS: Schlüssel werden nicht im DNS nachgeschlagen</translation>
        </message>
        <message>
            <source>ProxyUseFdpass: is not possible here</source>
            <translation>ProxyUseFdpass: ist hier nicht möglich</translation>
        </message>
        <message>
            <source>NoHostAuthenticationForLocalhost: host keys are always checked</source>
            <translation>NoHostAuthenticationForLocalhost: Host-Schlüssel werden immer geprüft</translation>
        </message>
        <message>
            <source>StrictHostKeyChecking no: new keys are accepted, but a changed one never is</source>
            <translation>StrictHostKeyChecking no: Neue Schlüssel werden angenommen, ein geänderter nie</translation>
        </message>
        <message>
            <source>PreferredAuthentications: {lost} cannot be used here</source>
            <translation>PreferredAuthentications: {lost} lässt sich hier nicht verwenden</translation>
        </message>
        <message>
            <source>{name}: {missing} cannot be used here</source>
            <translation>{name}: {missing} lässt sich hier nicht verwenden</translation>
        </message>
        <message>
            <source>see TOKENS in ssh_config(5)</source>
            <translation>siehe TOKENS in ssh_config(5)</translation>
        </message>
        <message>
            <source>${ begins a variable's name there</source>
            <translation>mit ${ beginnt dort der Name einer Variablen</translation>
        </message>
        <message>
            <source>write ${NAME}</source>
            <translation>${NAME} schreiben</translation>
        </message>
        <message>
            <source>integer value is invalid or too large.</source>
            <translation>die Zahl ist ungültig oder zu groß.</translation>
        </message>
        <message>
            <source>invalid time value.</source>
            <translation>ungültige Zeitangabe.</translation>
        </message>
        <message>
            <source>empty argument</source>
            <translation>leerer Wert</translation>
        </message>
        <message>
            <source>"none" argument must appear alone.</source>
            <translation>„none“ muss allein stehen.</translation>
        </message>
        <message>
            <source>too many entries.</source>
            <translation>zu viele Einträge.</translation>
        </message>
        <message>
            <source>Invalid environment name.</source>
            <translation>Ungültiger Name einer Umgebungsvariablen.</translation>
        </message>
        <message>
            <source>unsupported option</source>
            <translation>nicht unterstützte Option</translation>
        </message>
        <message>
            <source>an empty name</source>
            <translation>ein leerer Name</translation>
        </message>
        <message>
            <source>exchanging keys</source>
            <translation>beim Schlüsselaustausch</translation>
        </message>
        <message>
            <source>waiting for its greeting</source>
            <translation>beim Warten auf die Begrüßung</translation>
        </message>
        <message>
            <source>download it here, and then upload it</source>
            <translation>hier herunterladen und dann hochladen</translation>
        </message>
        <message>
            <source>there is neither curl nor wget</source>
            <translation>es gibt weder curl noch wget</translation>
        </message>
        <message>
            <source>commands see other files there than SFTP does</source>
            <translation>Befehle sehen dort andere Dateien als SFTP</translation>
        </message>
        <message>
            <source>the algorithms</source>
            <translation>die Verfahren</translation>
        </message>
        <message>
            <source>it sent no SSH greeting</source>
            <translation>er hat keine SSH-Begrüßung gesendet</translation>
        </message>
        <message>
            <source>known_hosts would read it as something else</source>
            <translation>known_hosts würde es als etwas anderes lesen</translation>
        </message>
        <message>
            <source>give it a plain HostKeyAlias</source>
            <translation>einen einfachen HostKeyAlias angeben</translation>
        </message>
        <message>
            <source>too many connections at once</source>
            <translation>zu viele Verbindungen zugleich</translation>
        </message>
        <message>
            <source>the server said it had written the line, but it is not there</source>
            <translation>der Server hat gemeldet, die Zeile sei geschrieben, aber sie ist nicht da</translation>
        </message>
        <message>
            <source>others can write to the home folder there, which sshd does not allow (StrictModes)</source>
            <translation>andere können dort in den persönlichen Ordner schreiben, was sshd nicht erlaubt (StrictModes)</translation>
        </message>
        <message>
            <source>there is no SFTP, and no shell that does it</source>
            <translation>es gibt kein SFTP und keine Shell, die es tut</translation>
        </message>
        <message>
            <source>it is not a private key</source>
            <translation>es ist kein privater Schlüssel</translation>
        </message>
        <message>
            <source>the .pub file beside it belongs to another key</source>
            <translation>die .pub-Datei daneben gehört zu einem anderen Schlüssel</translation>
        </message>
        <message>
            <source>keys of its type are not supported</source>
            <translation>Schlüssel dieses Typs werden nicht unterstützt</translation>
        </message>
        <message>
            <source>it is not a certificate</source>
            <translation>es ist kein Zertifikat</translation>
        </message>
        <message>
            <source>its permissions {mode} are too open: others can read it; `chmod 600` mends that</source>
            <translation>seine Rechte {mode} sind zu offen: Andere können ihn lesen; `chmod 600` behebt das</translation>
        </message>
        <message>
            <source>its length is fixed</source>
            <translation>seine Länge steht fest</translation>
        </message>
        <message>
            <source>leave the length out</source>
            <translation>die Länge weglassen</translation>
        </message>
        <message>
            <source>an ed25519 key</source>
            <translation>ein ed25519-Schlüssel</translation>
        </message>
        <message>
            <source>there are no such</source>
            <translation>solche gibt es nicht</translation>
        </message>
        <message>
            <source>choose 256, 384 or 521</source>
            <translation>256, 384 oder 521 wählen</translation>
        </message>
        <message>
            <source>an ECDSA key of {bits} bits</source>
            <translation>ein ECDSA-Schlüssel mit {bits} Bits</translation>
        </message>
        <message>
            <source>that is too short for today</source>
            <translation>das ist heute zu kurz</translation>
        </message>
        <message>
            <source>that takes too long</source>
            <translation>das dauert zu lange</translation>
        </message>
        <message>
            <source>an RSA key of {bits} bits</source>
            <translation>ein RSA-Schlüssel mit {bits} Bits</translation>
        </message>
        <message>
            <source>choose {smallest_rsa} to {largest_rsa}</source>
            <translation>{smallest_rsa} bis {largest_rsa} wählen</translation>
        </message>
        <message>
            <source>it would be no single line</source>
            <translation>es wäre nicht eine einzige Zeile</translation>
        </message>
        <message>
            <source>leave out what cannot be printed</source>
            <translation>weglassen, was nicht druckbar ist</translation>
        </message>
        <message>
            <source>a key with this comment</source>
            <translation>ein Schlüssel mit diesem Kommentar</translation>
        </message>
        <message>
            <source>it is in PuTTY's format: convert it first</source>
            <translation>er hat das Format von PuTTY: erst umwandeln</translation>
        </message>
        <message>
            <source>what would be written cannot be read again</source>
            <translation>was geschrieben würde, wäre nicht wieder lesbar</translation>
        </message>
        <message>
            <source>it is in OpenSSH's format already</source>
            <translation>er hat schon das Format von OpenSSH</translation>
        </message>
        <message>
            <source>cannot make {what}</source>
            <translation>{what} ist nicht möglich</translation>
        </message>
        <message>
            <source>its key is damaged</source>
            <translation>ihr Schlüssel ist beschädigt</translation>
        </message>
        <message>
            <source>its key is damaged, or of a type that cannot be used</source>
            <translation>ihr Schlüssel ist beschädigt oder von unbrauchbarem Typ</translation>
        </message>
        <message>
            <source>no host is named</source>
            <translation>kein Host ist genannt</translation>
        </message>
        <message>
            <source>name hosts, or patterns like *.example.org</source>
            <translation>Hosts nennen, oder Muster wie *.example.org</translation>
        </message>
        <message>
            <source>these hosts</source>
            <translation>diese Hosts</translation>
        </message>
        <message>
            <source>it is no host name and no pattern</source>
            <translation>es ist kein Hostname und kein Muster</translation>
        </message>
        <message>
            <source>write hosts like *.example.org,!test.example.org</source>
            <translation>Hosts schreiben wie *.example.org,!test.example.org</translation>
        </message>
        <message>
            <source>there is no key in it</source>
            <translation>es ist kein Schlüssel darin</translation>
        </message>
        <message>
            <source>its key is for version 1 of SSH</source>
            <translation>ihr Schlüssel ist für Version 1 von SSH</translation>
        </message>
        <message>
            <source>a packet is empty</source>
            <translation>ein Paket ist leer</translation>
        </message>
        <message>
            <source>the server ignores the request for new keys</source>
            <translation>der Server übergeht die Bitte um neue Schlüssel</translation>
        </message>
        <message>
            <source>nobody else may see it</source>
            <translation>sonst darf ihn niemand sehen</translation>
        </message>
        <message>
            <source>paste the line of its .pub file</source>
            <translation>die Zeile seiner .pub-Datei einfügen</translation>
        </message>
        <message>
            <source>a private key</source>
            <translation>ein privater Schlüssel</translation>
        </message>
        <message>
            <source>it is a certificate</source>
            <translation>es ist ein Zertifikat</translation>
        </message>
        <message>
            <source>paste the public key of the authority</source>
            <translation>den öffentlichen Schlüssel der Zertifizierungsstelle einfügen</translation>
        </message>
        <message>
            <source>this key</source>
            <translation>dieser Schlüssel</translation>
        </message>
        <message>
            <source>it is no public key</source>
            <translation>es ist kein öffentlicher Schlüssel</translation>
        </message>
        <message>
            <source>paste a whole line: ssh-ed25519 AAAA… comment</source>
            <translation>eine ganze Zeile einfügen: ssh-ed25519 AAAA… Kommentar</translation>
        </message>
        <message>
            <source>several fingerprints are in it</source>
            <translation>es sind mehrere Fingerabdrücke darin</translation>
        </message>
        <message>
            <source>paste one of them</source>
            <translation>einen davon einfügen</translation>
        </message>
        <message>
            <source>this text</source>
            <translation>dieser Text</translation>
        </message>
        <message>
            <source>no fingerprint is in it</source>
            <translation>es ist kein Fingerabdruck darin</translation>
        </message>
        <message>
            <source>paste SHA256:…, sixteen pairs like 3f:c2:…, or a public key</source>
            <translation>SHA256:…, sechzehn Paare wie 3f:c2:… oder einen öffentlichen Schlüssel einfügen</translation>
        </message>
        <message>
            <source>use %h, %p, %r, %n or %%</source>
            <translation>%h, %p, %r, %n oder %% verwenden</translation>
        </message>
        <message>
            <source>unfit for a ProxyCommand: the shell would misread it</source>
            <translation>ungeeignet für einen ProxyCommand: die Shell würde es missverstehen</translation>
        </message>
        <message>
            <source>name or service not known</source>
            <translation>Name oder Dienst nicht bekannt</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>nicht bekannt</translation>
        </message>
        <message>
            <source>name resolution</source>
            <translation>Namensauflösung</translation>
        </message>
        <message>
            <source>nodename nor servname</source>
            <translation>weder Host- noch Dienstname</translation>
        </message>
        <message>
            <source>no address</source>
            <translation>keine Adresse</translation>
        </message>
        <message>
            <source>it runs no commands</source>
            <translation>er führt keine Befehle aus</translation>
        </message>
        <message>
            <source>it listens there no longer</source>
            <translation>er lauscht dort nicht mehr</translation>
        </message>
        <message>
            <source>a port of its choice</source>
            <translation>ein Port nach seiner Wahl</translation>
        </message>
        <message>
            <source>the server does not tell other users' folders</source>
            <translation>der Server nennt die Ordner anderer Benutzer nicht</translation>
        </message>
        <message>
            <source>the server does not copy by itself</source>
            <translation>der Server kopiert nicht selbst</translation>
        </message>
        <message>
            <source>before SFTP begins, a start-up file of the shell there, or the server, prints: </source>
            <translation>bevor SFTP beginnt, schreibt eine Startdatei der Shell dort, oder der Server: </translation>
        </message>
        <message>
            <source>its introduction is cut short</source>
            <translation>seine Einleitung ist abgeschnitten</translation>
        </message>
        <message>
            <source>it became shorter while it was copied</source>
            <translation>sie wurde kürzer, während sie kopiert wurde</translation>
        </message>
        <message>
            <source>a status is cut short</source>
            <translation>ein Status ist abgeschnitten</translation>
        </message>
        <message>
            <source>a handle is too long</source>
            <translation>ein Handle ist zu lang</translation>
        </message>
        <message>
            <source>a name is cut short</source>
            <translation>ein Name ist abgeschnitten</translation>
        </message>
        <message>
            <source>a list of names is cut short</source>
            <translation>eine Liste von Namen ist abgeschnitten</translation>
        </message>
        <message>
            <source>there is not one name</source>
            <translation>es ist nicht genau ein Name</translation>
        </message>
        <message>
            <source>the figures of a disk are cut short</source>
            <translation>die Angaben zu einem Datenträger sind abgeschnitten</translation>
        </message>
        <message>
            <source>a string is cut short</source>
            <translation>eine Zeichenkette ist abgeschnitten</translation>
        </message>
        <message>
            <source>attributes are cut short</source>
            <translation>Attribute sind abgeschnitten</translation>
        </message>
        <message>
            <source>bad message</source>
            <translation>fehlerhafte Nachricht</translation>
        </message>
        <message>
            <source>no such file</source>
            <translation>keine solche Datei</translation>
        </message>
        <message>
            <source>permission denied</source>
            <translation>Zugriff verweigert</translation>
        </message>
        <message>
            <source>operation unsupported</source>
            <translation>Vorgang nicht unterstützt</translation>
        </message>
        <message>
            <source>the server answered out of turn</source>
            <translation>der Server hat außer der Reihe geantwortet</translation>
        </message>
        <message>
            <source>the server takes the request for invalid</source>
            <translation>der Server hält die Anfrage für ungültig</translation>
        </message>
        <message>
            <source>it is not a link</source>
            <translation>es ist kein Link</translation>
        </message>
        <message>
            <source>the disk takes no more files</source>
            <translation>der Datenträger nimmt keine weiteren Dateien</translation>
        </message>
        <message>
            <source>its SFTP server ended</source>
            <translation>sein SFTP-Server ist beendet</translation>
        </message>
        <message>
            <source>it was disconnected</source>
            <translation>die Verbindung wurde getrennt</translation>
        </message>
        <message>
            <source>No such file or directory</source>
            <translation>keine solche Datei und kein solcher Ordner</translation>
        </message>
        <message>
            <source>there is no such file</source>
            <translation>eine solche Datei gibt es nicht</translation>
        </message>
        <message>
            <source>it is no name of a host</source>
            <translation>es ist kein Name eines Hosts</translation>
        </message>
        <message>
            <source>it is no name of a user</source>
            <translation>es ist kein Name eines Benutzers</translation>
        </message>
        <message>
            <source>an option is one line</source>
            <translation>eine Option ist eine Zeile</translation>
        </message>
        <message>
            <source>opening</source>
            <translation>beim Öffnen</translation>
        </message>
        <message>
            <source>the stream was closed</source>
            <translation>der Strom wurde geschlossen</translation>
        </message>
        <message>
            <source>a packet was damaged on its way</source>
            <translation>ein Paket wurde unterwegs beschädigt</translation>
        </message>
        <message>
            <source>the host key changed during the connection</source>
            <translation>der Host-Schlüssel hat sich während der Verbindung geändert</translation>
        </message>
        <message>
            <source>the server accepted a login that nobody asked for</source>
            <translation>der Server hat eine Anmeldung angenommen, um die niemand gebeten hat</translation>
        </message>
        <message>
            <source>authentication</source>
            <translation>bei der Anmeldung</translation>
        </message>
        <message>
            <source>it sent a message that does not belong there</source>
            <translation>er hat eine Nachricht geschickt, die nicht dorthin gehört</translation>
        </message>
        <message>
            <source>it is damaged</source>
            <translation>es ist beschädigt</translation>
        </message>
        <message>
            <source>the program that does it failed</source>
            <translation>das Programm dafür ist gescheitert</translation>
        </message>
        <message>
            <source>it holds no profile</source>
            <translation>es enthält kein Profil</translation>
        </message>
        <message>
            <source>it was made by a newer version of Towpath</source>
            <translation>eine neuere Version von Towpath hat es geschrieben</translation>
        </message>
        <message>
            <source>its profile is damaged: {error}</source>
            <translation>sein Profil ist beschädigt: {error}</translation>
        </message>
        <message>
            <source>it has too much in it, or a file twice</source>
            <translation>es enthält zu viel, oder eine Datei zweimal</translation>
        </message>
        <message>
            <source>{name} in it is a link, or no file at all</source>
            <translation>{name} darin ist ein Link oder gar keine Datei</translation>
        </message>
        <message>
            <source>{name} in it would lie elsewhere</source>
            <translation>{name} darin läge woanders</translation>
        </message>
        <message>
            <source>{what} in it is no key</source>
            <translation>{what} darin ist kein Schlüssel</translation>
        </message>
        <message>
            <source>cannot save this</source>
            <translation>das lässt sich nicht speichern</translation>
        </message>
        <message>
            <source>it has no version</source>
            <translation>es hat keine Version</translation>
        </message>
        <message>
            <source>in the main thread</source>
            <translation>im Hauptthread</translation>
        </message>
        <message>
            <source>where it could not be raised</source>
            <translation>wo es nicht gemeldet werden konnte</translation>
        </message>
        <message>
            <source>it has more than {most_sessions} files</source>
            <translation>er hat mehr als {most_sessions} Dateien</translation>
        </message>
        <message>
            <source>no session of PuTTY is in this folder</source>
            <translation>in diesem Ordner ist keine Sitzung von PuTTY</translation>
        </message>
        <message>
            <source>the program of the forward {name} is not carried over: {program}</source>
            <translation>das Programm der Weiterleitung {name} wird nicht übernommen: {program}</translation>
        </message>
        <message>
            <source>it is no JSON: {error}</source>
            <translation>es ist kein JSON: {error}</translation>
        </message>
        <message>
            <source>it was written by a newer version of Towpath</source>
            <translation>eine neuere Version von Towpath hat es geschrieben</translation>
        </message>
        <message>
            <source>it is no SFTP site but {protocol}</source>
            <translation>es ist kein SFTP-Eintrag, sondern {protocol}</translation>
        </message>
        <message>
            <source>one of another protocol</source>
            <translation>einer eines anderen Protokolls</translation>
        </message>
        <message>
            <source>its comment is not carried over: {what}</source>
            <translation>der Kommentar wird nicht übernommen: {what}</translation>
        </message>
        <message>
            <source>its password is behind FileZilla's master password</source>
            <translation>das Passwort ist hinter dem Master-Passwort von FileZilla</translation>
        </message>
        <message>
            <source>its password cannot be read</source>
            <translation>das Passwort ist nicht lesbar</translation>
        </message>
        <message>
            <source>it is nested more than {most_deep} deep</source>
            <translation>es ist mehr als {most_deep}-fach verschachtelt</translation>
        </message>
        <message>
            <source>it has a document type, which FileZilla's files have not</source>
            <translation>es hat einen Dokumenttyp, den Dateien von FileZilla nicht haben</translation>
        </message>
        <message>
            <source>it is no XML: {why}</source>
            <translation>es ist kein XML: {why}</translation>
        </message>
        <message>
            <source>it is a {what} session</source>
            <translation>es ist eine {what}-Sitzung</translation>
        </message>
        <message>
            <source>a Telnet proxy</source>
            <translation>ein Telnet-Proxy</translation>
        </message>
        <message>
            <source>a command on another machine</source>
            <translation>ein Befehl auf einem anderen Rechner</translation>
        </message>
        <message>
            <source>a subsystem of another machine</source>
            <translation>ein Subsystem eines anderen Rechners</translation>
        </message>
        <message>
            <source>its order of ciphers is not carried over</source>
            <translation>die Reihenfolge der Chiffren wird nicht übernommen</translation>
        </message>
        <message>
            <source>its command has several lines, and is not carried over</source>
            <translation>der Befehl hat mehrere Zeilen und wird nicht übernommen</translation>
        </message>
        <message>
            <source>it goes through {what}, which is not possible here</source>
            <translation>es geht durch {what}, was hier nicht möglich ist</translation>
        </message>
        <message>
            <source>it goes through a proxy of an unknown kind ({what})</source>
            <translation>es geht durch einen Proxy unbekannter Art ({what})</translation>
        </message>
        <message>
            <source>its proxy: {error}</source>
            <translation>der Proxy: {error}</translation>
        </message>
        <message>
            <source>it goes through more than {most_jumps} other sessions</source>
            <translation>es geht durch mehr als {most_jumps} andere Sitzungen</translation>
        </message>
        <message>
            <source>the command it goes through has a password in it</source>
            <translation>der Befehl auf dem Weg enthält ein Passwort</translation>
        </message>
        <message>
            <source>the command it goes through cannot be understood</source>
            <translation>der Befehl auf dem Weg ist nicht zu verstehen</translation>
        </message>
        <message>
            <source>the forward {source} is not understood</source>
            <translation>die Weiterleitung {source} ist nicht zu verstehen</translation>
        </message>
        <message>
            <source>a forward is not carried over: {error}</source>
            <translation>eine Weiterleitung wird nicht übernommen: {error}</translation>
        </message>
        <message>
            <source>it has more than {most_sites} connections</source>
            <translation>sie hat mehr als {most_sites} Verbindungen</translation>
        </message>
        <message>
            <source>a text in it is more than a line, or cannot be shown</source>
            <translation>ein Text darin ist mehr als eine Zeile oder lässt sich nicht zeigen</translation>
        </message>
        <message>
            <source>it goes through a command, which is shown before it first runs: {proxy_command}</source>
            <translation>es geht durch einen Befehl, der vor dem ersten Lauf gezeigt wird: {proxy_command}</translation>
        </message>
        <message>
            <source>programs there may use the keys of your agent while you are connected</source>
            <translation>Programme dort dürfen die Schlüssel des Agenten verwenden, solange die Verbindung steht</translation>
        </message>
        <message>
            <source>its key is a file on Windows, {name}: choose it here</source>
            <translation>der Schlüssel ist eine Datei unter Windows, {name}: hier wählen</translation>
        </message>
        <message>
            <source>its key {path} is in PuTTY's format: convert it on the page of keys</source>
            <translation>der Schlüssel {path} hat das Format von PuTTY: auf der Seite Schlüssel umwandeln</translation>
        </message>
        <message>
            <source>its password is behind WinSCP's master password</source>
            <translation>das Passwort ist hinter dem Master-Passwort von WinSCP</translation>
        </message>
        <message>
            <source>it is an {what} site</source>
            <translation>es ist ein {what}-Eintrag</translation>
        </message>
        <message>
            <source>its SFTP server is not carried over: {error}</source>
            <translation>der SFTP-Server wird nicht übernommen: {error}</translation>
        </message>
        <message>
            <source>unlock it with the desktop's program for passwords and keys</source>
            <translation>ihn mit dem Programm des Desktops für Passwörter und Schlüssel entsperren</translation>
        </message>
        <message>
            <source>the system's keyring is locked, and was not unlocked</source>
            <translation>der Schlüsselbund des Systems ist gesperrt und wurde nicht entsperrt</translation>
        </message>
        <message>
            <source>this profile is thrown away at the end</source>
            <translation>dieses Profil wird am Ende weggeworfen</translation>
        </message>
        <message>
            <source>this unit was not written by Towpath</source>
            <translation>diese Unit hat nicht Towpath geschrieben</translation>
        </message>
        <message>
            <source>move it away first</source>
            <translation>sie erst woanders hinlegen</translation>
        </message>
        <message>
            <source>somebody else has made this file: remove it first</source>
            <translation>jemand anders hat diese Datei angelegt: erst entfernen</translation>
        </message>
        <message>
            <source>it is open already, and goes by the proxy {before}, where Towpath no longer listens</source>
            <translation>er ist schon offen und geht über den Proxy {before}, wo Towpath nicht mehr lauscht</translation>
        </message>
        <message>
            <source>close all its windows, then start it again</source>
            <translation>alle seine Fenster schließen, dann neu starten</translation>
        </message>
        <message>
            <source>not the address of a screen</source>
            <translation>nicht die Adresse eines Bildschirms</translation>
        </message>
        <message>
            <source>write vnc://… or rdp://…</source>
            <translation>vnc://… oder rdp://… schreiben</translation>
        </message>
        <message>
            <source>the desktop's {upper} viewer</source>
            <translation>der {upper}-Betrachter des Desktops</translation>
        </message>
        <message>
            <source>install one that opens {scheme}:// addresses, or connect yours to {netloc}</source>
            <translation>einen installieren, der {scheme}://-Adressen öffnet, oder den eigenen mit {netloc} verbinden</translation>
        </message>
        <message>
            <source>signal {what}</source>
            <translation>Signal {what}</translation>
        </message>
        <message>
            <source>status {status}</source>
            <translation>Status {status}</translation>
        </message>
        <message>
            <source>{name} ended at once with {how}</source>
            <translation>{name} endete sofort mit {how}</translation>
        </message>
        <message>
            <source>not the address of a web site</source>
            <translation>nicht die Adresse einer Website</translation>
        </message>
        <message>
            <source>write http://… or https://…</source>
            <translation>http://… oder https://… schreiben</translation>
        </message>
        <message>
            <source>it is a program or a launcher, and opening it would run it</source>
            <translation>es ist ein Programm oder ein Starter, und Öffnen würde es ausführen</translation>
        </message>
        <message>
            <source>view or edit it instead</source>
            <translation>stattdessen ansehen oder bearbeiten</translation>
        </message>
        <message>
            <source>choose a program for such files in the settings of the desktop, or view or edit it instead</source>
            <translation>in den Einstellungen des Desktops ein Programm für solche Dateien wählen, oder stattdessen ansehen oder bearbeiten</translation>
        </message>
        <message>
            <source>correct the editor in the settings</source>
            <translation>den Editor in den Einstellungen berichtigen</translation>
        </message>
        <message>
            <source>no text editor was found</source>
            <translation>kein Texteditor gefunden</translation>
        </message>
        <message>
            <source>name one in the settings</source>
            <translation>in den Einstellungen einen nennen</translation>
        </message>
        <message>
            <source>{what} ended at once with {how}</source>
            <translation>{what} endete sofort mit {how}</translation>
        </message>
        <message>
            <source>it is a device, a socket or a pipe</source>
            <translation>es ist ein Gerät, ein Socket oder eine Pipe</translation>
        </message>
        <message>
            <source>check the file and its permissions</source>
            <translation>die Datei und ihre Rechte prüfen</translation>
        </message>
        <message>
            <source>it is not found</source>
            <translation>es ist nicht zu finden</translation>
        </message>
        <message>
            <source>it may not be run</source>
            <translation>es darf nicht ausgeführt werden</translation>
        </message>
        <message>
            <source>it does not keep what is set: there is no session bus, or an administrator has locked it</source>
            <translation>es behält nicht, was gesetzt wird: es gibt keinen Sitzungsbus, oder ein Administrator hat es gesperrt</translation>
        </message>
        <message>
            <source>found by WPAD</source>
            <translation>durch WPAD gefunden</translation>
        </message>
        <message>
            <source>Chromium and its relatives that run already notice only after a restart</source>
            <translation>Laufende Browser wie Chromium bemerken es erst nach einem Neustart</translation>
        </message>
        <message>
            <source>it does not keep what is set</source>
            <translation>es behält nicht, was gesetzt wird</translation>
        </message>
        <message>
            <source>no desktop is running</source>
            <translation>es läuft kein Desktop</translation>
        </message>
        <message>
            <source>no network service is enabled</source>
            <translation>kein Netzwerkdienst ist aktiv</translation>
        </message>
        <message>
            <source>it could not be put back</source>
            <translation>es ließ sich nicht zurücksetzen</translation>
        </message>
        <message>
            <source>set it by hand in the desktop's settings</source>
            <translation>von Hand in den Einstellungen des Desktops setzen</translation>
        </message>
        <message>
            <source>only this machine's files can be put into the trash</source>
            <translation>nur Dateien dieses Rechners lassen sich in den Papierkorb legen</translation>
        </message>
        <message>
            <source>delete them for good</source>
            <translation>endgültig löschen</translation>
        </message>
        <message>
            <source>cannot put it into the trash</source>
            <translation>nicht in den Papierkorb zu legen</translation>
        </message>
        <message>
            <source>the server does not tell its permissions</source>
            <translation>der Server nennt seine Rechte nicht</translation>
        </message>
        <message>
            <source>something else took its place meanwhile</source>
            <translation>inzwischen ist etwas anderes an seiner Stelle</translation>
        </message>
        <message>
            <source>look at it before it is changed</source>
            <translation>ansehen, bevor es geändert wird</translation>
        </message>
        <message>
            <source>choose a file</source>
            <translation>eine Datei wählen</translation>
        </message>
        <message>
            <source>the whole of a machine is not deleted</source>
            <translation>ein ganzer Rechner wird nicht gelöscht</translation>
        </message>
        <message>
            <source>look at it before it is deleted</source>
            <translation>ansehen, bevor es gelöscht wird</translation>
        </message>
        <message>
            <source>delete it for good, or leave it</source>
            <translation>endgültig löschen oder liegen lassen</translation>
        </message>
        <message>
            <source>what is there instead is somebody else's</source>
            <translation>was stattdessen dort ist, gehört jemand anderem</translation>
        </message>
        <message>
            <source>it is no longer what it was when it was listed</source>
            <translation>es ist nicht mehr das, was es beim Auflisten war</translation>
        </message>
        <message>
            <source>whether to overwrite it</source>
            <translation>ob es überschrieben werden soll</translation>
        </message>
        <message>
            <source>links cannot be followed in both directions: what they lead to would be written through them</source>
            <translation>Links lassen sich nicht in beide Richtungen verfolgen: was an ihrem Ziel liegt, würde durch sie hindurch überschrieben</translation>
        </message>
        <message>
            <source>keep or skip links</source>
            <translation>Links behalten oder auslassen</translation>
        </message>
        <message>
            <source>there is a folder of that name</source>
            <translation>ein Ordner heißt so</translation>
        </message>
        <message>
            <source>it was changed there meanwhile</source>
            <translation>sie wurde dort inzwischen geändert</translation>
        </message>
        <message>
            <source>upload it now to be asked again</source>
            <translation>jetzt hochladen, um noch einmal gefragt zu werden</translation>
        </message>
        <message>
            <source>it has {size}, and files of at most {most} are opened</source>
            <translation>sie hat {size}, und geöffnet werden Dateien bis {most}</translation>
        </message>
        <message>
            <source>download it instead</source>
            <translation>stattdessen herunterladen</translation>
        </message>
        <message>
            <source>it vanished while it was copied</source>
            <translation>sie verschwand, während sie kopiert wurde</translation>
        </message>
        <message>
            <source>it is no longer there</source>
            <translation>sie ist nicht mehr da</translation>
        </message>
        <message>
            <source>upload it now to store it again, or stop editing it</source>
            <translation>jetzt hochladen, um sie wieder abzulegen, oder nicht mehr bearbeiten</translation>
        </message>
        <message>
            <source>it is being written all the time</source>
            <translation>sie wird ständig geschrieben</translation>
        </message>
        <message>
            <source>its owner would change</source>
            <translation>ihr Besitzer würde wechseln</translation>
        </message>
        <message>
            <source>it has {size} bytes, and the source only {size_2}</source>
            <translation>sie hat {size} Bytes, und die Quelle nur {size_2}</translation>
        </message>
        <message>
            <source>its {size} bytes are not those the source begins with</source>
            <translation>ihre {size} Bytes sind nicht der Anfang der Quelle</translation>
        </message>
        <message>
            <source>it is the file that is copied</source>
            <translation>es ist die Datei, die kopiert wird</translation>
        </message>
        <message>
            <source>{size} of {size_2} bytes are there</source>
            <translation>{size} von {size_2} Bytes sind da</translation>
        </message>
        <message>
            <source>the hashes differ</source>
            <translation>die Prüfsummen sind verschieden</translation>
        </message>
        <message>
            <source>it changed while it was copied</source>
            <translation>es änderte sich, während es kopiert wurde</translation>
        </message>
        <message>
            <source>it became larger than when it was listed</source>
            <translation>sie ist größer als beim Auflisten</translation>
        </message>
        <message>
            <source>it is shorter than it was</source>
            <translation>sie ist kürzer als zuvor</translation>
        </message>
        <message>
            <source>the name has {n} bytes, and {longest} are possible</source>
            <translation>der Name hat {n} Bytes, und {longest} sind möglich</translation>
        </message>
        <message>
            <source>no file can be called that on Windows</source>
            <translation>keine Datei kann unter Windows so heißen</translation>
        </message>
        <message>
            <source>it changed after it was copied, and stays</source>
            <translation>es hat sich nach dem Kopieren geändert und bleibt</translation>
        </message>
        <message>
            <source>retry when it is at rest</source>
            <translation>noch einmal versuchen, wenn es ruht</translation>
        </message>
        <message>
            <source>it is the same file that is at the destination</source>
            <translation>es ist dieselbe Datei wie am Ziel</translation>
        </message>
        <message>
            <source>it was copied, but cannot be removed</source>
            <translation>es wurde kopiert, lässt sich aber nicht entfernen</translation>
        </message>
        <message>
            <source>it changed since the folders were compared</source>
            <translation>es hat sich seit dem Vergleich der Ordner geändert</translation>
        </message>
        <message>
            <source>compare again</source>
            <translation>neu vergleichen</translation>
        </message>
        <message>
            <source>the source has {size} bytes now, and had {size_2} when its transfer began</source>
            <translation>die Quelle hat jetzt {size} Bytes und hatte {size_2}, als die Übertragung begann</translation>
        </message>
        <message>
            <source>the source was changed after its transfer began</source>
            <translation>die Quelle wurde nach dem Beginn der Übertragung geändert</translation>
        </message>
        <message>
            <source>another source has that name too</source>
            <translation>eine andere Quelle hat auch diesen Namen</translation>
        </message>
        <message>
            <source>it is a folder</source>
            <translation>es ist ein Ordner</translation>
        </message>
        <message>
            <source>copy it recursively</source>
            <translation>rekursiv kopieren</translation>
        </message>
        <message>
            <source>it is the same</source>
            <translation>es ist dasselbe</translation>
        </message>
        <message>
            <source>the listing has a name that no file can have</source>
            <translation>die Liste enthält einen Namen, den keine Datei haben kann</translation>
        </message>
        <message>
            <source>this disk takes it for the same name as another file's of that folder</source>
            <translation>dieser Datenträger hält es für denselben Namen wie den einer anderen Datei dieses Ordners</translation>
        </message>
    </context>
    <context>
        <name>FileExport</name>
        <message>
            <source>The file was written, without what its format cannot say</source>
            <translation>Die Datei ist geschrieben, ohne das, was ihr Format nicht ausdrücken kann</translation>
        </message>
    </context>
    <context>
        <name>FileTable</name>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
    </context>
    <context>
        <name>FileTypes</name>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>Link</translation>
        </message>
        <message>
            <source>Special file</source>
            <translation>Spezialdatei</translation>
        </message>
        <message>
            <source>{ending} file</source>
            <translation>{ending}-Datei</translation>
        </message>
        <message>
            <source>{ending} archive</source>
            <translation>{ending}-Archiv</translation>
        </message>
        <message>
            <source>{ending} audio</source>
            <translation>{ending}-Audio</translation>
        </message>
        <message>
            <source>{ending} certificate</source>
            <translation>{ending}-Zertifikat</translation>
        </message>
        <message>
            <source>{ending} database</source>
            <translation>{ending}-Datenbank</translation>
        </message>
        <message>
            <source>{ending} disk image</source>
            <translation>{ending}-Abbild</translation>
        </message>
        <message>
            <source>{ending} document</source>
            <translation>{ending}-Dokument</translation>
        </message>
        <message>
            <source>{ending} font</source>
            <translation>{ending}-Schrift</translation>
        </message>
        <message>
            <source>{ending} image</source>
            <translation>{ending}-Bild</translation>
        </message>
        <message>
            <source>{ending} library</source>
            <translation>{ending}-Bibliothek</translation>
        </message>
        <message>
            <source>{ending} package</source>
            <translation>{ending}-Paket</translation>
        </message>
        <message>
            <source>{ending} presentation</source>
            <translation>{ending}-Präsentation</translation>
        </message>
        <message>
            <source>{ending} script</source>
            <translation>{ending}-Skript</translation>
        </message>
        <message>
            <source>{ending} settings</source>
            <translation>{ending}-Einstellungen</translation>
        </message>
        <message>
            <source>{ending} source</source>
            <translation>{ending}-Quelltext</translation>
        </message>
        <message>
            <source>{ending} table</source>
            <translation>{ending}-Tabelle</translation>
        </message>
        <message>
            <source>{ending} text</source>
            <translation>{ending}-Text</translation>
        </message>
        <message>
            <source>{ending} video</source>
            <translation>{ending}-Video</translation>
        </message>
    </context>
    <context>
        <name>FileWords</name>
        <message>
            <source>this computer</source>
            <translation>dieser Computer</translation>
        </message>
        <message>
            <source>a connection that was removed</source>
            <translation>eine entfernte Verbindung</translation>
        </message>
        <message>
            <source>“{name}”</source>
            <translation>„{name}“</translation>
        </message>
        <message>
            <source>{n} things</source>
            <translation>{n} Dinge</translation>
        </message>
        <message>
            <source>choose another name</source>
            <translation>einen anderen Namen wählen</translation>
        </message>
        <message>
            <source>1 file</source>
            <translation>1 Datei</translation>
        </message>
        <message>
            <source>{n} files</source>
            <translation>{n} Dateien</translation>
        </message>
        <message>
            <source>1 folder</source>
            <translation>1 Ordner</translation>
        </message>
        <message>
            <source>{n} folders</source>
            <translation>{n} Ordner</translation>
        </message>
    </context>
    <context>
        <name>FilterDialog</name>
        <message>
            <source>Filters</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Name of the filter</source>
            <translation>Name des Filters</translation>
        </message>
        <message>
            <source>Names that are not shown</source>
            <translation>Namen, die nicht gezeigt werden</translation>
        </message>
        <message>
            <source>&amp;Upper and lower case matter</source>
            <translation>&amp;Groß- und Kleinschreibung zählt</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>&amp;Name</translation>
        </message>
        <message>
            <source>Do not s&amp;how</source>
            <translation>&amp;Nicht zeigen</translation>
        </message>
        <message>
            <source>Patterns as for a shell, with blanks between them; a / at the end means folders only.</source>
            <translation>Muster wie in der Shell, mit Leerzeichen dazwischen; ein / am Ende meint nur Ordner.</translation>
        </message>
        <message>
            <source>New filter</source>
            <translation>Neuer Filter</translation>
        </message>
    </context>
    <context>
        <name>FilterMenu</name>
        <message>
            <source>No filters yet</source>
            <translation>Noch keine Filter</translation>
        </message>
        <message>
            <source>Edit filters…</source>
            <translation>Filter bearbeiten …</translation>
        </message>
        <message>
            <source>Filters: {n} on</source>
            <translation>Filter: {n} aktiv</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>Filter</translation>
        </message>
    </context>
    <context>
        <name>FingerprintCard</name>
        <message>
            <source>Fingerprint</source>
            <translation>Fingerabdruck</translation>
        </message>
        <message>
            <source>Copy the fingerprint</source>
            <translation>Fingerabdruck kopieren</translation>
        </message>
        <message>
            <source>Picture of the key</source>
            <translation>Bild des Schlüssels</translation>
        </message>
        <message>
            <source>Show the picture of the key</source>
            <translation>Das Bild des Schlüssels zeigen</translation>
        </message>
    </context>
    <context>
        <name>FolderHeader</name>
        <message>
            <source>Columns</source>
            <translation>Spalten</translation>
        </message>
        <message>
            <source>Columns and s&amp;orting…</source>
            <translation>Spalten und S&amp;ortierung …</translation>
        </message>
        <message>
            <source>Sort by {column}</source>
            <translation>Nach {column} sortieren</translation>
        </message>
        <message>
            <source>&amp;Descending</source>
            <translation>&amp;Absteigend</translation>
        </message>
        <message>
            <source>Show {column}</source>
            <translation>{column} zeigen</translation>
        </message>
        <message>
            <source>&amp;Usual widths</source>
            <translation>&amp;Übliche Breiten</translation>
        </message>
    </context>
    <context>
        <name>FolderTree</name>
        <message>
            <source>Folders</source>
            <translation>Ordner</translation>
        </message>
    </context>
    <context>
        <name>FolderView</name>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Listing…</source>
            <translation>Wird gelesen …</translation>
        </message>
        <message>
            <source>Esc stops</source>
            <translation>Esc hält an</translation>
        </message>
        <message>
            <source>F5 tries again</source>
            <translation>F5 versucht es noch einmal</translation>
        </message>
        <message>
            <source>Nothing matches “{text}”</source>
            <translation>Nichts passt auf „{text}“</translation>
        </message>
        <message>
            <source>Esc shows all names again</source>
            <translation>Esc zeigt wieder alle Namen</translation>
        </message>
        <message>
            <source>The listing was stopped</source>
            <translation>Das Lesen wurde angehalten</translation>
        </message>
        <message>
            <source>F5 lists again</source>
            <translation>F5 liest neu</translation>
        </message>
        <message>
            <source>Nothing to show</source>
            <translation>Nichts zu zeigen</translation>
        </message>
        <message>
            <source>All that is here is hidden or filtered: {n}</source>
            <translation>Alles hier ist versteckt oder gefiltert: {n}</translation>
        </message>
        <message>
            <source>This folder is empty</source>
            <translation>Dieser Ordner ist leer</translation>
        </message>
        <message>
            <source>Listing… {n} so far; Esc stops</source>
            <translation>Wird gelesen … {n} bis jetzt; Esc hält an</translation>
        </message>
        <message>
            <source>Not all of this folder is shown; F5 lists it again</source>
            <translation>Nicht der ganze Ordner wird gezeigt; F5 liest ihn neu</translation>
        </message>
    </context>
    <context>
        <name>Footer</name>
        <message>
            <source>{size} free</source>
            <translation>{size} frei</translation>
        </message>
        <message>
            <source>1 item</source>
            <translation>1 Eintrag</translation>
        </message>
        <message>
            <source>{n} items</source>
            <translation>{n} Einträge</translation>
        </message>
        <message>
            <source>Listing… {items}</source>
            <translation>Wird gelesen … {items}</translation>
        </message>
        <message>
            <source>, {n} selected</source>
            <translation>, {n} gewählt</translation>
        </message>
        <message>
            <source>{n} hidden</source>
            <translation>{n} versteckt</translation>
        </message>
    </context>
    <context>
        <name>ForwardActs</name>
        <message>
            <source>Listen on another port</source>
            <translation>An einem anderen Port lauschen</translation>
        </message>
        <message>
            <source>Port, until the connection is taken down; 0 for any free one:</source>
            <translation>Port, bis die Verbindung getrennt wird; 0 für irgendeinen freien:</translation>
        </message>
        <message>
            <source>It is in use now: what goes through it is cut off.</source>
            <translation>Sie ist gerade in Gebrauch: Was hindurchgeht, wird abgeschnitten.</translation>
        </message>
        <message>
            <source>Remove forward</source>
            <translation>Weiterleitung entfernen</translation>
        </message>
        <message>
            <source>Remove {name}?</source>
            <translation>{name} entfernen?</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>&amp;Entfernen</translation>
        </message>
    </context>
    <context>
        <name>ForwardDialog</name>
        <message>
            <source>Edit forward</source>
            <translation>Weiterleitung bearbeiten</translation>
        </message>
        <message>
            <source>Add forward</source>
            <translation>Weiterleitung hinzufügen</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>&amp;Speichern</translation>
        </message>
        <message>
            <source>&amp;Add</source>
            <translation>&amp;Hinzufügen</translation>
        </message>
    </context>
    <context>
        <name>ForwardDrawing</name>
        <message>
            <source>This computer</source>
            <translation>Dieser Computer</translation>
        </message>
        <message>
            <source>Anything</source>
            <translation>Alles,</translation>
        </message>
        <message>
            <source>that it reaches</source>
            <translation>was er erreicht</translation>
        </message>
        <message>
            <source>Its network</source>
            <translation>Sein Netz</translation>
        </message>
        <message>
            <source>Your network</source>
            <translation>Das eigene Netz</translation>
        </message>
        <message>
            <source>all machines</source>
            <translation>alle Rechner</translation>
        </message>
    </context>
    <context>
        <name>ForwardFields</name>
        <message>
            <source>Label</source>
            <translation>Bezeichnung</translation>
        </message>
        <message>
            <source>User name</source>
            <translation>Benutzername</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>Start a program</source>
            <translation>Ein Programm starten</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>nobody is asked</source>
            <translation>niemand wird gefragt</translation>
        </message>
        <message>
            <source>as before</source>
            <translation>wie zuvor</translation>
        </message>
        <message>
            <source>for instance: vncviewer %h:%p</source>
            <translation>zum Beispiel: vncviewer %h:%p</translation>
        </message>
        <message>
            <source>Started when it is up; %h and %p stand for where it listens</source>
            <translation>Startet, wenn sie steht; %h und %p stehen für Adresse und Port, an denen sie lauscht</translation>
        </message>
        <message>
            <source>Bring it up together with the connection</source>
            <translation>Zusammen mit der Verbindung herstellen</translation>
        </message>
        <message>
            <source>Service there</source>
            <translation>Dienst dort</translation>
        </message>
        <message>
            <source>Service here</source>
            <translation>Dienst hier</translation>
        </message>
        <message>
            <source>Port there</source>
            <translation>Port dort</translation>
        </message>
        <message>
            <source>Port here</source>
            <translation>Port hier</translation>
        </message>
        <message>
            <source>host:port as {far} sees it, a range of ports, or the path of a Unix socket</source>
            <translation>host:port, wie {far} ihn sieht, ein Bereich von Ports oder der Pfad eines Unix-Sockets</translation>
        </message>
        <message>
            <source>host:port as this computer sees it, a range of ports, or the path of a Unix socket</source>
            <translation>host:port, wie dieser Computer ihn sieht, ein Bereich von Ports oder der Pfad eines Unix-Sockets</translation>
        </message>
        <message>
            <source>Share with the network of {far}</source>
            <translation>Mit dem Netz von {far} teilen</translation>
        </message>
        <message>
            <source>Share with my network</source>
            <translation>Mit dem eigenen Netz teilen</translation>
        </message>
        <message>
            <source>a proxy listens on a port</source>
            <translation>ein Proxy lauscht an einem Port</translation>
        </message>
        <message>
            <source>too long</source>
            <translation>zu lang</translation>
        </message>
        <message>
            <source>the password is missing</source>
            <translation>das Passwort fehlt</translation>
        </message>
        <message>
            <source>another forward has this label</source>
            <translation>eine andere Weiterleitung heißt schon so</translation>
        </message>
        <message>
            <source>another forward listens there</source>
            <translation>eine andere Weiterleitung lauscht dort</translation>
        </message>
        <message>
            <source>Every machine that can reach {far} can then use this service of yours. The server has to allow it (GatewayPorts); if it does not, Towpath tells.</source>
            <translation>Jeder Rechner, der {far} erreicht, kann dann diesen Dienst von hier nutzen. Der Server muss es erlauben (GatewayPorts); tut er es nicht, sagt Towpath es.</translation>
        </message>
        <message>
            <source>Every machine that can reach this computer can then use that service, as if it were you.</source>
            <translation>Jeder Rechner, der diesen Computer erreicht, kann dann diesen Dienst nutzen, als käme er von hier.</translation>
        </message>
        <message>
            <source>Everybody who can reach this computer and knows the password can then use this proxy.</source>
            <translation>Alle, die diesen Computer erreichen und das Passwort kennen, können dann diesen Proxy nutzen.</translation>
        </message>
        <message>
            <source>Every machine that can reach this computer can then go wherever {far} can. A user name and a password keep others out.</source>
            <translation>Jeder Rechner, der diesen Computer erreicht, kommt dann überallhin, wohin {far} kommt. Benutzername und Passwort halten andere fern.</translation>
        </message>
    </context>
    <context>
        <name>ForwardRow</name>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Copy the address</source>
            <translation>Adresse kopieren</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Mehr</translation>
        </message>
        <message>
            <source>Use another port</source>
            <translation>Anderen Port verwenden</translation>
        </message>
        <message>
            <source>A free one, until the connection is taken down</source>
            <translation>Einen freien, bis die Verbindung getrennt wird</translation>
        </message>
        <message>
            <source>Retry now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>Copy address</source>
            <translation>Adresse kopieren</translation>
        </message>
        <message>
            <source>Open in browser</source>
            <translation>Im Browser öffnen</translation>
        </message>
        <message>
            <source>Check now</source>
            <translation>Jetzt prüfen</translation>
        </message>
        <message>
            <source>Listen on another port…</source>
            <translation>An anderem Port lauschen …</translation>
        </message>
        <message>
            <source>Copy as ssh command</source>
            <translation>Als ssh-Befehl kopieren</translation>
        </message>
        <message>
            <source>Edit…</source>
            <translation>Bearbeiten …</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Entfernen …</translation>
        </message>
        <message>
            <source>checked {ago}</source>
            <translation>{ago} geprüft</translation>
        </message>
        <message>
            <source>{when}: {what}</source>
            <translation>{when}: {what}</translation>
        </message>
        <message>
            <source>{name} (this session only)</source>
            <translation>{name} (nur für diese Sitzung)</translation>
        </message>
        <message>
            <source>Forward {name}, {state}</source>
            <translation>Weiterleitung {name}, {state}</translation>
        </message>
        <message>
            <source>Copy {address}</source>
            <translation>{address} kopieren</translation>
        </message>
        <message>
            <source>More for {name}</source>
            <translation>Mehr zu {name}</translation>
        </message>
        <message>
            <source>Open {address} in the browser</source>
            <translation>{address} im Browser öffnen</translation>
        </message>
        <message>
            <source>Open {name} in the browser</source>
            <translation>{name} im Browser öffnen</translation>
        </message>
        <message>
            <source>{n} open</source>
            <translation>{n} offen</translation>
        </message>
    </context>
    <context>
        <name>ForwardWords</name>
        <message>
            <source>Reach a service there</source>
            <translation>Einen Dienst dort erreichen</translation>
        </message>
        <message>
            <source>Let them reach this computer</source>
            <translation>Diesen Computer von dort erreichen lassen</translation>
        </message>
        <message>
            <source>Browse as if from there</source>
            <translation>Surfen wie von dort</translation>
        </message>
        <message>
            <source>local forward, ssh -L</source>
            <translation>lokale Weiterleitung, ssh -L</translation>
        </message>
        <message>
            <source>remote forward, ssh -R</source>
            <translation>ferne Weiterleitung, ssh -R</translation>
        </message>
        <message>
            <source>SOCKS and HTTP proxy, ssh -D</source>
            <translation>SOCKS- und HTTP-Proxy, ssh -D</translation>
        </message>
        <message>
            <source>shared with the network of {far}</source>
            <translation>mit dem Netz von {far} geteilt</translation>
        </message>
        <message>
            <source>shared with your network</source>
            <translation>mit dem eigenen Netz geteilt</translation>
        </message>
        <message>
            <source>a free port</source>
            <translation>ein freier Port</translation>
        </message>
        <message>
            <source>port {port}</source>
            <translation>Port {port}</translation>
        </message>
        <message>
            <source>{end} here</source>
            <translation>{end} hier</translation>
        </message>
        <message>
            <source>{end} on {far}</source>
            <translation>{end} auf {far}</translation>
        </message>
        <message>
            <source>anything that {far} reaches</source>
            <translation>alles, was {far} erreicht</translation>
        </message>
        <message>
            <source>Programs on {far} and in its network</source>
            <translation>Programme auf {far} und in seinem Netz</translation>
        </message>
        <message>
            <source>Programs on {far}</source>
            <translation>Programme auf {far}</translation>
        </message>
        <message>
            <source>Programs on this computer and in your network</source>
            <translation>Programme auf diesem Computer und im eigenen Netz</translation>
        </message>
        <message>
            <source>Programs on this computer</source>
            <translation>Programme auf diesem Computer</translation>
        </message>
        <message>
            <source>{who} that open {listen} reach {target}, as seen from {far}.</source>
            <translation>{who}, die {listen} öffnen, erreichen {target}, von {far} aus gesehen.</translation>
        </message>
        <message>
            <source>{who} that use {listen} as SOCKS or HTTP proxy reach whatever {far} reaches.</source>
            <translation>{who}, die {listen} als SOCKS- oder HTTP-Proxy verwenden, erreichen alles, was {far} erreicht.</translation>
        </message>
        <message>
            <source>{who} that open {listen} reach {target}, as seen from this computer.</source>
            <translation>{who}, die {listen} öffnen, erreichen {target}, von diesem Computer aus gesehen.</translation>
        </message>
        <message>
            <source>{who} that open {listen} reach {target} on this computer.</source>
            <translation>{who}, die {listen} öffnen, erreichen {target} auf diesem Computer.</translation>
        </message>
        <message>
            <source>{first} to {last}</source>
            <translation>{first} bis {last}</translation>
        </message>
    </context>
    <context>
        <name>ForwardsTab</name>
        <message>
            <source>Forwards</source>
            <translation>Weiterleitungen</translation>
        </message>
        <message>
            <source>Those with a tick come up together with the connection.</source>
            <translation>Die mit Haken werden zusammen mit der Verbindung hergestellt.</translation>
        </message>
        <message>
            <source>A&amp;dd forward…</source>
            <translation>Weiterleitung &amp;hinzufügen …</translation>
        </message>
        <message>
            <source>&amp;Edit…</source>
            <translation>&amp;Bearbeiten …</translation>
        </message>
        <message>
            <source>Remo&amp;ve</source>
            <translation>Ent&amp;fernen</translation>
        </message>
    </context>
    <context>
        <name>FoundList</name>
        <message>
            <source>Jupyter servers</source>
            <translation>Jupyter-Server</translation>
        </message>
        <message>
            <source>No Jupyter server of yours runs on {machine}.</source>
            <translation>Auf {machine} läuft kein eigener Jupyter-Server.</translation>
        </message>
    </context>
    <context>
        <name>FoundModel</name>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>In</source>
            <translation>In</translation>
        </message>
        <message>
            <source>Modified</source>
            <translation>Geändert</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
    </context>
    <context>
        <name>GeneralSection</name>
        <message>
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <source>Start Towpath when I log in</source>
            <translation>Towpath bei der Anmeldung am Computer starten</translation>
        </message>
        <message>
            <source>At login</source>
            <translation>Bei der Anmeldung</translation>
        </message>
        <message>
            <source>It starts in the tray, without a window, and brings back the connections that were up.</source>
            <translation>Es startet im Infobereich, ohne Fenster, und bringt die Verbindungen zurück, die standen.</translation>
        </message>
        <message>
            <source>Connections that were up</source>
            <translation>Verbindungen, die standen</translation>
        </message>
        <message>
            <source>Ask</source>
            <translation>Fragen</translation>
        </message>
        <message>
            <source>Always come back</source>
            <translation>Kommen immer zurück</translation>
        </message>
        <message>
            <source>Never come back</source>
            <translation>Kommen nie zurück</translation>
        </message>
        <message>
            <source>When Towpath starts. “Ask” is for after Quit or a log-out: if Towpath was killed or crashed, they come back by themselves. A login that needs a password or a code waits for you.</source>
            <translation>Wenn Towpath startet. „Fragen“ gilt nach Beenden oder Abmelden: Wurde Towpath abgeschossen oder ist es abgestürzt, kommen sie von selbst zurück. Eine Anmeldung mit Passwort oder Code wartet.</translation>
        </message>
        <message>
            <source>Somebody has to log in, or to answer</source>
            <translation>Sich jemand anmelden oder antworten muss</translation>
        </message>
        <message>
            <source>Connections are lost, and stay so</source>
            <translation>Verbindungen abbrechen und nicht zurückkommen</translation>
        </message>
        <message>
            <source>All transfers have ended</source>
            <translation>Alle Übertragungen beendet sind</translation>
        </message>
        <message>
            <source>Messages of the desktop when</source>
            <translation>Nachrichten des Desktops, wenn</translation>
        </message>
        <message>
            <source>Only while the window is not in sight. What belongs together comes as one message.</source>
            <translation>Nur, solange das Fenster nicht zu sehen ist. Was zusammengehört, kommt als eine Nachricht.</translation>
        </message>
        <message>
            <source>Offer to keep them in the keyring</source>
            <translation>Anbieten, sie im Schlüsselbund zu behalten</translation>
        </message>
        <message>
            <source>Passwords and passphrases</source>
            <translation>Passwörter und Passphrasen</translation>
        </message>
        <message>
            <source>The system's, and only one that encrypts. Until Towpath ends they can be kept in any case, in its memory; one-time codes never are.</source>
            <translation>In dem des Systems, und nur in einem, der verschlüsselt. Bis Towpath endet, bleiben sie auf Wunsch in jedem Fall im Arbeitsspeicher; Einmalcodes nie.</translation>
        </message>
        <message>
            <source>Connections and keys to take along</source>
            <translation>Verbindungen und Schlüssel zum Mitnehmen</translation>
        </message>
        <message>
            <source>A backup is encrypted, and has your keys in it; an export has no secrets. The keyring is in neither.</source>
            <translation>Eine Sicherung ist verschlüsselt und enthält die Schlüssel; ein Export enthält keine Geheimnisse. Der Schlüsselbund ist in keinem von beiden.</translation>
        </message>
        <message>
            <source>Write down details that help to find a fault</source>
            <translation>Einzelheiten aufschreiben, die helfen, einen Fehler zu finden</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Log</translation>
        </message>
        <message>
            <source>It stays on this machine, and has no secrets in it.</source>
            <translation>Es bleibt auf diesem Rechner und enthält keine Geheimnisse.</translation>
        </message>
        <message>
            <source>This system has no such thing.</source>
            <translation>Dieses System hat so etwas nicht.</translation>
        </message>
    </context>
    <context>
        <name>HostActs</name>
        <message>
            <source>&amp;Compare a fingerprint…</source>
            <translation>&amp;Fingerabdruck vergleichen …</translation>
        </message>
        <message>
            <source>C&amp;ompare with a fingerprint…</source>
            <translation>&amp;Mit einem Fingerabdruck vergleichen …</translation>
        </message>
        <message>
            <source>&amp;Forget…</source>
            <translation>&amp;Vergessen …</translation>
        </message>
        <message>
            <source>Trust an &amp;authority…</source>
            <translation>&amp;Zertifizierungsstelle vertrauen …</translation>
        </message>
        <message>
            <source>&amp;Revoke a key…</source>
            <translation>Schlüssel &amp;widerrufen …</translation>
        </message>
        <message>
            <source>a host whose name is hashed</source>
            <translation>ein Host, dessen Name gehasht ist</translation>
        </message>
        <message>
            <source>this line</source>
            <translation>diese Zeile</translation>
        </message>
        <message>
            <source>Forget the key of {hosts}?</source>
            <translation>Schlüssel von {hosts} vergessen?</translation>
        </message>
        <message>
            <source>Trust this authority no more for {hosts}?</source>
            <translation>Dieser Zertifizierungsstelle für {hosts} nicht mehr vertrauen?</translation>
        </message>
        <message>
            <source>Forget that a key is revoked for {hosts}?</source>
            <translation>Vergessen, dass ein Schlüssel für {hosts} widerrufen ist?</translation>
        </message>
        <message>
            <source>The next login there asks whether its key can be trusted.</source>
            <translation>Die nächste Anmeldung dort fragt, ob seinem Schlüssel zu trauen ist.</translation>
        </message>
        <message>
            <source>Hosts that it has certified are asked about at the next login.</source>
            <translation>Nach Hosts, die sie beglaubigt hat, wird bei der nächsten Anmeldung gefragt.</translation>
        </message>
        <message>
            <source>Whoever has that key can show it again, and may be believed.</source>
            <translation>Wer diesen Schlüssel hat, kann ihn wieder zeigen und vielleicht überzeugen.</translation>
        </message>
        <message>
            <source>{place} is removed; the file as it is now is kept beside it, with .old behind its name.</source>
            <translation>{place} wird entfernt; die Datei, wie sie jetzt ist, bleibt daneben liegen, mit .old hinter dem Namen.</translation>
        </message>
        <message>
            <source>Forget a known host</source>
            <translation>Bekannten Host vergessen</translation>
        </message>
        <message>
            <source>&amp;Forget</source>
            <translation>&amp;Vergessen</translation>
        </message>
    </context>
    <context>
        <name>HostDetail</name>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>Zeile</translation>
        </message>
        <message>
            <source>Connections that lead there</source>
            <translation>Verbindungen, die dorthin führen</translation>
        </message>
        <message>
            <source>Hosts</source>
            <translation>Hosts</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Comment</source>
            <translation>Kommentar</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>Wo</translation>
        </message>
    </context>
    <context>
        <name>HostFiles</name>
        <message>
            <source>Import from ~/.ssh/&amp;config…</source>
            <translation>Aus ~/.ssh/&amp;config importieren …</translation>
        </message>
        <message>
            <source>Import from &amp;PuTTY, FileZilla or WinSCP…</source>
            <translation>Aus &amp;PuTTY, FileZilla oder WinSCP importieren …</translation>
        </message>
        <message>
            <source>E&amp;xport…</source>
            <translation>E&amp;xportieren …</translation>
        </message>
        <message>
            <source>&amp;Back up…</source>
            <translation>&amp;Sichern …</translation>
        </message>
        <message>
            <source>R&amp;estore…</source>
            <translation>&amp;Wiederherstellen …</translation>
        </message>
        <message>
            <source>Saved connections (*.reg *.xml *.ini *.json);;All files (*)</source>
            <translation>Gespeicherte Verbindungen (*.reg *.xml *.ini *.json);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Import connections</source>
            <translation>Verbindungen importieren</translation>
        </message>
        <message>
            <source>Look into it</source>
            <translation>Hineinsehen</translation>
        </message>
        <message>
            <source>For ~/.ssh/config (*.conf)</source>
            <translation>Für ~/.ssh/config (*.conf)</translation>
        </message>
        <message>
            <source>For Towpath (*.json)</source>
            <translation>Für Towpath (*.json)</translation>
        </message>
        <message>
            <source>Export connections</source>
            <translation>Verbindungen exportieren</translation>
        </message>
        <message>
            <source>Back up</source>
            <translation>Sichern</translation>
        </message>
        <message>
            <source>Encrypted files (*.age);;All files (*)</source>
            <translation>Verschlüsselte Dateien (*.age);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Restore a backup</source>
            <translation>Sicherung wiederherstellen</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
    </context>
    <context>
        <name>HostKeyDialog</name>
        <message>
            <source>Is this the right machine?</source>
            <translation>Ist das der richtige Rechner?</translation>
        </message>
        <message>
            <source>{host} is not known yet. Compare its key with the one its administrator gave you: whoever answers under another key could read what you type.</source>
            <translation>{host} ist noch nicht bekannt. Seinen Schlüssel mit dem vergleichen, den der Administrator mitgeteilt hat: Wer unter einem anderen Schlüssel antwortet, könnte alles mitlesen.</translation>
        </message>
        <message>
            <source>If you trust it, it is remembered in {file}.</source>
            <translation>Bei Vertrauen wird er in {file} gemerkt.</translation>
        </message>
        <message>
            <source>&amp;Do not connect</source>
            <translation>&amp;Nicht verbinden</translation>
        </message>
        <message>
            <source>&amp;Trust and connect</source>
            <translation>&amp;Vertrauen und verbinden</translation>
        </message>
        <message>
            <source>This machine used to show another key</source>
            <translation>Dieser Rechner hat bisher einen anderen Schlüssel gezeigt</translation>
        </message>
        <message>
            <source>known_hosts has a key of type {known} for {host}, but the server shows one of type {shown} instead. Someone may be listening in. Connect only if its administrator confirms the new key.</source>
            <translation>known_hosts hat für {host} einen Schlüssel vom Typ {known}, aber der Server zeigt stattdessen einen vom Typ {shown}. Vielleicht hört jemand mit. Nur verbinden, wenn der Administrator den neuen Schlüssel bestätigt.</translation>
        </message>
        <message>
            <source>{type} key of {host}</source>
            <translation>{type}-Schlüssel von {host}</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>Fingerabdruck</translation>
        </message>
        <message>
            <source>Picture of the key</source>
            <translation>Bild des Schlüssels</translation>
        </message>
    </context>
    <context>
        <name>HostModel</name>
        <message>
            <source>Hosts</source>
            <translation>Hosts</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>Fingerabdruck</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>Zeile</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
    </context>
    <context>
        <name>HostWords</name>
        <message>
            <source>(hashed)</source>
            <translation>(gehasht)</translation>
        </message>
        <message>
            <source>every host (*)</source>
            <translation>jeder Host (*)</translation>
        </message>
        <message>
            <source>{file}, line {number}</source>
            <translation>{file}, Zeile {number}</translation>
        </message>
        <message>
            <source>ssh passes this line over: {why}</source>
            <translation>ssh übergeht diese Zeile: {why}</translation>
        </message>
        <message>
            <source>of no use</source>
            <translation>unbrauchbar</translation>
        </message>
        <message>
            <source>Revoked: this key is never accepted, whoever shows it</source>
            <translation>Widerrufen: dieser Schlüssel wird nie angenommen, wer auch immer ihn zeigt</translation>
        </message>
        <message>
            <source>revoked</source>
            <translation>widerrufen</translation>
        </message>
        <message>
            <source>An authority: hosts that it has certified are trusted</source>
            <translation>Eine Zertifizierungsstelle: Hosts, die sie beglaubigt hat, wird vertraut</translation>
        </message>
        <message>
            <source>authority</source>
            <translation>Zertifizierungsstelle</translation>
        </message>
        <message>
            <source>The name is hashed: whoever reads the file does not learn it (HashKnownHosts)</source>
            <translation>Der Name ist gehasht: Wer die Datei liest, erfährt ihn nicht (HashKnownHosts)</translation>
        </message>
        <message>
            <source>hashed</source>
            <translation>gehasht</translation>
        </message>
        <message>
            <source>You cannot change this file</source>
            <translation>Diese Datei lässt sich nicht ändern</translation>
        </message>
        <message>
            <source>read only</source>
            <translation>nur lesbar</translation>
        </message>
        <message>
            <source>used by 1</source>
            <translation>von 1 verwendet</translation>
        </message>
        <message>
            <source>used by {n}</source>
            <translation>von {n} verwendet</translation>
        </message>
        <message>
            <source>One connection leads there</source>
            <translation>Eine Verbindung führt dorthin</translation>
        </message>
        <message>
            <source>{n} connections lead there</source>
            <translation>{n} Verbindungen führen dorthin</translation>
        </message>
    </context>
    <context>
        <name>HostsDialog</name>
        <message>
            <source>Hosts of {file}</source>
            <translation>Hosts aus {file}</translation>
        </message>
        <message>
            <source>Hosts that are added to the &amp;file later appear by themselves</source>
            <translation>Hosts, die &amp;später in die Datei kommen, erscheinen von selbst</translation>
        </message>
        <message>
            <source>They are dialled as ssh does, and follow the file. Patterns such as *.cluster are not listed: type such a name into Quick connect (page Files, Ctrl+K).</source>
            <translation>Sie werden erreicht wie von ssh und folgen der Datei. Muster wie *.cluster stehen nicht in der Liste: einen solchen Namen bei Schnell verbinden eingeben (Seite Dateien, Strg+K).</translation>
        </message>
        <message>
            <source>The file names no hosts, or only patterns: type a name into Quick connect (page Files, Ctrl+K).</source>
            <translation>Die Datei nennt keine Hosts oder nur Muster: einen Namen bei Schnell verbinden eingeben (Seite Dateien, Strg+K).</translation>
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message>
            <source>Import rules</source>
            <translation>Regeln importieren</translation>
        </message>
        <message>
            <source>Rules of {file}</source>
            <translation>Regeln aus {file}</translation>
        </message>
        <message>
            <source>Rules that can be added</source>
            <translation>Regeln, die hinzukommen können</translation>
        </message>
        <message>
            <source>&amp;Add</source>
            <translation>&amp;Hinzufügen</translation>
        </message>
        <message>
            <source>Its sites go</source>
            <translation>Ihre Websites gehen</translation>
        </message>
        <message>
            <source>through the connection with a SOCKS forward on the proxy's port</source>
            <translation>über die Verbindung mit einer SOCKS-Weiterleitung am Port des Proxys</translation>
        </message>
        <message>
            <source>through {name}</source>
            <translation>über {name}</translation>
        </message>
        <message>
            <source>direct, where the file is only a list of sites</source>
            <translation>direkt, wo die Datei nur eine Liste von Websites ist</translation>
        </message>
        <message>
            <source>nowhere: blocked, where the file is only a list of sites</source>
            <translation>nirgendwohin: gesperrt, wo die Datei nur eine Liste von Websites ist</translation>
        </message>
        <message>
            <source>&amp;Its sites go</source>
            <translation>&amp;Ihre Websites gehen</translation>
        </message>
        <message>
            <source>&amp;Lasts</source>
            <translation>&amp;Gilt</translation>
        </message>
        <message>
            <source>To be added: {n}</source>
            <translation>Kommt hinzu: {n}</translation>
        </message>
        <message>
            <source>Not quite carried over: {n}</source>
            <translation>Nicht ganz übernommen: {n}</translation>
        </message>
        <message>
            <source>Reading the file…</source>
            <translation>Datei wird gelesen …</translation>
        </message>
        <message>
            <source>&amp;Add the rule</source>
            <translation>Die Regel &amp;hinzufügen</translation>
        </message>
        <message>
            <source>&amp;Add {n} rules</source>
            <translation>{n} Regeln &amp;hinzufügen</translation>
        </message>
        <message>
            <source>Read as {format}.</source>
            <translation>Gelesen als {format}.</translation>
        </message>
        <message>
            <source>There are no rules in it.</source>
            <translation>Es sind keine Regeln darin.</translation>
        </message>
        <message>
            <source>One of its rules is there already and is not added again.</source>
            <translation>Eine ihrer Regeln gibt es schon; sie kommt nicht noch einmal hinzu.</translation>
        </message>
        <message>
            <source>{n} of its rules are there already and are not added again.</source>
            <translation>{n} ihrer Regeln gibt es schon; sie kommen nicht noch einmal hinzu.</translation>
        </message>
        <message>
            <source>One thing in it cannot be carried over, or not quite as it is.</source>
            <translation>Eines darin lässt sich nicht oder nicht ganz so übernehmen.</translation>
        </message>
        <message>
            <source>{n} things in it cannot be carried over, or not quite as they are.</source>
            <translation>{n} Dinge darin lassen sich nicht oder nicht ganz so übernehmen.</translation>
        </message>
        <message>
            <source>Choose where its sites go.</source>
            <translation>Wählen, wohin ihre Websites gehen.</translation>
        </message>
        <message>
            <source>Import connections</source>
            <translation>Verbindungen importieren</translation>
        </message>
        <message>
            <source>Tick a&amp;ll</source>
            <translation>&amp;Alle anhaken</translation>
        </message>
        <message>
            <source>Tick &amp;none</source>
            <translation>&amp;Keine anhaken</translation>
        </message>
        <message>
            <source>Found: {n}</source>
            <translation>Gefunden: {n}</translation>
        </message>
        <message>
            <source>Left out: {n}</source>
            <translation>Ausgelassen: {n}</translation>
        </message>
        <message>
            <source>&amp;Add the connection</source>
            <translation>Die Verbindung &amp;hinzufügen</translation>
        </message>
        <message>
            <source>&amp;Add {n} connections</source>
            <translation>{n} Verbindungen &amp;hinzufügen</translation>
        </message>
    </context>
    <context>
        <name>KeyActs</name>
        <message>
            <source>&amp;New key…</source>
            <translation>&amp;Neuer Schlüssel …</translation>
        </message>
        <message>
            <source>&amp;Install on a server…</source>
            <translation>Auf einem Server &amp;installieren …</translation>
        </message>
        <message>
            <source>&amp;Test…</source>
            <translation>&amp;Testen …</translation>
        </message>
        <message>
            <source>Cop&amp;y public key</source>
            <translation>Öffentlichen Schlüssel k&amp;opieren</translation>
        </message>
        <message>
            <source>Add to a&amp;gent…</source>
            <translation>In den A&amp;genten laden …</translation>
        </message>
        <message>
            <source>Remove from a&amp;gent</source>
            <translation>Aus dem A&amp;genten entfernen</translation>
        </message>
        <message>
            <source>Change &amp;passphrase…</source>
            <translation>&amp;Passphrase ändern …</translation>
        </message>
        <message>
            <source>Con&amp;vert for OpenSSH…</source>
            <translation>Für OpenSSH &amp;umwandeln …</translation>
        </message>
        <message>
            <source>Convert a &amp;PuTTY or PEM key…</source>
            <translation>Schlüssel von &amp;PuTTY oder PEM umwandeln …</translation>
        </message>
        <message>
            <source>Remove &amp;all keys from the agent…</source>
            <translation>&amp;Alle Schlüssel aus dem Agenten entfernen …</translation>
        </message>
        <message>
            <source>&amp;Repair permissions</source>
            <translation>&amp;Rechte berichtigen</translation>
        </message>
        <message>
            <source>Remove all keys from the agent</source>
            <translation>Alle Schlüssel aus dem Agenten entfernen</translation>
        </message>
        <message>
            <source>Remove all keys from the agent?</source>
            <translation>Alle Schlüssel aus dem Agenten entfernen?</translation>
        </message>
        <message>
            <source>Their files stay. Keys that only the agent has are gone for good.</source>
            <translation>Ihre Dateien bleiben. Schlüssel, die nur der Agent hat, sind endgültig weg.</translation>
        </message>
        <message>
            <source>&amp;Remove all</source>
            <translation>&amp;Alle entfernen</translation>
        </message>
        <message>
            <source>Keys (*.ppk *.pem *.key)</source>
            <translation>Schlüssel (*.ppk *.pem *.key)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Convert a key</source>
            <translation>Schlüssel umwandeln</translation>
        </message>
    </context>
    <context>
        <name>KeyDetail</name>
        <message>
            <source>Connections that name it</source>
            <translation>Verbindungen, die ihn nennen</translation>
        </message>
        <message>
            <source>More for this key</source>
            <translation>Mehr zu diesem Schlüssel</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Public key, for servers and others</source>
            <translation>Öffentlicher Schlüssel, für Server und andere</translation>
        </message>
        <message>
            <source>Public key</source>
            <translation>Öffentlicher Schlüssel</translation>
        </message>
        <message>
            <source>Certificate</source>
            <translation>Zertifikat</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Comment</source>
            <translation>Kommentar</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Permissions</source>
            <translation>Rechte</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>Kennung</translation>
        </message>
        <message>
            <source>Serial</source>
            <translation>Seriennummer</translation>
        </message>
        <message>
            <source>Log in as</source>
            <translation>Anmelden als</translation>
        </message>
        <message>
            <source>anybody</source>
            <translation>irgendwer</translation>
        </message>
        <message>
            <source>Valid</source>
            <translation>Gültig</translation>
        </message>
        <message>
            <source>Signed by</source>
            <translation>Unterschrieben von</translation>
        </message>
    </context>
    <context>
        <name>KeyFileLine</name>
        <message>
            <source>In {folder}</source>
            <translation>In {folder}</translation>
        </message>
        <message>
            <source>the file has no name yet</source>
            <translation>die Datei hat noch keinen Namen</translation>
        </message>
        <message>
            <source>names with .pub are those of public keys</source>
            <translation>Namen mit .pub gehören öffentlichen Schlüsseln</translation>
        </message>
        <message>
            <source>leave the ending out</source>
            <translation>die Endung weglassen</translation>
        </message>
        <message>
            <source>there is a key of this name already</source>
            <translation>einen Schlüssel dieses Namens gibt es schon</translation>
        </message>
        <message>
            <source>choose another name</source>
            <translation>einen anderen Namen wählen</translation>
        </message>
        <message>
            <source>ssh has a file of this name</source>
            <translation>ssh hat eine Datei dieses Namens</translation>
        </message>
        <message>
            <source>it goes into ~/.ssh</source>
            <translation>er kommt nach ~/.ssh</translation>
        </message>
        <message>
            <source>give a name, or an absolute path</source>
            <translation>einen Namen oder einen absoluten Pfad angeben</translation>
        </message>
    </context>
    <context>
        <name>KeyModel</name>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>Fingerabdruck</translation>
        </message>
        <message>
            <source>Comment</source>
            <translation>Kommentar</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Only the agent has it</source>
            <translation>Nur der Agent hat ihn</translation>
        </message>
    </context>
    <context>
        <name>KeyWords</name>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>of no use</source>
            <translation>unbrauchbar</translation>
        </message>
        <message>
            <source>Others on this machine can read it ({mode}): ssh refuses it</source>
            <translation>Andere auf diesem Rechner können ihn lesen ({mode}): ssh lehnt ihn ab</translation>
        </message>
        <message>
            <source>too open</source>
            <translation>zu offen</translation>
        </message>
        <message>
            <source>security key</source>
            <translation>Sicherheitsschlüssel</translation>
        </message>
        <message>
            <source>Its secret lies on a security key</source>
            <translation>Sein Geheimnis liegt auf einem Sicherheitsschlüssel</translation>
        </message>
        <message>
            <source>passphrase</source>
            <translation>Passphrase</translation>
        </message>
        <message>
            <source>A passphrase protects its file</source>
            <translation>Eine Passphrase schützt seine Datei</translation>
        </message>
        <message>
            <source>No passphrase: whoever gets the file can log in with it</source>
            <translation>Keine Passphrase: Wer die Datei bekommt, kann sich damit anmelden</translation>
        </message>
        <message>
            <source>no passphrase</source>
            <translation>keine Passphrase</translation>
        </message>
        <message>
            <source>public part only</source>
            <translation>nur öffentlicher Teil</translation>
        </message>
        <message>
            <source>Only its public part is here</source>
            <translation>Nur sein öffentlicher Teil ist hier</translation>
        </message>
        <message>
            <source>in agent</source>
            <translation>im Agenten</translation>
        </message>
        <message>
            <source>The agent has it: no passphrase is asked</source>
            <translation>Der Agent hat ihn: Es wird keine Passphrase gefragt</translation>
        </message>
        <message>
            <source>used by 1</source>
            <translation>von 1 verwendet</translation>
        </message>
        <message>
            <source>used by {n}</source>
            <translation>von {n} verwendet</translation>
        </message>
        <message>
            <source>One connection names it</source>
            <translation>Eine Verbindung nennt ihn</translation>
        </message>
        <message>
            <source>{n} connections name it</source>
            <translation>{n} Verbindungen nennen ihn</translation>
        </message>
        <message>
            <source>Its certificate expired on {day}</source>
            <translation>Sein Zertifikat ist am {day} abgelaufen</translation>
        </message>
        <message>
            <source>certificate expired</source>
            <translation>Zertifikat abgelaufen</translation>
        </message>
        <message>
            <source>Its certificate is valid only from {day} on</source>
            <translation>Sein Zertifikat gilt erst ab {day}</translation>
        </message>
        <message>
            <source>certificate not valid yet</source>
            <translation>Zertifikat gilt noch nicht</translation>
        </message>
        <message>
            <source>certificate</source>
            <translation>Zertifikat</translation>
        </message>
        <message>
            <source>Its certificate is valid for ever</source>
            <translation>Sein Zertifikat gilt für immer</translation>
        </message>
        <message>
            <source>Its certificate is valid until {day}</source>
            <translation>Sein Zertifikat gilt bis {day}</translation>
        </message>
        <message>
            <source>certificate until {day}</source>
            <translation>Zertifikat bis {day}</translation>
        </message>
        <message>
            <source>from {since} to {until}</source>
            <translation>von {since} bis {until}</translation>
        </message>
        <message>
            <source>until {until}</source>
            <translation>bis {until}</translation>
        </message>
        <message>
            <source>from {since} on</source>
            <translation>ab {since}</translation>
        </message>
        <message>
            <source>always</source>
            <translation>immer</translation>
        </message>
        <message>
            <source>a time far away</source>
            <translation>in ferner Zeit</translation>
        </message>
        <message>
            <source>ssh-agent</source>
            <translation>ssh-agent</translation>
        </message>
        <message>
            <source>{agent} runs, and holds no keys</source>
            <translation>{agent} läuft und hält keine Schlüssel</translation>
        </message>
        <message>
            <source>{agent} holds one key</source>
            <translation>{agent} hält einen Schlüssel</translation>
        </message>
        <message>
            <source>{agent} holds {n} keys</source>
            <translation>{agent} hält {n} Schlüssel</translation>
        </message>
    </context>
    <context>
        <name>KeysPage</name>
        <message>
            <source>&amp;Keys</source>
            <translation>&amp;Schlüssel</translation>
        </message>
        <message>
            <source>Known &amp;hosts</source>
            <translation>&amp;Bekannte Hosts</translation>
        </message>
        <message>
            <source>Stored &amp;secrets</source>
            <translation>Gesp&amp;eicherte Geheimnisse</translation>
        </message>
    </context>
    <context>
        <name>KeysView</name>
        <message>
            <source>No key has these words</source>
            <translation>Kein Schlüssel enthält diese Wörter</translation>
        </message>
        <message>
            <source>Looking for keys…</source>
            <translation>Suche nach Schlüsseln …</translation>
        </message>
        <message>
            <source>Search keys</source>
            <translation>Schlüssel suchen</translation>
        </message>
        <message>
            <source>More for keys and agents</source>
            <translation>Mehr zu Schlüsseln und Agenten</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>No keys yet</source>
            <translation>Noch keine Schlüssel</translation>
        </message>
        <message>
            <source>A key logs you in without a password: its public part is put on servers, its private part stays on this machine, locked by a passphrase.</source>
            <translation>Mit einem Schlüssel geht die Anmeldung ohne Passwort: Sein öffentlicher Teil kommt auf Server, sein privater bleibt auf diesem Rechner, verschlossen durch eine Passphrase.</translation>
        </message>
        <message>
            <source>others on this machine can get at {files}</source>
            <translation>andere auf diesem Rechner kommen an {files} heran</translation>
        </message>
        <message>
            <source>they can look into that folder, or even put keys there</source>
            <translation>sie können in diesen Ordner sehen oder sogar Schlüssel hineinlegen</translation>
        </message>
        <message>
            <source>a key that others can read is refused by ssh</source>
            <translation>ssh lehnt einen Schlüssel ab, den andere lesen können</translation>
        </message>
    </context>
    <context>
        <name>KnownHostsView</name>
        <message>
            <source>No line has these words. A hashed name is found when it is typed in full, with its port.</source>
            <translation>Keine Zeile enthält diese Wörter. Ein gehashter Name wird gefunden, wenn er ganz eingegeben ist, mit seinem Port.</translation>
        </message>
        <message>
            <source>Reading known hosts…</source>
            <translation>Bekannte Hosts werden gelesen …</translation>
        </message>
        <message>
            <source>Search known hosts</source>
            <translation>Bekannte Hosts suchen</translation>
        </message>
        <message>
            <source>Search; a whole host name also finds hashed lines</source>
            <translation>Suchen; ein ganzer Hostname findet auch gehashte Zeilen</translation>
        </message>
        <message>
            <source>More for known hosts</source>
            <translation>Mehr zu bekannten Hosts</translation>
        </message>
        <message>
            <source>Known hosts</source>
            <translation>Bekannte Hosts</translation>
        </message>
        <message>
            <source>No known hosts yet</source>
            <translation>Noch keine bekannten Hosts</translation>
        </message>
        <message>
            <source>The first login to a machine asks whether its key is the right one, and remembers it in ~/.ssh/known_hosts, as ssh does. From then on nobody can pass for that machine unnoticed.</source>
            <translation>Die erste Anmeldung an einem Rechner fragt, ob sein Schlüssel der richtige ist, und merkt ihn in ~/.ssh/known_hosts, wie ssh es tut. Von da an kann sich niemand unbemerkt für diesen Rechner ausgeben.</translation>
        </message>
    </context>
    <context>
        <name>LeakCheckDialog</name>
        <message>
            <source>Check for DNS leaks</source>
            <translation>Auf DNS-Lecks prüfen</translation>
        </message>
        <message>
            <source>The browser opens a page that Towpath itself answers. If it asks Towpath for the page's name, names stay inside the tunnel; if it looks the name up itself, others can read which sites you visit.</source>
            <translation>Der Browser öffnet eine Seite, die Towpath selbst beantwortet. Fragt er Towpath nach ihrem Namen, bleiben Namen im Tunnel; schlägt er ihn selbst nach, können andere lesen, welche Websites besucht werden.</translation>
        </message>
        <message>
            <source>The desktop's browser</source>
            <translation>Der Browser des Desktops</translation>
        </message>
        <message>
            <source>&amp;Browser</source>
            <translation>&amp;Browser</translation>
        </message>
        <message>
            <source>Waiting for the browser</source>
            <translation>Warten auf den Browser</translation>
        </message>
        <message>
            <source>C&amp;heck</source>
            <translation>&amp;Prüfen</translation>
        </message>
        <message>
            <source>{browser}, opened by Towpath</source>
            <translation>{browser}, von Towpath geöffnet</translation>
        </message>
        <message>
            <source>Waiting for the browser…</source>
            <translation>Warten auf den Browser …</translation>
        </message>
        <message>
            <source>No leak: the browser asked Towpath for the name, and nobody else heard of it.</source>
            <translation>Kein Leck: Der Browser hat Towpath nach dem Namen gefragt, und sonst hat niemand davon erfahren.</translation>
        </message>
        <message>
            <source>A leak: the browser looked the name up on this machine.</source>
            <translation>Ein Leck: Der Browser hat den Namen auf diesem Rechner nachgeschlagen.</translation>
        </message>
        <message>
            <source>Open a browser from here, in which that cannot happen. In a Firefox that is set by hand, switch on “Proxy DNS when using SOCKS v5” in its network settings.</source>
            <translation>Von hier aus einen Browser öffnen, in dem das nicht vorkommen kann. In einem von Hand eingestellten Firefox in den Netzwerkeinstellungen „Bei Verwendung von SOCKS v5 den Proxy für DNS-Anfragen verwenden“ einschalten.</translation>
        </message>
        <message>
            <source>The browser did not ask Towpath at all.</source>
            <translation>Der Browser hat Towpath gar nicht gefragt.</translation>
        </message>
        <message>
            <source>Look whether it started, and check again.</source>
            <translation>Nachsehen, ob er gestartet ist, und noch einmal prüfen.</translation>
        </message>
        <message>
            <source>The switch is off, so it goes its own way. Switch to Rules and check again.</source>
            <translation>Der Schalter ist aus, also geht er seinen eigenen Weg. Auf Regeln schalten und noch einmal prüfen.</translation>
        </message>
        <message>
            <source>It does not follow the desktop's proxy setting: an extension or a setting of its own decides, or it has to be started again. Or open a browser from here.</source>
            <translation>Er folgt der Proxy-Einstellung des Desktops nicht: Eine Erweiterung oder eine eigene Einstellung entscheidet, oder er muss neu gestartet werden. Oder von hier aus einen Browser öffnen.</translation>
        </message>
    </context>
    <context>
        <name>LeftDialog</name>
        <message>
            <source>What was left</source>
            <translation>Was übrig blieb</translation>
        </message>
        <message>
            <source>What could not be done, and why</source>
            <translation>Was nicht ging, und warum</translation>
        </message>
        <message>
            <source>File or folder</source>
            <translation>Datei oder Ordner</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <source>Copy &amp;all</source>
            <translation>&amp;Alles kopieren</translation>
        </message>
    </context>
    <context>
        <name>LeftOutDialog</name>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>Copy &amp;all</source>
            <translation>&amp;Alles kopieren</translation>
        </message>
    </context>
    <context>
        <name>LeftOutTable</name>
        <message>
            <source>What cannot be carried over, and why</source>
            <translation>Was sich nicht übernehmen lässt, und warum</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>Zeile</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
    </context>
    <context>
        <name>LifetimeBox</name>
        <message>
            <source>Lasts</source>
            <translation>Gilt</translation>
        </message>
        <message>
            <source>Always</source>
            <translation>Immer</translation>
        </message>
        <message>
            <source>Until Towpath ends</source>
            <translation>Bis Towpath endet</translation>
        </message>
        <message>
            <source>For one hour</source>
            <translation>Eine Stunde</translation>
        </message>
    </context>
    <context>
        <name>LimitDialog</name>
        <message>
            <source>Speed limit</source>
            <translation>Höchstgeschwindigkeit</translation>
        </message>
        <message>
            <source>&amp;At most, for each transfer</source>
            <translation>&amp;Höchstens, für jede Übertragung</translation>
        </message>
        <message>
            <source>0 for no limit. It works at once.</source>
            <translation>0 für unbegrenzt. Es wirkt sofort.</translation>
        </message>
    </context>
    <context>
        <name>LineDialog</name>
        <message>
            <source>Public key</source>
            <translation>Öffentlicher Schlüssel</translation>
        </message>
        <message>
            <source>Public &amp;key</source>
            <translation>Öffentlicher &amp;Schlüssel</translation>
        </message>
        <message>
            <source>For these &amp;hosts</source>
            <translation>Für diese &amp;Hosts</translation>
        </message>
        <message>
            <source>Trust an authority</source>
            <translation>Einer Zertifizierungsstelle vertrauen</translation>
        </message>
        <message>
            <source>A certificate authority vouches for hosts: those that show a certificate of it are trusted without a question. Whoever has its private key can be any of these hosts to you, so name no more than it is for.</source>
            <translation>Eine Zertifizierungsstelle bürgt für Hosts: Wer ein Zertifikat von ihr zeigt, dem wird ohne Frage vertraut. Wer ihren privaten Schlüssel hat, kann jeder dieser Hosts sein; also nicht mehr nennen, als wofür sie da ist.</translation>
        </message>
        <message>
            <source>&amp;Trust</source>
            <translation>&amp;Vertrauen</translation>
        </message>
        <message>
            <source>Revoke a key</source>
            <translation>Schlüssel widerrufen</translation>
        </message>
        <message>
            <source>A host that shows this key, or a certificate of it, is never trusted again: it was stolen, or given up.</source>
            <translation>Einem Host, der diesen Schlüssel oder ein Zertifikat davon zeigt, wird nie wieder vertraut: Er wurde gestohlen oder aufgegeben.</translation>
        </message>
        <message>
            <source>&amp;Revoke</source>
            <translation>&amp;Widerrufen</translation>
        </message>
    </context>
    <context>
        <name>LinkBanner</name>
        <message>
            <source>Follows {host} in {file}: its values are shown here and changed there.</source>
            <translation>Folgt {host} in {file}: Die Werte werden hier gezeigt und dort geändert.</translation>
        </message>
        <message>
            <source>&amp;Unlink and edit</source>
            <translation>Lösen &amp;und bearbeiten</translation>
        </message>
        <message>
            <source>The values stay as they are now, and no longer follow the file.</source>
            <translation>Die Werte bleiben, wie sie jetzt sind, und folgen der Datei nicht mehr.</translation>
        </message>
    </context>
    <context>
        <name>ListedView</name>
        <message>
            <source>&amp;Try again</source>
            <translation>&amp;Noch einmal versuchen</translation>
        </message>
    </context>
    <context>
        <name>Load</name>
        <message>
            <source>Move {what} to {folder}</source>
            <translation>{what} nach {folder} verschieben</translation>
        </message>
        <message>
            <source>Copy {what} to {folder}</source>
            <translation>{what} nach {folder} kopieren</translation>
        </message>
    </context>
    <context>
        <name>LoginTab</name>
        <message>
            <source>Machine</source>
            <translation>Rechner</translation>
        </message>
        <message>
            <source>Key files</source>
            <translation>Schlüsseldateien</translation>
        </message>
        <message>
            <source>None chosen: ssh's own default keys are tried.</source>
            <translation>Keine gewählt: Die üblichen Schlüssel von ssh werden versucht.</translation>
        </message>
        <message>
            <source>Certificates</source>
            <translation>Zertifikate</translation>
        </message>
        <message>
            <source>Agent socket</source>
            <translation>Agent-Socket</translation>
        </message>
        <message>
            <source>Opened keys</source>
            <translation>Geöffnete Schlüssel</translation>
        </message>
        <message>
            <source>Methods</source>
            <translation>Verfahren</translation>
        </message>
        <message>
            <source>Unknown host key</source>
            <translation>Unbekannter Schlüssel</translation>
        </message>
        <message>
            <source>Known as</source>
            <translation>Bekannt als</translation>
        </message>
        <message>
            <source>Time limit</source>
            <translation>Zeitgrenze</translation>
        </message>
        <message>
            <source>Whole connection</source>
            <translation>Ganze Verbindung</translation>
        </message>
        <message>
            <source>Choose a private key</source>
            <translation>Privaten Schlüssel wählen</translation>
        </message>
        <message>
            <source>Choose a certificate</source>
            <translation>Zertifikat wählen</translation>
        </message>
        <message>
            <source>Use keys of the ssh agent</source>
            <translation>Schlüssel des ssh-Agenten verwenden</translation>
        </message>
        <message>
            <source>Offer only the key files named above (IdentitiesOnly)</source>
            <translation>Nur die oben genannten Schlüsseldateien anbieten (IdentitiesOnly)</translation>
        </message>
        <message>
            <source>Methods, the preferred first</source>
            <translation>Verfahren, das bevorzugte zuerst</translation>
        </message>
        <message>
            <source>ask me</source>
            <translation>mich fragen</translation>
        </message>
        <message>
            <source>accept and remember (a changed key still blocks)</source>
            <translation>annehmen und merken (geänderte sperren weiter)</translation>
        </message>
        <message>
            <source>refuse</source>
            <translation>ablehnen</translation>
        </message>
        <message>
            <source>its host name</source>
            <translation>sein Hostname</translation>
        </message>
        <message>
            <source>Name in known_hosts (HostKeyAlias)</source>
            <translation>Name in known_hosts (HostKeyAlias)</translation>
        </message>
        <message>
            <source>Time limit for each step of logging in</source>
            <translation>Zeitgrenze für jeden Schritt der Anmeldung</translation>
        </message>
        <message>
            <source>For each step of logging in; the time in which you type does not count.</source>
            <translation>Für jeden Schritt der Anmeldung; die Zeit zum Tippen zählt nicht.</translation>
        </message>
        <message>
            <source>Compress (for slow links)</source>
            <translation>Komprimieren (für langsame Leitungen)</translation>
        </message>
        <message>
            <source>that of this session</source>
            <translation>der dieser Sitzung</translation>
        </message>
        <message>
            <source>Socket of another agent (IdentityAgent)</source>
            <translation>Socket eines anderen Agenten (IdentityAgent)</translation>
        </message>
        <message>
            <source>are not kept</source>
            <translation>werden nicht behalten</translation>
        </message>
        <message>
            <source>go to the agent</source>
            <translation>kommen in den Agenten</translation>
        </message>
        <message>
            <source>go to the agent, after asking me</source>
            <translation>kommen in den Agenten, auf Nachfrage</translation>
        </message>
        <message>
            <source>go to the agent, which asks at each use</source>
            <translation>kommen in den Agenten, der bei jeder Verwendung fragt</translation>
        </message>
        <message>
            <source>Opened keys (AddKeysToAgent)</source>
            <translation>Geöffnete Schlüssel (AddKeysToAgent)</translation>
        </message>
        <message>
            <source>{name} (target)</source>
            <translation>{name} (Ziel)</translation>
        </message>
        <message>
            <source>{name} (jump host)</source>
            <translation>{name} (Sprunghost)</translation>
        </message>
        <message>
            <source>Keys (publickey)</source>
            <translation>Schlüssel (publickey)</translation>
        </message>
        <message>
            <source>Questions, one-time codes (keyboard-interactive)</source>
            <translation>Fragen, Einmalcodes (keyboard-interactive)</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
    </context>
    <context>
        <name>Loss</name>
        <message>
            <source>its settings</source>
            <translation>ihre Einstellungen</translation>
        </message>
        <message>
            <source>{n} forwards ({names})</source>
            <translation>{n} Weiterleitungen ({names})</translation>
        </message>
        <message>
            <source>the passwords and passphrases remembered for it</source>
            <translation>die dafür gemerkten Passwörter und Passphrasen</translation>
        </message>
        <message>
            <source>Lost for good: {lost}.</source>
            <translation>Endgültig verloren: {lost}.</translation>
        </message>
        <message>
            <source>Nothing is changed in {file}.</source>
            <translation>In {file} ändert sich nichts.</translation>
        </message>
        <message>
            <source>A rule for sites leads</source>
            <translation>Eine Regel für Websites führt</translation>
        </message>
        <message>
            <source>{n} rules for sites lead</source>
            <translation>{n} Regeln für Websites führen</translation>
        </message>
        <message>
            <source>{rules} to it: browsers will not reach these sites until the rules are changed.</source>
            <translation>{rules} dorthin: Browser erreichen diese Websites nicht, bis die Regeln geändert sind.</translation>
        </message>
        <message>
            <source>It is in use now and will be disconnected.</source>
            <translation>Sie ist gerade in Gebrauch und wird getrennt.</translation>
        </message>
    </context>
    <context>
        <name>MachineButton</name>
        <message>
            <source>Choose a machine</source>
            <translation>Rechner wählen</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>Dieser Computer</translation>
        </message>
        <message>
            <source>Machine: {name}</source>
            <translation>Rechner: {name}</translation>
        </message>
        <message>
            <source> (not saved)</source>
            <translation> (nicht gespeichert)</translation>
        </message>
        <message>
            <source>Quick connect…</source>
            <translation>Schnell verbinden …</translation>
        </message>
        <message>
            <source>Recent places</source>
            <translation>Zuletzt besucht</translation>
        </message>
    </context>
    <context>
        <name>MachineOptions</name>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>Known hosts</source>
            <translation>Bekannte Hosts</translation>
        </message>
        <message>
            <source>Algorithms</source>
            <translation>Verfahren</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>What goes through all forwards now: received and sent</source>
            <translation>Was gerade durch alle Weiterleitungen geht: empfangen und gesendet</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>Verbindungen</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Browser</source>
            <translation>Browser</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Activity</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Disconnect and quit?</source>
            <translation>Trennen und beenden?</translation>
        </message>
        <message>
            <source>One connection is in use.</source>
            <translation>Eine Verbindung ist in Gebrauch.</translation>
        </message>
        <message>
            <source>{n} connections are in use.</source>
            <translation>{n} Verbindungen sind in Gebrauch.</translation>
        </message>
        <message>
            <source>This desktop has no tray to keep Towpath in; minimised, it goes on working.</source>
            <translation>Dieser Desktop hat keinen Infobereich für Towpath; minimiert arbeitet es weiter.</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>&amp;Minimise</source>
            <translation>&amp;Minimieren</translation>
        </message>
    </context>
    <context>
        <name>Messages</name>
        <message>
            <source>Connection {name}</source>
            <translation>Verbindung {name}</translation>
        </message>
        <message>
            <source>{n} questions wait for you</source>
            <translation>{n} Fragen warten</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>Antworten</translation>
        </message>
        <message>
            <source>Is this the right machine? The host key of {host} is new</source>
            <translation>Ist das der richtige Rechner? Der Host-Schlüssel von {host} ist neu</translation>
        </message>
        <message>
            <source>{account} asks for a password</source>
            <translation>{account} fragt nach einem Passwort</translation>
        </message>
        <message>
            <source>The key {file} is locked</source>
            <translation>Der Schlüssel {file} ist verschlossen</translation>
        </message>
        <message>
            <source>{account} asks for a code</source>
            <translation>{account} fragt nach einem Code</translation>
        </message>
        <message>
            <source>A command wants to run on this machine</source>
            <translation>Ein Befehl möchte auf diesem Rechner laufen</translation>
        </message>
        <message>
            <source>{name} is there already</source>
            <translation>{name} ist schon da</translation>
        </message>
        <message>
            <source>Log in</source>
            <translation>Anmelden</translation>
        </message>
        <message>
            <source>Connect again</source>
            <translation>Neu verbinden</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>One connection is back</source>
            <translation>Eine Verbindung ist wieder da</translation>
        </message>
        <message>
            <source>{n} connections are back</source>
            <translation>{n} Verbindungen sind wieder da</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>{machine} waits for you to log in</source>
            <translation>{machine} wartet auf die Anmeldung</translation>
        </message>
        <message>
            <source>{n} machines wait for you to log in</source>
            <translation>{n} Rechner warten auf die Anmeldung</translation>
        </message>
        <message>
            <source>{name} did not come back</source>
            <translation>{name} kam nicht zurück</translation>
        </message>
        <message>
            <source>{n} connections did not come back</source>
            <translation>{n} Verbindungen kamen nicht zurück</translation>
        </message>
        <message>
            <source>{name} is disconnected</source>
            <translation>{name} ist getrennt</translation>
        </message>
        <message>
            <source>It comes back by itself as soon as it can.</source>
            <translation>Sie kommt von selbst zurück, sobald es geht.</translation>
        </message>
        <message>
            <source>{n} connections are lost</source>
            <translation>{n} Verbindungen sind abgebrochen</translation>
        </message>
        <message>
            <source>They come back by themselves as soon as they can.</source>
            <translation>Sie kommen von selbst zurück, sobald es geht.</translation>
        </message>
        <message>
            <source>This machine has no network</source>
            <translation>Dieser Rechner hat kein Netz</translation>
        </message>
        <message>
            <source>{names} and {n} more</source>
            <translation>{names} und {n} weitere</translation>
        </message>
        <message>
            <source>One connection was up when Towpath ended</source>
            <translation>Eine Verbindung stand, als Towpath endete</translation>
        </message>
        <message>
            <source>{n} connections were up when Towpath ended</source>
            <translation>{n} Verbindungen standen, als Towpath endete</translation>
        </message>
        <message>
            <source>Show the queue</source>
            <translation>Warteschlange zeigen</translation>
        </message>
    </context>
    <context>
        <name>Middle</name>
        <message>
            <source>Copy to the right pane</source>
            <translation>Auf die rechte Seite kopieren</translation>
        </message>
        <message>
            <source>Copy to the left pane</source>
            <translation>Auf die linke Seite kopieren</translation>
        </message>
        <message>
            <source>Compare the two folders</source>
            <translation>Die beiden Ordner vergleichen</translation>
        </message>
        <message>
            <source>Synchronised browsing: one pane goes along with the other</source>
            <translation>Gemeinsam blättern: Eine Seite geht mit der anderen mit</translation>
        </message>
        <message>
            <source>Swap the panes</source>
            <translation>Seiten tauschen</translation>
        </message>
        <message>
            <source>Synchronise the two folders…</source>
            <translation>Die beiden Ordner abgleichen …</translation>
        </message>
        <message>
            <source>Show the queue</source>
            <translation>Warteschlange zeigen</translation>
        </message>
        <message>
            <source>Do not compare</source>
            <translation>Nicht vergleichen</translation>
        </message>
        <message>
            <source>By size</source>
            <translation>Nach Größe</translation>
        </message>
        <message>
            <source>By size and time</source>
            <translation>Nach Größe und Zeit</translation>
        </message>
        <message>
            <source>Hide what is the same</source>
            <translation>Gleiches verbergen</translation>
        </message>
    </context>
    <context>
        <name>ModeSwitch</name>
        <message>
            <source>&amp;Off</source>
            <translation>&amp;Aus</translation>
        </message>
        <message>
            <source>Leave the proxy setting of the desktop alone</source>
            <translation>Die Proxy-Einstellung des Desktops in Ruhe lassen</translation>
        </message>
        <message>
            <source>&amp;Rules</source>
            <translation>&amp;Regeln</translation>
        </message>
        <message>
            <source>Sites with a rule go its way, all others directly</source>
            <translation>Websites mit einer Regel gehen deren Weg, alle anderen direkt</translation>
        </message>
        <message>
            <source>&amp;Everything</source>
            <translation>A&amp;lles</translation>
        </message>
        <message>
            <source>What no rule is for goes through a connection</source>
            <translation>Was keine Regel hat, geht über eine Verbindung</translation>
        </message>
        <message>
            <source>What no rule is for goes through</source>
            <translation>Was keine Regel hat, geht über</translation>
        </message>
        <message>
            <source>one that was removed</source>
            <translation>eine, die entfernt wurde</translation>
        </message>
        <message>
            <source>There is no connection that everything could go through: add one first</source>
            <translation>Es gibt keine Verbindung, über die alles gehen könnte: erst eine hinzufügen</translation>
        </message>
        <message>
            <source>Through {name}</source>
            <translation>Über {name}</translation>
        </message>
    </context>
    <context>
        <name>NameEditor</name>
        <message>
            <source>New name of {name}</source>
            <translation>Neuer Name von {name}</translation>
        </message>
    </context>
    <context>
        <name>NetworkSection</name>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>What new connections begin with: those that you add, and those of Quick connect. Others stay as they are; imported ones have what their files say.</source>
            <translation>Womit neue Verbindungen beginnen: hinzugefügte und die von Schnell verbinden. Andere bleiben, wie sie sind; importierte haben, was in ihren Dateien steht.</translation>
        </message>
        <message>
            <source>Time limit</source>
            <translation>Zeitgrenze</translation>
        </message>
        <message>
            <source>Probe a silent server every</source>
            <translation>Stummen Server prüfen alle</translation>
        </message>
        <message>
            <source>never</source>
            <translation>nie</translation>
        </message>
        <message>
            <source>Count it as gone after</source>
            <translation>Als verloren gilt er nach</translation>
        </message>
        <message>
            <source> unanswered probes</source>
            <translation> unbeantworteten Prüfungen</translation>
        </message>
        <message>
            <source>Connect again when the connection is lost</source>
            <translation>Neu verbinden, wenn die Verbindung abbricht</translation>
        </message>
        <message>
            <source>Give up after</source>
            <translation>Aufgeben nach</translation>
        </message>
        <message>
            <source>Addresses</source>
            <translation>Adressen</translation>
        </message>
        <message>
            <source>any</source>
            <translation>beliebig</translation>
        </message>
        <message>
            <source>IPv4 only</source>
            <translation>nur IPv4</translation>
        </message>
        <message>
            <source>IPv6 only</source>
            <translation>nur IPv6</translation>
        </message>
        <message>
            <source>Leave this machine</source>
            <translation>Diesen Rechner verlassen</translation>
        </message>
        <message>
            <source>directly</source>
            <translation>direkt</translation>
        </message>
        <message>
            <source>through a SOCKS5 proxy</source>
            <translation>über einen SOCKS5-Proxy</translation>
        </message>
        <message>
            <source>through an HTTP proxy</source>
            <translation>über einen HTTP-Proxy</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>Proxy</translation>
        </message>
        <message>
            <source>no login</source>
            <translation>ohne Anmeldung</translation>
        </message>
        <message>
            <source>Proxy user</source>
            <translation>Proxy-Benutzer</translation>
        </message>
        <message>
            <source>For each step of logging in; the time in which you type does not count.</source>
            <translation>Für jeden Schritt der Anmeldung; die Zeit zum Tippen zählt nicht.</translation>
        </message>
        <message>
            <source>After a loss</source>
            <translation>Nach einem Abbruch</translation>
        </message>
        <message>
            <source>A login that needed you (password, one-time code) is never repeated without you.</source>
            <translation>Eine Anmeldung, die jemanden brauchte (Passwort, Einmalcode), wird nie von selbst wiederholt.</translation>
        </message>
    </context>
    <context>
        <name>NewKeyDialog</name>
        <message>
            <source>New key</source>
            <translation>Neuer Schlüssel</translation>
        </message>
        <message>
            <source>&amp;Make the key</source>
            <translation>Schlüssel &amp;erzeugen</translation>
        </message>
        <message>
            <source>Ed25519</source>
            <translation>Ed25519</translation>
        </message>
        <message>
            <source>Short, fast and strong; for all but very old servers</source>
            <translation>Kurz, schnell und stark; für alle außer sehr alten Servern</translation>
        </message>
        <message>
            <source>ECDSA</source>
            <translation>ECDSA</translation>
        </message>
        <message>
            <source>Where rules ask for the curves of NIST</source>
            <translation>Wo Vorschriften die Kurven von NIST verlangen</translation>
        </message>
        <message>
            <source>RSA</source>
            <translation>RSA</translation>
        </message>
        <message>
            <source>For old servers and devices that know nothing else</source>
            <translation>Für alte Server und Geräte, die nichts anderes kennen</translation>
        </message>
        <message>
            <source>Bits</source>
            <translation>Bits</translation>
        </message>
        <message>
            <source>Name of the file</source>
            <translation>Name der Datei</translation>
        </message>
        <message>
            <source>Comment</source>
            <translation>Kommentar</translation>
        </message>
        <message>
            <source>you@this-machine; servers list it beside the key</source>
            <translation>ich@dieser-rechner; Server führen es neben dem Schlüssel</translation>
        </message>
        <message>
            <source>Advance&amp;d</source>
            <translation>E&amp;rweitert</translation>
        </message>
        <message>
            <source>Rounds of the passphrase</source>
            <translation>Runden der Passphrase</translation>
        </message>
        <message>
            <source>The more, the slower it is to guess, and to open</source>
            <translation>Je mehr, desto langsamer lässt sie sich raten, und öffnen</translation>
        </message>
        <message>
            <source>&amp;Bits</source>
            <translation>&amp;Bits</translation>
        </message>
        <message>
            <source>&amp;File in ~/.ssh</source>
            <translation>&amp;Datei in ~/.ssh</translation>
        </message>
        <message>
            <source>C&amp;omment</source>
            <translation>K&amp;ommentar</translation>
        </message>
        <message>
            <source>&amp;Rounds</source>
            <translation>&amp;Runden</translation>
        </message>
        <message>
            <source>A server accepts it once its public part is there. The private part never leaves this machine.</source>
            <translation>Ein Server nimmt ihn an, sobald sein öffentlicher Teil dort liegt. Der private Teil verlässt diesen Rechner nie.</translation>
        </message>
        <message>
            <source>Cop&amp;y public key</source>
            <translation>Öffentlichen Schlüssel k&amp;opieren</translation>
        </message>
        <message>
            <source>&amp;Install on a server…</source>
            <translation>Auf einem Server &amp;installieren …</translation>
        </message>
        <message>
            <source>Making it…</source>
            <translation>Wird erzeugt …</translation>
        </message>
        <message>
            <source>The key is there</source>
            <translation>Der Schlüssel ist da</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>Fingerabdruck</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>&amp;Schließen</translation>
        </message>
    </context>
    <context>
        <name>NewNameDialog</name>
        <message>
            <source>New folder</source>
            <translation>Neuer Ordner</translation>
        </message>
        <message>
            <source>New file</source>
            <translation>Neue Datei</translation>
        </message>
        <message>
            <source>In {folder}</source>
            <translation>In {folder}</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>&amp;Create</source>
            <translation>&amp;Anlegen</translation>
        </message>
        <message>
            <source>something has this name already</source>
            <translation>etwas heißt schon so</translation>
        </message>
    </context>
    <context>
        <name>NothingYet</name>
        <message>
            <source>Add your first connection</source>
            <translation>Die erste Verbindung hinzufügen</translation>
        </message>
        <message>
            <source>A connection is a machine you log in to, with the gateways on the way there.
Its forwards make ports behind it reachable from this machine, by one click in the tray.</source>
            <translation>Eine Verbindung ist ein Rechner, an dem man sich anmeldet, mit den Gateways auf dem Weg dorthin.
Ihre Weiterleitungen machen Ports dahinter von diesem Rechner aus erreichbar, mit einem Klick im Infobereich.</translation>
        </message>
        <message>
            <source>&amp;Add connection…</source>
            <translation>&amp;Verbindung hinzufügen …</translation>
        </message>
        <message>
            <source>&amp;Paste an ssh command…</source>
            <translation>&amp;ssh-Befehl einfügen …</translation>
        </message>
        <message>
            <source>&amp;Import</source>
            <translation>&amp;Importieren</translation>
        </message>
        <message>
            <source>Only looking around? `towpath demo` in a terminal starts a small network inside this machine.</source>
            <translation>Nur umsehen? `towpath demo` in einem Terminal startet ein kleines Netz in diesem Rechner.</translation>
        </message>
    </context>
    <context>
        <name>OpenAppDialog</name>
        <message>
            <source>Open a web app</source>
            <translation>Web-App öffnen</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>Verbindung</translation>
        </message>
        <message>
            <source>There is none yet: add one on the page Connections</source>
            <translation>Es gibt noch keine: auf der Seite Verbindungen eine hinzufügen</translation>
        </message>
        <message>
            <source>What will happen</source>
            <translation>Was geschehen wird</translation>
        </message>
        <message>
            <source>Co&amp;py the address</source>
            <translation>Adresse &amp;kopieren</translation>
        </message>
        <message>
            <source>Opening</source>
            <translation>Wird geöffnet</translation>
        </message>
        <message>
            <source>Jupyter, TensorBoard, Dask, VNC or RDP of a machine behind a connection</source>
            <translation>Jupyter, TensorBoard, Dask, VNC oder RDP auf einem Rechner hinter einer Verbindung</translation>
        </message>
        <message>
            <source>&amp;Address</source>
            <translation>&amp;Adresse</translation>
        </message>
        <message>
            <source>&amp;Connection</source>
            <translation>&amp;Verbindung</translation>
        </message>
        <message>
            <source>&amp;Open</source>
            <translation>Ö&amp;ffnen</translation>
        </message>
        <message>
            <source>&amp;Find Jupyter servers</source>
            <translation>&amp;Jupyter-Server suchen</translation>
        </message>
        <message>
            <source>&amp;Whose {host} is that?</source>
            <translation>&amp;Wessen {host} ist das?</translation>
        </message>
        <message>
            <source>Paste the address, or all that the program printed: it is found in there.</source>
            <translation>Die Adresse einfügen, oder alles, was das Programm ausgegeben hat: Sie wird darin gefunden.</translation>
        </message>
        <message>
            <source>{end} on {far}</source>
            <translation>{end} auf {far}</translation>
        </message>
        <message>
            <source>{end} as seen from {far}</source>
            <translation>{end}, von {far} aus gesehen</translation>
        </message>
        <message>
            <source>{end} here</source>
            <translation>{end} hier</translation>
        </message>
        <message>
            <source>If that port is taken here, the next free one is used. Then {viewer} opens.</source>
            <translation>Ist dieser Port hier belegt, wird der nächste freie verwendet. Dann öffnet sich {viewer}.</translation>
        </message>
        <message>
            <source>{name} is connected first.</source>
            <translation>Erst wird {name} verbunden.</translation>
        </message>
        <message>
            <source>Connecting to {name}: {state}</source>
            <translation>Verbindung mit {name}: {state}</translation>
        </message>
        <message>
            <source>Looking for Jupyter servers…</source>
            <translation>Suche nach Jupyter-Servern …</translation>
        </message>
        <message>
            <source>Opening…</source>
            <translation>Wird geöffnet …</translation>
        </message>
    </context>
    <context>
        <name>OpenApps</name>
        <message>
            <source>None is open. Paste the address of a Jupyter, say, and see it in the browser here.</source>
            <translation>Keine ist offen. Die Adresse etwa eines Jupyter einfügen und ihn hier im Browser sehen.</translation>
        </message>
        <message>
            <source>Open a &amp;web app…</source>
            <translation>Web-A&amp;pp öffnen …</translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>Zuletzt</translation>
        </message>
        <message>
            <source>Web apps opened lately</source>
            <translation>Zuletzt geöffnete Web-Apps</translation>
        </message>
        <message>
            <source>Forget these</source>
            <translation>Diese vergessen</translation>
        </message>
    </context>
    <context>
        <name>OrderedList</name>
        <message>
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>Nach oben</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>Nach unten</translation>
        </message>
    </context>
    <context>
        <name>Outcome</name>
        <message>
            <source>{n} to copy</source>
            <translation>{n} zu kopieren</translation>
        </message>
        <message>
            <source>{n} to update</source>
            <translation>{n} zu aktualisieren</translation>
        </message>
        <message>
            <source>{n} to delete</source>
            <translation>{n} zu löschen</translation>
        </message>
        <message>
            <source>{n} undecided, left as they are</source>
            <translation>{n} unentschieden, bleiben wie sie sind</translation>
        </message>
        <message>
            <source>{size} to the right</source>
            <translation>{size} nach rechts</translation>
        </message>
        <message>
            <source>{size} to the left</source>
            <translation>{size} nach links</translation>
        </message>
        <message>
            <source>Only folders to make.</source>
            <translation>Nur Ordner anzulegen.</translation>
        </message>
        <message>
            <source>Nothing is chosen.</source>
            <translation>Nichts ist gewählt.</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>What failed, and why</source>
            <translation>Was misslang, und warum</translation>
        </message>
        <message>
            <source>Synchronising…</source>
            <translation>Wird abgeglichen …</translation>
        </message>
        <message>
            <source>{done} of {found} files, {bytes} of {all}</source>
            <translation>{done} von {found} Dateien, {bytes} von {all}</translation>
        </message>
        <message>
            <source>{rate}/s</source>
            <translation>{rate}/s</translation>
        </message>
        <message>
            <source>Done but for {n} that failed</source>
            <translation>Fertig bis auf {n}, die misslangen</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>{copied} files copied or updated, {deleted} deleted, {size} moved.</source>
            <translation>{copied} Dateien kopiert oder aktualisiert, {deleted} gelöscht, {size} bewegt.</translation>
        </message>
    </context>
    <context>
        <name>OverwriteDialog</name>
        <message>
            <source>This file has changed on the server while you edited it</source>
            <translation>Diese Datei wurde auf dem Server geändert, während sie hier bearbeitet wurde</translation>
        </message>
        <message>
            <source>A file of this name is there already</source>
            <translation>Eine Datei dieses Namens ist schon da</translation>
        </message>
        <message>
            <source>What is there may be the beginning of this file; then overwriting it copies only the rest.</source>
            <translation>Was da ist, kann der Anfang dieser Datei sein; dann kopiert Überschreiben nur den Rest.</translation>
        </message>
        <message>
            <source>&amp;Do not upload</source>
            <translation>&amp;Nicht hochladen</translation>
        </message>
        <message>
            <source>&amp;Keep both</source>
            <translation>&amp;Beide behalten</translation>
        </message>
        <message>
            <source>&amp;Overwrite the server's</source>
            <translation>Die des Servers über&amp;schreiben</translation>
        </message>
        <message>
            <source>&amp;Skip</source>
            <translation>Übers&amp;pringen</translation>
        </message>
        <message>
            <source>&amp;Overwrite</source>
            <translation>Über&amp;schreiben</translation>
        </message>
        <message>
            <source>On the server now</source>
            <translation>Jetzt auf dem Server</translation>
        </message>
        <message>
            <source>Your copy</source>
            <translation>Die Kopie hier</translation>
        </message>
        <message>
            <source>There now</source>
            <translation>Jetzt dort</translation>
        </message>
        <message>
            <source>To be copied</source>
            <translation>Zu kopieren</translation>
        </message>
        <message>
            <source>{size}, the same</source>
            <translation>{size}, gleich</translation>
        </message>
        <message>
            <source>{n} bytes</source>
            <translation>{n} Bytes</translation>
        </message>
        <message>
            <source>{size}, larger</source>
            <translation>{size}, größer</translation>
        </message>
        <message>
            <source>changed {when}</source>
            <translation>{when} geändert</translation>
        </message>
        <message>
            <source>changed {when}, at the same time</source>
            <translation>{when} geändert, zur selben Zeit</translation>
        </message>
        <message>
            <source>changed {when}, newer</source>
            <translation>{when} geändert, neuer</translation>
        </message>
        <message>
            <source>A&amp;ll {ending} files</source>
            <translation>A&amp;lle {ending}-Dateien</translation>
        </message>
        <message>
            <source>Only &amp;this file</source>
            <translation>Nur &amp;diese Datei</translation>
        </message>
        <message>
            <source>All in this &amp;folder</source>
            <translation>Alle in diesem &amp;Ordner</translation>
        </message>
        <message>
            <source>A&amp;ll files without an ending</source>
            <translation>A&amp;lle Dateien ohne Endung</translation>
        </message>
        <message>
            <source>&amp;All of this transfer</source>
            <translation>&amp;Alle dieser Übertragung</translation>
        </message>
        <message>
            <source>Decide for</source>
            <translation>Entscheidung gilt für</translation>
        </message>
        <message>
            <source>If it is &amp;newer</source>
            <translation>Wenn sie &amp;neuer ist</translation>
        </message>
        <message>
            <source>If the si&amp;zes differ</source>
            <translation>Wenn sich die &amp;Größen unterscheiden</translation>
        </message>
        <message>
            <source>Overwrite &amp;if</source>
            <translation>Überschreiben, &amp;falls</translation>
        </message>
    </context>
    <context>
        <name>Pane</name>
        <message>
            <source>Left pane</source>
            <translation>Linke Seite</translation>
        </message>
        <message>
            <source>Right pane</source>
            <translation>Rechte Seite</translation>
        </message>
        <message>
            <source>Save this connection</source>
            <translation>Diese Verbindung speichern</translation>
        </message>
        <message>
            <source>Bookmarks</source>
            <translation>Lesezeichen</translation>
        </message>
        <message>
            <source>Show folders as a tree</source>
            <translation>Ordner als Baum zeigen</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Show hidden files</source>
            <translation>Versteckte Dateien zeigen</translation>
        </message>
        <message>
            <source>More for the chosen files</source>
            <translation>Mehr zu den gewählten Dateien</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>Vor</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>Hinauf</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>Neu lesen</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
    </context>
    <context>
        <name>PaneActs</name>
        <message>
            <source>&amp;Open</source>
            <translation>Ö&amp;ffnen</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ansehen</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>&amp;Bearbeiten</translation>
        </message>
        <message>
            <source>&amp;Transfer to the other pane</source>
            <translation>Auf die andere Seite ü&amp;bertragen</translation>
        </message>
        <message>
            <source>&amp;Move to the other pane</source>
            <translation>Auf die andere Seite &amp;verschieben</translation>
        </message>
        <message>
            <source>&amp;Download to…</source>
            <translation>&amp;Herunterladen nach …</translation>
        </message>
        <message>
            <source>Re&amp;name</source>
            <translation>&amp;Umbenennen</translation>
        </message>
        <message>
            <source>De&amp;lete…</source>
            <translation>&amp;Löschen …</translation>
        </message>
        <message>
            <source>Delete for &amp;good…</source>
            <translation>&amp;Endgültig löschen …</translation>
        </message>
        <message>
            <source>Perm&amp;issions…</source>
            <translation>&amp;Rechte …</translation>
        </message>
        <message>
            <source>P&amp;roperties…</source>
            <translation>E&amp;igenschaften …</translation>
        </message>
        <message>
            <source>&amp;Path</source>
            <translation>&amp;Pfad</translation>
        </message>
        <message>
            <source>&amp;scp command</source>
            <translation>&amp;scp-Befehl</translation>
        </message>
        <message>
            <source>sftp &amp;URL</source>
            <translation>sftp-&amp;URL</translation>
        </message>
        <message>
            <source>C&amp;ut</source>
            <translation>A&amp;usschneiden</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Kopieren</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>E&amp;infügen</translation>
        </message>
        <message>
            <source>New &amp;folder…</source>
            <translation>Neuer &amp;Ordner …</translation>
        </message>
        <message>
            <source>Ne&amp;w file…</source>
            <translation>Neue &amp;Datei …</translation>
        </message>
        <message>
            <source>&amp;Search below…</source>
            <translation>Darunter &amp;suchen …</translation>
        </message>
        <message>
            <source>Upload files &amp;here…</source>
            <translation>Dateien &amp;hierher hochladen …</translation>
        </message>
        <message>
            <source>Download &amp;a URL here…</source>
            <translation>URL hierher herunter&amp;laden …</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>Neu lesen</translation>
        </message>
        <message>
            <source>Columns and sorting…</source>
            <translation>Spalten und Sortierung …</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>Vor</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>Hinauf</translation>
        </message>
        <message>
            <source>Home folder</source>
            <translation>Persönlicher Ordner</translation>
        </message>
        <message>
            <source>Type a path</source>
            <translation>Pfad eingeben</translation>
        </message>
        <message>
            <source>New tab</source>
            <translation>Neuer Tab</translation>
        </message>
        <message>
            <source>Close tab</source>
            <translation>Tab schließen</translation>
        </message>
        <message>
            <source>Next tab</source>
            <translation>Nächster Tab</translation>
        </message>
        <message>
            <source>Previous tab</source>
            <translation>Voriger Tab</translation>
        </message>
        <message>
            <source>Show hidden files</source>
            <translation>Versteckte Dateien zeigen</translation>
        </message>
        <message>
            <source>Bookmark this folder</source>
            <translation>Lesezeichen für diesen Ordner</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menü</translation>
        </message>
        <message>
            <source>Cop&amp;y as</source>
            <translation>K&amp;opieren als</translation>
        </message>
    </context>
    <context>
        <name>PaneTab</name>
        <message>
            <source>Choose a machine</source>
            <translation>Rechner wählen</translation>
        </message>
        <message>
            <source>Its files appear here; copy them to the other side</source>
            <translation>Hier erscheinen seine Dateien, um sie auf die andere Seite zu kopieren</translation>
        </message>
        <message>
            <source>This connection is no longer there</source>
            <translation>Diese Verbindung gibt es nicht mehr</translation>
        </message>
        <message>
            <source>choose another machine</source>
            <translation>einen anderen Rechner wählen</translation>
        </message>
        <message>
            <source>This folder was not listed</source>
            <translation>Dieser Ordner wurde nicht gelesen</translation>
        </message>
        <message>
            <source>Connecting to {name}…</source>
            <translation>Verbinden mit {name} …</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Wählen …</translation>
        </message>
        <message>
            <source>Quick connect…</source>
            <translation>Schnell verbinden …</translation>
        </message>
        <message>
            <source>Not connected to {name}</source>
            <translation>Nicht mit {name} verbunden</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Verbinden</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Noch einmal</translation>
        </message>
        <message>
            <source>Make this folder</source>
            <translation>Diesen Ordner anlegen</translation>
        </message>
        <message>
            <source>Go up</source>
            <translation>Nach oben</translation>
        </message>
        <message>
            <source>New tab</source>
            <translation>Neuer Tab</translation>
        </message>
    </context>
    <context>
        <name>PaneWork</name>
        <message>
            <source>Download to</source>
            <translation>Herunterladen nach</translation>
        </message>
        <message>
            <source>Download here</source>
            <translation>Hierher herunterladen</translation>
        </message>
        <message>
            <source>Upload files</source>
            <translation>Dateien hochladen</translation>
        </message>
        <message>
            <source>Upload</source>
            <translation>Hochladen</translation>
        </message>
        <message>
            <source>the other pane shows no folder</source>
            <translation>die andere Seite zeigt keinen Ordner</translation>
        </message>
        <message>
            <source>choose one there, then try again</source>
            <translation>dort einen wählen, dann noch einmal versuchen</translation>
        </message>
        <message>
            <source>nothing was transferred</source>
            <translation>nichts wurde übertragen</translation>
        </message>
        <message>
            <source>Moving {what} to the trash</source>
            <translation>{what} wird in den Papierkorb gelegt</translation>
        </message>
        <message>
            <source>{n} could not be moved to the trash</source>
            <translation>{n} ließen sich nicht in den Papierkorb legen</translation>
        </message>
        <message>
            <source>Deleting {what}</source>
            <translation>{what} wird gelöscht</translation>
        </message>
        <message>
            <source>{n} could not be deleted</source>
            <translation>{n} ließen sich nicht löschen</translation>
        </message>
        <message>
            <source>Changing permissions of {what}</source>
            <translation>Rechte von {what} werden geändert</translation>
        </message>
        <message>
            <source>{n} could not be changed</source>
            <translation>{n} ließen sich nicht ändern</translation>
        </message>
        <message>
            <source>Downloading {name}</source>
            <translation>{name} wird heruntergeladen</translation>
        </message>
    </context>
    <context>
        <name>Passphrase</name>
        <message>
            <source>Guessed in no time: add a few words</source>
            <translation>Im Nu erraten: ein paar Wörter hinzufügen</translation>
        </message>
        <message>
            <source>Weak: add another word or two</source>
            <translation>Schwach: noch ein oder zwei Wörter</translation>
        </message>
        <message>
            <source>Fair: one more word makes it good</source>
            <translation>Mäßig: noch ein Wort macht sie gut</translation>
        </message>
        <message>
            <source>Good</source>
            <translation>Gut</translation>
        </message>
        <message>
            <source>Strong</source>
            <translation>Stark</translation>
        </message>
    </context>
    <context>
        <name>PassphraseDialog</name>
        <message>
            <source>Change passphrase</source>
            <translation>Passphrase ändern</translation>
        </message>
        <message>
            <source>Passphrase of {key}</source>
            <translation>Passphrase von {key}</translation>
        </message>
        <message>
            <source>Passphrase until now</source>
            <translation>Bisherige Passphrase</translation>
        </message>
        <message>
            <source>&amp;Until now</source>
            <translation>&amp;Bisher</translation>
        </message>
        <message>
            <source>Only the file changes: servers accept the key as before. A stored passphrase is forgotten.</source>
            <translation>Nur die Datei ändert sich: Server nehmen den Schlüssel wie zuvor. Eine gespeicherte Passphrase wird vergessen.</translation>
        </message>
        <message>
            <source>&amp;Change</source>
            <translation>&amp;Ändern</translation>
        </message>
    </context>
    <context>
        <name>PassphraseFields</name>
        <message>
            <source>Passphrase</source>
            <translation>Passphrase</translation>
        </message>
        <message>
            <source>New passphrase</source>
            <translation>Neue Passphrase</translation>
        </message>
        <message>
            <source>The passphrase again</source>
            <translation>Passphrase noch einmal</translation>
        </message>
        <message>
            <source>&amp;Without a passphrase: whoever gets the file can log in as you</source>
            <translation>Ohne Passphrase: &amp;Wer die Datei bekommt, kann sich damit anmelden</translation>
        </message>
        <message>
            <source>Pa&amp;ssphrase</source>
            <translation>Pa&amp;ssphrase</translation>
        </message>
        <message>
            <source>New pa&amp;ssphrase</source>
            <translation>Neue Pa&amp;ssphrase</translation>
        </message>
        <message>
            <source>A&amp;gain</source>
            <translation>No&amp;ch einmal</translation>
        </message>
        <message>
            <source>The two are not the same</source>
            <translation>Die beiden sind nicht gleich</translation>
        </message>
    </context>
    <context>
        <name>PasteDialog</name>
        <message>
            <source>Paste an ssh command</source>
            <translation>ssh-Befehl einfügen</translation>
        </message>
        <message>
            <source>&amp;Add</source>
            <translation>&amp;Hinzufügen</translation>
        </message>
        <message>
            <source>A command line of ssh, scp, sftp or autossh. Nothing of it is run.</source>
            <translation>Eine Befehlszeile von ssh, scp, sftp oder autossh. Nichts davon wird ausgeführt.</translation>
        </message>
        <message>
            <source>ssh command</source>
            <translation>ssh-Befehl</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>&amp;Name</translation>
        </message>
        <message>
            <source>It needs a command on this machine: you are asked when you add it.</source>
            <translation>Er braucht einen Befehl auf diesem Rechner: Beim Hinzufügen kommt eine Frage.</translation>
        </message>
        <message>
            <source>{host} in {file}, also when that changes</source>
            <translation>{host} in {file}, auch wenn sich das ändert</translation>
        </message>
        <message>
            <source>Machine</source>
            <translation>Rechner</translation>
        </message>
        <message>
            <source>Way there</source>
            <translation>Weg dorthin</translation>
        </message>
        <message>
            <source>Forwards</source>
            <translation>Weiterleitungen</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Options</source>
            <translation>Optionen</translation>
        </message>
        <message>
            <source>Follows</source>
            <translation>Folgt</translation>
        </message>
        <message>
            <source>a connection with this name exists</source>
            <translation>eine Verbindung dieses Namens gibt es schon</translation>
        </message>
    </context>
    <context>
        <name>PathBar</name>
        <message>
            <source>Path</source>
            <translation>Pfad</translation>
        </message>
    </context>
    <context>
        <name>PathView</name>
        <message>
            <source>The way to the machine</source>
            <translation>Der Weg zum Rechner</translation>
        </message>
        <message>
            <source>This machine</source>
            <translation>Dieser Rechner</translation>
        </message>
        <message>
            <source>ProxyCommand</source>
            <translation>ProxyCommand</translation>
        </message>
        <message>
            <source>touch your security key</source>
            <translation>Sicherheitsschlüssel berühren</translation>
        </message>
    </context>
    <context>
        <name>PermissionBoxes</name>
        <message>
            <source>Octal</source>
            <translation>Oktal</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Besitzer</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Gruppe</translation>
        </message>
        <message>
            <source>Others</source>
            <translation>Andere</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Lesen</translation>
        </message>
        <message>
            <source>Write</source>
            <translation>Schreiben</translation>
        </message>
        <message>
            <source>Execute or enter</source>
            <translation>Ausführen oder betreten</translation>
        </message>
        <message>
            <source>Set &amp;user</source>
            <translation>Set-&amp;User</translation>
        </message>
        <message>
            <source>Set &amp;group</source>
            <translation>Set-&amp;Group</translation>
        </message>
        <message>
            <source>Stick&amp;y</source>
            <translation>Stick&amp;y</translation>
        </message>
        <message>
            <source>Runs as its owner, whoever starts it (setuid)</source>
            <translation>Läuft als sein Besitzer, wer es auch startet (setuid)</translation>
        </message>
        <message>
            <source>Runs as its group; in a folder, new files get the folder's group (setgid)</source>
            <translation>Läuft als seine Gruppe; in einem Ordner bekommen neue Dateien dessen Gruppe (setgid)</translation>
        </message>
        <message>
            <source>In a folder, only its owner may delete a file (sticky)</source>
            <translation>In einem Ordner darf nur der Besitzer eine Datei löschen (sticky)</translation>
        </message>
        <message>
            <source>Special</source>
            <translation>Besonderes</translation>
        </message>
        <message>
            <source>&amp;Octal</source>
            <translation>&amp;Oktal</translation>
        </message>
    </context>
    <context>
        <name>PermissionsDialog</name>
        <message>
            <source>Permissions</source>
            <translation>Rechte</translation>
        </message>
        <message>
            <source>Permissions of {what}</source>
            <translation>Rechte von {what}</translation>
        </message>
        <message>
            <source>Links have no permissions of their own: they are left alone.</source>
            <translation>Links haben keine eigenen Rechte: Sie bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>&amp;Change</source>
            <translation>&amp;Ändern</translation>
        </message>
        <message>
            <source>Also what is &amp;below, of</source>
            <translation>Auch alles da&amp;runter, und zwar</translation>
        </message>
        <message>
            <source>What below the folders is changed</source>
            <translation>Was unter den Ordnern geändert wird</translation>
        </message>
        <message>
            <source>files and folders</source>
            <translation>Dateien und Ordner</translation>
        </message>
        <message>
            <source>files only</source>
            <translation>nur Dateien</translation>
        </message>
        <message>
            <source>folders only</source>
            <translation>nur Ordner</translation>
        </message>
        <message>
            <source>chmod {recursive}{changes}</source>
            <translation>chmod {recursive}{changes}</translation>
        </message>
        <message>
            <source>nothing to change yet</source>
            <translation>noch nichts zu ändern</translation>
        </message>
    </context>
    <context>
        <name>PlanModel</name>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>On the left</source>
            <translation>Links</translation>
        </message>
        <message>
            <source>What is done</source>
            <translation>Was geschieht</translation>
        </message>
        <message>
            <source>On the right</source>
            <translation>Rechts</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <source>The folder itself</source>
            <translation>Der Ordner selbst</translation>
        </message>
        <message>
            <source>Overwrite newer</source>
            <translation>Neueres überschreiben</translation>
        </message>
        <message>
            <source>not there</source>
            <translation>nicht da</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>Link</translation>
        </message>
    </context>
    <context>
        <name>PlanView</name>
        <message>
            <source>What will be done</source>
            <translation>Was geschehen wird</translation>
        </message>
    </context>
    <context>
        <name>Problem</name>
        <message>
            <source>{subject} is blocked</source>
            <translation>{subject} ist gesperrt</translation>
        </message>
        <message>
            <source>the rule {rule} says so</source>
            <translation>so will es die Regel {rule}</translation>
        </message>
        <message>
            <source>a rule says so</source>
            <translation>so will es eine Regel</translation>
        </message>
        <message>
            <source>change the rule on the page Browser, or with: towpath rules</source>
            <translation>die Regel auf der Seite Browser ändern, oder mit: towpath rules</translation>
        </message>
        <message>
            <source>{subject} is not brought up for a browser</source>
            <translation>{subject} wird für einen Browser nicht hergestellt</translation>
        </message>
        <message>
            <source>it was disconnected by hand, or its login was cancelled</source>
            <translation>sie wurde von Hand getrennt, oder ihre Anmeldung wurde abgebrochen</translation>
        </message>
        <message>
            <source>connect it again</source>
            <translation>neu verbinden</translation>
        </message>
        <message>
            <source>no rule {subject}</source>
            <translation>keine Regel {subject}</translation>
        </message>
        <message>
            <source>there is none</source>
            <translation>es gibt keine</translation>
        </message>
        <message>
            <source>see: towpath rules list</source>
            <translation>siehe: towpath rules list</translation>
        </message>
        <message>
            <source>cannot read the rules in {subject}</source>
            <translation>die Regeln in {subject} sind nicht lesbar</translation>
        </message>
        <message>
            <source>line {line}: </source>
            <translation>Zeile {line}: </translation>
        </message>
        <message>
            <source>it is in no format that is known here</source>
            <translation>es hat kein hier bekanntes Format</translation>
        </message>
        <message>
            <source>FoxyProxy, SwitchyOmega, AutoProxy, PAC files and lists of domains can be read</source>
            <translation>FoxyProxy, SwitchyOmega, AutoProxy, PAC-Dateien und Listen von Domains sind lesbar</translation>
        </message>
        <message>
            <source>cannot start {subject}</source>
            <translation>{subject} lässt sich nicht starten</translation>
        </message>
        <message>
            <source>cannot start a browser</source>
            <translation>kein Browser lässt sich starten</translation>
        </message>
        <message>
            <source>it is not installed</source>
            <translation>er ist nicht installiert</translation>
        </message>
        <message>
            <source>none is installed that can have a profile of its own</source>
            <translation>keiner ist installiert, der ein eigenes Profil haben kann</translation>
        </message>
        <message>
            <source>install Chromium, Chrome, Edge, Brave, Vivaldi or Firefox</source>
            <translation>Chromium, Chrome, Edge, Brave, Vivaldi oder Firefox installieren</translation>
        </message>
        <message>
            <source>{subject} did not start</source>
            <translation>{subject} ist nicht gestartet</translation>
        </message>
        <message>
            <source>start it once by hand</source>
            <translation>ihn einmal von Hand starten</translation>
        </message>
        <message>
            <source>the proxy setting of {subject} was not changed</source>
            <translation>die Proxy-Einstellung von {subject} wurde nicht geändert</translation>
        </message>
        <message>
            <source>the desktop</source>
            <translation>diesem Desktop</translation>
        </message>
        <message>
            <source>the desktop did not take it</source>
            <translation>der Desktop hat sie nicht angenommen</translation>
        </message>
        <message>
            <source>start a browser from the page Browser instead</source>
            <translation>stattdessen auf der Seite Browser einen Browser starten</translation>
        </message>
        <message>
            <source>browsers reach Towpath on another port now, {subject}</source>
            <translation>Browser erreichen Towpath jetzt an einem anderen Port, {subject}</translation>
        </message>
        <message>
            <source>{holder} took {old}</source>
            <translation>{holder} hat {old} belegt</translation>
        </message>
        <message>
            <source>another program</source>
            <translation>ein anderes Programm</translation>
        </message>
        <message>
            <source>start again those browsers that were started here</source>
            <translation>die hier gestarteten Browser neu starten</translation>
        </message>
        <message>
            <source> on {via}</source>
            <translation> auf {via}</translation>
        </message>
        <message>
            <source>no such file or folder</source>
            <translation>keine solche Datei und kein solcher Ordner</translation>
        </message>
        <message>
            <source>check the path</source>
            <translation>den Pfad prüfen</translation>
        </message>
        <message>
            <source>it exists already</source>
            <translation>es ist schon da</translation>
        </message>
        <message>
            <source>choose another name, or to overwrite</source>
            <translation>einen anderen Namen wählen, oder überschreiben</translation>
        </message>
        <message>
            <source>permission denied</source>
            <translation>Zugriff verweigert</translation>
        </message>
        <message>
            <source> ({detail})</source>
            <translation> ({detail})</translation>
        </message>
        <message>
            <source>check who owns it and its permissions</source>
            <translation>Besitzer und Rechte prüfen</translation>
        </message>
        <message>
            <source>the disk is full</source>
            <translation>der Datenträger ist voll</translation>
        </message>
        <message>
            <source>make room, then retry</source>
            <translation>Platz schaffen, dann noch einmal versuchen</translation>
        </message>
        <message>
            <source>it is not a folder</source>
            <translation>es ist kein Ordner</translation>
        </message>
        <message>
            <source>name the folder itself</source>
            <translation>den Ordner selbst nennen</translation>
        </message>
        <message>
            <source>it is a folder</source>
            <translation>es ist ein Ordner</translation>
        </message>
        <message>
            <source>name a file</source>
            <translation>eine Datei nennen</translation>
        </message>
        <message>
            <source>the folder is not empty</source>
            <translation>der Ordner ist nicht leer</translation>
        </message>
        <message>
            <source>empty it first</source>
            <translation>ihn erst leeren</translation>
        </message>
        <message>
            <source>its links lead in a circle</source>
            <translation>seine Links führen im Kreis</translation>
        </message>
        <message>
            <source>keep links instead of following them</source>
            <translation>Links behalten, statt ihnen zu folgen</translation>
        </message>
        <message>
            <source>the name is not possible</source>
            <translation>der Name ist nicht möglich</translation>
        </message>
        <message>
            <source>rename it, then retry</source>
            <translation>umbenennen, dann noch einmal versuchen</translation>
        </message>
        <message>
            <source>it is a device, a socket or a pipe, and those are not copied</source>
            <translation>es ist ein Gerät, ein Socket oder eine Pipe, und solche werden nicht kopiert</translation>
        </message>
        <message>
            <source>exclude it</source>
            <translation>es ausschließen</translation>
        </message>
        <message>
            <source>it changed while it was copied</source>
            <translation>es änderte sich, während es kopiert wurde</translation>
        </message>
        <message>
            <source>nothing was stored under its name; retry when it is at rest</source>
            <translation>nichts wurde unter seinem Namen gespeichert; noch einmal versuchen, wenn es ruht</translation>
        </message>
        <message>
            <source>the server gives no reason</source>
            <translation>der Server nennt keinen Grund</translation>
        </message>
        <message>
            <source>look there, then retry</source>
            <translation>dort nachsehen, dann noch einmal versuchen</translation>
        </message>
        <message>
            <source>the server cannot do that</source>
            <translation>der Server kann das nicht</translation>
        </message>
        <message>
            <source>do without it</source>
            <translation>darauf verzichten</translation>
        </message>
        <message>
            <source>cannot go on with what is there: {detail}</source>
            <translation>mit dem, was da ist, geht es nicht weiter: {detail}</translation>
        </message>
        <message>
            <source>retry without resuming, which begins anew</source>
            <translation>ohne Fortsetzen noch einmal versuchen, das beginnt von vorn</translation>
        </message>
        <message>
            <source>what arrived is not what was sent</source>
            <translation>was ankam, ist nicht, was gesendet wurde</translation>
        </message>
        <message>
            <source>nothing was stored under its name; check both disks, then retry</source>
            <translation>nichts wurde unter seinem Namen gespeichert; beide Datenträger prüfen, dann noch einmal versuchen</translation>
        </message>
        <message>
            <source>no file transfer with {subject}</source>
            <translation>keine Dateiübertragung mit {subject}</translation>
        </message>
        <message>
            <source>the server offers no SFTP</source>
            <translation>der Server bietet kein SFTP</translation>
        </message>
        <message>
            <source>ask its administrator for the sftp subsystem, or set an SFTP server command</source>
            <translation>seinen Administrator um das Subsystem sftp bitten, oder einen SFTP-Server-Befehl setzen</translation>
        </message>
        <message>
            <source>not everything was transferred</source>
            <translation>nicht alles wurde übertragen</translation>
        </message>
        <message>
            <source>see the failures, then retry</source>
            <translation>die Fehler ansehen, dann noch einmal versuchen</translation>
        </message>
        <message>
            <source>the transfer was interrupted</source>
            <translation>die Übertragung wurde unterbrochen</translation>
        </message>
        <message>
            <source>the program ended before it was done</source>
            <translation>das Programm endete, bevor sie fertig war</translation>
        </message>
        <message>
            <source>resume it: what has arrived is kept</source>
            <translation>sie fortsetzen: was angekommen ist, bleibt</translation>
        </message>
        <message>
            <source>there is no such transfer</source>
            <translation>eine solche Übertragung gibt es nicht</translation>
        </message>
        <message>
            <source>it may have been cleared from the list</source>
            <translation>vielleicht wurde sie aus der Liste entfernt</translation>
        </message>
        <message>
            <source>this file</source>
            <translation>diese Datei</translation>
        </message>
        <message>
            <source>it is not being edited any more</source>
            <translation>sie wird nicht mehr bearbeitet</translation>
        </message>
        <message>
            <source>open it again</source>
            <translation>sie noch einmal öffnen</translation>
        </message>
        <message>
            <source>not everything was done</source>
            <translation>nicht alles wurde erledigt</translation>
        </message>
        <message>
            <source>see what was left, and why</source>
            <translation>ansehen, was übrig blieb, und warum</translation>
        </message>
        <message>
            <source>cannot open {subject}</source>
            <translation>{subject} lässt sich nicht öffnen</translation>
        </message>
        <message>
            <source>choose another program in the settings</source>
            <translation>in den Einstellungen ein anderes Programm wählen</translation>
        </message>
        <message>
            <source>{holder} already listens there</source>
            <translation>{holder} lauscht dort schon</translation>
        </message>
        <message>
            <source>another program already listens there</source>
            <translation>ein anderes Programm lauscht dort schon</translation>
        </message>
        <message>
            <source>cannot listen on {subject}</source>
            <translation>an {subject} lässt sich nicht lauschen</translation>
        </message>
        <message>
            <source>stop it, or choose another port</source>
            <translation>es beenden oder einen anderen Port wählen</translation>
        </message>
        <message>
            <source>the server</source>
            <translation>der Server</translation>
        </message>
        <message>
            <source>: {detail}</source>
            <translation>: {detail}</translation>
        </message>
        <message>
            <source>cannot forward through {via}</source>
            <translation>über {via} lässt sich nicht weiterleiten</translation>
        </message>
        <message>
            <source>it allows no forwarding, or only to some targets</source>
            <translation>er erlaubt keine Weiterleitung oder nur zu manchen Zielen</translation>
        </message>
        <message>
            <source>forward to {subject} is refused</source>
            <translation>die Weiterleitung zu {subject} ist abgelehnt</translation>
        </message>
        <message>
            <source>{via} does not allow forwarding to it</source>
            <translation>{via} erlaubt keine Weiterleitung dorthin</translation>
        </message>
        <message>
            <source>ask its administrator for AllowTcpForwarding or PermitOpen</source>
            <translation>den Administrator um AllowTcpForwarding oder PermitOpen bitten</translation>
        </message>
        <message>
            <source>ports below 1024 are reserved for the system</source>
            <translation>Ports unter 1024 sind dem System vorbehalten</translation>
        </message>
        <message>
            <source>choose a port from 1024 up</source>
            <translation>einen Port ab 1024 wählen</translation>
        </message>
        <message>
            <source>this machine does not have that address</source>
            <translation>dieser Rechner hat diese Adresse nicht</translation>
        </message>
        <message>
            <source>use 127.0.0.1, ::1 or one of its own addresses</source>
            <translation>127.0.0.1, ::1 oder eine seiner eigenen Adressen verwenden</translation>
        </message>
        <message>
            <source>{subject} does not answer</source>
            <translation>{subject} antwortet nicht</translation>
        </message>
        <message>
            <source>{via} says: </source>
            <translation>{via} sagt: </translation>
        </message>
        <message>
            <source>connection refused</source>
            <translation>Verbindung abgelehnt</translation>
        </message>
        <message>
            <source>check that the service runs there and the port is right</source>
            <translation>prüfen, ob der Dienst dort läuft und der Port stimmt</translation>
        </message>
        <message>
            <source>{via} does not listen on {subject}</source>
            <translation>{via} lauscht nicht an {subject}</translation>
        </message>
        <message>
            <source>it refused: that port is taken there, or it allows no remote forwards</source>
            <translation>abgelehnt: Der Port ist dort belegt, oder ferne Weiterleitungen sind nicht erlaubt</translation>
        </message>
        <message>
            <source>choose another port, or ask its administrator for AllowTcpForwarding and PermitListen</source>
            <translation>einen anderen Port wählen, oder den Administrator um AllowTcpForwarding und PermitListen bitten</translation>
        </message>
        <message>
            <source>{subject} cannot be reached from other machines</source>
            <translation>{subject} ist von anderen Rechnern aus nicht erreichbar</translation>
        </message>
        <message>
            <source>{via} listens on {bound} only, though {asked} was asked for</source>
            <translation>{via} lauscht nur an {bound}, obwohl {asked} verlangt war</translation>
        </message>
        <message>
            <source>ask its administrator for GatewayPorts clientspecified</source>
            <translation>den Administrator um GatewayPorts clientspecified bitten</translation>
        </message>
        <message>
            <source>{subject} can be reached from other machines</source>
            <translation>{subject} ist von anderen Rechnern aus erreichbar</translation>
        </message>
        <message>
            <source>{via} listens on {bound}, though {asked} was asked for (GatewayPorts yes)</source>
            <translation>{via} lauscht an {bound}, obwohl {asked} verlangt war (GatewayPorts yes)</translation>
        </message>
        <message>
            <source>make sure that the service behind it may be seen by all</source>
            <translation>sicherstellen, dass alle den Dienst dahinter sehen dürfen</translation>
        </message>
        <message>
            <source>check the forward's program</source>
            <translation>das Programm der Weiterleitung prüfen</translation>
        </message>
        <message>
            <source>{subject} takes no new connections for now</source>
            <translation>{subject} nimmt vorerst keine neuen Verbindungen an</translation>
        </message>
        <message>
            <source>too many files are open</source>
            <translation>zu viele Dateien sind offen</translation>
        </message>
        <message>
            <source>close programs that use it, or raise the limit of open files (ulimit -n)</source>
            <translation>Programme schließen, die sie verwenden, oder die Grenze offener Dateien erhöhen (ulimit -n)</translation>
        </message>
        <message>
            <source>the server takes {methods}</source>
            <translation>der Server nimmt {methods}</translation>
        </message>
        <message>
            <source>no method</source>
            <translation>kein Verfahren</translation>
        </message>
        <message>
            <source>; tried {tried}</source>
            <translation>; versucht: {tried}</translation>
        </message>
        <message>
            <source>cannot log in to {subject}</source>
            <translation>Anmeldung an {subject} nicht möglich</translation>
        </message>
        <message>
            <source>none of your keys was accepted ({tried})</source>
            <translation>keiner der Schlüssel wurde angenommen ({tried})</translation>
        </message>
        <message>
            <source>a key that lives on the gateway cannot be used from here; install your public key on that machine</source>
            <translation>ein Schlüssel, der auf dem Gateway liegt, ist von hier aus nicht zu verwenden; den eigenen öffentlichen Schlüssel auf jenem Rechner installieren</translation>
        </message>
        <message>
            <source>install your public key there, or choose another key</source>
            <translation>den eigenen öffentlichen Schlüssel dort installieren oder einen anderen Schlüssel wählen</translation>
        </message>
        <message>
            <source>cannot use key {subject}</source>
            <translation>der Schlüssel {subject} ist nicht verwendbar</translation>
        </message>
        <message>
            <source>check the file</source>
            <translation>die Datei prüfen</translation>
        </message>
        <message>
            <source>cannot {act} {subject}</source>
            <translation>{act} nicht möglich: {subject}</translation>
        </message>
        <message>
            <source>use key</source>
            <translation>Schlüssel verwenden</translation>
        </message>
        <message>
            <source>the passphrase is wrong</source>
            <translation>die Passphrase ist falsch</translation>
        </message>
        <message>
            <source>try again</source>
            <translation>noch einmal versuchen</translation>
        </message>
        <message>
            <source>the password was refused</source>
            <translation>das Passwort wurde abgelehnt</translation>
        </message>
        <message>
            <source>check user name and password, then connect again</source>
            <translation>Benutzername und Passwort prüfen, dann neu verbinden</translation>
        </message>
        <message>
            <source>the server wants a new password</source>
            <translation>der Server will ein neues Passwort</translation>
        </message>
        <message>
            <source>log in once with ssh in a terminal and change it there</source>
            <translation>sich einmal mit ssh in einem Terminal anmelden und es dort ändern</translation>
        </message>
        <message>
            <source>the server refused what was typed</source>
            <translation>der Server hat die Eingabe abgelehnt</translation>
        </message>
        <message>
            <source>wait for a fresh code, then connect again</source>
            <translation>auf einen frischen Code warten, dann neu verbinden</translation>
        </message>
        <message>
            <source>no way to log in is left ({tried})</source>
            <translation>kein Weg zur Anmeldung ist übrig ({tried})</translation>
        </message>
        <message>
            <source>check user, keys and allowed methods of this hop</source>
            <translation>Benutzer, Schlüssel und erlaubte Verfahren dieses Rechners prüfen</translation>
        </message>
        <message>
            <source>the server counted too many tries</source>
            <translation>der Server zählte zu viele Versuche</translation>
        </message>
        <message>
            <source>name the right key in the connection and offer only that one</source>
            <translation>in der Verbindung den richtigen Schlüssel nennen und nur ihn anbieten</translation>
        </message>
        <message>
            <source>cannot go on with {subject}</source>
            <translation>mit {subject} geht es nicht weiter</translation>
        </message>
        <message>
            <source>it needs an answer ({question}) and there is nobody to ask</source>
            <translation>eine Antwort fehlt ({question}), und es ist niemand da, der gefragt werden kann</translation>
        </message>
        <message>
            <source>run it in a terminal, or connect from the window</source>
            <translation>es in einem Terminal ausführen, oder im Fenster verbinden</translation>
        </message>
        <message>
            <source>{subject} cancelled</source>
            <translation>{subject} abgebrochen</translation>
        </message>
        <message>
            <source>cancelled</source>
            <translation>abgebrochen</translation>
        </message>
        <message>
            <source>cannot start</source>
            <translation>kein Start</translation>
        </message>
        <message>
            <source>profile {subject} is in use by process {pid}</source>
            <translation>das Profil {subject} verwendet gerade der Prozess {pid}</translation>
        </message>
        <message>
            <source>close it, or use --config for another profile</source>
            <translation>ihn beenden, oder mit --config ein anderes Profil verwenden</translation>
        </message>
        <message>
            <source>lost touch with the running Towpath</source>
            <translation>keine Verbindung mehr zum laufenden Towpath</translation>
        </message>
        <message>
            <source>it ended</source>
            <translation>es wurde beendet</translation>
        </message>
        <message>
            <source>start it again</source>
            <translation>es neu starten</translation>
        </message>
        <message>
            <source>cannot go through {subject}</source>
            <translation>durch {subject} geht es nicht</translation>
        </message>
        <message>
            <source>Towpath is not running</source>
            <translation>Towpath läuft nicht</translation>
        </message>
        <message>
            <source>start it, or run `towpath up {subject}` in another terminal</source>
            <translation>es starten, oder in einem anderen Terminal `towpath up {subject}` ausführen</translation>
        </message>
        <message>
            <source>cannot change what is started at login</source>
            <translation>was bei der Anmeldung startet, lässt sich nicht ändern</translation>
        </message>
        <message>
            <source>{detail} ({subject})</source>
            <translation>{detail} ({subject})</translation>
        </message>
        <message>
            <source>this system knows no such thing</source>
            <translation>dieses System kennt so etwas nicht</translation>
        </message>
        <message>
            <source>look at the settings of the desktop for what it starts</source>
            <translation>in den Einstellungen des Desktops nachsehen, was er startet</translation>
        </message>
        <message>
            <source>the connection for this site was removed</source>
            <translation>die Verbindung für diese Website wurde entfernt</translation>
        </message>
        <message>
            <source>no connection has this name</source>
            <translation>keine Verbindung heißt so</translation>
        </message>
        <message>
            <source>; there is {choices}</source>
            <translation>; es gibt {choices}</translation>
        </message>
        <message>
            <source>see `towpath list`</source>
            <translation>siehe `towpath list`</translation>
        </message>
        <message>
            <source>the connection has no such forward</source>
            <translation>die Verbindung hat keine solche Weiterleitung</translation>
        </message>
        <message>
            <source>see `towpath show`</source>
            <translation>siehe `towpath show`</translation>
        </message>
        <message>
            <source>a connection with this name exists</source>
            <translation>eine Verbindung dieses Namens gibt es schon</translation>
        </message>
        <message>
            <source>choose another name, or edit it</source>
            <translation>einen anderen Namen wählen, oder sie bearbeiten</translation>
        </message>
        <message>
            <source>it is in use</source>
            <translation>sie ist in Gebrauch</translation>
        </message>
        <message>
            <source>take it down first</source>
            <translation>sie erst trennen</translation>
        </message>
        <message>
            <source>cannot read {subject}</source>
            <translation>{subject} ist nicht lesbar</translation>
        </message>
        <message>
            <source>the file is damaged: {detail}</source>
            <translation>die Datei ist beschädigt: {detail}</translation>
        </message>
        <message>
            <source>it was kept as {file}</source>
            <translation>sie bleibt als {file} erhalten</translation>
        </message>
        <message>
            <source>; the last backup is in use</source>
            <translation>; die letzte Sicherung ist in Gebrauch</translation>
        </message>
        <message>
            <source>; starting with nothing saved</source>
            <translation>; es beginnt ohne Gespeichertes</translation>
        </message>
        <message>
            <source>cannot use {subject}</source>
            <translation>{subject} ist nicht verwendbar</translation>
        </message>
        <message>
            <source>it was written by a newer Towpath (version {detail})</source>
            <translation>eine neuere Version von Towpath hat es geschrieben (Version {detail})</translation>
        </message>
        <message>
            <source>update Towpath, or use --config for another profile</source>
            <translation>Towpath aktualisieren, oder mit --config ein anderes Profil verwenden</translation>
        </message>
        <message>
            <source>check the file and its permissions</source>
            <translation>die Datei und ihre Rechte prüfen</translation>
        </message>
        <message>
            <source>cannot write {subject}</source>
            <translation>{subject} lässt sich nicht schreiben</translation>
        </message>
        <message>
            <source>check the disk's space and the permissions</source>
            <translation>den Platz auf dem Datenträger und die Rechte prüfen</translation>
        </message>
        <message>
            <source>the keyring cannot keep secrets</source>
            <translation>der Schlüsselbund kann keine Geheimnisse aufbewahren</translation>
        </message>
        <message>
            <source>no system keyring that encrypts was found</source>
            <translation>kein Schlüsselbund des Systems gefunden, der verschlüsselt</translation>
        </message>
        <message>
            <source>what you type can be kept until Towpath ends</source>
            <translation>Eingegebenes lässt sich behalten, bis Towpath endet</translation>
        </message>
        <message>
            <source>secret for {subject} not {wish}</source>
            <translation>Geheimnis für {subject} nicht {wish}</translation>
        </message>
        <message>
            <source>saved</source>
            <translation>gespeichert</translation>
        </message>
        <message>
            <source>see that the system's keyring is unlocked</source>
            <translation>nachsehen, ob der Schlüsselbund des Systems entsperrt ist</translation>
        </message>
        <message>
            <source>cannot open a window</source>
            <translation>kein Fenster lässt sich öffnen</translation>
        </message>
        <message>
            <source>no display was found</source>
            <translation>keine Anzeige gefunden</translation>
        </message>
        <message>
            <source>use the command line: `towpath up NAME`, or `towpath --help`</source>
            <translation>die Befehlszeile verwenden: `towpath up NAME` oder `towpath --help`</translation>
        </message>
        <message>
            <source>install the missing system library, or use the command line: `towpath --help`</source>
            <translation>die fehlende Bibliothek des Systems installieren, oder die Befehlszeile verwenden: `towpath --help`</translation>
        </message>
        <message>
            <source>internal error</source>
            <translation>interner Fehler</translation>
        </message>
        <message>
            <source>please report this</source>
            <translation>bitte melden</translation>
        </message>
        <message>
            <source>host key of {subject} CHANGED</source>
            <translation>der Host-Schlüssel von {subject} hat sich GEÄNDERT</translation>
        </message>
        <message>
            <source>known_hosts has {old} ({file}:{line}), the server shows {new}; someone may be listening in, or the machine was set up anew</source>
            <translation>known_hosts hat {old} ({file}:{line}), der Server zeigt {new}; vielleicht hört jemand mit, oder der Rechner wurde neu aufgesetzt</translation>
        </message>
        <message>
            <source>no password was sent; ask the administrator, and only then remove that line: {file}:{line}</source>
            <translation>es wurde kein Passwort gesendet; den Administrator fragen und erst dann diese Zeile entfernen: {file}:{line}</translation>
        </message>
        <message>
            <source>cannot reach {subject}</source>
            <translation>{subject} ist nicht erreichbar</translation>
        </message>
        <message>
            <source>the name {host} is not known at the gateway</source>
            <translation>der Name {host} ist am Gateway nicht bekannt</translation>
        </message>
        <message>
            <source>the name {host} is not known</source>
            <translation>der Name {host} ist nicht bekannt</translation>
        </message>
        <message>
            <source>check the spelling, or ask the gateway's administrator</source>
            <translation>die Schreibweise prüfen, oder den Administrator des Gateways fragen</translation>
        </message>
        <message>
            <source>check the spelling, the network, or the VPN</source>
            <translation>die Schreibweise, das Netz oder das VPN prüfen</translation>
        </message>
        <message>
            <source>connection refused as seen from {via}: nothing listens on that port</source>
            <translation>Verbindung abgelehnt, von {via} aus gesehen: An diesem Port lauscht nichts</translation>
        </message>
        <message>
            <source>connection refused: nothing listens on that port</source>
            <translation>Verbindung abgelehnt: An diesem Port lauscht nichts</translation>
        </message>
        <message>
            <source>check host and port; the server may be down</source>
            <translation>Host und Port prüfen; vielleicht läuft der Server nicht</translation>
        </message>
        <message>
            <source>no route to it</source>
            <translation>kein Weg dorthin</translation>
        </message>
        <message>
            <source>check the network or the VPN</source>
            <translation>das Netz oder das VPN prüfen</translation>
        </message>
        <message>
            <source>no answer within {seconds} s</source>
            <translation>keine Antwort innerhalb von {seconds} s</translation>
        </message>
        <message>
            <source> ({step})</source>
            <translation> ({step})</translation>
        </message>
        <message>
            <source>check the network, a firewall may drop the packets; try again</source>
            <translation>das Netz prüfen, vielleicht verwirft eine Firewall die Pakete; noch einmal versuchen</translation>
        </message>
        <message>
            <source>what answers there is not an SSH server</source>
            <translation>was dort antwortet, ist kein SSH-Server</translation>
        </message>
        <message>
            <source>check the port</source>
            <translation>den Port prüfen</translation>
        </message>
        <message>
            <source>no common algorithm: {detail}</source>
            <translation>kein gemeinsames Verfahren: {detail}</translation>
        </message>
        <message>
            <source>change {option} of this connection</source>
            <translation>{option} dieser Verbindung ändern</translation>
        </message>
        <message>
            <source>the server is too old or too strict; ask its administrator to allow a current algorithm</source>
            <translation>der Server ist zu alt oder zu streng; den Administrator bitten, ein aktuelles Verfahren zu erlauben</translation>
        </message>
        <message>
            <source>the server closed the connection during login</source>
            <translation>der Server hat die Verbindung während der Anmeldung geschlossen</translation>
        </message>
        <message>
            <source>try again; if it stays so, ask the server's administrator</source>
            <translation>noch einmal versuchen; bleibt es so, den Administrator des Servers fragen</translation>
        </message>
        <message>
            <source>the server does not keep to the protocol: {detail}</source>
            <translation>der Server hält sich nicht an das Protokoll: {detail}</translation>
        </message>
        <message>
            <source>check that it is the right machine; ask its administrator</source>
            <translation>prüfen, ob es der richtige Rechner ist; den Administrator fragen</translation>
        </message>
        <message>
            <source>connection to {subject} lost</source>
            <translation>Verbindung zu {subject} abgebrochen</translation>
        </message>
        <message>
            <source>the server closed it</source>
            <translation>der Server hat sie geschlossen</translation>
        </message>
        <message>
            <source>connect again</source>
            <translation>neu verbinden</translation>
        </message>
        <message>
            <source>no answer for {seconds} s</source>
            <translation>keine Antwort seit {seconds} s</translation>
        </message>
        <message>
            <source>check the network, then connect again</source>
            <translation>das Netz prüfen, dann neu verbinden</translation>
        </message>
        <message>
            <source>this machine has no network</source>
            <translation>dieser Rechner hat kein Netz</translation>
        </message>
        <message>
            <source>it is tried again as soon as there is one</source>
            <translation>sobald es wieder eines gibt, wird es noch einmal versucht</translation>
        </message>
        <message>
            <source>not logged in to {subject} yet</source>
            <translation>noch nicht angemeldet an {subject}</translation>
        </message>
        <message>
            <source>it needs an answer ({reason})</source>
            <translation>eine Antwort fehlt ({reason})</translation>
        </message>
        <message>
            <source>a password or code has to be given for it</source>
            <translation>ein Passwort oder Code ist dafür einzugeben</translation>
        </message>
        <message>
            <source>connect again when you are ready to log in</source>
            <translation>neu verbinden, sobald die Anmeldung möglich ist</translation>
        </message>
        <message>
            <source>{reason}; </source>
            <translation>{reason}; </translation>
        </message>
        <message>
            <source>a password or code was given for it, and is not repeated by itself</source>
            <translation>ein Passwort oder Code wurde dafür eingegeben und wird nicht von selbst wiederholt</translation>
        </message>
        <message>
            <source>tried in vain for {seconds} s; last: {reason}</source>
            <translation>{seconds} s lang vergeblich versucht; zuletzt: {reason}</translation>
        </message>
        <message>
            <source>connect again when it can be reached</source>
            <translation>neu verbinden, sobald er erreichbar ist</translation>
        </message>
        <message>
            <source>proxy {subject} failed</source>
            <translation>der Proxy {subject} hat versagt</translation>
        </message>
        <message>
            <source>check the proxy's address and account</source>
            <translation>Adresse und Konto des Proxys prüfen</translation>
        </message>
        <message>
            <source>the ProxyCommand ended: {detail}</source>
            <translation>der ProxyCommand endete: {detail}</translation>
        </message>
        <message>
            <source>try the command in a terminal</source>
            <translation>den Befehl in einem Terminal ausprobieren</translation>
        </message>
        <message>
            <source>{via} does not allow forwarding</source>
            <translation>{via} erlaubt keine Weiterleitung</translation>
        </message>
        <message>
            <source>ask its administrator for AllowTcpForwarding</source>
            <translation>den Administrator um AllowTcpForwarding bitten</translation>
        </message>
        <message>
            <source>host key of {subject} is REVOKED</source>
            <translation>der Host-Schlüssel von {subject} ist WIDERRUFEN</translation>
        </message>
        <message>
            <source>{new} is marked as revoked in {file}:{line}</source>
            <translation>{new} ist in {file}:{line} als widerrufen vermerkt</translation>
        </message>
        <message>
            <source>do not connect; ask the administrator</source>
            <translation>nicht verbinden; den Administrator fragen</translation>
        </message>
        <message>
            <source>host key of {subject} is not known</source>
            <translation>der Host-Schlüssel von {subject} ist nicht bekannt</translation>
        </message>
        <message>
            <source>{new} is in no known_hosts file and the policy is strict</source>
            <translation>{new} steht in keiner known_hosts-Datei, und es gilt die strenge Regel</translation>
        </message>
        <message>
            <source>add the key to known_hosts, or set the policy to ask</source>
            <translation>den Schlüssel in known_hosts aufnehmen, oder fragen lassen</translation>
        </message>
        <message>
            <source>not connected to {subject}</source>
            <translation>nicht mit {subject} verbunden</translation>
        </message>
        <message>
            <source>its host key was not accepted</source>
            <translation>sein Host-Schlüssel wurde nicht angenommen</translation>
        </message>
        <message>
            <source>compare the fingerprint with the administrator's, then connect again</source>
            <translation>den Fingerabdruck mit dem des Administrators vergleichen, dann neu verbinden</translation>
        </message>
        <message>
            <source>host key of {subject} cannot be checked</source>
            <translation>der Host-Schlüssel von {subject} lässt sich nicht prüfen</translation>
        </message>
        <message>
            <source>the KnownHostsCommand failed: {detail}</source>
            <translation>der KnownHostsCommand ist gescheitert: {detail}</translation>
        </message>
        <message>
            <source>cannot remember the host key in {subject}</source>
            <translation>der Host-Schlüssel lässt sich in {subject} nicht merken</translation>
        </message>
        <message>
            <source>check the file's permissions</source>
            <translation>die Rechte der Datei prüfen</translation>
        </message>
        <message>
            <source>a command for {subject} has not been approved</source>
            <translation>ein Befehl für {subject} ist nicht erlaubt worden</translation>
        </message>
        <message>
            <source>try again in the window or at a terminal, and look at the command there</source>
            <translation>im Fenster oder an einem Terminal noch einmal versuchen und den Befehl dort ansehen</translation>
        </message>
        <message>
            <source>, line {line}</source>
            <translation>, Zeile {line}</translation>
        </message>
        <message>
            <source>mend that line; ssh -G HOST says the same</source>
            <translation>diese Zeile berichtigen; ssh -G HOST sagt dasselbe</translation>
        </message>
        <message>
            <source>the host {subject} is no longer in {file}</source>
            <translation>den Host {subject} gibt es in {file} nicht mehr</translation>
        </message>
        <message>
            <source>somebody has removed it there</source>
            <translation>jemand hat ihn dort entfernt</translation>
        </message>
        <message>
            <source>unlink the connection to keep it as it was, or remove it</source>
            <translation>die Verbindung lösen, um sie wie bisher zu behalten, oder sie entfernen</translation>
        </message>
        <message>
            <source>cannot read the connections in {subject}</source>
            <translation>die Verbindungen in {subject} sind nicht lesbar</translation>
        </message>
        <message>
            <source>PuTTY, FileZilla, WinSCP, ssh_config and Towpath's own exports can be read</source>
            <translation>PuTTY, FileZilla, WinSCP, ssh_config und die eigenen Exporte von Towpath sind lesbar</translation>
        </message>
        <message>
            <source>cannot restore {subject}</source>
            <translation>{subject} lässt sich nicht wiederherstellen</translation>
        </message>
        <message>
            <source>it is no backup of Towpath's</source>
            <translation>es ist keine Sicherung von Towpath</translation>
        </message>
        <message>
            <source>choose another file</source>
            <translation>eine andere Datei wählen</translation>
        </message>
        <message>
            <source>the ssh-agent did not do this for {subject}</source>
            <translation>der ssh-Agent hat das für {subject} nicht getan</translation>
        </message>
        <message>
            <source>the ssh-agent did not do this</source>
            <translation>der ssh-Agent hat das nicht getan</translation>
        </message>
        <message>
            <source>see that an agent runs and is unlocked</source>
            <translation>nachsehen, ob ein Agent läuft und entsperrt ist</translation>
        </message>
        <message>
            <source>cannot install the key on {subject}</source>
            <translation>der Schlüssel lässt sich auf {subject} nicht installieren</translation>
        </message>
        <message>
            <source>ask the site's administrator where public keys are handed in</source>
            <translation>den Administrator fragen, wo öffentliche Schlüssel abzugeben sind</translation>
        </message>
        <message>
            <source>no key {subject}</source>
            <translation>kein Schlüssel {subject}</translation>
        </message>
        <message>
            <source>see: towpath keys list</source>
            <translation>siehe: towpath keys list</translation>
        </message>
    </context>
    <context>
        <name>Program</name>
        <message>
            <source>This is the demo: a small network inside this machine. Nothing you do here is kept.</source>
            <translation>Das ist die Vorführung: ein kleines Netz in diesem Rechner. Nichts, was hier geschieht, bleibt erhalten.</translation>
        </message>
    </context>
    <context>
        <name>PromptDialog</name>
        <message>
            <source>One more question after this one</source>
            <translation>Nach dieser noch eine Frage</translation>
        </message>
        <message>
            <source>{n} more questions after this one</source>
            <translation>Nach dieser noch {n} Fragen</translation>
        </message>
        <message>
            <source>This is not asked any more: the connection has ended, or was taken down.</source>
            <translation>Danach wird nicht mehr gefragt: Die Verbindung ist beendet oder wurde getrennt.</translation>
        </message>
        <message>
            <source>For the connection {connection}, at {hop}</source>
            <translation>Für die Verbindung {connection}, an {hop}</translation>
        </message>
        <message>
            <source>For the connection {connection}</source>
            <translation>Für die Verbindung {connection}</translation>
        </message>
    </context>
    <context>
        <name>PropertiesDialog</name>
        <message>
            <source>Properties</source>
            <translation>Eigenschaften</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>Wo</translation>
        </message>
        <message>
            <source>{folder} on {machine}</source>
            <translation>{folder} auf {machine}</translation>
        </message>
        <message>
            <source>Contents</source>
            <translation>Inhalt</translation>
        </message>
        <message>
            <source>counting…</source>
            <translation>wird gezählt …</translation>
        </message>
        <message>
            <source>{count}, and what is in folders that cannot be listed</source>
            <translation>{count}, und was in Ordnern ist, die sich nicht lesen lassen</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Leads to</source>
            <translation>Führt zu</translation>
        </message>
        <message>
            <source>Which is</source>
            <translation>Das ist</translation>
        </message>
        <message>
            <source>Without links</source>
            <translation>Ohne Links</translation>
        </message>
        <message>
            <source>{size} ({n} bytes)</source>
            <translation>{size} ({n} Bytes)</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Modified</source>
            <translation>Geändert</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Lesen</translation>
        </message>
        <message>
            <source>Permissions</source>
            <translation>Rechte</translation>
        </message>
        <message>
            <source>Owner and group</source>
            <translation>Besitzer und Gruppe</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>Namen</translation>
        </message>
        <message>
            <source>{n} (hard links)</source>
            <translation>{n} (harte Links)</translation>
        </message>
        <message>
            <source>SHA-256</source>
            <translation>SHA-256</translation>
        </message>
        <message>
            <source>nothing: there is no such file</source>
            <translation>nichts: eine solche Datei gibt es nicht</translation>
        </message>
        <message>
            <source>{type}, {size}</source>
            <translation>{type}, {size}</translation>
        </message>
        <message>
            <source>could not be counted</source>
            <translation>ließ sich nicht zählen</translation>
        </message>
    </context>
    <context>
        <name>QueueActs</name>
        <message>
            <source>&amp;Pause</source>
            <translation>&amp;Anhalten</translation>
        </message>
        <message>
            <source>&amp;Resume</source>
            <translation>&amp;Fortsetzen</translation>
        </message>
        <message>
            <source>Re&amp;try what failed</source>
            <translation>Gescheitertes &amp;noch einmal</translation>
        </message>
        <message>
            <source>Move &amp;up</source>
            <translation>Nach &amp;oben</translation>
        </message>
        <message>
            <source>Move &amp;down</source>
            <translation>Nach &amp;unten</translation>
        </message>
        <message>
            <source>&amp;Higher priority</source>
            <translation>&amp;Höhere Priorität</translation>
        </message>
        <message>
            <source>Lo&amp;wer priority</source>
            <translation>&amp;Niedrigere Priorität</translation>
        </message>
        <message>
            <source>Speed &amp;limit…</source>
            <translation>Höchst&amp;geschwindigkeit …</translation>
        </message>
        <message>
            <source>Show &amp;folder</source>
            <translation>&amp;Ordner zeigen</translation>
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation>A&amp;bbrechen</translation>
        </message>
        <message>
            <source>Remove from the l&amp;ist</source>
            <translation>Aus der &amp;Liste entfernen</translation>
        </message>
        <message>
            <source>Cancel this transfer?</source>
            <translation>Diese Übertragung abbrechen?</translation>
        </message>
        <message>
            <source>Cancel {n} transfers?</source>
            <translation>{n} Übertragungen abbrechen?</translation>
        </message>
        <message>
            <source>{size} have arrived. Files that are complete stay; what there is of the others is deleted. A paused transfer can go on later.</source>
            <translation>{size} sind angekommen. Vollständige Dateien bleiben; was von den anderen da ist, wird gelöscht. Eine angehaltene Übertragung kann später weitergehen.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>&amp;Cancel it</source>
            <translation>&amp;Abbrechen</translation>
        </message>
        <message>
            <source>&amp;Cancel them</source>
            <translation>&amp;Abbrechen</translation>
        </message>
        <message>
            <source>&amp;Go on</source>
            <translation>&amp;Weitermachen</translation>
        </message>
        <message>
            <source>{n} transfers</source>
            <translation>{n} Übertragungen</translation>
        </message>
    </context>
    <context>
        <name>QueueDelegate</name>
        <message>
            <source>{done} of {all}</source>
            <translation>{done} von {all}</translation>
        </message>
        <message>
            <source>888 MB of 888 MB</source>
            <translation>888 MB von 888 MB</translation>
        </message>
    </context>
    <context>
        <name>QueueHeader</name>
        <message>
            <source>Which transfers are shown</source>
            <translation>Welche Übertragungen gezeigt werden</translation>
        </message>
        <message>
            <source>Pause all transfers</source>
            <translation>Alle Übertragungen anhalten</translation>
        </message>
        <message>
            <source>Resume all paused transfers</source>
            <translation>Alle angehaltenen Übertragungen fortsetzen</translation>
        </message>
        <message>
            <source>Remove all that have ended from the list</source>
            <translation>Alle beendeten aus der Liste entfernen</translation>
        </message>
        <message>
            <source>Speed limit of each transfer</source>
            <translation>Höchstgeschwindigkeit jeder Übertragung</translation>
        </message>
        <message>
            <source>What happens after the last transfer</source>
            <translation>Was nach der letzten Übertragung geschieht</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Mehr</translation>
        </message>
        <message>
            <source>Progress of all transfers</source>
            <translation>Fortschritt aller Übertragungen</translation>
        </message>
        <message>
            <source>&amp;Resume</source>
            <translation>&amp;Fortsetzen</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>Wartend</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>Laufend</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Gescheitert</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>A transfer was interrupted when Towpath ended.</source>
            <translation>Eine Übertragung wurde unterbrochen, als Towpath endete.</translation>
        </message>
        <message>
            <source>{n} transfers were interrupted when Towpath ended.</source>
            <translation>{n} Übertragungen wurden unterbrochen, als Towpath endete.</translation>
        </message>
        <message>
            <source>Then a sound</source>
            <translation>Dann ein Ton</translation>
        </message>
        <message>
            <source>Then disconnect</source>
            <translation>Dann trennen</translation>
        </message>
        <message>
            <source>&amp;No limit</source>
            <translation>&amp;Unbegrenzt</translation>
        </message>
        <message>
            <source>&amp;Other…</source>
            <translation>&amp;Andere …</translation>
        </message>
        <message>
            <source>For all transfers in the queue, and for new ones</source>
            <translation>Für alle Übertragungen der Warteschlange und für neue</translation>
        </message>
        <message>
            <source>Do &amp;nothing</source>
            <translation>&amp;Nichts tun</translation>
        </message>
        <message>
            <source>Play a &amp;sound</source>
            <translation>Einen &amp;Ton spielen</translation>
        </message>
        <message>
            <source>&amp;Disconnect</source>
            <translation>&amp;Trennen</translation>
        </message>
    </context>
    <context>
        <name>QueuePanel</name>
        <message>
            <source>&amp;Export the queue…</source>
            <translation>Warteschlange &amp;exportieren …</translation>
        </message>
        <message>
            <source>&amp;Import a queue…</source>
            <translation>Warteschlange &amp;importieren …</translation>
        </message>
        <message>
            <source>Nothing to transfer. Drag files from one pane to the other.</source>
            <translation>Nichts zu übertragen. Dateien von einer Seite auf die andere ziehen.</translation>
        </message>
        <message>
            <source>None of the transfers.</source>
            <translation>Keine der Übertragungen.</translation>
        </message>
        <message>
            <source>Export the queue</source>
            <translation>Warteschlange exportieren</translation>
        </message>
        <message>
            <source>Import a queue</source>
            <translation>Warteschlange importieren</translation>
        </message>
        <message>
            <source>Queues (*.json);;All files (*)</source>
            <translation>Warteschlangen (*.json);;Alle Dateien (*)</translation>
        </message>
    </context>
    <context>
        <name>QueueView</name>
        <message>
            <source>Transfers</source>
            <translation>Übertragungen</translation>
        </message>
    </context>
    <context>
        <name>QueueWatch</name>
        <message>
            <source>Open the queue to see why, and to try again.</source>
            <translation>Die Warteschlange öffnen, um den Grund zu sehen und es noch einmal zu versuchen.</translation>
        </message>
    </context>
    <context>
        <name>QuickConnectDialog</name>
        <message>
            <source>Quick connect</source>
            <translation>Schnell verbinden</translation>
        </message>
        <message>
            <source>user@host</source>
            <translation>benutzer@host</translation>
        </message>
        <message>
            <source>&amp;Where to?</source>
            <translation>&amp;Wohin?</translation>
        </message>
        <message>
            <source>Where to</source>
            <translation>Wohin</translation>
        </message>
        <message>
            <source>user@host, user@host:2222/folder, sftp://user@host/folder, a host of ~/.ssh/config,
or the name of a connection.
Passwords are asked for when they are needed. The connection is kept until Towpath ends,
unless you save it.</source>
            <translation>benutzer@host, benutzer@host:2222/ordner, sftp://benutzer@host/ordner, ein Host aus ~/.ssh/config
oder der Name einer Verbindung.
Nach Passwörtern wird bei Bedarf gefragt. Die Verbindung bleibt, bis Towpath endet,
oder bis sie gespeichert wird.</translation>
        </message>
        <message>
            <source>&amp;Connect</source>
            <translation>&amp;Verbinden</translation>
        </message>
    </context>
    <context>
        <name>QuickFilter</name>
        <message>
            <source>part of a name, or a pattern: *.txt</source>
            <translation>Teil eines Namens, oder ein Muster: *.txt</translation>
        </message>
        <message>
            <source>&amp;Filter:</source>
            <translation>&amp;Filter:</translation>
        </message>
        <message>
            <source>Show only names with</source>
            <translation>Nur Namen zeigen mit</translation>
        </message>
        <message>
            <source>Show all names again (Esc)</source>
            <translation>Wieder alle Namen zeigen (Esc)</translation>
        </message>
        <message>
            <source>Show all names again</source>
            <translation>Wieder alle Namen zeigen</translation>
        </message>
    </context>
    <context>
        <name>RateBox</name>
        <message>
            <source> kB/s</source>
            <translation> kB/s</translation>
        </message>
        <message>
            <source>No limit</source>
            <translation>Unbegrenzt</translation>
        </message>
        <message>
            <source>Speed limit</source>
            <translation>Höchstgeschwindigkeit</translation>
        </message>
    </context>
    <context>
        <name>Reasons</name>
        <message>
            <source>Not on the left</source>
            <translation>Links nicht da</translation>
        </message>
        <message>
            <source>Not on the right</source>
            <translation>Rechts nicht da</translation>
        </message>
        <message>
            <source>a file</source>
            <translation>eine Datei</translation>
        </message>
        <message>
            <source>a folder</source>
            <translation>ein Ordner</translation>
        </message>
        <message>
            <source>a link</source>
            <translation>ein Link</translation>
        </message>
        <message>
            <source>a device</source>
            <translation>ein Gerät</translation>
        </message>
        <message>
            <source>{first} in the left, {second} in the right</source>
            <translation>links {first}, rechts {second}</translation>
        </message>
        <message>
            <source>{first} in the left, {second} in the right, in which something is left alone</source>
            <translation>links {first}, rechts {second}, worin etwas unberührt bleibt</translation>
        </message>
        <message>
            <source>they differ, and it cannot be told which is newer</source>
            <translation>sie sind verschieden, und welche neuer ist, lässt sich nicht sagen</translation>
        </message>
        <message>
            <source>they differ; the left is newer</source>
            <translation>sie sind verschieden; die linke ist neuer</translation>
        </message>
        <message>
            <source>they differ; the right is newer</source>
            <translation>sie sind verschieden; die rechte ist neuer</translation>
        </message>
        <message>
            <source>Different kinds</source>
            <translation>Verschiedene Arten</translation>
        </message>
        <message>
            <source>The links lead elsewhere</source>
            <translation>Die Links führen woandershin</translation>
        </message>
        <message>
            <source>{first} against {second}</source>
            <translation>{first} gegen {second}</translation>
        </message>
        <message>
            <source>{first} against {second} bytes</source>
            <translation>{first} gegen {second} Bytes</translation>
        </message>
        <message>
            <source>{later}; {sizes}</source>
            <translation>{later}; {sizes}</translation>
        </message>
        <message>
            <source>The contents differ</source>
            <translation>Der Inhalt ist verschieden</translation>
        </message>
        <message>
            <source>Newer on the left</source>
            <translation>Links neuer</translation>
        </message>
        <message>
            <source>Newer on the right</source>
            <translation>Rechts neuer</translation>
        </message>
        <message>
            <source>Copy to the right</source>
            <translation>Nach rechts kopieren</translation>
        </message>
        <message>
            <source>Copy to the left</source>
            <translation>Nach links kopieren</translation>
        </message>
        <message>
            <source>Update the right</source>
            <translation>Rechts aktualisieren</translation>
        </message>
        <message>
            <source>Update the left</source>
            <translation>Links aktualisieren</translation>
        </message>
        <message>
            <source>Delete on the left</source>
            <translation>Links löschen</translation>
        </message>
        <message>
            <source>Delete on the right</source>
            <translation>Rechts löschen</translation>
        </message>
        <message>
            <source>Undecided</source>
            <translation>Unentschieden</translation>
        </message>
        <message>
            <source>Leave</source>
            <translation>Lassen</translation>
        </message>
    </context>
    <context>
        <name>RestoreDialog</name>
        <message>
            <source>Restore</source>
            <translation>Wiederherstellen</translation>
        </message>
        <message>
            <source>Restore from {file}</source>
            <translation>Aus {file} wiederherstellen</translation>
        </message>
        <message>
            <source>Nothing that is here is replaced: only what is not there any more comes back.</source>
            <translation>Nichts von hier wird ersetzt: Nur was nicht mehr da ist, kommt zurück.</translation>
        </message>
        <message>
            <source>Passphrase of the backup</source>
            <translation>Passphrase der Sicherung</translation>
        </message>
        <message>
            <source>Its &amp;passphrase</source>
            <translation>Ihre &amp;Passphrase</translation>
        </message>
        <message>
            <source>What comes back</source>
            <translation>Was zurückkommt</translation>
        </message>
        <message>
            <source>&amp;Look into it</source>
            <translation>&amp;Hineinsehen</translation>
        </message>
        <message>
            <source>Restoring…</source>
            <translation>Wird wiederhergestellt …</translation>
        </message>
        <message>
            <source>Decrypting…</source>
            <translation>Wird entschlüsselt …</translation>
        </message>
        <message>
            <source>Comes back: {n}</source>
            <translation>Kommt zurück: {n}</translation>
        </message>
        <message>
            <source>Left out: {n}</source>
            <translation>Ausgelassen: {n}</translation>
        </message>
        <message>
            <source>&amp;Restore</source>
            <translation>&amp;Wiederherstellen</translation>
        </message>
        <message>
            <source>Nothing of it is missing here.</source>
            <translation>Hier fehlt nichts davon.</translation>
        </message>
        <message>
            <source>One connection</source>
            <translation>Eine Verbindung</translation>
        </message>
        <message>
            <source>{n} connections</source>
            <translation>{n} Verbindungen</translation>
        </message>
        <message>
            <source>one key</source>
            <translation>ein Schlüssel</translation>
        </message>
        <message>
            <source>{n} keys</source>
            <translation>{n} Schlüssel</translation>
        </message>
        <message>
            <source>{connections} and {keys} would come back.</source>
            <translation>{connections} und {keys} kämen zurück.</translation>
        </message>
    </context>
    <context>
        <name>RuleActs</name>
        <message>
            <source>&amp;Add a rule…</source>
            <translation>Regel &amp;hinzufügen …</translation>
        </message>
        <message>
            <source>&amp;Edit…</source>
            <translation>&amp;Bearbeiten …</translation>
        </message>
        <message>
            <source>&amp;Duplicate…</source>
            <translation>&amp;Duplizieren …</translation>
        </message>
        <message>
            <source>Switch &amp;on</source>
            <translation>&amp;Einschalten</translation>
        </message>
        <message>
            <source>Move &amp;up</source>
            <translation>Nach &amp;oben</translation>
        </message>
        <message>
            <source>Move dow&amp;n</source>
            <translation>Nach &amp;unten</translation>
        </message>
        <message>
            <source>&amp;Remove…</source>
            <translation>Ent&amp;fernen …</translation>
        </message>
        <message>
            <source>Switch &amp;off</source>
            <translation>&amp;Ausschalten</translation>
        </message>
        <message>
            <source>Remove this rule?</source>
            <translation>Diese Regel entfernen?</translation>
        </message>
        <message>
            <source>Remove {n} rules?</source>
            <translation>{n} Regeln entfernen?</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>und {n} weitere</translation>
        </message>
        <message>
            <source>Remove rules</source>
            <translation>Regeln entfernen</translation>
        </message>
        <message>
            <source>Lost for good:
{rules}</source>
            <translation>Endgültig verloren:
{rules}</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>&amp;Entfernen</translation>
        </message>
    </context>
    <context>
        <name>RuleDialog</name>
        <message>
            <source>Add a rule</source>
            <translation>Regel hinzufügen</translation>
        </message>
        <message>
            <source>Edit rule</source>
            <translation>Regel bearbeiten</translation>
        </message>
        <message>
            <source>&amp;Add</source>
            <translation>&amp;Hinzufügen</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>&amp;Speichern</translation>
        </message>
        <message>
            <source>Site</source>
            <translation>Website</translation>
        </message>
        <message>
            <source>Through a connection</source>
            <translation>Über eine Verbindung</translation>
        </message>
        <message>
            <source>The far machine looks its name up</source>
            <translation>Der ferne Rechner schlägt ihren Namen nach</translation>
        </message>
        <message>
            <source>Direct</source>
            <translation>Direkt</translation>
        </message>
        <message>
            <source>As if Towpath were not there</source>
            <translation>Als gäbe es Towpath nicht</translation>
        </message>
        <message>
            <source>Blocked</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>The browser gets an error page</source>
            <translation>Der Browser bekommt eine Fehlerseite</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>Verbindung</translation>
        </message>
        <message>
            <source>There is none yet: add one on the page Connections</source>
            <translation>Es gibt noch keine: auf der Seite Verbindungen eine hinzufügen</translation>
        </message>
        <message>
            <source>Choose one</source>
            <translation>Eine wählen</translation>
        </message>
        <message>
            <source>If that is down</source>
            <translation>Wenn sie nicht steht</translation>
        </message>
        <message>
            <source>Error page: nothing leaves another way</source>
            <translation>Fehlerseite: nichts geht einen anderen Weg</translation>
        </message>
        <message>
            <source>Go direct instead</source>
            <translation>Stattdessen direkt</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>For yourself</source>
            <translation>Nur zur Erinnerung</translation>
        </message>
        <message>
            <source>The rule is &amp;on</source>
            <translation>Die &amp;Regel gilt</translation>
        </message>
        <message>
            <source>Try a site</source>
            <translation>Website ausprobieren</translation>
        </message>
        <message>
            <source>A URL or a host, to see whether the rule is for it</source>
            <translation>Eine URL oder ein Host, um zu sehen, ob die Regel dafür gilt</translation>
        </message>
        <message>
            <source>S&amp;ite</source>
            <translation>Websi&amp;te</translation>
        </message>
        <message>
            <source>Goes</source>
            <translation>Geht</translation>
        </message>
        <message>
            <source>&amp;Through</source>
            <translation>&amp;Über</translation>
        </message>
        <message>
            <source>If that is &amp;down</source>
            <translation>&amp;Wenn sie nicht steht</translation>
        </message>
        <message>
            <source>&amp;Lasts</source>
            <translation>&amp;Gilt</translation>
        </message>
        <message>
            <source>&amp;Note</source>
            <translation>&amp;Notiz</translation>
        </message>
        <message>
            <source>T&amp;ry</source>
            <translation>&amp;Ausprobieren</translation>
        </message>
        <message>
            <source>Its connection was removed: choose another one</source>
            <translation>Ihre Verbindung wurde entfernt: eine andere wählen</translation>
        </message>
        <message>
            <source>There is another rule for exactly this.</source>
            <translation>Für genau das gibt es eine andere Regel.</translation>
        </message>
        <message>
            <source>The rule is not for {host}</source>
            <translation>Die Regel gilt nicht für {host}</translation>
        </message>
        <message>
            <source>The rule is for {host}</source>
            <translation>Die Regel gilt für {host}</translation>
        </message>
        <message>
            <source>The rule is for {host}, but another one stands above it and decides: {rule}</source>
            <translation>Die Regel gilt für {host}, aber darüber steht eine andere und entscheidet: {rule}</translation>
        </message>
    </context>
    <context>
        <name>RuleFiles</name>
        <message>
            <source>&amp;Import…</source>
            <translation>&amp;Importieren …</translation>
        </message>
        <message>
            <source>Export as &amp;PAC file…</source>
            <translation>Als &amp;PAC-Datei exportieren …</translation>
        </message>
        <message>
            <source>Export for &amp;FoxyProxy…</source>
            <translation>Für &amp;FoxyProxy exportieren …</translation>
        </message>
        <message>
            <source>&amp;Copy the address of the PAC file</source>
            <translation>Adresse der PAC-Datei &amp;kopieren</translation>
        </message>
        <message>
            <source>Files with rules (*.json *.bak *.pac *.js *.txt *.dat *.sorl *.conf)</source>
            <translation>Dateien mit Regeln (*.json *.bak *.pac *.js *.txt *.dat *.sorl *.conf)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Import rules</source>
            <translation>Regeln importieren</translation>
        </message>
        <message>
            <source>Look into it</source>
            <translation>Hineinsehen</translation>
        </message>
        <message>
            <source>Export as PAC file</source>
            <translation>Als PAC-Datei exportieren</translation>
        </message>
        <message>
            <source>PAC files (*.pac);;All files (*)</source>
            <translation>PAC-Dateien (*.pac);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Export for FoxyProxy</source>
            <translation>Für FoxyProxy exportieren</translation>
        </message>
        <message>
            <source>JSON (*.json);;All files (*)</source>
            <translation>JSON (*.json);;Alle Dateien (*)</translation>
        </message>
    </context>
    <context>
        <name>RuleModel</name>
        <message>
            <source>Site</source>
            <translation>Website</translation>
        </message>
        <message>
            <source>Goes</source>
            <translation>Geht</translation>
        </message>
        <message>
            <source>If down</source>
            <translation>Ersatz</translation>
        </message>
        <message>
            <source>Lasts</source>
            <translation>Gilt</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>switched off</source>
            <translation>ausgeschaltet</translation>
        </message>
    </context>
    <context>
        <name>RulePanel</name>
        <message>
            <source>No rule has these words</source>
            <translation>Keine Regel enthält diese Wörter</translation>
        </message>
        <message>
            <source>Rules</source>
            <translation>Regeln</translation>
        </message>
        <message>
            <source>The first that fits decides</source>
            <translation>Die erste passende entscheidet</translation>
        </message>
        <message>
            <source>Search rules</source>
            <translation>Regeln suchen</translation>
        </message>
        <message>
            <source>&amp;Add</source>
            <translation>&amp;Hinzufügen</translation>
        </message>
        <message>
            <source>Add a rule…</source>
            <translation>Regel hinzufügen …</translation>
        </message>
        <message>
            <source>Import and export</source>
            <translation>Importieren und exportieren</translation>
        </message>
        <message>
            <source>Which sites go through which connection?</source>
            <translation>Welche Websites gehen über welche Verbindung?</translation>
        </message>
        <message>
            <source>A rule says it for a domain, a host or a network; what has no rule goes direct.
Or open a browser that goes through one connection with all it does: it needs no rules.</source>
            <translation>Eine Regel sagt es für eine Domain, einen Host oder ein Netz; was keine Regel hat, geht direkt.
Oder einen Browser öffnen, der mit allem über eine Verbindung geht: Er braucht keine Regeln.</translation>
        </message>
        <message>
            <source>&amp;Add a rule…</source>
            <translation>Regel &amp;hinzufügen …</translation>
        </message>
        <message>
            <source>&amp;Import…</source>
            <translation>&amp;Importieren …</translation>
        </message>
        <message>
            <source>O&amp;pen a browser</source>
            <translation>Browser &amp;öffnen</translation>
        </message>
    </context>
    <context>
        <name>RuleTable</name>
        <message>
            <source>Rules</source>
            <translation>Regeln</translation>
        </message>
    </context>
    <context>
        <name>Rules</name>
        <message>
            <source>{name} and all below it</source>
            <translation>{name} und alles darunter</translation>
        </message>
        <message>
            <source>{name} alone</source>
            <translation>nur {name}</translation>
        </message>
        <message>
            <source>the address {address}</source>
            <translation>die Adresse {address}</translation>
        </message>
        <message>
            <source>addresses in {network}</source>
            <translation>Adressen in {network}</translation>
        </message>
        <message>
            <source>names that fit {regex}</source>
            <translation>Namen, auf die {regex} passt</translation>
        </message>
        <message>
            <source>{name} and every name that ends in .{name}</source>
            <translation>{name} und jeder Name, der auf .{name} endet</translation>
        </message>
        <message>
            <source>{name} alone, not the names below it</source>
            <translation>Nur {name}, nicht die Namen darunter</translation>
        </message>
        <message>
            <source>The address {address}, where it is typed as an address: names are not looked up</source>
            <translation>Die Adresse {address}, wo sie als Adresse eingegeben ist: Namen werden nicht nachgeschlagen</translation>
        </message>
        <message>
            <source>Addresses from {first} to {last}, where they are typed as addresses: names are not looked up</source>
            <translation>Adressen von {first} bis {last}, wo sie als Adressen eingegeben sind: Namen werden nicht nachgeschlagen</translation>
        </message>
        <message>
            <source>Every host in whose name this regular expression is found</source>
            <translation>Jeder Host, in dessen Namen dieser reguläre Ausdruck vorkommt</translation>
        </message>
        <message>
            <source>Its connection is gone</source>
            <translation>Ihre Verbindung gibt es nicht mehr</translation>
        </message>
        <message>
            <source>{way} ({state})</source>
            <translation>{way} ({state})</translation>
        </message>
        <message>
            <source>Error page</source>
            <translation>Fehlerseite</translation>
        </message>
        <message>
            <source>Goes direct</source>
            <translation>Geht direkt</translation>
        </message>
        <message>
            <source>Always</source>
            <translation>Immer</translation>
        </message>
        <message>
            <source>Until Towpath ends</source>
            <translation>Bis Towpath endet</translation>
        </message>
        <message>
            <source>Direction</source>
            <translation>Richtung</translation>
        </message>
        <message>
            <source>The right becomes like the left</source>
            <translation>Rechts wird wie links</translation>
        </message>
        <message>
            <source>The left becomes like the right</source>
            <translation>Links wird wie rechts</translation>
        </message>
        <message>
            <source>Both ways: each gets what it lacks</source>
            <translation>Beide Wege: Jede Seite bekommt, was ihr fehlt</translation>
        </message>
        <message>
            <source>What counts as different</source>
            <translation>Was als verschieden zählt</translation>
        </message>
        <message>
            <source>Size or time of change</source>
            <translation>Größe oder Zeit der Änderung</translation>
        </message>
        <message>
            <source>Size alone</source>
            <translation>Nur Größe</translation>
        </message>
        <message>
            <source>Content (reads every file on both sides)</source>
            <translation>Inhalt (liest jede Datei auf beiden Seiten)</translation>
        </message>
        <message>
            <source>Where both have a file, and these differ</source>
            <translation>Wo beide eine Datei haben, und diese verschieden sind</translation>
        </message>
        <message>
            <source>&amp;Delete what only the other side has</source>
            <translation>&amp;Löschen, was nur die andere Seite hat</translation>
        </message>
        <message>
            <source>Leave out</source>
            <translation>Auslassen</translation>
        </message>
        <message>
            <source>*.o  node_modules/  /build  (as for rsync; quotes around spaces)</source>
            <translation>*.o  node_modules/  /build  (wie bei rsync; Anführungszeichen um Leerzeichen)</translation>
        </message>
        <message>
            <source>D&amp;irection:</source>
            <translation>&amp;Richtung:</translation>
        </message>
        <message>
            <source>Differs &amp;by:</source>
            <translation>Verschieden &amp;nach:</translation>
        </message>
        <message>
            <source>Where bot&amp;h differ:</source>
            <translation>&amp;Wo beide verschieden sind:</translation>
        </message>
        <message>
            <source>&amp;Leave out:</source>
            <translation>&amp;Auslassen:</translation>
        </message>
        <message>
            <source>It is overwritten by the other side's</source>
            <translation>Die der anderen Seite überschreibt sie</translation>
        </message>
        <message>
            <source>The newer one wins</source>
            <translation>Die neuere gewinnt</translation>
        </message>
        <message>
            <source>It is overwritten if the other side's is newer</source>
            <translation>Die der anderen Seite überschreibt sie, wenn sie neuer ist</translation>
        </message>
        <message>
            <source>I decide in the plan</source>
            <translation>Ich entscheide im Plan</translation>
        </message>
    </context>
    <context>
        <name>SavingDialog</name>
        <message>
            <source>Discard your changes?</source>
            <translation>Änderungen verwerfen?</translation>
        </message>
        <message>
            <source>&amp;Discard</source>
            <translation>&amp;Verwerfen</translation>
        </message>
        <message>
            <source>&amp;Keep editing</source>
            <translation>&amp;Weiter bearbeiten</translation>
        </message>
    </context>
    <context>
        <name>SearchDialog</name>
        <message>
            <source>Search below {folder} on {machine}</source>
            <translation>Unter {folder} auf {machine} suchen</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Name to search for</source>
            <translation>Gesuchter Name</translation>
        </message>
        <message>
            <source>A part of the name, or a pattern like *.log</source>
            <translation>Teil des Namens, oder ein Muster wie *.log</translation>
        </message>
        <message>
            <source>&amp;Match case</source>
            <translation>&amp;Groß- und Kleinschreibung</translation>
        </message>
        <message>
            <source>Links are not followed.</source>
            <translation>Links wird nicht gefolgt.</translation>
        </message>
        <message>
            <source>Found</source>
            <translation>Gefunden</translation>
        </message>
        <message>
            <source>&amp;Go there</source>
            <translation>&amp;Dorthin gehen</translation>
        </message>
        <message>
            <source>&amp;Transfer to the other pane</source>
            <translation>Auf die andere Seite ü&amp;bertragen</translation>
        </message>
        <message>
            <source>Searching</source>
            <translation>Suche läuft</translation>
        </message>
        <message>
            <source>Stopped.</source>
            <translation>Angehalten.</translation>
        </message>
        <message>
            <source>Done: {n} folders looked at.</source>
            <translation>Fertig: {n} Ordner angesehen.</translation>
        </message>
        <message>
            <source>{n} cannot be listed.</source>
            <translation>{n} lassen sich nicht lesen.</translation>
        </message>
        <message>
            <source>&amp;Stop</source>
            <translation>&amp;Anhalten</translation>
        </message>
        <message>
            <source>&amp;Find</source>
            <translation>&amp;Suchen</translation>
        </message>
        <message>
            <source>1 found</source>
            <translation>1 gefunden</translation>
        </message>
        <message>
            <source>{n} found</source>
            <translation>{n} gefunden</translation>
        </message>
        <message>
            <source>{n} found, the first {most} shown</source>
            <translation>{n} gefunden, die ersten {most} gezeigt</translation>
        </message>
    </context>
    <context>
        <name>SearchField</name>
        <message>
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
    </context>
    <context>
        <name>SecretDialog</name>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>Passphrase of a key</source>
            <translation>Passphrase eines Schlüssels</translation>
        </message>
        <message>
            <source>The password was refused. Try again.</source>
            <translation>Das Passwort wurde abgelehnt. Noch einmal versuchen.</translation>
        </message>
        <message>
            <source>The passphrase is wrong. Try again.</source>
            <translation>Die Passphrase ist falsch. Noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Account</source>
            <translation>Konto</translation>
        </message>
        <message>
            <source>Key file</source>
            <translation>Schlüsseldatei</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>Fingerabdruck</translation>
        </message>
        <message>
            <source>Passphrase</source>
            <translation>Passphrase</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <source>until Towpath ends</source>
            <translation>bis Towpath endet</translation>
        </message>
        <message>
            <source>in the system's keyring</source>
            <translation>im Schlüsselbund des Systems</translation>
        </message>
        <message>
            <source>&amp;Keep it</source>
            <translation>&amp;Behalten</translation>
        </message>
        <message>
            <source>The keyring cannot keep it: {why}</source>
            <translation>Der Schlüsselbund kann es nicht aufbewahren: {why}</translation>
        </message>
        <message>
            <source>&amp;Log in</source>
            <translation>&amp;Anmelden</translation>
        </message>
        <message>
            <source>&amp;Unlock</source>
            <translation>&amp;Entsperren</translation>
        </message>
    </context>
    <context>
        <name>SecretModel</name>
        <message>
            <source>For</source>
            <translation>Für</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>Bleibt</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>Verwendet von</translation>
        </message>
        <message>
            <source>Stored</source>
            <translation>Gespeichert</translation>
        </message>
    </context>
    <context>
        <name>SecretWords</name>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>Passphrase of a key</source>
            <translation>Passphrase eines Schlüssels</translation>
        </message>
        <message>
            <source>Password of a proxy</source>
            <translation>Passwort eines Proxys</translation>
        </message>
        <message>
            <source>Password of a forward</source>
            <translation>Passwort einer Weiterleitung</translation>
        </message>
        <message>
            <source>gone from the keyring</source>
            <translation>nicht mehr im Schlüsselbund</translation>
        </message>
        <message>
            <source>until Towpath ends</source>
            <translation>bis Towpath endet</translation>
        </message>
        <message>
            <source>keyring</source>
            <translation>Schlüsselbund</translation>
        </message>
        <message>
            <source>no connection</source>
            <translation>keine Verbindung</translation>
        </message>
    </context>
    <context>
        <name>SecretsView</name>
        <message>
            <source>&amp;Forget</source>
            <translation>&amp;Vergessen</translation>
        </message>
        <message>
            <source>Nothing that is stored has these words</source>
            <translation>Nichts Gespeichertes enthält diese Wörter</translation>
        </message>
        <message>
            <source>Asking the keyring…</source>
            <translation>Der Schlüsselbund wird gefragt …</translation>
        </message>
        <message>
            <source>Search what is stored</source>
            <translation>In Gespeichertem suchen</translation>
        </message>
        <message>
            <source>Forget &amp;all…</source>
            <translation>&amp;Alles vergessen …</translation>
        </message>
        <message>
            <source>Stored secrets</source>
            <translation>Gespeicherte Geheimnisse</translation>
        </message>
        <message>
            <source>Where Towpath asks for a password or a passphrase, it can be remembered: until Towpath ends, or in the system's keyring. One-time codes never are.</source>
            <translation>Wo Towpath nach einem Passwort oder einer Passphrase fragt, lässt es sich merken: bis Towpath endet, oder im Schlüsselbund des Systems. Einmalcodes nie.</translation>
        </message>
        <message>
            <source>&amp;Look again</source>
            <translation>&amp;Neu nachsehen</translation>
        </message>
        <message>
            <source>Nothing is stored</source>
            <translation>Nichts ist gespeichert</translation>
        </message>
        <message>
            <source>Nothing to show while the keyring cannot be used</source>
            <translation>Nichts zu zeigen, solange der Schlüsselbund nicht verwendbar ist</translation>
        </message>
        <message>
            <source>{keyring} encrypts what is kept for later</source>
            <translation>{keyring} verschlüsselt, was für später bleibt</translation>
        </message>
        <message>
            <source>Forget all secrets</source>
            <translation>Alle Geheimnisse vergessen</translation>
        </message>
        <message>
            <source>Forget all passwords and passphrases that Towpath has stored?</source>
            <translation>Alle Passwörter und Passphrasen vergessen, die Towpath gespeichert hat?</translation>
        </message>
        <message>
            <source>You are asked for each of them again. What other programs have stored stays.</source>
            <translation>Nach jedem davon wird wieder gefragt. Was andere Programme gespeichert haben, bleibt.</translation>
        </message>
        <message>
            <source>&amp;Forget all</source>
            <translation>&amp;Alle vergessen</translation>
        </message>
    </context>
    <context>
        <name>SendSite</name>
        <message>
            <source>Through another connection</source>
            <translation>Über eine andere Verbindung</translation>
        </message>
        <message>
            <source>&amp;Direct</source>
            <translation>&amp;Direkt</translation>
        </message>
        <message>
            <source>Bloc&amp;k</source>
            <translation>&amp;Sperren</translation>
        </message>
        <message>
            <source>How long</source>
            <translation>Wie lange</translation>
        </message>
        <message>
            <source>always</source>
            <translation>immer</translation>
        </message>
        <message>
            <source>until Towpath ends</source>
            <translation>bis Towpath endet</translation>
        </message>
        <message>
            <source>for an hour</source>
            <translation>eine Stunde lang</translation>
        </message>
        <message>
            <source>Send {domain}</source>
            <translation>{domain} schicken</translation>
        </message>
        <message>
            <source>Choose a site to send it another way.</source>
            <translation>Eine Website wählen, um sie einen anderen Weg zu schicken.</translation>
        </message>
        <message>
            <source>&amp;Through {name}</source>
            <translation>&amp;Über {name}</translation>
        </message>
        <message>
            <source>Send {domain} through {name}</source>
            <translation>{domain} über {name} schicken</translation>
        </message>
        <message>
            <source>Through {name}</source>
            <translation>Über {name}</translation>
        </message>
        <message>
            <source>Send {domain} direct</source>
            <translation>{domain} direkt schicken</translation>
        </message>
        <message>
            <source>Block {domain}</source>
            <translation>{domain} sperren</translation>
        </message>
    </context>
    <context>
        <name>ServerDialog</name>
        <message>
            <source>Connection</source>
            <translation>Verbindung</translation>
        </message>
        <message>
            <source>There is none yet: add one on the page Connections</source>
            <translation>Es gibt noch keine: auf der Seite Verbindungen eine hinzufügen</translation>
        </message>
        <message>
            <source>&amp;Connection</source>
            <translation>&amp;Verbindung</translation>
        </message>
        <message>
            <source>Logging in</source>
            <translation>Anmeldung läuft</translation>
        </message>
    </context>
    <context>
        <name>ServerDialogs</name>
        <message>
            <source>Install on a server</source>
            <translation>Auf einem Server installieren</translation>
        </message>
        <message>
            <source>Install {key} on a server</source>
            <translation>{key} auf einem Server installieren</translation>
        </message>
        <message>
            <source>Logs in with this connection as usual, adds the public part to the account's authorized_keys, and then sees whether the key alone is enough.</source>
            <translation>Meldet sich wie gewohnt mit dieser Verbindung an, fügt den öffentlichen Teil in authorized_keys des Kontos ein und prüft dann, ob der Schlüssel allein genügt.</translation>
        </message>
        <message>
            <source>&amp;Install</source>
            <translation>&amp;Installieren</translation>
        </message>
        <message>
            <source>Installed: {server} accepts this key now. It is in {file}.</source>
            <translation>Installiert: {server} nimmt diesen Schlüssel jetzt an. Er steht in {file}.</translation>
        </message>
        <message>
            <source>It was in {file} already, and {server} accepts it.</source>
            <translation>Er stand schon in {file}, und {server} nimmt ihn an.</translation>
        </message>
        <message>
            <source>It is in {file} now, but {server} does not accept it.</source>
            <translation>Er steht jetzt in {file}, aber {server} nimmt ihn nicht an.</translation>
        </message>
        <message>
            <source>It was in {file} already, but {server} does not accept it.</source>
            <translation>Er stand schon in {file}, aber {server} nimmt ihn nicht an.</translation>
        </message>
        <message>
            <source>Test a key</source>
            <translation>Schlüssel testen</translation>
        </message>
        <message>
            <source>Test {key} with a connection</source>
            <translation>{key} mit einer Verbindung testen</translation>
        </message>
        <message>
            <source>Logs in once more with this key alone. Passwords and other keys are left out; nothing changes there.</source>
            <translation>Meldet sich noch einmal nur mit diesem Schlüssel an. Passwörter und andere Schlüssel bleiben außen vor; dort ändert sich nichts.</translation>
        </message>
        <message>
            <source>&amp;Test</source>
            <translation>&amp;Testen</translation>
        </message>
        <message>
            <source>{server} accepts this key.</source>
            <translation>{server} nimmt diesen Schlüssel an.</translation>
        </message>
        <message>
            <source>{server} does not accept this key.</source>
            <translation>{server} nimmt diesen Schlüssel nicht an.</translation>
        </message>
    </context>
    <context>
        <name>SessionOptions</name>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <source>yes, with limits (ForwardX11)</source>
            <translation>ja, eingeschränkt (ForwardX11)</translation>
        </message>
        <message>
            <source>yes, trusted (ForwardX11Trusted)</source>
            <translation>ja, vertraut (ForwardX11Trusted)</translation>
        </message>
        <message>
            <source>when there is no command</source>
            <translation>wenn es keinen Befehl gibt</translation>
        </message>
        <message>
            <source>as ssh's auto</source>
            <translation>wie auto bei ssh</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>always</source>
            <translation>immer</translation>
        </message>
        <message>
            <source>a shell</source>
            <translation>eine Shell</translation>
        </message>
        <message>
            <source>Disconnect when a forward cannot listen</source>
            <translation>Trennen, wenn eine Weiterleitung nicht lauschen kann</translation>
        </message>
        <message>
            <source>Terminals run</source>
            <translation>Terminals führen aus</translation>
        </message>
        <message>
            <source>Ask for a terminal</source>
            <translation>Terminal anfordern</translation>
        </message>
        <message>
            <source>Show windows of there here</source>
            <translation>Fenster von dort hier zeigen</translation>
        </message>
        <message>
            <source>These three are for ssh in a terminal: they go into the copied command and exports.</source>
            <translation>Diese drei sind für ssh in einem Terminal: Sie kommen in den kopierten Befehl und in Exporte.</translation>
        </message>
        <message>
            <source>Send variables</source>
            <translation>Variablen senden</translation>
        </message>
        <message>
            <source>Set variables</source>
            <translation>Variablen setzen</translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Search settings</source>
            <translation>Einstellungen durchsuchen</translation>
        </message>
        <message>
            <source>Sections</source>
            <translation>Abschnitte</translation>
        </message>
        <message>
            <source>Towpath {version}</source>
            <translation>Towpath {version}</translation>
        </message>
        <message>
            <source>No setting has “{words}” in it.</source>
            <translation>Keine Einstellung enthält „{words}“.</translation>
        </message>
    </context>
    <context>
        <name>Shortcuts</name>
        <message>
            <source>Connections</source>
            <translation>Verbindungen</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Browser</source>
            <translation>Browser</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Activity</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Open a web app</source>
            <translation>Web-App öffnen</translation>
        </message>
        <message>
            <source>Search on this page</source>
            <translation>Auf dieser Seite suchen</translation>
        </message>
        <message>
            <source>Other pane, or between page and side bar</source>
            <translation>Andere Seite, oder zwischen Seite und Leiste</translation>
        </message>
        <message>
            <source>List of all keys</source>
            <translation>Liste aller Tasten</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Ansehen</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Bearbeiten</translation>
        </message>
        <message>
            <source>Transfer to the other pane</source>
            <translation>Auf die andere Seite übertragen</translation>
        </message>
        <message>
            <source>Move to the other pane</source>
            <translation>Auf die andere Seite verschieben</translation>
        </message>
        <message>
            <source>Download to a folder</source>
            <translation>In einen Ordner herunterladen</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>Umbenennen</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>Delete for good</source>
            <translation>Endgültig löschen</translation>
        </message>
        <message>
            <source>Permissions</source>
            <translation>Rechte</translation>
        </message>
        <message>
            <source>Properties</source>
            <translation>Eigenschaften</translation>
        </message>
        <message>
            <source>Copy the path</source>
            <translation>Pfad kopieren</translation>
        </message>
        <message>
            <source>Copy as scp command</source>
            <translation>Als scp-Befehl kopieren</translation>
        </message>
        <message>
            <source>Copy as sftp URL</source>
            <translation>Als sftp-URL kopieren</translation>
        </message>
        <message>
            <source>Cut</source>
            <translation>Ausschneiden</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Einfügen</translation>
        </message>
        <message>
            <source>New folder</source>
            <translation>Neuer Ordner</translation>
        </message>
        <message>
            <source>New file</source>
            <translation>Neue Datei</translation>
        </message>
        <message>
            <source>Upload files here</source>
            <translation>Dateien hierher hochladen</translation>
        </message>
        <message>
            <source>Download a URL here</source>
            <translation>URL hierher herunterladen</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>Neu lesen</translation>
        </message>
        <message>
            <source>Columns and sorting</source>
            <translation>Spalten und Sortierung</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>Vor</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>Hinauf</translation>
        </message>
        <message>
            <source>Home folder</source>
            <translation>Persönlicher Ordner</translation>
        </message>
        <message>
            <source>Type a path</source>
            <translation>Pfad eingeben</translation>
        </message>
        <message>
            <source>New tab</source>
            <translation>Neuer Tab</translation>
        </message>
        <message>
            <source>Close tab</source>
            <translation>Tab schließen</translation>
        </message>
        <message>
            <source>Next tab</source>
            <translation>Nächster Tab</translation>
        </message>
        <message>
            <source>Previous tab</source>
            <translation>Voriger Tab</translation>
        </message>
        <message>
            <source>Show hidden files</source>
            <translation>Versteckte Dateien zeigen</translation>
        </message>
        <message>
            <source>Bookmark this folder</source>
            <translation>Lesezeichen für diesen Ordner</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menü</translation>
        </message>
        <message>
            <source>Quick connect</source>
            <translation>Schnell verbinden</translation>
        </message>
        <message>
            <source>Pause, or go on</source>
            <translation>Anhalten oder fortsetzen</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>Nach oben</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>Nach unten</translation>
        </message>
        <message>
            <source>Higher priority</source>
            <translation>Höhere Priorität</translation>
        </message>
        <message>
            <source>Lower priority</source>
            <translation>Niedrigere Priorität</translation>
        </message>
        <message>
            <source>Speed limit</source>
            <translation>Höchstgeschwindigkeit</translation>
        </message>
        <message>
            <source>Show folder</source>
            <translation>Ordner zeigen</translation>
        </message>
        <message>
            <source>Cancel, or remove from the list</source>
            <translation>Abbrechen oder aus der Liste entfernen</translation>
        </message>
        <message>
            <source>Add connection</source>
            <translation>Verbindung hinzufügen</translation>
        </message>
        <message>
            <source>Paste an ssh command</source>
            <translation>ssh-Befehl einfügen</translation>
        </message>
        <message>
            <source>Connect, or disconnect</source>
            <translation>Verbinden oder trennen</translation>
        </message>
        <message>
            <source>Browse files</source>
            <translation>Dateien ansehen</translation>
        </message>
        <message>
            <source>Check all forwards now</source>
            <translation>Alle Weiterleitungen jetzt prüfen</translation>
        </message>
        <message>
            <source>Copy as ssh command</source>
            <translation>Als ssh-Befehl kopieren</translation>
        </message>
        <message>
            <source>Copy snippet for ~/.ssh/config</source>
            <translation>Abschnitt für ~/.ssh/config kopieren</translation>
        </message>
        <message>
            <source>Put first in the tray, or no longer</source>
            <translation>Im Infobereich nach vorn, oder nicht mehr</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>Duplizieren</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Add a rule</source>
            <translation>Regel hinzufügen</translation>
        </message>
        <message>
            <source>Switch on, or off</source>
            <translation>Ein- oder ausschalten</translation>
        </message>
        <message>
            <source>New key</source>
            <translation>Neuer Schlüssel</translation>
        </message>
        <message>
            <source>Install on a server</source>
            <translation>Auf einem Server installieren</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Testen</translation>
        </message>
        <message>
            <source>Copy public key</source>
            <translation>Öffentlichen Schlüssel kopieren</translation>
        </message>
        <message>
            <source>Add to agent</source>
            <translation>In den Agenten laden</translation>
        </message>
        <message>
            <source>Remove from agent</source>
            <translation>Aus dem Agenten entfernen</translation>
        </message>
        <message>
            <source>Change passphrase</source>
            <translation>Passphrase ändern</translation>
        </message>
        <message>
            <source>Compare a fingerprint</source>
            <translation>Fingerabdruck vergleichen</translation>
        </message>
        <message>
            <source>Forget</source>
            <translation>Vergessen</translation>
        </message>
        <message>
            <source>Find</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Go there</source>
            <translation>Dorthin gehen</translation>
        </message>
    </context>
    <context>
        <name>ShortcutsSection</name>
        <message>
            <source>Shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>Act</source>
            <translation>Aktion</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>Überall</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>Verbindungen</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Transfers</source>
            <translation>Übertragungen</translation>
        </message>
        <message>
            <source>Search for files</source>
            <translation>Dateisuche</translation>
        </message>
        <message>
            <source>Viewer</source>
            <translation>Betrachter</translation>
        </message>
        <message>
            <source>Browser</source>
            <translation>Browser</translation>
        </message>
        <message>
            <source>Known hosts</source>
            <translation>Bekannte Hosts</translation>
        </message>
        <message>
            <source>Stored secrets</source>
            <translation>Gespeicherte Geheimnisse</translation>
        </message>
        <message>
            <source>Activity</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>&amp;None</source>
            <translation>&amp;Keine</translation>
        </message>
        <message>
            <source>&amp;Default</source>
            <translation>&amp;Üblich</translation>
        </message>
        <message>
            <source>Reset &amp;all</source>
            <translation>&amp;Alle zurücksetzen</translation>
        </message>
        <message>
            <source>&amp;Use them here instead</source>
            <translation>&amp;Hier verwenden</translation>
        </message>
        <message>
            <source>Press the keys while the field has the focus. Letters, arrows, Tab and Escape stay as they are.</source>
            <translation>Die Tasten drücken, während das Feld den Fokus hat. Buchstaben, Pfeile, Tab und Escape bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>Changed by you</source>
            <translation>Selbst geändert</translation>
        </message>
        <message>
            <source>Keys for “{act}”</source>
            <translation>Tasten für „{act}“</translation>
        </message>
        <message>
            <source>{keys} is needed for typing: add Ctrl or Alt.</source>
            <translation>{keys} wird zum Tippen gebraucht: Strg oder Alt dazunehmen.</translation>
        </message>
        <message>
            <source>{keys} is for “{act}” already.</source>
            <translation>{keys} ist schon für „{act}“.</translation>
        </message>
    </context>
    <context>
        <name>SiteModel</name>
        <message>
            <source>Site</source>
            <translation>Website</translation>
        </message>
        <message>
            <source>Went</source>
            <translation>Ging</translation>
        </message>
        <message>
            <source>Rule</source>
            <translation>Regel</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
        <message>
            <source>Bytes</source>
            <translation>Bytes</translation>
        </message>
        <message>
            <source>Latest</source>
            <translation>Zuletzt</translation>
        </message>
        <message>
            <source>Failed: {way}</source>
            <translation>Gescheitert: {way}</translation>
        </message>
        <message>
            <source>{n} ({open} open)</source>
            <translation>{n} ({open} offen)</translation>
        </message>
        <message>
            <source>↓ {down}  ↑ {up}</source>
            <translation>↓ {down}  ↑ {up}</translation>
        </message>
    </context>
    <context>
        <name>SiteTester</name>
        <message>
            <source>Si&amp;te</source>
            <translation>Websi&amp;te</translation>
        </message>
        <message>
            <source>An address, such as https://wiki.corp.example/start</source>
            <translation>Eine Adresse, etwa https://wiki.corp.example/start</translation>
        </message>
        <message>
            <source>Site</source>
            <translation>Website</translation>
        </message>
        <message>
            <source>E&amp;xplain</source>
            <translation>&amp;Erklären</translation>
        </message>
        <message>
            <source>Show the r&amp;ule</source>
            <translation>Regel &amp;zeigen</translation>
        </message>
        <message>
            <source>The way to the site</source>
            <translation>Der Weg zur Website</translation>
        </message>
        <message>
            <source>{host} is blocked.</source>
            <translation>{host} ist gesperrt.</translation>
        </message>
        <message>
            <source>{host} is this machine itself: browsers never ask a proxy for it.</source>
            <translation>{host} ist dieser Rechner selbst: Browser fragen dafür nie einen Proxy.</translation>
        </message>
        <message>
            <source>{host} goes {way}.</source>
            <translation>{host} geht {way}.</translation>
        </message>
        <message>
            <source>The rule “{pattern}” decides: it is the first that fits.</source>
            <translation>Die Regel „{pattern}“ entscheidet: Sie ist die erste, die passt.</translation>
        </message>
        <message>
            <source>No rule is for it, and the switch is at Everything.</source>
            <translation>Keine Regel passt, und der Schalter steht auf Alles.</translation>
        </message>
        <message>
            <source>No rule is for it.</source>
            <translation>Keine Regel passt.</translation>
        </message>
        <message>
            <source>The connection was removed.</source>
            <translation>Die Verbindung wurde entfernt.</translation>
        </message>
        <message>
            <source>{name} is {word}.</source>
            <translation>{name} ist {word}.</translation>
        </message>
        <message>
            <source>{name} is {word}</source>
            <translation>{name} ist {word}</translation>
        </message>
        <message>
            <source>{name} is OFF: the first request brings it up.</source>
            <translation>{name} ist AUS: Die erste Anfrage stellt sie her.</translation>
        </message>
        <message>
            <source>While it cannot be had, browsers show an error page.</source>
            <translation>Solange sie nicht zu haben ist, zeigen Browser eine Fehlerseite.</translation>
        </message>
        <message>
            <source>While it cannot be had, the site goes direct, as the rule says.</source>
            <translation>Solange sie nicht zu haben ist, geht die Website direkt, wie die Regel sagt.</translation>
        </message>
        <message>
            <source>{names} and {n} more</source>
            <translation>{names} und {n} weitere</translation>
        </message>
        <message>
            <source>Fit, too, but come later: {names}</source>
            <translation>Passen auch, kommen aber später: {names}</translation>
        </message>
    </context>
    <context>
        <name>SitesDialog</name>
        <message>
            <source>Connections of {file}</source>
            <translation>Verbindungen aus {file}</translation>
        </message>
        <message>
            <source>Connections of other programs</source>
            <translation>Verbindungen anderer Programme</translation>
        </message>
        <message>
            <source>Choose a &amp;file…</source>
            <translation>&amp;Datei wählen …</translation>
        </message>
        <message>
            <source> and </source>
            <translation> und </translation>
        </message>
        <message>
            <source>There is nothing in it that could be a connection.</source>
            <translation>Es ist nichts darin, das eine Verbindung sein könnte.</translation>
        </message>
        <message>
            <source>PuTTY, FileZilla and WinSCP have nothing where they usually keep it: choose a file.</source>
            <translation>PuTTY, FileZilla und WinSCP haben nichts, wo sie es üblicherweise ablegen: eine Datei wählen.</translation>
        </message>
        <message>
            <source>Read as {programs}. They become connections of their own: the file stays as it is.</source>
            <translation>Gelesen als {programs}. Sie werden eigene Verbindungen: Die Datei bleibt, wie sie ist.</translation>
        </message>
        <message>
            <source>&amp;Put their passwords into the system's keyring ({n})</source>
            <translation>&amp;Ihre Passwörter in den Schlüsselbund des Systems legen ({n})</translation>
        </message>
    </context>
    <context>
        <name>SitesView</name>
        <message>
            <source>Filter</source>
            <translation>Filtern</translation>
        </message>
        <message>
            <source>Filter the sites just seen</source>
            <translation>Gerade aufgerufene Websites filtern</translation>
        </message>
        <message>
            <source>Empty the list</source>
            <translation>Liste leeren</translation>
        </message>
        <message>
            <source>Sites just seen</source>
            <translation>Gerade aufgerufene Websites</translation>
        </message>
        <message>
            <source>None yet. A site appears here as soon as a browser asks Towpath for it.</source>
            <translation>Noch keine. Eine Website erscheint hier, sobald ein Browser Towpath danach fragt.</translation>
        </message>
        <message>
            <source>Show sites from &amp;now on</source>
            <translation>Websites ab &amp;jetzt zeigen</translation>
        </message>
        <message>
            <source>Sites are not remembered, as you chose in the settings.</source>
            <translation>Websites werden nicht gemerkt, wie in den Einstellungen gewählt.</translation>
        </message>
        <message>
            <source>Go on showing new sites</source>
            <translation>Neue Websites wieder zeigen</translation>
        </message>
        <message>
            <source>Pause the list</source>
            <translation>Liste anhalten</translation>
        </message>
        <message>
            <source>&amp;Why does it go that way?</source>
            <translation>&amp;Warum geht sie diesen Weg?</translation>
        </message>
        <message>
            <source>Show the &amp;rule</source>
            <translation>&amp;Regel zeigen</translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>OFF</source>
            <translation>AUS</translation>
        </message>
        <message>
            <source>CONNECTING</source>
            <translation>VERBINDET</translation>
        </message>
        <message>
            <source>WAITING FOR YOU</source>
            <translation>WARTET AUF DICH</translation>
        </message>
        <message>
            <source>WAITING FOR NETWORK</source>
            <translation>WARTET AUF NETZ</translation>
        </message>
        <message>
            <source>UP</source>
            <translation>STEHT</translation>
        </message>
        <message>
            <source>DEGRADED</source>
            <translation>EINGESCHRÄNKT</translation>
        </message>
        <message>
            <source>RETRYING</source>
            <translation>VERSUCHT WIEDER</translation>
        </message>
        <message>
            <source>FAILED</source>
            <translation>GESCHEITERT</translation>
        </message>
        <message>
            <source>next try in {seconds} s</source>
            <translation>nächster Versuch in {seconds} s</translation>
        </message>
        <message>
            <source>touch your security key</source>
            <translation>Sicherheitsschlüssel berühren</translation>
        </message>
        <message>
            <source>No connections yet</source>
            <translation>Noch keine Verbindungen</translation>
        </message>
        <message>
            <source>All connections are off</source>
            <translation>Alle Verbindungen sind aus</translation>
        </message>
        <message>
            <source>{up} of {all} up</source>
            <translation>{up} von {all} stehen</translation>
        </message>
        <message>
            <source>{n} waiting for you</source>
            <translation>{n} warten auf dich</translation>
        </message>
        <message>
            <source>{n} failed</source>
            <translation>{n} gescheitert</translation>
        </message>
        <message>
            <source>{n} degraded</source>
            <translation>{n} eingeschränkt</translation>
        </message>
        <message>
            <source>{n} retrying</source>
            <translation>{n} versuchen es wieder</translation>
        </message>
        <message>
            <source>{n} connecting</source>
            <translation>{n} verbinden</translation>
        </message>
        <message>
            <source>{n} waiting for the network</source>
            <translation>{n} warten auf das Netz</translation>
        </message>
    </context>
    <context>
        <name>StatusStrip</name>
        <message>
            <source>Check for &amp;leaks…</source>
            <translation>Auf Le&amp;cks prüfen …</translation>
        </message>
        <message>
            <source>Take it ba&amp;ck</source>
            <translation>Wieder &amp;übernehmen</translation>
        </message>
        <message>
            <source>Leave it and switch o&amp;ff</source>
            <translation>Lassen und a&amp;usschalten</translation>
        </message>
        <message>
            <source>Tr&amp;y again</source>
            <translation>Noch einmal &amp;versuchen</translation>
        </message>
        <message>
            <source>Where browsers reach Towpath, by SOCKS or HTTP</source>
            <translation>Wo Browser Towpath erreichen, über SOCKS oder HTTP</translation>
        </message>
        <message>
            <source>Copy the address of the PAC file</source>
            <translation>Adresse der PAC-Datei kopieren</translation>
        </message>
    </context>
    <context>
        <name>StrengthBar</name>
        <message>
            <source>Several words that you can remember are best</source>
            <translation>Am besten sind mehrere Wörter, die sich merken lassen</translation>
        </message>
    </context>
    <context>
        <name>SynchroniseDialog</name>
        <message>
            <source>Synchronise</source>
            <translation>Abgleichen</translation>
        </message>
        <message>
            <source>&amp;Compare</source>
            <translation>&amp;Vergleichen</translation>
        </message>
        <message>
            <source>S&amp;top</source>
            <translation>An&amp;halten</translation>
        </message>
        <message>
            <source>&amp;Synchronise</source>
            <translation>Ab&amp;gleichen</translation>
        </message>
        <message>
            <source>&amp;What to do…</source>
            <translation>Was t&amp;un …</translation>
        </message>
        <message>
            <source>Decide something else for the chosen rows</source>
            <translation>Für die gewählten Zeilen etwas anderes entscheiden</translation>
        </message>
        <message>
            <source>Clos&amp;e</source>
            <translation>S&amp;chließen</translation>
        </message>
        <message>
            <source>Choose the rules, then compare. Nothing is changed before you have seen the plan.</source>
            <translation>Die Regeln wählen, dann vergleichen. Nichts ändert sich, bevor der Plan zu sehen war.</translation>
        </message>
        <message>
            <source>A quotation mark in “Leave out” has no end.</source>
            <translation>Ein Anführungszeichen in „Auslassen“ hat kein Ende.</translation>
        </message>
        <message>
            <source>Comparing…</source>
            <translation>Wird verglichen …</translation>
        </message>
        <message>
            <source>The two folders are the same, by these rules.</source>
            <translation>Die beiden Ordner sind nach diesen Regeln gleich.</translation>
        </message>
        <message>
            <source>{n} could not be looked at and will be left alone: {which}</source>
            <translation>{n} ließen sich nicht ansehen und bleiben unberührt: {which}</translation>
        </message>
        <message>
            <source>The comparison was stopped.</source>
            <translation>Der Vergleich wurde angehalten.</translation>
        </message>
        <message>
            <source>The rules are others now: compare again.</source>
            <translation>Die Regeln sind jetzt andere: neu vergleichen.</translation>
        </message>
        <message>
            <source>{n} on {machine}, in {folder}</source>
            <translation>{n} auf {machine}, in {folder}</translation>
        </message>
        <message>
            <source>Delete {n} files and folders?</source>
            <translation>{n} Dateien und Ordner löschen?</translation>
        </message>
        <message>
            <source>What is deleted so does not go to the trash.</source>
            <translation>Was so gelöscht wird, kommt nicht in den Papierkorb.</translation>
        </message>
        <message>
            <source>&amp;Delete and synchronise</source>
            <translation>&amp;Löschen und abgleichen</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>Links</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>Rechts</translation>
        </message>
        <message>
            <source>{side}: {machine}</source>
            <translation>{side}: {machine}</translation>
        </message>
        <message>
            <source>Comparing</source>
            <translation>Vergleich läuft</translation>
        </message>
    </context>
    <context>
        <name>Tabs</name>
        <message>
            <source>Tabs</source>
            <translation>Tabs</translation>
        </message>
    </context>
    <context>
        <name>Transfers</name>
        <message>
            <source>{n} %</source>
            <translation>{n} %</translation>
        </message>
        <message>
            <source>{size} so far</source>
            <translation>{size} bis jetzt</translation>
        </message>
        <message>
            <source>{done} of {all}</source>
            <translation>{done} von {all}</translation>
        </message>
        <message>
            <source>{n} of {all} files failed</source>
            <translation>{n} von {all} Dateien gescheitert</translation>
        </message>
        <message>
            <source>One transfer failed</source>
            <translation>Eine Übertragung ist gescheitert</translation>
        </message>
        <message>
            <source>{n} transfers failed</source>
            <translation>{n} Übertragungen sind gescheitert</translation>
        </message>
        <message>
            <source>Nothing transferred: {files} skipped</source>
            <translation>Nichts übertragen: {files} übersprungen</translation>
        </message>
        <message>
            <source>{files} transferred</source>
            <translation>{files} übertragen</translation>
        </message>
        <message>
            <source>{files} ({size}) transferred</source>
            <translation>{files} ({size}) übertragen</translation>
        </message>
        <message>
            <source>QUEUED</source>
            <translation>WARTET</translation>
        </message>
        <message>
            <source>TRANSFERRING</source>
            <translation>ÜBERTRÄGT</translation>
        </message>
        <message>
            <source>WAITING FOR YOU</source>
            <translation>WARTET AUF DICH</translation>
        </message>
        <message>
            <source>CONNECTING</source>
            <translation>VERBINDET</translation>
        </message>
        <message>
            <source>PAUSED</source>
            <translation>ANGEHALTEN</translation>
        </message>
        <message>
            <source>RETRYING</source>
            <translation>VERSUCHT WIEDER</translation>
        </message>
        <message>
            <source>DONE</source>
            <translation>FERTIG</translation>
        </message>
        <message>
            <source>FAILED</source>
            <translation>GESCHEITERT</translation>
        </message>
        <message>
            <source>CANCELLED</source>
            <translation>ABGEBROCHEN</translation>
        </message>
        <message>
            <source>lowest priority</source>
            <translation>niedrigste Priorität</translation>
        </message>
        <message>
            <source>low priority</source>
            <translation>niedrige Priorität</translation>
        </message>
        <message>
            <source>high priority</source>
            <translation>hohe Priorität</translation>
        </message>
        <message>
            <source>highest priority</source>
            <translation>höchste Priorität</translation>
        </message>
        <message>
            <source>{name} and one more</source>
            <translation>{name} und eine weitere</translation>
        </message>
        <message>
            <source>{name} and {n} more</source>
            <translation>{name} und {n} weitere</translation>
        </message>
        <message>
            <source>{first} in step with {second}</source>
            <translation>{first} im Gleichschritt mit {second}</translation>
        </message>
        <message>
            <source>{way}, moving</source>
            <translation>{way}, verschiebend</translation>
        </message>
        <message>
            <source>{done} of {all} files</source>
            <translation>{done} von {all} Dateien</translation>
        </message>
        <message>
            <source>{n} failed</source>
            <translation>{n} gescheitert</translation>
        </message>
        <message>
            <source>one file</source>
            <translation>eine Datei</translation>
        </message>
        <message>
            <source>{n} files</source>
            <translation>{n} Dateien</translation>
        </message>
        <message>
            <source>{files} in {time}</source>
            <translation>{files} in {time}</translation>
        </message>
        <message>
            <source>{n} skipped</source>
            <translation>{n} übersprungen</translation>
        </message>
        <message>
            <source>{n} deleted</source>
            <translation>{n} gelöscht</translation>
        </message>
        <message>
            <source>{what}, at {time}</source>
            <translation>{what}, um {time}</translation>
        </message>
        <message>
            <source>next try in {seconds} s</source>
            <translation>nächster Versuch in {seconds} s</translation>
        </message>
        <message>
            <source>waits for its turn</source>
            <translation>wartet, bis sie an der Reihe ist</translation>
        </message>
        <message>
            <source>at most {rate}/s</source>
            <translation>höchstens {rate}/s</translation>
        </message>
        <message>
            <source>and one more failure</source>
            <translation>und ein weiterer Fehler</translation>
        </message>
        <message>
            <source>and {n} more failures</source>
            <translation>und {n} weitere Fehler</translation>
        </message>
    </context>
    <context>
        <name>TransfersSection</name>
        <message>
            <source>Transfers</source>
            <translation>Übertragungen</translation>
        </message>
        <message>
            <source>When a file is there already</source>
            <translation>Wenn eine Datei schon da ist</translation>
        </message>
        <message>
            <source>Ask</source>
            <translation>Fragen</translation>
        </message>
        <message>
            <source>Overwrite it</source>
            <translation>Überschreiben</translation>
        </message>
        <message>
            <source>Overwrite it if it is older</source>
            <translation>Überschreiben, wenn sie älter ist</translation>
        </message>
        <message>
            <source>Overwrite it if the sizes differ</source>
            <translation>Überschreiben, wenn sich die Größen unterscheiden</translation>
        </message>
        <message>
            <source>Keep both</source>
            <translation>Beide behalten</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>Überspringen</translation>
        </message>
        <message>
            <source>Editor</source>
            <translation>Editor</translation>
        </message>
        <message>
            <source>The desktop's text editor</source>
            <translation>Der Texteditor des Desktops</translation>
        </message>
        <message>
            <source>Put deleted files of this computer into the trash</source>
            <translation>Gelöschte Dateien dieses Computers in den Papierkorb legen</translation>
        </message>
        <message>
            <source>Show hidden files</source>
            <translation>Versteckte Dateien zeigen</translation>
        </message>
        <message>
            <source>Speed limit</source>
            <translation>Höchstgeschwindigkeit</translation>
        </message>
        <message>
            <source>Of each new transfer.</source>
            <translation>Jeder neuen Übertragung.</translation>
        </message>
        <message>
            <source>A command, such as `code --wait`; the file's path is put at its end. What is saved is uploaded.</source>
            <translation>Ein Befehl wie `code --wait`; der Pfad der Datei wird angehängt. Was gespeichert wird, wird hochgeladen.</translation>
        </message>
        <message>
            <source>Deleting</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>In the panes</source>
            <translation>In den Seiten</translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message>
            <source>Transfers: {text}</source>
            <translation>Übertragungen: {text}</translation>
        </message>
    </context>
    <context>
        <name>TrayAbsence</name>
        <message>
            <source>Towpath is running</source>
            <translation>Towpath läuft</translation>
        </message>
        <message>
            <source>This desktop has no tray to show its icon in. Starting it again opens the window, too.</source>
            <translation>Dieser Desktop hat keinen Infobereich für das Symbol. Ein weiterer Start öffnet das Fenster, auch so.</translation>
        </message>
        <message>
            <source>Open Towpath</source>
            <translation>Towpath öffnen</translation>
        </message>
    </context>
    <context>
        <name>TrayApps</name>
        <message>
            <source>Open a web app…</source>
            <translation>Web-App öffnen …</translation>
        </message>
        <message>
            <source>Forget those that are not open</source>
            <translation>Alle vergessen, die nicht offen sind</translation>
        </message>
        <message>
            <source>Web apps — {n} open</source>
            <translation>Web-Apps — {n} offen</translation>
        </message>
        <message>
            <source>Web apps</source>
            <translation>Web-Apps</translation>
        </message>
        <message>
            <source>Show again</source>
            <translation>Wieder zeigen</translation>
        </message>
        <message>
            <source>End</source>
            <translation>Beenden</translation>
        </message>
    </context>
    <context>
        <name>TrayBrowser</name>
        <message>
            <source>Off</source>
            <translation>Aus</translation>
        </message>
        <message>
            <source>Rules</source>
            <translation>Regeln</translation>
        </message>
        <message>
            <source>Open a browser by the rules</source>
            <translation>Browser nach den Regeln öffnen</translation>
        </message>
        <message>
            <source>Rules and sites…</source>
            <translation>Regeln und Websites …</translation>
        </message>
        <message>
            <source>Browser — {mode}</source>
            <translation>Browser — {mode}</translation>
        </message>
        <message>
            <source>Take it back</source>
            <translation>Wieder übernehmen</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>Everything through {name}</source>
            <translation>Alles über {name}</translation>
        </message>
    </context>
    <context>
        <name>TrayConnections</name>
        <message>
            <source>{n} more connections</source>
            <translation>{n} weitere Verbindungen</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>Verbindung</translation>
        </message>
    </context>
    <context>
        <name>TrayMenu</name>
        <message>
            <source>Retry now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>Open Towpath</source>
            <translation>Towpath öffnen</translation>
        </message>
        <message>
            <source>Open files</source>
            <translation>Dateien öffnen</translation>
        </message>
        <message>
            <source>Quick connect…</source>
            <translation>Schnell verbinden …</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Einstellungen …</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Connect again what was up ({n})</source>
            <translation>Wieder verbinden, was stand ({n})</translation>
        </message>
        <message>
            <source>Log in to {machine} again…</source>
            <translation>Wieder an {machine} anmelden …</translation>
        </message>
    </context>
    <context>
        <name>UrlDialog</name>
        <message>
            <source>Download a URL</source>
            <translation>URL herunterladen</translation>
        </message>
        <message>
            <source>Download a URL there</source>
            <translation>URL dort herunterladen</translation>
        </message>
        <message>
            <source>{machine} downloads it itself, with curl or wget: nothing goes through this computer.</source>
            <translation>{machine} lädt sie selbst herunter, mit curl oder wget: Nichts geht durch diesen Computer.</translation>
        </message>
        <message>
            <source>URL</source>
            <translation>URL</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>&amp;URL</source>
            <translation>&amp;URL</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>&amp;Name</translation>
        </message>
        <message>
            <source>{folder} on {machine}</source>
            <translation>{folder} auf {machine}</translation>
        </message>
        <message>
            <source>Into</source>
            <translation>Nach</translation>
        </message>
        <message>
            <source>&amp;Download</source>
            <translation>&amp;Herunterladen</translation>
        </message>
    </context>
    <context>
        <name>UsersCard</name>
        <message>
            <source>Show the connection {name}</source>
            <translation>Die Verbindung {name} zeigen</translation>
        </message>
    </context>
    <context>
        <name>Viewed</name>
        <message>
            <source>not UTF-8, read as Latin-1</source>
            <translation>nicht UTF-8, als Latin-1 gelesen</translation>
        </message>
        <message>
            <source>the first {n} lines</source>
            <translation>die ersten {n} Zeilen</translation>
        </message>
        <message>
            <source>binary, the first {n} bytes</source>
            <translation>binär, die ersten {n} Bytes</translation>
        </message>
        <message>
            <source>binary</source>
            <translation>binär</translation>
        </message>
    </context>
    <context>
        <name>Viewer</name>
        <message>
            <source>reading…</source>
            <translation>wird gelesen …</translation>
        </message>
        <message>
            <source>From {machine}</source>
            <translation>Von {machine}</translation>
        </message>
        <message>
            <source>Content</source>
            <translation>Inhalt</translation>
        </message>
        <message>
            <source>Find</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Find in this text</source>
            <translation>In diesem Text suchen</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>&amp;Wrap lines</source>
            <translation>&amp;Zeilen umbrechen</translation>
        </message>
        <message>
            <source>As &amp;hexadecimal</source>
            <translation>Als &amp;Hexadezimalzahlen</translation>
        </message>
        <message>
            <source>(only the beginning is shown: {n})</source>
            <translation>(nur der Anfang wird gezeigt: {n})</translation>
        </message>
        <message>
            <source>not found</source>
            <translation>nicht gefunden</translation>
        </message>
    </context>
    <context>
        <name>WayTab</name>
        <message>
            <source>Jump hosts</source>
            <translation>Sprunghosts</translation>
        </message>
        <message>
            <source>Gateways to pass, the first one at the top; each as user@host:port.</source>
            <translation>Gateways auf dem Weg, das erste oben; jedes als benutzer@host:port.</translation>
        </message>
        <message>
            <source>First connection</source>
            <translation>Erste Verbindung</translation>
        </message>
        <message>
            <source>directly</source>
            <translation>direkt</translation>
        </message>
        <message>
            <source>through a SOCKS5 proxy</source>
            <translation>über einen SOCKS5-Proxy</translation>
        </message>
        <message>
            <source>through an HTTP proxy</source>
            <translation>über einen HTTP-Proxy</translation>
        </message>
        <message>
            <source>by a command (ProxyCommand)</source>
            <translation>durch einen Befehl (ProxyCommand)</translation>
        </message>
        <message>
            <source>no login</source>
            <translation>ohne Anmeldung</translation>
        </message>
        <message>
            <source>Leave this machine</source>
            <translation>Diesen Rechner verlassen</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>Proxy</translation>
        </message>
        <message>
            <source>Proxy user</source>
            <translation>Proxy-Benutzer</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>empty jump host</source>
            <translation>leerer Sprunghost</translation>
        </message>
    </context>
    <context>
        <name>WebApp</name>
        <message>
            <source>the machine runs no commands for you, so it cannot be asked</source>
            <translation>der Rechner führt für dieses Konto keine Befehle aus und lässt sich daher nicht fragen</translation>
        </message>
        <message>
            <source>no jupyter was found in the PATH of a login shell there, and no server that runs</source>
            <translation>im PATH einer Login-Shell dort ist kein jupyter zu finden, und kein Server läuft</translation>
        </message>
        <message>
            <source>no Jupyter server of yours runs there</source>
            <translation>dort läuft kein eigener Jupyter-Server</translation>
        </message>
        <message>
            <source>{program} on {place}</source>
            <translation>{program} auf {place}</translation>
        </message>
        <message>
            <source>Web application on {place}</source>
            <translation>Web-App auf {place}</translation>
        </message>
        <message>
            <source>port {asked} is taken on this computer, so it is on {port}</source>
            <translation>Port {asked} ist auf diesem Computer belegt, darum ist es an {port}</translation>
        </message>
        <message>
            <source>{host} was taken for {machine}, as the last time</source>
            <translation>{host} wurde als {machine} verstanden, wie beim letzten Mal</translation>
        </message>
        <message>
            <source>its certificate is for another name, of which the browser may warn</source>
            <translation>sein Zertifikat ist für einen anderen Namen; der Browser warnt vielleicht davor</translation>
        </message>
        <message>
            <source>on which machine is {host}?</source>
            <translation>auf welchem Rechner ist {host}?</translation>
        </message>
        <message>
            <source>name it with --machine</source>
            <translation>ihn mit --machine nennen</translation>
        </message>
        <message>
            <source>see that it runs; if it listens only on {host} itself, open 127.0.0.1:{port} and choose that machine</source>
            <translation>nachsehen, ob es läuft; lauscht es nur an {host} selbst, 127.0.0.1:{port} öffnen und jenen Rechner wählen</translation>
        </message>
        <message>
            <source>see that it runs on {machine}; if it is another machine, choose that one</source>
            <translation>nachsehen, ob es auf {machine} läuft; ist es ein anderer Rechner, diesen wählen</translation>
        </message>
        <message>
            <source>it may listen only on {machine} itself: open it through the connection {name}</source>
            <translation>vielleicht lauscht es nur an {machine} selbst: über die Verbindung {name} öffnen</translation>
        </message>
        <message>
            <source>it may listen only on {machine} itself: make a connection that leads there, and open it through that; or say that it is the machine of this connection</source>
            <translation>vielleicht lauscht es nur an {machine} selbst: eine Verbindung dorthin anlegen und darüber öffnen; oder angeben, dass es der Rechner dieser Verbindung ist</translation>
        </message>
    </context>
    <context>
        <name>WebApps</name>
        <message>
            <source>the VNC viewer</source>
            <translation>der VNC-Betrachter</translation>
        </message>
        <message>
            <source>the Remote Desktop viewer</source>
            <translation>der Betrachter für Remote Desktop</translation>
        </message>
        <message>
            <source>the browser</source>
            <translation>der Browser</translation>
        </message>
    </context>
    <context>
        <name>Welcome</name>
        <message>
            <source>Welcome to Towpath</source>
            <translation>Willkommen bei Towpath</translation>
        </message>
        <message>
            <source>This is here already. What is ticked becomes connections; the files they come from stay as they are.</source>
            <translation>Das ist schon da. Was angehakt ist, wird zu Verbindungen; die Dateien, aus denen sie stammen, bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>&amp;Keep in step: new hosts in ~/.ssh/config appear by themselves</source>
            <translation>&amp;Schritt halten: neue Hosts in ~/.ssh/config erscheinen von selbst</translation>
        </message>
        <message>
            <source>Start with &amp;nothing</source>
            <translation>Mit &amp;nichts beginnen</translation>
        </message>
        <message>
            <source>One host in {file}</source>
            <translation>Ein Host in {file}</translation>
        </message>
        <message>
            <source>{n} hosts in {file}</source>
            <translation>{n} Hosts in {file}</translation>
        </message>
        <message>
            <source>One connection of {program}</source>
            <translation>Eine Verbindung von {program}</translation>
        </message>
        <message>
            <source>{n} connections of {program}</source>
            <translation>{n} Verbindungen von {program}</translation>
        </message>
        <message>
            <source>One key in {folder}</source>
            <translation>Ein Schlüssel in {folder}</translation>
        </message>
        <message>
            <source>{n} keys in {folder}</source>
            <translation>{n} Schlüssel in {folder}</translation>
        </message>
        <message>
            <source>An agent that holds one key</source>
            <translation>Ein Agent, der einen Schlüssel hält</translation>
        </message>
        <message>
            <source>An agent that holds {n} keys</source>
            <translation>Ein Agent, der {n} Schlüssel hält</translation>
        </message>
        <message>
            <source>&amp;Add the connection</source>
            <translation>Die Verbindung &amp;hinzufügen</translation>
        </message>
        <message>
            <source>&amp;Add {n} connections</source>
            <translation>{n} Verbindungen &amp;hinzufügen</translation>
        </message>
    </context>
    <context>
        <name>WorkLine</name>
        <message>
            <source>&amp;Details…</source>
            <translation>&amp;Einzelheiten …</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done} von {total}</translation>
        </message>
        <message>
            <source>{done}, {rate}/s</source>
            <translation>{done}, {rate}/s</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>_AlgorithmLists</name>
        <message>
            <source>Ciphers</source>
            <translation>Chiffren</translation>
        </message>
        <message>
            <source>Key exchange</source>
            <translation>Schlüsselaustausch</translation>
        </message>
        <message>
            <source>MACs</source>
            <translation>MACs</translation>
        </message>
        <message>
            <source>Host keys</source>
            <translation>Host-Schlüssel</translation>
        </message>
        <message>
            <source>Your keys</source>
            <translation>Eigene Schlüssel</translation>
        </message>
        <message>
            <source>Towpath's own choice</source>
            <translation>Towpaths eigene Wahl</translation>
        </message>
    </context>
    <context>
        <name>_ImageLabel</name>
        <message>
            <source>Image, {w} by {h}</source>
            <translation>Bild, {w} mal {h}</translation>
        </message>
    </context>
    <context>
        <name>_KnownHosts</name>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>Write names hashed (HashKnownHosts)</source>
            <translation>Namen gehasht schreiben (HashKnownHosts)</translation>
        </message>
        <message>
            <source>Your files</source>
            <translation>Eigene Dateien</translation>
        </message>
        <message>
            <source>The system's files</source>
            <translation>Dateien des Systems</translation>
        </message>
        <message>
            <source>More from a command</source>
            <translation>Weitere von einem Befehl</translation>
        </message>
    </context>
    <context>
        <name>_Network</name>
        <message>
            <source>any</source>
            <translation>beliebig</translation>
        </message>
        <message>
            <source>IPv4 only</source>
            <translation>nur IPv4</translation>
        </message>
        <message>
            <source>IPv6 only</source>
            <translation>nur IPv6</translation>
        </message>
        <message>
            <source>any address of this machine</source>
            <translation>jede Adresse dieses Rechners</translation>
        </message>
        <message>
            <source>TCP keepalive (TCPKeepAlive)</source>
            <translation>TCP-Keepalive (TCPKeepAlive)</translation>
        </message>
        <message>
            <source>Addresses</source>
            <translation>Adressen</translation>
        </message>
        <message>
            <source>Dial from</source>
            <translation>Ausgehend von</translation>
        </message>
    </context>
    <context>
        <name>_Row</name>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Show {name}</source>
            <translation>{name} zeigen</translation>
        </message>
        <message>
            <source>Copy the address, without its token</source>
            <translation>Adresse ohne ihr Token kopieren</translation>
        </message>
        <message>
            <source>End</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>End {name}</source>
            <translation>{name} beenden</translation>
        </message>
        <message>
            <source>Takes the way there away; the program there goes on</source>
            <translation>Nimmt den Weg dorthin weg; das Programm dort läuft weiter</translation>
        </message>
    </context>
</TS>

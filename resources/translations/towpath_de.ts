<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>AddressLine</name>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide the token</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the token</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AdvancedTab</name>
        <message>
            <source>Probe a silent server every</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>never</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Count it as gone after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> unanswered probes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the forwards every</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only when asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect again when the connection is lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First try after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Later tries at most every</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give up after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time asleep or without a network does not count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A login that needed you (password, one-time code) is never repeated without you.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SFTP server command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run on the target instead of its SFTP server, to transfer files as another user</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Programs and terminals there</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AgentDialog</name>
        <message>
            <source>Add to the agent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add {key} to the agent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The agent keeps it open: logins of Towpath, ssh and git need no passphrase until then.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Agent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{agent} at {socket}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until you log out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For one hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For 8 hours: a working day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For a time of your own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Ask before each use</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The agent shows a question of its own (ssh-askpass) whenever somebody logs in with it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A&amp;gent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Keep it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A&amp;dd</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AgentForwarding</name>
        <message>
            <source>Let programs there use the keys of my agent (ForwardAgent)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Anybody with root there can use your keys while you are connected. A jump host needs no agent.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AgentsStrip</name>
        <message>
            <source>No ssh-agent runs here: each login asks for a key's passphrase, unless it is remembered. Most desktops start one; in a terminal, eval $(ssh-agent) does.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It listens at {socket}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Amounts</name>
        <message>
            <source>↓ {down}/s  ↑ {up}/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{down} received and {up} sent since it came up; connections: {open} open, {all} in all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>just now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} s ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} min ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} h ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on an unknown day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{hours} h {minutes} min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{time} left</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Autostart</name>
        <message>
            <source>it is switched off in its file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the program that it names is not there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is switched off in the settings of the desktop</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BackupDialog</name>
        <message>
            <source>Back up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back up to {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The backup holds your connections and settings, and the key files of ~/.ssh as they are. Passwords that the keyring keeps are not in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without this passphrase nobody can open it, you neither. The program age can open it, too.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Back up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Encrypting…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The backup was written, without these keys</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>Dismiss</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Bookmarks</name>
        <message>
            <source>Bookmarks (this folder is one)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bookmarks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bookmark this folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bookmark both folders</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Organise bookmarks…</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BookmarksDialog</name>
        <message>
            <source>Bookmarks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Synchronised browsing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Double-click a name, or press F2, to change it.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Breadcrumbs</name>
        <message>
            <source>Folders in between</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Path</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Click beside the folders to type a path</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Browser</name>
        <message>
            <source>direct</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>blocked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>through {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>through a connection that was removed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by the rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>everything {way}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Browsers go their own way; those opened here follow the rules.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sites with a rule go its way, all others directly.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sites with a rule go its way, all others through</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another program changed the proxy setting of {desktop}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the proxy setting of {desktop} could not be changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desktop has no proxy setting that browsers follow: open a browser from here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{desktop} has no proxy setting that browsers follow: open a browser from here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The proxy setting of {desktop} is left alone, as you chose in the settings: open a browser from here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The proxy setting of {desktop} is not Towpath's. It is {now}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The proxy setting of {desktop} is not Towpath's. It has no proxy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The proxy setting of {desktop} is Towpath's. Switched off, {before} comes back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The proxy setting of {desktop} is Towpath's. Switched off, there is no proxy, as before.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another program changed the proxy setting of {desktop} to {now}. It is left alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another program took the proxy out of the setting of {desktop}. It is left alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The proxy setting of {desktop} could not be changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this desktop</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BrowserButton</name>
        <message>
            <source>Open a &amp;browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A browser with a profile of its own, in which nothing goes another way</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking for browsers…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No browser was found that can have a profile of its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install Chromium, Chrome, Edge, Brave, Vivaldi or Firefox.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{browser}, by the rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All through {name}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BrowserPage</name>
        <message>
            <source>Sites &amp;just seen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Why does a site go that way?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CandidateTable</name>
        <message>
            <source>What can be added</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remarks</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Candidates</name>
        <message>
            <source>There already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Has a password stored</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ChecksumRow</name>
        <message>
            <source>Co&amp;mpute</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Computing the checksum</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SHA-256</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cop&amp;y</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paste one to compare it with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Expected SHA-256</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>is the same</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>differs</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CodeDialog</name>
        <message>
            <source>{account} asks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server refused what was typed. Try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These texts come from the server.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Continue</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Columns</name>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compared</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Modified</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Permissions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>newer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>older</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>different</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>same</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads to {target}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} bytes</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CommandDialog</name>
        <message>
            <source>May this command run on your computer?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It stands in {place}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Once approved, it runs without a question until a letter of it changes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Do not run it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Run it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file with the settings for {host} asks a program which of them apply.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} is reached through a program of this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A program tells which host keys {host} may show.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CompareDialog</name>
        <message>
            <source>Compare the key of {hosts}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compare a fingerprint</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paste what the administrator gave you, over a way that nobody else could write to: SHA256:…, sixteen pairs of digits, what ssh-keygen -l prints, or the whole public key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fingerprint</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>host or host:port; empty for all that are known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Fingerprint</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Host</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Compare</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Revoked: do not trust it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is the same key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is another key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Typed: {typed}
Known: {known}
Do not log in there before you know why.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} is known by other keys:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to compare with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No key of {host} is known yet. Its first login shows one: compare it there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No known host has this key</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Completion</name>
        <message>
            <source>Folders that begin so</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ConfigPlace</name>
        <message>
            <source>Follows {host} in {file}, line {line}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Follows {host} in {file}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ConnectionEditor</name>
        <message>
            <source>Edit connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Way there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Login</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Forwards</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Advanced</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lab machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log in to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Group</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The machine you want to reach, as user@host:port; port 22 may be left out.
Gateways on the way belong under “Way there”, ports to reach under “Forwards”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a connection with this name exists</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ConnectionList</name>
        <message>
            <source>follows {file}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ConnectionsPage</name>
        <message>
            <source>Add connection…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paste an ssh command…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Browse files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edit…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check all forwards now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy as ssh command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy snippet for ~/.ssh/config</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Duplicate…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disconnect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove {name}?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ConvertDialog</name>
        <message>
            <source>Convert a key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Convert {file} for OpenSSH</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} stays as it is. The new key has the same passphrase, and servers take it for the same key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the new file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its passphrase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If it has one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New &amp;file in ~/.ssh</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its &amp;passphrase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Convert</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DeleteDialog</name>
        <message>
            <source>Move to trash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move {what} to the trash?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete for good</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete {what} for good?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>counting…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of links, the link goes; what it leads to stays.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move to &amp;trash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Delete for good</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>and {n} more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is deleted on {machine} is gone at once and for good: there is no way back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count}, counting…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In all: {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>; some folders cannot be listed, so that there may be more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How much is in it could not be counted.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DesktopMessages</name>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Detail</name>
        <message>
            <source>&amp;Edit…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More for this connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Browse files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Way there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Log in again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Retry now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Show that line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forwards</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No forwards yet. One makes a service behind this connection reachable here, or one of yours reachable there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add &amp;forward…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Disconnect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Connect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tried {n} times in vain</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EditLine</name>
        <message>
            <source>{folder} on {machine}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open {name} again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upload {name} now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop editing {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the file there was changed meanwhile</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>uploaded at {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>uploaded whenever it is saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the copy here is {path}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop editing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Discard the changes of {name}?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They were not uploaded, and only the copy here has them. It will be deleted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Discard changes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Keep editing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EditMessages</name>
        <message>
            <source>{name} is not uploaded</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EditStrip</name>
        <message>
            <source>Files being edited</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Edits</name>
        <message>
            <source>OPENING</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>UP TO DATE</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>UPLOADING</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>WAITING FOR YOU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>NOT UPLOADED</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Fact</name>
        <message>
            <source>it has no passphrase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose one that you can remember</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>restore</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it needs a connection to go through</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this connection is not saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the connection has this forward already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its ProxyCommands lead from gateway to gateway without an end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>mend them there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it listens on a Unix socket, which has no port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this folder must belong to you, and nobody else may enter it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its changes were not uploaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>upload them, or discard them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it has ended, or a window has taken the profile over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a request of that name is under way already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>that is what a browser is for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose a folder of another machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the files of one command all lie on one machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is not up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bring it up first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there, `sshd -T | grep -i -e authorizedkeys -e pubkey` tells which files it reads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another one is under way</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>wait for its end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a synchronisation is no part of such a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>compare the two folders again later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the files of one transfer all lie on one machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it has not ended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>forgotten</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is no absolute path</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose another name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another program has changed it meanwhile</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing was written; look at it again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this names no site</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write a URL, or the name of a host</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a host has only ASCII in it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write names with other letters in Punycode (xn--…)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a ) has no ( before it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it can be tried on a host in so many ways that it may take very long</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too many groups lie inside each other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>^ and $, and groups with a ^ in them, cannot be repeated, or left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a quantifier follows another one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>groups that begin with (? are not understood, but for (?:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a ( has no ) after it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>\d, \w and signs such as \. are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>[] has nothing in it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in [ ] a range goes from one sign to a later one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write \- for the sign itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a [ has no ] after it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a quantifier { } counts from a smaller to a larger number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>has characters that no address has, or too many of them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not an address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not an address of a machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>has more in it than a machine and a path</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a port number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>use 1 to 65535</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not an IPv6 address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write [address]:port for an IPv6 address with a port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a host name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is a password in it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a user name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write user@host:port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a host and a port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write host:port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the two ranges of ports differ in length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write 8888-8891:host:8888-8891</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a range of ports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>give one port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a port or address:port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a dynamic forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write port, or host:port, as after ssh -D</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a range of ports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not the path of a Unix socket</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a label</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>up to 60 characters without : = and comma</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>up to 80 characters without : and comma, not starting with -</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>one line, such as sudo /usr/lib/openssh/sftp-server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bytes a second, such as 500k or 2M</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>less than a byte a second</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>0 for no limit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write [address]:port for an IPv6 address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write sftp://user@host/path</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a path</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not an address of files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>has a password in it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leave it out: you are asked for it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>begins with a dash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write user@host</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write for example: vncviewer %h::%p</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>paste the one command alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a second command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>paste one at a time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a dash that a word processor has made</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>type a hyphen in its place: -</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only a shell could say what this stands for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write that in its place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a quote that is not closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a rule is for hosts, not for pages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leave out what is before and after the host's name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is no network of addresses, and no regular expression</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it names no site</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a * stands only before a dot at the beginning</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>rules do not tell ports apart, and it is no IPv6 address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leave out the port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is not the name of a host</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is neither a name nor an address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ssh cannot let the system choose the port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bring it up first, or give it a port of its own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too long for a command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>see: man ssh</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its value is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a file in the folder where ssh would run</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write its whole path</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a list of gateways</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write user@gateway:port,…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a keyword with its value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write -o Keyword=value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the user name is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a command that connects</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no machine is named</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as in: ssh ann@host</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>version 1 of the protocol, which no ssh speaks any more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leave it out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as in: -L 8080:intranet:80</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no other machine is named</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as in: scp file ann@host:folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ssh as another user of this machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leave sudo out; keys and files are then yours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no command of ssh, scp, sftp or autossh</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as in: ssh -p 2222 ann@host</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write for example: https://example.org/file.tar.gz</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is a file of that name already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a group name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>up to 60 characters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no colon, and at most 255 bytes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not the name of an algorithm</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>names with commas between them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a name is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not one line of text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>type one line, as in ssh_config</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a quote is not closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no pattern</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>such as *.o</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a name is needed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>copy it to this machine first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the other side has no such folder, so the panes go their own ways again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose another folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>something follows the end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too much lies inside each other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a value is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it ends too early</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a text has no end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a text has signs in it that cannot be</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a name in quotation marks is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a : is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waiting for its connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it asks without end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>install OpenSSH</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>look at the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ssh -G HOST says the same</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>mend ProxyJump there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hostname contains invalid characters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>remote username contains invalid characters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too many recursive configuration includes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write the path itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>install OpenSSH, which can, or write it otherwise</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Invalid number of ConnectionAttempts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot fork into background without a command to execute.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a host</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a proxy that listens at the far machine is not possible here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its owner is somebody else, or others may write to it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is a pipe or a device</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>use a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>keyword include empty argument</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write the names, or a * in its place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>invalid quotes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>keyword host empty argument</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write each value as one word, or in double quotes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>see TOKENS in ssh_config(5)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>${ begins a variable's name there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write ${NAME}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no file can be called that</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is neither curl nor wget</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>commands see other files there than SFTP does</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>known_hosts would read it as something else</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>give it a plain HostKeyAlias</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no host is named</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>name hosts, or patterns like *.example.org</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is no host name and no pattern</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write hosts like *.example.org,!test.example.org</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nobody else may see it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>paste the line of its .pub file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is a certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>paste the public key of the authority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is no public key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>paste a whole line: ssh-ed25519 AAAA… comment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>several fingerprints are in it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>paste one of them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no fingerprint is in it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>paste SHA256:…, sixteen pairs like 3f:c2:…, or a public key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>use %h, %p, %r, %n or %%</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>unfit for a ProxyCommand: the shell would misread it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it runs no commands</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it listens there no longer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server does not tell other users' folders</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server does not copy by itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its SFTP server ended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it was disconnected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No such file or directory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is no such file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is no name of a host</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is no name of a user</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an option is one line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>opening</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>authentication</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it sent a message that does not belong there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this profile is thrown away at the end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this unit was not written by Towpath</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>move it away first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not the address of a web site</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write http://… or https://…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only this machine's files can be put into the trash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>delete them for good</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server does not tell its permissions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>something else took its place meanwhile</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>look at it before it is changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is a device, a socket or a pipe</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the whole of a machine is not deleted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>look at it before it is deleted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>delete it for good, or leave it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is no longer what it was when it was listed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>whether to overwrite it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>keep or skip links</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>download it instead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it became shorter while it was copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it changed after it was copied, and stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>retry when it is at rest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is the same file that is at the destination</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it was copied, but cannot be removed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it changed since the folders were compared</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>compare again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>copy it recursively</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the listing has a name that no file can have</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this disk takes it for the same name as another file's of that folder</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FileExport</name>
        <message>
            <source>The file was written, without what its format cannot say</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FileTable</name>
        <message>
            <source>Files</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FileTypes</name>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Special file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} archive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} audio</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} database</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} disk image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} document</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} font</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} library</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} package</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} presentation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} script</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ending} video</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FileWords</name>
        <message>
            <source>this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a connection that was removed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} things</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose another name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} folders</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FilterDialog</name>
        <message>
            <source>Filters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the filter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Names that are not shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Upper and lower case matter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do not s&amp;how</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Patterns as for a shell, with blanks between them; a / at the end means folders only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New filter</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FilterMenu</name>
        <message>
            <source>No filters yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edit filters…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filters: {n} on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filters</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FingerprintCard</name>
        <message>
            <source>Fingerprint</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the fingerprint</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Picture of the key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the picture of the key</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FolderHeader</name>
        <message>
            <source>Columns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Columns and s&amp;orting…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sort by {column}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Descending</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show {column}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Usual widths</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FolderTree</name>
        <message>
            <source>Folders</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FolderView</name>
        <message>
            <source>Files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Listing…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Esc stops</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>F5 tries again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing matches “{text}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Esc shows all names again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The listing was stopped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>F5 lists again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to show</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All that is here is hidden or filtered: {n}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This folder is empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Listing… {n} so far; Esc stops</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not all of this folder is shown; F5 lists it again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Footer</name>
        <message>
            <source>{size} free</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 item</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} items</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Listing… {items}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>, {n} selected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} hidden</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ForwardActs</name>
        <message>
            <source>Listen on another port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Port, until the connection is taken down; 0 for any free one:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is in use now: what goes through it is cut off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove {name}?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ForwardDialog</name>
        <message>
            <source>Edit forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ForwardDrawing</name>
        <message>
            <source>This computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Anything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>that it reaches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>all machines</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ForwardFields</name>
        <message>
            <source>Label</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>User name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start a program</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nobody is asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>for instance: vncviewer %h:%p</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Started when it is up; %h and %p stand for where it listens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring it up together with the connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Service there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Service here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Port there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Port here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>host:port as {far} sees it, a range of ports, or the path of a Unix socket</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>host:port as this computer sees it, a range of ports, or the path of a Unix socket</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share with the network of {far}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share with my network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a proxy listens on a port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too long</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the password is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another forward has this label</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another forward listens there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every machine that can reach {far} can then use this service of yours. The server has to allow it (GatewayPorts); if it does not, Towpath tells.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every machine that can reach this computer can then use that service, as if it were you.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everybody who can reach this computer and knows the password can then use this proxy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every machine that can reach this computer can then go wherever {far} can. A user name and a password keep others out.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ForwardRow</name>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use another port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A free one, until the connection is taken down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Retry now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open in browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Listen on another port…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy as ssh command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edit…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>checked {ago}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{when}: {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} (this session only)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forward {name}, {state}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy {address}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More for {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open {address} in the browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open {name} in the browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} open</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ForwardWords</name>
        <message>
            <source>Reach a service there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let them reach this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Browse as if from there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>local forward, ssh -L</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>remote forward, ssh -R</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SOCKS and HTTP proxy, ssh -D</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>shared with the network of {far}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>shared with your network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a free port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>port {port}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{end} here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{end} on {far}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>anything that {far} reaches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Programs on {far} and in its network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Programs on {far}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Programs on this computer and in your network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Programs on this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} that open {listen} reach {target}, as seen from {far}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} that use {listen} as SOCKS or HTTP proxy reach whatever {far} reaches.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} that open {listen} reach {target}, as seen from this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} that open {listen} reach {target} on this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{first} to {last}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ForwardsTab</name>
        <message>
            <source>Forwards</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Those with a tick come up together with the connection.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add forward…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Edit…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remo&amp;ve</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FoundList</name>
        <message>
            <source>Jupyter servers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No Jupyter server of yours runs on {machine}.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FoundModel</name>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Modified</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HostActs</name>
        <message>
            <source>&amp;Compare a fingerprint…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>C&amp;ompare with a fingerprint…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Forget…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trust an &amp;authority…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Revoke a key…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a host whose name is hashed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forget the key of {hosts}?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trust this authority no more for {hosts}?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forget that a key is revoked for {hosts}?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The next login there asks whether its key can be trusted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hosts that it has certified are asked about at the next login.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whoever has that key can show it again, and may be believed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{place} is removed; the file as it is now is kept beside it, with .old behind its name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forget a known host</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Forget</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HostDetail</name>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connections that lead there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hosts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HostFiles</name>
        <message>
            <source>Import from ~/.ssh/&amp;config…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import from &amp;PuTTY, FileZilla or WinSCP…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E&amp;xport…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Back up…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>R&amp;estore…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved connections (*.reg *.xml *.ini *.json);;All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look into it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For ~/.ssh/config (*.conf)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For Towpath (*.json)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Encrypted files (*.age);;All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restore a backup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HostKeyDialog</name>
        <message>
            <source>Is this the right machine?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} is not known yet. Compare its key with the one its administrator gave you: whoever answers under another key could read what you type.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If you trust it, it is remembered in {file}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Do not connect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Trust and connect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This machine used to show another key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>known_hosts has a key of type {known} for {host}, but the server shows one of type {shown} instead. Someone may be listening in. Connect only if its administrator confirms the new key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{type} key of {host}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fingerprint</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Picture of the key</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HostModel</name>
        <message>
            <source>Hosts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fingerprint</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HostWords</name>
        <message>
            <source>(hashed)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every host (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file}, line {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ssh passes this line over: {why}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>of no use</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Revoked: this key is never accepted, whoever shows it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>revoked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An authority: hosts that it has certified are trusted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>authority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The name is hashed: whoever reads the file does not learn it (HashKnownHosts)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hashed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You cannot change this file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>read only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>used by 1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>used by {n}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One connection leads there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} connections lead there</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HostsDialog</name>
        <message>
            <source>Hosts of {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hosts that are added to the &amp;file later appear by themselves</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They are dialled as ssh does, and follow the file. Patterns such as *.cluster are not listed: type such a name into Quick connect (page Files, Ctrl+K).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file names no hosts, or only patterns: type a name into Quick connect (page Files, Ctrl+K).</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message>
            <source>Import rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rules of {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rules that can be added</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its sites go</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>through the connection with a SOCKS forward on the proxy's port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>through {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>direct, where the file is only a list of sites</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nowhere: blocked, where the file is only a list of sites</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Its sites go</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Lasts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To be added: {n}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not quite carried over: {n}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add the rule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add {n} rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read as {format}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There are no rules in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One of its rules is there already and is not added again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} of its rules are there already and are not added again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One thing in it cannot be carried over, or not quite as it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} things in it cannot be carried over, or not quite as they are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose where its sites go.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tick a&amp;ll</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tick &amp;none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Found: {n}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Left out: {n}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add the connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add {n} connections</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeyActs</name>
        <message>
            <source>&amp;New key…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Install on a server…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Test…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cop&amp;y public key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add to a&amp;gent…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove from a&amp;gent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change &amp;passphrase…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Con&amp;vert for OpenSSH…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Convert a &amp;PuTTY or PEM key…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove &amp;all keys from the agent…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Repair permissions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove all keys from the agent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove all keys from the agent?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Their files stay. Keys that only the agent has are gone for good.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Remove all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys (*.ppk *.pem *.key)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Convert a key</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeyDetail</name>
        <message>
            <source>Connections that name it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More for this key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Public key, for servers and others</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Public key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Permissions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Serial</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log in as</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>anybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Valid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signed by</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeyFileLine</name>
        <message>
            <source>In {folder}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the file has no name yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>names with .pub are those of public keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leave the ending out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is a key of this name already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose another name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ssh has a file of this name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it goes into ~/.ssh</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>give a name, or an absolute path</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeyModel</name>
        <message>
            <source>Key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fingerprint</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only the agent has it</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeyWords</name>
        <message>
            <source>unknown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>of no use</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Others on this machine can read it ({mode}): ssh refuses it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>security key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its secret lies on a security key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>passphrase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A passphrase protects its file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No passphrase: whoever gets the file can log in with it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no passphrase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>public part only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only its public part is here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in agent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The agent has it: no passphrase is asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>used by 1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>used by {n}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One connection names it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} connections name it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its certificate expired on {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>certificate expired</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its certificate is valid only from {day} on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>certificate not valid yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its certificate is valid for ever</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its certificate is valid until {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>certificate until {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from {since} to {until}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>until {until}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from {since} on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>always</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a time far away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ssh-agent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{agent} runs, and holds no keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{agent} holds one key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{agent} holds {n} keys</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeysPage</name>
        <message>
            <source>&amp;Keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Known &amp;hosts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stored &amp;secrets</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeysView</name>
        <message>
            <source>No key has these words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking for keys…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More for keys and agents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No keys yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A key logs you in without a password: its public part is put on servers, its private part stays on this machine, locked by a passphrase.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>others on this machine can get at {files}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>they can look into that folder, or even put keys there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a key that others can read is refused by ssh</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KnownHostsView</name>
        <message>
            <source>No line has these words. A hashed name is found when it is typed in full, with its port.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading known hosts…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search known hosts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search; a whole host name also finds hashed lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More for known hosts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Known hosts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No known hosts yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first login to a machine asks whether its key is the right one, and remembers it in ~/.ssh/known_hosts, as ssh does. From then on nobody can pass for that machine unnoticed.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LeakCheckDialog</name>
        <message>
            <source>Check for DNS leaks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The browser opens a page that Towpath itself answers. If it asks Towpath for the page's name, names stay inside the tunnel; if it looks the name up itself, others can read which sites you visit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The desktop's browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for the browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>C&amp;heck</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{browser}, opened by Towpath</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for the browser…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No leak: the browser asked Towpath for the name, and nobody else heard of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A leak: the browser looked the name up on this machine.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a browser from here, in which that cannot happen. In a Firefox that is set by hand, switch on “Proxy DNS when using SOCKS v5” in its network settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The browser did not ask Towpath at all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look whether it started, and check again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The switch is off, so it goes its own way. Switch to Rules and check again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It does not follow the desktop's proxy setting: an extension or a setting of its own decides, or it has to be started again. Or open a browser from here.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LeftDialog</name>
        <message>
            <source>What was left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What could not be done, and why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File or folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy &amp;all</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LeftOutDialog</name>
        <message>
            <source>Export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy &amp;all</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LeftOutTable</name>
        <message>
            <source>What cannot be carried over, and why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LifetimeBox</name>
        <message>
            <source>Lasts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Always</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until Towpath ends</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For one hour</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LimitDialog</name>
        <message>
            <source>Speed limit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;At most, for each transfer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>0 for no limit. It works at once.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LineDialog</name>
        <message>
            <source>Public key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Public &amp;key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For these &amp;hosts</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LinkBanner</name>
        <message>
            <source>Follows {host} in {file}: its values are shown here and changed there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Unlink and edit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The values stay as they are now, and no longer follow the file.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ListedView</name>
        <message>
            <source>&amp;Try again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LoginTab</name>
        <message>
            <source>Machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None chosen: ssh's own default keys are tried.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Agent socket</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opened keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Methods</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unknown host key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Known as</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time limit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whole connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a private key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use keys of the ssh agent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offer only the key files named above (IdentitiesOnly)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Methods, the preferred first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ask me</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>accept and remember (a changed key still blocks)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>refuse</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its host name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name in known_hosts (HostKeyAlias)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time limit for each step of logging in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For each step of logging in; the time in which you type does not count.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compress (for slow links)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>that of this session</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Socket of another agent (IdentityAgent)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>are not kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>go to the agent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>go to the agent, after asking me</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>go to the agent, which asks at each use</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opened keys (AddKeysToAgent)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} (target)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} (jump host)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys (publickey)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Questions, one-time codes (keyboard-interactive)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Password</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Loss</name>
        <message>
            <source>its settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} forwards ({names})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the passwords and passphrases remembered for it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lost for good: {lost}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is changed in {file}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A rule for sites leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} rules for sites lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{rules} to it: browsers will not reach these sites until the rules are changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is in use now and will be disconnected.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MachineButton</name>
        <message>
            <source>Choose a machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Machine: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> (not saved)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quick connect…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recent places</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MachineOptions</name>
        <message>
            <source>Network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Known hosts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Algorithms</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>What goes through all forwards now: received and sent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disconnect and quit?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One connection is in use.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} connections are in use.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desktop has no tray to keep Towpath in; minimised, it goes on working.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Minimise</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Middle</name>
        <message>
            <source>Copy to the right pane</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy to the left pane</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compare the two folders</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Synchronised browsing: one pane goes along with the other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Swap the panes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Synchronise the two folders…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the queue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do not compare</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By size and time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide what is the same</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ModeSwitch</name>
        <message>
            <source>&amp;Off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave the proxy setting of the desktop alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sites with a rule go its way, all others directly</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What no rule is for goes through a connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What no rule is for goes through</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>one that was removed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no connection that everything could go through: add one first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Through {name}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NameEditor</name>
        <message>
            <source>New name of {name}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NewKeyDialog</name>
        <message>
            <source>New key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Make the key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ed25519</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Short, fast and strong; for all but very old servers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ECDSA</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where rules ask for the curves of NIST</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>RSA</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For old servers and devices that know nothing else</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>you@this-machine; servers list it beside the key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Advance&amp;d</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rounds of the passphrase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The more, the slower it is to guess, and to open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Bits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;File in ~/.ssh</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>C&amp;omment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Rounds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A server accepts it once its public part is there. The private part never leaves this machine.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cop&amp;y public key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Install on a server…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Making it…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key is there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fingerprint</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Close</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NewNameDialog</name>
        <message>
            <source>New folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In {folder}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Create</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>something has this name already</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NothingYet</name>
        <message>
            <source>Add your first connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A connection is a machine you log in to, with the gateways on the way there.
Its forwards make ports behind it reachable from this machine, by one click in the tray.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add connection…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Paste an ssh command…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only looking around? `towpath demo` in a terminal starts a small network inside this machine.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OpenAppDialog</name>
        <message>
            <source>Open a web app</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Find Jupyter servers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Jupyter, TensorBoard, Dask or any other page, or a VNC or RDP server, of a far machine.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is none yet: add one on the page Connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The machine that the address means by its own name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Whose {host} is that?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opening</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OrderedList</name>
        <message>
            <source>Add</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move down</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Outcome</name>
        <message>
            <source>{n} to copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} to update</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} to delete</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} undecided, left as they are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{size} to the right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{size} to the left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only folders to make.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is chosen.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Progress</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What failed, and why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Synchronising…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} of {found} files, {bytes} of {all}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{rate}/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done but for {n} that failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{copied} files copied or updated, {deleted} deleted, {size} moved.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OverwriteDialog</name>
        <message>
            <source>This file has changed on the server while you edited it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A file of this name is there already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is there may be the beginning of this file; then overwriting it copies only the rest.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Do not upload</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Keep both</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Overwrite the server's</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Skip</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Overwrite</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On the server now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To be copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{size}, the same</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} bytes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{size}, larger</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>changed {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>changed {when}, at the same time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>changed {when}, newer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A&amp;ll {ending} files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only &amp;this file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All in this &amp;folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A&amp;ll files without an ending</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;All of this transfer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Decide for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If it is &amp;newer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If the si&amp;zes differ</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Overwrite &amp;if</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Pane</name>
        <message>
            <source>Left pane</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Right pane</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save this connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bookmarks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show folders as a tree</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show hidden files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More for the chosen files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refresh</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PaneActs</name>
        <message>
            <source>&amp;Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;View</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Transfer to the other pane</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Move to the other pane</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Download to…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Re&amp;name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>De&amp;lete…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete for &amp;good…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Perm&amp;issions…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>P&amp;roperties…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Path</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;scp command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sftp &amp;URL</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>C&amp;ut</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New &amp;folder…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ne&amp;w file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Search below…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upload files &amp;here…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download &amp;a URL here…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refresh</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Columns and sorting…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Home folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type a path</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New tab</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close tab</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next tab</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Previous tab</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show hidden files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bookmark this folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Menu</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cop&amp;y as</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PaneTab</name>
        <message>
            <source>Choose a machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its files appear here; copy them to the other side</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This connection is no longer there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose another machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This folder was not listed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connecting to {name}…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quick connect…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not connected to {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Retry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make this folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New tab</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PaneWork</name>
        <message>
            <source>Download to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upload files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upload</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the other pane shows no folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose one there, then try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing was transferred</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Moving {what} to the trash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} could not be moved to the trash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Deleting {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} could not be deleted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changing permissions of {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} could not be changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Downloading {name}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PassphraseDialog</name>
        <message>
            <source>Change passphrase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passphrase of {key}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passphrase until now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Until now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only the file changes: servers accept the key as before. A stored passphrase is forgotten.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Change</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PassphraseFields</name>
        <message>
            <source>Passphrase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New passphrase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The passphrase again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Without a passphrase: whoever gets the file can log in as you</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pa&amp;ssphrase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New pa&amp;ssphrase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A&amp;gain</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The two are not the same</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PasteDialog</name>
        <message>
            <source>Paste an ssh command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A command line of ssh, scp, sftp or autossh. Nothing of it is run.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ssh command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It needs a command on this machine: you are asked when you add it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} in {file}, also when that changes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Way there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forwards</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Options</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Follows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a connection with this name exists</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PathBar</name>
        <message>
            <source>Path</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PathView</name>
        <message>
            <source>The way to the machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ProxyCommand</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>touch your security key</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PermissionBoxes</name>
        <message>
            <source>Octal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Group</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Others</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Execute or enter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set &amp;user</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set &amp;group</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stick&amp;y</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs as its owner, whoever starts it (setuid)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs as its group; in a folder, new files get the folder's group (setgid)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In a folder, only its owner may delete a file (sticky)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Special</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Octal</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PermissionsDialog</name>
        <message>
            <source>Permissions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Permissions of {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Links have no permissions of their own: they are left alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Also what is &amp;below, of</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What below the folders is changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>files and folders</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>files only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>folders only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>chmod {recursive}{changes}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing to change yet</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PlanModel</name>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On the left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On the right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Overwrite newer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Link</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PlanView</name>
        <message>
            <source>What will be done</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Problem</name>
        <message>
            <source>{subject} is blocked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the rule {rule} says so</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a rule says so</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>change the rule on the page Browser, or with: towpath rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{subject} is not brought up for a browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it was disconnected by hand, or its login was cancelled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>connect it again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no rule {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>see: towpath rules list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot read the rules in {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>line {line}: </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is in no format that is known here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>FoxyProxy, SwitchyOmega, AutoProxy, PAC files and lists of domains can be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot start {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot start a browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is not installed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none is installed that can have a profile of its own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>install Chromium, Chrome, Edge, Brave, Vivaldi or Firefox</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{subject} did not start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>start it once by hand</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the proxy setting of {subject} was not changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the desktop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the desktop did not take it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>start a browser from the page Browser instead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>browsers reach Towpath on another port now, {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{holder} took {old}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another program</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>start again those browsers that were started here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> on {via}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no such file or folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check the path</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it exists already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose another name, or to overwrite</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>permission denied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> ({detail})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check who owns it and its permissions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the disk is full</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>make room, then retry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is not a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>name the folder itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>name a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the folder is not empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>empty it first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its links lead in a circle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>keep links instead of following them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the name is not possible</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>rename it, then retry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is a device, a socket or a pipe, and those are not copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>exclude it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it changed while it was copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing was stored under its name; retry when it is at rest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server gives no reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>look there, then retry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server cannot do that</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>do without it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot go on with what is there: {detail}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>retry without resuming, which begins anew</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what arrived is not what was sent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing was stored under its name; check both disks, then retry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no file transfer with {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server offers no SFTP</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ask its administrator for the sftp subsystem, or set an SFTP server command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not everything was transferred</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>see the failures, then retry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the transfer was interrupted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the program ended before it was done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>resume it: what has arrived is kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is no such transfer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it may have been cleared from the list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is not being edited any more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>open it again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not everything was done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>see what was left, and why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot open {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose another program in the settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{holder} already listens there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another program already listens there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot listen on {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stop it, or choose another port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>: {detail}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot forward through {via}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it allows no forwarding, or only to some targets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>forward to {subject} is refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{via} does not allow forwarding to it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ask its administrator for AllowTcpForwarding or PermitOpen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ports below 1024 are reserved for the system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose a port from 1024 up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this machine does not have that address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>use 127.0.0.1, ::1 or one of its own addresses</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{subject} does not answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{via} says: </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>connection refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check that the service runs there and the port is right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{via} does not listen on {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it refused: that port is taken there, or it allows no remote forwards</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose another port, or ask its administrator for AllowTcpForwarding and PermitListen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{subject} cannot be reached from other machines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{via} listens on {bound} only, though {asked} was asked for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ask its administrator for GatewayPorts clientspecified</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{subject} can be reached from other machines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{via} listens on {bound}, though {asked} was asked for (GatewayPorts yes)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>make sure that the service behind it may be seen by all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check the forward's program</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{subject} takes no new connections for now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too many files are open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>close programs that use it, or raise the limit of open files (ulimit -n)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server takes {methods}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no method</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>; tried {tried}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot log in to {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none of your keys was accepted ({tried})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a key that lives on the gateway cannot be used from here; install your public key on that machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>install your public key there, or choose another key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot use key {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot {act} {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>use key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the passphrase is wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the password was refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check user name and password, then connect again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server wants a new password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>log in once with ssh in a terminal and change it there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server refused what was typed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>wait for a fresh code, then connect again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no way to log in is left ({tried})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check user, keys and allowed methods of this hop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server counted too many tries</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>name the right key in the connection and offer only that one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot go on with {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it needs an answer ({question}) and there is nobody to ask</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>run it in a terminal, or connect from the window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{subject} cancelled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cancelled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>profile {subject} is in use by process {pid}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>close it, or use --config for another profile</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lost touch with the running Towpath</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it ended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>start it again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot go through {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Towpath is not running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>start it, or run `towpath up {subject}` in another terminal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot change what is started at login</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{detail} ({subject})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this system knows no such thing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>look at the settings of the desktop for what it starts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the connection for this site was removed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no connection has this name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>; there is {choices}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>see `towpath list`</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the connection has no such forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>see `towpath show`</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a connection with this name exists</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose another name, or edit it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is in use</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>take it down first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot read {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the file is damaged: {detail}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it was kept as {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>; the last backup is in use</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>; starting with nothing saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot use {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it was written by a newer Towpath (version {detail})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>update Towpath, or use --config for another profile</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check the file and its permissions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot write {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check the disk's space and the permissions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the keyring cannot keep secrets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no system keyring that encrypts was found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what you type can be kept until Towpath ends</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>secret for {subject} not {wish}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>see that the system's keyring is unlocked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot open a window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no display was found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>use the command line: `towpath up NAME`, or `towpath --help`</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>install the missing system library, or use the command line: `towpath --help`</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>internal error</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>please report this</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>host key of {subject} CHANGED</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>known_hosts has {old} ({file}:{line}), the server shows {new}; someone may be listening in, or the machine was set up anew</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no password was sent; ask the administrator, and only then remove that line: {file}:{line}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot reach {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the name {host} is not known at the gateway</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the name {host} is not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check the spelling, or ask the gateway's administrator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check the spelling, the network, or the VPN</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>connection refused as seen from {via}: nothing listens on that port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>connection refused: nothing listens on that port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check host and port; the server may be down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no route to it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check the network or the VPN</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no answer within {seconds} s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> ({step})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check the network, a firewall may drop the packets; try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what answers there is not an SSH server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check the port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no common algorithm: {detail}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>change {option} of this connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server is too old or too strict; ask its administrator to allow a current algorithm</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server closed the connection during login</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>try again; if it stays so, ask the server's administrator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server does not keep to the protocol: {detail}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check that it is the right machine; ask its administrator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>connection to {subject} lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server closed it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>connect again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no answer for {seconds} s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check the network, then connect again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this machine has no network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is tried again as soon as there is one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}; </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a password or code was given for it, and is not repeated by itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>connect again when you are ready to log in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tried in vain for {seconds} s; last: {reason}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>connect again when it can be reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>proxy {subject} failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check the proxy's address and account</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the ProxyCommand ended: {detail}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>try the command in a terminal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{via} does not allow forwarding</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ask its administrator for AllowTcpForwarding</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>host key of {subject} is REVOKED</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{new} is marked as revoked in {file}:{line}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>do not connect; ask the administrator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>host key of {subject} is not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{new} is in no known_hosts file and the policy is strict</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>add the key to known_hosts, or set the policy to ask</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not connected to {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its host key was not accepted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>compare the fingerprint with the administrator's, then connect again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>host key of {subject} cannot be checked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the KnownHostsCommand failed: {detail}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot remember the host key in {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>check the file's permissions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a command for {subject} has not been approved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>try again in the window or at a terminal, and look at the command there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>, line {line}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>mend that line; ssh -G HOST says the same</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the host {subject} is no longer in {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>somebody has removed it there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>unlink the connection to keep it as it was, or remove it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot read the connections in {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PuTTY, FileZilla, WinSCP, ssh_config and Towpath's own exports can be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot restore {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is no backup of Towpath's</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>choose another file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the ssh-agent did not do this for {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the ssh-agent did not do this</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>see that an agent runs and is unlocked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot install the key on {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ask the site's administrator where public keys are handed in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no key {subject}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>see: towpath keys list</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Program</name>
        <message>
            <source>This is the demo: a small network inside this machine. Nothing you do here is kept.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PromptDialog</name>
        <message>
            <source>One more question after this one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} more questions after this one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not asked any more: the connection has ended, or was taken down.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For the connection {connection}, at {hop}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For the connection {connection}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PropertiesDialog</name>
        <message>
            <source>Properties</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} on {machine}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>counting…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count}, and what is in folders that cannot be listed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without links</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{size} ({n} bytes)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Modified</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Permissions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Owner and group</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Names</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} (hard links)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SHA-256</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing: there is no such file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{type}, {size}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>could not be counted</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QueueActs</name>
        <message>
            <source>&amp;Pause</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Resume</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Re&amp;try what failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move &amp;up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move &amp;down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Higher priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lo&amp;wer priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed &amp;limit…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show &amp;folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove from the l&amp;ist</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel this transfer?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel {n} transfers?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{size} have arrived. Files that are complete stay; what there is of the others is deleted. A paused transfer can go on later.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Cancel it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Cancel them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} transfers</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QueueDelegate</name>
        <message>
            <source>{done} of {all}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>888 MB of 888 MB</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QueueHeader</name>
        <message>
            <source>Which transfers are shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pause all transfers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Resume all paused transfers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove all that have ended from the list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed limit of each transfer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What happens after the last transfer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Progress of all transfers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Resume</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Queued</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Active</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A transfer was interrupted when Towpath ended.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} transfers were interrupted when Towpath ended.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Then a sound</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Then disconnect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;No limit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Other…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For all transfers in the queue, and for new ones</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do &amp;nothing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Play a &amp;sound</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Disconnect</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QueuePanel</name>
        <message>
            <source>&amp;Export the queue…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Import a queue…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to transfer. Drag files from one pane to the other.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None of the transfers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export the queue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import a queue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Queues (*.json);;All files (*)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QueueView</name>
        <message>
            <source>Transfers</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QueueWatch</name>
        <message>
            <source>Open the queue to see why, and to try again.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QuickConnectDialog</name>
        <message>
            <source>Quick connect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>user@host</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Where to?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>user@host, user@host:2222/folder, sftp://user@host/folder, a host of ~/.ssh/config,
or the name of a connection.
Passwords are asked for when they are needed. The connection is kept until Towpath ends,
unless you save it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Connect</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QuickFilter</name>
        <message>
            <source>part of a name, or a pattern: *.txt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Filter:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show only names with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all names again (Esc)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all names again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RateBox</name>
        <message>
            <source> kB/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No limit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed limit</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Reasons</name>
        <message>
            <source>Not on the left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not on the right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Different kinds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The links lead elsewhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{first} against {second}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{first} against {second} bytes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{later}; {sizes}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The contents differ</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Newer on the left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Newer on the right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy to the right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy to the left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update the right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update the left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete on the left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete on the right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undecided</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RestoreDialog</name>
        <message>
            <source>Restore</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restore from {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing that is here is replaced: only what is not there any more comes back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passphrase of the backup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its &amp;passphrase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What comes back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Look into it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restoring…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Decrypting…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comes back: {n}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Left out: {n}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Restore</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing of it is missing here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>one key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{connections} and {keys} would come back.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RuleActs</name>
        <message>
            <source>&amp;Add a rule…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Edit…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Duplicate…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch &amp;on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move &amp;up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move dow&amp;n</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Remove…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch &amp;off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove this rule?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove {n} rules?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>and {n} more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lost for good:
{rules}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RuleDialog</name>
        <message>
            <source>Add a rule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edit rule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Site</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Through a connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The far machine looks its name up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Direct</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As if Towpath were not there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blocked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The browser gets an error page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is none yet: add one on the page Connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If that is down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Error page: nothing leaves another way</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go direct instead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For yourself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rule is &amp;on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try a site</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A URL or a host, to see whether the rule is for it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>S&amp;ite</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Goes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Through</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If that is &amp;down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Lasts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>T&amp;ry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its connection was removed: choose another one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is another rule for exactly this.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rule is not for {host}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rule is for {host}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rule is for {host}, but another one stands above it and decides: {rule}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RuleFiles</name>
        <message>
            <source>&amp;Import…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export as &amp;PAC file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export for &amp;FoxyProxy…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Copy the address of the PAC file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files with rules (*.json *.bak *.pac *.js *.txt *.dat *.sorl *.conf)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look into it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export as PAC file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PAC files (*.pac);;All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export for FoxyProxy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>JSON (*.json);;All files (*)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RuleModel</name>
        <message>
            <source>Site</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Goes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lasts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>switched off</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RulePanel</name>
        <message>
            <source>No rule has these words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first that fits decides</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a rule…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import and export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which sites go through which connection?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A rule says it for a domain, a host or a network; what has no rule goes direct.
Or open a browser that goes through one connection with all it does: it needs no rules.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add a rule…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Import…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>O&amp;pen a browser</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RuleTable</name>
        <message>
            <source>Rules</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Rules</name>
        <message>
            <source>{name} and all below it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the address {address}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>addresses in {network}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>names that fit {regex}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} and every name that ends in .{name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} alone, not the names below it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The address {address}, where it is typed as an address: names are not looked up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Addresses from {first} to {last}, where they are typed as addresses: names are not looked up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every host in whose name this regular expression is found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its connection is gone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{way} ({state})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Error page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Goes direct</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Always</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until Towpath ends</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Direction</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The right becomes like the left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The left becomes like the right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Both ways: each gets what it lacks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What counts as different</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size or time of change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Content (reads every file on both sides)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where both have a file, and these differ</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Delete what only the other side has</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>*.o  node_modules/  /build  (as for rsync; quotes around spaces)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>D&amp;irection:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Differs &amp;by:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where bot&amp;h differ:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Leave out:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is overwritten by the other side's</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The newer one wins</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is overwritten if the other side's is newer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>I decide in the plan</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SavingDialog</name>
        <message>
            <source>Discard your changes?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Discard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Keep editing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SearchDialog</name>
        <message>
            <source>Search below {folder} on {machine}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name to search for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A part of the name, or a pattern like *.log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Match case</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Links are not followed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Go there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Transfer to the other pane</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Searching</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done: {n} folders looked at.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} cannot be listed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Find</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} found, the first {most} shown</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SearchField</name>
        <message>
            <source>Search</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SecretDialog</name>
        <message>
            <source>Password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passphrase of a key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The password was refused. Try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The passphrase is wrong. Try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Account</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fingerprint</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passphrase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>until Towpath ends</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in the system's keyring</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Keep it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The keyring cannot keep it: {why}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Log in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Unlock</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SecretModel</name>
        <message>
            <source>For</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Used by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stored</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SecretWords</name>
        <message>
            <source>Password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passphrase of a key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Password of a proxy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Password of a forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>gone from the keyring</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>until Towpath ends</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>keyring</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no connection</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SecretsView</name>
        <message>
            <source>&amp;Forget</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing that is stored has these words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asking the keyring…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search what is stored</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forget &amp;all…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stored secrets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where Towpath asks for a password or a passphrase, it can be remembered: until Towpath ends, or in the system's keyring. One-time codes never are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Look again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is stored</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to show while the keyring cannot be used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{keyring} encrypts what is kept for later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forget all secrets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forget all passwords and passphrases that Towpath has stored?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You are asked for each of them again. What other programs have stored stays.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Forget all</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SendSite</name>
        <message>
            <source>Through another connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Direct</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bloc&amp;k</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>always</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>until Towpath ends</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>for an hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send {domain}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a site to send it another way.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Through {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send {domain} through {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Through {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send {domain} direct</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Block {domain}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ServerDialog</name>
        <message>
            <source>Connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is none yet: add one on the page Connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logging in</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SessionOptions</name>
        <message>
            <source>no</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>yes, with limits (ForwardX11)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>yes, trusted (ForwardX11Trusted)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>when there is no command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as ssh's auto</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>yes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>always</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a shell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disconnect when a forward cannot listen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Terminals run</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask for a terminal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show windows of there here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These three are for ssh in a terminal: they go into the copied command and exports.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send variables</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set variables</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appearance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As the system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offer to keep passwords and passphrases in the system's keyring</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Secrets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only in one that encrypts. Until Towpath ends they can be kept in any case, in its memory; one-time codes never are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When a file is there already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed limit of each new transfer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Editor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A command, such as `code --wait`; the file's path is put at its end. What is saved is uploaded.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Deleting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Desktop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Otherwise only browsers that are opened here, or given the PAC address, follow the rules.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connections brought up by a browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sites</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The list is never written down, and is gone when Towpath ends.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connections and keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To take along</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A backup is encrypted, and has your keys in it; an export has no secrets. The keyring is in neither.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Towpath {version}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Overwrite it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Overwrite it if it is older</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Overwrite it if the sizes differ</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep both</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Skip</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The desktop's text editor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put deleted files of this computer into the trash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The browser switch changes the desktop's proxy setting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>End after </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> min without a request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stay up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show which sites browsers asked for just now</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Shortcuts</name>
        <message>
            <source>Connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Activity</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search on this page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next part of the page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List of all keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>View</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Transfer to the other pane</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move to the other pane</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download to a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete for good</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Permissions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Properties</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the path</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy as scp command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy as sftp URL</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cut</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paste</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upload files here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download a URL here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refresh</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Columns and sorting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Home folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type a path</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New tab</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close tab</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next tab</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Previous tab</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show hidden files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bookmark this folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Menu</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quick connect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pause, or go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Higher priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lower priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed limit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel, or remove from the list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paste an ssh command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect, or disconnect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Browse files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check all forwards now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy as ssh command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy snippet for ~/.ssh/config</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Duplicate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a rule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch on, or off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install on a server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy public key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add to agent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove from agent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change passphrase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compare a fingerprint</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forget</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Previous</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go there</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SiteModel</name>
        <message>
            <source>Site</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Went</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Requests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bytes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Latest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Failed: {way}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} ({open} open)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>↓ {down}  ↑ {up}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SiteTester</name>
        <message>
            <source>Si&amp;te</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An address, such as https://wiki.corp.example/start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Site</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E&amp;xplain</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the r&amp;ule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The way to the site</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} is blocked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} is this machine itself: browsers never ask a proxy for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} goes {way}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rule “{pattern}” decides: it is the first that fits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No rule is for it, and the switch is at Everything.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No rule is for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The connection was removed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is {word}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is {word}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is OFF: the first request brings it up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>While it cannot be had, browsers show an error page.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>While it cannot be had, the site goes direct, as the rule says.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{names} and {n} more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fit, too, but come later: {names}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SitesDialog</name>
        <message>
            <source>Connections of {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connections of other programs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a &amp;file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> and </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing in it that could be a connection.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PuTTY, FileZilla and WinSCP have nothing where they usually keep it: choose a file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read as {programs}. They become connections of their own: the file stays as it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Put their passwords into the system's keyring ({n})</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SitesView</name>
        <message>
            <source>Filter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filter the sites just seen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Empty the list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sites just seen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None yet. A site appears here as soon as a browser asks Towpath for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show sites from &amp;now on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sites are not remembered, as you chose in the settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on showing new sites</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pause the list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Why does it go that way?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the &amp;rule</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>OFF</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CONNECTING</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>WAITING FOR YOU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>WAITING FOR NETWORK</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>UP</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>DEGRADED</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>RETRYING</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>FAILED</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>next try in {seconds} s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>touch your security key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No connections yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All connections are off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{up} of {all} up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} waiting for you</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} degraded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} retrying</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} connecting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} waiting for the network</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StatusStrip</name>
        <message>
            <source>Check for &amp;leaks…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take it ba&amp;ck</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave it and switch o&amp;ff</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tr&amp;y again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where browsers reach Towpath, by SOCKS or HTTP</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the address of the PAC file</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StrengthBar</name>
        <message>
            <source>Several words that you can remember are best</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SynchroniseDialog</name>
        <message>
            <source>Synchronise</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Compare</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>S&amp;top</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Synchronise</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;What to do…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Decide something else for the chosen rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>C&amp;lose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the rules, then compare. Nothing is changed before you have seen the plan.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A quotation mark in “Leave out” has no end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comparing…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The two folders are the same, by these rules.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} could not be looked at and will be left alone: {which}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The comparison was stopped.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rules are others now: compare again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} on {machine}, in {folder}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete {n} files and folders?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is deleted so does not go to the trash.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Delete and synchronise</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{side}: {machine}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comparing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Tabs</name>
        <message>
            <source>Tabs</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Transfers</name>
        <message>
            <source>{n} %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{size} so far</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} of {all}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} of {all} files failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One transfer failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} transfers failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing transferred: {files} skipped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{files} transferred</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{files} ({size}) transferred</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>QUEUED</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>TRANSFERRING</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>WAITING FOR YOU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CONNECTING</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PAUSED</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>RETRYING</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>DONE</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>FAILED</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CANCELLED</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lowest priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>low priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>high priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>highest priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} and one more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} and {n} more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{first} in step with {second}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{way}, moving</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} of {all} files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>one file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{files} in {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} skipped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} deleted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{what}, at {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>next try in {seconds} s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waits for its turn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>at most {rate}/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>and one more failure</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>and {n} more failures</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message>
            <source>Transfers: {text}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connection</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TrayApps</name>
        <message>
            <source>Open a web app…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forget those that are not open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Web apps — {n} open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Web apps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>End</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TrayBrowser</name>
        <message>
            <source>Off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a browser by the rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rules and sites…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Browser — {mode}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take it back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything through {name}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TrayMenu</name>
        <message>
            <source>Retry now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open Towpath</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log in to {machine} again…</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>UrlDialog</name>
        <message>
            <source>Download a URL</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download a URL there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{machine} downloads it itself, with curl or wget: nothing goes through this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>URL</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;URL</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} on {machine}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Into</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Download</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>UsersCard</name>
        <message>
            <source>Show the connection {name}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Viewed</name>
        <message>
            <source>not UTF-8, read as Latin-1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the first {n} lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>binary, the first {n} bytes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>binary</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Viewer</name>
        <message>
            <source>reading…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From {machine}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Content</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find in this text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Previous</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Wrap lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As &amp;hexadecimal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>(only the beginning is shown: {n})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not found</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WayTab</name>
        <message>
            <source>Jump hosts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gateways to pass, the first one at the top; each as user@host:port.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>directly</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>through a SOCKS5 proxy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>through an HTTP proxy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by a command (ProxyCommand)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no login</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave this machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Proxy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Proxy user</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>empty jump host</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WebApps</name>
        <message>
            <source>the VNC viewer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the Remote Desktop viewer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the browser</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Welcome</name>
        <message>
            <source>Welcome to Towpath</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is here already. What is ticked becomes connections; the files they come from stay as they are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Keep in step: hosts that are added to ~/.ssh/config later appear by themselves</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start with &amp;nothing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One host in {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} hosts in {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One connection of {program}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} connections of {program}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One key in {folder}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} keys in {folder}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An agent that holds one key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An agent that holds {n} keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add the connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Add {n} connections</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WorkLine</name>
        <message>
            <source>&amp;Details…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done}, {rate}/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dismiss</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_AlgorithmLists</name>
        <message>
            <source>Ciphers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key exchange</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>MACs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Host keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Towpath's own choice</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_ImageLabel</name>
        <message>
            <source>Image, {w} by {h}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_KnownHosts</name>
        <message>
            <source>none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write names hashed (HashKnownHosts)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The system's files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More from a command</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_Network</name>
        <message>
            <source>any</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>IPv4 only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>IPv6 only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>any address of this machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>TCP keepalive (TCPKeepAlive)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Addresses</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dial from</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>

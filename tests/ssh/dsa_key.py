"""A DSA key. OpenSSH 10 neither makes nor reads them any more: this is what version 9.2 made, and said of it."""

PUBLIC_LINE = (
    "ssh-dss "
    "AAAAB3NzaC1kc3MAAACBAJ6Ici8zhgogB2L6WovekamtthRlgA5gif0tlSJ76eC0I5uBPrIDTns6Zpwy7qOrT4ZCu8MwuSGKmSwF"
    "H4iyhW/OpbmqApn5v87nMvmci8I0wJL2+Q4i7XF4emdi5oDVM5WBpoqlJ6Nma8ImwMN2jsRJgkM3Xbfn6z2bcgc76qgZAAAAFQCv"
    "wkOIlZgay6VOhivAnVj8qOHltwAAAIAbSQ0Dcu67ZwW770R4+/YFI69kTKP3N4gBlGxHkxs4Athg1Zhh5hn9kxmHk5CtcQwTUKra"
    "a6SdkHS4r62eo24I+oIKHybpUr0aDraXF4T1ucU8uhqMiLJpIhkOijmzTNW1Pz0IvCZM9A2N7aEIR3TtJKJXFeZqpOHyX3QuSmcj"
    "sgAAAIAVbMzazlAkDQ+ldcb9HGziIUIm5dhSR/Pg1B2fU31TrIRTNf8ZQW0XxUXzBzhIvIvRyjCDfZLFlqHyP3k4TrOr3Wz8RerK"
    "VVuXVy9nK3aQhfO5w9P8X7fxtQpCiw3L5DlI9NEgaxFxZPgmFBcIp79OaJ68lw9EBpA4rZM+VgsE+w=="
    " of old"
)
SAID = r"""1024 SHA256:OwDuh/Kjau6zvr6gkYafvjBF3fOHB1ebdvQUyq7Lm0E of old (DSA)
+---[DSA 1024]----+
|            . ..o|
|   . .     ..+.o |
|  . o o . . +o. .|
| . . . o + ...   |
|  . . . S oE .   |
|.o . . . +. .    |
|B.. o . o  o     |
|+B +..   .. +    |
|O@@o..     =.    |
+----[SHA256]-----+
"""
"""By `ssh-keygen -lv`."""

PRIVATE = {
    "RFC4716": """\
-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAABsQAAAAdzc2gtZH
NzAAAAgQCeiHIvM4YKIAdi+lqL3pGprbYUZYAOYIn9LZUie+ngtCObgT6yA057OmacMu6j
q0+GQrvDMLkhipksBR+IsoVvzqW5qgKZ+b/O5zL5nIvCNMCS9vkOIu1xeHpnYuaA1TOVga
aKpSejZmvCJsDDdo7ESYJDN1235+s9m3IHO+qoGQAAABUAr8JDiJWYGsulToYrwJ1Y/Kjh
5bcAAACAG0kNA3Luu2cFu+9EePv2BSOvZEyj9zeIAZRsR5MbOALYYNWYYeYZ/ZMZh5OQrX
EME1Cq2muknZB0uK+tnqNuCPqCCh8m6VK9Gg62lxeE9bnFPLoajIiyaSIZDoo5s0zVtT89
CLwmTPQNje2hCEd07SSiVxXmaqTh8l90LkpnI7IAAACAFWzM2s5QJA0PpXXG/Rxs4iFCJu
XYUkfz4NQdn1N9U6yEUzX/GUFtF8VF8wc4SLyL0cowg32SxZah8j95OE6zq91s/EXqylVb
l1cvZyt2kIXzucPT/F+38bUKQosNy+Q5SPTRIGsRcWT4JhQXCKe/TmievJcPRAaQOK2TPl
YLBPsAAAHgt9YUL7fWFC8AAAAHc3NoLWRzcwAAAIEAnohyLzOGCiAHYvpai96Rqa22FGWA
DmCJ/S2VInvp4LQjm4E+sgNOezpmnDLuo6tPhkK7wzC5IYqZLAUfiLKFb86luaoCmfm/zu
cy+ZyLwjTAkvb5DiLtcXh6Z2LmgNUzlYGmiqUno2ZrwibAw3aOxEmCQzddt+frPZtyBzvq
qBkAAAAVAK/CQ4iVmBrLpU6GK8CdWPyo4eW3AAAAgBtJDQNy7rtnBbvvRHj79gUjr2RMo/
c3iAGUbEeTGzgC2GDVmGHmGf2TGYeTkK1xDBNQqtprpJ2QdLivrZ6jbgj6ggofJulSvRoO
tpcXhPW5xTy6GoyIsmkiGQ6KObNM1bU/PQi8Jkz0DY3toQhHdO0kolcV5mqk4fJfdC5KZy
OyAAAAgBVszNrOUCQND6V1xv0cbOIhQibl2FJH8+DUHZ9TfVOshFM1/xlBbRfFRfMHOEi8
i9HKMIN9ksWWofI/eThOs6vdbPxF6spVW5dXL2crdpCF87nD0/xft/G1CkKLDcvkOUj00S
BrEXFk+CYUFwinv05onryXD0QGkDitkz5WCwT7AAAAFB1wpT5LJP2YLfCt0sVBachLAgm9
AAAABm9mIG9sZAECAwQF
-----END OPENSSH PRIVATE KEY-----
""",
    "PEM": """\
-----BEGIN DSA PRIVATE KEY-----
MIIBugIBAAKBgQCeiHIvM4YKIAdi+lqL3pGprbYUZYAOYIn9LZUie+ngtCObgT6y
A057OmacMu6jq0+GQrvDMLkhipksBR+IsoVvzqW5qgKZ+b/O5zL5nIvCNMCS9vkO
Iu1xeHpnYuaA1TOVgaaKpSejZmvCJsDDdo7ESYJDN1235+s9m3IHO+qoGQIVAK/C
Q4iVmBrLpU6GK8CdWPyo4eW3AoGAG0kNA3Luu2cFu+9EePv2BSOvZEyj9zeIAZRs
R5MbOALYYNWYYeYZ/ZMZh5OQrXEME1Cq2muknZB0uK+tnqNuCPqCCh8m6VK9Gg62
lxeE9bnFPLoajIiyaSIZDoo5s0zVtT89CLwmTPQNje2hCEd07SSiVxXmaqTh8l90
LkpnI7ICgYAVbMzazlAkDQ+ldcb9HGziIUIm5dhSR/Pg1B2fU31TrIRTNf8ZQW0X
xUXzBzhIvIvRyjCDfZLFlqHyP3k4TrOr3Wz8RerKVVuXVy9nK3aQhfO5w9P8X7fx
tQpCiw3L5DlI9NEgaxFxZPgmFBcIp79OaJ68lw9EBpA4rZM+VgsE+wIUHXClPksk
/Zgt8K3SxUFpyEsCCb0=
-----END DSA PRIVATE KEY-----
""",
}
"""By what `ssh-keygen -m` calls the form."""

"""The desktop's proxy setting: changed so that it comes back, whatever ends this program.

setting.py   what all desktops have in common      desktop.py   which one this is
gnome.py, kde.py, windows.py, macos.py             one class for each
keeper.py    turns it on and off                   journal.py   what was there before, on disk first
restore.py   puts it back where it is still ours   guard.py     a child that does so when this program was killed
watch.py     sees when somebody else changes it    programs.py  runs the desktop's own tools
"""

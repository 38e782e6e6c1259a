"""What is done to files besides transferring them. No SSH in here, only file systems (model/filesystem.py)."""

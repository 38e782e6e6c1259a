# Names for the tasks of dev.py, which does all set-up itself. Arguments: make test ARGS="-k tray"
PYTHON ?= python3

.PHONY: demo test check soak bench screenshots icons translations installer setup
demo test check soak bench screenshots icons translations installer setup:
	@$(PYTHON) dev.py $@ $(ARGS)

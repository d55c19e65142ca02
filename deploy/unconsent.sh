#!/bin/sh
# The command `unconsent` in the image. Neither the folder one stands in nor a person's packages stand in for ours.
exec /opt/unconsent/.venv/bin/python -P -s -m backend.cli.main "$@"

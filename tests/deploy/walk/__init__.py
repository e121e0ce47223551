"""`make walk-deploy`: the commands of docs/deploy.md as they stand, on a bare Debian with its own systemd."""

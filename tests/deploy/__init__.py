"""The site as docs/deploy.md sets it up: nginx and gunicorn with the shipped configurations, over HTTPS."""

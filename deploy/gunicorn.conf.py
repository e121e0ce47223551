"""gunicorn behind nginx: it reads bodies that are there already, so few threads serve a ward."""

import os

bind = os.environ.get("BIND", "unix:/run/bachdang/site.sock")
# Who may connect is decided by the folder of the socket, which nginx's group alone may enter.
umask = 0o007
workers = int(os.environ.get("WORKERS", "2"))
threads = 4
worker_class = "gthread"
# A worker that answers nothing for so long is replaced; the longest report takes a tenth of it.
timeout = 120
graceful_timeout = 30
max_requests, max_requests_jitter = 5000, 500
# nginx keeps the log of requests; faults of the site go to the journal by settings.LOGGING.
accesslog = None
# Heartbeats of the workers, on a disk that cannot fill.
worker_tmp_dir = "/dev/shm"  # noqa: S108

"""Sao lưu: the database and the evidence as one file that proves itself, and the way back."""


class BackupError(Exception):
    """A backup that cannot be taken or laid back; the message says why and what to do, in Vietnamese."""

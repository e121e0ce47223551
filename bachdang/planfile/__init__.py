"""The plan file (docs/formats.md): read, checked, loaded, written back."""

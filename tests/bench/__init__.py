"""What pages, files, uploads and commands cost, as ratios to a bare signed-in page: `make bench`."""

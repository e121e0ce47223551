"""A sheet of the set-up workbook in the browser: the same rows, the same marks, the same writing."""

"""The report of a check: sentences in the reader's language as data (view), as a page (html), as JSON lines (lines)."""

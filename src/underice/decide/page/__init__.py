"""The one page of a decision: what the run says in words (view), as Markdown, as HTML with charts, and for a terminal."""

"""The reader of drafts: Korean and English text → the people it describes, each with facts and the words that tell them."""

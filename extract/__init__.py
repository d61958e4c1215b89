"""What the document means: quantities, dates, organizations, and from them targets and responsibilities."""

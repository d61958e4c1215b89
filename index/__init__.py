"""Where it is found: passages, one analysis, and search engines behind one Protocol."""

"""Tables over the library's records: targets narrowed and lit, figures compared, deadlines, conflicts, duties."""

"""What was asked: the library as a whole, search, ask, target tables, exports and the command line."""

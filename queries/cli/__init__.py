"""The command line: `gongwen`. `program` is its list of commands; each command is one call of the library."""

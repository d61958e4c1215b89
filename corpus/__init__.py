"""What the file says: readers, structure, letterhead, and the library's store."""

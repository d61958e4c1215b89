"""What people say about the rows of target tables: confirmed, corrected, added, dropped, and taken back.

It is a layer over what the extraction says now: the records themselves are never touched, and rows that are extracted
anew, or from a file that was read anew, find their corrections by the words they hang on.
"""

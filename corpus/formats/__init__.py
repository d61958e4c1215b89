"""One reader a format; each gives `detect(data) -> bool` and `read(data) -> Reading` and knows no other reader."""

"""Which paper cites, implements, passes on, revises or repeals which, inside the library."""

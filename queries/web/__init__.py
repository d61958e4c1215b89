"""The pages staff work in: the library in a browser, on this computer or for an office."""

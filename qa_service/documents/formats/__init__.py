"""Media types and their readers: bytes in, text with structure and offsets out."""

"""A Word document taken apart by a walk of our own over its XML."""

"""The binary format of Word 97 to 2003 (.doc, and the .wps of WPS): its rows counted, and plain documents read.

Structures and offsets follow Microsoft's [MS-DOC].
"""

"""The edge to MkDocs: the only modules that know it."""

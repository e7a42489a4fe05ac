"""The first version of the API: one module per resource."""

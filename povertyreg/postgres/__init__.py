"""The PostgreSQL backend of the project."""

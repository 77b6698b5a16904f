"""Documents, claims and records ↔ the store (SQLite or PostgreSQL) through one SQLAlchemy Core layer."""

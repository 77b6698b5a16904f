"""How the tables of a register came about, one step a file."""

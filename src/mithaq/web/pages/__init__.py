"""What is asked for → `Page`: one module a sort of page; each takes the desk and the view of the reader."""

"""Files under knowledge/ → values that the pure stages take as arguments; and the lint over them."""

"""What a page knows → shapes of a picture drawn on the server: places and sizes only, no words and no scripts."""

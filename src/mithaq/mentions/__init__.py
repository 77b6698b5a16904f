"""Text → mentions: everything that is named, counted or dated."""

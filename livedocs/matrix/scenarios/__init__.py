"""One module a question: its settings, models, action and rule."""

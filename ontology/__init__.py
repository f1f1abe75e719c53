"""What may be said: classes, properties, shapes, themes and competency questions."""

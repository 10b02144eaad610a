"""Forms and cards: fields, days, the plan, the routine, text, past entries."""

"""What is done with the people and the rota: shifts, swaps, absences, calendars, rules."""

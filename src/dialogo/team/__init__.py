"""The people: rota and coverage, load, skills, how they keep up to date."""

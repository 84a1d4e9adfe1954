"""Office papers: trips, purchases, consultations and whatever else is asked inside the city hall, with numbers."""

"""区の台帳: the wards of the city, with where their names come from."""

"""The screens: procedures and their forms, the resident's case, the clerk's desk."""

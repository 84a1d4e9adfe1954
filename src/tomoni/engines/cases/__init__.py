"""From a procedure to an application, its examination, its decision and its notice."""

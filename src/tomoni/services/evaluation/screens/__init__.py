"""The screens of the evaluation: the desk's, everybody's, and the files."""

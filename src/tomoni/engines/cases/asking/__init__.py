"""How each kind of question is asked, checked and said again; `kinds.py` lists them."""

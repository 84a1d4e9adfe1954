"""Citizens' groups and the support centre's register of them."""

"""The files of a city: typed loading, and where staff changed what the files say."""

"""The sentences for each kind of problem, by what it is about. `model.words` puts them together."""

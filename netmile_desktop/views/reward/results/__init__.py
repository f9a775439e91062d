"""The results of hand-over files: the set times of a day, the people of a file, what is answered about them."""

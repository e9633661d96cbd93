"""Charts by what they show: columns, words and a mark each."""

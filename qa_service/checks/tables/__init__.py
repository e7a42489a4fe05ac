"""Tables as figures, for the checks of totals and of figures that the text cites."""

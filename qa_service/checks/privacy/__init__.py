"""Personal data: identifiers of persons, and what makes a number, an address or a telephone that of a firm."""

"""Reading the tables: types, dates, contract, citing, sides. No judgement of the rows and no arithmetic on them."""

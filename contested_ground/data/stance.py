"""Sentences that the book says in one form everywhere. Notebooks repeat them whole: a plain viewer fills nothing in."""

# what was done, what most historians call it, and which governments reject the term
ARMENIAN_GENOCIDE = (
    "In 1915 and 1916 the Ottoman government had the Armenians of Anatolia deported, and most of them were killed or "
    "died of hunger and disease; most historians call this genocide, and the governments of Turkey and Azerbaijan "
    "reject the term."
)

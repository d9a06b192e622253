"""Languages by tag (BCP 47): what each is called in English, and the script that it is written in here."""

LANGUAGES = {  # tag: (Unicode's name or, where it has none, ISO 639's; script unless the tag names another)
    "ar": ("Arabic", "ARABIC"), "az": ("Azerbaijani", "LATIN"), "azb": ("South Azerbaijani", "ARABIC"),
    "ckb": ("Central Kurdish", "ARABIC"), "de": ("German", "LATIN"), "el": ("Greek", "GREEK"),
    "en": ("English", "LATIN"), "fa": ("Persian", "ARABIC"), "fr": ("French", "LATIN"), "he": ("Hebrew", "HEBREW"),
    "hy": ("Armenian", "ARMENIAN"), "hyw": ("Western Armenian", "ARMENIAN"), "it": ("Italian", "LATIN"),
    "ka": ("Georgian", "GEORGIAN"), "ku": ("Kurdish", "LATIN"), "lez": ("Lezghian", "CYRILLIC"),
    "os": ("Ossetic", "CYRILLIC"), "ota": ("Ottoman Turkish", "ARABIC"), "ru": ("Russian", "CYRILLIC"),
    "tr": ("Turkish", "LATIN"), "uk": ("Ukrainian", "CYRILLIC"), "und": ("", ""),
}  # fmt: skip
SCRIPTS = {"Latn": "LATIN", "Cyrl": "CYRILLIC", "Armn": "ARMENIAN", "Geor": "GEORGIAN", "Arab": "ARABIC"}


def language_name(tag) -> str:
    """What the language of a tag is called: "Russian", with ru-Latn "Russian, in Latin letters"; "" for und.

    Raises KeyError for a tag that the check refuses.
    """
    language, _, script = tag.partition("-")
    return LANGUAGES[language][0] + (f", in {SCRIPTS[script].title()} letters" if script else "")

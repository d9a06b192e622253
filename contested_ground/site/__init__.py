"""The site: a Sphinx extension. Only this room and build.py know Sphinx."""


def setup(app):
    """Sphinx's entry point; imported late, so that the rest of the room can be read without Sphinx."""
    from contested_ground.site import extension

    return extension.setup(app)

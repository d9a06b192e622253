"""Puts the tables into the wheel, as contested_ground/_data. All else stands in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithData(build_py):
    """The package and, unless it is read from the clone itself, the data folder with it."""

    def run(self):
        if not self.editable_mode:
            shutil.rmtree(self.build_lib, ignore_errors=True)  # modules that have since moved would come along
        super().run()
        if not self.editable_mode:
            shutil.copytree("data", Path(self.build_lib) / "contested_ground/_data", dirs_exist_ok=True)


setup(cmdclass={"build_py": WithData})

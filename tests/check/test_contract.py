"""The list of what the contract must keep is that of the contract."""

from contested_ground.check import contract
from contested_ground.data.tables import contract as read


def test_the_list_is_as_it_would_be_written_now(tmp_path, monkeypatch):
    there = contract.KEPT.read_text(encoding="utf-8")
    monkeypatch.setattr(contract, "KEPT", tmp_path / "contract.txt")
    contract.write(read())
    assert contract.KEPT.read_text(encoding="utf-8") == there

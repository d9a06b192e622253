"""The list of what the contract must keep is that of the contract."""

from contested_ground.check import contract
from contested_ground.data.tables import DATA
from contested_ground.data.tables import contract as read


def test_a_table_that_is_gone_is_one_finding():
    package = read()
    left = package["tables"].keys() - {"claims"}
    found = contract.findings(DATA, package | {"tables": {name: package["tables"][name] for name in left}})
    assert [(finding.line, finding.column) for finding in found] == [(1, "claims")]


def test_the_list_is_as_it_would_be_written_now(tmp_path, monkeypatch):
    there = contract.KEPT.read_text(encoding="utf-8")
    monkeypatch.setattr(contract, "KEPT", tmp_path / "contract.txt")
    contract.write(read())
    assert contract.KEPT.read_text(encoding="utf-8") == there

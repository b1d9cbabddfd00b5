"""The plugin meets the plugin contract."""

from __future__ import annotations

import oap_invented_2031
from empact.testing import check_plugin


def test_plugin__meets_the_contract() -> None:
    check_plugin(oap_invented_2031)

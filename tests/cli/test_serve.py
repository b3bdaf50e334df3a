"""How many processes serve, and what is said where a desk cannot be opened."""

from __future__ import annotations

import os
import socket

import pytest
import typer
from typer.testing import CliRunner

from reportedly.cli import serve
from reportedly.cli.main import app
from reportedly.errors import ReportedlyError
from reportedly.web.serving import listen


def test_pages_in_memory_have_one_process(monkeypatch):
    assert serve._processes(None, True) == serve._processes(1, True) == 1
    with pytest.raises(typer.BadParameter, match="ledger"):
        serve._processes(2, True)
    assert CliRunner().invoke(app, ["serve", "examples", "--workers", "2"]).exit_code == 2


@pytest.mark.parametrize(("cores", "processes"), [(1, 1), (3, 3), (64, 4)])
def test_a_ledger_has_one_for_each_core_up_to_four(monkeypatch, cores, processes):
    monkeypatch.setattr(serve, "_cores", lambda: cores)
    assert serve._processes(None, False) == processes and serve._processes(6, False) == 6


def test_without_fork_there_is_one_and_a_line_that_says_so(monkeypatch, capsys):
    monkeypatch.delattr(os, "fork")
    assert serve._processes(3, False) == 1
    assert "one process" in capsys.readouterr().err


def test_a_port_that_is_taken_is_one_line():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ReportedlyError, match=rf"^cannot listen at 127\.0\.0\.1 port {port}: Address already in use; "):
            listen("127.0.0.1", port)

"""XML that is written an element at a time, in one default namespace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from lxml import etree

from reportedly.export.text import xml


@dataclass(frozen=True, slots=True)
class Element:
    """A small element with its attributes, and its text or its children."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    children: tuple[Element, ...] = ()


def element(name: str, text: str = "", /, children: Iterable[Element] = (), **attributes: str) -> Element:
    """An element; `class_` and `for_` are the attributes that Python's words keep from being named."""
    return Element(name, {key.rstrip("_"): value for key, value in attributes.items()}, text, tuple(children))


class Markup:
    """An open XML document. What XML forbids becomes U+FFFD."""

    def __init__(self, file: Any, namespace: str) -> None:
        self._file, self._namespace = file, namespace

    @contextmanager
    def inside(self, name: str, **attributes: str) -> Iterator[None]:
        """Everything that is written meanwhile stands inside this element."""
        with self._file.element(f"{{{self._namespace}}}{name}", {key: xml(value) for key, value in attributes.items()}):
            self._file.write("\n")
            yield
        self._file.write("\n")

    def write(self, made: Element) -> None:
        """An element on lines of its own."""
        self._write(made)
        self._file.write("\n")

    def _write(self, made: Element) -> None:
        attributes = {key: xml(value) for key, value in made.attributes.items()}
        with self._file.element(f"{{{self._namespace}}}{made.name}", attributes):
            if made.text:
                self._file.write(xml(made.text))
            for child in made.children:
                self._write(child)


@contextmanager
def document(out: BinaryIO, namespace: str, root: str, **attributes: str) -> Iterator[Markup]:
    """A UTF-8 document with a root element."""
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(f"{{{namespace}}}{root}", attributes, nsmap={None: namespace}):
            file.write("\n")
            yield Markup(file, namespace)

"""An XML parser that reads no document type, no entity and nothing from elsewhere, for every reader of XML."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat


def safe_parser(refuse: Callable[..., NoReturn], encoding: str | None = None) -> expat.XMLParserType:
    """Return a parser that calls ``refuse`` where a document type or an entity is declared or asked for.

    ``encoding`` overrules what the text declares. What elements and characters mean is the caller's to say.
    """
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    return parser

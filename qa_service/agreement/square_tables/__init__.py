"""Do two raters use the levels alike? Tests on their square table."""

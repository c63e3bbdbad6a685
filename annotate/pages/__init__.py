"""One file a page, thin: ask the core, show, store."""

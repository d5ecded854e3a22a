"""One file a section of the report: what it shows, as plain values, for the page and for Markdown alike."""

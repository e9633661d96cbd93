"""All releases of the newest editions: what the site lists, looks up and exports."""

"""License knowledge: from strings as published to identifiers and tiers."""

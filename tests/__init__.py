"""The tests: unit (pure), integration (acts and pages on both databases), browser (journeys in Chromium)."""

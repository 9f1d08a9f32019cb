"""Tests of the page on which a phone follows its ticket."""

"""Staffing: how many people each hour of the week needs for the promise on replies."""

"""Tests of the inbox's lists, threads and search."""

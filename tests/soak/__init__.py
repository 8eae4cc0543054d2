"""The long test: letters and messages while workers are killed and connections cut."""

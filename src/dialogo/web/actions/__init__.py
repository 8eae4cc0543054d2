"""What can be done at the desk; every change goes through here, and is noted in the trail."""

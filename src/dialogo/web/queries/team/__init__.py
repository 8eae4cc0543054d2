"""The people and the rota, as pages, routing and alerts ask for them."""

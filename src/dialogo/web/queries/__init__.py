"""What pages, jobs and the API ask of the desk's database; nothing here changes anything."""

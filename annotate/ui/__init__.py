"""The only owner of session state, caches and shared page parts."""

"""The only room that writes: case folders, the store, runs, exports."""

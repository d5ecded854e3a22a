"""Small parts that engines are assembled from: weights, votes, ties, switches, the model's frame."""

"""What moves the answer: sensitivity, and which sources it leans on."""

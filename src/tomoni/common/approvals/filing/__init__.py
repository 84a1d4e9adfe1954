"""What becomes of a paper after its decision: put into effect (施行), completed, kept for its years, and let go."""

"""What the tests and the benchmarks both use. Imports neither of them."""

# The commands of the README. Each is a script in Scripts/, which can be read and run by itself.
.PHONY: help run demo test lint format build benchmark clean

help:
	@echo "make run        install what is missing, build, and start Pulse on http://127.0.0.1:7655"
	@echo "make demo       the same with simulated servers and a data directory of its own, ./demo-data"
	@echo "make test       install what is missing, and run every test"
	@echo "make lint       check the Swift formatting"
	@echo "make format     format the Swift sources"
	@echo "make build      optimised build of the server and the web interface"
	@echo "make benchmark  list the benchmarks (Benchmarks/RESULTS.md holds their figures)"
	@echo "make clean      remove everything that was built"

run:
	@Scripts/run

demo:
	@Scripts/demo

test:
	@Scripts/test

lint:
	@Scripts/test lint

format:
	@Scripts/format

build:
	@Scripts/run --build-only

benchmark:
	@Scripts/benchmark

clean:
	@Scripts/clean

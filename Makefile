# What people run. `make` alone lists the targets.
.DEFAULT_GOAL := help
.PHONY: help bench quick test fidelity clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

bench: ## the default matrix in 6 interleaved rounds (under 10 min); tables, charts and a page in results/latest
	@scripts/bench.sh default 6 150ms

quick: ## one message size, block and spin, all mechanisms (under 90 s); the same outputs
	@scripts/bench.sh quick 4 20ms

test: ## vet, lint and all tests, with the race detector where it applies (under 5 min)
	@scripts/test.sh

fidelity: ## our loops against the same loops in plain C, alternating
	@scripts/fidelity.sh

clean: ## remove what bench and quick made
	rm -rf results/latest results/latest.txt results/2*.txt

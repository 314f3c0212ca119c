# What people run. `make` alone lists the targets.
.DEFAULT_GOAL := help
.PHONY: help bench quick curves hosts test fidelity ab gate-power dist image clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

bench: ## all mechanisms for 21 min (BUDGET=15m), longest where that makes figures known better; tables, charts and a page in results/latest
	@scripts/bench.sh default 12 60ms $${BUDGET:-20m45s}

quick: ## one message size, all mechanisms, one round, six of what claims take (under 2 min); the same outputs
	@scripts/bench.sh quick 1 20ms

curves: ## one family at every power of two from 8 B to 4 MiB: make curves FAMILY=pipe (10 min; LIMIT, ROUNDS, WAITS: see scripts/curves.sh)
	@scripts/curves.sh

hosts: ## what distance costs: within this machine beside another host (6 min; HOST=netns, BUDGET: see scripts/hosts.sh)
	@scripts/hosts.sh

test: ## vet, lint and all tests, with the race detector where it applies (8 min; 8 to 11 with empty caches)
	@scripts/test.sh

fidelity: ## our loops against the same loops in plain C, alternating
	@scripts/fidelity.sh

ab: ## the regression gate: make ab BASE=commit compares it with the working tree (5 min; BUDGET, CELLS, LEAST: see scripts/ab.sh)
	@scripts/ab.sh

gate-power: ## how often the gate cries wolf, and what it finds (hours; docs/gate.md)
	@scripts/gate-power.sh

dist: ## programs for machines without Go, amd64 and arm64, in dist/: benchmark, report, broker, licences, checksums
	@scripts/dist.sh

image: ## a container image with the same and nothing else, by podman or docker (IMAGE names it)
	@scripts/image.sh

clean: ## remove what bench, quick, curves and dist made
	rm -rf dist results/latest results/latest.txt results/2*.txt results/curves results/curves-*.txt results/latest-hosts results/hosts-*.txt

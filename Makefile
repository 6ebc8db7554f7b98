# Maru. `make run` and `make test` do all set-up by themselves on a fresh Debian 12 with Rust.

CARGO ?= cargo
CITY ?= assets/city
DEMO_DIR ?= out/demo
SHOTS ?= shots
TARGET ?= form_xml
TIME ?= 3600
CUTS ?= 1000
STEPS ?= 5000000
FORMS ?= 1000

.PHONY: run demo test bench line fuzz shots lint audit setup forms clean

# One set of crates for all that is built for use, so that nothing is built twice.
RELEASE := $(CARGO) build --release -p maru -p maru-tests --bins

# Opens Maru with the demo city.
run: setup
	$(RELEASE)
	"$${CARGO_TARGET_DIR:-target}/release/maru" --city "$(CITY)"

# The same with a city's server on this machine: what is sent arrives within seconds.
demo: setup
	$(RELEASE)
	tools/demo "$(CITY)" "$(DEMO_DIR)"

# Everything that CI runs.
test: setup lint
	$(CARGO) build --workspace --bins --examples
	tools/test

# Figures beside their budgets.
bench: setup
	$(RELEASE)
	$(CARGO) bench -p maru-form -p maru-page -p maru-braille-ko -p maru-tests

# A thousand forms over a line of 1 Mbit/s, 300 ms and 2 % loss, in two network namespaces; a minute or two.
line: setup
	$(RELEASE)
	"$${CARGO_TARGET_DIR:-target}/release/bad-line" --forms $(FORMS)

# Looks for inputs that break the form engine: `make fuzz TARGET=xpath TIME=600`. Finds land in fuzz/artifacts.
fuzz:
	tools/fuzz "$(TARGET)" "$(TIME)"

# kill -9 at CUTS random moments over filling in, finishing and sending, then STEPS steps of a reference outbox against
# the real one; the figures are printed. `make torture CUTS=5000` takes some hours.
torture: setup
	$(RELEASE)
	tools/torture "$(CUTS)" "$(STEPS)"

# Pictures of all screens, in both languages, two themes and sizes.
shots: setup
	$(CARGO) build -p maru --example shots
	tools/shots "$(SHOTS)"

lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	@if $(CARGO) deny --version >/dev/null 2>&1; then $(CARGO) deny check licenses bans sources; else echo "cargo-deny is not installed: licences not checked"; fi

# Known faults of dependencies; fetches the list of them.
audit:
	$(CARGO) deny check advisories

# The demo city's XForms from their XLSForm tables; needs pyxform 4.5.
forms:
	assets/city-src/build.py

setup:
	tools/setup

clean:
	$(CARGO) clean
	rm -rf out shots

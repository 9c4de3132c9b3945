# `make explore` and `make test` are all a newcomer needs: each sees to what is missing, builds release and runs.
# Where everything is there the set-up costs one pkg-config call, and an unchanged program is not built again.

PREFIX ?= /usr/local
# Further words for the explorer: make explore ARGS="--lang ja"
ARGS ?=
# Tools a caller needs besides the libraries (.ci/run asks for tmux).
TOOLS ?=

PROGRAM := .build/release/eclip
# Built in seconds and never committed: every version of it would stay in every clone.
INDEX := Assets/Demo/demo.index
SOURCES := Package.swift $(shell find Sources -type f)
LIBRARIES := ncursesw openblas libpng libjpeg libwebp sqlite3
# (ncurses-term knows the terminals with 24-bit colours; without it 256 are used.)
PACKAGES := libncurses-dev ncurses-term libopenblas-dev libpng-dev libjpeg-dev libwebp-dev libsqlite3-dev pkg-config

# Fuzzing: make fuzz, make fuzz TARGET=png FUZZ_SECONDS=600, make fuzz FUZZ_RUNS=1000000
TARGET ?=

.PHONY: explore test fuzz build install uninstall setup clean figures-demo figures-fashion figures-grocery

explore: $(PROGRAM) $(INDEX)
	@$(PROGRAM) explore $(ARGS)

# In two steps: on its own `swift test` builds everything a second time, with every declaration made testable.
test: setup
	swift build -c release --build-tests
	@$(MAKE) --no-print-directory $(INDEX)
	swift test -c release --disable-xctest --skip-build

# A minute for every reader of foreign bytes (FUZZ_SECONDS), or so many runs (FUZZ_RUNS). Builds the readers once more, with the
# sanitizers, in a folder of their own.
fuzz: setup
	@.ci/fuzz $(TARGET)

build: $(PROGRAM) $(INDEX)

$(INDEX): Assets/Demo/demo.safetensors Assets/Demo/catalog.csv | $(PROGRAM)
	$(PROGRAM) index --checkpoint Assets/Demo/demo.safetensors --catalog Assets/Demo/catalog.csv --output $(INDEX)
	@touch $(INDEX)

# SwiftPM leaves the program alone when a change does not reach it: touching it keeps make from asking again.
$(PROGRAM): $(SOURCES) | setup
	swift build -c release --product eclip
	@touch $(PROGRAM)

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/eclip"
	install -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/eclip"
	cp -R Assets/. "$(DESTDIR)$(PREFIX)/share/eclip/"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/eclip"
	rm -rf "$(DESTDIR)$(PREFIX)/share/eclip"

setup:
	@command -v swift >/dev/null || { \
	  echo "eclip needs a Swift 6 toolchain, and no 'swift' is on the PATH."; \
	  echo "  Get one from https://www.swift.org/install (Linux: swiftly, a tarball, or the swift:6.3 image), then try again."; \
	  exit 2; } >&2
	@missing=""; \
	pkg-config --exists $(LIBRARIES) 2>/dev/null || missing="$(PACKAGES)"; \
	for tool in $(TOOLS); do command -v $$tool >/dev/null || missing="$$missing $$tool"; done; \
	[ -n "$$missing" ] || exit 0; \
	if ! command -v apt-get >/dev/null; then \
	  echo "eclip needs the development files of ncurses (wide), OpenBLAS, libpng, libjpeg, libwebp and SQLite, pkg-config $(TOOLS)."; \
	  echo "  This system has no apt-get: install them its own way, so that this succeeds:"; \
	  echo "  pkg-config --exists $(LIBRARIES)"; exit 2; fi >&2; \
	as_root=""; \
	if [ "$$(id -u)" != 0 ]; then \
	  if ! command -v sudo >/dev/null; then \
	    echo "eclip needs packages that only root can install: apt-get install $$missing"; exit 2; fi >&2; \
	  as_root=sudo; fi; \
	echo "Installing:$$missing" >&2; \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q $$missing \
	  || { $$as_root apt-get update -q && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q $$missing; }

# The checkpoints in Assets and the figures about them in README, one command each. Pictures of 96 pixels first, for most of what is
# to be learned at half the price; then 144, which sharpens maps and fine patterns. The baseline gets the same CPU minutes.
# Each takes an hour or two of CPU time. RUNS is where everything goes; the bundled files are only replaced by hand.
RUNS ?= .build/runs
SEED ?= 1
FASHION ?= fashion/catalog.csv
GROCERY ?= grocery/catalog.csv

figures-demo: $(PROGRAM)
	.ci/figures demo "$(RUNS)" "$(SEED)"

figures-fashion: $(PROGRAM)
	.ci/figures fashion "$(RUNS)" "$(SEED)" "$(FASHION)"

figures-grocery: $(PROGRAM)
	.ci/figures grocery "$(RUNS)" "$(SEED)" "$(GROCERY)"

clean:
	rm -rf .build .build-fuzz

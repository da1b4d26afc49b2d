# The words of the house; each is a script in .ci/.
.PHONY: run build test bench check setup assets clean

run: build
	@.ci/serve

build: setup
	@.ci/build

setup:
	@.ci/setup run

assets: setup
	@.ci/assets

test:
	@.ci/test

check:
	@.ci/setup test
	@.ci/check

bench:
	@.ci/setup bench
	@.ci/build
	@end2end/bench/run

# Leaves the data folder and the installed tools alone.
clean:
	cargo clean --release
	rm -rf target/site target/site-cache target/wasm target/wasm32-unknown-unknown

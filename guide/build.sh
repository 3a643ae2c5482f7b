#!/usr/bin/env bash
# Builds the guide as web pages, in target/guide/book/. Links to files of the repository become links to its web site.
set -euo pipefail
cd "$(dirname "$0")"
if ! command -v mdbook >/dev/null; then
    echo "mdbook is needed: cargo install mdbook" >&2
    exit 1
fi
repository=https://github.com/googlenet-rs/googlenet
made=${CARGO_TARGET_DIR:-../target}/guide
rm -rf "$made"
mkdir -p "$made"
cp -r book.toml wide.css src "$made"
sed -i "s#](\.\./\.\./#]($repository/blob/main/#g" "$made"/src/*.md
mdbook build "$made"

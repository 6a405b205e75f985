# Sourced by the other scripts: the project's root, the tool chain, and the words they share.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

step() { printf '\n==> %s\n' "$*"; }
note() { printf '    %s\n' "$*"; }
fail() {
    printf '\nerror: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '       %s\n' "$line" >&2; done
    exit 1
}

# SwiftPM's arguments. CI replaces .build by a link to a folder outside the clone; SwiftPM keeps absolute
# paths, so it is told the folder's real name and finds its dependencies unchanged in the next clone.
scratch=()
if [ -L .build ]; then scratch=(--scratch-path "$(readlink -f .build)"); fi

# One set of flags for every debug build: a change of flags rebuilds everything.
debug_flags=("${scratch[@]}" -debug-info-format none)

require_swift() {
    if ! command -v swift >/dev/null 2>&1 && [ -x /opt/swift/usr/bin/swift ]; then
        export PATH="/opt/swift/usr/bin:$PATH"
    fi
    command -v swift >/dev/null 2>&1 || fail "no Swift tool chain found" \
        "Pulse is built with Swift 6.3. Install it from https://www.swift.org/install/linux/ and put its usr/bin into PATH."
    local version
    version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
    case "$version" in
        6.[3-9] | 6.[1-9][0-9] | [7-9].*) ;;
        *) fail "Swift ${version:-of unknown version} is too old" "Pulse is built with Swift 6.3 or newer; found $(command -v swift)." ;;
    esac
    # The program that people run: Swift's libraries are linked in where the tool chain has them, so that it runs on machines
    # without one. Debug information stays out: a smaller, faster build, and nothing reads it here.
    release_flags=(-c release -debug-info-format none)
    if [ -d "$(dirname "$(readlink -f "$(command -v swift)")")/../lib/swift_static/linux" ]; then
        release_flags+=(--static-swift-stdlib -Xlinker --no-export-dynamic)
    fi
}

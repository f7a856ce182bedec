# The browser of the tests. Sourced after environment.sh.

# Set and export CHROMIUM, the browser's program; install it where that is possible.
require_chromium() {
    if [ -n "${CHROMIUM:-}" ]; then
        command -v "$CHROMIUM" >/dev/null || fail "\$CHROMIUM is '$CHROMIUM', which is no program"
    else
        CHROMIUM=$(find_chromium) || install_chromium
    fi
    export CHROMIUM
}

# The shell is Chromium without windows, which nobody sees in a test: half the time of a visit.
find_chromium() {
    command -v chromium-headless-shell || command -v chromium || command -v chromium-browser ||
        command -v google-chrome || command -v google-chrome-stable
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y "$1"
}

install_chromium() {
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        fail "no Chromium on the PATH; install chromium or Google Chrome, or name it:" \
            "CHROMIUM=/path/to/chromium $script"
    fi
    say "Installing Chromium ..."
    log=$root/.cache/chromium-install.log
    if ! { apt-get update && { apt_install chromium-headless-shell || apt_install chromium; }; } \
        >"$log" 2>&1; then
        cat "$log" >&2
        fail "Chromium could not be installed; the messages of apt-get are above"
    fi
    CHROMIUM=$(find_chromium) || fail "apt-get installed chromium, but it is not on the PATH"
}

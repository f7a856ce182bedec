# The set-up that all scripts share. Sourced, not run.
#
# needs:  root    the folder of the repository
# gives:  say, fail, refuse, resolve, and
#         prepare [EXTRA]    makes the virtual environment; sets `bin`, the folder of its programs

# Material's announcement about MkDocs 2 says nothing about this site.
export NO_MKDOCS_2_WARNING=1
export PIP_DISABLE_PIP_VERSION_CHECK=1
# What is installed comes without bytecode: it is compiled once, not by each of many processes.
unset PYTHONDONTWRITEBYTECODE

venv=$root/.cache/venv
venv_stamp=$venv/postmortems-stamp
venv_lock=$root/.cache/venv-lock
script=scripts/$(basename -- "$0")

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$script: $*"
    exit 1
}

# A call that was written wrongly ends with 2, as with other programs.
refuse() {
    say "$script: $*"
    say "Try '$script --help'."
    exit 2
}

# Print a path as an absolute one; what it names need not exist.
resolve() {
    case $1 in
        /* | [A-Za-z]:[\\/]*) printf '%s\n' "$1" ;;
        *) printf '%s/%s\n' "$PWD" "$1" ;;
    esac
}

# Whether a command is a Python that is new enough and can make virtual environments.
is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' </dev/null >/dev/null 2>&1
}

can_make_venvs() {
    "$1" -c 'import ensurepip, venv' </dev/null >/dev/null 2>&1
}

choose_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_new_enough "$PYTHON" || fail "\$PYTHON is '$PYTHON', which is not Python 3.11 or later"
        can_make_venvs "$PYTHON" || fail "'$PYTHON' has no venv module; on Debian and Ubuntu," \
            "install python3-venv"
        python=$PYTHON
        return
    fi
    bare=
    for python in python3.13 python3.12 python3.11 python3 python; do
        is_new_enough "$python" || continue
        can_make_venvs "$python" && return
        bare=${bare:-$python}
    done
    [ -z "$bare" ] || fail "'$bare' has no venv module; on Debian and Ubuntu, install python3-venv"
    fail "Python 3.11 or later is needed and none of python3.13, python3.12, python3.11, python3" \
        "is one; install it, or name it: PYTHON=/path/to/python3 $script"
}

# Print what the environment depends on: pyproject.toml, the Python, the place.
fingerprint() {
    "$python" - "$root" <<'PYTHON'
import hashlib, pathlib, sys

root = pathlib.Path(sys.argv[1])
parts = [(root / "pyproject.toml").read_bytes(), sys.version.encode()]
parts += [part.encode("utf-8", "surrogateescape") for part in (sys.base_prefix, str(root))]
print(hashlib.sha256(b"\0".join(parts)).hexdigest())
PYTHON
}

# The stamp holds the fingerprint, then the extras installed, one a line.
has_line() {
    [ -f "$venv_stamp" ] && grep -qxF -- "$1" "$venv_stamp"
}

is_ready() {
    has_line "$wanted" && { [ -z "$extra" ] || has_line "$extra"; }
}

prepare() {
    extra=${1:-}
    choose_python
    wanted=$(fingerprint)
    if ! is_ready; then
        lock
        is_ready || set_up
        unlock
    fi
    find_programs
}

find_programs() {
    bin=$venv/bin
    [ ! -d "$venv/Scripts" ] || bin=$venv/Scripts
}

# Make the environment anew, or add the extra to it.
set_up() {
    if ! has_line "$wanted"; then
        say "Setting up $("$python" -V) in .cache/venv ..."
        rm -rf "$venv"
        quietly "$python" -m venv "$venv" || fail "the virtual environment could not be made"
    else
        say "Installing what '$extra' needs into .cache/venv ..."
    fi
    find_programs
    install --editable "$root${extra:+[$extra]}" ||
        fail "pip could not install the package; its messages are above"
    has_line "$wanted" || printf '%s\n' "$wanted" >"$venv_stamp"
    [ -z "$extra" ] || printf '%s\n' "$extra" >>"$venv_stamp"
}

# uv installs in a sixth of pip's time. It knows little of pip's settings: where it fails, or is
# not made for this machine, pip does it.
install() {
    index=${PIP_INDEX_URL:-$("$bin/python" -m pip config get global.index-url 2>/dev/null || :)}
    [ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
    "$bin/python" -m pip install --only-binary uv uv >"$root/.cache/setup.log" 2>&1 &&
        "$bin/python" -m uv pip install --python "$bin/python" "$@" >>"$root/.cache/setup.log" 2>&1 ||
        quietly "$bin/python" -m pip install "$@"
}

# Run a command and show what it prints only if it fails.
quietly() {
    "$@" >"$root/.cache/setup.log" 2>&1 || {
        cat "$root/.cache/setup.log" >&2
        return 1
    }
}

# Two scripts started at once: the second waits until the first has set everything up.
lock() {
    waiting=
    mkdir -p "$root/.cache"
    until mkdir "$venv_lock" 2>/dev/null; do
        holder=$(cat "$venv_lock/pid" 2>/dev/null || :)
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
            rm -rf "$venv_lock"
            continue
        fi
        [ -n "$waiting" ] || say "Waiting for another script's set-up (else delete $venv_lock) ..."
        waiting=yes
        sleep 1
    done
    trap unlock EXIT
    trap 'exit 130' INT TERM
    printf '%s\n' "$$" >"$venv_lock/pid"
}

unlock() {
    rm -rf "$venv_lock"
    trap - EXIT INT TERM
}

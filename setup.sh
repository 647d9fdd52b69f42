#!/usr/bin/env bash
# Prépare .venv : « setup.sh app » pour faire tourner radlad, « setup.sh dev » pour le tester et le changer aussi,
# « setup.sh peers » pour les outils auxquels « python -m bench.peers » le compare.
# Appelé par make ; se relance sans danger après une coupure.
set -euo pipefail
cd "$(dirname "$0")"

readonly VENV=.venv
readonly WANTED=${1:-app}
PIP=()

say() { printf '%s\n' "$*"; }

fail() {
    printf 'radlad : %s\n' "$@" >&2
    exit 1
}

is_root() { [ "$(id -u)" -eq 0 ]; }

# Debian packages, as root only: without root, say what is missing instead.
apt_install() {
    is_root && command -v apt-get >/dev/null || return 1
    say "Installation de paquets Debian : $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update && apt-get -qq -y install --no-install-recommends "$@" >/dev/null
}

recent_pythons() {
    local name
    for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14; do
        [ -n "$name" ] && name=$(command -v "$name") || continue
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && printf '%s\n' "$name"
    done
    return 0
}

# The first recent Python that can run the given code.
python_with() {
    local name
    for name in $(recent_pythons); do
        if "$name" -c "$1" 2>/dev/null; then
            printf '%s\n' "$name"
            return
        fi
    done
}

usable_venv() {
    [ -x $VENV/bin/python ] && $VENV/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

make_venv() {
    local python
    if usable_venv; then
        return
    fi
    python=$(python_with 'import venv, ensurepip')
    if [ -z "$python" ] && apt_install python3 python3-venv; then
        python=$(python_with 'import venv, ensurepip')
    fi
    if [ -n "$python" ]; then
        say "Environnement Python : $("$python" --version)"
        "$python" -m venv --clear $VENV
        return
    fi
    # Debian puts ensurepip in a package of its own; a pip of the system's can fill the environment as well.
    python=$(python_with 'import venv, pip')
    if [ -n "$python" ]; then
        say "Environnement Python sans ensurepip : $("$python" --version)"
        "$python" -m venv --clear --without-pip $VENV
        return
    fi
    if [ -n "$(recent_pythons)" ]; then
        fail "Python est là, mais sans de quoi créer un environnement (module ensurepip)." \
            "Demandez à un administrateur : apt install python3-venv" \
            "puis relancez la même commande."
    fi
    fail "il faut Python 3.11 ou plus récent, introuvable ici." \
        "Demandez à un administrateur : apt install python3 python3-venv" \
        "ou indiquez un autre Python : make setup PYTHON=/chemin/vers/python3.11"
}

find_pip() {
    local python
    if $VENV/bin/python -m pip --version >/dev/null 2>&1; then
        PIP=($VENV/bin/python -m pip)
        return
    fi
    python=$(python_with 'import pip')
    [ -n "$python" ] || fail "pip est introuvable : supprimez le dossier $VENV, puis relancez la même commande."
    PIP=("$python" -m pip --python $VENV/bin/python)
}

pip_install() {
    "${PIP[@]}" install -qq --no-input --disable-pip-version-check "$@" ||
        fail "l’installation des bibliothèques a échoué : vérifiez l’accès au réseau, puis relancez la même commande."
}

install_app() {
    say "Installation des bibliothèques (quelques minutes la première fois)…"
    pip_install --require-hashes -r requirements/app.lock
    pip_install --require-hashes --no-deps -r requirements/models.lock
    pip_install --no-build-isolation --no-deps -e .
    # A reader in its cage cannot write what Python keeps of compiled code.
    $VENV/bin/python -m compileall -q src
    $VENV/bin/python -m radlad.readers.ocr.compiled ||
        say "Les modèles de lecture seront préparés à chaque démarrage, ce qui prend une demi-seconde de plus."
    have_libseccomp || apt_install libseccomp2 ||
        say "Sans libseccomp, les fichiers reçus sont lus avec moins de protections (apt install libseccomp2)."
}

have_libseccomp() {
    $VENV/bin/python -c 'import pyseccomp' 2>/dev/null
}

install_dev() {
    say "Installation des outils de test…"
    pip_install --require-hashes -r requirements/dev.lock
    install_browser
    install_node_parts
    install_fault_parts
}

install_browser() {
    if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
        return
    fi
    apt_install chromium fonts-dejavu-core fonts-liberation ||
        fail "les tests des écrans demandent Chromium, introuvable ici." \
            "Demandez à un administrateur : apt install chromium fonts-dejavu-core"
}

# What the tests take from npm: an OpenID provider to talk to, the accessibility rules that the browser runs.
install_node_parts() {
    local lock folder
    if ! command -v npm >/dev/null; then
        apt_install nodejs npm ||
            fail "les tests de l’authentification et des écrans demandent Node.js, introuvable ici." \
                "Demandez à un administrateur : apt install nodejs npm"
    fi
    # Node trusts a list of its own; here it shall also trust what the system trusts, as behind a company's proxy.
    if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -r /etc/ssl/certs/ca-certificates.crt ]; then
        export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
    fi
    for lock in tests/support/*/package-lock.json; do
        folder=$(dirname "$lock")
        if [ ! -d "$folder/node_modules" ] || [ "$lock" -nt "$folder/node_modules/.package-lock.json" ]; then
            npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error ||
                fail "l’installation de $folder a échoué : vérifiez l’accès au réseau."
        fi
    done
}

# What a few tests skip without: wrong clocks, and a reader of compose files.
install_fault_parts() {
    local missing=()
    ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 || missing+=(libfaketime)
    command -v docker-compose >/dev/null || docker compose version >/dev/null 2>&1 || missing+=(docker-compose)
    [ ${#missing[@]} -eq 0 ] && return
    apt_install "${missing[@]}" ||
        say "Quelques tests seront passés : il manque ${missing[*]} (apt install ${missing[*]})."
}

# Tools that the bench runs beside radlad, in an environment of their own.
install_peers() {
    say "Installation des outils de comparaison…"
    apt_install tesseract-ocr tesseract-ocr-fra tesseract-ocr-osd ghostscript unpaper pngquant poppler-utils ||
        say "Sans les droits d’administrateur, seuls les outils Python sont installés. Pour les autres :" \
            "apt install tesseract-ocr tesseract-ocr-fra tesseract-ocr-osd ghostscript unpaper pngquant poppler-utils"
    $VENV/bin/python -m venv --without-pip $VENV/peers
    "${PIP[@]}" --python $VENV/peers/bin/python install -qq --no-input --disable-pip-version-check \
        --require-hashes -r requirements/peers.lock ||
        fail "l’installation des outils de comparaison a échoué : vérifiez l’accès au réseau."
}

make_venv
find_pip
case $WANTED in
    app) install_app ;;
    dev) install_dev ;;
    peers) install_peers ;;
    *) fail "attendu : setup.sh app, setup.sh dev ou setup.sh peers" ;;
esac
touch "$VENV/.radlad-$WANTED"

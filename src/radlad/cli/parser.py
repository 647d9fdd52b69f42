"""What the command `radlad` accepts, and its help in French."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path
from typing import Any, NoReturn

_IN_FRENCH = (
    (r"^the following arguments are required: ", "il manque : "),
    (r"^unrecognized arguments: ", "option inconnue : "),
    (r"^argument (.+?): expected one argument", r"\1 : il manque une valeur"),
    (r"^argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 : \2 est inconnu ; choisissez parmi \3"),
    (r"^argument (.+?): invalid \S+ value: (.+)", r"\1 : \2 n’est pas une valeur possible"),
    (r"^argument (.+?): ", r"\1 : "),
)
COMMANDS = {
    "run": "démarre tout, puis envoie les documents d’exemple par l’API",
    "serve": "démarre tout : base embarquée, web, lecteurs, client bac à sable",
    "web": "le serveur web seul (API et écrans)",
    "worker": "un processus de lecture et de restitution seul",
    "sandbox": "le client bac à sable seul",
    "migrate": "met la base de données à jour",
    "doctor": "dit ce qui ne va pas dans l’installation et quoi faire",
}
"""The commands without arguments of their own, but for `run`, `doctor` and `migrate`."""

_ACTIONS = {
    "client": {
        "create": "crée le client OAuth2 d’un couloir",
        "rotate": "donne un nouveau secret à un client, l’ancien restant accepté un temps",
    },
    "user": {"create": "crée un compte pour les écrans"},
    "reader": {"set": "dit ce qu’un client de l’API peut lire du suivi"},
    "lane": {"set": "choisit quels documents d’un couloir passent devant un opérateur"},
}


class Parser(argparse.ArgumentParser):
    """argparse, in French."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{**options, "add_help": False, "allow_abbrev": False})
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def format_usage(self) -> str:
        return re.sub(r"^usage: ", "usage : ", super().format_usage())

    def format_help(self) -> str:
        return re.sub(r"^usage: ", "usage : ", super().format_help())

    def error(self, message: str) -> NoReturn:
        for english, french in _IN_FRENCH:
            message, known = re.subn(english, french, message)
            if known:
                break
        self.exit(2, f"{self.format_usage()}radlad : {message}\n")


def parser() -> Parser:
    """Everything that can be asked of `radlad`; `command` names what was."""
    whole = Parser(prog="radlad", description="Lecture automatique de documents (RAD/LAD).")
    whole.add_argument("--version", action="store_true", help="affiche la version")
    commands = whole.add_subparsers(dest="command", metavar="commande", title="commandes", parser_class=Parser)
    _add_reading(commands)
    for name, text in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=_sentence(text))
        if name == "run":
            command.add_argument("--samples", type=Path, metavar="DOSSIER", help="les documents à envoyer (samples/)")
        if name == "doctor":
            command.add_argument("--mend", action="store_true", help="répare ce qui peut l’être : fichiers et tâches")
        if name == "migrate":
            command.add_argument("--quiet", action="store_true", help="ne dit rien quand tout va bien")
    _add_saving(commands)
    for name, actions in _ACTIONS.items():
        text = " ; ".join(f"{action} : {what}" for action, what in actions.items())
        command = commands.add_parser(name, help=text, description=_sentence(text))
        command.add_argument("action", choices=list(actions), help=" ou ".join(actions))
        _add_rest(command, f"voyez « radlad {name} {next(iter(actions))} --help »")
    command = commands.add_parser("manage", help="passe une commande à Django")
    _add_rest(command, "la commande de Django et ses arguments")
    return whole


def _add_reading(commands: argparse._SubParsersAction[Parser]) -> None:
    text = "lit un document et écrit le résultat en JSON sur la sortie standard"
    read = commands.add_parser("read", help=text, description=_sentence(text))
    read.add_argument("file", type=Path, metavar="FICHIER", help="PDF, JPEG, PNG ou TIFF")
    read.add_argument("--couloir", default="", help="couloir déclaré, par exemple HOP")
    read.add_argument("--sons", default="", help="SONS déclaré, par exemple DPI")
    read.add_argument("--type", default="", help="type déclaré : BON_COMMANDE, FACTURE, VA")
    text = "lit les documents d’une liste ; ni base ni serveur"
    batch = commands.add_parser("batch", help=text, description=_sentence(text))
    batch.add_argument("requests", type=Path, metavar="REQUETES.jsonl", help="une demande par ligne")
    batch.add_argument("--root", type=Path, required=True, metavar="DOSSIER", help="où sont les fichiers")
    batch.add_argument("--out", type=Path, required=True, metavar="RESULTATS.jsonl", help="un résultat par ligne")
    batch.add_argument(
        "--jobs", type=_positive, default=len(os.sched_getaffinity(0)), metavar="N",
        help="lectures à la fois (par défaut : le nombre de cœurs)",
    )  # fmt: skip


def _add_saving(commands: argparse._SubParsersAction[Parser]) -> None:
    text = "sauvegarde la base et les fichiers, service en marche ou arrêté"
    backup = commands.add_parser("backup", help=text, description=_sentence(text))
    text = "remet en place une sauvegarde, service arrêté"
    restore = commands.add_parser("restore", help=text, description=_sentence(text))
    for command in (backup, restore):
        command.add_argument("folder", type=Path, metavar="DOSSIER", help="le dossier de la sauvegarde")
    restore.add_argument("--replace", action="store_true", help="remplace les documents qui sont déjà là")


def _add_rest(command: Parser, text: str) -> None:
    command.add_argument("rest", nargs=argparse.REMAINDER, metavar="…", help=text)


def _positive(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"« {text} » : mettez un nombre de 1 à 256")
    return int(text)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."

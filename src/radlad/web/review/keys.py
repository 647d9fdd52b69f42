"""The keys of the workstation: the one table from which the page's script, its help and the guide are made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name for people, what it does, and, where the script acts on it, its `combo` and `action`.

    `combo` is `Alt+Ctrl+Shift+` as far as they are held, then `KeyboardEvent.key` or `.code`.
    """

    names: tuple[str, ...]
    text: str
    action: str = ""
    combo: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that belong together."""

    title: str
    keys: tuple[Key, ...]


_VALUES = Group(
    "Saisir",
    (
        Key(("Entrée",), "Accepter et aller au champ suivant à vérifier", "accept", "Enter"),
        Key(("Maj", "Entrée"), "Accepter et revenir au précédent à vérifier", "acceptBack", "Shift+Enter"),
        Key(("Tab",), "Champ suivant, quel qu’il soit"),
        Key(("O",), "Oui, cochée, présente, signé"),
        Key(("N",), "Non, non cochée, absente, non signé"),
        Key(("V",), "Vide : ni l’un ni l’autre"),
        Key(("1…9",), "Dans une liste : le choix de ce rang"),
        Key(("Alt", "1…9"), "Prendre la valeur proposée de ce rang"),
        Key(("Alt", "↑"), "Copier le champ du dessus de même nature", "copyAbove", "Alt+ArrowUp"),
        Key(("Alt", "Suppr"), "Vider le champ", "empty", "Alt+Delete"),
        Key(("Échap",), "Reprendre la dernière valeur enregistrée", "revert", "Escape"),
        Key(("Ctrl", "Z"), "Annuler le dernier enregistrement", "undo", "Ctrl+z"),
        Key(("Alt", "H"), "Historique du champ", "history", "Alt+KeyH"),
    ),
)
_DOCUMENT = Group(
    "Document",
    (
        Key(("Ctrl", "Entrée"), "Valider et passer au suivant", "finish", "Ctrl+Enter"),
        Key(("Alt", "T"), "Type et couloir : confirmer ou changer", "type", "Alt+KeyT"),
        Key(("Alt", "X"), "Rejeter le document", "reject", "Alt+KeyX"),
        Key(("Alt", "M"), "Mettre de côté avec un commentaire", "aside", "Alt+KeyM"),
        Key(("?",), "Ces touches (F1 pendant une saisie)", "help", "F1"),
    ),
)
_IMAGE = Group(
    "Image",
    (
        Key(("Alt", "Page préc."), "Page précédente", "previousPage", "Alt+PageUp"),
        Key(("Alt", "Page suiv."), "Page suivante", "nextPage", "Alt+PageDown"),
        Key(("Alt", "+"), "Agrandir", "zoomIn", "Alt++"),
        Key(("Alt", "–"), "Réduire", "zoomOut", "Alt+-"),
        Key(("Alt", "0"), "Toute la largeur", "fitWidth", "Alt+Digit0"),
        Key(("Alt", "P"), "Page entière", "fitWhole", "Alt+KeyP"),
        Key(("Alt", "R"), "Tourner d’un quart de tour", "turn", "Alt+KeyR"),
        Key(("Clic",), "Sur un mot : le mettre dans le champ ; avec Maj, l’y ajouter"),
        Key(("Glisser",), "Sur une zone : la faire lire pour le champ"),
    ),
)
GROUPS = (_VALUES, _DOCUMENT, _IMAGE)

TYPE_KEYS = {"BON_COMMANDE": "B", "FACTURE": "F", "VA": "V", "MOM": "M"}
"""The key of each piece when the type is chosen; lanes have their rank."""

"""Document types of the lane HOP DPI."""

from radlad.doctypes.hop_dpi.bdc import BON_COMMANDE
from radlad.doctypes.hop_dpi.facture import FACTURE
from radlad.doctypes.hop_dpi.va import VA

TYPES = (BON_COMMANDE, VA, FACTURE)

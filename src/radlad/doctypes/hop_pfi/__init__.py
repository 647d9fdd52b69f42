"""Document types of the lane HOP PFI."""

from radlad.doctypes.hop_pfi.bdc import BON_COMMANDE
from radlad.doctypes.hop_pfi.facture import FACTURE
from radlad.doctypes.hop_pfi.va import VA

TYPES = (BON_COMMANDE, VA, FACTURE)

"""Document types of the lane IMG RIS."""

from radlad.doctypes.img_ris.bdc import BON_COMMANDE

TYPES = (BON_COMMANDE,)

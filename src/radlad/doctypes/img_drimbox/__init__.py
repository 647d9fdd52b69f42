"""Document types of the lane IMG DRIMBOX."""

from radlad.doctypes.img_drimbox.bdc import BON_COMMANDE

TYPES = (BON_COMMANDE,)

"""Factur-X, the second witness: it confirms or puts in doubt, it never overrides (domain.md)."""

import pytest

from radlad import doctypes
from radlad.doctypes import labels
from radlad.domain.document import Box, Provenance, Source
from radlad.domain.reading import Doubt, Evidence, FieldReading, Found, Missing
from radlad.extract import facturx

INVOICE = doctypes.by_key("hop-dpi-facture")
SEEN = Evidence(1, Box(0.1, 0.1, 0.2, 0.2), Provenance(Source.TEXT, "test"))
CII = """<?xml version="1.0"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocument><ram:ID>F2026-17</ram:ID><ram:IssueDateTime>
<udt:DateTimeString format="102">20260312</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty>
<ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">{organisation}</ram:ID></ram:SpecifiedLegalOrganization>
</ram:SellerTradeParty><ram:BuyerTradeParty><ram:Name>CENTRE HOSPITALIER DE TULLE</ram:Name></ram:BuyerTradeParty>
</ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeSettlement>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:TaxBasisTotalAmount>12345.60</ram:TaxBasisTotalAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""
DATA = CII.format(organisation="73282932000074").encode()


def heard(anchor, value, *doubts, xml=DATA):
    field = next(f for f in INVOICE.fields if f.anchor is anchor)
    answer = Found(value, 0.7, SEEN, doubts) if value else Missing(Doubt.LABEL_ABSENT, 0.5, None, doubts)
    return facturx.confirmed([FieldReading(field, answer)], xml)[0]


@pytest.mark.parametrize(
    ("anchor", "printed"),
    [
        (labels.INVOICE_NUMBER, "F 2026-17"),
        (labels.INVOICE_DATE, "12/03/2026"),
        (labels.TOTAL_HT, "12 345,60 €"),
        (labels.SUPPLIER_SIRET, "732 829 320 00074"),
        (labels.CLIENT_NAME, "Centre Hospitalier de Tulle"),
    ],
)
def test_a_value_that_both_give_is_sure_and_stays_as_printed(anchor, printed):
    reading = heard(anchor, printed, Doubt.WEAK, Doubt.OCR_UNSURE)
    assert (reading.answer.value, reading.answer.doubts) == (printed, ())
    assert reading.answer.confidence > 0.95


def test_a_value_that_the_data_contradict_stays_and_is_in_doubt_with_the_other_at_hand():
    reading = heard(labels.TOTAL_HT, "12 345,00 €")
    assert reading.answer.value == "12 345,00 €"
    assert reading.answer.doubts == (Doubt.FACTURX_DIFFERS,)
    assert [c.value for c in reading.candidates] == ["12345.60"]
    assert reading.candidates[0].evidence.provenance.source is Source.FACTURX


def test_a_name_cut_short_is_not_what_the_data_say():
    reading = heard(labels.CLIENT_NAME, "CENTRE HOSPITAL", Doubt.WEAK)
    assert reading.answer.doubts == (Doubt.WEAK, Doubt.FACTURX_DIFFERS)


def test_a_value_that_only_the_data_give_is_not_returned_but_doubted():
    reading = heard(labels.INVOICE_NUMBER, "")
    assert reading.answer.value == ""
    assert Doubt.FACTURX_DIFFERS in reading.answer.doubts


def test_agreement_does_not_excuse_a_false_key():
    assert heard(labels.SUPPLIER_SIRET, "73282932000074", Doubt.SIRET_KEY).answer.doubts == (Doubt.SIRET_KEY,)


def test_a_siren_says_nothing_of_a_siret():
    xml = CII.format(organisation="732829320").encode()
    assert not heard(labels.SUPPLIER_SIRET, "35600000009075", xml=xml).doubtful


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<rsm:CrossIndustryInvoice>",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><ExchangedDocument><ID>&x;</ID></ExchangedDocument></a>',
    ],
)
def test_data_that_cannot_be_read_are_no_witness(xml):
    reading = heard(labels.INVOICE_NUMBER, "F2026-17", Doubt.WEAK, xml=xml)
    assert (reading.answer.value, reading.answer.doubts) == ("F2026-17", (Doubt.WEAK,))

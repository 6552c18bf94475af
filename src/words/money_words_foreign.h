/*-------------------------------------------------------------------------
 *
 * money_words_foreign.h
 *	  The money vocabulary of languages other than English.
 *
 * For money_words.h, which says what the groups mean and how words are
 * written.  A language has the same groups as English: what is money by name,
 * what is money in company, words that say nothing, names of tables.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_MONEY_WORDS_FOREIGN_H
#define HYGIENE_MONEY_WORDS_FOREIGN_H

#include "money_words.h"

static const MoneyWordGroup money_word_groups_foreign[] = {

	/* ---- Spanish ---- */
	{W_STRONG, T_PAY,
		"precio costo coste monto importe salario sueldo tarifa deuda flete jornal "
	"viatico aguinaldo"},
	{W_STRONG | W_JOINED, T_PAY,
		"preciohora valorhora costohora valortotal valorfinal valorunitario valorunit valorneto "
	"valorliquido valorbruto valorventa valorcompra valorpagado baseimponible baseiva"},
	{W_SURE, T_PAY,
		"pago gasto ganancia alquiler arriendo renta comision comisiones anticipo "
		"presupuesto honorarios ingresos ventas prestamo deposito recargo "
		"indemnizacion patrimonio facturacion recaudacion retribucion arancel enganche "
	"finiquito bonificacion inversion viaticos"},
	{W_SURE | W_BALANCE, T_PAY, "saldo"},
	{W_DUE, T_PAY,
		"egreso egresos abono facturado pagado cobro cobrado propina credito debito pagar "
		"deduccion deducciones interes intereses bono utilidad perdida desembolso recibido "
	"reembolso recaudado retencion retenciones multa adeudo adeudado"},
	{W_DUE, 0, "impuesto impuestos iva igv igic itbms ieps isr cuota"},
	{W_DISCOUNT, 0, "descuento rebaja"},
	{W_VALUE, 0, "valor"},
	{W_TOTAL, 0, "suma"},
	{W_LIMIT, 0, "limite"},
	{W_NET, 0, "neto bruto liquido"},
	{W_CONTEXT, T_PAY, "factura nomina gasto"},
	{W_CONTEXT, T_ORDER, "compra pedido venta cotizacion cotizaciones"},
	{W_CONTEXT, T_HOLDER, "cuenta cliente"},
	{W_DONE, 0, "pendiente"},
	{W_PLAIN, 0, "unitario mensual diario anual minimo maximo promedio inicial servicio contado"},
	{0, T_PAY,
		"facturas ventas cuentas nominas pagos gastos cobros cobrar recibo boleta "
	"liquidacion liquidaciones transaccion transacciones caja"},
	{0, T_ORDER, "pedidos compras reserva reservas alquileres"},
	{0, T_ITEM | T_ORDER, "producto servicio"},

	/* ---- Portuguese ---- */
	{W_STRONG, T_PAY, "preco custo frete aluguel"},
	{W_STRONG | W_JOINED, T_PAY,
		"valorvenda valornota valorservico valorseguro valoroutras valoroutros valorpago "
		"valorparcela valormensal valorentrada valordesconto valorfrete valormulta "
		"valorfaturado valortaxa valorproduto valoradicional valoraluguel baseicms baseipi basecalculo "
		"vlrtotal vlrunitario vlrunit vlrdesconto vlrfrete vlrproduto vltotal vlunitario vlunit vldesconto vlfrete vlproduto vlpago vlbruto vlliquido vlicms "
		"notafiscal notasfiscais taxaentrega taxaservico taxaembarque taxamatricula "
	"taxainscricao"},
	{W_SURE, T_PAY,
		"pagamento despesa lucro mensalidade comissao faturamento orcamento divida "
	"caucao gorjeta financiamento acrescimo prejuizo investimento renda"},
	{W_DUE, T_PAY, "juros parcela troco recebido rendimento saque pendente"},
	{W_DUE, 0, "imposto receita icms cofins ipi iss issqn iof inss fgts irrf"},
	{W_DISCOUNT, 0, "desconto"},
	{W_CONTEXT, T_PAY, "fatura"},
	{W_CONTEXT, T_HOLDER, "conta"},
	{W_CONTEXT, T_ORDER, "encomenda venda"},
	{W_CONTEXT, 0, "produto produtos"},
	{0, T_PAY,
		"pagamentos lancamento despesas receitas emprestimo transacao transacoes cobranca "
	"boleto fatura faturas contas recebimento"},
	{0, T_ORDER, "vendas carrinho"},
	{0, T_ITEM | T_ORDER, "produto servico"},

	/* ---- Italian ---- */
	{W_STRONG, T_PAY, "prezzo importo stipendio tariffa affitto ricavo retribuzione"},
	{W_SURE, T_PAY,
		"imponibile canone spesa spese utile ricavi prezzi costi importi stipendi acconto "
	"caparra commissione provvigione rimborso guadagno incasso fatturato"},
	{W_DUE, T_PAY, "incassato ritenuta pagato dovuto pagare spedizione bollo"},
	{W_DUE, 0, "imposto imposta imposte tassa tasse"},
	{W_DISCOUNT, 0, "sconto"},
	{W_VALUE, 0, "valore"},
	{W_TOTAL, 0, "totale somma"},
	{W_NET, 0, "netto lordo"},
	{W_CONTEXT, T_PAY, "fattura"},
	{W_CONTEXT, T_ORDER, "ordine"},
	{W_CONTEXT, T_HOLDER, "conto"},
	{W_PLAIN, 0, "unitario listino"},
	{0, T_PAY, "fatture pagamento pagamenti scontrino ricevuta"},
	{0, T_ORDER, "ordini preventivo preventivi vendita vendite acquisto acquisti prenotazione carrello"},
	{0, T_ITEM, "prodotto prodotti"},

	/* ---- French ---- */
	{W_STRONG, T_PAY, "prix cout montant tarif salaire loyer revenu remuneration"},
	{W_STRONG | W_JOINED, T_PAY,
		"chiffreaffaires chiffredaffaires chiffreaffaire tauxhoraire tauxjournalier "
	"prixht prixttc puht puttc montantht montantttc"},
	{W_SURE, T_PAY,
		"solde frais depense paiement acompte honoraires cotisation benefice dette "
	"subvention mensualite indemnite remboursement agios amende avoir reglement"},
	{W_SURE, 0, "totalht totalttc"},
	{W_DUE, T_PAY, "recette virement payer ttc interets caution penalite"},
	{W_DUE, 0, "tva ht taxe impot impots"},
	{W_DISCOUNT, 0, "remise rabais"},
	{W_VALUE, 0, "valeur"},
	{W_TOTAL, 0, "somme"},
	{W_LIMIT, 0, "plafond"},
	{W_NET, 0, "brut"},
	{W_CONTEXT, T_PAY, "facture"},
	{W_CONTEXT, T_ORDER, "panier commande achat vente"},
	{W_CONTEXT, T_HOLDER, "compte"},
	{W_PLAIN, 0, "unitaire mensuel annuel initiale livraison"},
	{0, T_PAY, "paie paies facturation"},
	{0, T_ORDER, "commandes devis abonnement"},
	{0, T_ITEM, "produit"},

	/* ---- German ---- */
	{W_STRONG, T_PAY,
		"preis preise betrag betraege betrage kosten gebuehr gebuehren gebuhr "
		"gebuhren lohn umsatz miete einnahmen entgelt honorar kontostand pauschale "
	"versicherungssumme stundensatz tagessatz uvp"},
	{W_SURE, T_PAY,
		"gehalt guthaben zahlung provision schulden ausgaben erloes erlos gewinn "
		"kaution porto versandkosten einzelpreis gesamtpreis einkaufspreis verkaufspreis "
		"nettobetrag bruttobetrag gesamtbetrag zuschlag zuschlaege anzahlung auszahlung "
		"einzahlung rueckzahlung warenwert trinkgeld spende praemie tilgung darlehen "
		"vermoegen verbindlichkeiten selbstbeteiligung selbstbehalt ertrag einkommen "
	"gutschrift"},
	{W_DUE, 0,
		"steuer mehrwertsteuer umsatzsteuer mwst ust zins zinsen verlust kredit beitrag "
	"pfand aufschlag bezahlt offen"},
	{W_DISCOUNT, 0, "rabatt nachlass skonto"},
	{W_VALUE, 0, "wert"},
	{W_TOTAL, 0, "summe gesamt gesamtsumme"},
	{W_PLAIN, 0,
		"einzel stueck stuck einkauf verkauf artikel grund arbeit versand brutto "
	"fraktkost einheit monatlich jaehrlich"},
	{W_CONTEXT, T_PAY, "rechnung rechnungs zahlungs buchung mahn"},
	{W_CONTEXT, T_ORDER, "bestellung auftrag angebot"},
	{W_CONTEXT, T_HOLDER, "konto kunden"},
	{0, T_PAY, "rechnungen buchungen zahlungen ausgabe einnahme kasse beleg belege transaktion transaktionen"},
	{0, T_ORDER, "bestellungen angebote auftraege vertrag warenkorb"},
	{0, T_HOLDER, "kunde konten"},
	{0, T_ITEM, "produkt produkte"},

	/* ---- Dutch ---- */
	{W_STRONG, T_PAY, "prijs bedrag salaris huur tarief omzet loon"},
	{W_SURE, T_PAY,
		"vergoeding premie inkomsten uitgaven tegoed toeslag aflossing winst schuld "
	"aanbetaling verzendkosten"},
	{W_DUE, 0, "btw korting betaald boete"},
	{W_TOTAL, 0, "totaal"},
	{W_CONTEXT, T_PAY, "factuur betaling"},
	{W_CONTEXT, T_ORDER, "bestelling offerte"},
	{W_CONTEXT, T_HOLDER, "klant"},
	{0, T_PAY, "facturen betalingen declaratie declaraties uitgave"},
	{0, T_ORDER, "bestellingen boeking boekingen"},
	{0, T_HOLDER, "rekening"},

	/* ---- Swedish, Danish, Norwegian, Finnish ---- */
	{W_STRONG, T_PAY,
		"pris priser belopp kostnad avgift hyra belob beloeb gebyr husleje omkostning "
	"enhetspris styckpris nettopris bruttopris inkopspris utpris hinta palkka vuokra maksu"},
	{W_SURE, 0, "intakt utgift inkomst udgift indtaegt provisjon"},
	{W_DUE, 0, "moms kdv skatt skat mva alv"},
	{W_DISCOUNT, 0, "rabat alennus"},
	{W_TOTAL, 0, "summa yhteensa"},
	{0, T_ORDER, "ordrar ordre"},
	{0, T_PAY, "betalning betaling faktura lasku"},

	/* ---- Polish, Czech, Slovak ---- */
	{W_STRONG, T_PAY,
		"cena ceny kwota koszt oplata wynagrodzenie pensja czynsz przychod castka mzda "
	"naklady poplatek dochod zarobki naleznosc"},
	{W_SURE, T_PAY,
		"zysk prowizja srodki wyplata zaliczka wydatki zobowiazanie zaloha dluh zisk "
	"trzba premia"},
	{W_DUE, 0, "podatek dph"},
	{W_DISCOUNT, 0, "sleva zlava znizka"},
	{W_VALUE, 0, "waarde wartosc hodnota"},
	{W_TOTAL, 0, "razem celkem soma"},
	{W_CONTEXT, T_PAY, "faktura platnosc platba"},
	{W_CONTEXT, T_ORDER, "zamowienie objednavka"},
	{0, T_PAY, "faktury platnosci platby paragon transakcja transakcje sprzedaz pensje premie wyplaty"},
	{0, T_ORDER, "zamowienia objednavky koszyk"},
	{0, T_HOLDER, "klient portfel ucet"},
	{0, T_ITEM, "pozycja pozycje"},

	/* ---- Serbian, Croatian, Romanian, Hungarian ---- */
	{W_STRONG, T_PAY,
		"cijena iznos trosak troskovi zarada prihod rashod pret salariu chirie osszeg "
	"egysegar vegosszeg fizetes koltseg bevetel kiadas maliyet"},
	{W_SURE, T_PAY, "uplata isplata naknada venit cheltuiala"},
	{W_DUE, 0, "porez pdv"},
	{W_DISCOUNT, 0, "popust reducere kedvezmeny"},
	{W_VALUE, 0, "valoare"},
	{W_TOTAL, 0, "ukupno ukupna osszesen"},
	{W_PLAIN, 0, "unitar jedinicna"},
	{0, T_PAY, "racun racuni stavka stavke"},
	{0, T_ORDER, "narudzba narudzbina narudzbenica porudzbina"},

	/* ---- Turkish ---- */
	{W_STRONG, T_PAY, "fiyat fiyati tutar tutari ucret ucreti maas kira"},
	{W_SURE, T_PAY, "bakiye komisyon gelir gider borc odeme alacak"},
	{W_DISCOUNT, 0, "indirim"},
	{W_TOTAL, 0, "toplam"},
	{W_PLAIN, 0, "birim"},
	{W_CONTEXT, T_ORDER, "siparis siparisler"},
	{0, T_PAY, "fatura odemeler satis satislar"},

	/* ---- Indonesian, Malay, Vietnamese ---- */
	{W_STRONG, T_PAY, "harga biaya gaji ongkir tagihan"},
	{W_STRONG | W_JOINED, T_PAY,
		"jumlahbayar totalbayar uangmuka dongia thanhtien tongtien giaban gianhap "
	"tienluong"},
	{W_SURE, T_PAY, "denda tunjangan potongan pinjaman komisi"},
	{W_DUE, 0, "pajak bayar"},
	{W_DISCOUNT, 0, "diskon"},
	{0, T_PAY, "transaksi pembayaran penjualan pembelian"},
	{0, T_ORDER, "pesanan keranjang"},

	/* ---- Russian and Ukrainian, in Latin letters ---- */
	{W_STRONG, T_PAY,
		"stoimost tsena oplata zarplata sebest sebestoimost zatraty vartist oklad "
	"dohod rashod"},
	{W_DUE, 0, "nds nalog avans dolg"},
	{W_DISCOUNT, 0, "skidka"},
	{W_TOTAL, 0, "itogo"},
	{0, T_PAY, "platezh platezhi prodazha prodazhi schet scheta nakladnaya"},
	{0, T_ORDER, "zakaz zakazy"},

	/* ---- the same word in compounds of the Germanic languages ---- */
	{W_TAIL, 0,
		"kostnad avgift miete precio monto importe salario montant prezzo importo preco preis betrag "
		"gebuehr gebuhr kosten entgelt prijs bedrag belopp kwota umsatz zuschlag pauschale "
	"premie praemie vergoeding toeslag prix costo salaire loyer prezzi precios"},

	/* ---- the same where nouns come first ---- */
	{W_HEAD, 0, "precio prezzo harga biaya salario montant"},

	/* ---- Cyrillic and Chinese, where letters do not tell words apart ---- */
	{W_STRONG, T_PAY,
		"\xd1\x86\xd0\xb5\xd0\xbd\xd0\xb0 "
		"\xd1\x81\xd1\x83\xd0\xbc\xd0\xbc\xd0\xb0 "
		"\xd1\x81\xd1\x82\xd0\xbe\xd0\xb8\xd0\xbc\xd0\xbe\xd1\x81\xd1\x82\xd1\x8c "
		"\xe4\xbb\xb7\xe6\xa0\xbc \xe5\x8d\x95\xe4\xbb\xb7 \xe6\x80\xbb\xe4\xbb\xb7 "
	"\xe9\x87\x91\xe9\xa2\x9d \xe4\xbe\xa1\xe6\xa0\xbc \xe9\x87\x91\xe9\xa1\x8d"},
};

#endif							/* HYGIENE_MONEY_WORDS_FOREIGN_H */

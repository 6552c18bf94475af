/*-------------------------------------------------------------------------
 *
 * money_words_romance.h
 *	  The money vocabulary of Spanish, Portuguese, Italian and French.
 *
 * See money_words_foreign.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_MONEY_WORDS_ROMANCE_H
#define HYGIENE_MONEY_WORDS_ROMANCE_H

#include "money_words.h"

static const MoneyWordGroup money_word_groups_romance[] = {

	/* ---- Spanish ---- */
	{W_SURE, T_PAY,
		"subsidio hipoteca ahorro ahorros adelanto gratificacion liquidacion dividendo peaje "
		"avaluo tasacion remuneracion mensualidad colegiatura donacion donativo ofrenda diezmo "
	"valuacion reintegro arqueo"},
	{W_DUE, T_PAY,
		"ingreso efectivo cargo cargos prima mora ahorrado invertido vuelto envio apuesta premio "
	"beca aportacion aporte afp igss isss imss infonavit isn canon bonificado"},
	{W_CONTEXT, T_PAY, "transferencia recarga"},
	{W_CONTEXT, 0, "contrato tarjeta matricula seguro entrega habitacion inmueble"},
	{W_PLAIN, 0,
		"oferta promocion mayorista mayoreo menudeo publico regular normal hora dia noche mes semana "
	"unidad articulo habitacion kilo litro docena base estimado acordado real proveedor empleado"},
	{0, T_PAY, "gasto pago cobro deuda deudas prestamo prestamos remesa honorario planilla presupuesto"},
	{0, T_ORDER, "carrito contrato contratos cotizacion presupuesto subasta suscripcion"},
	{0, T_ITEM, "articulo renglon linea partida detalle"},
	{0, T_HOLDER, "clientes proveedor empleado socio billetera monedero tarjeta"},
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
	{W_SURE, T_PAY,
		"remuneracao gratificacao bonificacao adiantamento emprestimo diaria anuidade ganho poupanca "
	"aporte provento dinheiro quantia montante fatura repasse subsidio hipoteca"},
	{W_DUE, T_PAY,
		"prestacao estorno tributo encargo aposta resgate beneficio auxilio caixa sangria entrada "
	"pensao recebimento"},
	{W_DISCOUNT, 0, "abatimento"},
	{W_VALUE, 0, "vlr"},
	{W_STRONG | W_JOINED, T_PAY, "ticketmedio valororcado valorcontrato valorhora valordiaria"},
	{W_CONTEXT, 0, "contrato cartao servicos aluguel plano compra cobranca entrega"},
	{W_PLAIN, 0,
		"unidade promocional atacado varejo fornecedor medio liquida orcado previsto parcial hora dia mes "
	"noite quarto recebido devido"},
	{0, T_PAY, "gasto gastos financeiro lancamentos caixa mensalidades comissoes folha salarios extrato"},
	{0, T_ORDER, "contrato contratos plano planos assinatura orcamento orcamentos locacao aluguel"},
	{0, T_HOLDER, "clientes fornecedor fornecedores funcionario funcionarios cartao carteira"},
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
	{W_SURE, T_PAY,
		"entrate mancia compenso onorario prestito mutuo capitale cauzione indennita versamento "
	"bonifico pedaggio ammontare bolletta parcella quotazione"},
	{W_DUE, T_PAY,
		"uscite perdita interessi contributo contributi penale premio noleggio rata "
	"entrata uscita resto contanti"},
	{W_CONTEXT, T_PAY, "ricevuta bolletta"},
	{W_CONTEXT, T_ORDER, "noleggio abbonamento"},
	{W_PLAIN, 0,
		"acquisto scontato ingrosso dettaglio fornitore lorda netta orario orari mensile annuo notte camera giorno "
	"giornaliera giornaliero minimo massimo iniziale finale"},
	{0, T_PAY, "spesa spese incasso incassi entrate uscite movimento movimenti bolletta bollette"},
	{0, T_ORDER, "noleggi abbonamento abbonamenti contratto contratti comanda comande"},
	{0, T_HOLDER, "clienti cliente fornitore fornitori dipendente dipendenti"},
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
	{W_SURE, T_PAY,
		"versement encaissement decaissement pourboire emprunt creance creances patrimoine dividende "
	"rente tresorerie abonnement prestation capitaux acomptes dettes"},
	{W_DUE, T_PAY, "prime depot avance verse encaisse regle reste rendu"},
	{W_DUE, 0, "impot cotisations csg crds"},
	{W_CONTEXT, T_PAY, "virement reglement"},
	{W_CONTEXT, 0, "livraison contrat achats ventes"},
	{W_PLAIN, 0,
		"unitaire achat vente nuit jour heure mois promo promotionnel public revient base brut net initial "
	"final mensuelle annuelle journalier horaire estime prevu transporteur fournisseur"},
	{0, T_PAY, "paiement paiements reglement depense depenses versement versements caisse salaire loyer loyers charges tarif tarifs remboursement"},
	{0, T_ORDER, "commande vente ventes achat achats panier reservation contrat contrats"},
	{0, T_HOLDER, "clients fournisseur fournisseurs employe employes comptes"},
	{0, T_ITEM, "produits ligne lignes"},
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
};

#endif							/* HYGIENE_MONEY_WORDS_ROMANCE_H */

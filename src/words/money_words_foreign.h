/*-------------------------------------------------------------------------
 *
 * money_words_foreign.h
 *	  The money vocabulary of languages other than English.
 *
 * Spanish, Portuguese, Italian and French are in money_words_romance.h.
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

	/* ---- German ---- */
	{W_STRONG | W_TAIL, T_PAY, "verguetung vergutung erloese erlose spesen gebuehren schuld"},
	{W_SURE, T_PAY,
		"rueckerstattung ruckerstattung erstattung forderung forderungen abschreibung rueckstellung "
		"eigenkapital fremdkapital kapital bilanzsumme jahresueberschuss verdienst besoldung zuschuss "
	"abschlag hausgeld anzahlungen zahlungen spenden auslagen einlage ueberweisung"},
	{W_STRONG, T_PAY,
		"bestellwert auftragswert rechnungswert warenkorbwert verkehrswert zeitwert anlagewert kaufwert "
	"versicherungswert neuwert restwert einkaufswert verkaufswert depotwert lagerwert buchwert streitwert"},
	{W_BALANCE, 0, "restbetrag saldo"},
	{W_DUE, 0, "zahlbar faellig ersparnis lohnsteuer bonus dividende"},
	{W_PLAIN, 0,
		"netto kauf miet stunden stunde tag monat monats jahres listen tages nacht kalt neben rest "
	"gesamt mindest zimmer personen liefer ware waren"},
	{0, T_PAY, "zahlung kosten gehalt gehaelter lohn spende spenden umsatz umsaetze"},
	{0, T_ORDER, "bestellung auftrag angebot verkauf verkaeufe einkauf einkaeufe buchung reservierung"},
	{0, T_HOLDER, "lieferant mitarbeiter mitglied mitglieder kunden"},
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
	{W_STRONG, T_PAY, "subtotaal kosten"},
	{W_SURE, T_PAY,
		"opbrengst hypotheek waarborg contributie donatie lening uitkering pensioen subsidie kapitaal "
	"eigenvermogen fooi loonkosten prijzen bedragen saldo"},
	{W_DUE, 0, "rente verlies betalen ontvangen borg loonheffing accijns"},
	{W_PLAIN, 0, "inkoop verkoop stuk netto bruto excl totale dag nacht uur maand"},
	{W_CONTEXT, T_PAY, "rekening"},
	{0, T_PAY, "betaling factuur uitgaven inkomsten loon salaris"},
	{0, T_ORDER, "bestelling boeking verkoop verkopen offertes reservering reserveringen"},
	{0, T_HOLDER, "klant klanten medewerker leverancier"},
	{0, T_ITEM, "regel regels artikelen producten"},
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
	{W_STRONG | W_TAIL, T_PAY,
	"pris kostnader kustannus hinta maksu vuokra palkka belop skuld kustannukset omsattning omsetning"},
	{W_SURE, T_PAY,
		"gjeld gaeld innskudd husleie depositum arvode ersattning utlagg traktamente intakter utgifter "
		"inntekt inntekter lonn indkomst omsaetning vinst palkkio laina velka liikevaihto avgifter "
	"saldo"},
	{W_DUE, 0, "betalt betald ranta frakt kredit kreditt debet bidrag dricks vero korko tulo tulot meno menot voitto tappio"},
	{W_VALUE, 0, "verdi varde vaerdi arvo"},
	{W_TOTAL, 0, "totalt"},
	{W_PLAIN, 0, "styck enhets stykk stk inkop salg salgs netto brutto dag natt maned manad yksikko"},
	{W_CONTEXT, T_PAY, "faktura order ordre lasku tilaus"},
	{0, T_PAY, "fakturor fakturaer betalningar utgift utgifter maksut laskut lonn"},
	{0, T_ORDER, "bestallning bestallningar bestilling tilaus tilaukset salg"},
	{0, T_HOLDER, "kund kunder konto konton asiakas"},
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
	{W_STRONG | W_TAIL, T_PAY, "koszty oplaty kwoty ceny castky poplatky wynagrodzenia trzby"},
	{W_SURE, T_PAY,
		"budzet zadluzenie pozyczka skladka wplata wplaty kaucja darowizna dotacja kapital obrot przychody "
		"dochody wydatek zyski vydaj vydaje vydavky odmena uver splatka najemne kauce rozpocet postovne "
	"prijmy mzdy prispevek dluzna"},
	{W_SURE | W_BALANCE, T_PAY, "zustatek zostatok"},
	{W_DUE, 0,
		"zaplata zaplacono odsetki strata zwrot dodatek rata kredyt prijem urok pokuta najem ztrata doprava "
	"zaplaceno uhrazeno ubezpieczenie vat podatku"},
	{W_TOTAL, 0, "suma lacznie"},
	{W_PLAIN, 0,
		"jedn jednostkowa jednostki zakupu sprzedazy katalogowa promocyjna calkowita calkowity laczna laczny "
		"netto brutto dostawy miesieczna minimalna maksymalna jednotkova nakupni prodejni celkova celkovy bez "
	"vcetne kus hodina hodinu den noc osobu szt godzina godzine"},
	{W_CONTEXT, T_PAY, "przelew platby"},
	{0, T_PAY, "wydatek wydatki wplaty przelew przelewy platba transakce vydaje cennik cenik"},
	{0, T_ORDER, "zamowienie objednavka rezerwacja rezerwacje rezervace sprzedaz zakup zakupy kosik umowa umowy"},
	{0, T_HOLDER, "klienci zakaznik zakaznici pracownik pracownicy zamestnanec zamestnanci konto konta"},
	{0, T_ITEM, "towar towary produkt polozka polozky"},
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
	{W_STRONG | W_TAIL, T_PAY, "koltseg osszeg egysegar troskovi salariul chirii"},
	{W_SURE, T_PAY,
		"prihodi rashodi dobit potrazivanje dugovanje clanarina kirija depozit kaucija vozarina preturi "
		"venituri cheltuieli datorie buget incasari tarife vetelar eladasiar beszerzesiar nyereseg "
	"befizetes kifizetes tartozas haszon kaucio forint"},
	{W_SURE | W_BALANCE, T_PAY, "egyenleg"},
	{W_DUE, 0,
		"gubitak kamata doprinos duguje potrazuje najam dostava placeno dobanda impozit amenda plata plati "
	"pierdere platit incasat restanta avans afa kamat hitel veszteseg foglalo fizetett"},
	{W_VALUE, 0, "vrednost vrijednost ertek"},
	{W_TOTAL, 0, "suma"},
	{W_PLAIN, 0, "prodajna nabavna nabavka prodaja bez sa netto brutto unitara lunar lunara achizitie vanzare eladasi beszerzesi szallitasi napi havi"},
	{0, T_PAY, "uplate isplate placanje placanja plati cheltuieli szamla szamlak fizetesek racunstavka"},
	{0, T_ORDER, "narudzbe comanda comenzi rezervare rezervari rendeles rendelesek prodaja prodaje foglalas"},
	{0, T_HOLDER, "clienti angajat angajati vevo ugyfel kupac kupci radnik"},
	{0, T_ITEM, "proizvod proizvodi produs produse termek termekek"},
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
	{W_STRONG | W_TAIL, T_PAY, "fiyat fiyati tutar tutari ucret ucreti maliyeti bedeli"},
	{W_SURE, T_PAY,
		"bedel kazanc kazanci harcama masraf butce tahsilat depozito kapora aidat nakit komisyonu geliri "
	"gideri borcu kiralama ikramiye"},
	{W_SURE | W_BALANCE, T_PAY, "bakiyesi"},
	{W_DUE, 0, "odenen prim vergi vergisi otv zarar faiz ceza kredi avans"},
	{W_DISCOUNT, 0, "iskonto"},
	{W_VALUE, 0, "deger degeri"},
	{W_PLAIN, 0, "alis satis genel brut gunluk aylik yillik saatlik toptan perakende indirimli kalan odeme urun ara siparis"},
	{0, T_PAY, "fatura faturalar odeme gelir gelirler gider giderler harcama harcamalar islem islemler maaslar borclar"},
	{0, T_ORDER, "sepet rezervasyon rezervasyonlar satis kiralama"},
	{0, T_HOLDER, "musteri musteriler hesap hesaplar calisan personel tedarikci"},
	{0, T_ITEM, "urun urunler kalem"},
	{W_STRONG, T_PAY, "fiyat fiyati tutar tutari ucret ucreti maas kira"},
	{W_SURE, T_PAY, "bakiye komisyon gelir gider borc odeme alacak"},
	{W_DISCOUNT, 0, "indirim"},
	{W_TOTAL, 0, "toplam"},
	{W_PLAIN, 0, "birim"},
	{W_CONTEXT, T_ORDER, "siparis siparisler"},
	{0, T_PAY, "fatura odemeler satis satislar"},

	/* ---- Indonesian, Malay, Vietnamese ---- */
	{W_STRONG, T_PAY, "ongkos uang omzet omset"},
	{W_STRONG | W_JOINED, T_PAY,
		"chiphi doanhthu sotien phivanchuyen phidichvu giatien giagoc giathue giave giaphong giakhuyenmai "
	"luongcoban tongcong loinhuan tiencoc tienphong"},
	{W_SURE, T_PAY,
		"pendapatan pengeluaran pemasukan keuntungan laba upah tabungan setoran cicilan angsuran hutang "
		"utang piutang kembalian iuran donasi zakat infaq sedekah anggaran saldo congno datcoc premi "
	"simpanan kas"},
	{W_AMOUNT, 0, "nominal"},
	{W_DUE, 0, "dibayar rugi modal lembur bunga sewa pph bonus"},
	{W_DISCOUNT, 0, "giamgia"},
	{W_PLAIN, 0, "beli jual pokok satuan eceran grosir kirim per hari bulan kamar makan"},
	{W_CONTEXT, T_PAY, "thanhtoan pembayaran tagihan"},
	{0, T_PAY, "tagihan keuangan kas hutang piutang pengeluaran pemasukan gaji penggajian hoadon thanhtoan"},
	{0, T_ORDER, "penjualan pembelian pemesanan penyewaan sewa donhang hopdong"},
	{0, T_ITEM, "produk barang menu sanpham"},
	{0, T_HOLDER, "pelanggan karyawan anggota nasabah khachhang nhanvien"},
	{W_STRONG, T_PAY, "harga biaya gaji ongkir tagihan"},
	{W_STRONG | W_JOINED, T_PAY,
		"jumlahbayar totalbayar uangmuka dongia thanhtien tongtien giaban gianhap "
	"tienluong"},
	{W_SURE, T_PAY, "denda tunjangan potongan pinjaman komisi"},
	{W_DUE, 0, "pajak bayar"},
	{W_DISCOUNT, 0, "diskon"},
	{0, T_PAY, "transaksi pembayaran penjualan pembelian"},
	{0, T_ORDER, "pesanan keranjang"},

	/* ---- Greek, Lithuanian, Persian, Chinese and Japanese, in Latin letters ---- */
	{W_STRONG, T_PAY,
		"misthos kostos kaina atlyginimas gheymat mablagh jiage danjia zongjia jine gongzi feiyong zujin "
	"yunfei yajin chengben shouru zhichu kakaku kingaku nedan kyuyo ryokin"},
	{W_DUE, 0, "fpa pvm"},
	{W_DISCOUNT, 0, "zhekou"},

	/* ---- Russian and Ukrainian, in Latin letters ---- */
	{W_SURE, T_PAY, "pribyl premiya rashody dohody platezh"},
	{W_BALANCE, 0, "balans"},
	{W_DUE, 0, "ubytok shtraf kredit"},
	{W_PLAIN, 0, "zakup zakupki prodazhi rozn optovaya"},
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

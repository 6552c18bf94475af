/*-------------------------------------------------------------------------
 *
 * date_words.h
 *	  The vocabulary of dates and times.
 *
 * How the groups work together is in date.c; the form of the lists is that of
 * vocabulary.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_DATE_WORDS_H
#define HYGIENE_DATE_WORDS_H

#include "vocabulary.h"

#define D_DATE		0x00000001	/* a date, wherever it ends a name */
#define D_STAMP		0x00000002	/* a date with a time of day */
#define D_TIME		0x00000004	/* a time, or a while: needs an event beside
								 * it */
#define D_ALONE		0x00000008	/* a date by itself: deadline, birthday,
								 * expiry */
#define D_DATA		0x00000010	/* a date in some languages, data in English */
#define D_SOUTH		0x00000020	/* says that D_DATA is a date */
#define D_EVENT		0x00000040	/* happens at a moment: start, birth, arrival */
#define D_DONE		0x00000080	/* happened: created, sent, expires */
#define D_WEAK		0x00000100	/* done, and said without a date's word:
								 * created */
#define D_PLACE		0x00000200	/* done at a place or on a thing: located,
								 * based */
#define D_AT		0x00000400	/* at, on, since, until: after what happened */
#define D_UNTIL		0x00000800	/* the same after a state: valid, member */
#define D_STATE		0x00001000	/* valid, active, member */
#define D_LAST		0x00002000	/* last seen, next due */
#define D_FORBID	0x00004000	/* no moment, wherever it stands */
#define D_WHILE		0x00008000	/* makes a time a while: lead, cooking,
								 * response */
#define D_SUFFIX	0x00010000	/* may follow: utc, text, old */
#define D_FLAG		0x00020000	/* a yes or no, when it comes first */
#define D_PLAIN		0x00040000	/* says nothing, but is a word */
#define D_MARK		0x00100000	/* created, updated: when it is the whole name */
#define D_PART		0x00080000	/* part of a date: day, month, year */

static const WordGroup date_word_groups[] = {
	{D_DATE | V_TAIL,
	"date datum fecha tarih tarihi paivamaara tanggal pvm syntymaaika"},
	{D_DATE,
		"dato dat dt pvm tgl ngay dates birthdate birthdt duedate startdate enddate lastdate dateofbirth "
	"pubdate hiredate termdate joindate orderdate shipdate saledate opendate closedate releasedate deathdate fechas imerominia"},
	{D_STAMP | V_TAIL,
	"timestamp datetime timestamptz zeitpunkt zeitstempel tijdstip tidspunkt tidpunkt horodatage"},
	{D_STAMP,
	"tstamp tstmp dttm dtm tstz ts whens zaman znacznik datahora fechahora"},
	{D_TIME,
	"time hora heure czas hour uhrzeit ora tijd tid zeit"},
	{D_TIME | V_TAIL,
	"uhrzeit startzeit endzeit"},
	{D_ALONE,
		"deadline dob doe expiry expiration expires expire birthday birth deathday anniversary "
		"stichtag vervaldag syntymapaiva erapaiva elevulesi szuletesnap scadente perempcion fodselsdato rodjendan rozhdeniya dzienurodzenia "
		"geburtstag geburt verfall ablauf faellig falligkeit faelligkeit termin frist "
		"vencimiento caducidad vencimento validade scadenza cumpleanos nascimento nascita "
		"nacimiento naissance echeance peremption fodselsdag fodelsedag verjaardag geboorte "
		"aniversario compleanno anniversaire rojstvo narozeni urodziny kadaluwarsa "
	"lastmod lastmodified lastseen lastlogin lastupdate lastupdated lastaccess whencreated whenchanged"},
	{D_ALONE | V_JOINED,
		"firstseen lastmodified lastseen lastlogin lastupdate lastupdated lastaccess bestbefore usebefore useby "
	"sellby notbefore notafter whencreated whenchanged timeofdeath timeofbirth lastmod"},
	{D_DATA,
	"data"},
	{D_SOUTH,
		"nascimento nascita nasc cadastro criacao creazione atualizacao aggiornamento modifica modificacao "
		"vencimento scadenza emissao emissione entrega consegna inicio inizio fim fine pagamento "
		"compra venda vendita acquisto admissao assunzione demissao registro registrazione "
		"inclusao exclusao alteracao abertura fechamento apertura chiusura evento "
		"urodzenia utworzenia modyfikacji wystawienia platnosci zamowienia rozpoczecia zakonczenia "
		"mulai selesai lahir bayar pinjam kembali masuk keluar daftar transaksi pesan kirim terima "
		"beli jual berakhir sinh tao lap nhap "
		"wysylki dostawy sprzedazy zatrudnienia rejestracji waznosci nasterii crearii expirarii "
		"reserva retirada devolucao emprestimo locacao saida entrada matricula contratacao desligamento publicacao "
		"lancamento competencia referencia fabricacao inativacao ativacao conclusao finalizacao termino coleta aplicacao "
		"vacinacao exame atendimento internacao alta obito manutencao instalacao assinatura cancelamento aprovacao "
		"solicitacao resposta agendamento envio recebimento contrato visita "
		"iscrizione prenotazione ritiro prestito restituzione partenza arrivo rientro pubblicazione morte cessazione "
		"rilascio rinnovo attivazione intervento operazione movimento lezione partita noleggio controllo carico scarico "
		"ingresso uscita decesso matrimonio revisione immatricolazione "
		"zwrotu wypozyczenia wizyty operacji transakcji wplaty wyplaty zakupu przyjecia wydania dodania rezerwacji "
		"spotkania koncowa poczatkowa aktualizacji smierci faktury realizacji nadania odbioru wygasniecia zalozenia "
		"wpisu publikacji premiery przegladu konca startu zlozenia "
		"inregistrarii angajarii programarii comenzii livrarii platii inceput sfarsit inceperii finalizarii emiterii "
		"scadenta achizitiei rezervarii crearii modificarii nasterii programare nastere angajare "
		"sozdaniya nachala okonchaniya postupleniya prodazhi dostavki zakaza registracii registratsii "
	"pedido ordine fattura fatturazione consulta visita hora ora ultimo ultima prevista"},
	{D_EVENT,
		"start end begin finish open close opening closing arrival departure birth death "
		"create creation insert insertion update modification modify change delete deletion removal "
		"registration register signup signin login logon logout access visit activity event "
		"transaction order purchase sale payment pay invoice bill billing delivery ship shipment shipping dispatch "
		"pickup dropoff collection receipt receive return refund post posting publish publication release launch upload "
		"download import export sync backup check checkin checkout checkup test sample collect measure measurement "
		"observation reading record recording log logging entry exit admission admit discharge appointment "
		"meeting booking reservation visit interview exam hire hiring termination join joining leave retirement "
		"enrollment enrolment graduation application submission submit approval approve review "
		"decision signature sign contract effective effect issue expiry expiration expire due renewal renew "
		"cancel cancellation completion complete last next first final current cur now previous prev "
		"scheduled schedule planned actual estimated expected requested target sent send "
		"read seen reply action notification notify reminder alert boot crash incident accident "
		"trade value settlement maturity value booking inspection service maintenance repair "
		"manufacture production install installation purchase commission activation deactivation "
		"suspension verification confirmation authentication reset newpass lock unlock ban "
		"sunrise sunset kickoff match departure boarding landing takeoff flight travel "
		"marriage wedding divorce baptism burial loan checkout repayment print stamp call valid from to "
		"zlecenia capture captured taken shot file filing filed hearing ingest acquisition local scan ping heartbeat report "
		"lieferung rechnung bestell bestellung erstell erstellung aenderung anderung geburt geburts beginn ende start "
		"eintritt austritt ablauf liefer rechnungs buchung buchungs versand abgang ankunft abfahrt "
		"nacimiento creacion modificacion actualizacion alta baja pedido factura entrega pago compra venta "
		"salida llegada registro apertura cierre emision vencimiento fin "
		"creation naissance debut fin livraison prevue prevu reelle reel premier premiere contact rdv echeance  commande facture paiement embauche emission inscription "
		"entree reception retour emprunt pret mise edition obtention delivrance demande reponse cloture ouverture "
		"resiliation renouvellement adhesion abonnement consultation reglement versement operation prelevement parution "
		"rappel limite intervention visite deces mariage bapteme affectation recrutement peremption intervention stage "
		"immatriculation "
		"modification envoi sortie derniere arrivee depart achat signature expiration "
		"einzug auszug kuendigung antrags abschluss zahlungs faelligkeits gueltigkeits bestell lieferungs beginns "
		"geboorte verval lever levering factuur aanmaak wijziging begin eind einde ontvangst "
		"fodsels fodelse oprettelses skapad ordre leverings faktura "
		"dogum olusturma guncelleme baslangic bitis siparis teslim odeme kayit syntyma luonti "
	"narozeni vytvoreni splatnosti vystaveni objednani dodani"},
	{D_DONE,
		"created updated modified changed deleted removed inserted added edited saved "
		"sent received read seen paid sold bought born died met begun ended started finished completed "
		"opened closed expired expires starts ends begins closes opens activated deactivated registered subscribed "
		"unsubscribed published released posted submitted approved rejected accepted declined cancelled canceled "
		"confirmed verified validated authenticated signed logged login used visited viewed accessed synced "
		"synchronized imported exported uploaded downloaded shipped delivered dispatched returned refunded "
		"ordered purchased invoiced billed charged booked scheduled planned due issued granted revoked renewed "
		"joined left hired fired terminated retired enrolled graduated archived locked unlocked "
		"banned blocked suspended resolved reopened assigned reported recorded measured collected "
		"taken done run ran processed executed failed succeeded retried queued enqueued dequeued "
		"checked tested inspected reviewed notified reminded contacted called replied answered "
		"printed scanned captured indexed crawled fetched polled refreshed rotated touched pinged "
		"generated calculated computed installed built deployed launched merged committed pushed "
		"captured authorized settled redeemed claimed won lost placed picked packed "
		"erstellt geaendert geandert angelegt aktualisiert geloescht geloscht bezahlt gesendet versandt "
		"geliefert bestellt storniert gebucht geboren begonnen beendet unterschrieben eingegangen "
		"cree modifie supprime envoye paye livre maj valide "
		"creado modificado actualizado eliminado enviado pagado entregado cerrado publicado "
		"criado atualizado alterado excluido enviado pago entregue fechado publicado cadastrado "
		"creato modificato aggiornato eliminato inviato pagato consegnato "
		"aangemaakt gewijzigd bijgewerkt verwijderd verzonden betaald geleverd "
		"utworzony zmieniony dodano zaktualizowano vytvoreno upraveno zmeneno creata modificat kreirano azurirano "
		"dibuat diubah diperbarui luotu muokattu letrehozva modositva "
		"opprettet oprettet endret slettet skapad uppdaterad andrad utworzono zmieniono "
	"olusturuldu guncellendi"},
	{D_WEAK,
	"created updated modified expires lastchanged touched registered authenticated registration inserted"},
	{D_DONE | D_WEAK | D_MARK,
		"created updated modified "
		"creado actualizado modificado criado atualizado alterado creato aggiornato modificato erstellt aktualisiert "
		"geaendert geandert aangemaakt gewijzigd bijgewerkt opprettet oprettet skapad uppdaterad utworzono zmieniono "
	"zaktualizowano vytvoreno upraveno kreirano azurirano dibuat diubah letrehozva modositva"},
	{D_PLACE,
		"located employed hosted situated based works worked lives lived studied stationed depended "
		"depends relied relies focused turned switched priced valued rated ranked quoted available "
		"mounted stored housed charged aimed pointed looked hangs played running capped limited fixed pegged "
	"listed shown displayed"},
	{D_AT,
	"at on am le il since until till op em en um dne"},
	{D_UNTIL,
	"from to until till through thru since ab bis von tot vanaf desde hasta ate depuis dal al before after start end"},
	{D_STATE,
		"period zeitraum periode periodo vigencia validity contract "
		"valid active effective member membership employed available gueltig gultig valide valido geldig "
		"open closed blocked banned locked suspended insured customer good paid warranty warrantied "
	"embargo embargoed muted snoozed snooze deferred"},
	{D_LAST,
	"last latest next recent most first ultima ultimo derniere letzte letzter letztes laatste sist siste"},

	{D_FORBID,
		"formato tipo formats format style pattern mask regex key id ids sk uuid guid code codes type kind name names label "
		"title description desc note notes comment comments reason message msg error status state flag enabled "
		"count cnt num number numbers nr qty frequency freq interval intervals period periods duration durations "
		"range ranges timezone zone tz offset ttl timeout precision granularity resolution unit units rule rules "
		"policy policies mode source locale language lang field column picker color colour icon class "
		"ip address addr url uri path file filename image link token hash salt secret password "
		"user users actor owner author person who whom by team group role device agent browser "
		"country place city location region town sex gender weight height parish "
		"percent pct rate ratio amount price fee cost total sum balance limit quota score rank level "
		"encoding compression version schema table payload body content template config settings "
		"json xml csv blob bytes size length width hint help tooltip placeholder "
		"dimension dim bucket slot slots window hash expression cron recurrence rrule weekday weekdays "
		"epsg srid crs shift accuracy basis convention calendar category tag tags topic subject line lines list logic operator "
		"condition filter query preference preferences option options setting handler callback webhook "
	"method strategy confidence quality method channel channels trigger triggers"},
	{D_WHILE,
		"lead response cook cooking prep preparation baking run running processing process elapsed spent "
		"estimated est tiempo duree dauer "
		"wait waiting travel transit idle busy total average avg mean median min max minimum maximum "
		"meal full part over down up screen play playing watch reading hold load loading build "
		"turnaround cycle execution exec cpu wall latency delay grace half real game show "
		"study work working driving walking cure drying setup ramp recovery rest sleep bed break lunch "
		"story prime peak off free shelf life first any standard daylight summer winter zeit bearbeitungs "
	"session trip drive bus train commute handling shipping delivery"},
	{D_SUFFIX,
		"utc gmt local text txt str string varchar char raw iso orig original old new previous prev tmp temp "
	"formatted est display real iso8601 rfc3339 yyyymmdd value val parsed clean"},
	{D_FLAG,
		"is has have had was use uses should show hide allow allows requires require required needs enable can must "
		"tipo columna coluna formato campo nombre nome mascara "
	"notify depends count num no nb total max min average avg"},
	{D_PART,
		"day month year week quarter minute second weekday century decade era "
	"tag monat jahr woche jour mois annee semaine dia mes ano semana giorno mese anno"},
	{D_PLAIN,
		"update updates candidate mandate dateline validate liquidate consolidate accommodate timeline timetable "
		"overtime downtime uptime runtime lifetime sometime sentiment regime anytime playtime lunchtime daytime "
		"part timer data database metadata dataset meta stat status chat creator that what format flat "
		"attack cat rat mat hat seat beat great heat treat threat repeat combat habitat acrobat wombat "
		"of the and for in up per user account system email mail phone object item row record card product "
		"customer client patient employee member contact cust emp acct policy ticket token page post comment photo "
		"notification news article blog video doc document msg message request req trans txn tx "
		"up my our car vehicle license licence passport project task job worker node host server db "
		"emergency education relation station ration location version session mission "
	"actual planned real est approx sched cur curr"},
};

#endif							/* HYGIENE_DATE_WORDS_H */

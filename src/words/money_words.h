/*-------------------------------------------------------------------------
 *
 * money_words.h
 *	  The money vocabulary: which words mean money, which forbid it.
 *
 * English; other languages are in money_words_romance.h and _foreign.h.  Words are
 * lower case, without accents, in the singular: the plural in -s or -ies is
 * understood, unless it is listed because it means something else.  A word may
 * stand in several groups; it then is everything they say.  How the groups
 * work together is in money.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_MONEY_WORDS_H
#define HYGIENE_MONEY_WORDS_H

#include "plain.h"

/* What a word says in the name of a column */
#define W_STRONG	0x00000001	/* money, and a measure before it does not
								 * matter */
#define W_SURE		0x00000002	/* money, unless a measure stands beside it */
#define W_AMOUNT	0x00000004	/* weak: amount */
#define W_TOTAL		0x00000008	/* weak: total, sum */
#define W_VALUE		0x00000010	/* weak: value */
#define W_BALANCE	0x00000020	/* weak: balance */
#define W_LIMIT		0x00000040	/* weak: limit, threshold */
#define W_DUE		0x00000080	/* weak, but of money's own: tax, due, paid */
#define W_DISCOUNT	0x00000100	/* weak, and as often a fraction */
#define W_NET		0x00000200	/* net, gross */
#define W_CONTEXT	0x00000400	/* not money, but what money is spoken of with */
#define W_CURRENCY	0x00000800	/* usd, eur */
#define W_RATE		0x00001000	/* a fraction, or so much per hour */
#define W_RATE_OF	0x00002000	/* what is paid by rate: hourly, room */
#define W_TRADE		0x00004000	/* bid, open, high: prices in a market */
#define W_PLAIN		0x00008000	/* says nothing, but is a word */
#define W_NEVER		0x00010000	/* no money, wherever it stands */
#define W_MEASURE	0x00020000	/* no money, unless a strong word follows */
#define W_TIME		0x00040000	/* the same, and "last 30 days" says nothing */
#define W_LETTER	0x00080000	/* a measure when it comes last: kg, ml, at */
#define W_TAIL		0x00100000	/* also when glued to the end of a foreign
								 * word */
#define W_JOINED	0x00200000	/* also when written as several words */
#define W_DONE		0x00400000	/* weak, and said of other things than money:
								 * received */
#define W_HEAD		0x01000000	/* also when a foreign word is glued to it */
#define W_DEALT	0x02000000		/* weak, but said of nothing else: earned,
								 * invested */
#define W_PLURAL	0x00800000	/* set by the lookup: was found without its -s */

/* What a word says in the name of a table */
#define T_PAY		0x0001		/* rows are money: payments, invoices */
#define T_ORDER		0x0002		/* rows have a sum: orders, bookings */
#define T_ITEM		0x0004		/* lines of something with a sum */
#define T_HOLDER	0x0008		/* has a balance: accounts, customers */
#define T_TRADE		0x0010		/* market data */
#define T_BY_RATE	0x0020		/* pays or is paid by rate: payroll, rooms */
#define T_RATES		0x0040		/* its values are rates or codes: exchange,
								 * tax */
#define T_OTHER		0x0080		/* no company for weak words: settings */
#define T_PHYSICAL	0x0100		/* measurements: even two weak words are none */
#define T_NETWORK	0x0200		/* cost is the length of an edge */
#define T_STOCK		0x0400		/* goods in store, unless T_MARKET says shares */
#define T_MARKET	0x0800		/* companies and their shares */
#define T_SOFT		0x1000		/* as T_OTHER, unless the table is about
								 * money, too */

typedef struct MoneyWordGroup
{
	uint32		column;
	uint32		table;
	const char *words;			/* separated by blanks */
} MoneyWordGroup;

static const MoneyWordGroup money_word_groups[] = {

	/* ---- money by name ---- */
	{W_STRONG | W_TAIL, T_PAY,
		"price cost salary salaries revenue subtotal surcharge payroll expense "
	"expenditure turnovertax"},
	{W_STRONG, T_PAY,
		"tariff reimbursement fatturato pricing costing fee wage fare msrp rrp payout cent dollar "
		"euro pnl profit revenues earnings rent freight "
	"money cogs opex capex ebitda goodwill mrp mcap mny"},
	{W_STRONG, T_PAY,
		"income payment deposit refund rebate donation tuition dividend commission stipend pension "
	"remuneration repayment prepayment overpayment underpayment disbursement emolument paycheck"},
	{W_STRONG | W_JOINED, T_PAY,
		"unitamt extamt lineamt netamt grossamt unitprc listprc saleprc salesprc netprc itemprc pventa "
		"pcompra punit pcosto punitario moneyin moneyout cashin cashout cashinhand cashonhand cashatbank "
		"cashinbank unrealizedgain realizedgain unrealisedgain realisedgain capitalgain landedcost "
	"leaveencashment"},
	{W_STRONG, T_PAY, "upnl rpnl srp pvp ppu"},
	{W_STRONG | W_JOINED, T_PAY,
		"subtotal subtotals grandtotal networth marketcap cashflow costbasis "
		"stoploss takeprofit profitloss perdiem downpayment copay copayment "
		"cashback chargeback sumassured suminsured facevalue "
		"bookvalue netasset netassetvalue kickback notional "
		"adspend fairvalue retainedearnings pricetarget gmv arpu aov pnl netloss storecredit "
		"signingbonus performancebonus retentionbonus referralbonus yearendbonus salesbonus "
		"callcharge daycharge evecharge nightcharge usagecharge minimumcharge extracharge "
		"latecharge energycharge demandcharge watercharge basecharge fixedcharge "
		"networkcharge fuelcharge laborcharge labourcharge transportcharge linecharge "
		"packagingcharge bookingcharge retailcharge amountinr totalinr valueinr balanceinr "
		"parvalue mtmvalue rechargeamount rateperkwh rateperkm ratepermile rateperunit ratepernight "
		"hourrate rowtotal rowsubtotal ratepersqft ratepersqm rateperkg rateperton rateperpage rateperword "
		"taxbasis taxbase unitamount consumptioncharge lineamount gtotal gtot subtot "
		"sharecapital issuedcapital paidincapital workingcapital openingcapital "
		"livingallowance housingallowance houseallowance travelallowance transportallowance "
		"mealallowance foodallowance medicalallowance specialallowance educationallowance "
		"familyallowance childallowance phoneallowance carallowance fuelallowance "
		"dearnessallowance cityallowance personalallowance employmentallowance taxallowance "
		"initialmargin maintenancemargin marginbalance freemargin usedmargin availablemargin "
		"positionmargin ordermargin isolatedmargin crossmargin marginused marginavailable "
		"marginrequirement marginrequired variationmargin marginamount "
		"markpx midpx lastpx bidpx askpx avgpx entrypx exitpx limitpx strikepx openpx closepx "
		"highpx lowpx oraclepx daypx fillpx tradepx stoppx "
		"netsal grosssal basicsal costtocompany mktcap marketcapitalization "
		"marketcapitalisation enterprisevalue plantandequipment propertyplantequipment "
	"equityattributable controllinginterest controllinginterests minorityinterest"},
	{W_SURE, T_PAY,
		"budget "
		"scholarship funding liability liabilities debt debts mortgage installment "
		"instalment arrears overdraft spend spending valuation cash "
		"royalty royalties withholding toll levy prize "
		"charges premium deductible compensation "
		"demurrage gratuity cpc euros payable "
		"receivable honorarium brokerage pymnt pymt pmt paymt alimony outlay subsidy subsidies "
		"severance depreciation amortization amortisation remittance "
		"proceeds bailout markup overhead overspend underspend overspent investment capital funds stake wager retainer bounty postage "
		"incentive annuity annuities encumbrance retainage holdback bursary tithe withdrawal quotation takings "
		"aum chargeoff topup buyin jackpot prizemoney "
	"renumeration comission commision witholding indemnity endowment honoraria"},
	{W_SURE, T_PAY, "sales assets"},
	{W_SURE | W_BALANCE | W_JOINED, T_HOLDER,
		"currentbalance availablebalance ledgerbalance accountbalance cashbalance walletbalance "
		"bankbal openingbal closingbal openbal closebal currbal curbal currentbal availbal ledgerbal acctbal accbal "
		"bankbalance creditbalance debitbalance openingbalance closingbalance endingbalance "
	"startingbalance mainbalance"},
	{W_SURE, 0, "pay fcf ocf ufcf nopat ebit ebt tev mrr clv nav cpm vwap cac cpa cpl ecpm ecpc acv tcv tvl fdv ctc emi"},
	{W_SURE | W_JOINED, T_PAY,
		"writeoff policylimit coveragelimit creditlimit loanlimit transferlimit "
		"withdrawallimit depositlimit claimlimit spendlimit spendinglimit spendcap spendingcap "
	"debtlimit advancelimit"},

	/* ---- English nouns at the end of what is glued together ---- */
	{W_TAIL, 0,
	"payment assets liabilities receivable payable earnings deposit premium commission dividend"},

	/* ---- weak words ---- */
	{W_AMOUNT | W_TAIL, 0, "amount"},
	{W_AMOUNT, 0, "amt amnt ammount amout prc"},
	{W_TOTAL, 0, "total sum tot ttl"},
	{W_VALUE, 0, "value val worth"},
	{W_BALANCE | W_TAIL, 0, "balance"},
	{W_BALANCE, 0, "bal"},
	{W_LIMIT, 0, "limit threshold cap lim"},
	{W_DUE, 0,
		"tax taxes due dues paid unpaid debit charge billed invoiced owed owing "
		"interest principal spent gst vat cgst sgst igst hst tds duty excise "
		"fine penalty penalties tip tips allowance deduction rental wager "
		"bet bonus pay refunded reimbursed disbursed coinsurance payback billable shipping "
		"cst chrg chrgs cess ssp smp pf paye nhif nssf hra esi epf conveyance superannuation cpf "
	"pledged rebated surcharged contributed equity sss philhealth pagibig bpjs cnps nic pst qst hst surtax"},
	{W_DUE | W_DEALT, 0,
		"earned withdrawn withdraw invested invest deposited donated remitted overpaid prepay repaid repay "
	"spent refunded reimbursed disbursed owed owing"},
	{W_DONE, 0,
		"prepaid lease stake allocated awarded accrued received receive withheld surplus deficit inflow outflow shortfall "
		"contribution sold claim settlement equity withdrawal advance insurance "
		"outstanding coupon voucher quote bid approved declared estimate pledge grant eps "
		"gain turnover accrual saved raised matched target loss losses return won "
		"quoted benefit committed responsibility bound charged reserve reserved premia "
		"recovered recoverable rejected allowed covered financed "
	"advanced basic fund addition"},
	{W_DUE, T_PAY, "credit"},
	{W_DISCOUNT, 0, "discount disc discounted reduction"},
	{W_NET, 0, "net gross"},
	{W_CURRENCY, 0,
		"usd eur gbp chf jpy cny rmb aud cad nzd sek nok dkk pln czk huf brl mxn zar "
		"hkd sgd krw thb idr myr vnd ngn kes rub uah clp aed sar "
		"keur teur meur kusd musd kchf bnb xrp ltc doge busd dai ars uyu dzd egp bgn isk twd pkr bdt lkr npr "
		"kzt uzs xof xaf ghs ugx zmw reais rupiah rupee dirham riyal naira shilling dolar dolares million "
	"btc eth usdt usdc xbt sats satoshi wei gwei lamport"},
	{W_TRADE, 0,
		"open high low close bid ask mid last strike spot settle tp sl ma sma ema "
		"ltp px mark eps dps bvps forward fwd entry exit stop collar "
	"adj margin equity ohlc highest lowest prev today opening closing support resistance"},
	{W_RATE, 0, "rate rt"},
	{W_RATE_OF, 0,
		"hourly nightly daily weekly monthly unit cost wage salary rent rental freight "
		"shipping ship pay bill billing labor labour room rack overtime weekend weekday holiday seasonal "
	"valuation costing perdiem consulting contractor day hour night lease parking fare piece"},
	{W_PLAIN, 0,
		"base standard regular default current old new min max avg average mean actual "
		"planned estimated est original initial final first last next previous prev lower "
		"upper least most applied inc incl including excl excluding excluded included with without "
		"minimum maximum extended retail wholesale list sell selling buy buying purchase "
		"supply supplier vendor customer company employee person user "
		"ext ref reference diff difference market target annual yearly year quarter month "
		"monthly weekly daily ytd mtd qtd lifetime available opening closing "
		"total item line product monthly each unit fixed recurring flat peak each variable "
		"local foreign domestic transaction trans base precise historical processed "
		"remaining ongoing consumed consumption granted negative positive progressive "
		"request requested received last end start begin off per sub from into fx "
		"card online store shop web catalog site special special full partial half "
		"rolling gross net per merchant partner agent owner member client employer incurred aggregate kalt warm neben "
		"basic extra additional other misc group deal batch regional city state country "
		"tax taxable exempt nontaxable provisional intl eve night day adjusted "
		"adjustment replacement repair maintenance material labor labour direct indirect "
		"home house land property building vehicle asset contract policy plan project "
		"expected actual real nominal weighted marginal raw "
		"electric electricity water gas heating internet phone energy storage shipping handling "
		"insured market assessed appraised declared salvage residual book carrying "
		"bc tc lc fc bank paypal stripe gift reward loyalty points "
		"statutory payrolled living issued non cumulative cum dbl flt occurrence and equivalent than plant equipment intangible tangible attributable controlling "
		"free used starting ending late early sub grand whole complete pending available partner billed delivered "
		"shipped cancelled canceled confirmed cleared open closed posted settled "
		"back out down up in of to my our their this that "
		"override manual auto snapshot entered computed calculated displayed agreed negotiated suggested preferred "
		"cached stored custom effective equivalent converted rounded running carried forward brought prior "
	"trailing diluted forecast projected budgeted forecasted planning proposed initially finally"},

	/* ---- what weak words are in company with ---- */
	{W_CONTEXT, T_PAY | T_BY_RATE, "invoice bill billing payroll payslip paycheck"},
	{W_CONTEXT, T_PAY, "ledger transfer payment paypal topup"},
	{0, T_PAY,
		"pay payment transaction trans journal ledger loan mortgage deposit withdrawal "
		"refund payout bonus bonuses salary claim debt receipt remittance settlement "
		"finance financial accounting posting gl acctg donation reimbursement "
		"installment disbursement credit debit fine penalty penalties funding budget "
		"budgets tip payable receivable revenue income commission grants gst invc inv "
		"payments dues allowance deduction charge charges cost price cashflow "
		"cashbook bankbook cashinhand financials expenditure earning spending repayment topup recharge cheque billpayment "
		"remit creditor debtor emi lending cash distribution contribution sponsor offering tithe chit incentive outflow inflow "
		"einvoice ap ar payslips fundraiser fundraising crowdfunding pledge sponsorship "
		"insurance reinsurance pension prize payroll wage wages treasury tuition bid auction wallet escrow gift charity "
		"advance withdraw nf nfe fund bet wager betting casino lottery fare pricing taxi payout royalty "
	"subsidy scholarship compensation"},
	{W_CONTEXT, T_ORDER,
		"order cart basket checkout purchase sale booking reservation contract "
	"subscription deal auction rental lease"},
	{0, T_ORDER,
		"buying quotation requisition procurement salesorder po proposal hire "
	"agreement bid offer listing opportunity opportunities estimate preorder"},
	{0, T_ITEM, "itens item line product detail article artikel sku"},
	{W_CONTEXT, T_HOLDER,
	"account acct wallet bank portfolio asset customer escrow"},
	{W_CONTEXT, 0,
		"loan transaction merchant claim contract insured insurance collateral portfolio "
		"property land lifetime market book salvage residual policy customs declared "
		"service delivery shipping handling standing demand late monthly additional "
		"electricity gas room reversed finance overage roaming access connection "
		"setup installation cancellation recurring admin facility filled "
		"taxable produto produtos coverage principal bid stake transfer settlement gift assessed appraised "
		"bc tc planned maintenance cod escrow trade traded inventory "
		"house home asset sale purchase security ship clearing currency money fin "
		"annual patient hospital lab monthly dispensing budget financial due sales cash maturity "
	"surrender redemption investment medical funding grant payroll collected outstanding"},
	{0, T_HOLDER, "balance"},
	{0, T_HOLDER,
		"user client member supplier vendor checking saving savings borrower debtor "
	"creditor student card voucher employee player merchant partner tenant patron owner useracct"},
	{0, T_TRADE | T_MARKET,
		"candle candlestick ohlc ohlcv kline ticker trade trading forex crypto "
	"intraday futures market perp perpetual quote spot instrument coin"},
	{0, T_BY_RATE,
		"wage salary pay room space parking contractor freelancer labor labour "
	"rental tariff pricing fare timesheet venue jobcost subcontractor nanny tutor"},
	{0, T_RATES, "exchange fx tax taxes vat interest conversion salestax currencies "
	"currency forex inflation discount type category"},
	{0, T_SOFT,
	"log setting option config configuration preference param parameter template version response request"},
	{0, T_OTHER,
		"attribute metadata audio sound track speaker mixer dialysis fluid meal food nutrient diet feeding harvest fertilizer "
		"field metric kpi stat stats statistic rating review survey answer "
		"score feature filter conversion unit timeoff leave vacation absence pto "
		"usage consumption ingredient recipe nutrition nutrient exercise "
		"workout label threshold quota counter achievement loyalty points "
	"variable conversion schema experiment"},
	{0, T_STOCK, "inventory stock estoque almacen inventario bodega lager magazzino magazyn stok"},
	{0, T_MARKET, "financial fundamental earnings dividend valuation exchange price"},
	{0, T_PHYSICAL,
		"sensor reading measurement telemetry weather vital vitals lab labs dose "
		"prescription medication drug infusion battery batteries molecule protein compound "
		"atom ion particle chemical chemistry turbine generator meter gis "
		"observation specimen inputevents outputevents chartevents device motor "
	"imu spectrum raster biomarker climate"},
	{0, T_NETWORK,
		"edge road way route link graph path segment street network topology topo noded "
	"vertex vertices pgr"},

	/* ---- what forbids money ---- */
	{W_NEVER, 0,
		"count cnt num number nbr nr qty quantity quantities quantite quantidade qtd qtde "
		"cantidad quantita menge anzahl antal antall aantal ilosc miktar adet jumlah "
		"pct percent percentage prcnt precentage perc porcentaje percentual percentuale "
		"prozent pourcentage procent bps ratio ratios rat score rating ranking rank "
		"probability prob odds likelihood confidence accuracy precision "
		"id ids uuid guid sk fk pk key hash checksum "
		"attempt attempts tries counter pitch detune mana stamina xp "
		"is has flag lat latitude lng lon longitude "
		"zscore percentile quantile stddev std stdev deviation "
		"coefficient coef elasticity volatility correlation covariance skewness kurtosis entropy "
		"factor multiplier frequency freq hertz hz "
		"apr apy apr yield roi roe roa roic roce rotce ltv cagr irr growth churn embedding logit "
		"steuersatz zinssatz satz taux tasa taxa tasso aliquota alicuota stawka oran "
		"unitsold unitssold itemcount "
		"regularization regularisation complexity leverage handicap splits "
	"gradient weights epoch epochs variance skew"},
	{W_NEVER | W_JOINED, 0,
		"openinterest dutycycle duetime duedate paidat heartrate resprate framerate "
		"bitrate samplerate creditscore reversecost pathcost edgecost linkcost priceindex changepct pricebreak timeoff "
		"priceearnings pricebook pricesales debttoequity debttoincome debttoassets debttovalue pricetosales pricetobook "
		"pricetoearnings pricetocash loantovalue loantocost costtoincome assettoequity "
		"evebitda evebit evsales evrevenue evfcf tevebitda tevebit tevsales margeebitda "
		"interestcoverage debtcoverage cashcoverage dividendcoverage debtequity "
	"perbilled perdelivered perreceived perreturned ownershipstake equitystake"},
	{W_MEASURE, 0,
		"weight volume height width depth length distance area size duration elapsed "
		"temperature temp pressure humidity speed velocity acceleration altitude elevation "
		"angle rotation usage dose dosage power voltage "
		"capacity density mass concentration intensity "
		"level mileage odometer kilometraje kilometrage fuel "
		"peso poids gewicht gewichts masse taille laenge lange dauer hoehe berat waga "
		"kg kgs gram grams mg ml mcg ug lb lbs oz tonne ton tons liter litre liters litres gallon "
		"km kms meter metre meters metres miles mile mm cm ft feet foot inch inches sqft sqm sqkm "
		"acre hectare kwh mwh gwh wh kw mw gw watt volt amp ampere mah joule kj kcal calories calorie "
		"celsius fahrenheit kelvin psi bar pascal ppm ppb db dba lux lumen rpm "
		"bytes kb mb gb tb mib gib kib pixel px dpi cpu memory mem disk bandwidth throughput "
		"point points step steps tick ticks tier rows row calls requests events hits "
		"matrix matrices vector tensor curve thickness diameter radius circumference strength "
		"hardness viscosity porosity permeability torque force stress strain brightness contrast "
		"opacity exposure noise test trial beta gamma theta vega rho "
		"function func fn flow growth impact trend signal sensitivity momentum "
		"attack damage health hitpoint leave vacation sick pto absence "
		"rain rainfall precip precipitation snow wind moisture oxygen glucose cholesterol "
		"protein fat carb carbs sugar sodium fiber nutrient calorie ingredient drug dilution "
		"infusion numerator denominator range "
		"type code name status method mode grade class category center centre "
		"group label reason note description text title url format "
		"margin marge margen margem random priority progress completeness "
		"train training validation epoch learning "
		"path edge computational compute "
		"life work white color audio stereo chem protein molecular battery "
		"packet heat signal hair hearing blood gmt utc offset "
		"reading sample model reduction onhand reorder moq "
		"log normalized standardized scaled bucket bin lag std "
		"squares squared square cubic fraction frac frames "
		"players points goals games matches wins nights people persons seats bathrooms bedrooms "
		"confirmations blocks difficulty hand feed "
		"ability experience reputation karma elo promoter satisfaction nps quality "
		"carbs promoters vote votes like likes follower followers "
		"index idx units items shares tokens clicks impressions visits "
		"installments instalments bids trips "
	"latency jitter timeout delay lifespan ttl retry retries concurrency"},
	{W_TIME, 0,
		"second sec secs minute minutes mins hour hours hr hrs days weeks months years "
		"ms millis milliseconds msec usec nanos micros seconds period date time timestamp "
	"datetime interval tenure term terms age horas dias stunden tage jahre heures jours"},
	{W_LETTER, 0, "at on g l m s h v w day hour month week year quarter ah by time tz"},

	{W_MEASURE | W_JOINED, 0, "breakeven"},
	{W_MEASURE, 0, "grundumsatz slippage"},
	{W_PLAIN | W_JOINED, 0, "longterm shortterm midterm nearterm"},
	{W_PLAIN | W_JOINED, T_PAY, "policycoverage insurancecoverage balancesheet incomestatement"},

	/* words that only keep others from being found in them */
	{W_PLAIN, 0,
		"coffee toffee feed feedback taxonomy taxon syntax taxi costume coast accost "
		"caprice reprice separate moderate operate generate corporate paramount "
		"tantamount imbalance rebalance counterbalance unbalance rebalancing parent current "
		"different torrent rateable feeling grateful strategy bidirectional task mask "
		"basket casket follow allow below yellow shadow window flow slow close disclose "
		"enclose valued evaluate evaluation interval retrieval approval removal "
		"costar charger recharge discharge overcharged paidup accounted discounted "
		"summary assume consume resume totally subtle duel dual residue overdue "
		"netmask network internet cabinet planet magnet ethernet subnet telnet "
		"capture landscape escape lima image email format schema "
		"salesman salesperson saler ship base bases model metric password hash "
		"receipt card expires due lead lot tag meta data info code desc key "
		"order header detail history archive report summary record quota territory reason "
		"planned received rejected resource hrs assembly end of day year last "
		"discount vehicle number tracking carrier time zone work bench "
	"tip receipt participation participations list alert guest buying"},
};

#endif							/* HYGIENE_MONEY_WORDS_H */

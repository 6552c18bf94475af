/*-------------------------------------------------------------------------
 *
 * secret_words.h
 *	  The vocabulary of secrets.
 *
 * How the groups work together is in secret.c; the form of the lists is that
 * of vocabulary.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SECRET_WORDS_H
#define HYGIENE_SECRET_WORDS_H

#include "vocabulary.h"

#define S_SECRET	0x00000001	/* a secret by itself: password, passphrase */
#define S_TOKEN		0x00000002	/* a secret unless it is of another trade */
#define S_KEY		0x00000004	/* a key: needs to be told what kind */
#define S_KEY_OF	0x00000008	/* private, api, signing */
#define S_CODE		0x00000010	/* a code: needs the same */
#define S_CODE_OF	0x00000020	/* recovery, verification, reset */
#define S_NUMBER	0x00000040	/* a number: of a card? */
#define S_CARD		0x00000080	/* card */
#define S_CARD_OF	0x00000100	/* credit, debit, payment */
#define S_CARD_NOT	0x00000200	/* library, loyalty, identity */
#define S_PIN		0x00000400	/* pin: alone, or a person's or card's */
#define S_PHRASE	0x00000800	/* phrase, words: of a seed? */
#define S_PHRASE_OF 0x00001000	/* seed, recovery, mnemonic */
#define S_ANSWER	0x00002000	/* answer: to a secret question? */
#define S_QUESTION	0x00004000	/* security */
#define S_HASH		0x00008000	/* cannot be read any more: hash, salt, cipher */
#define S_FORBID	0x00010000	/* says something of a secret, is none: policy */
#define S_SUFFIX	0x00020000	/* may follow: plain, old, text */
#define S_FLAG		0x00040000	/* a yes or no, when it comes first */
#define S_OWNER		0x00080000	/* whose secret: may follow where nouns come
								 * first */
#define S_TOKEN_NOT 0x00100000	/* tokens of coins and of texts */
#define S_PLAIN		0x00200000	/* says nothing, but is a word */
#define S_VALUE		0x00400000	/* value, data: what the table is named after */
#define S_SEED		0x00800000	/* seed: of one-time passwords */
#define S_FIRST		0x01000000	/* a secret whose language puts nouns first */

/* What a word says in the name of a table */
#define S_T_CODES	0x02000000	/* its codes open something: recovery,
								 * exchange */
#define S_T_COINS	0x04000000	/* tokens are coins or words there */
#define S_T_LOG		0x08000000	/* events: what they name, they correlate by */
#define S_T_PUSH	0x10000000	/* web push: auth is a secret */

static const WordGroup secret_word_groups[] = {
	{S_SECRET,
		"password passwd passwrd passw pwd pswd psw pword pwrd upwd upass loginpwd userpwd pass passphrase passcode secret credential cred jwt "
	"mnemonic cvv cvc cvv2 cvc2 psk webhooksecret clientsecret userpass"},
	{S_SECRET | V_TAIL,
		"password passwort kennwort zugangscode kreditkartennummer passord losenord adgangskode wachtwoord "
	"salasana jelszo kartennummer"},
	{S_SECRET | S_FIRST,
		"passwort kennwort motdepasse mdp contrasena contrasenia contrasenha senha haslo wachtwoord losenord "
		"adgangskode passord parola sifre salasana heslo jelszo lozinka geslo parool zugangsdaten geheimnis "
	"segredo segreto secreto secreta kodeord slaptazodis"},
	{S_SECRET | S_FIRST | V_JOINED,
		"motdepasse claveprivada claveapi chaveprivada chaveapi chiaveprivata clefprivee cleprivee claveacceso clavesecreta "
		"palabraclave chavesecreta clesecrete numerotarjeta numerocartao numerocarta numerocarte tarjetacredito "
		"codsegtarjeta codigoseguridad codigoseguranca codicesicurezza codesecurite sicherheitscode "
		"numcarta numcarte numcartao numtarjeta nrotarjeta nrocarta numcard claveusuario claveadmin clavewifi clavesmtp clavecorreo claveftp clavebd clavebasedatos clavebasededatos "
	"cartaodecredito cartabancaire cartebancaire cartecredito tarjetadecredito jetonacces tokenacceso tokenacesso"},
	{S_SECRET | V_JOINED,
		"passphrase passcode cvv2 cvc2 seedphrase ccnum ccnumber ccno "
	"cardno creditcardno creditcardnum mfasecret"},
	{S_SECRET | S_KEY | V_JOINED,
	"apikey privatekey secretkey accesskey presharedkey"},
	{S_TOKEN,
	"token tokens jeton"},
	{S_TOKEN | V_TAIL,
	"token"},
	{S_KEY,
	"key keys schluessel sleutel"},
	{S_KEY_OF,
		"private api secret signing sign encryption encrypting decryption hmac auth authentication authorization "
		"access session shared psk jwt jws master cipher aes rsa dsa ecdsa ed25519 des symmetric webhook stripe "
		"twilio sendgrid mailgun openai anthropic aws azure gcp service ssl tls ssh client server admin bot "
	"stream recovery unlock wrapping root bearer oauth wireguard wg vpn integration privater geheimer cookie rest"},
	{S_CODE,
	"code codes kode kodes"},
	{S_CODE_OF,
		"recovery recover backup verification verify reset otp totp mfa 2fa tfa twofactor factor sms login signin auth authorization "
	"authentication activation onetime one unlock security pin emergency scratch"},
	{S_SECRET,
	"otp totp"},
	{S_NUMBER,
	"number num no nr nbr numbers pan"},
	{S_CARD,
	"card creditcard kreditkarte debitcard ccard cc bankcard paymentcard"},
	{S_CARD_OF,
	"credit debit payment bank visa mastercard amex"},
	{S_CARD_NOT,
		"library loyalty identity id gift membership member health insurance business report score punch time social national "
		"sim green post playing trading game fidelity bonus club student employee staff medicare transit parking fuel fleet postcard "
	"residence citizen voter medical sd memory graphics network flash reward rewards discount"},
	{S_PIN,
	"pin pins"},
	{S_PHRASE,
	"phrase words"},
	{S_PHRASE_OF,
	"seed recovery mnemonic pass secret backup"},
	{S_ANSWER,
	"answer answers antwort respuesta reponse"},
	{S_QUESTION,
	"security secret"},
	{S_SEED,
	"seed"},

	{S_HASH,
		"hash hashed hashes salt salted digest encrypted crypt crypted cipher ciphered ciphertext enc encr encrypt "
		"bcrypt argon argon2 argon2id argon2i scrypt pbkdf pbkdf2 sha sha1 sha2 sha256 sha384 sha512 md5 ripemd blake "
		"hmac sealed wrapped kms checksum fingerprint thumbprint signature sig masked mask obfuscated redacted "
		"truncated hidden scrambled tokenized verifier chiffre verschluesselt cifrado cifrada criptografado criptografada "
	"gehasht streuwert empreinte nonce iv last4 lastfour digits hint tag"},
	{S_FORBID,
		"id ids uuid guid type kind name names label title description desc note notes comment format length size count cnt "
		"max min limit quota usage used usages total expire expires expired expiry expiration exp ttl lifetime duration date time timestamp at on until "
		"changed created updated rotated issued policy policies rule rules strength complexity requirement score rating level "
		"url uri link endpoint host path file filename dir arn ref refs reference references version ver status state enabled "
		"algorithm alg algo method strategy mechanism provider scheme scope scopes audience issuer subject claim claims "
		"public publishable idempotency primary foreign partition sort cache dedupe deduplication dedup lookup natural composite "
		"object storage s3 bucket feature setting config env environment manager group holder owner by "
		"attempt attempts failure failures tries history sent set required question prompt placeholder field column "
		"symbol address supply price contract decimals standard prefix suffix pattern index position offset "
		"license licence serial product device push fcm apns apn csrf xsrf "
		"mode store source manager santa brand network bin fingerprint country issuer alias first last four month year expmonth expyear "
		"iban bic form schema table i18n translation sequence surrogate business vault rotation email phone mail "
	"resource pair valid validity verified invalid active revoked page challenge expiring"},
	{S_FORBID | V_JOINED,
	"last4 lastfour firstsix codechallenge pushtoken devicetoken keypair keyset keyring"},
	{S_SUFFIX,
		"plain plaintext clear cleartext raw text txt str string old new current cur previous prev value val temp tmp backup live test "
	"prod production staging sandbox original v1 v2 v3 b64 base64 hex pem orig default initial enc64 data in clair klartext"},
	{S_FLAG,
		"is has have had use uses should show hide allow allows require requires required needs must enable can send force "
	"num no nb total max min number show failed"},
	{S_OWNER,
		"user admin account db database app application client customer usuario usuarios utilisateur benutzer utente cliente "
		"kunde gebruiker uzytkownika system root wifi smtp ftp ldap sftp email mail web portal api priv privada acceso acesso "
		"veli ogrenci ogretmen kullanici personel musteri yonetici pengguna siswa guru karyawan anggota uzivatel klient "
		"trabajador empleado alumno estudiante docente profesor paciente persona administrador etudiant eleve "
		"enseignant funcionario professor aluno medico vendedor socio cajero correo bd sistema proveedor "
	"accesso acces carte tarjeta cartao de di da do du del"},
	{S_TOKEN_NOT,
		"base quote reward governance lp native fee swap erc20 nft coin chain crypto utility collateral stable underlying pool "
		"gas liquidity stake staking vested mint word stem lemma pos design prompt context completion input output "
		"string lexer syntax search next page continuation continue cursor sync pagination change concurrency lock fencing version event correlation request trace "
	"idempotency deduplication tracking"},
	{S_VALUE,
	"value val data body content plaintext"},
	{S_PLAIN,
		"bypass compass passenger passport passing trespass passive surpass overpass boarding secretary secretariat tokenizer tokenization "
		"keyboard keyword keywords keynote monkey turkey hockey donkey whiskey journey jockey money keyed cardinal cardio cardiac discard wildcard dashboard "
		"postcard scorecard flashcard pinned pinterest shipping spinning opinion mapping ping pinboard pincode passed passes passthrough "
		"decode encode barcode postcode zipcode qrcode unicode coder geocode encoder pandas seeded answered "
		"refresh access session auth oauth bearer id reset confirm confirmation invite invitation share join api verification remember magic link unsubscribe "
		"github gitlab slack google facebook twitter telegram discord stripe paypal the new user person of my login web hook webhook "
	"card holder bank cookie personal jwt otp mfa number account member smtp ftp imap ldap db proxy wifi admin root mail sms host server"},

	{S_T_CODES,
	"authorization recovery verification otp mfa totp twofactor backup reset exchange login onetime"},
	{S_T_COINS,
		"coin crypto chain blockchain nft swap pool wallet balance transfer erc20 defi dex liquidity holder mint stake staking "
	"nlp corpus vocab vocabulary lexicon sentence ngram lemma word term tokenizer embedding design theme search posting"},
	{S_T_LOG,
	"audit log event history broadcast notification journal activity trace queue bus"},
	{S_T_PUSH,
	"push webpush"},
};

#endif							/* HYGIENE_SECRET_WORDS_H */

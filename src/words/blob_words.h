/*-------------------------------------------------------------------------
 *
 * blob_words.h
 *	  The vocabulary of files, and of values whose length is fixed by nature.
 *
 * How the groups work together is in blob.c; the form of the lists is that of
 * vocabulary.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_BLOB_WORDS_H
#define HYGIENE_BLOB_WORDS_H

#include "vocabulary.h"

#define B_FILE		0x00000001	/* a file: image, attachment, pdf */
#define B_DATA		0x00000002	/* its content: data, bytes, blob */
#define B_WEAK		0x00000004	/* a file when its content is spoken of:
								 * document data */
#define B_NOT		0x00000008	/* short, and no file: hash, key, mask */
#define B_CODE		0x00000010	/* values of one length: codes, digests */
#define B_UUID		0x00000020	/* uuid, guid */
#define B_ID		0x00000040	/* id: as likely a uuid as not */
#define B_ABOUT		0x00000080	/* says something of a uuid: version, format */

static const WordGroup blob_word_groups[] = {
	{B_FILE,
		"attachment image img photo photograph picture pic avatar thumbnail thumb pdf jpeg jpg png gif tiff bmp svg webp "
		"video movie audio sound recording mp3 mp4 wav media multimedia scan scanned screenshot logo banner wallpaper "
		"file document doc docx xls xlsx ppt spreadsheet zip archive tarball upload attachement enclosure binary executable "
		"firmware installer apk dicom xray headshot portrait mugshot selfie fax voicemail "
		"bild bilder foto anhang datei dokument bilddaten vorschaubild "
		"fichier photographie imagen archivo adjunto documento fotografia imagem arquivo anexo allegato immagine "
	"bestand bijlage afbeelding zdjecie plik zalacznik bild bilaga billede vedhaeftning resim dosya"},
	{B_FILE | V_TAIL,
	"image photo picture pdf thumbnail attachment"},
	{B_DATA,
	"data content contents bytes blob binary body raw payload bin lob dump"},
	{B_WEAK,
		"invoice contract report certificate letter brochure manual receipt statement resume cv form page map drawing "
	"document asset backup font icon template object"},
	{B_NOT,
		"hash digest checksum key id uuid guid token salt nonce iv signature sig mask bitmap bitset filter sketch hll bloom "
		"cipher encrypted enc crypted secret password cert certificate fingerprint ip mac address addr geom geometry wkb vector embedding "
		"header offset cursor state version size length type mime name path url count etag crc sha sha1 sha256 md5 hmac public private "
	"feature features descriptor proof root merkle block tx script witness pubkey"},
	{B_CODE,
		"code codes iso iso2 iso3 country currency ccy lang language locale state province iata icao isin lei cusip sedol "
		"bic swift ean ean13 isbn issn upc gtin vin imei zip postal postcode plz zipcode md5 sha sha1 sha256 sha512 hash digest "
		"checksum crc etag hex sex gender flag yn grade nuts fips naics sic mcc mnc abbr abbrev abbreviation "
		"initial initials prefix suffix ssn ein tin vat siren siret nif cpf cnpj cif rut iban color colour mac uuid guid key "
		"landkennung kennzeichen kuerzel waehrung sprache pays devise langue pais moneda idioma moeda paese valuta lingua "
	"land taal kraj waluta ulid nanoid ticker symbol unit uom airport carrier quarter"},
	{B_UUID,
	"uuid guid"},
	{B_ID,
	"id ids"},
	{B_ABOUT,
	"version format type prefix namespace count list generator strategy variant name path url mode enabled"},
};

#endif							/* HYGIENE_BLOB_WORDS_H */

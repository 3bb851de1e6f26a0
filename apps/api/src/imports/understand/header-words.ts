import type { ImportTarget } from '@parley/contract/imports'
import { fold } from './fold.ts'

/** Header names of English, German, French and Spanish files, the most telling first. */
const lists: Record<ImportTarget, string> = {
  parentExternalId: `parent id, parent account id, parent external id, parent code, id of parent, mutter id, muttergesellschaft id, konzern id, id parent,
    id maison mère, id société mère, id matriz, id de la matriz, ultimate parent id, parent company id, parent number`,
  parentName: `parent, parent name, parent account, parent company, parent’s name, parent account name, ultimate parent, group, holding,
    muttergesellschaft, mutter, mutterunternehmen, konzern, konzernmutter, maison mère, société mère, groupe, matriz, empresa matriz, sociedad matriz,
    grupo, casa matriz`,
  externalId: `external id, account id, id, record id, crm id, customer id, customer number, customer no, account number, account no, company id,
    company number, salesforce id, erp id, client id, reference, kundennummer, kundennr, kunden nr, kunden id, debitorennummer, debitor, nummer,
    externe id, identifiant, numéro client, numéro de client, n client, code client, référence, identificador, número de cliente, id cliente,
    código de cliente, código, id de cuenta, referencia, key, parley id`,
  taxId: `tax id, vat id, vat number, vat, vat no, vat reg no, tax number, ein, tin, gst, gstin, abn, company tax id, ust id, ustid, ust idnr, ust id nr,
    umsatzsteuer id, umsatzsteueridentifikationsnummer, steuernummer, uid, numéro tva, n tva, tva, tva intracommunautaire, siren, siret, nif, cif, rfc,
    cuit, número fiscal, identificación fiscal, id fiscal, número de iva, iva`,
  aliases: `aliases, alias, other names, also known as, aka, known as, trading name, trading names, trade name, dba, doing business as, former name,
    former names, previous name, synonyms, short name, weitere namen, andere namen, auch bekannt als, früherer name, kurzname, handelsname, autres noms,
    nom commercial, ancien nom, enseigne, otros nombres, nombre comercial, nombre anterior, alternative names`,
  domain: `website, domain, domains, web site, web, url, homepage, home page, internet, www, e mail, email, mail, email address, email domain, web address,
    webseite, internetadresse, internetseite, e mail adresse, site web, site internet, site, domaine, courriel, adresse e mail, sitio web, página web,
    dominio, correo, correo electrónico, company website, company domain, billing email, contact email`,
  country: `country, country code, billing country, shipping country, country iso, iso country, nation, land, ländercode, länderkennzeichen, staat, pays,
    code pays, país, código de país, country region, hq country`,
  city: `city, town, billing city, shipping city, municipality, locality, ort, stadt, wohnort, sitz, ville, commune, localité, ciudad, localidad, población,
    municipio, hq city`,
  designation: `designation, account designation, house or named, named or house, list, account status, coverage, account class, classification,
    einstufung, kennzeichnung, kundenart, désignation, catégorie, designación, clasificación, categoría`,
  source: `source, source system, system, data source, origin, lead source, quelle, herkunft, quellsystem, origine, provenance, fuente, origen, sistema`,
  name: `name, account name, company name, company, account, organisation name, organization name, organisation, organization, customer name, customer,
    client name, client, legal name, business name, registered name, legal entity, firma, firmenname, firmenbezeichnung, unternehmen, unternehmensname,
    kunde, kundenname, name 1, bezeichnung, nom, raison sociale, société, nom de la société, entreprise, nom du client, dénomination, nombre,
    razón social, empresa, nombre de la empresa, cliente, nombre del cliente, denominación, cuenta`,
}

export const headerWords = Object.fromEntries(
  Object.entries(lists).map(([target, list]) => [target, list.split(',').map(fold)]),
) as Record<ImportTarget, string[]>

/** Columns about people, or of our own, that would be taken for something else. */
export const neverMeant = new Set(
  `problem, contact, contact name, first name, last name, full name, owner, account owner, owner name, vorname, nachname, ansprechpartner, kontakt,
  prénom, nom de famille, interlocuteur, nombre de contacto, apellido, apellidos, contacto, phone, telefon, téléphone, teléfono, fax, notes, description`
    .split(',')
    .map(fold),
)

/** Legal forms by country, folded: one class a line, its spellings after it. From the registries' own abbreviations. */
const table = `
# everywhere in English
ltd: ltd limited lmtd ltda limitada limitee ltee co_ltd company_limited co_limited pty_ltd pty_limited proprietary_limited pvt_ltd private_limited pte_ltd pte_limited pvt_limited pte pty pvt sdn_bhd sendirian_berhad p_ltd wll dac teoranta cyf lda limitada_lda
inc: inc incorporated incorporation corp corporation corpn incorp
company: co company cos companies compagnie cie and_co and_company et_cie et_compagnie y_cia y_compania cia compania e_cia und_co und_compagnie
llc: llc lc limited_liability_company limited_liability_co pllc
llp: llp lllp limited_liability_partnership
lp: lp limited_partnership
plc: plc public_limited_company public_limited_co ccc cpt
pc: pc professional_corporation professional_association
ulc: ulc unlimited_liability_company unlimited_company uc
cic: cic community_interest_company cio clg company_limited_by_guarantee
trust: fcp fund_llc
# DE AT CH LI
gmbh: gmbh ggmbh gesmbh ges_mbh mbh g_mbh gesellschaft_mit_beschrankter_haftung gesellschaft_mbh gmbh_and_co gmbh_and_co_kg gmbh_and_co_ohg gmbh_und_co_kg gmbh_co_kg ug ug_haftungsbeschrankt haftungsbeschrankt ug_and_co_kg
ag: ag aktiengesellschaft ag_and_co_kg ag_and_co_kgaa ag_and_co agsa ag_sa
kg: kg kgaa and_co_kg und_co_kg co_kg kommanditgesellschaft kommanditgesellschaft_auf_aktien se_and_co_kg se_and_co_kgaa se_co_kgaa gmbh_and_co_kgaa
ohg: ohg offene_handelsgesellschaft gbr gesellschaft_burgerlichen_rechts
ev: ev e_v eingetragener_verein
eg: eg egen eingetragene_genossenschaft genossenschaft
gug: gug stiftung_and_co_kg
ek: ek e_k eingetragener_kaufmann
se: se societas_europaea
# FR BE LU MC
sa: sa societe_anonyme sociedad_anonima sociedade_anonima societa_anonima s_a sad sa_nv nv_sa
sas: sas sasu societe_par_actions_simplifiee
sarl: sarl eurl societe_a_responsabilite_limitee sarlau sarl_s
scrl: scrl sprl bvba srl_bv cvba
sca: sca scs snc sci scop scic scea gaec gie selarl societe_en_commandite societe_en_nom_collectif societe_civile
asbl: asbl vzw aisbl ivzw association_sans_but_lucratif
# ES PT LatAm
sl: sl slu slp sll sociedad_limitada sociedad_de_responsabilidad_limitada srl_de_cv s_de_rl s_de_rl_de_cv
sadecv: sa_de_cv sab_de_cv sapi_de_cv sab sapi sab_de_c_v sa_de_c_v sociedad_anonima_de_capital_variable
sau: sau saic saci sacif saicf saa sac
spa: spa spa_a societa_per_azioni sociedad_por_acciones
eireli: eireli me epp ltda_me ltda_epp mei
sas_bic: sas_bic sasbic
sgps: sgps sgps_sa
# IT
srl: srl srls societa_a_responsabilita_limitata societa_a_responsabilita_limitata_semplificata
coop: scarl scrl_it soc_coop societa_cooperativa scpa consorzio_srl
# NL
bv: bv besloten_vennootschap besloten_vennootschap_met_beperkte_aansprakelijkheid
nv: nv naamloze_vennootschap
vof: vof maatschap cv_nl
# Nordic and Baltic
ab: ab aktiebolag abp ab_publ publ_ab ab_publikt
oy: oy oyj osakeyhtio oy_ab julkinen_osakeyhtio oyj_abp ky tmi
as: as asa a_s aksjeselskap aktieselskab aktsiaselts akciova_spolecnost akciova_spolocnost akc_spol anonim_sirketi asi
aps: aps anpartsselskab ivs
ehf: ehf hf einkahlutafelag hlutafelag
uab: uab uzdaroji_akcine_bendrove
sia: sia sabiedriba_ar_ierobezotu_atbildibu
ou: ou osauhing
# PL CZ SK HU
spzoo: sp_z_oo sp_zoo spolka_z_oo spolka_z_ograniczona_odpowiedzialnoscia sp_z_o_o zoo
spj: sp_j sp_k spk spj spka sp_k_a spolka_jawna spolka_komandytowa sp_z_oo_sp_k
pl_sa: spolka_akcyjna psa
sro: sro s_r_o spol_s_ro spolecnost_s_rucenim_omezenym spolocnost_s_rucenim_obmedzenym spol_sro
kft: kft korlatolt_felelossegu_tarsasag bt betei_tarsasag
rt: rt nyrt zrt kkt reszvenytarsasag nyilvanosan_mukodo_reszvenytarsasag zartkoruen_mukodo_reszvenytarsasag
# South-east
doo: doo d_o_o dooel drustvo_s_ogranicenom_odgovornoscu drustvo_sa_ogranicenom_odgovornoscu drustvo_z_omejeno_odgovornostjo
dd: dd ad dioni_co_drustvo akcionarsko_drustvo dionicko_drustvo
eood: eood ood ead ead_bg et_bg
ro_srl: srl_d
ae: ae epe ike oe anonimi_etaireia monoprosopi_ike aebe
# RU UA BY KZ
ooo: ooo obshchestvo_s_ogranichennoi_otvetstvennostiu obshchestvo_s_ogranichennoy_otvetstvennostyu obschestvo_s_ogranichennoj_otvetstvennostyu tov tzov too tdv toe jshq mchj
ao: ao oao zao pao pat prat vat zat aktsionernoe_obshchestvo publichnoe_aktsionernoe_obshchestvo otkrytoe_aktsionernoe_obshchestvo zakrytoe_aktsionernoe_obshchestvo
ip: ip fgup fgbu fgbou fgaou mup gup gbu chup rup
jsc: jsc ojsc cjsc pjsc joint_stock_company public_joint_stock_company open_joint_stock_company closed_joint_stock_company psc saoc saog qsc kscp ksc bsc psc_dmcc
# Turkey, Middle East
tr_as: anonim_sti tas t_as
ltdsti: ltd_sti limited_sirketi ltd_sirketi san_ve_tic_as san_ve_tic_ltd_sti sti ve_tic_as
fzco: fzco fzc fze fz_llc fzllc dmcc dmcest
bm: bm b_m
sal: sal sarl_offshore
sae: sae
# Asia
kk: kk kabushiki_kaisha kabushiki_gaisha kabushikikaisha kabushikigaisha co_kk k_k
gk: gk godo_kaisha godokaisha yk yugen_kaisha yugen_gaisha
jp_ippan: ippan_shadan_hojin ippan_zaidan_hojin shadan_hojin zaidan_hojin gakko_hojin iryo_hojin npo_hojin
bhd: bhd berhad
pt: pt tbk persero_tbk persero cv_id perum perseroan_terbatas
jsc_vn: ctcp cong_ty_co_phan cong_ty_tnhh tnhh cong_ty_trach_nhiem_huu_han
pcl: pcl public_company_limited public_co_ltd
opc: opc
# more
sarlca: sarl_ci
bhd_bn: bhd_brunei
cc: cc
npc: npc rf_npc soc_ltd
gp: ee
`
/** Forms that may stand before the name. Short: "AB" and "PT" do, "SC" of "S.C. Johnson" doesn't. */
const before = new Set('pt ooo oao zao pao ao uab ab as oy sia tov too chup ip fgbu fgbou fgaou kk cv mup'.split(' '))

const byWords = new Map<string, string>()
const lastWords = new Set<string>()
let longestForm = 1
for (const line of table.split('\n')) {
  const [form, spellings] = line.split(': ')
  if (!spellings || line.startsWith('#')) continue
  for (const spelling of spellings.split(' ')) {
    const words = spelling.split('_')
    if (!byWords.has(words.join(' '))) byWords.set(words.join(' '), form!)
    lastWords.add(words.at(-1)!)
    longestForm = Math.max(longestForm, words.length)
  }
}

/** Forms in their own script: away before letters are made Latin. */
const written: [RegExp, string][] = [
  [/株式会社|\(株\)|（株）|㈱|株式會社/gu, 'kk'],
  [/有限会社|合同会社|合資会社|合名会社|㈲/gu, 'gk'],
  [/(?:股份|集团|集團)?有限(?:责任)?公司|股份有限公司|有限責任公司|總公司|总公司/gu, 'ltd'],
  [/주식회사|\(주\)|㈜|유한회사/gu, 'kk'],
  [
    /一般社団法人|一般財団法人|公益社団法人|公益財団法人|社団法人|財団法人|国立大学法人|学校法人|医療法人|独立行政法人|特定非営利活動法人|社会福祉法人/gu,
    'jp_ippan',
  ],
  [/(?<!\p{L})(?:ООО|ТОВ|ТОО)(?!\p{L})/gu, 'ooo'],
  [/(?<!\p{L})(?:ОАО|ЗАО|ПАО|АО|ПАТ|ПрАТ|АТ)(?!\p{L})/gu, 'ao'],
  [/(?<!\p{L})(?:ΑΕ|Α\.Ε\.|ΕΠΕ|ΙΚΕ|Ι\.Κ\.Ε\.)(?!\p{L})/gu, 'ae'],
  [/(?:公司|บริษัท|จำกัด \(มหาชน\)|จำกัด|ش\.?م\.?م\.?|ذ\.?م\.?م\.?|בע"מ|בעמ)/gu, 'ltd'],
]

/** A visible name without the legal forms that are written in their own script, and the class of the last one. */
export function withoutWrittenForm(visible: string): { rest: string; form: string | null } {
  if (/^[\x20-\x7E\u00C0-\u024F]*$/.test(visible)) return { rest: visible, form: null }
  let form: string | null = null
  let rest = visible
  for (const [pattern, written_] of written) {
    const without = rest.replace(pattern, ' ')
    if (without === rest || !/[\p{L}\d]/u.test(without)) continue
    rest = without
    form = written_
  }
  return { rest, form }
}

/** Words without legal forms at the end (up to three) and a short list of them at the start, and their class; never empties. */
export function withoutLegalForm(words: readonly string[]): { core: string[]; form: string | null } {
  let core = [...words]
  let form: string | null = null
  for (let round = 0; round < 3; round++) {
    const found = formAtEnd(core)
    if (!found) break
    core = core.slice(0, -found.length)
    if (form === null || form === 'company') form = found.form
  }
  if (core.length > 1 && before.has(core[0]!)) {
    form ??= byWords.get(core[0]!) ?? null
    core = core.slice(1)
  }
  return { core, form }
}

function formAtEnd(words: readonly string[]): { form: string; length: number } | null {
  if (words.length === 0 || !lastWords.has(words.at(-1)!)) return null
  for (let length = Math.min(longestForm, words.length - 1); length > 0; length--) {
    const form = byWords.get(words.slice(-length).join(' '))
    if (form) return { form, length }
  }
  return null
}

import { fold } from './fold.ts'

/** ISO 3166-1: alpha-2 and alpha-3 together. */
const codes = `
ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR
BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV
CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH
ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ
GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA
JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO
LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS
MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG
PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP
SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL
TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT
WFWLF WSWSM XKXKX YEYEM YTMYT ZAZAF ZMZMB ZWZWE`
  .trim()
  .split(/\s+/)

/** What people write beside the names that languages have. */
const others: Record<string, string> = {
  GB: 'UK; U.K.; Great Britain; Britain; England; Scotland; Wales; Northern Ireland; Grossbritannien',
  US: 'U.S.; U.S.A.; USA; United States of America; America; Vereinigte Staaten von Amerika; Etats Unis d’Amérique; EEUU; EE. UU.',
  DE: 'BRD; D; Federal Republic of Germany; Bundesrepublik Deutschland',
  AT: 'A',
  NL: 'Holland; The Netherlands',
  CZ: 'Czech Republic; Czechia; Tschechische Republik',
  KR: 'Korea; Republic of Korea; Korea (Republic of); Korea South',
  KP: 'DPRK; Democratic People’s Republic of Korea',
  RU: 'Russian Federation; Russische Föderation; Fédération de Russie',
  CN: 'PRC; P.R. China; People’s Republic of China; Mainland China',
  TW: 'Taiwan, Province of China; Republic of China',
  HK: 'Hong Kong; Hongkong; Hong Kong SAR',
  MO: 'Macao; Macau',
  VN: 'Viet Nam',
  IR: 'Islamic Republic of Iran; Iran, Islamic Republic of',
  MK: 'Macedonia',
  MM: 'Burma',
  SZ: 'Swaziland',
  CV: 'Cape Verde',
  CI: 'Ivory Coast; Cote d Ivoire',
  TR: 'Turkey; Turkiye',
  GR: 'EL; Hellas',
  IE: 'Republic of Ireland; Eire',
  CH: 'Swiss Confederation; Helvetia',
  AE: 'UAE; U.A.E.; Emirates',
  CD: 'DR Congo; Democratic Republic of the Congo',
  CG: 'Congo; Republic of the Congo',
  SK: 'Slovak Republic',
  MD: 'Republic of Moldova',
  BO: 'Plurinational State of Bolivia',
  VE: 'Bolivarian Republic of Venezuela',
  TZ: 'United Republic of Tanzania',
  SY: 'Syrian Arab Republic',
  LA: 'Lao People’s Democratic Republic',
  BN: 'Brunei Darussalam',
  PS: 'Palestine; State of Palestine',
  XK: 'Kosovo',
}

const languages =
  `en de fr es it pt nl sv da nb fi is pl cs sk sl hr sr hu ro bg el tr ru uk et lv lt ga ca eu ja zh zh-Hant ko ar he fa hi th vi
id ms`.split(/\s+/)

const foldName = (name: string) => fold(name.replaceAll('&', ' and '))

let known: Map<string, string> | undefined

/** ISO 3166 alpha-2 of a country by code (two or three letters) or by its name in one of 40 languages; null when it isn't one. */
export function countryOf(text: string): string | null {
  known ??= readNames()
  const folded = foldName(text)
  return known.get(folded) ?? known.get(folded.replaceAll(' ', '')) ?? known.get(folded.replace(/^the /, '')) ?? null
}

/** The first that claims a name has it: codes, then what is written by hand, then English, then the others. */
function readNames(): Map<string, string> {
  const names = new Map<string, string>()
  const claim = (name: string, code: string) => {
    const folded = foldName(name)
    if (folded !== '' && !names.has(folded)) names.set(folded, code)
  }
  for (const code of codes) claim(code.slice(0, 2), code.slice(0, 2))
  for (const code of codes) claim(code.slice(2), code.slice(0, 2))
  for (const [code, list] of Object.entries(others)) for (const name of list.split('; ')) claim(name, code)
  for (const language of languages) {
    for (const style of ['long', 'short'] as const) {
      const inLanguage = new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' })
      for (const code of codes) claim(inLanguage.of(code.slice(0, 2)) ?? '', code.slice(0, 2))
    }
  }
  return names
}

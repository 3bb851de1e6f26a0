const setOf = (text: string) => new Set(text.trim().split(/\s+/))

/** Words that carry no identity, in the languages of most registries. */
export const stopWords = setOf(`
  the of and for in on at by to from an or with de la le les l du des d et en au aux sur pour par un une y e el los las del al con
  der die das dem den des und fur im am zu zum zur von vom mit bei fuer di della dello dei degli delle da do dos das na no nas nos em para
  per il lo gli van het een voor te og av for i och for ja w z na ve a o s u & as os`)

/** One spelling for numerals and for the short forms that registries use; folded words to folded words. */
const oneSpelling = new Map(
  `ii 2,iii 3,iv 4,vi 6,vii 7,viii 8,ix 9,xi 11,xii 12,xiii 13,one 1,two 2,three 3,four 4,five 5,six 6,seven 7,eight 8,nine 9,ten 10,
  first 1,second 2,third 3,fourth 4,fifth 5,1st 1,2nd 2,3rd 3,4th 4,5th 5,
  centre center,centres center,centers center,ctr center,cntr center,univ university,uni university,inst institute,natl national,nat national,
  intl international,int international,internatl international,dept department,dep department,hosp hospital,lab laboratory,labs laboratory,
  laboratories laboratory,assoc association,assn association,govt government,gov government,mfg manufacturing,mfrs manufacturing,
  svcs services,svc services,srvcs services,srvs services,service services,grp group,gp group,bros brothers,st saint,ste saint,sta saint,mt mount,
  tech technology,technologies technology,techs technology,sys systems,system systems,hldgs holdings,hldg holdings,holding holdings,
  mgmt management,mgt management,eng engineering,engr engineering,engg engineering,dev development,corp corporation,co company,cos company,
  usa us,america america,uk gb,ind industries,inds industries,industry industries,pharma pharmaceuticals,pharmaceutical pharmaceuticals,
  bancorp bancorp,fin financial,finl financial,ins insurance,invt investment,inv investment,investments investment,prods products,product products,
  res research,resch research,acad academy,sch school,schools school,coll college,fdn foundation,fndn foundation,found foundation,soc society,
  min ministry,org organization,organisation organization,theatre theater,defence defense,programme program,labour labor,
  telecom telecommunications,comm communications,communication communications,med medical,ctrs center,comp company,commn commission,
  bur bureau,admin administration,adm administration,lib library,mus museum,chem chemical,elec electric,elect electric`
    .split(',')
    .map((pair) => pair.trim().split(' ') as [string, string]),
)
export const spelledOnce = (word: string): string => oneSpelling.get(word) ?? word

/** A plural and its singular are one word to the keys. */
export const stemOf = (word: string): string =>
  word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word

/** Words for a part, a branch or a kind of house: with one of them more, it's usually another member of the family. */
export const unitWords = setOf(`
  hospital clinic clinics school college faculty department division institute center laboratory library museum office branch unit campus
  foundation trust academy bureau agency service services group holdings holding bank insurance capital ventures partners fund dental medical
  health research energy logistics solutions systems software digital media retail properties realty financial leasing trading international
  europe asia africa america americas north south east west northern southern eastern western central
  institut instituto istituto facultad faculdade facolta faculte fakultat departamento departement dipartimento centro zentrum laboratorio
  laboratoire hopital klinikum klinik ecole escuela escola scuola schule hochschule section sektion abteilung filial filiale niederlassung sucursal
  graduate undergraduate program project programme network consortium observatory station garden zoo press studio studios store stores shop cafe
  market express outlet pharmacy hotel restaurant petroleum gas power water transport airlines airport port police army navy ministry`)

/** Parts of a host that name no company. */
export const commonLabels = setOf(
  `www www2 ww1 web home portal en english eng es fr de sites site app shop store info mail m my online main new old intranet international global
  dept department school faculty inst research lab center health med medicine news pages about gov edu com org net ac co go or ne lg`,
)

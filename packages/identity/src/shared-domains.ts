/**
 * Domains at which anybody can have an address or a page: they say nothing about a company. Mail first, by the countries where a
 * provider's customers are, written by hand from what the providers offer to the public; then pages, shops and files.
 */
const domains = `
# the world, in English
gmail.com googlemail.com outlook.com live.com msn.com passport.com windowslive.com aol.com aim.com ymail.com rocketmail.com myyahoo.com
icloud.com me.com mac.com proton.me pm.me mail.com email.com usa.com europe.com asia.com post.com consultant.com engineer.com
accountant.com dr.com techie.com writeme.com iname.com zoho.com zohomail.com zohomail.eu zohomail.in fastmail.com appleid.com fastmail.fm
hey.com tutanota.com tutanota.de tuta.io tuta.com tutamail.com keemail.me hushmail.com hush.com runbox.com mailbox.org posteo.de posteo.net
disroot.org riseup.net startmail.com duck.com skiff.com lycos.com excite.com inbox.com lavabit.com mailfence.com mailinator.com yopmail.com
guerrillamail.com 10minutemail.com temp-mail.org sharklasers.com anonaddy.com simplelogin.com
# US CA
comcast.net verizon.net att.net sbcglobal.net bellsouth.net ameritech.net pacbell.net swbell.net cox.net charter.net spectrum.net earthlink.net
mindspring.com juno.com netzero.net netzero.com optonline.net optimum.net frontier.com frontiernet.net windstream.net centurylink.net
centurytel.net embarqmail.com q.com roadrunner.com rr.com twc.com suddenlink.net mediacombb.net tds.net prodigy.net compuserve.com netscape.net
wowway.com cableone.net hughes.net peoplepc.com rogers.com shaw.ca sympatico.ca telus.net videotron.ca bell.net eastlink.ca cogeco.ca mts.net sasktel.net
# GB IE
btinternet.com btopenworld.com btconnect.com sky.com virginmedia.com virgin.net ntlworld.com blueyonder.co.uk talktalk.net tiscali.co.uk plusnet.com
plus.com plus.net zen.co.uk live.co.uk live.ie eircom.net orange.net fsmail.net tesco.net
# DE AT CH LU
web.de t-online.de magenta.de freenet.de freenetmail.de arcor.de vodafone.de vodafonemail.de online.de onlinehome.de 1und1.de email.de mail.de
kabelmail.de unitybox.de versanet.de ewe.net osnanet.de netcologne.de alice-dsl.net alice.de o2mail.de o2online.de live.de outlook.de
aon.at a1.net chello.at inode.at live.at drei.at liwest.at kabsi.at utanet.at outlook.at bluewin.ch sunrise.ch hispeed.ch swissonline.ch bluemail.ch
live.ch quickline.ch pt.lu vo.lu internet.lu
# FR BE NL
orange.fr wanadoo.fr free.fr aliceadsl.fr laposte.net sfr.fr neuf.fr 9online.fr club-internet.fr bbox.fr numericable.fr noos.fr cegetel.net live.fr
outlook.fr telenet.be skynet.be proximus.be scarlet.be voo.be pandora.be live.be outlook.be belgacom.net ziggo.nl kpnmail.nl kpnplanet.nl planet.nl hetnet.nl
home.nl casema.nl chello.nl upcmail.nl xs4all.nl live.nl outlook.nl zonnet.nl tele2.nl quicknet.nl onsbrabantnet.nl caiway.nl solcon.nl
# IT ES PT
libero.it virgilio.it tiscali.it alice.it tin.it tim.it inwind.it iol.it blu.it email.it fastwebnet.it aruba.it pec.it arubapec.it legalmail.it
postecert.it live.it outlook.it teletu.it terra.es telefonica.net movistar.es ono.com orange.es jazztel.es live.com.es outlook.es
ya.com euskaltel.net sapo.pt netcabo.pt clix.pt iol.pt telepac.pt live.com.pt outlook.pt
# DK NO SE FI IS and the Baltic
live.dk outlook.dk mail.dk jubii.dk ofir.dk tdcadsl.dk stofanet.dk youmail.dk webspeed.dk live.no online.no broadpark.no getmail.no
live.se outlook.se telia.com spray.se bredband.net comhem.se bahnhof.se tele2.se swipnet.se home.se glocalnet.net live.fi kolumbus.fi
elisanet.fi saunalahti.fi luukku.com inet.fi suomi24.fi simnet.is inbox.lv inbox.lt inbox.ee mail.ee hot.ee online.ee apollo.lv delfi.lv
takas.lt zebra.lt
# PL CZ SK HU
wp.pl o2.pl tlen.pl go2.pl onet.pl onet.eu op.pl vp.pl poczta.fm spoko.pl autograf.pl buziaczek.pl interia.pl interia.eu
interia.com intmail.pl pisz.to gazeta.pl agora.pl tenbit.pl int.pl adres.pl neostrada.pl epoczta.pl prokonto.pl outlook.cz
seznam.cz email.cz post.cz spoluzaci.cz centrum.cz centrum.sk volny.cz atlas.cz tiscali.cz quick.cz azet.sk zoznam.sk post.sk pobox.sk
stonline.sk orangemail.sk freemail.hu citromail.hu indamail.hu vipmail.hu t-online.hu t-email.hu upcmail.hu chello.hu invitel.hu digikabel.hu
# GR CY BG RO RS HR SI MK AL TR
otenet.gr forthnet.gr hol.gr in.gr mail.gr freemail.gr windowslive.gr cytanet.com.cy abv.bg mail.bg dir.bg gbg.bg rdslink.ro clicknet.ro
email.ro k.ro eunet.rs ptt.rs sbb.rs mts.rs net.hr inet.hr vip.hr t-com.hr optinet.hr siol.net volja.net amis.net t-2.net mynet.com
mynet.com.tr superonline.com ttmail.com turk.net e-kolay.net
# RU UA BY KZ GE AM
mail.ru bk.ru inbox.ru list.ru internet.ru xmail.ru yandex.ru yandex.com yandex.by yandex.kz yandex.ua ya.ru narod.ru rambler.ru lenta.ru ro.ru
autorambler.ru myrambler.ru pochta.ru qip.ru nm.ru hotbox.ru newmail.ru front.ru ukr.net i.ua ua.fm meta.ua bigmir.net email.ua online.ua tut.by
mail.kz mail.ge posta.ge freenet.am
# Israel and the Arab world, Iran
walla.co.il walla.com bezeqint.net netvision.net.il 012.net.il 013.net zahav.net.il nana10.co.il inter.net.il smile.net.il
emirates.net.ae eim.ae link.net tedata.net.eg maktoob.com batelco.com.bh qatar.net.qa omantel.net.om saudi.net.sa awalnet.net.sa nesma.net.sa
zajil.net kems.net qualitynet.net cyberia.net.lb idm.net.lb terra.net.lb inco.com.lb menara.ma topnet.tn planet.tn gnet.tn mailfa.com chmail.ir
# India and South Asia
rediffmail.com rediff.com indiatimes.com sify.com vsnl.com vsnl.net bsnl.in airtelmail.in dataone.in in.com live.in outlook.in sancharnet.in
sltnet.lk cyber.net.pk
# China, Taiwan, Hong Kong
qq.com foxmail.com 163.com 126.com yeah.net 188.com 139.com 189.cn wo.cn sina.com sina.cn sina.com.cn sohu.com
tom.com 21cn.com 263.net aliyun.com outlook.sa live.cn netvigator.com biznetvigator.com pchome.com.tw hinet.net seed.net.tw
live.hk outlook.com.hk so-net.net.tw
# Japan, Korea
docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp softbank.jp vodafone.ne.jp disney.ne.jp ymobile.ne.jp home.ne.jp willcom.com nifty.com nifty.ne.jp
biglobe.ne.jp so-net.ne.jp so-net.jp ocn.ne.jp plala.or.jp dion.ne.jp auone-net.jp goo.jp goo.ne.jp infoseek.jp excite.co.jp livedoor.com eonet.ne.jp
zaq.ne.jp ybb.ne.jp asahi-net.or.jp odn.ne.jp rakuten.jp live.jp outlook.jp naver.com hanmail.net daum.net kakao.com nate.com
empas.com paran.com korea.com dreamwiz.com chol.com hanafos.com lycos.co.kr freechal.com live.co.kr outlook.kr
# South-East Asia, Australia, New Zealand
singnet.com.sg starhub.net.sg pacific.net.sg live.com.sg streamyx.com tm.net.my live.com.my jaring.my telkom.net plasa.com indo.net.id cbn.net.id
outlook.co.id vnn.vn fpt.vn outlook.com.vn live.com.ph pldtdsl.net thaimail.com outlook.co.th outlook.ph outlook.my
bigpond.com bigpond.net.au optusnet.com.au optusnet.net.au iinet.net.au on.net tpg.com.au westnet.com.au dodo.com.au ozemail.com.au aapt.net.au live.com.au
outlook.com.au adam.com.au xtra.co.nz slingshot.co.nz orcon.net.nz clear.net.nz ihug.co.nz paradise.net.nz vodafone.co.nz actrix.co.nz
# Latin America
uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com oi.com.br r7.com zipmail.com.br superig.com.br ibest.com.br click21.com.br
veloxmail.com.br brturbo.com.br pop.com.br outlook.com.br live.com.br folha.com.br netsite.com.br prodigy.net.mx infinitum.com.mx live.com.mx
outlook.com.mx terra.com.mx terra.com terra.cl vtr.net live.cl outlook.cl entelchile.net fibertel.com.ar arnet.com.ar speedy.com.ar ciudad.com.ar
uolsinectis.com.ar live.com.ar outlook.com.ar une.net.co etb.net.co cantv.net adinet.com.uy ice.co.cr racsa.co.cr latinmail.com starmedia.com outlook.com.pe
outlook.com.co
# Africa
mweb.co.za telkomsa.net vodamail.co.za webmail.co.za absamail.co.za iafrica.com lantic.net live.co.za ymail.co.za wananchi.com africaonline.co.ke
# pages, shops, files, code, talk
facebook.com fb.com fb.me instagram.com linkedin.com twitter.com x.com youtube.com tiktok.com xing.com vk.com ok.ru t.me telegram.me wa.me weibo.com
pinterest.com reddit.com threads.net snapchat.com line.me linktr.ee bit.ly tinyurl.com goo.gl wikipedia.org wordpress.com blogger.com tumblr.com wix.com
weebly.com squarespace.com strikingly.com godaddysites.com jimdo.com jimdofree.com webnode.com site123.me github.com gitlab.com
bitbucket.org google.com business.site sharepoint.com onmicrosoft.com shopify.com etsy.com ebay.com alibaba.com medium.com
substack.com amazonaws.com
dropbox.com ameblo.jp fc2.com
blogspot.com wixsite.com github.io myshopify.com notion.site webflow.io netlify.app vercel.app herokuapp.com azurewebsites.net
cloudfront.net appspot.com pages.dev firebaseapp.com web.app example.com example.org example.net`

const shared = new Set(
  domains.split('\n').flatMap((line) => (line === '' || line.startsWith('#') ? [] : line.trim().split(/\s+/))),
)
/** Mail at whatever ending: "yahoo.com.br", "hotmail.es", "gmx.at". */
const everywhere = /^(?:yahoo|hotmail|gmx|googlemail|protonmail)\./

/** Whether anybody can have an address or a page at the registrable domain. */
export const isSharedDomain = (domain: string): boolean => shared.has(domain) || everywhere.test(domain)

/**
 * Where anybody gets a name for nothing: free web space, site builders, tunnels. A name below one of
 * them is its renter's, and which one somebody prefers is a habit; the provider itself ties nobody.
 * Providers that the public suffix list and the lists of dynamic DNS lack; public knowledge.
 */

const providers =
  // Hostinger and 000webhost
  "000webhost.com 000webhostapp.com 16mb.com 890m.com 96.lt bugs3.com comeze.com comli.com comlu.com comoj.com " +
  "comule.com comuf.com comuv.com comxa.com comyr.com comze.com esy.es freeiz.com freeoda.com freetzi.com " +
  "freevar.com freezoka.net herobo.com hol.es host22.com host56.com hostei.com hostoi.com hostzi.com hostinger.com " +
  "meximas.com my3gb.com net16.net net23.net net46.net net63.net net76.net net84.net netai.net netau.net netii.net " +
  "netne.net onmbl.com pe.hu site11.com site40.net site50.net site88.net site90.com site90.net vacau.com web44.net " +
  "webatu.com webege.com webuda.com xyz.am zz.vc " +
  // AwardSpace, Attractsoft and Runhosting
  "atspace.biz atspace.cc atspace.co.uk atspace.com atspace.eu atspace.me atspace.name atspace.org atspace.tv " +
  "atwebpages.com c1.biz dx.am eu.pn getenjoyment.net medianewsonline.com myartsonline.com mygamesonline.org " +
  "mypressonline.com mywebcommunity.org onlinewebshop.net p-host.in awardspace.biz awardspace.com awardspace.info " +
  "awardspace.net awardspace.us runhosting.com scienceontheweb.net sportsontheweb.net unaux.com " +
  // iFastNet: byet, InfinityFree and their resellers
  "22web.org 42web.io 4sql.net 66ghz.com byethost.com epizy.com fast-page.org free.nf great-site.net hstn.me " +
  "html-5.me iblogger.org infinityfree.me infinityfreeapp.com kesug.com liveblog365.com lovestoblog.com " +
  "my-board.org nichesite.org onlinewebshop.org rf.gd ihostfull.com totalh.net wuaze.com zya.me xo.je " +
  // Freewebhostingarea, zymic and others of their time
  "110mb.com 1apps.com 50webs.com 6te.net 99k.org 000space.com bbsindex.com eu5.org ewebsite.com freehostia.com " +
  "hostareas.com host-ed.me ihostwell.com megabyet.net noads.biz orgfree.com phpnet.us ueuo.com uphero.com " +
  "xtgem.com x10.mx x10.bz x10host.com 0fees.net 0fees.us vv.si t15.org t35.com zxq.net 20m.com 8m.com 8k.com " +
  "freeservers.com tripod.com angelfire.com narod.ru ucoz.com ucoz.net ucoz.org ucoz.ru altervista.org " +
  "dothome.co.kr cafe24.com woobi.co.kr ivyro.net site44.com heliohost.org freewebhostmost.com alwaysdata.net " +
  // Site builders, blogs and forms
  "blog.fc2.com fc2.com jimdo.com jimdofree.com livejournal.com mystrikingly.com tumblr.com webador.com webflow.io " +
  "webnode.com webs.com weebly.com weeblysite.com wixsite.com wordpress.com yolasite.com godaddysites.com " +
  "square.site hpage.com page.tl carrd.co blogcu.com freesite.host typedream.app ghost.io " +
  // Dynamic DNS
  "10dv.com 1dumb.com 4mydomain.com adultdns.net changeip.name cjb.net compress.to darktech.org ddns.name ddns01.com " +
  "dns4e.com dns53.biz dnsdynamic.com dtdns.net duia.in eicp.net epac.to etowns.net f3322.net f3322.org ftp21.net " +
  "gicp.net http01.com imwork.net myftp.name oicp.net pcanywhere.net sellclassics.com slyip.com suroot.com tempors.com " +
  "theddns.com ttl60.com ttl60.org user32.com vicp.cc vicp.net voip01.com wha.la wow64.net x64.me xicp.net xns01.com " +
  "yi.org " +
  // Tunnels, callbacks and platforms
  "ngrok.io ngrok.app ngrok.dev ngrok-free.app localtunnel.me loca.lt serveo.net lhr.life localhost.run " +
  "requestbin.net pipedream.net m.pipedream.net webhook.site requestcatcher.com oastify.com burpcollaborator.net " +
  "interact.sh mockbin.io mocky.io beeceptor.com softether.net portmap.io portmap.host playit.gg trycloudflare.com " +
  "glitch.me repl.co replit.app surge.sh cleverapps.io onrender.com fly.dev railway.app deno.dev koyeb.app " +
  "azurewebsites.net azurefd.net cloudapp.net appspot.com supabase.co cyclic.app adaptable.app";

export const freeHosts: ReadonlySet<string> = new Set(providers.split(" "));

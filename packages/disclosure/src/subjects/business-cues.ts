/**
 * Words by which a text on prices, costs, purchasing, customers, plans, strategy or output is told:
 * each with a weight, 4 enough by itself, 1 only a hint. DOJ/FTC 2014; CISA 2015 §104(e), §108(e).
 * `~` stands for the forms of a verb; plurals are added by themselves.
 */

import type { CueList } from "./cue-list.ts";

export const businessCues: readonly CueList[] = [
  {
    kind: "competitive-price",
    4: `price list, pricelist, price book, price sheet, price ladder, price file, price card, rate card, list price, net price, floor price,
      walk-away price, selling price, transfer price, unit price, price increase, price cut, price floor, price cap,
      price match, pricing, our price, our rate, our fee, our tariff, price per, per-seat price, discount ladder,
      volume discount, bulk discount, loyalty discount, trade discount, discount to, discount of, discount for, discounted, rebate of, markdown, surcharge of,
      average selling price, asp, price point, tariff sheet, fee schedule, chargemaster, reimbursement rate, negotiated rate,
      day rate, daily rate, hourly rate, bill rate, billing rate, charge rate, spot rate, freight rate, room rate, average daily rate,
      premium rate, interest spread, price quote, quoted price, quotation, preisliste, preis, prix, precio, precios, prijslijst, hinnasto, listino, prislista, tarif`,
    2: `price, priced, rate, fee, tariff, discount, rebate, surcharge, quote~, list at, sell~, sold, charge~, bill~, invoice at, premium, markup,
      royalty, licen[cs]e fee, fare, toll, subscription, per seat, per unit, per ton, per tonne, per case, per barrel, per kilo, per litre, per liter, per head, per night,
      per hour, per day, per shift, per user, per month, per pallet, per mile, per bottle, per dose, per wafer, per kwh, per mwh, a seat, a ton, a tonne, a case, an hour,
      a barrel, a pallet, a unit, a night, a head, a dose, a piece, each, apiece`,
    1: `pay~, paid, worth, contract, deal, customer, client, renewal, offer`,
  },
  {
    kind: "competitive-cost",
    4: `costs to build, cost to build, to build each, points of margin, we clear, we make on, loss per, combined ratio of, unit cost, cost per, cost of goods, cost price, cost base, own cost, conversion cost, production cost, manufacturing cost, landed cost, labour cost, labor cost,
      wage bill, die cost, cost to make, cost to serve, costs us, cost us, it costs, gross margin, net margin, operating margin, contribution margin, margin of, margin on, margins,
      profit margin, gross profit, ebitda, ebit, break-even, breakeven, cash burn, burn rate, overhead rate, loss ratio, combined ratio, cost ratio, cost sheet, costing,
      fully loaded cost, cost model, input cost, energy cost, fuel cost, material cost, bill of materials, procurement spend, spend per, wage costs, scrap rate, marge, kate`,
    2: `cost, margin, profit, loss, overhead, expense, budget, write-off, depreciation, opex, capex, payback, spend, savings`,
    1: `us, per, yearly, annual, percent, total`,
  },
  {
    kind: "purchasing",
    4: `percent off, per cent off, off for a, discount from, volume rebate, lock-in, contract ends, contract runs, contract expires, contract until, lease until, fixed price, long-term contract, minimum order, supply contract, supplier contract, supply agreement, supply deal, framework agreement, purchase price, purchase agreement, purchasing terms, buying price, payment terms, net 30, net 45, net 60, net 90,
      take-or-pay, minimum purchase, volume commitment, sole source, single source, second source, dual source, spot price, above spot, below spot, over spot, bid sheet, sealed bid, lowest bid, winning bid, losing bid, our bid,
      shortlist, short list, tender, rfp, rfq, vendor negotiation, contract value, contract renewal, buy at, buys at, bought at, bought from, buying from, sourced from, we buy, we pay, we bought, we source,
      purchase volume, forward contract, hedge~, hedged, offtake, option to extend, best and final, purchase order, reverse auction, supplier scorecard, preferred supplier, procurement plan, lease terms, buy-back, rebate from`,
    2: `supplier, vendor, procurement, purchasing, purchase~, buyer, negotiat~, bid, bidder, contract, terms, renewal, quote from, quotation, sourcing, reseller, lead time, exclusivity, framework, consignment, freight, rebate, invoice, discount, switch~ to, supply, supplied by, deliver~ by, raw material, scrap, feedstock, wholesale, warranty terms, penalty, lease`,
    1: `pay~, paid, price, per, per pound, cents, year, one-year, two-year, three-year, five-year, multi-year, delivery, always given, offer, agree~`,
  },
  {
    kind: "customer-list",
    4: `half of our, third of our, quarter of our, most of our, thirds of our, half of the book, thirds of the book, of our sales, of our orders, of our business, of our volume, of our output, two thirds of, three quarters of, may leave, will leave us, lose them, if they leave, customer list, client list, account list, list of customers, list of clients, list of accounts, customer base, client base, book of business, top customers, top clients, largest customer, largest customers, biggest customer, biggest customers, biggest client, biggest clients,
      key account, key accounts, named account, named accounts, our customers, our clients, our accounts, our buyers, our subscribers, our policyholders, our tenants, our largest, our biggest, top ten customers, top 10, top 20, top five, top twenty, customers include, clients include, clients incl, customers incl, clients are, customers are, clients such as, customers such as,
      sells to, supplies to, customer concentration, crm export, customer table, customer file, customer master, prospect list, pipeline, lead list, subscriber list, member list, mailing list of, nda list, distribution list of customers, share of wallet, of revenue from, of our revenue, of sales, of tons, of volume, of turnover, kundenliste, kunden, clientes, clienti, klanten, kunder, kundliste, asiakkaat, asiakaslista, liste clients`,
    2: `customer, client, account, buyer, subscriber, policyholder, tenant, distributor, retailer, dealer, franchisee, patron, guest list, accounts, orders from, contract with, contracts with, churn, churned, renewal`,
    1: `our, their, top, largest, biggest, key, major, list, including, incl, such as, follow`,
  },
  {
    kind: "product-roadmap",
    4: `ships in, ship in, shipping in, to be shown, first units, first shown, filing date, trial protocol, study protocol, launch of, starts in, rolls out in, roll out in, goes to, goes live in, comes out in, will replace, replaces the, to replace the, drops the, with a new, design freeze, title block, unlaunched, planned models, model year, roadmap, road map, product plan, launch date, launch plan, launch in, launch on, launches in, launching in, to launch, will launch, planned launch, product launch, release date, tape-out, tapeout, unannounced, unreleased, not yet announced, not announced, pre-launch, prelaunch, pre-release,
      not yet public, not public yet, before the announcement, next generation, next-gen, next model, new model, upcoming, to be unveiled, unveil~, phase 2 trial, phase 3 trial, phase ii, phase iii, trial readout, clinical trial, pipeline drug, patent application, patent filing, unfiled patent, prototype, pilot plant, pilot line, proof of concept for, beta of,
      next season, new line, new range, new plant, second plant, new clean room, clean room at, second clean room, new store in, new stores, opening in, will open, planned opening, planned for, plan to build, plans to build, plan for, project name, codename, code-named, codenamed, sunset date, end of life of our, discontinue~, successor to, successor of, go live with, goes into production, start of production, sop date, decision falls, decision in, general availability, feature freeze, embargo until, reveal date, planned closure`,
    2: `launch~, release~, announce~, plan, planned, plans, design, spec, specification, formula, recipe, blueprint, drawing, new product, new version, version, patent, trial, pilot, milestone, deadline, schedule, rollout, r&d, research, generation, variant, automotive, edition, flavour, flavor, expansion, decision, construction, commissioning, reformulat~, prototype, rev a`,
    1: `next year, next spring, next summer, next autumn, next fall, next winter, next month, next quarter, by spring, by summer, by autumn, this fall, q1, q2, q3, q4, h1, h2, week, 2026, 2027, 2028, 2029, 2030, future, soon, secret, nobody outside`,
  },
  {
    kind: "strategy-marketing",
    4: `sell the company, sell the business, sell the plant, up for sale, for sale to, silent partner, buy out, price review, bid for the, will bid, tender fails, marketing plan, market plan, marketing campaign, marketing strategy, market entry, market exit, market share, go-to-market, strategic plan, strategy paper, strategy memo, strategy deck, board paper, board deck, board plan, business plan, acquisition target, acquisition of, purchase of the, acquisition talks, acquire~ the, takeover, take over the, merger, merge with, due diligence, buyout, buy out, divest~, divestiture, spin off, spin-off, sell off, carve-out of,
      joint venture, expansion into, expand into, expand to, expanding into, move into, moving into, enter the, entering the, exit the market, exit from, pull out of, leave the market, undercut, undercutting, price war, win back, poach~, target segment, target customers, target market, ad spend, media plan, media buy, campaign budget, brand relaunch, rebrand~, promotion plan, promo calendar, pricing strategy, loyalty scheme, loyalty program launch, competitor analysis, competitive analysis, battle card, battlecard, positioning,
      negotiating position, bargaining position, fallback, fall-back, walk away, plan b, closing the, close the plant, closure of, shut the, shutting down the, moving production, relocate~, offshoring, outsourc~, downsiz~, consolidat~, restructur~, capital raise, funding round, ipo, listing on, letter of intent, term sheet, head of terms, non-public, insider, lobby~, sponsorship deal, exclusive deal with, court the, woo~, first mover, freeze out, lock out rivals`,
    2: `strategy, strategic, marketing, market, campaign, competitor, rival, board, merger, acquisition, target, expansion, segment, brand, promotion, advert~, media, growth, invest~, fallback, bid for, give away, loyalty, exclusive, alliance, partner with, partnership, offer, position, poach, cheaper than, memo, deck, close, closing, cut, shift, moving, cannibali[sz]~, win, lose, raise prices, hold prices, upsell, cross-sell`,
    1: `plan, we, our, they, year, free, next, before, until, secret, quietly, asia, europe, east, west`,
  },
  {
    kind: "output-volume",
    4: `production volume, production rate, production figures, production plan, output of, output at, daily output, weekly output, annual output, capacity of, capacity utilisation, capacity utilization, plant utilisation, plant utilization, utilisation of, utilization of, utilisation at, utilization at, running at, ran at, yield of, yield table, yield tables, yield at, line speed, melt rate, heat rate, throughput of, wafer starts, order book, order backlog, backlog of, order intake, sales volume, sales figures, units sold, units shipped, units a, units per,
      shipped volume, shipment volume, inventory of, stock level, days of stock, fill rate, occupancy of, occupancy rate, occupancy at, load factor, bed occupancy, admissions per, visits a, tickets sold, revenue of, turnover of, revenue was, quarterly revenue, annual revenue, monthly revenue, net income, sales of, same-store sales, footfall, basket size, average basket, headcount of, fleet of, tons a, tons an, tons per, tonnes a, tonnes per, barrels a, barrels per, megawatts, mwh, heats a, pallets a, parcels a, cases a, trips a, gross written premium, written premium, policies in force, assets under management, deposits of, loan book, not packed, not shipped, not produced, not delivered, lost production, production loss, of output`,
    2: `output, throughput, production, produce~, capacity, utilisation, utilization, shipment, shipped, volume, yield, inventory, stock, backlog, orders, revenue, turnover, sales, earnings, occupancy, admissions, passengers, downtime, idle, units, tons, tonnes, barrels, pallets, wafers, cases, parcels, litres, liters, gallons, kilos, bushels, head of, heads of, bales, reels, rolls, vehicles, trucks, containers, teu, megawatt, gwh, doses, beds, seats sold, subscribers, members, policies, claims, transactions, deliveries, stores, stations, lost, short`,
    1: `a day, a week, a month, a year, an hour, per day, per week, per hour, per month, per year, a shift, per shift, weekly, daily, monthly, annually, percent, plant, mill, line, machine, rate, speed`,
  },
];

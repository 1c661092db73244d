/**
 * How business and private lives are told in passing, in logs, calls and chats: phrases of speech, where
 * `business-cues.ts` and `personal-cues.ts` have the terms.
 */

import type { CueList } from "./cue-list.ts";

export const passingBusinessCues: readonly CueList[] = [
  {
    kind: "customer-list",
    4: `chains by, customers by, clients by, dealers by, buyers by, members by, growers by, stores by, outlets by, by turnover, by return rate, by herd size, by spend, who buys what, who takes what, who pays what, who orders what, who buys from us, who takes from us, has an account with us, banks with us, trades with us, orders from us, buys from us, buy from us, flies with us, ships with us, ship with us, stays with us every, customer of ours, client of ours, regular of ours, clients of ours, customers of ours, biggest account, largest account, oldest account, best account, told so far, not told yet, still to be told, whom we deliver, whom we supply, those we supply, those we serve, we also serve, on our books, on the books are, client sheet, customer sheet, dealer book, dealers' book, address book of buyers, mailing list of, waiting list of buyers`,
    2: `fleets, accounts of, dealers, stockists, takers, regulars`,
    1: "",
  },
  {
    kind: "output-volume",
    4: `takings, daily takings, footfall, days' stock, weeks' stock, days of stock, weeks of stock, days of flour, days of feed, days of fuel, days of grain, days of coal, days of malt, days of steel, days of diesel, days of paper, days of resin, days of milk, days of ore, days in hand, weeks in hand, turned away, turned back at the gate, down the drain, threw away, thrown away, poured away, tipped away, half empty, half full, full house, empty beds, beds taken, ran short of, at half speed, at half load, at half strength, at a third, at a quarter, on one line, on two lines, one line only, has stood since, have stood since, stood since, standing idle, idle since, orders waiting, orders in hand, order book, on back order, behind plan, behind schedule by, ahead of plan, below plan, short of plan, against plan, loaves short, beams behind, crates short, sold out till, booked out till, fully booked till, no bread since, no milk since, no beer since, no paper since, left the yard, left the dock, left the gate, rolled off`,
    2: `backlog, occupied, unsold, spoiled, spoilt, scrapped, discarded`,
    1: "",
  },
  {
    kind: "product-roadmap",
    4: `comes out in, comes in autumn, comes in spring, comes in october, comes in november, comes in september, comes in march, comes in may, comes in june, under embargo, embargoed, rights not signed, not signed yet, not yet signed, not announced, to be announced, kept for the fair, for the spring fair, sketch of the, mock-up of, mockup of, clay model, first sample of, pre-series, next season's, next winter's, next spring's, working title, nobody has seen, nobody outside has seen, not shown yet, not yet shown, only shown to, before anyone sees it, before anybody sees it, replaces the, will replace our`,
    2: `sketches, drawings of, blueprint, draft of the new`,
    1: "",
  },
  {
    kind: "competitive-cost",
    4: `not earned back, never earned back, of every hundred, out of every hundred, of every krone, of every euro, of every pound, of every dollar, eats a third, eats half, what a frame, hours in it, stands him in, stands them in, cost the house, cost of a night, cost of an hour, a day of it costs, we pay for it ourselves`,
    2: "",
    1: "",
  },
  {
    kind: "company-unique",
    4: `only two in the, only three in the, only four in the, only one in the, only two of us, only three of us, two of us in, three of us in, one of us in, last of its kind, last of our kind, the last one in, no one else in the, nobody else in the, half of the county's, half the county's, everyone here knows, everybody here knows, supplies half of, feeds half of, the only place that, the only firm that, the only house that, the only yard that, the only school that`,
    2: "",
    1: "",
  },
];

export const passingPersonalCues: readonly CueList[] = [
  {
    kind: "financial-personal",
    4: `card declined, card was declined, declined twice, cheque bounced, bounced cheque, bounced check, direct debit bounced, debits bounced, weeks behind, months behind, behind on rent, behind with rent, behind with her, behind with his, behind on her, behind on his, pays by the month, pays by the week, pays in instalments, paid in instalments, paid it off, pays it off, paying it off, on the never-never, pawned, payday loan, payday lender, loan shark, maxed out, bailiff, repossessed, garnishee, garnished, gambling debt, life savings, nest egg, alimony, child maintenance, food stamps, on benefits, housing benefit, wage advance, salary advance, pay advance, advance on his, advance on her, take-home pay, money in jersey, in a swiss account, pension pot, sold his shares, sold her shares, won the lottery, inherits, inherited, inheritance, is broke, skint, short till payday, lent him, lent her, owes his, owes her, owes the canteen, owes us since`,
    2: "",
    1: "",
  },
  {
    kind: "education",
    4: `moved down a set, moved up a set, down a set, bottom set, top set, lower sixth, upper sixth, on a bursary, bursary, resit, resits, retakes the, retook the, repeats a year, repeated a year, repeats the year, repeating the year, held back a year, kept back a year, expelled from, excluded from school, suspended from school, in detention, detentions, on report twice, on report, predicted grades, a-levels, gcse, viva, dissertation, plagiarised, plagiarized, academic probation, dropped out of, learning support, special needs, truant, truancy, home-schooled, first-class honours, lower second, failed the bar, failed his finals, failed her finals, failed his exam, failed her exam, marked down, marks in maths, marks in physics, final-year, in his last year, in her last year, skipped a grade, skipped a year`,
    2: "",
    1: "",
  },
  {
    kind: "property-ownership",
    4: `arrived in a, came in his own, came in her own, parks his, parks her, his own laptop, her own laptop, own thinkpad, own macbook, own tablet, own phone was, his own phone, her own phone, private laptop, personal laptop of, personal phone of, private phone, his motorbike, her motorbike, his watch, her watch, wedding ring, engagement ring, heirloom, stamp collection, coin collection, gold bangle, gold bangles, gold chain, jewellery of, jewelry of, safe deposit box, deposit box, caravan at, campervan, motorhome, narrowboat, houseboat, dinghy, sailing boat, sailboat, motorboat, speedboat, his van, her van, allotment, smallholding, timeshare, villa in, villa at, cottage in, cottage at, land at, viola, violin, cello, grand piano, shotgun, gun licence`,
    2: "",
    1: "",
  },
];

/**
 * Ordinary words of trade, of law and of private lives: they lean more than their vectors tell. `~` stands
 * for the forms of a verb, plurals are added.
 */

import { cueForms } from "../../src/subjects/cue-list.ts";

/** Of buying and selling, making and planning. */
const businessWords = `price pric~ pricey cost costly cheap cheaper cheapest dear dearer expensive margin markup profit profitable loss revenue turnover sales sale sell~ seller income earning earnings ebitda cash budget budget~ forecast fiscal
  annual annually yearly quarterly monthly interim guidance dividend shareholder investor investment invest~ stake equity debt loan lend~ lender bond covenant refinanc~ refinancing fund funding capital valuation asset worth depreciation writedown
  tax taxable vat duty tariff levy subsidy subsidised subsidized grant rent rental rented lease leas~ landlord premises contract contracted contractual clause tender tendering bid bidder bidding quote quotation offer offer~ supplier supply suppl~ supplied
  buyer buy buys buying bought purchas~ purchase procurement sourcing sourced order ordered shipment freight cargo haulage pallet warehouse inventory stock stocked wholesale wholesaler retail retailer distributor dealer broker brokerage franchise
  franchisee outlet store shop shelf basket discount rebate surcharge commission royalty fee toll fare instalment installment arrears refund warranty penalty fine insurance insurer insured premium deductible claimant policyholder underwriter underwriting reinsurance
  customer client clientele consumer shopper guest passenger subscriber viewer audience readership patron donor donation market marketing brand branding advert advertis~ advertising advertisement advertiser promo sponsor sponsorship influencer slogan
  competitor competition rival merger merge~ acquisition acquire takeover divest~ divestment spinoff venture partner partnership alliance consortium negotiat~ negotiation deal board director chairman chairwoman chair owner stakeholder founder
  strategy strategic roadmap launch launch~ unveil~ prototype pilot drawings blueprint recipe formula formulation ingredient patent patented licensing licensee product production produc~ output capacity throughput yield factory plant mill
  foundry workshop assembly batch harvest crop tonne ton litre liter gallon barrel crate carton megawatt hectare acre volume backlog utilisation utilization occupancy headcount workforce expansion expand~ closure relocat~ relocation construction
  savings saving overhead labour labor growth shrink~ shrinkage demand shortage surplus glut season seasonal spring autumn winter summer christmas easter quarter midyear
  cent dollar euro pound sterling franc yen crown figures ledger invoice~ payable receivable treasurer treasury accountant auditor audit~ banker bankruptcy solvency insolvent creditor debtor collateral liquidity
  lorry truck fleet vessel ship route lane berth dock depot hangar aircraft flight locomotive wagon voyage catalogue catalog menu dish bottle brewery vineyard wine beer grain wheat milk cheese meat fish timber steel iron copper aluminium resin
  cement fabric yarn leather shoe garment coat dress fashion perfume cosmetics toy furniture appliance engine turbine battery motor gearbox valve wafer chip drug vaccine trial reagent assay device implantable
  studio film movie album series season episode title sequel edition print~ newspaper magazine subscription ticket seat room suite bed spa casino jackpot wager stadium arena festival concert club league player transfer
  showroom mall branch headquarters premises site~ outsourc~ outsourcing subcontractor contractor consultant consultancy agency pitch pitch~ retainer mandate
  successor replacement upgradeable variant flagship exclusive exclusivity rollout phase milestone deadline postpone~ delay~ ahead earlier sooner later announc~ announcement unannounced secret secretly quietly undercut~ outbid~ poach~ lure court woo~ squeez~ starv~
  threshold target targets goal ambition intend~ intention mean plan plann~ propos~ proposal consider~ decid~ decision vote approval approve~ permit licence zoning`;

/** Of people's bodies, families, work, school, money and of what lawyers do. */
const privateWords = `salary wage bonus pension pay paid raise promoted promotion demot~ fired sack~ dismiss~ dismissal redundancy redundant layoff resign~ resignation probation disciplinary discipline grievance complaint harass~ harassment bullying
  bully tribunal misconduct absence absent absenteeism sick sickness sabbatical maternity paternity parental pregnan pregnant pregnancy disabled disability ill illness disease diagnos~ diagnosis diagnosed cancer tumour tumor melanoma diabetes diabetic asthma
  epilepsy epileptic depression depressed anxiety bipolar therapy therapist therapeutic psychiatric psychologist rehab detox alcohol alcoholic drinking drunk drink~ addiction addicted addict gambling medication medicine medicated prescription prescrib~ dose pill insulin
  surgery surgeon operation hospital clinic clinical doctor physician nurse midwife ward patient blood pain painkiller heart stroke kidney liver lung spine hip knee allergy allergic intolerance injury injured wheelchair hearing sight deaf hiv hepatitis
  vaccination fertility ivf miscarriage abortion treatment symptom fever coma dying died death deceased funeral burial widow widower orphan birth born birthday newborn baby child children kid toddler infant boy girl teen teenager son daughter mother father
  parent mum mom dad wife husband spouse fiance divorce divorced separat~ custody marriage married marry affair partner sibling brother sister uncle aunt nephew niece cousin grandmother grandfather guardian foster adoption adopted family relative
  school schoolteacher pupil student teacher tutor grade exam degree diploma transcript tuition scholarship bursary thesis suspended suspension expelled expulsion truancy dyslexia autism autistic counsellor counselor classroom kindergarten nursery dropout
  debt debtor overdrawn overdraft bankrupt foreclosure foreclosed mortgage repossess~ garnish~ garnishment payday benefits welfare unemployed unemployment house flat apartment villa cottage bungalow estate inherit~ inheritance heir bequest deed parcel landlord lodger tenant tenancy eviction
  evict~ household mansion yacht boat car jewellery jewelry religion religious church mosque synagogue prayer kosher halal political ballot convict~ conviction arrest~ jail prison parole bail offence offender
  buys bought ordered watch~ borrow~ browse~ browsing streamed purchases habit favourite favorite dating escort adult
  appraisal underperform~ performance review rating overtime roster rota shift hire hiring hired rehire applicant candidate interview reference trainee intern apprentice colleague coworker manager supervisor foreman steward union strike striker picket payslip
  counsel lawyer attorney solicitor barrister legal legally litigation litigat~ lawsuit sue sues sued suing court judge jury hearing regulator subpoena settlement settl~ liable liability indemnity waiver waive~ injunction discovery plaintiff defendant appeal verdict statutory privilege privileged
  confess~ confession alimony nanny childcare daycare therapist caretaker carer caregiver elderly senior retire~ retirement retiree veteran refugee immigrant visa citizenship passport`;

export const matterWords = new Set(
  `${businessWords} ${privateWords}`.split(/\s+/).flatMap((word) => cueForms(word)),
);

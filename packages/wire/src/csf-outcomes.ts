/**
 * Outcomes of the NIST Cybersecurity Framework 2.0 (CSWP 29, February 2024, public domain): ids of the
 * subcategories, with a few words of ours for a pick list. Which held and which failed tells peers what
 * works in practice.
 */

/** "ID words" a line. */
const table = `
GV.OC-01 mission informs risk management
GV.OC-02 stakeholders and their needs are known
GV.OC-03 legal and contractual duties are known
GV.OC-04 what others depend on is known
GV.OC-05 what we depend on is known
GV.RM-01 objectives of risk management are agreed
GV.RM-02 risk appetite and tolerance are set
GV.RM-03 cyber risk is part of enterprise risk
GV.RM-04 options for answering risk are set
GV.RM-05 lines for talking about risk exist
GV.RM-06 one method for rating risk
GV.RM-07 opportunities are considered
GV.RR-01 leadership is accountable
GV.RR-02 roles and duties are set
GV.RR-03 resources match the risk
GV.RR-04 security is part of personnel practice
GV.PO-01 policy is set and enforced
GV.PO-02 policy is reviewed
GV.OV-01 strategy is reviewed against outcomes
GV.OV-02 strategy covers duties and risks
GV.OV-03 performance of risk management is evaluated
GV.SC-01 programme for supply chain risk
GV.SC-02 duties of suppliers and partners are set
GV.SC-03 supply chain risk is part of risk management
GV.SC-04 suppliers are known and ranked
GV.SC-05 security requirements in contracts
GV.SC-06 diligence before a relationship
GV.SC-07 supplier risk is watched
GV.SC-08 suppliers are part of incident planning
GV.SC-09 supply chain security over the life cycle
GV.SC-10 plans for the end of a relationship
ID.AM-01 hardware inventory
ID.AM-02 software and service inventory
ID.AM-03 map of network traffic
ID.AM-04 inventory of suppliers' services
ID.AM-05 assets are ranked
ID.AM-07 data inventory
ID.AM-08 assets are managed over their life
ID.RA-01 vulnerabilities are found and recorded
ID.RA-02 threat intelligence is received
ID.RA-03 threats are identified
ID.RA-04 likelihood and impact are rated
ID.RA-05 risk is understood from these
ID.RA-06 answers to risk are chosen and tracked
ID.RA-07 changes and exceptions are managed
ID.RA-08 disclosed vulnerabilities are handled
ID.RA-09 authenticity of hardware and software
ID.RA-10 critical suppliers are assessed
ID.IM-01 improvements from evaluations
ID.IM-02 improvements from tests and exercises
ID.IM-03 improvements from operation
ID.IM-04 incident plans are kept and improved
PR.AA-01 identities and credentials are managed
PR.AA-02 identities are proofed
PR.AA-03 users and devices are authenticated
PR.AA-04 assertions are protected
PR.AA-05 access by least privilege
PR.AA-06 physical access is managed
PR.AT-01 people are trained
PR.AT-02 specialists are trained
PR.DS-01 data at rest is protected
PR.DS-02 data in transit is protected
PR.DS-10 data in use is protected
PR.DS-11 backups are made and tested
PR.PS-01 configuration is managed
PR.PS-02 software is kept up to date
PR.PS-03 hardware is kept up to date
PR.PS-04 logs are made
PR.PS-05 unauthorised software is prevented
PR.PS-06 software is developed securely
PR.IR-01 networks are protected from unauthorised use
PR.IR-02 environment is protected
PR.IR-03 resilience is built in
PR.IR-04 capacity is ensured
DE.CM-01 networks are monitored
DE.CM-02 physical environment is monitored
DE.CM-03 people's and technology use is monitored
DE.CM-06 service providers are monitored
DE.CM-09 hosts, software and data are monitored
DE.AE-02 adverse events are analysed
DE.AE-03 sources are correlated
DE.AE-04 impact and scope are estimated
DE.AE-06 those who need it are told
DE.AE-07 threat intelligence is used in analysis
DE.AE-08 incidents are declared by criteria
RS.MA-01 plan is carried out with third parties
RS.MA-02 reports are triaged
RS.MA-03 incidents are ranked
RS.MA-04 incidents are escalated
RS.MA-05 criteria for recovery are applied
RS.AN-03 cause is established
RS.AN-06 what was done is recorded
RS.AN-07 evidence is kept
RS.AN-08 magnitude is estimated
RS.CO-02 stakeholders are notified
RS.CO-03 information is shared
RS.MI-01 incidents are contained
RS.MI-02 incidents are eradicated
RC.RP-01 recovery is carried out
RC.RP-02 recovery actions are chosen and ranked
RC.RP-03 backups are verified before use
RC.RP-04 critical functions come back first
RC.RP-05 restored assets are verified
RC.RP-06 end of recovery is declared
RC.CO-03 recovery is told to stakeholders
RC.CO-04 public updates are made
`;

/** The 106 subcategories, in the order of the framework. */
export const csfOutcomes: readonly { readonly id: string; readonly title: string }[] = table
  .trim()
  .split("\n")
  .map((line) => ({ id: line.slice(0, 8), title: line.slice(9) }));

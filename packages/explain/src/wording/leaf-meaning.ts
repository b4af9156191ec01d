import type { Leaf } from '../leaf.js'

/** What a cause is, what must be on record for it, and what rules it out. */
export type LeafMeaning = { readonly means: string; readonly proof: string; readonly exclusion: string }

const leaf = (means: string, proof: string, exclusion: string): LeafMeaning => ({ means, proof, exclusion })

/** What each cause means. */
export const leafMeaning: Readonly<Record<Leaf, LeafMeaning>> = {
  X1: leaf(
    'The log was altered, or part of it is gone, where the answer leans on it.',
    'The verifier names the first place that does not hold.',
    'The chain holds up to an anchor that is kept elsewhere.',
  ),
  X2: leaf(
    'A record that should be there, and that would decide the matter, is not there.',
    'The declared coverage of its source has a hole there.',
    'The source is declared complete for that time.',
  ),
  J1: leaf(
    'The legs of an entry do not add up to zero in some currency, or are not those that follow from its event.',
    'Adding the legs up, and deriving them again.',
    'Every entry balances and is the one that follows.',
  ),
  J2: leaf(
    'Our book of an account elsewhere and the statement of the institution that keeps it differ.',
    'The statement adds up in itself, and matching it with our entries leaves a rest.',
    'The statement fails its own arithmetic, or nothing is left over.',
  ),
  J3: leaf(
    'Money came in and could be given to nobody.',
    'An entry in suspense that no transfer explains.',
    'It was given to whom it was meant for.',
  ),
  J4: leaf(
    'An account is further below zero than its limit allows.',
    'Its balance at that place of the log, beside its floor.',
    'The floor was kept throughout.',
  ),
  H1: leaf(
    'Somebody else used the access of the customer.',
    'A device or network not seen before, with a credential or contact changed before, a new payee, and a customer who denies it; certain only with an authenticated record from outside.',
    'Strong recognition on the usual device, in the usual way, of a payee that was known.',
  ),
  H2: leaf(
    'Money moved without the authorisation that its channel asks for.',
    'Submission or execution, no confirmation of any kind, and a source of confirmations that is declared complete.',
    'A confirmation on record, a channel that needs none, or no declared coverage.',
  ),
  H3: leaf(
    'The customer approved the payment because somebody deceived them.',
    "The customer's account, and a warning, a flag or a document beside it.",
    'Nothing points to deception.',
  ),
  H4: leaf(
    'The customer says that it was not them, and their own authorisation is on record.',
    'Strong recognition on their own device.',
    'Any of that is missing, or another gate fails.',
  ),
  A1: leaf(
    'The customer entered an instruction that never left the device.',
    'An intent, and no request sent.',
    'Any request that was sent or received; a cancellation.',
  ),
  A2: leaf(
    'The client sent it, and it never reached our edge.',
    'The client says so, and our edge, declared complete for that time, has nothing.',
    'Our edge has the request.',
  ),
  A3: leaf(
    'Our edge took it in, and the ledger never recorded it.',
    'A request received, and no event of the transfer in a complete log.',
    'Any event in the stream of the transfer.',
  ),
  A4: leaf(
    'It was refused before anything was recorded: a lock, a limit, a wrong password, maintenance.',
    'A refusal of the edge, with its reason.',
    'No refusal on record, or the transfer was recorded.',
  ),
  B1: leaf(
    'The transfer waits for the customer to confirm it.',
    'It is recorded, and no confirmation, cancellation or expiry is.',
    'Any of those.',
  ),
  B2: leaf(
    'The customer withdrew it before it was confirmed.',
    'A cancellation, or a no on the confirmation screen.',
    'Execution; or money that is still kept (then C6).',
  ),
  B3: leaf(
    'The time to confirm ran out.',
    'The expiry on record.',
    'Execution; or money that is still kept (then C6).',
  ),
  B4: leaf(
    'It was handed over, and whether it was executed is not known.',
    'A submission, an answer that was lost or contradicts another, and no final status.',
    'A final status that nothing contradicts, from somebody who can know.',
  ),
  C1: leaf(
    'There was too little money or credit.',
    'The refusal, with what was available and what was asked for.',
    'Enough was available at that place of the log.',
  ),
  C2: leaf(
    "The payee's account does not exist, is closed or blocked, or cannot be reached with these details.",
    'A final refusal or a return with a code that says so.',
    'The payee was credited and kept it.',
  ),
  C3: leaf(
    'A limit or another rule of ours does not allow it.',
    'The rule, its version and what it looked at.',
    'The rule passes.',
  ),
  C4: leaf('A check for risk or a legal duty stopped it for good.', 'The refusal with its ground.', 'It was released.'),
  C5: leaf(
    'A system, ours or a partner’s, could not do it.',
    'A refusal with a technical code.',
    'The code is a business one.',
  ),
  C6: leaf(
    'The transfer has ended, and its money is still reserved or in transit.',
    'A refusal, expiry or cancellation, and no release, failure or return after it.',
    'The money was released.',
  ),
  D1: leaf(
    'It is on its way, and the promised time has not come.',
    'The promise is in the future, and nothing holds it.',
    'The promise has passed.',
  ),
  D2: leaf(
    'It stood still because a part that it needs was under maintenance.',
    'A declared window of that part, and others that stood still in it.',
    'Others went on in the window.',
  ),
  D3: leaf(
    'The promise counts business days, and a cut-off or a holiday lies between.',
    'The promise, counted in the right calendar, has not passed.',
    'It has passed even so.',
  ),
  D4: leaf('A review holds it.', 'A hold, or a status that says so.', 'It was released.'),
  D5: leaf(
    'The receiving bank, or one in the middle, has it and has not finished.',
    'Their acceptance, a promise that has passed, and no later status.',
    'A step of ours is outstanding.',
  ),
  D6: leaf(
    'Another company, not a bank, has it and has not finished.',
    'Their status, or a window of theirs.',
    'A bank has it.',
  ),
  D7: leaf('Cover or papers are missing.', 'A status that asks for them.', 'They were received.'),
  D8: leaf(
    'A step of ours is due and has not been done.',
    'The due step, and a queue or component that tells of itself.',
    'Somebody else has the next move.',
  ),
  D9: leaf(
    'It is meant to go later: the customer chose it, or a rule imposes it.',
    'The chosen speed or the rule.',
    'It was to go at once.',
  ),
  F1: leaf(
    'The money went to another account than the customer confirmed.',
    'The confirmed payee and the credited account, side by side.',
    'They are the same.',
  ),
  F2: leaf(
    'Another amount moved than the customer confirmed.',
    'The confirmed and the executed amount, side by side, after declared fees.',
    'They are the same.',
  ),
  F3: leaf(
    'The currency or the rate is not the one that was agreed.',
    'The quote and the entry, side by side.',
    'They are the same.',
  ),
  F4: leaf(
    'It was executed more often than it was confirmed.',
    'Two executions, one confirmation.',
    'A confirmation for each (then G4).',
  ),
  F5: leaf(
    'It was executed on another date than the instruction named.',
    'The dates, side by side.',
    'They are the same; merely late is Z2.',
  ),
  F6: leaf(
    'Only a part was executed.',
    'What was credited is less than what was confirmed, and the rest is outstanding or kept back.',
    'All of it arrived.',
  ),
  E1: leaf(
    'All of the money is back with the payer.',
    'A return or reversal of the full sum.',
    'Nothing, or less, came back.',
  ),
  E2: leaf(
    'The money came back, and the payer has not been credited yet.',
    'A return that waits in suspense.',
    'The payer was credited.',
  ),
  E3: leaf(
    'The money is back, less charges.',
    'A return, and fees that were taken from it.',
    'All of it came back, or the difference is no charge.',
  ),
  E4: leaf(
    'A part of the money is back.',
    'Returns that sum to less than the transfer.',
    'Nothing or all of it came back.',
  ),
  E5: leaf(
    'The customer waits for a refund of a charge that was never booked: its reservation was released.',
    'A release, and no debit.',
    'A debit was booked.',
  ),
  G1: leaf(
    'The customer confirmed a payee whom they did not mean.',
    'The payee meant, as the customer states and an independent record bears out, beside the payee confirmed and paid.',
    'The confirmed payee is not the one that was paid (then F1).',
  ),
  G2: leaf(
    'The number is right, and the operator or type of account is not.',
    'A look-up of who held the number at that time.',
    'The look-up matched.',
  ),
  G3: leaf(
    'The customer confirmed an amount that they did not mean.',
    'The amount meant, as the customer states and an independent record bears out, beside the amount confirmed and paid.',
    'The confirmed amount is not the one that was paid (then F2).',
  ),
  G4: leaf(
    'The customer sent it twice.',
    'Two confirmations, nearly alike.',
    'One confirmation, executed twice (then F4).',
  ),
  G5: leaf(
    'The saved payee, or the invoice, was out of date or had been changed.',
    'The history of the saved payee, and where the change came from.',
    'The payee was entered afresh, or deception is shown (then H3).',
  ),
  I1: leaf(
    'What the customer was shown was behind the ledger.',
    'The place up to which the view had read, and the events after it that explain the difference.',
    'The view had read everything.',
  ),
  I2: leaf(
    'What the customer was shown does not follow from the events that the view had read.',
    'The same events, added up again, give another value.',
    'They give the same value.',
  ),
  I3: leaf(
    'Booked, available and expected balance were taken for one another.',
    'The named items by which they differ add up to the difference.',
    'A rest is left.',
  ),
  I4: leaf(
    'The money is right, and the message about it is missing or wrong.',
    'The fate of the notice.',
    'The notice was delivered and right.',
  ),
  I5: leaf(
    'The server answered rightly, and the device showed something older.',
    'The served answer and what the device reports to have shown.',
    'The server answered wrongly.',
  ),
  K1: leaf(
    'The customer cannot enter, and no transfer was refused.',
    'The lock or the failed log-ins on record.',
    'A transfer was refused (then A4).',
  ),
  Z1: leaf(
    'It arrived as confirmed and on time, or the balance is as posted.',
    'A credit in our book, or a report that names the account.',
    'Any other gate fails.',
  ),
  Z2: leaf(
    'It arrived as confirmed, after the promised time.',
    'The time of the credit and the promise.',
    'It was in time.',
  ),
  U1: leaf(
    'What is on record does not decide between several causes, or shows none.',
    'No cause is at least probable.',
    'One is.',
  ),
}

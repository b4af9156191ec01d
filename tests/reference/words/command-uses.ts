import type { CommandWord } from 'waybill'

/** How a command or report is sent, and when. */
export type CommandUse = {
  /** The function of the engine that sends it; null where only `engine.send` does, and the engine itself. */
  readonly sentBy: string | null
  readonly when: string
}

/** The use of every command and report. One that has no entry here does not compile. */
export const commandUses: { readonly [W in CommandWord]: CommandUse } = {
  InitiateTransfer: {
    sentBy: 'engine.initiate',
    when: 'When the payer has said whom to pay and how much. Nothing leaves the payer yet: the sum is kept until the transfer is confirmed, cancelled, rejected or expired.',
  },
  BookTransfer: {
    sentBy: 'engine.pay',
    when: 'When both accounts are in this book and the payer has already agreed to all of it, so that nothing is left to ask.',
  },
  ConfirmTransfer: {
    sentBy: 'engine.confirm',
    when: 'When the payer, or an authority, has agreed a second time. From here on no clock moves the money. A transfer on a rail of this engine is submitted right after.',
  },
  CreditTransfer: {
    sentBy: 'engine.credit',
    when: 'When a confirmed transfer inside this book is to reach its payee: at once, or in parts.',
  },
  CancelTransfer: {
    sentBy: 'engine.cancel',
    when: 'When the customer changes their mind before confirming. After that it is a recall or a reversal.',
  },
  RejectTransfer: {
    sentBy: 'engine.reject',
    when: 'When the operator will not execute an instruction that is not confirmed.',
  },
  ExpireTransfer: {
    sentBy: null,
    when: 'Sent by `engine.runDue` when the time to confirm has passed. A late confirmation is refused even before this is written.',
  },
  HoldTransfer: {
    sentBy: 'engine.hold',
    when: 'When a rule or a person wants to look before the transfer goes on. The money stays where it is.',
  },
  ReleaseTransfer: {
    sentBy: 'engine.release',
    when: 'When the review is done and the transfer may go on. One that is confirmed and travels by a rail of this engine is submitted right after.',
  },
  StartSubmission: {
    sentBy: null,
    when: 'Sent by `engine.submit` just before a rail is called, so that after a crash the engine asks and never submits again.',
  },
  DeclareOutcomeUnknown: {
    sentBy: null,
    when: 'Sent by the engine when a rail gave no usable answer, or none in time. Nothing is released and nothing is sent again.',
  },
  SendStatusInquiry: {
    sentBy: null,
    when: 'Sent by `engine.inquire` and `engine.runDue` when the other side is to be asked what became of a submission.',
  },
  ReverseTransfer: {
    sentBy: 'engine.reverse',
    when: 'When a credit inside this book was wrong and there is a right to correct it. It takes no more than the payee still has of it.',
  },
  RequestRecall: {
    sentBy: 'engine.requestRecall',
    when: 'When money that left this book should come back. It asks; only a return moves money.',
  },
  WithdrawRecall: {
    sentBy: 'engine.withdrawRecall',
    when: 'When the request has become needless: the payee has paid, or the claim was a mistake.',
  },
  DeclareRecallUnanswered: {
    sentBy: null,
    when: 'Sent by `engine.runDue` when the other side has let its time pass. A late answer is still taken.',
  },
  DisputeTransfer: {
    sentBy: 'engine.dispute',
    when: 'When somebody says that something is wrong with the transfer. It starts the clock for an answer and moves no money.',
  },
  RequestEvidence: {
    sentBy: 'engine.requestEvidence',
    when: 'When the claim cannot be judged without a document or statement.',
  },
  SubmitEvidence: {
    sentBy: 'engine.submitEvidence',
    when: 'When somebody hands in a document, asked for or not. Only its digest is kept here.',
  },
  StartDisputeReview: {
    sentBy: 'engine.startDisputeReview',
    when: 'When somebody takes the dispute on.',
  },
  ResolveDispute: {
    sentBy: 'engine.resolveDispute',
    when: 'When the review has come to a decision. A refund is then owed; it is paid by its own movement.',
  },
  ReopenDispute: {
    sentBy: 'engine.reopenDispute',
    when: 'When evidence that nobody had handed in comes after the decision: once for each dispute.',
  },
  GrantProvisionalCredit: {
    sentBy: 'engine.grantProvisionalCredit',
    when: 'When the payer is to have the disputed sum while the dispute is looked into. The command id that `engine.remedyId` makes is the same for everybody who decides on the same state.',
  },
  MakeProvisionalCreditFinal: {
    sentBy: 'engine.makeProvisionalCreditFinal',
    when: 'When the dispute was decided for the payer: what was given until then is the refund, at the cost of the operator.',
  },
  RescindProvisionalCredit: {
    sentBy: 'engine.rescindProvisionalCredit',
    when: 'When the money arrived after all, or the dispute was denied. It is taken from those who got it, and never more than they have.',
  },
  PayRestitution: {
    sentBy: 'engine.payRestitution',
    when: 'When a refund or goodwill is owed and neither a reversal nor a return brought it. What comes back afterwards repays the operator first.',
  },
  WithdrawDispute: {
    sentBy: 'engine.withdrawDispute',
    when: 'When the claimant takes the claim back before it is decided.',
  },
  CloseDispute: {
    sentBy: 'engine.closeDispute',
    when: 'When nothing is owed any more: the claim was denied, or the money that it owed has landed.',
  },
  ResolveException: {
    sentBy: 'engine.resolveException',
    when: 'When it is known where money beyond the instruction belongs: executed twice, or sent back twice.',
  },
  WriteOffException: {
    sentBy: 'engine.writeOffException',
    when: 'When money that was executed too much comes back from nobody, and the operator bears it. Two people answer for it.',
  },
  ExplainMismatch: {
    sentBy: 'engine.explainMismatch',
    when: 'When it is understood why a report contradicted what is recorded. It moves no money.',
  },
  PostCorrection: {
    sentBy: 'engine.postCorrection',
    when: 'When an entry is wrong in a way that no other command puts right. Two people answer for it; nothing that was recorded is changed. What it gives to whoever paid counts as made good, is refused beyond the loss, and keeps the money from being sent on as well; what it takes from them is given back by hand.',
  },
  OpenAccount: {
    sentBy: 'engine.openAccount',
    when: 'Before an account is named in a transfer. An id names one account for ever.',
  },
  FreezeAccount: {
    sentBy: 'engine.freezeAccount',
    when: 'When a rule, an authority or the customer wants no money to leave, or none to move at all. What happened elsewhere is still recorded.',
  },
  UnfreezeAccount: {
    sentBy: 'engine.unfreezeAccount',
    when: 'When whoever placed the freeze lifts it.',
  },
  SetAccountFloor: {
    sentBy: 'engine.setAccountFloor',
    when: 'When a credit line is granted, raised or lowered. It cannot be lowered below what is in use.',
  },
  BeginClosingAccount: {
    sentBy: 'engine.beginClosingAccount',
    when: 'When an account is to be closed. Nothing new begins on it; what is open is brought to its end.',
  },
  CloseAccount: {
    sentBy: 'engine.closeAccount',
    when: 'When the account is closing, empty, and holds nothing for a transfer.',
  },
  ReportAccepted: {
    sentBy: 'engine.report',
    when: 'When a rail says that it has the instruction. It says nothing of the money.',
  },
  ReportStatus: {
    sentBy: 'engine.report',
    when: 'When anybody says where the transfer stands. It moves no money, whatever it says.',
  },
  ReportCredited: {
    sentBy: 'engine.report',
    when: 'When an account was credited, whichever and with however much. What goes beyond the instruction is recorded as that.',
  },
  ReportRefused: {
    sentBy: 'engine.report',
    when: 'When the rail refuses for good. A time-out is never a refusal.',
  },
  ReportReturned: {
    sentBy: 'engine.report',
    when: 'When the receiving side has sent money back and it is here.',
  },
  ReportNeverReceived: {
    sentBy: 'engine.report',
    when: 'When the rail holds no message under the key. Only if it promises to refuse that key from now on does the money go back to the payer.',
  },
  ReportInquiryAnswer: {
    sentBy: 'engine.report',
    when: 'When an inquiry is answered with a status.',
  },
  ReportRecallAccepted: {
    sentBy: 'engine.report',
    when: 'When the other side agrees to send the money back. It has not come back by that.',
  },
  ReportRecallRefused: {
    sentBy: 'engine.report',
    when: 'When the other side will not send the money back.',
  },
  ReportIncomingCredit: {
    sentBy: 'engine.report',
    when: 'When money came in from elsewhere for an account of this book. If the account cannot take it, it waits in suspense.',
  },
}

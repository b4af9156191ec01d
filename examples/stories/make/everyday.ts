import { sendOrdinarily, type Attempt } from './attempt.js'
import { moneyComesIn, openAccount } from './people.js'
import type { Step } from './stage.js'

const employers = [
  { account: '4000021009200117388', institution: 'Qinghe Bank' },
  { account: '4100551203008850021', institution: 'Lakeside Bank' },
  { account: '4200770166304419750', institution: 'Qinghe Bank' },
] as const

/** Who earns how much, when on the first day. */
const salaries = [
  { person: 'wang-fang', yuan: 8650, at: '08:02:11.000' },
  { person: 'zhang-wei', yuan: 12300, at: '08:03:40.000' },
  { person: 'li-na', yuan: 6400, at: '08:15:05.000' },
  { person: 'liu-yang', yuan: 9800, at: '08:31:52.000' },
  { person: 'sun-li', yuan: 5200, at: '09:00:19.000' },
  { person: 'ma-chao', yuan: 7100, at: '09:12:33.000' },
] as const

type Payee = Attempt['payee']

const shop: Payee = { account: 'corner-shop', name: '街角便利店' }
const hotPot: Payee = { account: 'hot-pot-house', name: '巷子火锅' }
const power: Payee = { account: 'city-power', name: '市供电公司' }
const dentist: Payee = { account: '6217000310204456981', institution: 'Qinghe Bank', name: '周医生口腔诊所' }
const parents: Payee = { account: '6228480055612087714', institution: 'Lakeside Bank', name: '张德明' }
const landlady: Payee = { account: '6216611000902245603', institution: 'Harbour Bank', name: '何秀英' }
const tutor: Payee = { account: '6222030602007719842', institution: 'Qinghe Bank', name: '顾明' }

/** Who pays whom, on which day (0 is the first) and when. */
const payments: ReadonlyArray<{
  readonly day: 0 | 1 | 2
  readonly at: string
  readonly name: string
  readonly person: string
  readonly to: Payee
  readonly fen: bigint
  readonly purpose: string
}> = [
  { day: 0, at: '12:10:02.000', name: 'noodles', person: 'zhang-wei', to: hotPot, fen: 28_800n, purpose: '聚餐' },
  { day: 0, at: '13:26:45.000', name: 'groceries', person: 'wang-fang', to: shop, fen: 4_650n, purpose: '日用品' },
  { day: 0, at: '18:05:31.000', name: 'rent', person: 'liu-yang', to: landlady, fen: 230_000n, purpose: '房租' },
  { day: 0, at: '19:47:08.000', name: 'parents', person: 'zhang-wei', to: parents, fen: 150_000n, purpose: '家用' },
  { day: 1, at: '09:20:57.000', name: 'power', person: 'liu-yang', to: power, fen: 21_340n, purpose: '电费' },
  { day: 1, at: '12:01:14.000', name: 'lunch', person: 'li-na', to: shop, fen: 1_990n, purpose: '午餐' },
  {
    day: 1,
    at: '15:33:20.000',
    name: 'share',
    person: 'sun-li',
    to: { account: 'li-na', name: '李娜' },
    fen: 30_000n,
    purpose: '分摊',
  },
  { day: 1, at: '20:11:49.000', name: 'dentist', person: 'wang-fang', to: dentist, fen: 68_000n, purpose: '看牙' },
  { day: 1, at: '22:20:36.000', name: 'snacks', person: 'ma-chao', to: shop, fen: 3_270n, purpose: '夜宵' },
  { day: 2, at: '08:44:10.000', name: 'lesson', person: 'ma-chao', to: tutor, fen: 45_000n, purpose: '家教' },
  { day: 2, at: '10:52:26.000', name: 'charging', person: 'sun-li', to: power, fen: 12_000n, purpose: '充电' },
  { day: 2, at: '13:15:53.000', name: 'dinner', person: 'li-na', to: hotPot, fen: 16_600n, purpose: '聚餐' },
]

export type EverydayOptions = {
  /** Three days, `2026-02-13`. */
  readonly days: readonly [string, string, string]
  readonly rail: string
  /** What makes this neighbourhood's sums its own: so many yuan on each. */
  readonly yuanMore: bigint
}

/** What everybody else does meanwhile: nine accounts, six salaries and twelve payments that go as they should. */
export const everyday = ({ days, rail, yuanMore }: EverydayOptions): ReadonlyArray<Step> => {
  const more = yuanMore * 100n
  const mark = days[0].slice(5).replace('-', '')
  const opened = `${days[0]}T07:00:00.000Z`
  const sum = (fen: bigint) => ({ minorUnits: fen + more, currency: 'CNY' as const })
  return [
    ...salaries.map(({ person }) => openAccount(opened, person, `customer-${person}`)),
    ...[shop, hotPot, power].map(({ account }) => openAccount(opened, account, `merchant-${account}`)),
    ...salaries.map(({ person, yuan, at }, index) =>
      moneyComesIn({
        at: `${days[0]}T${at}Z`,
        transferId: `salary-${person}-${mark}`,
        rail,
        from: employers[index % employers.length] ?? employers[0],
        to: person,
        amount: { minorUnits: BigInt(yuan) * 100n + more, currency: 'CNY' },
        purpose: '工资',
      }),
    ),
    ...payments.map(({ day, at, name, person, to, fen, purpose }): Step => ({
      at: `${days[day]}T${at}Z`,
      act: (stage) =>
        sendOrdinarily(stage, {
          transferId: `${name}-${person}-${days[day].slice(5).replace('-', '')}`,
          customer: `customer-${person}`,
          payer: person,
          payee: to,
          amount: sum(fen),
          ...(to.institution === undefined ? {} : { rail }),
          purpose,
          device: `phone-${person}`,
        }),
    })),
  ]
}

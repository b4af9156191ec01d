import type { Money, MoneyInput } from '@waybill/core'

type Plain = string | number | boolean | bigint | null | undefined

/** What names an account of this book may be written as its id alone. */
type IdAlone<K, V> = K extends 'payer' | 'payee' | 'account'
  ? V extends { readonly account: string }
    ? string
    : never
  : never

/** A value as a test author writes it: sums as `cny('100.00')`, an account of this book by its id. */
export type Loose<A> = A extends Money
  ? MoneyInput
  : A extends Plain
    ? A
    : A extends ReadonlyArray<infer Item>
      ? ReadonlyArray<Loose<Item>>
      : { readonly [K in keyof A]: Loose<A[K]> | IdAlone<K, A[K]> }

/** What a test author expects of a value: the fields that are named are compared, the others are not. */
export type Expected<A> = A extends Money
  ? MoneyInput
  : A extends bigint
    ? bigint | MoneyInput
    : A extends Plain
      ? A
      : A extends ReadonlyArray<infer Item>
        ? ReadonlyArray<Expected<Item>>
        : { readonly [K in keyof A]?: Expected<A[K]> | IdAlone<K, A[K]> }

# What every walk begins with: a new store in a folder of its own, and `waybill` from this clone.
set -eu

clone=$(cd "$(dirname "$0")/../../.." && pwd)
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cd "$folder"

run() {
  node "$clone/packages/waybill/bin/waybill.js" "$@"
}

# Says what happens next.
say() {
  printf '\n# %s\n' "$*"
}

# Shows a command and what it prints, with its exit status where that is not 0. A complaint is printed where it could not be done.
waybill() {
  printf '\n$ waybill'
  for word in "$@"; do
    case $word in
      *[!A-Za-z0-9_.,:=/+-]*) printf " '%s'" "$word" ;;
      *) printf ' %s' "$word" ;;
    esac
  done
  printf '\n'
  status=0
  run "$@" 2> complaint || status=$?
  case $status in
    0) ;;
    1 | 2) cat complaint && printf '(exit status %s)\n' "$status" ;;
    *) printf '(exit status %s)\n' "$status" ;;
  esac
}

# Does what went before, without a word; the walk ends where that fails.
before() {
  run "$@" > complaint 2>&1 || { cat complaint && exit 1; }
}

opened=2026-03-02T08:00:00.000Z

# Opens an account, with what its holder brings along: account <name> [<amount> [<currency, without it yuan>]]
account() {
  currency=${3-CNY}
  before do OpenAccount --in ledger.db --create --ledger urn:waybill:walks --at "$opened" \
    "{\"commandId\": \"open-$1\", \"account\": \"$1\", \"currency\": \"$currency\"}"
  if [ "${2-}" != '' ]; then
    before do ReportIncomingCredit --in ledger.db --at "$opened" - << JSON
    { "transferId": "to-$1", "reportId": "to-$1", "by": { "role": "NETWORK", "name": "HVPS" }, "asOf": "$opened",
      "rail": "hvps", "payer": { "account": "6222000011112222", "institution": "First Bank" }, "payee": "$1",
      "amount": { "decimal": "$2", "currency": "$currency" } }
JSON
  fi
}

#!/bin/bash
# Measures GET /api/state and GET /api/resources?limit=50 against a bare handler that sends the same bytes.
# Needs wrk (apt-get install wrk). Prints a table with the ratio real / bare; the goal is at least 0.5 everywhere.
#   SECONDS_EACH=5 ROUNDS=3 SIZES="1000 10000" Benchmarks/serve.sh
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${SECONDS_EACH:-5} rounds=${ROUNDS:-3} sizes=${SIZES:-1000 10000}
port=17655 bare=17656
command -v wrk >/dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 1; }
bench=${BENCH:-}
if [ -z "$bench" ]; then
  Scripts/benchmark >&2
  bench=.build/release/pulse-bench
fi
log=$(mktemp)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi; rm -f "$log"' EXIT

# rate PORT PATH [wrk options…]: requests per second; fails when an answer was an error.
rate() {
  local port=$1 path=$2 out; shift 2
  out=$(wrk -t1 -c32 -d"${seconds}s" --timeout 30s -H 'X-API-Token: bench' "$@" "http://127.0.0.1:$port$path")
  if grep -q 'Non-2xx' <<<"$out"; then echo "$out" >&2; return 1; fi
  awk '/Requests\/sec/ { print $2 }' <<<"$out"
}

printf '%-10s %-26s %-6s %12s %12s %7s\n' resources path coding real/s bare/s ratio
for size in $sizes; do
  "$bench" serve --resources "$size" --port $port --bare-port $bare >"$log" &
  server=$!
  until grep -q 'real server' "$log" && curl -fs -o /dev/null -H 'X-API-Token: bench' "http://127.0.0.1:$port/api/resources/stats"; do
    kill -0 "$server" || { cat "$log" >&2; exit 1; }
    sleep 0.2
  done
  grep bytes "$log" | sed 's/^/# /'
  for path in /api/state '/api/resources?limit=50'; do
    for coding in plain gzip; do
      options=(); [ $coding = gzip ] && options=(-H 'Accept-Encoding: gzip')
      # The first request builds the document; what is measured is serving it.
      for warm in $port $bare; do curl -fs --compressed -o /dev/null -H 'X-API-Token: bench' "http://127.0.0.1:$warm$path"; done
      curl -fs -o /dev/null -H 'X-API-Token: bench' "http://127.0.0.1:$port$path"
      # Alternating, best of the rounds: other work on the machine then hits both alike.
      best_real=0 best_bare=0
      for _ in $(seq "$rounds"); do
        real=$(rate $port "$path" "${options[@]}"); other=$(rate $bare "$path" "${options[@]}")
        best_real=$(awk -v a="$best_real" -v b="$real" 'BEGIN { print (b > a) ? b : a }')
        best_bare=$(awk -v a="$best_bare" -v b="$other" 'BEGIN { print (b > a) ? b : a }')
      done
      ratio=$(awk -v a="$best_real" -v b="$best_bare" 'BEGIN { printf "%.2f", a / b }')
      printf '%-10s %-26s %-6s %12s %12s %7s\n' "$size" "$path" $coding "$best_real" "$best_bare" "$ratio"
    done
  done
  kill "$server"; wait "$server" 2>/dev/null || true
  server=
done

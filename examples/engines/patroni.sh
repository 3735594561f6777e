#!/usr/bin/env bash
# Three PostgreSQL servers under Patroni on this machine, to try what a failover does. For a trial only: all of it is on one
# machine, with one etcd. Debian: patroni python3-etcd python3-psycopg2 etcd-server postgresql curl
#
#   patroni.sh FOLDER up          starts everything in a folder of its own, creates the database "callgate", and prints its URL
#   patroni.sh FOLDER url         prints the URL
#   patroni.sh FOLDER leader      prints the number of the node that is the leader
#   patroni.sh FOLDER members     prints the members as Patroni sees them
#   patroni.sh FOLDER await N     waits until N members run: a leader, a synchronous standby, and others
#   patroni.sh FOLDER kill N      kill -9 of all processes of a node: Patroni, PostgreSQL and its backends
#   patroni.sh FOLDER start N     starts a node that was killed
#   patroni.sh FOLDER pause N     stops all processes of a node where they are (SIGSTOP), as a hypervisor may
#   patroni.sh FOLDER resume N    lets them go on (SIGCONT)
#   patroni.sh FOLDER down        ends everything; the folder stays
#
# As root, servers run as the user postgres, who must be able to enter the folder. The ports can be set:
# PG_PORTS="5541 5542 5543" REST_PORTS="8541 8542 8543" ETCD_PORTS="23791 23801" (clients, peers)
set -euo pipefail

mkdir -p "$1"
folder=$(cd "$1" && pwd -P)
command=$2
node=${3:-}
read -ra pg_ports <<<"${PG_PORTS:-5541 5542 5543}"
read -ra rest_ports <<<"${REST_PORTS:-8541 8542 8543}"
read -ra etcd_ports <<<"${ETCD_PORTS:-23791 23801}"
nodes=(1 2 3)
user=postgres
password=callgate
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1)

as_server() {
  if [ "$(id -u)" = 0 ]; then
    exec setpriv --reuid="$user" --regid="$user" --init-groups -- env HOME="$folder" "$@"
  fi
  exec "$@"
}

# Runs a server in a folder, by which its processes are found again, and apart from this script's terminal and output.
background() {
  local work=$1
  shift
  (cd "$work" && as_server setsid "$@" </dev/null >>"$work.log" 2>&1) &
}

# All processes that work in the folder of a node; PostgreSQL's work in the folder below it.
processes() {
  find /proc -maxdepth 2 -path '/proc/[0-9]*/cwd' -lname "$folder/$1*" 2>/dev/null | cut -d/ -f3
}

await() {
  local what=$1 tries
  shift
  for ((tries = 0; tries < 1200; tries++)); do
    if "$@"; then
      return 0
    fi
    sleep 0.1
  done
  echo "$what: not within two minutes; see the logs in $folder" >&2
  return 1
}

is_up() { curl -fs -m 1 -o /dev/null "$1"; }

leader() {
  local n
  for n in "${nodes[@]}"; do
    if is_up "http://127.0.0.1:${rest_ports[n - 1]}/primary"; then
      echo "$n"
      return 0
    fi
  done
  return 1
}

has_leader() { leader >/dev/null; }

cluster() { curl -fs -m 2 "http://127.0.0.1:${rest_ports[$(leader) - 1]}/cluster"; }

count() {
  local n up=0
  for n in "${nodes[@]}"; do
    if is_up "http://127.0.0.1:${rest_ports[n - 1]}/$1"; then up=$((up + 1)); fi
  done
  echo "$up"
}

# "/cluster" also lists members that have died.
are_members() { [ "$(count health)" = "$1" ] && [ "$(count primary)" = 1 ] && [ "$(count synchronous)" = 1 ]; }

url() {
  local hosts
  hosts=$(printf ',127.0.0.1:%s' "${pg_ports[@]}")
  echo "jdbc:postgresql://${hosts:1}/callgate?user=postgres&password=$password&targetServerType=primary&connectTimeout=2&loginTimeout=3&socketTimeout=10&hostRecheckSeconds=1"
}

configure() {
  local n=$1
  # 20, 1 and 3 seconds are the least that Patroni accepts. The "etcd" section is etcd's v2 API: see README.md.
  cat >"$folder/node$n.yml" <<YAML
scope: callgate
name: node$n
restapi:
  listen: 127.0.0.1:${rest_ports[n - 1]}
  connect_address: 127.0.0.1:${rest_ports[n - 1]}
etcd:
  hosts: 127.0.0.1:${etcd_ports[0]}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 1
    retry_timeout: 3
    synchronous_mode: true
    synchronous_mode_strict: true
    postgresql:
      use_pg_rewind: true
      parameters:
        wal_log_hints: "on"
        wal_keep_size: 256MB
        wal_sender_timeout: 5s
        wal_receiver_timeout: 5s
        wal_retrieve_retry_interval: 500ms
  initdb:
  - encoding: UTF8
  - locale: C.UTF-8
  - auth-local: peer
  - auth-host: scram-sha-256
postgresql:
  listen: 127.0.0.1:${pg_ports[n - 1]}
  connect_address: 127.0.0.1:${pg_ports[n - 1]}
  data_dir: $folder/node$n/data
  bin_dir: $bin
  pgpass: $folder/node$n/pgpass
  authentication:
    superuser: {username: postgres, password: $password}
    replication: {username: replicator, password: $password}
    rewind: {username: rewinder, password: $password}
  pg_hba:
  - host replication replicator 127.0.0.1/32 scram-sha-256
  - host all all 127.0.0.1/32 scram-sha-256
  parameters:
    unix_socket_directories: ""
YAML
}

start_etcd() {
  local client=http://127.0.0.1:${etcd_ports[0]} peer=http://127.0.0.1:${etcd_ports[1]}
  background "$folder/etcd" etcd --name etcd --data-dir "$folder/etcd/data" --enable-v2 \
    --listen-client-urls "$client" --advertise-client-urls "$client" \
    --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "etcd=$peer"
}

start() { background "$folder/node$1" patroni "$folder/node$1.yml"; }

kill_all() {
  local left
  for _ in {1..600}; do
    mapfile -t left < <(processes "$1")
    [ ${#left[@]} -gt 0 ] || return 0
    kill -KILL "${left[@]}" 2>/dev/null || true # some may be gone by now
    sleep 0.05
  done
  echo "these processes do not end: ${left[*]}" >&2
  return 1
}

signal() {
  local all
  mapfile -t all < <(processes "node$1")
  kill "-$2" "${all[@]}"
}

up() {
  local n
  for n in etcd node1 node2 node3; do
    mkdir "$folder/$n"
    touch "$folder/$n.log"
  done
  for n in "${nodes[@]}"; do configure "$n"; done
  if [ "$(id -u)" = 0 ]; then chown "$user" "$folder"/*; fi
  chmod 700 "$folder"/node{1,2,3} "$folder/etcd"
  chmod 600 "$folder"/*.yml
  start_etcd
  await "etcd answers" is_up "http://127.0.0.1:${etcd_ports[0]}/health"
  start 1
  await "the first node is the leader" has_leader
  start 2
  start 3
  await "three members" are_members 3
  PGPASSWORD=$password "$bin/psql" -qX -h 127.0.0.1 -p "${pg_ports[$(leader) - 1]}" -U postgres -d postgres \
    -c 'CREATE DATABASE callgate'
  url
}

case $command in
  up) up ;;
  url) url ;;
  leader) leader ;;
  members) cluster ;;
  await) await "$node members with a synchronous standby" are_members "$node" ;;
  kill) kill_all "node$node" ;;
  start) start "$node" ;;
  pause) signal "$node" STOP ;;
  resume) signal "$node" CONT ;;
  down)
    for n in node1 node2 node3 etcd; do kill_all "$n"; done
    ;;
  *)
    echo "unknown command: $command" >&2
    exit 2
    ;;
esac

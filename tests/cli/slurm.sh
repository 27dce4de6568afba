#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Shards of a batch under a real Slurm on this one host: an array of jobs, and ranks of srun.
#   slurm.sh PROGRAM DATASETS
# The daemons are started for the test alone, in a folder of its own, and ended with it; it needs root, munge and
# slurm-wlm (Debian: apt-get install slurm-wlm). Exit status 77: skipped, as it says.
set -u
program=$1
data=$2
skip() { echo "skipped: $*"; exit 77; }
for tool in slurmctld slurmd sbatch srun munged; do
    command -v $tool >/dev/null || PATH=$PATH:/usr/sbin command -v $tool >/dev/null || skip "no $tool"
done
PATH=$PATH:/usr/sbin
[ "$(id -u)" -eq 0 ] || skip "slurmd needs root"

folder=$(mktemp -d) || exit 1
daemons=
finish() {
    # shellcheck disable=SC2086 # a list
    [ -z "$daemons" ] || kill $daemons 2>/dev/null
    # shellcheck disable=SC2086
    for pid in $daemons; do while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done; done
    rm -rf "$folder"
}
trap finish EXIT
chmod 755 "$folder"
host=$(hostname -s)
mkdir "$folder/state" "$folder/spool" "$folder/munge"

# munge: who somebody is; its key and socket are the test's own.
dd if=/dev/urandom of="$folder/munge/key" bs=1024 count=1 2>/dev/null
chmod 400 "$folder/munge/key"
munged --foreground --force --key-file="$folder/munge/key" --socket="$folder/munge/socket" \
    --pid-file="$folder/munge/pid" --log-file="$folder/munge/log" --seed-file="$folder/munge/seed" >"$folder/munge.out" 2>&1 &
daemons="$daemons $!"

# Ports are free ones.
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("", 0)); print(s.getsockname()[1])'; }
cat >"$folder/slurm.conf" <<END
ClusterName=tiptrend
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmctldPort=$(port)
SlurmdPort=$(port)
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE:4
END
export SLURM_CONF="$folder/slurm.conf"
slurmctld -D -f "$SLURM_CONF" >"$folder/ctld.out" 2>&1 &
daemons="$daemons $!"
slurmd -D -f "$SLURM_CONF" -N "$host" >"$folder/slurmd.out" 2>&1 &
daemons="$daemons $!"
tries=0
until sinfo -h -o %t 2>/dev/null | grep -q idle; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { tail -n 5 "$folder"/*.log; skip "Slurm does not come up on this machine"; }
    sleep 0.2
done

cat >"$folder/m.yaml" <<END
preset: web
formats: svg
charts: [line, change]
sets:
  - files: $data/world-tip-regions.csv
    for-each: area
END
cd "$folder" || exit 1
files() { (cd "$1" && find . -type f ! -path './.tiptrend/*' | sort | xargs sha256sum); }
faults=0
"$program" batch m.yaml -o whole --quiet
files whole >whole.sums

sbatch --wait --quiet --array=1-3 --output="$folder/array-%a.log" --wrap "'$program' batch '$folder/m.yaml' -o '$folder/array' --shard auto --jobs 1"
"$program" batch m.yaml -o array --merge
cat array-*.log | tail -n 3
if files array | cmp -s - whole.sums; then echo "an array of 3: the same bytes"; else echo "array: not the same"; faults=1; fi

srun --ntasks=2 --overcommit "$program" batch "$folder/m.yaml" -o "$folder/ranks" --shard auto --jobs 1 --quiet
"$program" batch m.yaml -o ranks --merge
if files ranks | cmp -s - whole.sums; then echo "2 ranks of srun: the same bytes"; else echo "ranks: not the same"; faults=1; fi
exit $faults
